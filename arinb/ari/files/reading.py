"""Reading an archive of logs: which files, and their rows in one order."""

from __future__ import annotations

import heapq
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from arinb.ari.files.archive import NO_APPLICATION
from arinb.ari.files.faults import damaged, not_loaded
from arinb.ari.files.parquet import Saved
from arinb.errors import NoSuchLog

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

_PLACE = re.compile(r"date=(?P<date>[^/]+)/application=(?P<application>[^/]+)/[^/]+$")
_SHOWN = 10
_MOVE = "Move that file out of the archive, then load the archive."


class _Rows(NamedTuple):
    """Rows in order, and what the first and the last of them have for a key."""

    first: int
    last: int
    entries: Iterable[Any]


class Archive:
    """The logs in a folder, as one: iterate over its entries.

    Rows of one log come in the order of their numbers, which they keep. If there are rows of
    several logs, or some of a log's are not wanted, they come in the order in which they were
    received, and are numbered anew from 0; an answer's `request_row` goes along.

    Parameters: `folder`; `date`, such as "2026-11-25", in UTC, and `application`, the only ones
    that are wanted, if any.

    Raises `NoSuchLog` if there is none; `NotALog`, `NewerLog`, `DamagedLog` or `LogFileError` for
    a file that can't be read.

    Example: `EventLog.from_entries(Archive(Path("archive"), application="hello-world"))`
    """

    def __init__(
        self, folder: Path, date: str | None = None, application: str | None = None
    ) -> None:
        self._folder = folder
        places = dict(self._places())
        wanted = [
            path
            for path, (day, name) in sorted(places.items())
            if date in (None, day) and application in (None, name)
        ]
        if not wanted:
            raise _no_log(folder, set(places.values()), date, application)
        self._saved = [Saved(path) for path in wanted]
        for saved in self._saved:
            if not saved.in_archive:
                why = "it was saved as a file of its own; load it by its name"
                raise damaged(folder, f"{saved.path}: {why}", _MOVE)

    def _places(self) -> Iterator[tuple[Path, tuple[str, str]]]:
        """Each file, with its date and its application."""
        try:
            paths = list(self._folder.rglob("*.parquet"))
            list(self._folder.iterdir())
        except OSError as error:
            raise not_loaded(self._folder, error) from error
        for path in paths:
            place = _PLACE.search(path.as_posix())
            if place is not None and not path.name.startswith("."):
                name = unquote(place["application"])
                yield path, (place["date"], "" if name == NO_APPLICATION else name)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the rows."""
        logs = [list(files) for _, files in groupby(sorted(self._saved, key=_log), key=_log)]
        if len(logs) == 1 and _without_gaps(logs[0]):
            yield from _one_log(logs[0])
            return
        asked: dict[tuple[int, int], int] = {}
        for row, (log, entry) in enumerate(_by_time(logs)):
            if entry.kind == "request":
                asked[log, entry.row] = row
            if entry.request_row is not None:
                entry.request_row = asked.pop((log, entry.request_row), None)
            entry.row = row
            yield entry


def _log(saved: Saved) -> str:
    return str(saved.more["log"])


def _without_gaps(files: Sequence[Saved]) -> bool:
    first, last = min(s.more["first"] for s in files), max(s.more["last"] for s in files)
    return bool(sum(s.head.rows for s in files) == last - first + 1)


def _one_log(files: Sequence[Saved]) -> Iterator[Entry]:
    """The rows of one log, each once."""
    rows = [_Rows(saved.more["first"], saved.more["last"], saved) for saved in files]
    before = -1
    for entry in _in_order(rows, operator.attrgetter("row")):
        if entry.row > before:
            before = entry.row
            yield entry


def _by_time(logs: Sequence[Sequence[Saved]]) -> Iterator[tuple[int, Entry]]:
    """The rows of several logs as they were received, each with the number of its log."""
    rows = []
    for number, files in enumerate(logs):
        first, last = min(s.more["begin"] for s in files), max(s.more["end"] for s in files)
        rows.append(_Rows(first, last, zip(repeat(number), _one_log(files), strict=False)))
    return _in_order(rows, lambda pair: pair[1].received)


def _in_order(rows: Iterable[_Rows], key: Callable[[Any], Any]) -> Iterator[Any]:
    """All rows by their key; only files that overlap are open at once."""
    together: list[Iterable[Any]] = []
    last = 0
    for one in sorted(rows, key=lambda one: one.first):
        if together and one.first > last:
            yield from heapq.merge(*together, key=key)
            together = []
        together.append(one.entries)
        last = max(last, one.last)
    yield from heapq.merge(*together, key=key)


def _no_log(
    folder: Path, places: set[tuple[str, str]], date: str | None, application: str | None
) -> NoSuchLog:
    what = f"No log was loaded from the folder {folder}."
    if not places:
        return NoSuchLog(
            what,
            why="there is no file of an archive in it: date=…/application=…/….parquet",
            next_step="Name the folder that logs were saved to, or one file.",
        )
    asked = " and ".join(f"{n}={v!r}" for n, v in _asked(date, application))
    there = "; ".join(f"{day}: {name or '(none)'}" for day, name in sorted(places)[-_SHOWN:])
    return NoSuchLog(
        what,
        why=f"there is none with {asked}",
        next_step=f"The latest dates and applications there are {there}",
    )


def _asked(date: str | None, application: str | None) -> Iterator[tuple[str, str]]:
    for name, value in (("date", date), ("application", application)):
        if value is not None:
            yield name, value
