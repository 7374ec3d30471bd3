"""The states of one channel: what it went through from its first to its last event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from arinb.diagrams import arguments
from arinb.diagrams.cast import COLOURS
from arinb.diagrams.histories import Histories, Span, Story
from arinb.diagrams.lettering import clock, cut, day, duration, pad, printable
from arinb.diagrams.picture import Picture, nothing
from arinb.diagrams.svg import WIDTH, Drawing
from arinb.diagrams.tracks import Bar, Track, draw, packed
from arinb.errors import PictureError

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

ROWS = 60

_ROW = 19.0
_COLUMNS = (0.0, 104.0, 184.0)  # of the list: when, how long, what
_ASPECTS = ("state", "application", "bridge", "hold")
_SENTENCES = {
    "state": "state {}",
    "application": "in the application {}",
    "bridge": "in the bridge {}",
    "hold": "{}",
}
_EMPTY = (
    "The log is empty, so no channel has a life yet. After a call this shows a channel's states, "
    "when it was in the application and in which bridge, and why it was hung up."
)


def states(log: Sequence[Entry], channel: object) -> Picture:
    """Draw the life of one channel: its states, with their times and how long they lasted.

    A row each shows its state (Ring, Up, …), when it was in the application, in which bridge, on
    hold, its playbacks, recordings and keys; a list below tells the same in order, and in the end
    why the channel was hung up, in words.

    Parameters: `log`, an event log or a part of it; `channel`, as an object, an id or a name.

    Returns a `Picture`: a notebook shows it, `print` writes it as text, `save` keeps it.
    Raises `PictureError` for what is no log, or when the log knows no such channel.

    Example: `states(ari.log, start.channel)`
    """
    arguments.check_log(log)
    if not log:
        return nothing("states of a channel: the log is empty", _EMPTY)
    id_ = arguments.channel_id(log, channel)
    histories = Histories(arguments.about(log, id_)[-arguments.LOOK :])
    story = histories.stories.get(("channel", id_))
    if story is None:
        raise PictureError(
            f"the log does not tell what became of channel {id_!r}",
            why="requests name it, but no event is about it",
            next_step="wait for an event of it, such as StasisStart, and draw it then",
        )
    others = [other for other in histories.stories.values() if other.owner == ("channel", id_)]
    end = histories.end if story.whole.end is None else story.whole.end
    title = _title(story, end)
    told = _told(story, others)
    return Picture(
        title,
        _drawn(_tracks(story, others), told, title, histories.away, end),
        "\n".join([title, *_table(told)]),
    )


def _title(story: Story, end: int) -> str:
    begin = story.whole.begin
    name = " ".join(dict.fromkeys([story.shown, printable(story.id)]))
    lasted = duration((end - begin) / 1e9)
    ending = f"for {lasted}" if story.whole.end is not None else f"for {lasted} so far"
    return f"{cut(name, 60)}, {day(begin)} {clock(begin)}, {ending}"


def _tracks(story: Story, others: Sequence[Story]) -> list[Track]:
    tracks = []
    for number, aspect in enumerate(_ASPECTS):
        spans = story.aspects.get(aspect, [])
        # What held already when the log began to tell of it is open on the left.
        early = [number == 0 and story.early and span is spans[0] for span in spans]
        bars = [Bar(s.begin, s.end, s.label, e) for s, e in zip(spans, early, strict=True)]
        outcome = story.outcome if aspect == "state" else ""
        if bars:
            tracks.append(Track(aspect, "", COLOURS[number], bars, outcome=outcome))
    for number, kind in enumerate(("playback", "recording"), start=len(_ASPECTS)):
        bars = [_bar(other) for other in others if other.kind == kind]
        tracks += [Track(kind, "", COLOURS[number], row) for row in packed(bars)]
    if story.keys:
        keys = [Bar(time, time, digit, moment=True) for time, digit in story.keys]
        tracks.append(Track("keys", "", COLOURS[6], keys))
    return tracks


def _bar(story: Story) -> Bar:
    label = f"{story.shown} failed" if story.failed else story.shown
    return Bar(story.whole.begin, story.whole.end, label, story.early, story.failed)


def _told(story: Story, others: Sequence[Story]) -> list[tuple[str, str, str]]:
    """The list: when, how long, what."""
    told: list[tuple[int, Span | None, str]] = []
    for aspect in _ASPECTS:
        spans = story.aspects.get(aspect, [])
        told += [(span.begin, span, _SENTENCES[aspect].format(span.label)) for span in spans]
    for other in others:
        verb = "plays" if other.kind == "playback" else "is recorded as"
        what = f"{verb} {other.shown}" + (f" ({other.outcome})" if other.outcome else "")
        told.append((other.whole.begin, other.whole, what))
    told += [(time, None, f"key {digit} pressed") for time, digit in story.keys]
    told.sort(key=lambda line: line[0])
    if story.whole.end is not None:
        told.append((story.whole.end, None, story.outcome))
    return [(clock(begin), _lasted(span), what) for begin, span, what in told]


def _lasted(span: Span | None) -> str:
    if span is None:
        return ""
    return "goes on" if span.end is None else duration((span.end - span.begin) / 1e9)


def _drawn(
    tracks: Sequence[Track],
    told: Sequence[tuple[str, str, str]],
    title: str,
    away: Sequence[Span],
    end: int,
) -> str:
    drawing = Drawing()
    drawing.text(0, 12, title, room=WIDTH, look="strong")
    within = [span for span in away if span.begin <= end]
    y = draw(drawing, 24, tracks, within, end) + 26
    for cells in told[:ROWS]:
        for x, cell in zip(_COLUMNS, cells, strict=True):
            drawing.text(x, y, cell, room=WIDTH - x if x else 100)
        y += _ROW
    if len(told) > ROWS:
        drawing.text(0, y, f"… and {len(told) - ROWS} more", room=WIDTH, look="weak")
        y += _ROW
    description = ". ".join(" ".join(filter(None, line)) for line in told[:ROWS])
    return drawing.svg(y - 8, f"States of the channel {title}", description)


def _table(told: Sequence[tuple[str, str, str]]) -> list[str]:
    rows = [("time", "lasted", "the channel"), *told]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return ["  ".join([*map(pad, row[:2], widths), cut(row[2], 90)]) for row in rows]
