"""Get what the tests need and the machine lacks: two Asterisks, a SIP phone, a browser.

Run as `python -m tests.setup`. What can't be had is told, with its reason; the tests that need it
are then skipped. In CI (the variable CI is set) nothing may lack: the exit status is 1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from arinb.errors import AsteriskNotFound, InstallError, NoPackages
from arinb.pbx.find import Program, find_asterisk, find_baresip, program_at
from arinb.pbx.install import install_asterisk
from arinb.pbx.install.machine import read_distribution
from tests.browser import find_chromium, install_chromium

OLDEST = 20
OLD_SUITE = "bullseye"


def asterisk() -> str:
    """Asterisk, from 20 on: the machine's own, else installed."""
    named = _named("ARINB_TEST_ASTERISK_22")
    if named is None:
        try:
            found = find_asterisk()
        except AsteriskNotFound:
            if os.environ.get("ARINB_ASTERISK"):
                raise
            found = install_asterisk()
        named = found if found.major >= OLDEST else install_asterisk()
    return _told(named)


def old_asterisk() -> str:
    """Asterisk 16, for what was different then."""
    named = _named("ARINB_TEST_ASTERISK_16")
    if named is None:
        _only_debian("Asterisk 16 comes from Debian 11")
        named = install_asterisk(suite=OLD_SUITE)
    return _told(named)


def phone() -> str:
    """The SIP phone baresip, which is part of an installation."""
    found = find_baresip()
    if found is None:
        install_asterisk()
        found = find_baresip()
    if found is None:
        raise NoPackages("There is no baresip for this machine: calls use the Local handset.")
    return f"{found.argv[-1]} ({found.origin})"


def chromium() -> str:
    """A browser, to look at the notebooks with."""
    found = find_chromium()
    if found is None:
        _only_debian("A Chromium that is a package of its own is Debian's")
        found = install_chromium()
    return found.executable


def main() -> int:
    """Take each step, and say what came of it."""
    steps: dict[str, Callable[[], str]] = {
        "Asterisk": asterisk,
        "Asterisk 16": old_asterisk,
        "SIP phone": phone,
        "Chromium": chromium,
    }
    missing = 0
    for name, step in steps.items():
        try:
            result = step()
        except (AsteriskNotFound, InstallError) as error:
            missing += 1
            result = f"not there; tests that need it are skipped.\n{error}".replace("\n", "\n    ")
        print(f"{name}: {result}", flush=True)  # noqa: T201 - it is run by hand and by make
    return 1 if missing and os.environ.get("CI") else 0


def _named(variable: str) -> Program | None:
    path = os.environ.get(variable)
    return program_at(Path(path), variable) if path else None


def _told(program: Program) -> str:
    return f"{program.version}, {program.path} ({program.origin})"


def _only_debian(why: str) -> None:
    distribution = read_distribution()
    if distribution.id != "debian":
        raise NoPackages(f"{why}, and this is {distribution.name}.")


if __name__ == "__main__":
    sys.exit(main())
