"""http.conf: what in it, or in its reading, keeps the web server off."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

import pytest

from arinb.errors import ArinbError
from arinb.pbx.find import Program
from arinb.pbx.ports import free_port
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.setups import Change, added, assert_told, changed, diagnosed, scene_of, started


@pytest.mark.parametrize(
    ("change", "where", "fix"),
    [
        (changed("http.conf", "enabled = yes", "enabled = no"), ":3", "enabled = yes"),
        (changed("http.conf", "enabled = yes", "enabled = ja"), ":3", "enabled = yes"),
        (changed("http.conf", "enabled = yes\n", ""), ":2", "enabled = yes"),
        (changed("http.conf", "enabled", "enabeld"), ":3", "enabled"),
        (changed("http.conf", "[general]", "[http]"), ":1", "[general]"),
        (changed("http.conf", "[general]", "[general"), ":2", "]"),
        (changed("http.conf", "[general]", "[general](!)"), ":2", "[general]"),
        (changed("http.conf", "bindaddr = 127.0.0.1\n", ""), ":2", "bindaddr = 127.0.0.1"),
        (changed("http.conf", "127.0.0.1", "http://127.0.0.1"), ":4", "bindaddr = 127.0.0.1"),
        (changed("http.conf", "127.0.0.1", "nowhere.invalid"), ":4", "bindaddr = 127.0.0.1"),
        (changed("http.conf", "enabled = yes", "enabled yes"), ":3", "name = value"),
        (changed("http.conf", "[general]", "#include other.conf\n[general]"), ":2", "make the"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_keeps_the_web_server_off(
    change: Change, where: str, fix: str, program_22: Program
) -> None:
    with started(program_22, change) as pbx:
        assert_told(diagnosed(scene_of(pbx)), "http.conf", f"http.conf{where}", fix, pbx.password)


def test_a_port_that_is_none(program_22: Program) -> None:
    with started(program_22, changed("http.conf", "bindport = ", "bindport = 9")) as pbx:
        # Asterisk takes 8088 in its place, which another program may have.
        link = "http.conf" if pbx.running else "process"
        assert_told(diagnosed(scene_of(pbx)), link, "http.conf:5", "65535")


def test_it_was_switched_on_and_not_reloaded(program_22: Program) -> None:
    with started(program_22, changed("http.conf", "enabled = yes", "enabled = no")) as pbx:
        changed("http.conf", "enabled = no", "enabled = yes")(pbx)
        assert_told(diagnosed(scene_of(pbx)), "http.conf", "http.conf:3", "pbx.reload()")
        pbx.reload()
        assert diagnosed(scene_of(pbx)).ok


def test_its_port_was_changed_and_not_reloaded(program_22: Program) -> None:
    with started(program_22) as pbx:
        pbx.conf["http.conf"].set("general", "bindport", str(free_port("tcp")))
        assert_told(diagnosed(scene_of(pbx)), "http.conf", "http.conf:5", "pbx.reload()")


def test_its_address_can_not_be_had_since_the_reload(program_22: Program) -> None:
    with started(program_22) as pbx:
        changed("http.conf", "127.0.0.1", "192.0.2.1")(pbx)
        with contextlib.suppress(ArinbError):
            pbx.reload()
        assert pbx.running
        assert_told(diagnosed(scene_of(pbx)), "http.conf", "http.conf:4", "127.0.0.1")


def test_what_is_wrong_but_breaks_nothing_is_not_told(program_22: Program) -> None:
    harmless = [
        changed("http.conf", "[general]", "[General]"),
        added("http.conf", "sessionlimit = 0\nsession_keepalive = 5\ntlsenable = yes\n"),
        added("http.conf", "\n[general]\nenabled = no\n"),
    ]
    with started(program_22, *harmless) as pbx:
        assert pbx.conf["http.conf"].findings
        assert diagnosed(scene_of(pbx)).ok


@pytest.mark.parametrize(
    ("lines", "where", "fix"),
    [
        ("tlsenable = yes\n", "http.conf:6", "tlscertfile"),
        ("tlsenable = yes\ntlscertfile = /nowhere.pem\n", "http.conf:7", "files that are there"),
        ("tlsenable = yes\ntlscertfile = {cert}\n", "http.conf:7", "its key"),
    ],
    ids=["no-certificate", "no-such-file", "no-key"],
)
def test_https_that_does_not_come_about(
    lines: str, where: str, fix: str, program_22: Program, tmp_path: Path
) -> None:
    cert, _ = certificate(tmp_path)
    with started(program_22, added("http.conf", lines.replace("{cert}", str(cert)))) as pbx:
        diagnosis = diagnosed(scene_of(pbx, url="https://127.0.0.1:8089"))
    assert_told(diagnosis, "http.conf", where, fix)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


def with_https(pbx: PrivateAsterisk, folder: Path) -> int:
    """Switch https on, and return its port."""
    cert, key = certificate(folder)
    port = free_port("tcp")
    lines = f"tlsenable = yes\ntlsbindaddr = 127.0.0.1:{port}\ntlscertfile = {cert}\n"
    added("http.conf", f"{lines}tlsprivatekey = {key}\n")(pbx)
    return port


def test_https_that_is_right(
    program_22: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with started(program_22) as pbx:
        port = with_https(pbx, tmp_path)
        url = f"https://127.0.0.1:{port}"
        assert_told(diagnosed(scene_of(pbx, url=url)), "http.conf", "http.conf:6", "pbx.reload()")
        pbx.reload()
        assert_told(diagnosed(scene_of(pbx, url=url)), "HTTP", url, "REQUESTS_CA_BUNDLE")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "cert.pem"))
        assert diagnosed(scene_of(pbx, url=url)).ok
        assert diagnosed(scene_of(pbx)).ok
        told = diagnosed(scene_of(pbx, url=url.replace("https", "http")))
        assert_told(told, "HTTP", url.replace("https", "http"), url)
