"""Reads events with arinb: into its log, or into a function that is called with each."""

from __future__ import annotations

import threading
import time
from typing import Any

import orjson

from arinb.ari.connection import Connection, connect
from tests.benchmarks.firehose import gaps
from tests.benchmarks.readers.counter import Counter
from tests.benchmarks.worker import orders, tell, where

PATIENCE = 50.0


def into_the_log(ari: Connection, count: int) -> float:
    """The seconds in which so many events came into the log."""
    deadline = time.monotonic() + PATIENCE
    while len(ari.log) < count + 10 and time.monotonic() < deadline:
        time.sleep(0.02)
    events = [entry for entry in ari.log[: count + 10] if entry.kind == "event"][: count + 1]
    assert len(events) == count + 1, f"only {len(events)} came"
    assert not gaps([int(orjson.loads(event.raw)["value"]) for event in events])
    return events[-1].monotonic - events[0].monotonic


def into_a_function(ari: Connection, count: int) -> float:
    """The seconds in which so many events came to a function, each as an object."""
    counter, done = Counter(count), threading.Event()

    def count_it(event: Any) -> None:
        if not done.is_set() and counter.is_enough(event.value):
            done.set()

    ari.events.on(None, count_it)
    assert done.wait(PATIENCE), "it took too long"
    return counter.took


def main() -> None:
    """Carry out the orders."""
    at = where()
    calls = {"log": into_the_log, "function": into_a_function}
    for name, count in orders():
        with connect(at.url, username=at.username, password=at.password, app="arinb") as ari:
            tell([calls[name](ari, count)])


if __name__ == "__main__":
    main()
