"""What the JSON of an event or of an answer says about channels and playbacks, and what a request
says in its query and its body.

Most events carry a `channel` or a `playback`; some hold their channels under other keys
(Dial: `caller` and `peer`), and a playback names its channel in `target_uri`
("channel:1400609726.3").
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias, TypeGuard
from urllib.parse import parse_qs

Json: TypeAlias = dict[str, Any]

# Where events keep a Channel, the one that the event is about first.
CHANNEL_KEYS = (
    "channel",
    "peer",
    "caller",
    "forwarded",
    "transferer_first_leg",
    "transferer_second_leg",
    "transferee",
    "transfer_target",
    "replace_channel",
    "destination_link_first_leg",
    "destination_link_second_leg",
    "destination_threeway_channel",
)
_LISTS = ("media",)  # parameters whose query holds several values, with commas between them
_TARGET_KEYS = ("playback", "recording")
_TRANSFER_KEYS = {
    "referred_by": ("source_channel", "connected_channel"),
    "refer_to": ("destination_channel", "connected_channel"),
}


def channels(data: Json) -> Iterator[Json]:
    """Yield every channel object in an event, the one that it is about first.

    Parameters: `data`, the event's JSON object. Returns an iterator of Channel objects as JSON;
    empty when the event holds none.

    Example: `[channel["name"] for channel in channels(event.raw)]`
    """
    for key in CHANNEL_KEYS:
        found = data.get(key)
        if _is_channel(found):
            yield found
    for holder, keys in _TRANSFER_KEYS.items():
        inside = data.get(holder)
        if isinstance(inside, dict):
            yield from (inside[key] for key in keys if _is_channel(inside.get(key)))


def channel(data: Json) -> Json | None:
    """Return the channel object that an event is about, or None.

    Example: `channel(event.raw)["state"]`
    """
    return next(channels(data), None)


def channel_ids(data: Json) -> Iterator[str]:
    """Yield the id of every channel that an event names, a playback's target included.

    Example: `"1400609726.3" in channel_ids(event.raw)`
    """
    for found in channels(data):
        yield found["id"]
    for key in _TARGET_KEYS:
        if isinstance(target := data.get(key), dict):
            yield from target_channel(target)


def target_channel(playback_or_recording: Json) -> Iterator[str]:
    """Yield the id of the channel that a playback or recording belongs to, if it is a channel.

    Example: `next(target_channel({"target_uri": "channel:1400609726.3"}))`
    """
    kind, _, target = str(playback_or_recording.get("target_uri", "")).partition(":")
    if kind == "channel" and target:
        yield target


def playback(data: Json) -> Json | None:
    """Return the playback object of an event, or None.

    Example: `playback(event.raw)["state"]`
    """
    found = data.get("playback")
    return found if isinstance(found, dict) and isinstance(found.get("id"), str) else None


def params(path: str, body: bytes) -> dict[str, list[str]]:
    """Return a request's parameters, each as the values that it was given, as text.

    Parameters: `path`, with its query; `body`, as it was sent. A body that is no JSON object says
    nothing: Asterisk's answer tells what it thinks of it. Where both name one, the body counts.

    Example: `params("/ari/channels/1.1/play?media=sound:hello-world", b"")["media"]`
    """
    query = parse_qs(path.partition("?")[2], keep_blank_values=True)
    found = {name: _values(name, values[-1]) for name, values in query.items()}
    return found | {name: _texts(value) for name, value in _object(body).items()}


def filtered(body: bytes, name: str) -> set[str]:
    """Return the types of events that the body of an event filter names.

    Parameters: `body`, of `PUT /applications/…/eventFilter`; `name`, "allowed" or "disallowed".

    Example: `filtered(b'{"allowed": [{"type": "StasisStart"}]}', "allowed")`
    """
    found = _object(body).get(name)
    found = found if isinstance(found, list) else []
    return {str(each["type"]) for each in found if isinstance(each, dict) and "type" in each}


def _values(name: str, value: str) -> list[str]:
    return value.split(",") if name in _LISTS else [value]


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each if isinstance(each, str) else json.dumps(each) for each in values]


def _object(body: bytes) -> Json:
    try:
        data = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _is_channel(value: object) -> TypeGuard[Json]:
    # CallBroadcast has `caller` too, but there it is a text.
    return isinstance(value, dict) and isinstance(value.get("id"), str)
