"""Install an Asterisk for this user alone, list what is installed, and remove it."""

from __future__ import annotations

from pathlib import Path

from arinb.errors import AsteriskError, AsteriskNotFound, InstallError
from arinb.pbx.find import Program, installed_programs, program_at
from arinb.pbx.install.faults import OTHER_WAYS
from arinb.pbx.install.machine import read_distribution
from arinb.pbx.install.packages import fetch_packages, remove_packages
from arinb.pbx.private import PrivateAsterisk
from arinb.pbx.roots import Root, install_folder, installed_roots

PACKAGES = ("asterisk", "asterisk-core-sounds-en-gsm")
PHONE = ("baresip-core",)
ORIGIN = "installed by arinb"
_START = 60.0  # seconds; half a second is usual, a busy machine may take longer


def install_asterisk(*, suite: str | None = None, progress: bool = True) -> Program:
    """Install an Asterisk, its English sounds and a SIP phone, for this user alone.

    The packages come from the mirror that this machine uses, and are unpacked into the user's
    data folder: nobody needs to be root, and nothing else on the machine changes. About 85 MB are
    downloaded; a call that was interrupted is gone on with. It is started once before it counts
    as installed. One that is installed already is returned as it is.

    Parameters: `suite`, the release to take it from, such as "bullseye"; None for Ubuntu's own,
    and on Debian, whose stable releases have none, for "testing". `progress` shows bars.

    Raises NoPackages where there are no such packages, MirrorError when the mirror does not answer
    or sends something broken, DiskFull, and InstallError for what else can go wrong. What was
    there before stays.

    Example: `install_asterisk().version`
    """
    suite = _plain(suite or read_distribution().asterisk_suite)
    folder = install_folder() / suite
    there = _installed_at(folder)
    if there is not None:
        return there
    fetch_packages(
        PACKAGES, into=folder, suite=suite, optional=PHONE, check=_start_once, progress=progress
    )
    return program_at(folder, ORIGIN)


def installed() -> list[Program]:
    """Return the Asterisks that arinb installed for this user.

    Example: `[program.version for program in installed()]`
    """
    return installed_programs()


def remove_asterisk() -> list[Path]:
    """Remove every Asterisk that arinb installed for this user, and return their folders.

    One that is running goes on until it is stopped. Raises InstallError if a folder can't be
    removed.

    Example: `remove_asterisk()`
    """
    roots = [root.path for root in installed_roots()]
    for root in roots:
        remove_packages(root, root.name)
    return roots


def _installed_at(folder: Path) -> Program | None:
    try:
        return program_at(folder, ORIGIN)
    except AsteriskNotFound:
        return None


def _start_once(root: Root) -> None:
    """Raise InstallError unless the Asterisk in `root` boots."""
    try:
        with PrivateAsterisk(program=program_at(root.path, ORIGIN)).start(_START):
            pass
    except AsteriskError as error:
        raise InstallError(
            "The downloaded Asterisk does not start on this machine.",
            why=str(error),
            next_step=OTHER_WAYS,
        ) from error


def _plain(suite: str) -> str:
    """The suite's name, refused if it would lead out of the folder."""
    if suite.startswith(".") or not all(c.isalnum() or c in "-._" for c in suite):
        raise InstallError(
            f"{suite!r} is no name of a release.",
            next_step='Give a name such as "testing" or "bullseye".',
        )
    return suite
