"""The lines of a ladder: a log's entries, with answers beside requests and repetitions folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from arinb.diagrams import words
from arinb.diagrams.lettering import clock, counted, cut, duration, printable
from arinb.diagrams.phones import Deed, Phones, placing

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.payload import Json
    from arinb.diagrams.cast import Cast

# Changes after which no events come, until "opened" or "back".
BREAKS = ("lost", "closed", "replaced", "refused")

_TIMES = "\N{MULTIPLICATION SIGN}"
_NOTICED = 0.1  # seconds that a line takes, to say so
_JOINED = 6  # details of folded entries that are told
_LONGEST_CYCLE = 6  # lines


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a ladder.

    Fields: `kind`: "event" (to the application), "request" (to Asterisk), "answer", "break" and
    "note" (across everything); `what`, its name, and `details` beside it, one for each entry that
    was folded into it; `deed`, what passed between phone and Asterisk; `channels`, their ids;
    `failed`; `count`, how often it came; `entries`, of the log, that it stands for; `begin`
    and `end`, nanoseconds; `rows`, the numbers of its first and last entry; `whole`, the uncut
    text of its first entry; `status`, how a request was answered.

    Example: `[step.what for step in steps(ari.log[:], …)]`
    """

    kind: Literal["event", "request", "answer", "break", "note"]
    what: str
    begin: int
    end: int
    rows: tuple[int, int]
    details: tuple[str, ...] = ()
    deed: Deed | None = None
    channels: tuple[str, ...] = ()
    failed: bool = False
    count: int = 1
    entries: int = 1
    whole: str = ""
    status: str = ""

    @property
    def detail(self) -> str:
        """What stands beside the name: the details of all folded entries, each once.

        Example: `step.detail`
        """
        if self.what == "ChannelDtmfReceived":
            return "".join(self.details)
        return ", ".join(dict.fromkeys(filter(None, self.details)))

    @property
    def label(self) -> str:
        """The name with what stands beside it.

        Example: `step.label` → `"ChannelVarset x 214  RTPAUDIOQOS, …"`
        """
        took = (self.end - self.begin) / 1e9
        lasted = duration(took) if took >= _NOTICED else ""
        folded = f"{_TIMES} {self.count:,}" if self.count > 1 else ""
        within = f"in {lasted}" if lasted and (folded or self.kind == "note") else ""
        after = f"after {lasted}" if lasted and self.status and not folded else ""
        what = " ".join(filter(None, [self.what, folded, within, self.status, after]))
        return "  ".join(filter(None, [what, self.detail]))


def steps(entries: Sequence[Entry], before: Sequence[Entry], cast: Cast) -> list[Step]:
    """Return the lines of a ladder.

    Parameters: `entries`, those to show; `before`, some earlier ones, which tell who called whom;
    `cast`, which takes in the channels.

    Example: `steps(ari.log[-200:], ari.log[:-200], Cast())`
    """
    parsed = [(entry, entry.data) for entry in entries]
    earlier = [(entry, entry.data) for entry in before if entry.type == "Dial" or placing(entry)]
    phones = Phones(cast)
    phones.learn([*earlier, *parsed])
    for entry, data in [*earlier, *parsed]:
        cast.learn(entry, data)
    lines: list[Step] = []
    asked = None
    for entry, data in parsed:
        if asked is not None and entry.kind == "answer" and entry.request_row == asked:
            step = _answered(lines.pop(), _step(entry, data, cast, phones))
        else:
            step = _step(entry, data, cast, phones)
        asked = entry.row if entry.kind == "request" else None
        if asked is None and lines and _same(lines[-1], step):
            lines[-1] = _folded(lines[-1], step)
        else:
            lines.append(step)
    return _without_cycles(lines)


def _step(entry: Entry, data: Json, cast: Cast, phones: Phones) -> Step:
    when = (entry.received, entry.received, (entry.row, entry.row))
    channels = tuple(cast.channels(entry, data))
    if entry.kind == "event":
        return Step(
            "event",
            printable(entry.type),
            *when,
            details=(words.said(entry.type, data),),
            deed=phones.deed(entry, data),
            channels=channels,
            failed=words.failed(entry.type, data),
            whole=printable(" ".join(entry.text[:2000].split()), 400),
        )
    if entry.kind == "malformed":
        detail = printable(entry.detail)
        return Step("event", "no event", *when, details=(detail,), failed=True, whole=detail)
    if entry.kind == "connection":
        broken = entry.type in BREAKS
        what = f"connection {printable(entry.type)}"
        detail = printable(entry.detail)
        return Step("break" if broken else "note", what, *when, details=(detail,), whole=detail)
    what = f"{printable(entry.method)} {words.asked(entry.path)}"
    asked = printable(f"{entry.method} {entry.path}", 400)
    if entry.kind == "request":
        details = (words.parameters(entry.path),)
        return Step("request", what, *when, details=details, channels=channels, whole=asked)
    status = printable(entry.status) or "no answer"
    return Step(
        "answer",
        f"{status} {printable(entry.reason)}".rstrip(),
        *when,
        details=(f"to {what}",),
        channels=channels,
        failed=entry.status is None or entry.status >= 400,
        whole=f"{asked} → {status} {printable(entry.reason)}",
    )


def _answered(request: Step, answer: Step) -> Step:
    """A request with its answer, where nothing came between."""
    channels = tuple(dict.fromkeys([*request.channels, *answer.channels]))
    return replace(
        request,
        end=answer.end,
        rows=(request.rows[0], answer.rows[1]),
        channels=channels,
        failed=answer.failed,
        entries=2,
        whole=answer.whole,
        status=f"→ {answer.what}",
    )


def _same(one: Step, other: Step) -> bool:
    """Whether two lines that follow each other say the same, so that one will do."""
    if one.kind != other.kind or one.what != other.what or one.kind in ("break", "note"):
        return False
    if one.what in words.CROWDS:
        return True
    if one.channels != other.channels or one.failed != other.failed or one.status != other.status:
        return False
    return one.what == "ChannelDtmfReceived" or (one.details, one.deed) == (
        other.details,
        other.deed,
    )


def _folded(one: Step, other: Step) -> Step:
    keys = one.what == "ChannelDtmfReceived"
    details = one.details
    if keys or (len(details) <= _JOINED and other.details[0] not in details):
        details += other.details
    deed = one.deed
    if keys and deed is not None:
        deed = Deed(True, "presses " + cut("".join(details), 40))
    return replace(
        one,
        end=other.end,
        rows=(one.rows[0], other.rows[1]),
        details=details,
        deed=deed,
        channels=tuple(dict.fromkeys([*one.channels, *other.channels]))[:_JOINED],
        count=one.count + other.count,
        entries=one.entries + other.entries,
    )


def _without_cycles(lines: list[Step]) -> list[Step]:
    """The lines, where the same few that come again and again are shown once."""
    kept: list[Step] = []
    at = 0
    while at < len(lines):
        length, times = _cycle(lines, at)
        kept += lines[at : at + length]
        again = lines[at + length : at + length * times]
        at += length * times
        if again:
            rows = counted(length, "line") if length > 1 else "line"
            kept.append(
                Step(
                    "note",
                    f"the {rows} above, {times - 1:,} more times",
                    again[0].begin,
                    again[-1].end,
                    (again[0].rows[0], again[-1].rows[1]),
                    entries=sum(line.entries for line in again),
                    whole=f"from {clock(again[0].begin)} to {clock(again[-1].end)}",
                )
            )
    return kept


def _cycle(lines: list[Step], at: int) -> tuple[int, int]:
    """How many lines from here on repeat, and how often; (1, 1) when they do not."""
    for length in range(2, _LONGEST_CYCLE + 1):
        times = 1
        while all(_alike(lines, at + i, at + times * length + i) for i in range(length)):
            times += 1
        if times > 2:
            return length, times
    return 1, 1


def _alike(lines: list[Step], one: int, other: int) -> bool:
    if other >= len(lines) or lines[one].kind in ("break", "note"):
        return False
    return _sign(lines[one]) == _sign(lines[other])


def _sign(step: Step) -> tuple[object, ...]:
    crowd = step.what in words.CROWDS
    told = () if crowd else (step.detail, step.status, step.deed, step.channels)
    return (step.kind, step.what, step.failed, *told)
