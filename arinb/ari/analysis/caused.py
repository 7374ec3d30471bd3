"""What each operation causes: which events tell what became of a request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """Events that an operation causes.

    Fields: `key`, the columns that are the same in the request (or its answer) and in the event;
    `types`, of the events, () for any; `repeated`, whether several of a type belong to one
    request; else the first of each type does (of any type: the very first event).

    Example: `Effect(("playback_id",), ("PlaybackFinished",))`
    """

    key: tuple[str, ...]
    types: tuple[str, ...] = ()
    repeated: bool = False


_CHANNEL, _BRIDGE, _PLAYBACK, _RECORDING = (
    ("channel_id",),
    ("bridge_id",),
    ("playback_id",),
    ("recording_name",),
)
_MEMBER = ("bridge_id", "channel_id")

_PLAYED = (
    Effect(_PLAYBACK, ("PlaybackStarted", "PlaybackContinuing", "PlaybackFinished"), repeated=True),
)
_RECORDED = (Effect(_RECORDING, ("RecordingStarted", "RecordingFinished", "RecordingFailed")),)
_RECORDING_ENDED = (Effect(_RECORDING, ("RecordingFinished", "RecordingFailed")),)
_BRIDGE_MADE = (Effect(_BRIDGE, ("BridgeCreated",)),)
_CHANNEL_MADE = (Effect(_CHANNEL), Effect(_CHANNEL, ("StasisStart",)))
_LEFT = (Effect(_CHANNEL, ("StasisEnd",)),)

EFFECTS: dict[str, tuple[Effect, ...]] = {
    "channels.play": _PLAYED,
    "channels.play_with_id": _PLAYED,
    "bridges.play": _PLAYED,
    "bridges.play_with_id": _PLAYED,
    "playbacks.stop": (Effect(_PLAYBACK, ("PlaybackFinished",)),),
    "channels.record": _RECORDED,
    "bridges.record": _RECORDED,
    "recordings.live.stop": _RECORDING_ENDED,
    "recordings.live.cancel": _RECORDING_ENDED,
    "bridges.create": _BRIDGE_MADE,
    "bridges.create_with_id": _BRIDGE_MADE,
    "bridges.destroy": (Effect(_BRIDGE, ("BridgeDestroyed",)),),
    "bridges.add_channel": (Effect(_MEMBER, ("ChannelEnteredBridge",)),),
    "bridges.remove_channel": (Effect(_MEMBER, ("ChannelLeftBridge",)),),
    "channels.originate": _CHANNEL_MADE,
    "channels.originate_with_id": _CHANNEL_MADE,
    "channels.create": _CHANNEL_MADE,
    "channels.snoop": _CHANNEL_MADE,
    "channels.snoop_with_id": _CHANNEL_MADE,
    "channels.external_media": _CHANNEL_MADE,
    "channels.dial": (Effect(_CHANNEL, ("Dial",), repeated=True),),
    "channels.answer": (Effect(_CHANNEL, ("ChannelStateChange",)),),
    "channels.continue_in_dialplan": _LEFT,
    "channels.move": _LEFT,
    "channels.hangup": (
        Effect(_CHANNEL, ("ChannelHangupRequest", "StasisEnd", "ChannelDestroyed")),
    ),
}
