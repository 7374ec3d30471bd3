"""Logs as JSON Lines: a head, then a line for each row (see `arinb.ari.files.lines`).

```
zcat -f call.jsonl.gz | jq 'select(.kind == "event") | .event.channel.name'
```
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import orjson

from arinb.ari.files.faults import TruncatedLog, damaged, not_a_log, not_loaded
from arinb.ari.files.head import Head
from arinb.ari.files.lines import entry_of, line_of
from arinb.ari.files.saving import saving

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.files.kept import Kept

_BUFFER = 1 << 20
_LONGEST_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"
# Of 1 to 9: a log becomes hardly smaller beyond it, but takes much longer.
_LEVEL = 4


def save(kept: Kept, path: Path, *, compressed: bool) -> None:
    """Save the rows of a log.

    Parameters: `kept`, the rows; `path` of the file; `compressed`, whether by gzip.

    Example: `save(Kept(ari.log), Path("call.jsonl"), compressed=False)`
    """
    head = orjson.dumps(Head(kept.count, kept.first).to_json()) + b"\n"
    with saving(path) as file:
        if not compressed:
            _write(file, head, kept)
            return
        packed = cast("io.RawIOBase", gzip.GzipFile(path.stem, "wb", _LEVEL, file))
        with io.BufferedWriter(packed, _BUFFER) as buffer:
            _write(buffer, head, kept)


def _write(file: IO[bytes] | io.BufferedWriter, head: bytes, kept: Kept) -> None:
    file.write(head)
    for part in kept:
        file.writelines(map(line_of, part))


class Saved:
    """A saved log: iterate over its entries once, then look at `cut`.

    `cut` is None if the file was whole, else a `TruncatedLog`, which says where it broke off.

    Parameters: `path` of the file, compressed or not.

    Example: `EventLog.from_entries(Saved(Path("call.jsonl")))`
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.cut: TruncatedLog | None = None

    def __iter__(self) -> Iterator[Entry]:
        """Yield the rows up to the end, or to where the file breaks off.

        Raises `NotALog`, `NewerLog`, `DamagedLog`, or `LogFileError` if it can't be read.
        """
        try:
            with self._path.open("rb") as file:
                packed = file.read(len(_GZIP)) == _GZIP
            with gzip.open(self._path) if packed else self._path.open("rb", _BUFFER) as opened:
                yield from self._entries(cast("IO[bytes]", opened))
        except (zlib.error, gzip.BadGzipFile) as error:
            raise damaged(self._path, f"gzip can't unpack it: {error}", _AGAIN) from error
        except OSError as error:
            raise not_loaded(self._path, error) from error

    def _entries(self, file: IO[bytes]) -> Iterator[Entry]:
        head = _head(file, self._path)
        row, number = head.dropped, 1
        lines = _whole_lines(file)
        for number, line in enumerate(lines, 2):
            try:
                entry = entry_of(line)
            except ValueError as error:
                if line.isspace():
                    continue
                if line.endswith(b"\n"):
                    raise self._broken(number, str(error)) from error
                break
            if entry.row != row:
                raise self._broken(number, f"row {entry.row} stands where row {row} should")
            row += 1
            yield entry
        else:
            number += 1
        if row < head.dropped + head.rows:
            self.cut = self._cut_off(row - head.dropped, head, number)

    def _broken(self, number: int, why: str) -> Exception:
        step = (
            f"`head -n {number - 1}` of its unpacked lines gives you a log with all rows before "
            "that; or mend the line by hand."
        )
        return damaged(self._path, f"line {number}: {why}", step)

    def _cut_off(self, rows: int, head: Head, line: int) -> TruncatedLog:
        told = (
            f"{self._path} breaks off in line {line}: {rows:,} of {head.rows:,} rows were loaded. "
            "If the log is still in memory somewhere, save it again."
        )
        return TruncatedLog(told, rows=rows, expected=head.rows, line=line)


_AGAIN = "Copy or download it again, or save the log again if it is still in memory somewhere."


def _whole_lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; the end of one that was cut off is an end, too."""
    try:
        yield from file
    except EOFError:
        # Of gzip: more was to come.
        return


def _head(file: IO[bytes], path: Path) -> Head:
    try:
        line = file.readline(_LONGEST_HEAD)
    except EOFError:
        line = b""
    if not line:
        raise not_a_log(path, "it is empty, or was cut off in its first line")
    try:
        data = orjson.loads(line)
    except ValueError as error:
        raise not_a_log(path, "its first line is no JSON") from error
    return Head.of(data, path)
