"""One installation at a time: a second one waits for the first."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from arinb.errors import InstallError

if TYPE_CHECKING:
    from arinb.pbx.install.progress import Progress

_NAME = "lock"
_LOOK = 0.2  # seconds between two looks: the system can't wait for a lock with a time limit
PATIENCE = 1800.0  # seconds; a slow download takes that long


@contextmanager
def sole_use(folder: Path, progress: Progress, *, patience: float = PATIENCE) -> Iterator[int]:
    """Hold the folder's lock; another process that wants it waits, and says for whom.

    Parameters: `folder` to lock, which exists; `progress` shows the wait; `patience` in seconds.
    Yields the lock's descriptor: a child that inherits it holds the lock too. Raises InstallError
    if another process holds it for too long.

    Example: `with sole_use(cache, Progress(shown=True)) as lock: …`
    """
    with (folder / _NAME).open("a+") as file:
        if not _taken(file):
            _wait(file, progress, patience)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield file.fileno()


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(file: IO[str], progress: Progress, patience: float) -> None:
    file.seek(0)
    holder = file.read().strip() or "unknown"
    deadline = time.monotonic() + patience
    with progress.phase(f"Waiting for another installation (process {holder})") as reach:
        while not _taken(file):
            if time.monotonic() > deadline:
                raise InstallError(
                    "Another installation has been going on for too long.",
                    why=f"process {holder} has held {file.name} for {patience:g} s.",
                    next_step=f"Look at it with `ps -p {holder}`, end it, then try again.",
                )
            time.sleep(_LOOK)
            reach(0)
