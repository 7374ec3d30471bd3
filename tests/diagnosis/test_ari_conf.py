"""ARI switched off: in ari.conf, by what Asterisk does not take in it, or since it was not read."""

from __future__ import annotations

import pytest

from arinb.pbx.find import Program
from tests.diagnosis.setups import (
    Change,
    added,
    assert_told,
    changed,
    deleted,
    diagnosed,
    elsewhere,
    scene_of,
    started,
)


@pytest.mark.parametrize(
    ("change", "link", "where", "fix"),
    [
        (changed("ari.conf", "enabled = yes", "enabled = no"), "ARI", ":3", "enabled = yes"),
        (changed("ari.conf", "enabled = yes", "enabled = ok"), "ARI", ":3", "enabled = yes"),
        (deleted("ari.conf"), "ARI", ":1", "[general]"),
        (changed("ari.conf", "enabled", "enable"), "ari.conf", ":3", "enabled"),
        (changed("ari.conf", "pretty", "prety"), "ari.conf", ":4", "pretty"),
        (changed("ari.conf", "pretty = yes", "bindport = 1"), "ari.conf", ":4", "ari.conf:4"),
        (changed("ari.conf", "pretty", "Pretty"), "ari.conf", ":4", "pretty"),
        (changed("ari.conf", "pretty = yes", "websocket_write_timeout = x"), "ari.conf", ":4",
         "websocket_write_timeout"),
        (changed("ari.conf", "[general]", "[General]"), "ari.conf", ":2", "[general]"),
        (changed("ari.conf", "[general]", "[ari]"), "ari.conf", ":", "[general]"),
        (changed("ari.conf", "[general]", "[general"), "ari.conf", ":2", "]"),
        (added("ari.conf", "\n[general]\nauth_realm = me\n"), "ari.conf", ":11", "first"),
        (changed("ari.conf", "[general]", ""), "ari.conf", ":3", "[general]"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_switches_ari_off(
    change: Change, link: str, where: str, fix: str, program_22: Program
) -> None:
    with started(program_22, change) as pbx:
        assert_told(diagnosed(scene_of(pbx)), link, f"ari.conf{where}", fix, pbx.password)
        assert_told(elsewhere(pbx, password="x"), "ARI", pbx.url, "ari.conf")


@pytest.mark.parametrize(
    ("change", "where", "fix"),
    [
        (changed("ari.conf", "pretty", "prety"), ":4", "pretty"),
        (changed("ari.conf", "read_only", "readonly"), ":8", "read_only"),
        (changed("ari.conf", "type = user\n", ""), ":6", "type = user"),
        (changed("ari.conf", "read_only = no", "deny = 0.0.0.0/0"), ":8", "ari.conf:8"),
        (changed("ari.conf", "read_only = no", "password_format = md5"), ":8", "password_format"),
    ],
    ids=["key", "user-key", "no-type", "too-new", "format"],
)
def test_an_old_asterisk_goes_without_ari_for_an_error_of_a_user_too(
    change: Change, where: str, fix: str, program_16: Program
) -> None:
    with started(program_16, change) as pbx:
        assert_told(diagnosed(scene_of(pbx)), "ari.conf", f"ari.conf{where}", fix, pbx.password)


def test_it_was_switched_on_and_not_reloaded(program: Program) -> None:
    with started(program, changed("ari.conf", "enabled = yes", "enabled = no")) as pbx:
        changed("ari.conf", "enabled = no", "enabled = yes")(pbx)
        assert_told(diagnosed(scene_of(pbx)), "ARI", "ari.conf:3", "pbx.reload()")
        pbx.reload()
        assert diagnosed(scene_of(pbx)).ok


@pytest.mark.parametrize("bad", ["prety = yes", "websocket_write_timeout = x"])
def test_it_was_corrected_and_not_reloaded(bad: str, program_22: Program) -> None:
    with started(program_22, changed("ari.conf", "pretty = yes", bad)) as pbx:
        changed("ari.conf", bad, "pretty = yes")(pbx)
        assert_told(diagnosed(scene_of(pbx)), "ARI", "ari.conf", "pbx.reload()")
        pbx.reload()
        assert diagnosed(scene_of(pbx)).ok


def test_an_error_that_asterisk_has_not_met_yet_breaks_nothing(program_22: Program) -> None:
    with started(program_22) as pbx:
        changed("ari.conf", "pretty", "prety")(pbx)
        assert pbx.conf["ari.conf"].findings.errors
        assert diagnosed(scene_of(pbx)).ok
        pbx.reload()
        assert_told(diagnosed(scene_of(pbx)), "ari.conf", "ari.conf:4", "pretty")
