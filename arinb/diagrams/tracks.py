"""Bars over time, as a timeline and a channel's states are drawn: one row for each thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from arinb.diagrams.lettering import clock, cut, duration
from arinb.diagrams.scale import Scale
from arinb.diagrams.svg import FAILED, WIDTH, Drawing, width_of

if TYPE_CHECKING:
    from arinb.diagrams.histories import Span

LEFT = 226.0
RIGHT = WIDTH - 130  # what is right of it is for how things ended
ROW = 26.0

_BAR = 18.0
_SMALL = 11.0
_THIN = 3.0  # pixels that a bar takes at least
_AXIS = 24.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time on a track.

    Fields: `begin` and `end`, nanoseconds, None while it goes on; `label`, in or beside it;
    `early`, whether it began before it was seen; `failed`; `moment`, whether it takes no time.

    Example: `Bar(0, 1_000_000_000, "Ring")`
    """

    begin: int
    end: int | None
    label: str
    early: bool = False
    failed: bool = False
    moment: bool = False

    @property
    def short(self) -> str:
        """The same in a line of text.

        Example: `bar.short`
        """
        return replace(self, label=cut(self.label, 60)).title

    @property
    def title(self) -> str:
        """The whole of what it says, with its times.

        Example: `bar.title`
        """
        if self.moment:
            return f"{self.label}: {clock(self.begin)}"
        if self.end is None:
            return f"{self.label}: from {clock(self.begin)}, goes on"
        lasted = duration((self.end - self.begin) / 1e9)
        return f"{self.label}: {clock(self.begin)} to {clock(self.end)}, {lasted}"


@dataclass(frozen=True, slots=True)
class Track:
    """A row of bars.

    Fields: `name`, what it is about; `letter`, of the channel, or ""; `colour`; `bars`, in order;
    `under`, whether it belongs to the track above; `outcome`, how it ended, shown at its end.

    Example: `Track("PJSIP/1000-00000000", "A", "#0969b8", [Bar(0, 1, "Up")])`
    """

    name: str
    letter: str
    colour: str
    bars: Sequence[Bar] = field(default_factory=list)
    under: bool = False
    outcome: str = ""


def packed(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Return bars in as few rows as there must be, for none to lie on another.

    Example: `packed([Bar(0, 5, "a"), Bar(3, 8, "b"), Bar(6, 9, "c")])`
    """
    rows: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: bar.begin):
        for row in rows:
            last = row[-1]
            if last.moment or (last.end is not None and last.end <= bar.begin):
                row.append(bar)
                break
        else:
            rows.append([bar])
    return rows


def draw(
    drawing: Drawing, y: float, tracks: Sequence[Track], away: Sequence[Span], end: int
) -> float:
    """Draw tracks under a time axis, from `y` on; return where they end.

    Parameters: `away`, when the connection was; `end`, the last moment of the log.

    Example: `draw(Drawing(), 0, tracks, [], ari.log[-1].received)`
    """
    bars = [bar for track in tracks for bar in track.bars]
    begin = min([bar.begin for bar in bars] + [end])
    away = [span for span in away if span.end is None or span.end > begin]
    if away:
        lost = [Bar(span.begin, span.end, span.label, span.begin < begin) for span in away]
        tracks = [*tracks, Track("connection", "", FAILED, lost)]
    busy = [(bar.begin, end if bar.end is None else bar.end) for bar in bars]
    scale = Scale(begin, end, busy, LEFT, RIGHT)
    top = y + _AXIS
    bottom = top + ROW * len(tracks) + 4
    _axis(drawing, top, bottom, scale)
    for span in away:
        _away(drawing, top, bottom, scale, span)
    for number, track in enumerate(tracks):
        _track(drawing, top + 4 + ROW * number, track, scale)
    return bottom + (18 if scale.cuts() else 0)


def _axis(drawing: Drawing, top: float, bottom: float, scale: Scale) -> None:
    for x, label in scale.ticks():
        drawing.line(x, top - 4, x, bottom, stroke_width=1, stroke_opacity=0.6)
        drawing.text(x, top - 9, label, room=90, anchor="middle", look="weak", size=_SMALL)
    for stretch in scale.cuts():
        x1, x2 = scale.x(stretch.begin), scale.x(stretch.end)
        pause = duration((stretch.end - stretch.begin) / 1e9)
        for y in (top - 8, bottom - 8):
            drawing.path(f"M{x1 - 3:.1f} {y + 16:.1f}l6 -16M{x2 - 3:.1f} {y + 16:.1f}l6 -16")
        with drawing.titled(f"nothing happened for {pause}"):
            x, y = (x1 + x2) / 2, bottom + 14
            drawing.text(x, y, pause, room=90, anchor="middle", look="weak", size=_SMALL)
        drawing.line(x1, bottom, x2, bottom, stroke_dasharray="2 3")
        drawing.line(x1, top, x2, top, stroke_dasharray="2 3")
    for stretch in scale.stretches:
        if not stretch.idle:
            drawing.line(scale.x(stretch.begin), top, scale.x(stretch.end), top)


def _away(drawing: Drawing, top: float, bottom: float, scale: Scale, span: Span) -> None:
    """The ground while the connection was away; a bar below says so."""
    x1 = scale.x(span.begin)
    width = max((scale.right if span.end is None else scale.x(span.end)) - x1, 3.0)
    drawing.rect(x1, top, width, bottom - top, fill=FAILED, fill_opacity=0.14)
    stripes = [
        f"M{x:.1f} {bottom:.1f}L{min(x + 10, x1 + width):.1f} {top:.1f}"
        for x in (x1 + 10 * n for n in range(int(width / 10)))
    ]
    drawing.path("".join(stripes), FAILED, stroke_opacity=0.4)


def _track(drawing: Drawing, y: float, track: Track, scale: Scale) -> None:
    x = 20.0 if track.under else 0.0
    middle = y + _BAR / 2
    if track.letter:
        x += drawing.badge(x, middle, track.letter, track.colour) + 5
    with drawing.titled(track.name):
        drawing.text(x, middle + 4, track.name, room=LEFT - x - 10, size=_SMALL, middle=True)
    seen = _seen(track.bars, scale)
    for bar, after in zip(seen, [*seen[1:], None], strict=True):
        free = scale.x(after.begin) if after else WIDTH
        outcome = track.outcome if after is None else ""
        with drawing.titled(bar.title + (f", {outcome}" if outcome else "")):
            _bar(drawing, y, track, bar, scale, free, outcome)


def _seen(bars: Sequence[Bar], scale: Scale) -> list[Bar]:
    """The bars without those that would be drawn over one another: of thousands, some hundred."""
    seen: list[Bar] = []
    right = 0.0
    for number, bar in enumerate(bars):
        end = scale.right if bar.end is None else scale.x(bar.end)
        if end - right >= _THIN or bar.failed > seen[-1].failed or number == len(bars) - 1:
            seen.append(bar)
            right = max(end, scale.x(bar.begin) + _THIN)
    return seen


def _bar(
    drawing: Drawing, y: float, track: Track, bar: Bar, scale: Scale, free: float, outcome: str
) -> None:
    x1 = scale.x(bar.begin)
    x2 = scale.right if bar.end is None else scale.x(bar.end)
    baseline = y + _BAR / 2 + 4
    if bar.moment:
        drawing.line(x1, y, x1, y + _BAR, track.colour, stroke_width=3)
        drawing.text(x1 + 4, baseline, bar.label, room=min(free, WIDTH) - x1 - 5, size=_SMALL)
        return
    x1 = min(x1, scale.right - _THIN)
    x2 = max(x2, x1 + _THIN)
    drawing.path(
        _outline(x1, x2, y, bar),
        track.colour,
        stroke_width=1.5,
        fill=track.colour,
        fill_opacity=0.22,
    )
    x = x1 + (9 if bar.early else 4)
    if bar.failed:
        within = x2 - x1 > 18
        drawing.badge(x1 + 1 if within else x2 + 2, baseline - 4, "✗", FAILED)
        x = x1 + 20
        x2 = x2 if within else x2 + 18
    inside, outside = x2 - x - 2, min(free, WIDTH) - x2 - 7
    beside = outcome
    if width_of(bar.label, _SMALL) <= inside:
        drawing.text(x, baseline, bar.label, room=inside, size=_SMALL)
    elif not (outcome and len(track.bars) > 1):  # the end says more than the moment before it
        beside = ", ".join(filter(None, [bar.label, outcome]))
        if inside > max(outside, 40):
            drawing.text(x, baseline, bar.label, room=inside, size=_SMALL)
            beside = outcome
    if outside >= min(width_of(beside, _SMALL), 40):
        drawing.text(x2 + 5, baseline, beside, room=outside, size=_SMALL)


def _outline(x1: float, x2: float, y: float, bar: Bar) -> str:
    """A bar's shape: a point to the right goes on, a notch on the left began earlier."""
    half = _BAR / 2
    right = (
        f"L{x2 - 6:.1f} {y:.1f}l6 {half}l-6 {half}"
        if bar.end is None and x2 - x1 > 8
        else f"L{x2:.1f} {y:.1f}v{_BAR}"
    )
    left = (
        f"L{x1:.1f} {y + _BAR:.1f}l6 -{half}z"
        if bar.early and x2 - x1 > 12
        else f"L{x1:.1f} {y + _BAR:.1f}z"
    )
    return f"M{x1:.1f} {y:.1f}{right}{left}"
