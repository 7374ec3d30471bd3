"""What the pictures take: a log, a channel, how much of it. All of it is checked."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from arinb.ari import payload
from arinb.ari.entry import Entry
from arinb.diagrams.cast import Cast
from arinb.errors import PictureError

MOST = 1000  # lines or bars that somebody may ask for
LOOK = 10_000  # entries that are looked at, at most, for a picture of a part of the log

_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a log somebody wants to see.

    Fields: `most`, how many lines; `from_start`, whether the first rather than the latest ones.

    Example: `Part(200, from_start=False)`
    """

    most: int
    from_start: bool

    def of(self, entries: Sequence[Entry], look: int = LOOK) -> Sequence[Entry]:
        """Return the entries that are looked at for it.

        Example: `Part(200, from_start=True).of(ari.log)`
        """
        return entries[:look] if self.from_start else entries[-look:]


def part_of(first: object, latest: object, usual: int) -> Part:
    """Return which part is wanted, from what the caller wrote; the latest ones if nothing.

    Raises `PictureError` for both at once, or for what is no number from 1 to `MOST`.

    Example: `part_of(None, 50, usual=200)`
    """
    if first is not None and latest is not None:
        raise PictureError(
            "first and latest can't both be given",
            why="a picture shows the beginning of a log or its end",
            next_step="give one of them; a part in the middle is a slice: ari.log[100:300]",
        )
    for name, value in (("first", first), ("latest", latest)):
        if value is None:
            continue
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST:
            return Part(value, from_start=name == "first")
        raise PictureError(
            f"{name}={value!r} is no number of lines",
            why=f"a picture has from 1 to {MOST:,} lines",
            next_step=f"for instance {name}={usual}",
        )
    return Part(usual, from_start=False)


def check_log(log: object) -> None:
    """Raise `PictureError` unless it is a log, or a sequence of entries.

    Example: `check_log(ari.log)`
    """
    if isinstance(log, Sequence) and not isinstance(log, str | bytes):
        wrong = next((entry for entry in log[:1] if not isinstance(entry, Entry)), None)
        if wrong is None:
            return
        raise PictureError(
            f"{type(wrong).__name__} is no entry of an event log",
            why="a picture is drawn of a log, or of a sequence of its entries",
            next_step="give it ari.log, or a part of it, such as ari.log[-100:]",
        )
    kind = type(log).__name__
    if isinstance(getattr(log, "log", None), Sequence):
        step = f"this {kind} has one: give it .log, for instance ladder(ari.log)"
    elif kind == "DataFrame":
        step = "give the log itself, not its table: ari.log"
    else:
        step = "give it ari.log; of entries from elsewhere make a list first"
    raise PictureError(
        f"{kind} is no event log",
        why="a picture is drawn of a log, or of a sequence of its entries",
        next_step=step,
    )


def channel_id(log: Sequence[Entry], channel: object) -> str:
    """Return the id of the channel that somebody means: an object with an id, an id, or a name.

    Raises `PictureError` when the log knows no such channel; it names those that are like it.

    Example: `channel_id(ari.log, "PJSIP/1000-00000000")`
    """
    wanted = getattr(channel, "id", channel)
    if not isinstance(wanted, str) or not wanted:
        raise PictureError(
            f"{channel!r:.60} is no channel",
            why="a channel is given as the object, or by its id or its name",
            next_step="for instance channel=start.channel",
        )
    cast = Cast()
    for entry in mentioning(log, wanted):
        data = entry.data
        if wanted in cast.channels(entry, data) or wanted in payload.channel_ids(data):
            return wanted
        named = [c["id"] for c in payload.channels(data) if c.get("name") == wanted]
        if named:
            return str(named[0])
    raise _unknown(log, wanted)


def about(log: Sequence[Entry], id_: str) -> list[Entry]:
    """Return the entries that mention a channel, with the requests of answers that do.

    Connection changes are of every channel, and are there, too.

    Example: `about(ari.log, start.channel.id)`
    """
    found: list[Entry] = []
    asked: dict[int, Entry] = {}
    # Ids end where others go on: 1795450970.1 is not in 1795450970.10.
    whole = [re.compile(rb"(?<![\w.-])%s(?![\w-]|\.\w)" % re.escape(s)) for s in _spellings(id_)]
    spellings = _spellings(id_)
    for entry in log:
        if entry.kind == "connection":
            found.append(entry)
        elif _mentions(entry, spellings) and any(w.search(_searched(entry)) for w in whole):
            if entry.request_row is not None and (request := asked.pop(entry.request_row, None)):
                found.append(request)
            found.append(entry)
        elif entry.kind == "request":
            asked[entry.row] = entry
    return sorted(found, key=lambda entry: entry.row)


def mentioning(log: Sequence[Entry], text: str) -> Iterator[Entry]:
    """Yield the entries in which a text stands, without parsing the others.

    Example: `next(mentioning(ari.log, "PJSIP/1000-00000000"))`
    """
    spellings = _spellings(text)
    return (entry for entry in log if _mentions(entry, spellings))


def _mentions(entry: Entry, spellings: Sequence[bytes]) -> bool:
    # A million times: nothing is put together that is not needed.
    searched = _searched(entry) if entry.path else entry.raw
    return any(spelling in searched for spelling in spellings)


def _searched(entry: Entry) -> bytes:
    """All that came or went, with a path's escapes undone."""
    return unquote_to_bytes(entry.path) + b"\n" + entry.raw


def _spellings(text: str) -> list[bytes]:
    """How a text may stand in JSON, or in a path."""
    escaped = json.dumps(text)[1:-1]
    plain = json.dumps(text, ensure_ascii=False)[1:-1]
    return list(dict.fromkeys(s.encode("utf-8", "surrogatepass") for s in (text, plain, escaped)))


def _unknown(log: Sequence[Entry], wanted: str) -> PictureError:
    known: dict[str, str] = {}
    for entry in log[-LOOK:]:
        if entry.kind == "event":
            found = payload.channel(entry.data)
            if found is not None:
                known[found["id"]] = str(found.get("name"))
    names = [*known.values(), *known]
    close = difflib.get_close_matches(wanted, names, n=1)
    meant = f": did you mean {close[0]!r}?" if close else ""
    listed = ", ".join(f"{name} ({id_})" for id_, name in list(known.items())[-_SUGGESTED:])
    return PictureError(
        f"the log knows no channel {wanted!r}{meant}",
        why=f"its latest channels are {listed}" if known else "no channel is in it yet",
        next_step=f"channel={close[0] if close else next(reversed(known))!r}"
        if known
        else "dial first, and wait for StasisStart",
    )
