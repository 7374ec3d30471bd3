"""Files that are replaced as a whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# Of the temporary file beside the target, which only a kill leaves there.
UNFINISHED = ".unfinished"

_BUFFER = 1 << 20


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Give a file to write; it takes the place of `path` when all of it is on the disk.

    Until then, and after an error, an interrupt or a kill, what was at `path` stays as it was. A
    kill may leave a hidden file beside it whose name ends in ".unfinished". A file that was there
    keeps its permissions, and a link its target.

    Parameters: `private`, True for a new file that its owner only may read.

    Raises OSError when it can't be written: without room, without permission, without a folder.

    Example: `with replacing(Path("call.jsonl")) as file: file.write(line)`
    """
    target = _target(path)
    temporary = target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        _make(temporary, target, 0o600 if private else 0o666)
        with temporary.open("wb", buffering=_BUFFER) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # From here on, the new file is whole, and it is there or the old one.
        temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    _sync(target.parent)


def _target(path: Path) -> Path:
    """Where the file really goes: through links; not in the place of a device or a folder."""
    target = Path(os.path.realpath(path))
    if not target.exists():
        return target
    if not target.is_file():
        raise OSError(errno.EINVAL, "It is no ordinary file", str(path))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "The file is write-protected", str(path))
    return target


def _make(temporary: Path, target: Path, mode: int) -> None:
    """Make an empty file that the same people may read."""
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with contextlib.closing(os.fdopen(descriptor, "wb")), contextlib.suppress(FileNotFoundError):
        os.fchmod(descriptor, target.stat().st_mode & 0o777)


def _sync(folder: Path) -> None:
    """Put the folder's list of files on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
