"""The rows of a log while they are saved: in small parts, and without gaps."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog

T = TypeVar("T")

# So many entries exist at once: few, since Python's garbage collector looks at each of them.
_PART = 512


class Overtaken(Exception):
    """The log has dropped rows faster than they were saved."""


class Columns(NamedTuple):
    """Rows column by column; `others` are those that are no events, by their place.

    Example: `Kept(ari.log).columns(0, 1000).types`
    """

    raws: list[bytes]
    types: list[str]
    received: array[int]
    monotonic: array[float]
    others: dict[int, Entry]


class Kept:
    """The rows that a log keeps now, from row `first` on; there are `count` of them.

    Parameters: `entries`, a log, or a list of its entries.

    Example: `for part in Kept(ari.log): print(part[0].row, len(part))`
    """

    def __init__(self, entries: EventLog | list[Entry]) -> None:
        self._entries = entries
        if isinstance(entries, list):
            self.first = entries[0].row if entries else 0
        else:
            self.first = entries.dropped
        self.count = len(entries)

    def __iter__(self) -> Iterator[list[Entry]]:
        entries, row = self.entries(), self.first
        while part := list(islice(entries, _PART)):
            if part[0].row != row or part[-1].row != row + len(part) - 1:
                raise Overtaken
            row += len(part)
            yield part
        if row != self.first + self.count:
            raise Overtaken

    def columns(self, row: int, count: int) -> Columns:
        """Return up to `count` rows from a row on, column by column.

        A log has them like that. To make an `Entry` of each would cost as much as all else that
        is done with a row on its way into a Parquet file.

        Example: `Kept(ari.log).columns(0, 1000)`
        """
        if isinstance(self._entries, list):
            return _columns_of(self._entries[row - self.first :][:count])
        log = self._entries
        with log._changed:  # noqa: SLF001 - the one place that looks into a log, for speed
            rows = log._rows  # noqa: SLF001 - as above
            if row < rows.first:
                raise Overtaken
            begin = row - rows._base  # noqa: SLF001 - as above
            end = begin + min(count, self.first + self.count - row)
            others = rows._others  # noqa: SLF001 - as above
            return Columns(
                rows._raws[begin:end],  # noqa: SLF001 - as above
                rows._types[begin:end],  # noqa: SLF001 - as above
                rows._received[begin:end],  # noqa: SLF001 - as above
                rows._monotonic[begin:end],  # noqa: SLF001 - as above
                {at: others[row + at] for at in range(end - begin) if row + at in others},
            )

    def entries(self) -> Iterator[Entry]:
        """Yield the rows one by one, as far as they are still there.

        Example: `next(Kept(ari.log).entries())`
        """
        return islice(iter(self._entries), self.count)


def with_kept(log: EventLog, save: Callable[[Kept], T]) -> T:
    """Call `save` with the rows that a log keeps now, and return what it returns.

    A log with a bound may drop rows before they are saved. Then all that is left is copied, which
    such a log has memory for, and `save` is called again.

    Example: `with_kept(ari.log, lambda rows: rows.count)`
    """
    try:
        return save(Kept(log))
    except Overtaken:
        return save(Kept(log[:]))


def _columns_of(entries: list[Entry]) -> Columns:
    return Columns(
        [entry.raw for entry in entries],
        [entry.type for entry in entries],
        array("q", [entry.received for entry in entries]),
        array("d", [entry.monotonic for entry in entries]),
        {at: entry for at, entry in enumerate(entries) if entry.kind != "event"},
    )
