"""What the doctor finds on real and on broken machines."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from arinb.doctor import Finding, Report, examine
from arinb.pbx.find import Program
from tests.needs import needs


@pytest.fixture
def healthy(program_22: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARINB_ASTERISK", str(program_22.root or program_22.path))


def _found(report: Report, name: str) -> Finding:
    return next(finding for finding in report.findings if finding.name == name)


@pytest.mark.usefixtures("healthy")
def test_a_healthy_machine_has_nothing_missing(program_22: Program) -> None:
    report = examine()
    assert report.ok
    assert program_22.version in _found(report, "Asterisk").found
    assert _found(report, "its start").verdict == "ok"


def test_each_missing_thing_has_a_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARINB_ASTERISK", str(tmp_path))
    report = examine()
    assert not report.ok
    assert all(f.next_step for f in report.findings if f.verdict == "missing")


def _without_a_phone(root: Path, place: Path) -> Path:
    """The same root without its phone program: real folders with links in them."""

    def link(source: str, target: str) -> None:
        # A root is known by its own loader, which has to be a real file.
        own = shutil.copy if Path(source).name.startswith("ld-") else os.symlink
        own(source, target)

    ignore = shutil.ignore_patterns("baresip")
    shutil.copytree(root, place, symlinks=True, copy_function=link, ignore=ignore)
    return place


def test_no_sip_phone_is_only_a_note(
    program_22: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(program_22.root is not None, "an Asterisk that arinb installed")
    assert program_22.root
    root = _without_a_phone(program_22.root, tmp_path / "root")
    monkeypatch.setenv("ARINB_ASTERISK", str(root))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("ARINB_BARESIP", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    report = examine()
    assert _found(report, "SIP phone").verdict == "note"
    assert report.ok


@pytest.mark.usefixtures("healthy")
def test_a_taken_port_is_only_a_note() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 8088))
        taken.listen()
        report = examine()
    assert _found(report, "ports").verdict == "note"
    assert report.ok


def test_what_it_shows_is_escaped() -> None:
    report = Report((Finding("<b>", "missing", "<script>", "<i>"),))
    html = report._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert repr(report) == "<Report: 1 missing>"
