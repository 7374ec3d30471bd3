"""Reads events with websocket-client and nothing else, the fastest way that it has."""

from __future__ import annotations

import json
import time
from typing import Any

import websocket

from tests.benchmarks.firehose import gaps
from tests.benchmarks.worker import orders, tell, where


def read(url: str, count: int) -> float:
    """The seconds in which so many events came."""
    events: list[Any] = []
    # Without its own check of UTF-8, which makes it five times as slow: decoding checks the same.
    loop = websocket.create_connection(
        f"ws{url.removeprefix('http')}/ari/events?app=bare-loop", skip_utf8_validation=True
    )
    events.append(json.loads(loop.recv()))
    begin = time.perf_counter()
    for _ in range(count):
        events.append(json.loads(loop.recv()))  # noqa: PERF401 - the loop that everybody writes
    took = time.perf_counter() - begin
    loop.shutdown()  # type: ignore[no-untyped-call]
    assert not gaps([int(event["value"]) for event in events])
    return took


def main() -> None:
    """Carry out the orders."""
    at = where()
    for _, count in orders():
        tell([read(at.url, count)])


if __name__ == "__main__":
    main()
