"""What answers to requests tell of what is alive: lists, single objects, and what no event says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.panels.alive import Alive, AliveChannel

_PATH = re.compile(
    r"/ari/(channels|bridges|playbacks|recordings/live)(?:/([^/?]+))?(?:/([^?]+))?(?:\?(.*))?$"
)
_KINDS = {
    "channels": "channel",
    "bridges": "bridge",
    "playbacks": "playback",
    "recordings/live": "recording",
}
# What only the JSON of such an object has.
_OBJECTS = {
    "channel": {"id", "name", "state", "caller"},
    "bridge": {"id", "technology", "bridge_type"},
    "playback": {"id", "media_uri", "target_uri"},
    "recording": {"name", "format", "target_uri"},
}
_OPPOSITE = {"both": "", "in": "out", "out": "in"}


def take_down(state: Alive, entry: Entry) -> bool:
    """Take down what an answer tells; return whether it may have told anything.

    Parameters: `state`; `entry`, an answer with a status.

    Example: `take_down(alive, ari.log[5])`
    """
    found = _PATH.match(entry.path)
    if found is None or entry.status is None:
        return False
    kind, id_ = _KINDS[found[1]], unquote(found[2] or "")
    if entry.status >= 400:
        return entry.status == 404 and _not_found(state, entry, kind, id_)
    if entry.method == "GET" and not id_ and kind in ("channel", "bridge"):
        return _list(state, entry, kind)
    if entry.status == 204:
        return _done(state, entry, kind, id_, found[3] or "", found[4] or "")
    return _object(state, entry)


def _not_found(state: Alive, entry: Entry, kind: str, id_: str) -> bool:
    if entry.data.get("message") != f"{kind.capitalize()} not found":
        return False
    state.end(kind, id_, entry.row)
    return True


def _list(state: Alive, entry: Entry, kind: str) -> bool:
    """All channels or all bridges: those that are not among them have ended."""
    things = _parsed(entry)
    if not isinstance(things, list):
        return False
    asked = entry.row if entry.request_row is None else entry.request_row
    there = [thing for thing in things if isinstance(thing, dict)]
    ids = {thing.get("id") for thing in there}
    known: dict[str, Any] = dict(state.channels if kind == "channel" else state.bridges)
    for id_, thing in known.items():
        # What began while the question was on its way need not be in the answer.
        if id_ not in ids and thing.row < asked:
            state.end(kind, id_, entry.row)
    for thing in there:
        _take(state, kind, thing, entry, asked)
    if kind == "channel":
        state.asked = entry.received
    return True


def _object(state: Alive, entry: Entry) -> bool:
    """What was asked for or made: a channel, a bridge, a playback, a recording."""
    data = entry.data
    kind = next((kind for kind, fields in _OBJECTS.items() if fields <= data.keys()), None)
    if kind is None:
        return False
    asked = entry.row if entry.request_row is None else entry.request_row
    _take(state, kind, data, entry, asked)
    return True


def _take(state: Alive, kind: str, data: dict[str, Any], entry: Entry, since: int) -> None:
    if kind == "channel":
        state.channel(data, entry, since)
    elif kind == "bridge":
        state.bridge(data, entry, since)
    else:
        state.media(kind, data, entry, since)


def _done(state: Alive, entry: Entry, kind: str, id_: str, what: str, query: str) -> bool:
    """What was carried out, and no event tells."""
    on = entry.method != "DELETE"
    if kind == "bridge" and (bridge := state.bridges.get(id_)) is not None:
        if what == "moh":
            bridge.music = on
        elif not what and not on:
            state.end("bridge", id_, entry.row)
    elif kind == "channel" and (channel := state.channels.get(id_)) is not None:
        if not what and not on and not channel.app:
            # No event need tell of the end of one that is in no application.
            state.end("channel", id_, entry.row)
        _channel_is(channel, what, query, on=on)
    elif kind == "playback" and (playback := state.playbacks.get(id_)) is not None:
        operation = parse_qs(query).get("operation", [""])[0]
        playback.state = {"pause": "paused", "unpause": "playing"}.get(operation, playback.state)
    elif kind == "recording" and (recording := state.recordings.get(id_)) is not None:
        if what == "pause":
            recording.state = "paused" if on else "recording"
        elif not on and not what:
            state.end("recording", id_, entry.row)
    return True


def _channel_is(channel: AliveChannel, what: str, query: str, *, on: bool) -> None:
    if what == "mute":
        direction = parse_qs(query).get("direction", ["both"])[0]
        channel.muted = _muted(channel.muted, direction, on=on)
    elif what == "ring":
        channel.ringing = on
    elif what == "moh":
        channel.music = on
    elif what == "silence":
        channel.silence = on
    elif what == "hold":
        channel.held, channel.music = on, False


def _muted(before: str, direction: str, *, on: bool) -> str:
    if on:
        return direction if before in ("", direction) else "both"
    if direction in ("both", before):
        return ""
    return _OPPOSITE.get(direction, "") if before == "both" else before


def _parsed(entry: Entry) -> object:
    try:
        return json.loads(entry.text)
    except (ValueError, RecursionError):
        return None
