"""Take a time several times, and tell its median beside what is wanted."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Times of one thing, in seconds, and the most that it may take, or None for no limit."""

    name: str
    times: Sequence[float]
    wanted: float | None = None

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.times)

    def __str__(self) -> str:
        spread = f"{min(self.times):.4f} to {max(self.times):.4f}"
        verdict = ""
        if self.wanted is not None:
            word = "reached" if self.median <= self.wanted else "NOT reached"
            verdict = f"  wanted ≤ {self.wanted:g}: {word}"
        return f"{self.name:<52} {self.median:>8.4f} s  ({spread}, {len(self.times)} runs){verdict}"


def seconds(action: Callable[[], object]) -> float:
    """The time that one call of `action` takes, in seconds."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin
