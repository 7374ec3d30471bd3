"""The ladder: a call as a flow of messages between phone, Asterisk and application."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from arinb.diagrams import arguments
from arinb.diagrams.cast import NEUTRAL, Cast
from arinb.diagrams.lettering import cells, clock, counted, cut, cut_middle, day, duration, pad
from arinb.diagrams.picture import Picture, nothing
from arinb.diagrams.steps import Step, steps
from arinb.diagrams.svg import FAILED, WIDTH, Drawing

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

LINES = 200

_GAP_END, _PHONE, _ASTERISK, _APPLICATION = 152.0, 186.0, 372.0, 738.0
_CHANNEL = _APPLICATION + 14
_ROW = 30.0
_HEAD = 46.0
_EMPTY = (
    "The log is empty, so there is nothing to draw yet. As soon as somebody dials, each event, "
    "request and answer is an arrow here, between phone, Asterisk and application."
)


def ladder(
    log: Sequence[Entry],
    *,
    channel: object = None,
    first: int | None = None,
    latest: int | None = None,
) -> Picture:
    """Draw a log as a ladder: who said what to whom, line by line, with the time between.

    There are three lifelines: the phone, Asterisk, the application. Events go from Asterisk to the
    application, requests the other way, with the status of their answers. What a phone does is
    drawn where an event tells of it. Each channel has a letter and a colour. Repetitions are
    folded: "ChannelVarset x 214".

    Parameters: `log`, an event log or a part of it, such as `ari.log[-50:]`; `channel`, the only
    channel to show, as an object, an id or a name; `first` or `latest`, how many lines from the
    log's beginning or its end (the latest 200 if neither is given).

    Returns a `Picture`: a notebook shows it, `print` writes it as text, `save` keeps it.
    Raises `PictureError` for what is no log, no channel of it, or no number of lines.

    Example: `ladder(ari.log, channel=start.channel)`
    """
    arguments.check_log(log)
    part = arguments.part_of(first, latest, LINES)
    entries: Sequence[Entry] = log
    if channel is not None:
        entries = arguments.about(log, arguments.channel_id(log, channel))
    lines, cast = _lines(entries, part)
    if not lines:
        return nothing("ladder of an empty log", _EMPTY)
    hidden = len(entries) - sum(line.entries for line in lines)
    title = _title(lines)
    return Picture(
        title,
        _drawn(lines, cast, title, _hidden(hidden, part)),
        _written(lines, cast, title, _hidden(hidden, part)),
    )


def _lines(entries: Sequence[Entry], part: arguments.Part) -> tuple[list[Step], Cast]:
    """The lines to show, and who is in them; no more of the log is read than that takes."""
    total = len(entries)
    most = min(total, arguments.LOOK)
    look = min(part.most * 3, most)
    while True:
        seen = part.of(entries, look)
        at = 0 if part.from_start else total - len(seen)
        cast = Cast()
        lines = steps(seen, entries[max(0, at - arguments.LOOK) : at], cast)
        if len(lines) >= part.most or look == most:
            break
        look = look * 4 if look * 8 < most else most
    lines = lines[: part.most] if part.from_start else lines[-part.most :]
    for id_ in (id_ for line in lines for id_ in line.channels):
        cast.letter(id_)
    return lines, cast


def _title(lines: Sequence[Step]) -> str:
    begin, end = lines[0].begin, lines[-1].end
    shown = counted(sum(line.entries for line in lines), "entry")
    when = f"{day(begin)}, {clock(begin)} to {clock(end)}"
    return f"{shown} of the event log: {when} ({duration((end - begin) / 1e9)})"


def _hidden(count: int, part: arguments.Part) -> str:
    if count <= 0:
        return ""
    which, other = ("later", "latest") if part.from_start else ("earlier", "first")
    what = counted(count, f"{which} entry")
    return f"{what} not shown; see first=, latest= and channel=, for instance {other}={LINES}"


def _gaps(lines: Sequence[Step]) -> list[str]:
    """The time before each line, since the one above it ended; "" below a millisecond."""
    gaps = [(after.begin - before.end) / 1e9 for before, after in pairwise(lines)]
    return ["", *map(_gap, gaps)]


def _gap(seconds: float) -> str:
    if abs(seconds) < 0.0005:
        return ""
    return ("+" if seconds > 0 else "") + duration(seconds)


def _drawn(lines: Sequence[Step], cast: Cast, title: str, hidden: str) -> str:
    drawing = Drawing()
    drawing.text(0, 12, title, room=WIDTH, look="strong")
    top = 24.0
    if hidden:
        drawing.text(0, 30, hidden, room=WIDTH, look="weak")
        top = 42.0
    long = len(lines) > 20
    body = top + _HEAD
    end = body + _ROW * len(lines)
    for begin, until in _unbroken(lines):
        y1 = body + _ROW * begin if begin else body - 18
        for x in (_PHONE, _ASTERISK, _APPLICATION):
            drawing.line(x, y1, x, body + _ROW * until, stroke_width=1.5)
    _heads(drawing, top, lines, cast)
    for number, (line, gap) in enumerate(zip(lines, _gaps(lines), strict=True)):
        with drawing.titled(_whole(line, cast)):
            _line(drawing, body + _ROW * number, line, gap, cast)
    if long:
        _heads(drawing, end, lines, cast)
        end += 32
    return drawing.svg(end, f"Ladder: {title}", _described(lines, cast))


def _unbroken(lines: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """From where to where lifelines go on: what concerns everything interrupts them."""
    begin = 0
    for number, line in enumerate(lines):
        if line.kind in ("break", "note"):
            yield begin, number
            begin = number + 1
    yield begin, len(lines)


def _heads(drawing: Drawing, y: float, lines: Sequence[Step], cast: Cast) -> None:
    names = (
        (_PHONE, _phone_name(lines, cast)),
        (_ASTERISK, "Asterisk"),
        (_APPLICATION, "application"),
    )
    for x, name in names:
        drawing.rect(x - 56, y, 112.0, 28.0, rx=4, class_="head")
        drawing.text(x, y + 18, name, room=108, anchor="middle", look="strong")


def _line(drawing: Drawing, y: float, line: Step, gap: str, cast: Cast) -> None:
    if line.kind in ("break", "note"):
        _across(drawing, y, line)
    else:
        _arrows(drawing, y, line, cast)
    drawing.text(0, y + 20, clock(line.begin), room=90)
    look = "weak" if gap.endswith("ms") else ""
    drawing.text(_GAP_END, y + 20, gap, room=62, anchor="end", look=look)


def _arrows(drawing: Drawing, y: float, line: Step, cast: Cast) -> None:
    colour = cast.colour(line.channels[0]) if line.channels else NEUTRAL
    x1, x2 = _ASTERISK + 1, _APPLICATION - 1
    x = x1 + 9
    if line.failed:
        drawing.badge(x, y + 8, "✗", FAILED)
        x += 22
    look = "strong" if line.kind == "request" else ""
    drawing.text(x, y + 12, line.label, room=x2 - x - 8, look=look)
    if line.kind == "request":
        x1, x2 = x2, x1
    drawing.arrow(x1, x2, y + 19, colour, dashed=line.kind == "answer")
    if line.deed is not None:
        x1, x2 = _PHONE + 1, _ASTERISK - 1
        drawing.text(x1 + 9, y + 12, line.deed.words, room=x2 - x1 - 18)
        if not line.deed.to_asterisk:
            x1, x2 = x2, x1
        drawing.arrow(x1, x2, y + 19, colour)
    _badges(drawing, y, line, cast)


def _badges(drawing: Drawing, y: float, line: Step, cast: Cast) -> None:
    x = _CHANNEL
    for id_ in line.channels:
        x += drawing.badge(x, y + 20, cast.letter(id_), cast.colour(id_)) + 3
        if x > WIDTH - 20:
            break
    if len(line.channels) == 1:
        drawing.text(
            x + 1, y + 23, cast.name(line.channels[0]), room=WIDTH - x - 1, size=10, middle=True
        )


def _across(drawing: Drawing, y: float, line: Step) -> None:
    """A change of the connection: it concerns everything, from side to side."""
    middle = (_PHONE + WIDTH) / 2
    left = _PHONE - 20
    width = drawing.text(
        middle,
        y + 19,
        line.label,
        room=WIDTH - left - 60,
        anchor="middle",
        look="strong" if line.kind == "break" else "weak",
    )
    for x1, x2 in ((left, middle - width / 2 - 8), (middle + width / 2 + 8, WIDTH)):
        if line.kind == "note":
            drawing.line(x1, y + 15, x2, y + 15, stroke_dasharray="2 4")
        elif x2 - x1 > 12:
            teeth = "l4 -5l8 10l4 -5" * int((x2 - x1) / 16)
            drawing.path(f"M{x1:.1f} {y + 15:.1f}{teeth}", FAILED, stroke_width=2)


def _phone_name(lines: Sequence[Step], cast: Cast) -> str:
    """Which phone it is, when it is only one."""
    names = {
        cast.name(id_).rpartition("-")[0]
        for line in lines
        if line.deed
        for id_ in line.channels[:1]
    }
    if len(names) > 1:
        return "phones"
    return f"phone {cut(names.pop().partition('/')[2].partition('@')[0], 8)}" if names else "phone"


def _whole(line: Step, cast: Cast) -> str:
    first, last = line.rows
    rows = f"row {first}" if first == last else f"rows {first} to {last}"
    names = ", ".join(f"{cast.letter(id_)} {cast.name(id_)}" for id_ in line.channels)
    return ": ".join(filter(None, [rows, names, line.whole]))


def _described(lines: Sequence[Step], cast: Cast) -> str:
    names = ", ".join(f"{cast.letter(id_)} {cast.name(id_)}" for id_ in list(cast)[:12])
    who = f" Channels: {names}." if names else ""
    return (
        "A flow of messages between phone, Asterisk and application, "
        f"{counted(len(lines), 'line')}.{who} The same stands as text in the picture's .text."
    )


def _written(lines: Sequence[Step], cast: Cast, title: str, hidden: str) -> str:
    head = ("time", "gap", "phone ↔ Asterisk", "Asterisk ↔ application", "channel")
    rows = [head]
    for line, gap in zip(lines, _gaps(lines), strict=True):
        rows.append((clock(line.begin), gap, *_said(line), _who(line, cast)))
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    table = ["  ".join(map(pad, row, widths)).rstrip() for row in rows]
    return "\n".join(filter(None, [title, hidden, *table]))


def _said(line: Step) -> tuple[str, str]:
    mark = "✗ " if line.failed else ""
    if line.kind in ("break", "note"):
        return ("--" if line.kind == "break" else "", f"● {cut(line.label, 70)}")
    deed = line.deed
    left = f"{'→' if deed.to_asterisk else '←'} {cut(deed.words, 24)}" if deed else ""
    return left, f"{'←' if line.kind == 'request' else '→'} {mark}{cut(line.label, 70)}"


def _who(line: Step, cast: Cast) -> str:
    if len(line.channels) == 1:
        id_ = line.channels[0]
        return f"{cast.letter(id_)} {cut_middle(cast.name(id_), 32)}"
    return " ".join(map(cast.letter, line.channels))
