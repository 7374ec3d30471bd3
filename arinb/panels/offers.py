"""Which operations fit what is alive: those that ARI would carry out in its present state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from arinb.ari.api import OPERATIONS

if TYPE_CHECKING:
    from arinb.panels.alive import Alive, AliveBridge, AliveChannel, AliveMedia

BRIDGES = 3  # bridges that a channel is offered
_SHORT = 20  # characters of a name on a button
_CLOSED = ("Down", "Rsrved", "Ringing")  # states in which ARI refuses most operations, with 412


@dataclass(frozen=True)
class Offer:
    """An operation that fits something alive.

    Fields: `operation`, its name in `arinb.api`; `label`, what its button says; `arguments`, by
    ARI's own names; `wants_media`, whether `media` is to be added.

    Example: `Offer("channels.answer", "Answer", {"channelId": "1400609726.3"})`
    """

    operation: str
    label: str
    arguments: dict[str, str] = field(default_factory=dict)
    wants_media: bool = False

    @property
    def key(self) -> str:
        """What tells it from all others.

        Example: `offer.key` → `"channels.answer 1400609726.3"`
        """
        return " ".join([self.operation, *self.arguments.values()])

    @property
    def tooltip(self) -> str:
        """What it does, and by which request.

        Example: `offer.tooltip`
        """
        operation = OPERATIONS[self.operation]
        return f"{operation.summary} {operation.method} {operation.path}"


def for_channel(state: Alive, channel: AliveChannel) -> list[Offer]:
    """Return what fits a channel now.

    Example: `for_channel(state, state.channels["1400609726.3"])`
    """
    end = _channel("hangup", "Hang up", channel)
    if not channel.app or channel.leaving:
        return [end]
    if channel.state in _CLOSED:
        return [_channel("dial", "Dial", channel), end] if channel.state == "Down" else [end]
    first = _before_it_is_up(channel) if channel.state != "Up" else []
    play = Offer("channels.play", "Play", {"channelId": channel.id}, wants_media=True)
    return [*first, play, *_sound(channel), *_bridging(state, channel), *_leaving(channel), end]


def for_bridge(bridge: AliveBridge) -> list[Offer]:
    """Return what fits a bridge now.

    Example: `for_bridge(state.bridges["b"])`
    """
    where = {"bridgeId": bridge.id}
    music = ("bridges.stop_moh", "Stop music") if bridge.music else ("bridges.start_moh", "Music")
    # ARI plays to a bridge by a channel of its own, which an empty one has nobody to hear.
    sound = [Offer("bridges.play", "Play", where, wants_media=True), Offer(*music, where)]
    return [*(sound if bridge.channels else ()), Offer("bridges.destroy", "Destroy", where)]


def for_media(kind: str, media: AliveMedia) -> list[Offer]:
    """Return what fits a playback or a recording that goes on.

    Parameters: `kind`, "playback" or "recording"; `media`.

    Example: `for_media("playback", state.playbacks["p"])`
    """
    if kind == "recording":
        where = {"recordingName": media.id}
        paused = media.state == "paused"
        pause = (
            ("recordings.live.unpause", "Go on") if paused else ("recordings.live.pause", "Pause")
        )
        return [Offer(*pause, where), Offer("recordings.live.stop", "Stop", where)]
    where = {"playbackId": media.id}
    paused = media.state == "paused"
    word, label = ("unpause", "Go on") if paused else ("pause", "Pause")
    control = Offer("playbacks.control", label, {**where, "operation": word})
    stop = Offer("playbacks.stop", "Stop", where)
    return [stop] if media.state == "queued" else [control, stop]


def short(name: str) -> str:
    """Return a name as a button can say it.

    Example: `short("380baada-b1bb-408f-a2ed-142b8ba90161")` → `"380baada…"`
    """
    return name if len(name) <= _SHORT else f"{name[:8]}…"


def _channel(method: str, label: str, channel: AliveChannel) -> Offer:
    return Offer(f"channels.{method}", label, {"channelId": channel.id})


def _before_it_is_up(channel: AliveChannel) -> list[Offer]:
    ring = ("ring_stop", "Stop ringing") if channel.ringing else ("ring", "Ring")
    return [_channel("answer", "Answer", channel), _channel(*ring, channel)]


def _sound(channel: AliveChannel) -> list[Offer]:
    music = ("stop_moh", "Stop music") if channel.music else ("start_moh", "Music")
    mute = ("unmute", "Unmute") if channel.muted else ("mute", "Mute")
    hold = ("unhold", "Unhold") if channel.held else ("hold", "Hold")
    return [_channel(*chosen, channel) for chosen in (music, mute, hold)]


def _bridging(state: Alive, channel: AliveChannel) -> list[Offer]:
    inside = state.bridge_of(channel.id)
    if inside is not None:
        where = {"bridgeId": inside.id, "channel": channel.id}
        return [Offer("bridges.remove_channel", "Out of the bridge", where)]
    return [
        Offer(
            "bridges.add_channel",
            f"Into {short(bridge.name or bridge.id)}",
            {"bridgeId": bridge.id, "channel": channel.id},
        )
        for bridge in list(state.bridges.values())[-BRIDGES:]
    ]


def _leaving(channel: AliveChannel) -> list[Offer]:
    if not channel.where:
        return []
    return [_channel("continue_in_dialplan", "Go on in dialplan", channel)]
