"""Reads events with ari-client, in an environment that has it."""

from __future__ import annotations

import asyncio
import importlib
import urllib.parse
from typing import Any

from tests.benchmarks.readers.counter import Counter
from tests.benchmarks.worker import Where, orders, tell, where

PATIENCE = 50.0


async def read(at: Where, count: int) -> float:
    """The seconds in which so many events came."""
    url = urllib.parse.urlsplit(at.url)
    client = importlib.import_module("ari_client").AriClient(
        url.hostname, url.port, at.username, at.password
    )
    counter, done = Counter(count), asyncio.Event()

    async def count_it(event: Any) -> None:
        if not done.is_set() and counter.is_enough(event.value):
            done.set()

    client.on_event("ChannelVarset")(count_it)
    await client.connect("ari-client")
    await asyncio.wait_for(done.wait(), PATIENCE)
    client.event_listener.cancel()
    client.ws.transport.abort()
    return counter.took


def main() -> None:
    """Carry out the orders."""
    at = where()
    for _, count in orders():
        tell([asyncio.run(read(at, count))])


if __name__ == "__main__":
    main()
