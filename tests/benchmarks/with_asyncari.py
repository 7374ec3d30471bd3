"""Calls through asyncari, in an environment that has it."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Awaitable, Callable

from tests.benchmarks.worker import Where, orders, tell, where


async def serve(at: Where) -> None:
    """Carry out all orders, in the loop that asyncari runs in."""
    asyncari = importlib.import_module("asyncari")
    async with asyncari.connect(at.url, "with-asyncari", at.username, at.password) as client:

        async def ping() -> None:
            await client.asterisk.ping()

        async def get() -> None:
            await client.channels.get(channelId=at.channel)

        calls = {"ping": ping, "get": get}
        for name, count in orders():
            tell([await _seconds(calls[name]) for _ in range(count)])


async def _seconds(call: Callable[[], Awaitable[object]]) -> float:
    begin = time.perf_counter()
    await call()
    return time.perf_counter() - begin


if __name__ == "__main__":
    asyncio.run(serve(where()))
