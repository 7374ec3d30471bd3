"""Take a time several times, and tell its median beside what is wanted."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


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
        spread = f"{min(self.times):.4f} to {max(self.times):.4f}, {len(self.times)} runs"
        return _line(self.name, f"{self.median:.4f} s", spread, _verdict(self, "≤"))


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
        return _line(self.name, f"{self.ratio:.3f}", medians, _verdict(self, "≤"))


@dataclass(frozen=True)
class Speedup:
    """How many times as fast one thing is as another, and the least that it may be, if any.

    Of both, the seconds that each event took, measured in turns.
    """

    name: str
    ours: Sequence[float]
    theirs: Sequence[float]
    wanted: float | None = None

    @property
    def ratio(self) -> float:
        """The other's median over the one's."""
        return statistics.median(self.theirs) / statistics.median(self.ours)

    @property
    def missed(self) -> bool:
        """Whether it is less than is wanted."""
        return self.wanted is not None and self.ratio < self.wanted

    def __str__(self) -> str:
        ours, theirs = (1 / statistics.median(times) for times in (self.ours, self.theirs))
        medians = f"{ours:,.0f} over {theirs:,.0f} events/s, {len(self.ours)} runs each"
        return _line(self.name, f"{self.ratio:.2f} times", medians, _verdict(self, "≥"))


@dataclass(frozen=True)
class Figure:
    """One figure, the most that it may be, or None for no limit, and a note on how it came."""

    name: str
    value: float
    unit: str
    wanted: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether it is more than is wanted."""
        return self.wanted is not None and self.value > self.wanted

    def __str__(self) -> str:
        value = f"{self.value:.4f}" if self.unit == "s" else f"{self.value:,.0f}"
        return _line(self.name, f"{value} {self.unit}", self.note, _verdict(self, "≤"))


# What a line of the table is; a text says why something is not measured.
Row: TypeAlias = Measured | Ratio | Speedup | Figure | str


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


def _line(name: str, value: str, note: str, verdict: str) -> str:
    note = f"({note})" if note else ""
    return f"{name:<56} {value:>16}  {note:<44}  {verdict}".rstrip()


def _verdict(row: Measured | Ratio | Speedup | Figure, sign: str) -> str:
    if row.wanted is None:
        return ""
    return f"wanted {sign} {row.wanted:g}: {'NOT reached' if row.missed else 'reached'}"
