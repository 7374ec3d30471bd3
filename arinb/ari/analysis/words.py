"""What happened, row by row, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from arinb.ari.analysis.prepared import parsed
from arinb.ari.api.catalogue import EVENTS, operation_at

if TYPE_CHECKING:
    import pandas as pd

    from arinb.ari.payload import Json

FIRST_ERROR = 400
_WIDEST = 80
_NAMES = [
    "kind",
    "type",
    "application",
    "channel_state",
    "method",
    "path",
    "status",
    "detail",
    "raw",
]
_STATES = {
    "opened": "connected to Asterisk",
    "lost": "the connection is lost",
    "trying": "trying to connect again",
    "back": "connected again",
    "closed": "the connection is closed",
    "replaced": "another program has taken the application over",
    "refused": "Asterisk refuses the connection",
}

Row = Mapping[str, Any]


def in_words(rows: pd.DataFrame) -> Iterator[str]:
    """Yield a few words on each row.

    Parameters: `rows`, with the columns that `life.channel` takes of the log.

    Example: `list(in_words(log))`
    """
    objects = rows[_NAMES].astype("object")
    columns = [objects[name].where(objects[name].notna(), None) for name in _NAMES]
    for cells in zip(*columns, strict=True):
        yield printable(_one(dict(zip(_NAMES, cells, strict=True))))


def printable(text: str) -> str:
    r"""Return a text without what could steer a terminal, cut to one column's width.

    Example: `printable("a\nb")` → `"a\\nb"`
    """
    safe = text if text.isprintable() else "".join(map(_printable, text))
    return safe if len(safe) <= _WIDEST else safe[: _WIDEST - 1] + "…"


def _printable(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


def _one(row: Row) -> str:
    kind = row["kind"]
    if kind == "event":
        return _event(row)
    if kind == "request":
        return _request(row)
    if kind == "answer":
        return _answer(row)
    return _STATES.get(str(row["type"]), str(row["detail"] or row["type"] or kind))


def _event(row: Row) -> str:
    type_ = str(row["type"])
    said = _SAID.get(type_)
    words = said(row) if said else _told(type_, parsed(row["raw"]))
    if words:
        return words
    known = EVENTS.get(type_)
    return known.summary.rstrip(".") if known else type_


def _told(type_: str, data: Json) -> str:
    """What only the JSON tells; "" when that is nothing."""
    tell = _TOLD.get(type_)
    try:
        return tell(data) if tell else ""
    except (KeyError, TypeError, AttributeError):  # another Asterisk's, or nobody's, JSON
        return ""


def _request(row: Row) -> str:
    path, _, query = str(row["path"]).partition("?")
    operation = operation_at(str(row["method"]), path)
    asked = operation.summary.rstrip(".") if operation else f"{row['method']} {path}"
    return f"your program asks: {asked}" + (f" ({query})" if query else "")


def _answer(row: Row) -> str:
    status, detail = row["status"], row["detail"] or ""
    if status is None:
        return f"no answer: {detail}"
    if status < FIRST_ERROR:
        return f"Asterisk answers: {status} {detail}".rstrip()
    words = parsed(row["raw"]).get("message") or ""
    return f"Asterisk refuses: {status} {words or detail}".rstrip()


_SAID: dict[str, Callable[[Row], str]] = {
    "StasisStart": lambda row: f"it enters the application {row['application'] or ''}".rstrip(),
    "StasisEnd": lambda row: f"it leaves the application {row['application'] or ''}".rstrip(),
    "ChannelCreated": lambda _row: "it is made",
    "ChannelStateChange": lambda row: f"its state is now {row['channel_state']}",
}
_TOLD: dict[str, Callable[[Json], str]] = {
    "ChannelVarset": lambda data: f"the variable {data['variable']} is set to {data['value']!r}",
    "ChannelDtmfReceived": lambda data: f"the key {data['digit']} is pressed",
    "ChannelDialplan": lambda data: (
        f"the dialplan runs {data['dialplan_app']}({data.get('dialplan_app_data', '')})"
    ),
    "ChannelDestroyed": lambda data: f"it is gone: {data['cause_txt']} ({data['cause']})",
    "PlaybackStarted": lambda data: f"{data['playback']['media_uri']} begins",
    "PlaybackFinished": lambda data: (
        f"{data['playback']['media_uri']} ends: {data['playback']['state']}"
    ),
    "RecordingStarted": lambda data: f"the recording {data['recording']['name']} begins",
    "RecordingFinished": lambda data: f"the recording {data['recording']['name']} ends",
    "RecordingFailed": lambda data: f"the recording {data['recording']['name']} fails",
    "ChannelEnteredBridge": lambda data: (
        f"it enters a bridge, which holds {len(data['bridge']['channels'])} now"
    ),
    "ChannelLeftBridge": lambda data: (
        f"it leaves a bridge, which holds {len(data['bridge']['channels'])} now"
    ),
    "ChannelUserevent": lambda data: f"somebody sends the event {data['eventname']}",
    "Dial": lambda data: f"being dialled: {data['dialstatus'] or 'it begins'}",
}
