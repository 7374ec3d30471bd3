"""What can go wrong while packages are fetched, said so that somebody can act on it."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from pathlib import Path

from arinb.errors import DiskFull, InstallError, MirrorError

OTHER_WAYS = (
    "Other ways: install `asterisk` with this system's package manager; or set ARINB_ASTERISK to "
    "an asterisk program that is somewhere already; or use a server elsewhere by its URL: "
    'arinb.connect("http://its-address:8088", …).'
)

# The last one is what tar says when a disk fills up in the middle of a file.
_NO_ROOM = re.compile(
    r"no space left|not enough free space|disk quota exceeded|wrote only \d+ of", re.IGNORECASE
)
_COMPLAINT = re.compile(r"^(E: |W: |Err:|dpkg-deb: error|tar: )")
_LOGIN = re.compile(r"(?<=//)[^/@\s]+@")
_LINES = 6


def complaints(lines: Iterable[str]) -> list[str]:
    """Return those lines of apt or dpkg that tell what went wrong, without any password.

    Parameters: `lines`, what the program printed.

    Example: `complaints(["Reading package lists...", "E: Unable to locate package asterisk"])`
    """
    return [_LOGIN.sub("", line) for line in lines if _COMPLAINT.match(line)][-_LINES:]


def mirror_error(what: str, lines: Iterable[str], ways: str = OTHER_WAYS) -> InstallError:
    """Return the error for a failed apt or dpkg: DiskFull where that was it, else MirrorError.

    Parameters: `what` happened; `lines`, what the program printed; `ways`, what else one can do.

    Example: `raise mirror_error("The packages could not be downloaded.", lines)`
    """
    said = list(lines)
    telling = complaints(said) or [_LOGIN.sub("", line) for line in said[-_LINES:]]
    if any(_NO_ROOM.search(line) for line in said):
        return disk_full(what, why="\n".join(telling))
    return MirrorError(
        what,
        why="\n      ".join(telling) or "it gave no reason",
        next_step="Check the network and the machine's package sources, then try again: what was "
        f"downloaded is kept. {ways}",
    )


def disk_full(what: str, *, why: str) -> DiskFull:
    """Return the error for too little room.

    Parameters: `what` happened; `why`, the figures or the system's words.

    Example: `raise disk_full("There is too little room.", why="480 MB are needed, 120 are free")`
    """
    return DiskFull(
        what,
        why=why,
        next_step="Free some room, or set XDG_DATA_HOME and XDG_CACHE_HOME to folders on another "
        "disk, then try again: what was downloaded is kept.",
    )


def folder_fault(folder: Path, error: OSError) -> InstallError:
    """Return the error for a folder that the system refuses to fill.

    Parameters: `folder`, the one that was wanted; `error`, what the system said.

    Example: `raise folder_fault(folder, error) from error`
    """
    where = error.filename or folder
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full("The disk is full.", why=f"{error.strerror}: {where}")
    return InstallError(
        f"The packages can't be put into {folder}.",
        why=f"{error.strerror or error}: {where}",
        next_step="Set XDG_DATA_HOME and XDG_CACHE_HOME to folders in which you may write, then "
        f"try again. {OTHER_WAYS}",
    )
