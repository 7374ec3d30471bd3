"""What the row of an entry holds in the log's table, column by column (see `arinb.ari.table`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

import orjson

from arinb.ari import payload

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.payload import Json

Cells: TypeAlias = dict[str, Any]

_IN_PATH = re.compile(r"/(channels|bridges|playbacks|recordings/(?:live|stored))/([^/?]+)")
_COLUMNS = {
    "channels": "channel_id",
    "bridges": "bridge_id",
    "playbacks": "playback_id",
    "recordings/live": "recording_name",
    "recordings/stored": "recording_name",
}
# What only the JSON of such an object has.
_OBJECTS = {
    "channel": {"id", "name", "state", "caller"},
    "bridge": {"id", "technology", "bridge_type"},
    "playback": {"id", "media_uri", "target_uri"},
    "recording": {"name", "format"},
}


def cells_of(entry: Entry) -> Cells:
    """Return what an entry has in the table, by column; what it does not have is not there.

    Example: `cells_of(ari.log[0])["channel_name"]`
    """
    cells: Cells = {"received": entry.received, "kind": entry.kind}
    if entry.raw:
        cells["raw"] = entry.text
    if entry.type:
        cells["type"] = clean(entry.type)
    if entry.kind == "event":
        data = _parsed(entry)
        for name in ("timestamp", "application"):
            cells[name] = clean(data.get(name))
        cells.update(subject(entry, data))
    elif entry.kind in ("request", "answer"):
        cells["method"], cells["path"] = entry.method or None, clean(entry.path) or None
        cells.update(subject(entry, entry.data))
        if entry.kind == "answer":
            cells["status"], cells["elapsed"] = entry.status, entry.elapsed
            cells["request_row"] = entry.request_row
    if entry.detail or entry.reason:
        cells["detail"] = clean(entry.detail or entry.reason)
    return cells


def subject(entry: Entry, data: Json) -> dict[str, str | None]:
    """Return the channel, bridge, playback and recording that an entry is about, by column.

    Parameters: `entry`; `data`, its JSON object. A request's come from its path, an answer's also
    from its body.

    Example: `subject(entry, entry.data).get("channel_id")`
    """
    cells: dict[str, str | None] = {}
    if entry.path:
        for room, id_ in _IN_PATH.findall(entry.path.partition("?")[0]):
            cells[_COLUMNS[room]] = unquote(id_)
    if not data:
        return cells
    objects = _answered(data) if entry.kind == "answer" else data
    for what, add in _ADD.items():
        if isinstance(found := objects.get(what), dict):
            add(cells, found)
    if "channel_name" not in cells and entry.kind == "event":
        # Dial and a few more have their channels under other names.
        if (channel := payload.channel(data)) is not None:
            _add_channel(cells, channel)
        elif (id_ := next(payload.channel_ids(data), None)) is not None:
            cells["channel_id"] = clean(id_)
    return cells


def clean(value: object) -> str | None:
    """Return a text from the wire that every table can hold, None for anything else.

    Example: `clean("Zoë")` → `"Zoë"`
    """
    if not isinstance(value, str):
        return None
    return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")


def _parsed(entry: Entry) -> Json:
    try:
        data = orjson.loads(entry.raw)
    except ValueError:
        return entry.data
    return data if isinstance(data, dict) else {}


def _answered(body: Json) -> Json:
    """An answer's object by its name, as events have theirs, told by the fields only it has."""
    for what, fields in _OBJECTS.items():
        if fields <= body.keys():
            return {what: body}
    return {}


def _add_channel(cells: Cells, channel: Json) -> None:
    cells["channel_id"] = clean(channel.get("id"))
    cells["channel_name"] = clean(channel.get("name"))
    cells["channel_state"] = clean(channel.get("state"))


def _add_bridge(cells: Cells, bridge: Json) -> None:
    cells["bridge_id"] = clean(bridge.get("id"))


def _add_playback(cells: Cells, playback: Json) -> None:
    cells["playback_id"] = clean(playback.get("id"))
    cells["playback_state"] = clean(playback.get("state"))
    _add_target(cells, playback)


def _add_recording(cells: Cells, recording: Json) -> None:
    cells["recording_name"] = clean(recording.get("name"))
    _add_target(cells, recording)


def _add_target(cells: Cells, playback_or_recording: Json) -> None:
    """Where it is played or taken: "channel:1400609726.3", "bridge:…"."""
    kind, _, id_ = str(playback_or_recording.get("target_uri", "")).partition(":")
    if kind in ("channel", "bridge") and id_:
        cells[f"{kind}_id"] = clean(id_)


# What an object says of itself counts more than what another one says of its target.
_ADD = {
    "recording": _add_recording,
    "playback": _add_playback,
    "bridge": _add_bridge,
    "channel": _add_channel,
}
