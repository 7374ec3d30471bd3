"""What a client library is measured with, in a process of its own.

The first line that it reads says where Asterisk is; each further line orders calls, such as
"ping 25". It answers each with one line: the seconds that each call took.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tests.benchmarks.measure import seconds


class Where(NamedTuple):
    """An Asterisk, a user, and a channel to ask about."""

    url: str
    username: str
    password: str
    channel: str


def where() -> Where:
    """Read where Asterisk is."""
    return Where(*json.loads(sys.stdin.readline()))


def orders() -> Iterator[tuple[str, int]]:
    """Read the orders: which call, and how often."""
    for line in sys.stdin:
        name, count = line.split()
        yield name, int(count)


def tell(answer: Sequence[object]) -> None:
    """Answer an order."""
    print(json.dumps(answer), flush=True)  # noqa: T201 - this is how it answers


def serve(calls: Mapping[str, Callable[[], object]]) -> None:
    """Carry out all orders."""
    for name, count in orders():
        tell([seconds(calls[name]) for _ in range(count)])
