"""What happens between the phone and Asterisk, as far as the application's log shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arinb.ari import payload
from arinb.diagrams.lettering import printable

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.payload import Json
    from arinb.diagrams.cast import Cast

# Channels that Asterisk itself is at the other end of.
_NO_PHONES = (
    "Announcer", "AudioSocket", "Bridge", "CBAnn", "CBRec", "ConfBridgeRecorder", "Message",
    "MulticastRTP", "Recorder", "Snoop", "Surrogate", "UnicastRTP", "WebSocket",
)  # fmt: skip
_DIALLED = {
    "": (False, "is called"),
    "PROGRESS": (True, "sends progress"),
    "RINGING": (True, "rings"),
    "ANSWER": (True, "answers"),
    "BUSY": (True, "is busy"),
    "CONGESTION": (True, "refuses"),
    "CHANUNAVAIL": (True, "can't be reached"),
    "NOANSWER": (False, "no answer: given up"),
    "CANCEL": (False, "given up"),
}
_DOES = {
    "ChannelHold": "holds the call",
    "ChannelUnhold": "resumes the call",
    "ChannelTalkingStarted": "speaks",
    "ChannelTalkingFinished": "is silent",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What passes between a phone and Asterisk.

    Fields: `to_asterisk`, whether the phone does it, rather than Asterisk; `words`.

    Example: `Deed(True, "dials 1000")`
    """

    to_asterisk: bool
    words: str


class Phones:
    """Which channels lead to phones, and what these do.

    Example: `Phones(cast).deed(entry, entry.data)`
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._placed: set[str] = set()
        self._known: set[str] = set()
        self._hung_up: set[str] = set()

    def learn(self, entries: Iterable[tuple[Entry, Json]]) -> None:
        """Take in which channels Asterisk itself called, as the application or the dialplan asked.

        Example: `phones.learn((entry, entry.data) for entry in ari.log)`
        """
        for entry, data in entries:
            if entry.kind == "answer" and placing(entry) and isinstance(data.get("id"), str):
                self._placed.add(_call(printable(data.get("name")) or data["id"]))
            elif entry.type == "Dial" and isinstance(peer := data.get("peer"), dict):
                self._placed.add(_call(printable(peer.get("name"))))

    def is_phone(self, name: str) -> bool:
        """Whether somebody's phone is at the other end of a channel.

        Example: `phones.is_phone("PJSIP/1000-00000000")`
        """
        technology = name.partition("/")[0]
        if technology == "Local":  # a call over the console: its second half runs the dialplan
            return name.endswith(";2") and _call(name) not in self._placed
        return "/" in name and technology not in _NO_PHONES

    def deed(self, entry: Entry, data: Json) -> Deed | None:
        """Return what passes between a phone and Asterisk at an event, or None.

        Example: `phones.deed(entry, entry.data)`
        """
        id_ = next(payload.channel_ids(data), None)
        name = self._cast.name(id_) if id_ else ""
        if id_ is None or not self.is_phone(name):
            return None
        new = id_ not in self._known
        self._known.add(id_)
        if entry.type in ("StasisStart", "ChannelCreated"):
            return self._comes(name, data) if new else None
        if entry.type == "ChannelHangupRequest":
            return self._goes(id_, data)
        if entry.type == "ChannelStateChange":
            up = (payload.channel(data) or {}).get("state") == "Up"
            return Deed(False, "is answered") if up and _call(name) not in self._placed else None
        return _simple(entry.type, data)

    def _comes(self, name: str, data: Json) -> Deed | None:
        if _call(name) in self._placed:
            return None
        dialplan = (payload.channel(data) or {}).get("dialplan")
        number = printable(dialplan.get("exten")) if isinstance(dialplan, dict) else ""
        return Deed(True, f"dials {number}" if number not in ("", "s", "h") else "calls")

    def _goes(self, id_: str, data: Json) -> Deed | None:
        if id_ in self._hung_up:
            return None
        self._hung_up.add(id_)
        # A "soft" request comes from Asterisk or the application, any other from the phone.
        return Deed(False, "is hung up") if data.get("soft") is True else Deed(True, "hangs up")


def placing(entry: Entry) -> bool:
    """Whether a request or an answer is about placing a call.

    Example: `placing(ari.log[14])`
    """
    path = entry.path.partition("?")[0].removeprefix("/ari")
    return entry.method == "POST" and path.startswith("/channels") and path.count("/") <= 2


def _simple(type_: str, data: Json) -> Deed | None:
    """What an event tells by itself."""
    if type_ == "ChannelDtmfReceived":
        return Deed(True, f"presses {printable(data.get('digit'))}")
    if type_ == "Dial":
        to_asterisk, words = _DIALLED.get(printable(data.get("dialstatus")), (True, ""))
        return Deed(to_asterisk, words) if words else None
    if type_ == "PlaybackStarted":
        playback = payload.playback(data) or {}
        return Deed(False, "♪ " + (printable(playback.get("media_uri")) or "sound"))
    return Deed(True, _DOES[type_]) if type_ in _DOES else None


def _call(name: str) -> str:
    """What both halves of a Local channel have in common."""
    return name.rpartition(";")[0] or name
