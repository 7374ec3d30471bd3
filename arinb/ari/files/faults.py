"""What can go wrong with the files of logs, in words."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from arinb.errors import DamagedLog, LogFileError, NoRoom, NoSuchLog, NotALog

_FULL = (errno.ENOSPC, errno.EDQUOT)


class TruncatedLog(UserWarning):
    """A saved log was cut off; the rows before that were loaded.

    `rows` says how many were loaded, `expected` how many were saved, `line` which of the file's
    lines broke off.

    Example: `warnings.simplefilter("error", TruncatedLog)`
    """

    def __init__(self, told: str, *, rows: int, expected: int, line: int) -> None:
        super().__init__(told)
        self.rows = rows
        self.expected = expected
        self.line = line


def not_saved(path: Path, error: OSError, written: int) -> LogFileError:
    """Return the error for a log that could not be saved.

    Parameters: `path`, where it should have gone; `error`, what the system said; `written`, how
    many bytes it took before that.

    Example: `raise not_saved(path, error, 0) from error`
    """
    what = f"The log was not saved to {path}."
    why = f"{error.strerror or error}: {error.filename or path}"
    if error.errno in _FULL:
        return NoRoom(what, why=f"{why}. {_room(path, written)}", next_step=_FREE)
    if error.errno == errno.EFBIG:
        why = f"{why}. This system let the file grow to {written:,} bytes and no further."
        return NoRoom(what, why=why, next_step="Raise that limit (`ulimit -f`), or save elsewhere.")
    if error.errno == errno.ENOENT:
        why = f"there is no folder {path.parent}"
        step = f"Make it with Path({str(path.parent)!r}).mkdir(parents=True), or save elsewhere."
        return LogFileError(what, why=why, next_step=step)
    return LogFileError(what, why=why, next_step="Save it to a folder in which you may write.")


def not_loaded(path: Path, error: OSError) -> LogFileError:
    """Return the error for a log that the system does not let us read.

    Example: `raise not_loaded(path, error) from error`
    """
    what = f"No log was loaded from {path}."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        step = f"Look what there is: sorted(Path({str(path.parent)!r}).glob('*'))"
        return NoSuchLog(what, why="there is no such file or folder", next_step=step)
    why = f"{error.strerror or error}: {error.filename or path}"
    step = "Is it your file, and on a disk that works? `ls -l` and `dmesg` say more."
    return LogFileError(what, why=why, next_step=step)


def not_a_log(path: Path, why: str) -> NotALog:
    """Return the error for a file that is something else.

    Example: `raise not_a_log(path, "its first line is no JSON")`
    """
    return NotALog(
        f"{path} is no event log that arinb has saved.",
        why=why,
        next_step='Load a file that was made with ari.log.save("….jsonl") or one of its other '
        "formats; other files are read best with pandas.",
    )


def damaged(path: Path, why: str, next_step: str) -> DamagedLog:
    """Return the error for a log of which a part can't be read.

    Example: `raise damaged(path, "line 17 is no JSON", "Mend it with an editor.")`
    """
    return DamagedLog(f"The log in {path} is damaged.", why=why, next_step=next_step)


_FREE = "Free some room there, or save to another disk. The log is still in memory, whole."


def _room(path: Path, written: int) -> str:
    told = f"The log needs more than {written:,} bytes"
    try:
        return f"{told}; {shutil.disk_usage(path.parent).free:,} bytes are free there."
    except OSError:
        return f"{told}."
