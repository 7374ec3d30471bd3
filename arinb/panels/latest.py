"""Reading a log that may hold a million rows and grow by thousands a second, a piece at a time."""

from __future__ import annotations

import threading
import time
import weakref
from collections import Counter, deque
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog

AT_ONCE = 20_000  # rows that one painting reads, at most, in each direction
WINDOW = 3.0  # seconds over which the rate is taken


def read(
    log: EventLog, row: int, most: int, types: Collection[str] = ()
) -> tuple[list[Entry], int]:
    """Return the entries from a row on, at most so many, and the row to go on at.

    Parameters: `log`; `row`; `most`; `types`, as `log.wait` takes them.

    Example: `entries, row = read(ari.log, 0, 1000)`
    """
    end = end_of(log)
    entries: list[Entry] = []

    def enough(entry: Entry) -> bool:
        entries.append(entry)
        return len(entries) >= most

    if log.wait(enough, since=row, timeout=0, types=types) is not None:
        return entries, entries[-1].row + 1
    return entries, max([row, end, *(entry.row + 1 for entry in entries[-1:])])


def end_of(log: EventLog) -> int:
    """Return the number that the log's next row gets.

    Example: `end_of(ari.log)`
    """
    try:
        return log[-1].row + 1
    except IndexError:
        return log.dropped


class Latest:
    """The newest rows that a filter lets through, kept up to date by `advance()`.

    It looks at new rows as they come, and back as far as it takes to find enough of them, some
    thousands at each call. One thread at a time may use it.

    Parameters: `log`; `keep`, the filter; `most`, how many rows to keep; `types`, the only types
    to look at, as `log.wait` takes them.

    Fields: `entries`, oldest first.

    Example: `Latest(ari.log, lambda entry: entry.kind == "event", 100)`
    """

    def __init__(
        self,
        log: EventLog,
        keep: Callable[[Entry], bool],
        most: int,
        types: Collection[str] = (),
    ) -> None:
        self._log = log
        self._keep = keep
        self._most = most
        self._types = types
        self.entries: list[Entry] = []
        # Rows from _low to before _high are looked at.
        self._low = self._high = end_of(log)

    @property
    def complete(self) -> bool:
        """Whether there is nothing more to find further back.

        Example: `latest.complete`
        """
        return len(self.entries) >= self._most or self._low <= self._log.dropped

    @property
    def progress(self) -> tuple[int, int]:
        """From which row on, and up to before which, all are looked at.

        Example: `latest.progress`
        """
        return self._low, self._high

    def advance(self) -> None:
        """Look at what has come, and further back while there are too few.

        Example: `latest.advance()`
        """
        if end_of(self._log) - self._high > 4 * AT_ONCE:
            # Nobody has looked for long: the newest rows count, and are at the end.
            self.entries, self._low = [], end_of(self._log)
            self._high = self._low
        newer, self._high = read(self._log, self._high, AT_ONCE, self._types)
        self.entries = [*self.entries, *filter(self._keep, newer)][-self._most :]
        if not self.complete:
            self._look_back()

    def _look_back(self) -> None:
        begin = max(self._low - AT_ONCE, self._log.dropped)
        older, _ = read(self._log, begin, self._low - begin, self._types)
        found = [entry for entry in older if entry.row < self._low and self._keep(entry)]
        self.entries = [*found, *self.entries][-self._most :]
        self._low = begin


class Tally:
    """How many events of each type a log has had, and how many come in a second.

    All panels of a log share one: `Tally.of(log)`. Several threads may use it.

    Example: `Tally.of(ari.log).counts["StasisStart"]`
    """

    def __init__(self, log: EventLog) -> None:
        self._log = weakref.ref(log)
        # Guards all that follows.
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._low = self._high = end_of(log)
        self._samples: deque[tuple[float, int]] = deque()

    @staticmethod
    def of(log: EventLog) -> Tally:
        """Return the tally of a log.

        Example: `Tally.of(ari.log)`
        """
        with _tallies_lock:
            if (tally := _tallies.get(log)) is None:
                tally = _tallies[log] = Tally(log)
            return tally

    @property
    def counts(self) -> dict[str, int]:
        """How many events of each type were counted, the most frequent first.

        Example: `tally.counts`
        """
        with self._lock:
            return dict(self._counts.most_common())

    @property
    def complete(self) -> bool:
        """Whether all rows are counted, those that came before the first panel included.

        Example: `tally.complete`
        """
        log = self._log()
        with self._lock:
            return log is None or self._low <= log.dropped

    @property
    def progress(self) -> tuple[int, int]:
        """From which row on, and up to before which, all are counted.

        Example: `tally.progress`
        """
        with self._lock:
            return self._low, self._high

    @property
    def rate(self) -> float:
        """Rows that came in a second, over the last few seconds.

        Example: `tally.rate`
        """
        log = self._log()
        if log is None:
            return 0.0
        now, end = time.monotonic(), end_of(log)
        with self._lock:
            while len(self._samples) > 1 and now - self._samples[1][0] >= WINDOW:
                self._samples.popleft()
            if not self._samples or now - self._samples[-1][0] >= WINDOW / 20:
                self._samples.append((now, end))
            (then, before) = self._samples[0]
        return (end - before) / (now - then) if now - then >= WINDOW / 20 else 0.0

    def advance(self) -> None:
        """Count what has come, and some of what was there before.

        Example: `tally.advance()`
        """
        log = self._log()
        if log is None:
            return
        with self._lock:
            newer, self._high = read(log, self._high, 2 * AT_ONCE)
            self._count(newer)
            if self._low > log.dropped:
                begin = max(self._low - AT_ONCE, log.dropped)
                older, _ = read(log, begin, self._low - begin)
                self._count([entry for entry in older if entry.row < self._low])
                self._low = begin

    def _count(self, entries: list[Entry]) -> None:
        self._counts.update(entry.type for entry in entries if entry.kind == "event")


_tallies: weakref.WeakKeyDictionary[EventLog, Tally] = weakref.WeakKeyDictionary()
_tallies_lock = threading.Lock()
