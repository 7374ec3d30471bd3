"""What is there on this machine, what is missing, and the next step for each."""

from __future__ import annotations

import importlib.metadata
import shutil
import socket
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal, TypeAlias

from arinb.errors import ArinbError
from arinb.pbx.find import Program, find_asterisk, find_baresip
from arinb.pbx.private import PrivateAsterisk
from arinb.pbx.roots import install_folder

Verdict: TypeAlias = Literal["ok", "note", "missing"]

OLDEST_PYTHON = (3, 11)
ROOM = 500_000_000  # bytes that an Asterisk and its packages take while they are unpacked
TUTORIAL_PORT = 8088
JUPYTER = {"jupyterlab": "4.4", "ipykernel": "7.1", "ipywidgets": "8.1.9"}
_MARKS: dict[Verdict, str] = {"ok": "✓", "note": "·", "missing": "✗"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Fields: `name`; `verdict`: "ok", "note" (works, but one should know) or "missing"; `found`,
    what there is; `next_step`, what to do about it, or "".

    Example: `[f.name for f in examine().findings if f.verdict == "missing"]`
    """

    name: str
    verdict: Verdict
    found: str
    next_step: str = ""


@dataclass(frozen=True)
class Report:
    """What was found; it shows itself as text and in a notebook.

    Example: `print(examine())`
    """

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether a lesson can be run on this machine.

        Example: `assert examine().ok`
        """
        return all(finding.verdict != "missing" for finding in self.findings)

    def __str__(self) -> str:
        width = max(len(finding.name) for finding in self.findings)
        lines = []
        for finding in self.findings:
            lines.append(f"{_MARKS[finding.verdict]} {finding.name:{width}}  {finding.found}")
            if finding.next_step:
                lines.append(f"  {'':{width}}  → {finding.next_step}")
        return "\n".join([*lines, "", self._conclusion()])

    def __repr__(self) -> str:
        missing = sum(finding.verdict == "missing" for finding in self.findings)
        return f"<Report: {missing} missing>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><td>{_MARKS[f.verdict]} {f.verdict}</td><th style="text-align: left">'
            f'{escape(f.name)}</th><td style="text-align: left">{escape(f.found)}'
            f"{'<br>→ ' + escape(f.next_step) if f.next_step else ''}</td></tr>"
            for f in self.findings
        )
        return f"<table><tbody>{rows}</tbody></table><p>{escape(self._conclusion())}</p>"

    def _conclusion(self) -> str:
        if self.ok:
            return "Everything that a lesson needs is there."
        return "Something that a lesson needs is missing: see the lines with ✗."


def examine() -> Report:
    """Look at this machine: Python, Jupyter, Asterisk, sounds, phone, ports, disk.

    It starts a private Asterisk for a moment, to see that it runs.

    Example: `print(arinb.doctor.examine())`
    """
    findings = [_python(), *map(_package, JUPYTER)]
    try:
        program = find_asterisk()
    except ArinbError as error:
        findings.append(Finding("Asterisk", "missing", error.what, error.next_step))
        findings += [_packages_of_the_system(), _disk()]
    else:
        findings += [_asterisk(program), _sounds(program), _starts(program)]
    return Report((*findings, _phone(), _port()))


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Finding("Python", "missing", version, "Install Python 3.11 or newer.")
    return Finding("Python", "ok", f"{version} ({sys.executable})")


def _package(name: str) -> Finding:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, "missing", "not installed", f"{sys.executable} -m pip install {name}")
    if _numbers(version) < _numbers(JUPYTER[name]):
        step = f"{sys.executable} -m pip install -U {name}"
        return Finding(name, "missing", f"{version}, but {JUPYTER[name]} is needed", step)
    return Finding(name, "ok", version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _asterisk(program: Program) -> Finding:
    return Finding("Asterisk", "ok", f"{program.version}, {program.path} ({program.origin})")


def _sounds(program: Program) -> Finding:
    if program.sounds_dir is None:
        return Finding(
            "sounds",
            "missing",
            "hello-world is not there",
            "Install the package asterisk-core-sounds-en-gsm, or run `arinb asterisk install`.",
        )
    return Finding("sounds", "ok", str(program.sounds_dir))


def _starts(program: Program) -> Finding:
    try:
        with PrivateAsterisk(program=program) as pbx:
            return Finding("its start", "ok", f"it boots, and would serve ARI at {pbx.url}")
    except ArinbError as error:
        step = error.next_step or "Try another one: `arinb asterisk install`."
        return Finding("its start", "missing", f"{error.what} {error.why}".strip(), step)


def _phone() -> Finding:
    try:
        baresip = find_baresip()
    except ArinbError as error:
        return Finding("SIP phone", "missing", error.what, error.next_step)
    if baresip is None:
        return Finding(
            "SIP phone",
            "note",
            "no baresip: the handset inside Asterisk is used",
            "For a real SIP phone run `arinb asterisk install`, or install baresip-core.",
        )
    return Finding("SIP phone", "ok", f"{baresip.argv[-1]} ({baresip.origin})")


def _port() -> Finding:
    with socket.socket() as probe:
        probe.settimeout(1.0)
        if probe.connect_ex(("127.0.0.1", TUTORIAL_PORT)) == 0:
            return Finding(
                "ports",
                "note",
                f"something listens on {TUTORIAL_PORT}, ARI's usual port",
                "No harm: a private Asterisk takes a free port of its own.",
            )
    return Finding("ports", "ok", f"{TUTORIAL_PORT} is free; a private Asterisk takes another")


def _packages_of_the_system() -> Finding:
    missing = [name for name in ("apt-get", "dpkg-deb") if shutil.which(name) is None]
    if missing:
        return Finding(
            "packages",
            "note",
            f"no {' and no '.join(missing)} on this machine",
            "Install Asterisk with your system's package manager, or use a server elsewhere.",
        )
    return Finding("packages", "ok", "apt-get is there: `arinb asterisk install` can work")


def _disk() -> Finding:
    folder = _existing(install_folder())
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:.1f} GB free in {folder}"
    if free < ROOM:
        return Finding("disk", "missing", found, f"Make room: {ROOM / 1e6:.0f} MB are needed.")
    return Finding("disk", "ok", found)


def _existing(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.exists())
