"""The rows of an event log in memory: columns of bytes, types and times, and what else is rare.

An event costs little more than its bytes: it is kept as it came, with its type and two times; an
`Entry` is made of it when somebody asks. The log that owns the rows guards them with its lock.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from arinb.ari.entry import Entry
from arinb.errors import BadRequestArgument

# Dropped rows are cleared away when there are so many of them, and they are half of all.
_CLEAR = 4096


class Rows:
    """Entries by row number; the oldest are dropped beyond a bound.

    Parameters: `max_events` and `max_bytes`, as `EventLog` takes them.

    Example: `rows.add(Entry("event", rows.end, raw=frame, type="StasisStart"))`
    """

    def __init__(self, max_events: int | None = None, max_bytes: int | None = None) -> None:
        self._max_events = _bound("max_events", max_events)
        self._max_bytes = _bound("max_bytes", max_bytes)
        # Row n is at n - _base of each of these four. Of rows that are dropped, but not cleared
        # away yet, there are _gone.
        self._raws: list[bytes] = []
        self._types: list[str] = []
        self._received = array("q")
        self._monotonic = array("d")
        self._base = 0
        self._gone = 0
        self._bytes = 0
        # What is no event, whole, by row.
        self._others: dict[int, Entry] = {}

    @property
    def first(self) -> int:
        """The number of the oldest row that is kept; so many were dropped.

        Example: `rows.first`
        """
        return self._base + self._gone

    @property
    def end(self) -> int:
        """The number that the next row gets.

        Example: `rows.end - rows.first`
        """
        return self._base + len(self._raws)

    def begin_at(self, row: int) -> None:
        """Give the first row this number; only while there are none.

        Example: `rows.begin_at(5000)`
        """
        if self.end == self.first:
            self._base, self._gone = row, 0

    def add(self, entry: Entry) -> None:
        """Add a row; its number is `end`.

        Example: `rows.add(entry)`
        """
        self._raws.append(entry.raw)
        self._types.append(sys.intern(entry.type))
        self._received.append(entry.received)
        self._monotonic.append(entry.monotonic)
        self._bytes += len(entry.raw)
        if entry.kind != "event":
            self._others[entry.row] = entry
        self._keep_bound()

    def add_events(
        self, raws: Sequence[bytes], types: Sequence[str], received: int, monotonic: float
    ) -> None:
        """Add events that came together.

        Example: `rows.add_events([frame], ["StasisStart"], time.time_ns(), time.monotonic())`
        """
        self._raws.extend(raws)
        self._types.extend(types)
        self._received.extend((received,) * len(raws))
        self._monotonic.extend((monotonic,) * len(raws))
        self._bytes += sum(map(len, raws))
        self._keep_bound()

    def entry(self, row: int) -> Entry:
        """Return a row that is kept.

        Example: `rows.entry(rows.first)`
        """
        other = self._others.get(row)
        if other is not None:
            return other
        at = row - self._base
        raw, type_ = self._raws[at], self._types[at]
        return Entry("event", row, self._received[at], self._monotonic[at], raw, type_)

    def entries(self, begin: int, end: int, types: Collection[str] = ()) -> list[Entry]:
        """Return the rows from `begin` to before `end` that are kept.

        Parameters: `types`, the only event types and connection states that are wanted, if any.

        Example: `rows.entries(rows.first, rows.end, {"StasisStart"})`
        """
        wanted: Iterable[int] = range(max(begin, self.first), min(end, self.end))
        if types:
            base, known = self._base, self._types
            wanted = [row for row in wanted if known[row - base] in types]
        return [self.entry(row) for row in wanted]

    def tally(self, begin: int) -> Counter[str]:
        """Count the events of each type from row `begin` on.

        Example: `rows.tally(rows.first)["StasisStart"]`
        """
        begin = max(begin, self.first)
        others = [entry.type for row, entry in self._others.items() if row >= begin]
        return Counter(self._types[begin - self._base :]) - Counter(others)

    def _keep_bound(self) -> None:
        if self._max_events is not None:
            while self.end - self.first > self._max_events:
                self._drop_oldest()
        if self._max_bytes is not None:
            # The latest row stays, however long it is.
            while self._bytes > self._max_bytes and self.end - self.first > 1:
                self._drop_oldest()
        if self._gone > _CLEAR and 2 * self._gone > len(self._raws):
            for column in (self._raws, self._types, self._received, self._monotonic):
                del column[: self._gone]
            self._base += self._gone
            self._gone = 0

    def _drop_oldest(self) -> None:
        self._bytes -= len(self._raws[self._gone])
        self._raws[self._gone] = b""
        self._others.pop(self._base + self._gone, None)
        self._gone += 1


def _bound(name: str, value: int | None) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if value is None or (whole and value > 0):
        return value
    raise BadRequestArgument(
        f"{name}={value!r} is no bound for a log",
        why="a bound is a whole number above 0, or None for a log that keeps everything",
        next_step=f"for instance {name}={1_000_000 if name == 'max_events' else 500_000_000}",
    )
