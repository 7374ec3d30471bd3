"""The timeline: channels, bridges, playbacks and recordings as bars over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from arinb.diagrams import arguments, words
from arinb.diagrams.cast import NEUTRAL, Cast
from arinb.diagrams.histories import Histories, Key, Span, Story
from arinb.diagrams.lettering import clock, counted, cut, day, duration
from arinb.diagrams.picture import Picture, nothing
from arinb.diagrams.svg import WIDTH, Drawing
from arinb.diagrams.tracks import Bar, Track, draw, packed

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

ROWS = 40

_LOOK = 100_000  # entries of any type, of which no more than arguments.LOOK are read
_TOLD = 30  # bars of a row that are told as text
_EMPTY = (
    "Nothing has happened yet that takes time. As soon as somebody dials, each channel, bridge, "
    "playback and recording is a bar here, from its beginning to its end."
)


def timeline(
    log: Sequence[Entry],
    *,
    channel: object = None,
    first: int | None = None,
    latest: int | None = None,
) -> Picture:
    """Draw what a log tells about as bars over time: what went on when, and for how long.

    Each channel and each bridge has a row, and under it rows for its playbacks, its recordings
    and the keys that were pressed. What has not ended is open on the right, what is older than
    the log on the left. While the connection was away the ground is striped. Where nothing goes
    on for long, the axis is cut short.

    Parameters: `log`, an event log or a part of it, such as `ari.log[-500:]`; `channel`, the only
    channel to show, as an object, an id or a name; `first` or `latest`, how many rows: those that
    began first, or last (the latest 40 if neither is given).

    Returns a `Picture`: a notebook shows it, `print` writes it as text, `save` keeps it.
    Raises `PictureError` for what is no log, no channel of it, or no number of rows.

    Example: `timeline(ari.log)`
    """
    arguments.check_log(log)
    part = arguments.part_of(first, latest, ROWS)
    entries: Sequence[Entry] = log
    if channel is not None:
        entries = arguments.about(log, arguments.channel_id(log, channel))
    seen = part.of(entries, _LOOK)
    if len(seen) > arguments.LOOK:
        seen = part.of([entry for entry in seen if entry.type not in words.CROWDS])
    histories = Histories(seen)
    tracks, hidden = _tracks(histories, part)
    if not tracks:
        return nothing("timeline of an empty log" if not seen else "timeline of no calls", _EMPTY)
    title, notes = _title(tracks, histories), _notes(hidden, entries, seen, part)
    return Picture(
        title,
        _drawn(tracks, histories, title, notes),
        "\n".join([title, *notes, *_written(tracks, histories)]),
    )


def _tracks(histories: Histories, part: arguments.Part) -> tuple[list[Track], int]:
    """The rows, and how many there are beside them."""
    cast = Cast()
    things: dict[Key, list[Story]] = {}
    for key, story in histories.stories.items():
        owner = key if story.kind in ("channel", "bridge") else story.owner
        things.setdefault(owner or key, []).append(story)
        if story.kind == "channel":
            cast.introduce(story.id, story.name)
    groups = [_group(key, stories, cast) for key, stories in things.items()]
    groups.sort(key=lambda tracks: tracks[0].bars[0].begin)
    if not part.from_start:
        groups.reverse()
    rows = 0
    shown: list[list[Track]] = []
    for group in groups:
        if rows + len(group) > part.most and shown:
            break
        shown.append(group[: part.most])
        rows += len(shown[-1])
    if not part.from_start:
        shown.reverse()
    return [track for group in shown for track in group], sum(map(len, groups)) - rows


def _group(key: Key, stories: Sequence[Story], cast: Cast) -> list[Track]:
    """A channel's or a bridge's own row, and those of what belongs to it."""
    kind, id_ = key
    letter = cast.letter(id_) if kind == "channel" else ""
    colour = cast.colour(id_) if kind == "channel" else NEUTRAL
    tracks = []
    for story in stories:
        if (story.kind, story.id) == key:
            tracks.append(_own(story, letter, colour, cast))
            keys = [Bar(time, time, digit, moment=True) for time, digit in story.keys]
            if keys:
                tracks.append(Track("keys", "", colour, keys, under=True))
    for of in ("playback", "recording"):
        bars = [_bar(story) for story in stories if story.kind == of]
        tracks += [Track(of, "", colour, row, under=bool(tracks)) for row in packed(bars)]
    return tracks


def _own(story: Story, letter: str, colour: str, cast: Cast) -> Track:
    if story.kind == "bridge":
        name = f"bridge {cut(story.shown, 40)}"
        members = story.aspects.get("members", [])
        spans = [Span(s.begin, s.end, _members(s.label, cast)) for s in members]
    else:
        name = story.shown
        spans = together(story.aspects.get("state", []), story.aspects.get("bridge", []))
    bars = [Bar(s.begin, s.end, s.label) for s in spans] or [_bar(story)]
    first = bars[0]
    bars[0] = Bar(first.begin, first.end, first.label, early=story.early)
    return Track(name, letter, colour, bars, outcome=story.outcome)


def _members(ids: str, cast: Cast) -> str:
    return " ".join(map(cast.letter, ids.split("\n"))) if ids else "empty"


def _bar(story: Story) -> Bar:
    how = story.outcome if story.failed else ""
    label = " ".join(filter(None, [cut(story.shown, 40), how]))
    return Bar(story.whole.begin, story.whole.end, label, story.early, story.failed)


def together(states: Sequence[Span], bridges: Sequence[Span]) -> list[Span]:
    """Return a channel's states, divided where it enters or leaves a bridge.

    Example: `together([Span(0, 9, "Up")], [Span(3, 5, "meeting")])`
    """
    pieces: list[Span] = []
    for state in states:
        begin = state.begin
        for bridge in bridges:
            if state.end is not None and bridge.begin >= state.end:
                break
            if bridge.end is not None and bridge.end <= begin:
                continue
            if bridge.begin > begin:
                pieces.append(Span(begin, bridge.begin, state.label))
            ends = [end for end in (bridge.end, state.end) if end is not None]
            until = min(ends) if ends else None
            inside = Span(max(begin, bridge.begin), until, f"{state.label}, in {bridge.label}")
            pieces.append(inside)
            if until is None:
                return pieces
            begin = until
        if state.end is None or begin < state.end or state.begin == state.end:
            pieces.append(Span(begin, state.end, state.label))
    return pieces


def _title(tracks: Sequence[Track], histories: Histories) -> str:
    begin = min(bar.begin for track in tracks for bar in track.bars)
    lasted = duration((histories.end - begin) / 1e9)
    return f"{day(begin)}, {clock(begin)} to {clock(histories.end)} ({lasted})"


def _notes(
    hidden: int, entries: Sequence[Entry], seen: Sequence[Entry], part: arguments.Part
) -> list[str]:
    notes = []
    if hidden > 0:
        which = "later" if part.from_start else "earlier"
        notes.append(f"{counted(hidden, f'{which} row')} not shown; see first=, latest=, channel=")
    if len(entries) > arguments.LOOK:
        of = f"of the log's {counted(len(entries), 'entry')}"
        which = "first" if part.from_start else "latest"
        notes.append(f"drawn from the {which} {len(seen):,} {of} that tell of calls")
    return notes


def _drawn(tracks: Sequence[Track], histories: Histories, title: str, notes: list[str]) -> str:
    drawing = Drawing()
    drawing.text(0, 12, title, room=WIDTH, look="strong")
    y = 24.0
    for note in notes:
        drawing.text(0, y + 6, note, room=WIDTH, look="weak")
        y += 18
    end = draw(drawing, y, tracks, histories.away, histories.end)
    description = (
        f"Bars over time, {counted(len(tracks), 'row')}: channels, bridges, and what belongs to "
        "them. The same stands as text in the picture's .text."
    )
    return drawing.svg(end, f"Timeline: {title}", description)


def _written(tracks: Sequence[Track], histories: Histories) -> list[str]:
    lines = []
    for track in tracks:
        indent = "  " if track.under else ""
        outcome = f" ({track.outcome})" if track.outcome else ""
        name = " ".join(filter(None, [track.letter, cut(track.name, 60)]))
        lines.append(f"{indent}{name}{outcome}")
        lines += [f"{indent}    {bar.short}" for bar in track.bars[:_TOLD]]
        if len(track.bars) > _TOLD:
            lines.append(f"{indent}    … and {len(track.bars) - _TOLD:,} more")
    return lines + [Bar(s.begin, s.end, s.label).title for s in histories.away]
