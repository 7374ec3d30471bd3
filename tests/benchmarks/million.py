"""A log of a million events: its table after some new ones, and the memory of both."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from typing import NamedTuple

import psutil

from arinb.ari.log import EventLog
from tests.benchmarks.firehose import event
from tests.benchmarks.measure import Figure, Measured, Row, seconds
from tests.benchmarks.peers import Worker, module
from tests.benchmarks.worker import Where, orders, tell, where

EVENTS = 1_000_000
AT_ONCE = 500
OF_A_CALL = 50
NEW = 100
CALLS = 40
PATIENCE = 150.0
TABLE_AGAIN = 0.010
BYTES = 900
BYTES_WITH_TABLE = 2000


class Seen(NamedTuple):
    """What a process has seen of its log.

    Fields: `size`, bytes of an event; `log` and `both`, bytes of memory that an event takes in the
    log, and in log and DataFrame; `first`, seconds of the first `to_dataframe()`; `again`, those
    of later ones, each after some new events.
    """

    size: float
    log: float
    both: float
    first: float
    again: list[float]


def a_million(events: int = EVENTS) -> Iterator[Row]:
    """`to_dataframe()` of a log that grows, and what the log and the DataFrame weigh."""
    nowhere = Where("", "", "", "")
    with Worker("arinb", module(sys.executable, "million"), nowhere) as worker:
        seen = Seen(*worker.ask(f"log {events}", PATIENCE))
    name = f"to_dataframe() after {NEW} new events in {events:,}"
    yield Measured(name, seen.again, TABLE_AGAIN)
    yield Figure("… the slowest of them", max(seen.again), "s")
    yield Figure("… the first one, of all events", seen.first, "s")
    note = f"RSS, for one of {seen.size:.0f} bytes"
    yield Figure("memory of an event in the log", seen.log, "bytes", BYTES, note)
    yield Figure("… in the log and a DataFrame", seen.both, "bytes", BYTES_WITH_TABLE, note)


def add(log: EventLog, begin: int, count: int) -> int:
    """Write down events as they come, many with each read; return how many bytes they have."""
    numbers = range(begin, begin + count)
    frames = [event(f"{number:08}", number // OF_A_CALL) for number in numbers]
    log.record_events(frames)
    return sum(map(len, frames))


def main() -> None:
    """Fill a log and look at it."""
    where()
    _, count = next(orders())
    log = EventLog()
    log.to_dataframe()  # has pandas loaded before anything is weighed
    before = _weight()
    size = sum(add(log, begin, AT_ONCE) for begin in range(0, count, AT_ONCE)) / count
    filled = _weight()
    frames: list[object] = []
    first = seconds(lambda: frames.append(log.to_dataframe()))
    both = _weight()
    again = []
    for begin in range(count, count + CALLS * NEW, NEW):
        add(log, begin, NEW)
        # As in a notebook, where `events = ari.log.to_dataframe()` is run again and again.
        again.append(seconds(lambda: frames.append(log.to_dataframe())))
        del frames[0]
    tell(Seen(size, (filled - before) / count, (both - before) / count, first, again))


def _weight() -> int:
    gc.collect()
    return psutil.Process().memory_info().rss


if __name__ == "__main__":
    main()
