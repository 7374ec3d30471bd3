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

    @property
    def missed(self) -> bool:
        """Whether it takes more than is wanted."""
        return self.wanted is not None and self.median > self.wanted

    def __str__(self) -> str:
        spread = f"{min(self.times):.4f} to {max(self.times):.4f}"
        told = f"{self.name:<52} {self.median:>8.4f} s  ({spread}, {len(self.times)} runs)"
        return told + _verdict(self.wanted, self.missed)


@dataclass(frozen=True)
class Ratio:
    """Times of one thing over those of another, taken in turns, and the most that it may be."""

    name: str
    ours: Sequence[float]
    theirs: Sequence[float]
    wanted: float

    @property
    def ratio(self) -> float:
        """The one's median over the other's."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    @property
    def missed(self) -> bool:
        """Whether it is more than is wanted."""
        return self.ratio > self.wanted

    def __str__(self) -> str:
        ours, theirs = (statistics.median(times) * 1e3 for times in (self.ours, self.theirs))
        medians = f"{ours:.3f} ms over {theirs:.3f} ms, {len(self.ours)} runs each"
        told = f"{self.name:<52} {self.ratio:>8.3f}    ({medians})"
        return told + _verdict(self.wanted, self.missed)


def seconds(action: Callable[[], object]) -> float:
    """The time that one call of `action` takes, in seconds."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def in_turns(
    one: Callable[[], object], other: Callable[[], object], count: int
) -> tuple[list[float], list[float]]:
    """The times of two things, done one after the other `count` times, after a first round."""
    pairs = [(seconds(one), seconds(other)) for _ in range(count + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _verdict(wanted: float | None, missed: bool) -> str:
    if wanted is None:
        return ""
    return f"  wanted ≤ {wanted:g}: {'NOT reached' if missed else 'reached'}"
