"""Reads events with ari-py, in an environment that has it."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.readers.counter import Counter
from tests.benchmarks.with_ari_py import ari_py
from tests.benchmarks.worker import orders, tell, where


class _Enough(BaseException):
    """Ends its loop, which only an error that is no Exception does."""


def main() -> None:
    """Carry out the orders."""
    at = where()
    for _, count in orders():
        client = ari_py().connect(at.url, at.username, at.password)
        counter = Counter(count)

        def count_it(event: dict[str, Any], counter: Counter = counter) -> None:
            if counter.is_enough(event["value"]):
                raise _Enough

        client.on_event("ChannelVarset", count_it)
        try:
            client.run(apps="ari-py")
        except _Enough:
            tell([counter.took])


if __name__ == "__main__":
    main()
