"""From times to places: a time axis with sensible ticks, on which idle stretches are cut short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

SECOND = 1_000_000_000

_STEPS: tuple[int, ...] = (
    *(part * 10**power * 1_000_000 for power in range(3) for part in (1, 2, 5)),
    *(seconds * SECOND for seconds in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)),
    *(hours * 3600 * SECOND for hours in (1, 2, 3, 6, 12, 24)),
)
_IDLE = 0.2  # of all that is not idle: what is longer is cut short
_CUT = 56.0  # pixels that a cut takes
_APART = 76.0  # pixels from tick to tick, at least


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the time axis.

    Fields: `begin` and `end`, nanoseconds; `idle`, whether it is cut short.

    Example: `Stretch(0, 5_000_000_000, idle=False)`
    """

    begin: int
    end: int
    idle: bool


def nice(least: float) -> int:
    """Return a step of time that people count in, not below `least`; in nanoseconds.

    Example: `nice(130_000_000)` → `200_000_000`
    """
    step = next((one for one in _STEPS if one >= least), _STEPS[-1])
    while step < least:
        step *= 2
    return step


class Scale:
    """A time axis.

    Parameters: `begin` and `end`, nanoseconds; `busy`, the times between which something goes on;
    `left` and `right`, where the axis is, in pixels.

    Example: `Scale(0, 5_000_000_000, [], 180, 900).x(2_500_000_000)` → `540`
    """

    def __init__(
        self, begin: int, end: int, busy: Iterable[tuple[int, int]], left: float, right: float
    ) -> None:
        self.begin, self.end = begin, max(end, begin + 1_000_000)
        self.left, self.right = left, right
        self.stretches = _stretches(self.begin, self.end, busy)
        cuts = sum(stretch.idle for stretch in self.stretches)
        seen = sum(s.end - s.begin for s in self.stretches if not s.idle)
        self._per_pixel = max(seen, 1) / (right - left - _CUT * cuts)
        widths = [_CUT if s.idle else (s.end - s.begin) / self._per_pixel for s in self.stretches]
        self._edges = [left, *accumulate(widths, initial=left)][1:]
        self._begins = [stretch.begin for stretch in self.stretches]

    def x(self, time: int) -> float:
        """Return the place of a time, in pixels; times outside are at the axis's ends.

        Example: `scale.x(ari.log[0].received)`
        """
        time = min(max(time, self.begin), self.end)
        at = bisect_right(self._begins, time) - 1
        stretch, left, right = self.stretches[at], self._edges[at], self._edges[at + 1]
        part = (time - stretch.begin) / max(stretch.end - stretch.begin, 1)
        return left + part * (right - left)

    def cuts(self) -> list[Stretch]:
        """Return the stretches that are cut short.

        Example: `scale.cuts()`
        """
        return [stretch for stretch in self.stretches if stretch.idle]

    def ticks(self) -> list[tuple[float, str]]:
        """Return the ticks: their places, and the time since the axis began.

        Example: `scale.ticks()` → `[(180.0, "0 s"), (360.0, "1 s"), …]`
        """
        step = nice(self._per_pixel * _APART)
        ticks: list[tuple[float, str]] = []
        for stretch in self.stretches:
            since, until = stretch.begin - self.begin, stretch.end - self.begin
            for time in () if stretch.idle else range(-(-since // step) * step, until + 1, step):
                x = self.x(self.begin + time)
                if not ticks or x - ticks[-1][0] >= _APART / 2:
                    ticks.append((x, _elapsed(time, step)))
        return ticks


def _stretches(begin: int, end: int, busy: Iterable[tuple[int, int]]) -> list[Stretch]:
    """The axis in pieces: the long ones in which nothing goes on are idle."""
    clipped = [(max(begin, b), min(end, e)) for b, e in busy]
    covered = _union([(begin, begin), *clipped, (end, end)])
    pauses = [(one[1], other[0]) for one, other in pairwise(covered)]
    total = end - begin
    idle: list[tuple[int, int]] = []
    for pause in sorted(pauses, key=lambda pause: pause[0] - pause[1]):
        length = pause[1] - pause[0]
        rest = total - length
        if length < SECOND or length < _IDLE * rest or len(idle) == 5:
            break
        idle.append(pause)
        total = rest
    pieces: list[Stretch] = []
    at = begin
    for b, e in sorted(idle):
        margin = min((e - b) // 20, total // 20)  # what ends or begins there does not touch the cut
        pieces += [Stretch(at, b + margin, idle=False), Stretch(b + margin, e - margin, idle=True)]
        at = e - margin
    return [*pieces, Stretch(at, end, idle=False)]


def _union(intervals: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The intervals, where those that touch are one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(intervals):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _elapsed(time: int, step: int) -> str:
    seconds = time / SECOND
    if step < SECOND:
        places = 1 if step >= SECOND // 10 else 2 if step >= SECOND // 100 else 3
        return f"{seconds:.{places}f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes == 0:
        return f"{rest} s"
    if minutes < 60:
        return f"{minutes}:{rest:02d} min"
    if step < 60 * SECOND:
        return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d} h"
