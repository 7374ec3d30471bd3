"""What events tell of what is alive: the objects that they carry, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari import payload

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.payload import Json
    from arinb.panels.alive import Alive, AliveChannel

# Events with which something begins, perhaps under the id of something that had ended.
_BEGINS = {
    "StasisStart": "channel",
    "ChannelCreated": "channel",
    "BridgeCreated": "bridge",
    "RecordingStarted": "recording",
}
_ENDS = {
    "ChannelDestroyed": "channel",
    "BridgeDestroyed": "bridge",
    "PlaybackFinished": "playback",
    "RecordingFinished": "recording",
    "RecordingFailed": "recording",
}
# The events that are read. Others tell nothing of what is alive, and come by the thousand.
READ = frozenset(
    [*_BEGINS, *_ENDS, "BridgeAttendedTransfer", "BridgeBlindTransfer", "BridgeMerged",
     "ChannelCallerId", "ChannelConnectedLine", "ChannelEnteredBridge", "ChannelHangupRequest",
     "ChannelHold", "ChannelLeftBridge", "ChannelStateChange", "ChannelUnhold", "Dial",
     "PlaybackContinuing", "PlaybackStarted", "StasisEnd"]
)  # fmt: skip


def take_down(state: Alive, entry: Entry, data: Json) -> None:
    """Take down what an event tells.

    Parameters: `state`; `entry`, an event of a type in `READ`; `data`, its JSON object.

    Example: `take_down(alive, entry, entry.data)`
    """
    _objects(state, entry, data)
    channel = state.channels.get(_id(data, "channel"))
    if entry.type in _ENDS:
        state.end(_ENDS[entry.type], _id(data, _ENDS[entry.type]), entry.row)
    elif entry.type == "BridgeMerged":
        state.end("bridge", _id(data, "bridge_from"), entry.row)
    elif channel is not None:
        _happens(state, entry, data, channel)


def _objects(state: Alive, entry: Entry, data: Json) -> None:
    if entry.type in _BEGINS:
        state.revive(_BEGINS[entry.type], _id(data, _BEGINS[entry.type]))
    for channel in payload.channels(data):
        state.channel(channel, entry)
    if isinstance(bridge := data.get("bridge"), dict):
        state.bridge(bridge, entry)
    for kind in ("playback", "recording"):
        if isinstance(thing := data.get(kind), dict):
            state.media(kind, thing, entry)


def _happens(state: Alive, entry: Entry, data: Json, channel: AliveChannel) -> None:
    match entry.type:
        case "StasisStart":
            channel.app, channel.leaving = str(data.get("application", "")), False
        case "StasisEnd":
            _leaves(state, entry, data, channel)
        case "ChannelHangupRequest":
            channel.leaving = True
        case "ChannelHold" | "ChannelUnhold":
            channel.on_hold = entry.type == "ChannelHold"
        case "ChannelStateChange" if channel.state == "Up":
            channel.ringing = False
        case "ChannelEnteredBridge" | "ChannelLeftBridge":
            _moves(state, entry, data, channel)
        case _:
            pass


def _leaves(state: Alive, entry: Entry, data: Json, channel: AliveChannel) -> None:
    if channel.leaving:
        state.end("channel", channel.id, entry.row)
    elif channel.app == data.get("application"):
        # It goes on in the dialplan; whether any event tells of its end, nobody knows.
        channel.app = ""


def _moves(state: Alive, entry: Entry, data: Json, channel: AliveChannel) -> None:
    for bridge in state.bridges.values():
        bridge.channels = [member for member in bridge.channels if member != channel.id]
    entered = state.bridges.get(_id(data, "bridge"))
    if entry.type == "ChannelEnteredBridge" and entered is not None:
        entered.channels.append(channel.id)
        channel.music = channel.ringing = False


def _id(data: Json, kind: str) -> str:
    thing = data.get(kind)
    found = thing.get("name" if kind == "recording" else "id") if isinstance(thing, dict) else None
    return found if isinstance(found, str) else ""
