"""The users of ari.conf: those that Asterisk leaves out, keeps out, or lets only look."""

from __future__ import annotations

import contextlib

import pytest

import arinb
from arinb.errors import ArinbError
from arinb.pbx.find import Program
from tests.diagnosis.setups import (
    Change,
    added,
    assert_told,
    changed,
    diagnosed,
    elsewhere,
    scene_of,
    started,
)

HASH = "$6$abcdefgh$" + "x" * 86


@pytest.mark.parametrize(
    ("change", "where", "fix"),
    [
        (changed("ari.conf", "type = user\n", ""), ":6", "type = user"),
        (changed("ari.conf", "type = user", "type = usr"), ":7", "type = user"),
        (changed("ari.conf", "type = user", "tpye = user"), ":7", "type = user"),
        (changed("ari.conf", "password = ", "password = \n; "), ":9", "password ="),
        (changed("ari.conf", "password", "pasword"), ":9", "password"),
        (changed("ari.conf", "read_only", "readonly"), ":8", "read_only"),
        (changed("ari.conf", "read_only = no", "password_format = md5"), ":8", "plain"),
        (changed("ari.conf", "read_only = no", "password_format = crypt"), ":8", "= plain"),
        (changed("ari.conf", "[asterisk]", "[aste:risk]"), ":6", "letters, digits"),
        (changed("ari.conf", "[asterisk]", "[asterisk](!)"), ":", "type = user"),
        (added("ari.conf", "\n[asterisk]\ntype = user\npassword = abc\n"), ":11", "another name"),
        (changed("ari.conf", "password = {password}", f"password = {HASH}"), ":9",
         "password_format = crypt"),
        (changed("ari.conf", "password = ", "password = x;"), ":9", r"\;"),
        (changed("ari.conf", "password = ", "password = " + "y" * 250), ":9", "shorter"),
        (changed("ari.conf", "read_only = no", "deny = 0.0.0.0/0.0.0.0"), ":8", "permit"),
        (changed("ari.conf", "read_only = no", "acl = home"), ":8", "acl.conf"),
    ],
    ids=[
        "no-type", "other-type", "type-misspelt", "no-password", "password-misspelt", "key",
        "format", "plain-as-crypt", "colon", "template", "twice", "hash-as-plain", "semicolon",
        "too-long", "deny", "acl",
    ],
)  # fmt: skip
def test_users_that_asterisk_does_not_let_in(
    change: Change, where: str, fix: str, program_22: Program
) -> None:
    with started(program_22) as pbx:
        told = pbx.password
        change(pbx)
        written = pbx.conf["ari.conf"].text
        for prefix in ("x;", "y" * 250):
            told = prefix + told if f"{prefix}{told}" in written else told
        pbx.restart()
        diagnosis = diagnosed(scene_of(pbx, username="asterisk", password=told))
    assert_told(diagnosis, "users", f"ari.conf{where}", fix, told)


def test_no_user_at_all(program_22: Program) -> None:
    with started(program_22) as pbx:
        pbx.conf["ari.conf"].write("[general]\nenabled = yes\n")
        pbx.restart()
        diagnosis = diagnosed(scene_of(pbx, username="asterisk", password="guess"))
    assert_told(diagnosis, "users", "ari.conf:2", "type = user", "guess")


def test_a_user_who_was_added_and_not_reloaded(program_22: Program) -> None:
    with started(program_22) as pbx:
        added("ari.conf", "\n[new]\ntype = user\npassword = brandnew\n")(pbx)
        scene = scene_of(pbx, username="new", password="brandnew")
        assert_told(diagnosed(scene), "users", "ari.conf:11", "pbx.reload()", "brandnew")
        pbx.reload()
        assert diagnosed(scene_of(pbx, username="new", password="brandnew")).ok


def test_a_rule_that_was_taken_out_and_not_reloaded(program_22: Program) -> None:
    with started(program_22, changed("ari.conf", "read_only = no", "deny = 0.0.0.0/0")) as pbx:
        assert_told(elsewhere(pbx), "users", pbx.url, "permit", pbx.password)
        changed("ari.conf", "deny = 0.0.0.0/0", "read_only = no")(pbx)
        assert_told(diagnosed(scene_of(pbx)), "users", "ari.conf:6", "pbx.reload()")


def test_a_user_who_may_only_look_is_wrong_where_the_program_does_more(
    program: Program,
) -> None:
    with (
        started(program, changed("ari.conf", "read_only = no", "read_only = yes")) as pbx,
        arinb.connect(pbx, app="hello-world") as ari,
    ):
        assert diagnosed(scene_of(pbx)).ok
        ari.channels.list()
        assert diagnosed(scene_of(pbx, ari)).ok
        with contextlib.suppress(ArinbError):
            ari.request("POST", "/bridges")
        diagnosis = diagnosed(scene_of(pbx, ari))
        assert_told(diagnosis, "users", "ari.conf:8", "read_only = no", pbx.password)
        assert "POST /ari/bridges" in diagnosis.findings[0].evidence
        changed("ari.conf", "read_only = yes", "read_only = no")(pbx)
        pbx.reload()
        assert diagnosed(scene_of(pbx, ari)).ok, "what was is over"


OTHERS = (
    "\n[look]\ntype = user\npassword = something\nread_only = yes\n",
    "\n[bad]\ntype = user\npassword = something\nreadonly = yes\n",
    "\n[out]\ntype = user\npassword = some;thing\ndeny = 0.0.0.0/0\n",
    "\n[old]\ntype = user\npassword = asterisk\n",
)


@pytest.mark.parametrize("lines", OTHERS, ids=["read-only", "key", "acl", "known-password"])
def test_another_user_is_not_the_programs(lines: str, program_22: Program) -> None:
    with started(program_22, added("ari.conf", lines)) as pbx:
        diagnosis = diagnosed(scene_of(pbx))
        assert diagnosis.ok, diagnosis
        assert elsewhere(pbx).ok


def test_a_hash_that_is_right(program_22: Program) -> None:
    with started(program_22) as pbx:
        said = str(pbx.cli("ari mkpasswd correct-horse"))
        hashed = next(word for word in said.split() if word.startswith("$"))
        pbx.conf["ari.conf"].set("asterisk", "password", hashed)
        pbx.conf["ari.conf"].set("asterisk", "password_format", "crypt")
        pbx.reload()
        assert diagnosed(scene_of(pbx, password="correct-horse")).ok
        wrong = diagnosed(scene_of(pbx, password="incorrect-horse"))
    assert_told(wrong, "credentials", "password", "ari.conf:9", "incorrect-horse", hashed)
