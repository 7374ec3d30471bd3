"""How long an event takes from the wire to the program that waits for it.

A server in another process writes into each event when it sends it, on the monotonic clock that
all processes of a machine share.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from arinb.ari.connection import Connection, connect
from arinb.pbx.private import PrivateAsterisk
from tests.benchmarks.firehose import firehose
from tests.benchmarks.measure import Figure, Measured, Row
from tests.benchmarks.peers import Worker, module
from tests.benchmarks.worker import Where, orders, tell, where

EVENTS = 300
PATIENCE = 50.0
TO_A_WAIT = 0.002
TYPE = "ChannelVarset"


def delays(events: int = EVENTS) -> Iterator[Row]:
    """From the wire to `wait_for` returning, to `expect`, and to a function."""
    with (
        PrivateAsterisk().start() as pbx,
        firehose(Where(pbx.url, pbx.username, pbx.password, "")) as at,
    ):
        for name, order, wanted in (
            ("from the wire to wait_for(…) returning", "wait_for", TO_A_WAIT),
            ("… to the end of a block of expect(…)", "expect", None),
            ("… to a function of on(…)", "on", None),
        ):
            with Worker("arinb", module(sys.executable, "delays"), at) as worker:
                times = worker.times(order, events)
            yield Measured(name, times, wanted)
            yield Figure("… … the slowest of them", max(times), "s")


def _since(event: Any) -> float:
    return (time.monotonic_ns() - int(event.value)) / 1e9


def wait_for(ari: Connection, count: int) -> list[float]:
    """The seconds until `wait_for` returned each event."""
    return [_since(ari.events.wait_for(TYPE)) for _ in range(count)]


def expect(ari: Connection, count: int) -> list[float]:
    """The seconds until a block of `expect` ended with each event."""
    times = []
    for _ in range(count):
        with ari.events.expect(TYPE) as came:
            pass
        times.append(_since(came.event))
    return times


def on(ari: Connection, count: int) -> list[float]:
    """The seconds until a function was called with each event."""
    times: list[float] = []
    enough = threading.Event()

    def take(event: Any) -> None:
        times.append(_since(event))
        if len(times) == count:
            enough.set()

    ari.events.on(TYPE, take)
    assert enough.wait(PATIENCE), f"only {len(times)} came"
    return times[:count]


def main() -> None:
    """Take the times of one way."""
    at = where()
    ways: dict[str, Callable[[Connection, int], list[float]]]
    ways = {"wait_for": wait_for, "expect": expect, "on": on}
    for way, count in orders():
        with connect(at.url, username=at.username, password=at.password, app="paced") as ari:
            ari.events.wait_for(TYPE)  # the first ones pay for imports
            tell(ways[way](ari, count))


if __name__ == "__main__":
    main()
