"""Reads events with asyncari, in an environment that has it."""

from __future__ import annotations

import asyncio
import importlib

from tests.benchmarks.readers.counter import Counter
from tests.benchmarks.worker import Where, orders, tell, where


async def read(at: Where, count: int) -> float:
    """The seconds in which so many events came."""
    asyncari = importlib.import_module("asyncari")
    counter = Counter(count)
    async with asyncari.connect(at.url, "asyncari", at.username, at.password) as client:
        async for event in client:
            if counter.is_enough(event.value):
                break
    return counter.took


def main() -> None:
    """Carry out the orders."""
    at = where()
    for _, count in orders():
        tell([asyncio.run(read(at, count))])


if __name__ == "__main__":
    main()
