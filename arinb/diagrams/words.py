"""What an event or a request says, in a few words beside its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from arinb.ari import payload
from arinb.diagrams.lettering import printable

if TYPE_CHECKING:
    from arinb.ari.payload import Json

# Q.850, as far as a learner meets it; ChannelDestroyed brings the words itself.
_CAUSES = {
    1: "Unallocated number",
    3: "No route to destination",
    16: "Normal Clearing",
    17: "User busy",
    18: "No user responding",
    19: "User alerting, no answer",
    20: "Subscriber absent",
    21: "Call Rejected",
    22: "Number changed",
    26: "Answered elsewhere",
    27: "Destination out of order",
    28: "Invalid number format",
    31: "Normal, unspecified",
    34: "No circuit available",
    38: "Network out of order",
    41: "Temporary failure",
    58: "Bearer capability not available",
    127: "Interworking, unspecified",
}
# These come in crowds, and matter less: a run of them is one line, whatever channels they are of.
CROWDS = frozenset(
    {
        "ChannelVarset",
        "ChannelDialplan",
        "ChannelConnectedLine",
        "ChannelCallerId",
        "DeviceStateChanged",
        "EndpointStateChange",
        "PeerStatusChange",
        "ContactStatusChange",
        "ChannelTalkingStarted",
        "ChannelTalkingFinished",
    }
)
_LONG_ID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{9,}")


def said(type_: str, data: Json) -> str:
    """Return what an event says beside its type: a state, a key, a variable; "" for nothing.

    Example: `said("ChannelDtmfReceived", {"digit": "1"})` → `"1"`
    """
    find = _SAID.get(type_)
    return find(data) if find else _outcome(data)


def cause(data: Json) -> str:
    """Return why a channel was hung up, in words; "" when the event does not tell.

    Example: `cause({"cause": 16})` → `"Normal Clearing"`
    """
    number = data.get("cause")
    text = printable(data.get("cause_txt"))
    if isinstance(number, bool) or not isinstance(number, int) or number <= 0:
        return text if text != "Unknown" else ""
    if number == 32 and not text:  # Asterisk's own flag after a request, no cause of the network
        return "by request"
    return text or _CAUSES.get(number, f"cause {number}")


def asked(path: str) -> str:
    """Return a request's path as it is shown: without its query, long ids shortened.

    Example: `asked("/ari/channels/1400609726.3/play?media=sound:hello-world")`
    """
    steps = path.partition("?")[0].removeprefix("/ari").split("/")
    if len(steps) > 2 and steps[1] == "channels" and re.search(r"\d", steps[2]):
        steps[2] = "…"  # the channel stands beside it
    shown = (_LONG_ID.sub(lambda match: match[0][:8] + "…", unquote(step)) for step in steps)
    return printable("/".join(shown))


def parameters(path: str) -> str:
    """Return the parameters of a request that say most, without the ids of channels.

    Example: `parameters("/ari/channels/1/play?media=sound:hello-world")` → `"sound:hello-world"`
    """
    shown = []
    for part in path.partition("?")[2].split("&"):
        name, _, value = part.partition("=")
        if name in ("media", "endpoint", "name", "variable", "dtmf", "reason"):
            shown.append(printable(unquote(value)))
    return ", ".join(filter(None, shown))


def failed(type_: str, data: Json) -> bool:
    """Whether an event tells of something that went wrong.

    Example: `failed("RecordingFailed", {})`
    """
    playback = payload.playback(data) or {}
    return type_ == "RecordingFailed" or playback.get("state") == "failed"


def _channel(name: str) -> Callable[[Json], str]:
    return lambda data: printable((payload.channel(data) or {}).get(name))


def _plain(name: str) -> Callable[[Json], str]:
    return lambda data: printable(data.get(name))


def _inside(holder: str, *names: str) -> Callable[[Json], str]:
    def find(data: Json) -> str:
        inside = data.get(holder)
        if not isinstance(inside, dict):
            return ""
        return " ".join(filter(None, (printable(inside.get(name)) for name in names)))

    return find


def _variable(data: Json) -> str:
    name, value = printable(data.get("variable")), printable(data.get("value"))
    return f"{name}={value}" if len(value) <= 20 else name


def _step(data: Json) -> str:
    name, args = printable(data.get("dialplan_app")), printable(data.get("dialplan_app_data"))
    return f"{name}({args})" if name else ""


def _arguments(data: Json) -> str:
    args = data.get("args")
    return ", ".join(map(printable, args)) if isinstance(args, list) else ""


def _bridge(data: Json) -> str:
    found = data.get("bridge")
    bridge = found if isinstance(found, dict) else {}
    name = printable(bridge.get("name"))
    return name or _LONG_ID.sub(lambda match: match[0][:8] + "…", printable(bridge.get("id")))


def _outcome(data: Json) -> str:
    """What events that are not in the table below most often say."""
    return _inside("playback", "state")(data) or _plain("cause_txt")(data)


_SAID: dict[str, Callable[[Json], str]] = {
    "StasisStart": _arguments,
    "ChannelCreated": _channel("state"),
    "ChannelStateChange": _channel("state"),
    "ChannelDestroyed": cause,
    "ChannelHangupRequest": cause,
    "ChannelDtmfReceived": _plain("digit"),
    "ChannelVarset": _variable,
    "ChannelDialplan": _step,
    "ChannelUserevent": _plain("eventname"),
    "ChannelToneDetected": _plain("tone"),
    "ChannelEnteredBridge": _bridge,
    "ChannelLeftBridge": _bridge,
    "BridgeCreated": _bridge,
    "BridgeDestroyed": _bridge,
    "BridgeMerged": _bridge,
    "Dial": _plain("dialstatus"),
    "PlaybackStarted": _inside("playback", "media_uri"),
    "PlaybackContinuing": _inside("playback", "media_uri"),
    "PlaybackFinished": _inside("playback", "state"),
    "RecordingStarted": _inside("recording", "name"),
    "RecordingFinished": _inside("recording", "name"),
    "RecordingFailed": _inside("recording", "name", "cause"),
    "DeviceStateChanged": _inside("device_state", "name", "state"),
    "EndpointStateChange": _inside("endpoint", "resource", "state"),
    "ApplicationReplaced": _plain("application"),
}
