"""The event log as a pandas DataFrame.

One row per entry, indexed by `row`, the entry's number in the log. The columns and their types
are the same for every log, an empty one included:

| column | type | meaning |
|---|---|---|
| `received` | time, UTC | when it happened, on this machine's clock |
| `timestamp` | time, UTC | when it happened, on the server's clock (events only) |
| `kind` | category | event, malformed, request, answer, connection |
| `type` | category | an event's type; a connection's state: opened, lost, replaced, closed |
| `application` | text | the application that an event was sent to |
| `channel_id`, `channel_name`, `channel_state` | text | the channel that it is about |
| `playback_id`, `playback_state` | text | the playback that it is about |
| `method`, `path` | text | the request, repeated beside its answer |
| `status` | integer | the answer's HTTP status |
| `elapsed` | seconds | from the request to its answer |
| `detail` | text | what a malformed frame or a connection change is about; an answer's reason |
| `raw` | text | what came over the wire: JSON |

What a row does not have is missing (`NaN`, `NaT` or `<NA>`), never an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from arinb.ari import payload
from arinb.ari.entry import KINDS, Entry

if TYPE_CHECKING:
    import pandas as pd

    from arinb.ari.payload import Json

TEXT_COLUMNS = (
    "application",
    "channel_id",
    "channel_name",
    "channel_state",
    "playback_id",
    "playback_state",
    "method",
    "path",
    "detail",
    "raw",
)
COLUMNS = (
    "received",
    "timestamp",
    "kind",
    "type",
    *TEXT_COLUMNS[:8],
    "status",
    "elapsed",
    *TEXT_COLUMNS[8:],
)

_IN_PATH = re.compile(r"/(channels|playbacks)/([^/?]+)")


def to_dataframe(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return log entries as a DataFrame with the columns that this module's docstring names.

    Parameters: `entries`, any part of a log.

    Example: `to_dataframe(ari.log[-10:])`
    """
    import numpy as np  # noqa: PLC0415 - with pandas half a second, and not everybody needs them
    import pandas as pd  # noqa: PLC0415 - as above

    rows = [row_of(entry) for entry in entries]
    columns: dict[str, list[Any]] = {name: [row.get(name) for row in rows] for name in COLUMNS}
    text = pd.StringDtype(na_value=np.nan)
    frame = pd.DataFrame(
        {
            "received": pd.to_datetime(columns["received"], unit="ns", utc=True).as_unit("ns"),
            "timestamp": pd.to_datetime(
                columns["timestamp"], format="ISO8601", utc=True, errors="coerce"
            ).as_unit("ns"),
            "kind": pd.Categorical(columns["kind"], categories=list(KINDS)),
            "type": pd.Categorical(pd.array(columns["type"], dtype=text)),
            **{name: pd.array(columns[name], dtype=text) for name in TEXT_COLUMNS},
            "status": pd.array(columns["status"], dtype="Int64"),
            "elapsed": np.array(columns["elapsed"], dtype="float64"),
        },
        index=pd.Index([entry.row for entry in entries], dtype="int64", name="row"),
    )
    return frame[list(COLUMNS)]


def row_of(entry: Entry) -> dict[str, Any]:
    """Return one entry's cells by column; what is missing is None or not there.

    Example: `row_of(ari.log[0])["channel_name"]`
    """
    data = entry.data
    cells = {
        "received": entry.received,
        "timestamp": _text(data.get("timestamp")) if entry.kind == "event" else None,
        "kind": entry.kind,
        "type": _text(entry.type) or None,
        "application": _text(data.get("application")) if entry.kind == "event" else None,
        "method": entry.method or None,
        "path": _text(entry.path) or None,
        "status": entry.status,
        "elapsed": entry.elapsed,
        "detail": _text(entry.detail or entry.reason) or None,
        "raw": entry.text or None,
    }
    return cells | subject(entry, data)


def subject(entry: Entry, data: Json) -> dict[str, str | None]:
    """Return the channel and the playback that an entry is about, as cells of the table.

    Parameters: `entry`; `data`, its JSON object. A request's come from its path, an answer's also
    from its body.

    Example: `subject(entry, entry.data).get("channel_id")`
    """
    cells: dict[str, str | None] = {}
    for room, id_ in _IN_PATH.findall(entry.path.partition("?")[0]):
        cells["channel_id" if room == "channels" else "playback_id"] = unquote(id_)
    channel, playback = payload.channel(data), payload.playback(data)
    if entry.kind == "answer":
        channel, playback = _answered(data)
    if playback is not None:
        cells["playback_id"] = _text(playback["id"])
        cells["playback_state"] = _text(playback.get("state"))
        cells["channel_id"] = next(payload.target_channel(playback), cells.get("channel_id"))
    if channel is not None:
        cells["channel_id"] = _text(channel["id"])
        cells["channel_name"] = _text(channel.get("name"))
        cells["channel_state"] = _text(channel.get("state"))
    elif "channel_id" not in cells:
        cells["channel_id"] = next(payload.channel_ids(data), None)
    return cells


def _answered(body: Json) -> tuple[Json | None, Json | None]:
    """Return the Channel or the Playback that an answer's body is, by the fields only it has."""
    if not isinstance(body.get("id"), str):
        return None, None
    channel = body if {"name", "state", "caller"} <= body.keys() else None
    playback = body if {"media_uri", "target_uri"} <= body.keys() else None
    return channel, playback


def _text(value: object) -> str | None:
    """Return a text from the wire that every table can hold, None for anything else."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
