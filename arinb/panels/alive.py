"""What is alive now: the channels, bridges, playbacks and recordings that a log tells of.

It is a function of the log: events say what begins, changes and ends, and answers to requests say
what there was already (`GET /channels`), and what no event tells (that a channel is muted).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from arinb.panels import alive_answers, alive_events
from arinb.panels.latest import end_of, read

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog
    from arinb.ari.payload import Json

_REMEMBERED = 5_000  # things that have ended, so that late news of them does not revive them
_LONGEST = 500  # characters of a text that is kept
_READ = alive_events.READ | {""}  # requests and answers have no type


@dataclass(slots=True)
class AliveChannel:
    """A channel that is alive, as far as the log tells.

    Fields: `id`, `name`, `state`, such as "Up"; `caller` and `connected`, who is on it and on the
    other side, as texts; `app`, the Stasis application that it is in, "" for none; `where`, its
    place in the dialplan; `born`, nanoseconds on this machine's clock; `muted`, "in", "out",
    "both" or ""; `ringing`, `held`, `music`, `silence`, whether the application has it so;
    `on_hold`, whether its phone has put the call on hold; `leaving`, whether it is being hung up;
    `row`, the row that told of it last.

    Example: `alive(ari.log).channels["1400609726.3"].state`
    """

    id: str
    name: str = ""
    state: str = ""
    caller: str = ""
    connected: str = ""
    app: str = ""
    where: str = ""
    born: int = 0
    muted: str = ""
    ringing: bool = False
    held: bool = False
    music: bool = False
    silence: bool = False
    on_hold: bool = False
    leaving: bool = False
    row: int = -1


@dataclass(slots=True)
class AliveBridge:
    """A bridge that is alive.

    Fields: `id`, `name`, `type`, such as "mixing", and `technology`; `channels`, the ids of those
    in it; `music`, whether the application has music on hold played to it; `born`, `row`, as a
    channel has them.

    Example: `alive(ari.log).bridges["b"].channels`
    """

    id: str
    name: str = ""
    type: str = ""
    technology: str = ""
    channels: list[str] = field(default_factory=list)
    music: bool = False
    born: int = 0
    row: int = -1


@dataclass(slots=True)
class AliveMedia:
    """A playback or a recording that goes on.

    Fields: `id`, a playback's id or a recording's name; `what`, the media that is played, or the
    recording's name; `state`, such as "playing" or "paused"; `target`, "channel:…" or "bridge:…".

    Example: `alive(ari.log).playbacks["p"].what`
    """

    id: str
    what: str = ""
    state: str = ""
    target: str = ""
    row: int = -1


class Alive:
    """What is alive after some entries of a log.

    Fields: `channels`, `bridges`, `playbacks` and `recordings`, by their ids, a recording by its
    name; `asked`, when Asterisk listed all channels last (nanoseconds), 0 for never;
    `version`, another number after each change.

    Example: `Alive().read(entry)`
    """

    def __init__(self) -> None:
        self.channels: dict[str, AliveChannel] = {}
        self.bridges: dict[str, AliveBridge] = {}
        self.playbacks: dict[str, AliveMedia] = {}
        self.recordings: dict[str, AliveMedia] = {}
        self.asked = 0
        self.version = 0
        # The rows at which something ended, by kind and id.
        self._ended: dict[tuple[str, str], int] = {}
        # How far this machine's clock is ahead of Asterisk's, nanoseconds.
        self._ahead = 0

    def read(self, entry: Entry) -> None:
        """Take down what one more entry tells.

        Example: `alive.read(ari.log[-1])`
        """
        if entry.kind == "event" and entry.type in alive_events.READ:
            data = entry.data
            self._set_clock(entry, data)
            alive_events.take_down(self, entry, data)
            self.version += 1
        elif entry.kind == "answer" and entry.status is not None:
            self.version += alive_answers.take_down(self, entry)

    def bridge_of(self, channel: str) -> AliveBridge | None:
        """Return the bridge that a channel is in, if it is in one.

        Example: `alive.bridge_of(start.channel.id)`
        """
        return next((b for b in self.bridges.values() if channel in b.channels), None)

    def media_of(self, kind: str, id_: str) -> list[tuple[str, AliveMedia]]:
        """Return what is played to and recorded from a channel or a bridge.

        Parameters: `kind`, "channel" or "bridge"; `id_`, its id. Returns pairs of "playback" or
        "recording" and the thing.

        Example: `alive.media_of("channel", "1400609726.3")`
        """
        target = f"{kind}:{id_}"
        both = {"playback": self.playbacks, "recording": self.recordings}
        return [(w, m) for w, media in both.items() for m in media.values() if m.target == target]

    def channel(self, data: Json, entry: Entry, since: int | None = None) -> AliveChannel | None:
        """Take down a channel as its JSON describes it; return it, or None if it has ended.

        Parameters: `data`, a channel's JSON; `entry`, which has it; `since`, the row at which it
        was so, if that is not the entry's: what ended after that is not revived.

        Example: `alive.channel(entry.data["channel"], entry)`
        """
        id_ = data.get("id")
        if not isinstance(id_, str) or self._is_over("channel", id_, since):
            return None
        channel = self.channels.setdefault(id_, AliveChannel(id_))
        if since is not None and channel.row > since:
            return channel  # an event has told of it meanwhile, and knows better
        channel.row = entry.row
        channel.born = channel.born or self._time(data.get("creationtime"), entry)
        channel.name = _text(data.get("name")) or channel.name
        channel.state = _text(data.get("state")) or channel.state
        channel.caller = _party(data.get("caller"))
        channel.connected = _party(data.get("connected"))
        channel.where = _where(data.get("dialplan"))
        if since is not None:
            channel.app = _app(data.get("dialplan"))
        return channel

    def bridge(self, data: Json, entry: Entry, since: int | None = None) -> AliveBridge | None:
        """Take down a bridge as its JSON describes it; parameters as of `channel()`.

        Example: `alive.bridge(entry.data["bridge"], entry)`
        """
        id_ = data.get("id")
        if not isinstance(id_, str) or self._is_over("bridge", id_, since):
            return None
        bridge = self.bridges.setdefault(id_, AliveBridge(id_))
        if since is not None and bridge.row > since:
            return bridge
        bridge.row = entry.row
        bridge.born = bridge.born or self._time(data.get("creationtime"), entry)
        bridge.name = _text(data.get("name"))
        bridge.type = _text(data.get("bridge_type"))
        bridge.technology = _text(data.get("technology"))
        members = data.get("channels")
        bridge.channels = (
            [m for m in members if isinstance(m, str)] if isinstance(members, list) else []
        )
        return bridge

    def media(self, kind: str, data: Json, entry: Entry, since: int | None = None) -> None:
        """Take down a playback or a recording as its JSON describes it.

        Parameters: `kind`, "playback" or "recording"; the others as of `channel()`.

        Example: `alive.media("playback", entry.data["playback"], entry)`
        """
        id_ = data.get("id" if kind == "playback" else "name")
        if not isinstance(id_, str) or self._is_over(kind, id_, since):
            return
        known = self.playbacks if kind == "playback" else self.recordings
        thing = known.setdefault(id_, AliveMedia(id_))
        if since is not None and thing.row > since:
            return
        thing.row = entry.row
        thing.what = _text(data.get("media_uri" if kind == "playback" else "name"))
        thing.state = _text(data.get("state"))
        thing.target = str(data.get("target_uri", ""))

    def end(self, kind: str, id_: object, row: int) -> None:
        """Take down that a channel, bridge, playback or recording is no more.

        Parameters: `kind`, "channel", "bridge", "playback" or "recording"; `id_`; `row`, of the
        entry that tells.

        Example: `alive.end("channel", "1400609726.3", entry.row)`
        """
        if not isinstance(id_, str):
            return
        kept: dict[str, dict[str, Any]] = {
            "channel": self.channels, "bridge": self.bridges,
            "playback": self.playbacks, "recording": self.recordings,
        }  # fmt: skip
        kept[kind].pop(id_, None)
        self._ended.pop((kind, id_), None)
        self._ended[kind, id_] = row
        while len(self._ended) > _REMEMBERED:
            del self._ended[next(iter(self._ended))]
        if kind == "channel":
            for bridge in self.bridges.values():
                bridge.channels = [member for member in bridge.channels if member != id_]
        for what, thing in self.media_of(kind, id_):
            self.end(what, thing.id, row)

    def revive(self, kind: str, id_: object) -> None:
        """Take down that something of an id that had ended begins (again).

        Example: `alive.revive("channel", "1400609726.3")`
        """
        self._ended.pop((kind, str(id_)), None)

    def _is_over(self, kind: str, id_: str, since: int | None) -> bool:
        ended = self._ended.get((kind, id_))
        return ended is not None and (since is None or since < ended)

    def _set_clock(self, entry: Entry, data: Json) -> None:
        stamp = _nanoseconds(data.get("timestamp"))
        if stamp is not None:
            self._ahead = entry.received - stamp

    def _time(self, stamp: object, entry: Entry) -> int:
        known = _nanoseconds(stamp)
        return entry.received if known is None else min(known + self._ahead, entry.received)


class AliveInLog:
    """What is alive at the end of a log, kept up to date by `advance()`.

    Parameters: `log`. One thread at a time may use it.

    Fields: `state`, an `Alive`; `missed`, whether the log dropped rows before they were read.

    Example: `AliveInLog(ari.log).state.channels`
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._row = log.dropped
        self.state = Alive()
        self.missed = self._row > 0
        self.advance()

    def advance(self) -> None:
        """Read what has come.

        Example: `alive.advance()`
        """
        end = end_of(self._log)
        if end <= self._row:
            return
        asked = self.state.asked
        missed = self._log.dropped > self._row
        entries, self._row = read(self._log, self._row, end - self._row, _READ)
        for entry in entries:
            self.state.read(entry)
        self.missed = missed or (self.missed and self.state.asked == asked)


def alive(entries: Iterable[Entry]) -> Alive:
    """Return what is alive after some entries, such as a log.

    Parameters: `entries`, in their order.

    Example: `alive(ari.log).channels`
    """
    state = Alive()
    for entry in entries:
        state.read(entry)
    return state


def _text(value: object) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _party(data: object) -> str:
    """A caller's name and number as people write them."""
    if not isinstance(data, dict):
        return ""
    name, number = _text(data.get("name")), _text(data.get("number"))
    return f"{name} <{number}>" if name and number else name or number


def _where(dialplan: object) -> str:
    if not isinstance(dialplan, dict) or not dialplan.get("exten"):
        return ""
    return _text(f"{dialplan['exten']} in {dialplan.get('context')}")


def _app(dialplan: object) -> str:
    """The application that a channel is in, as a list of channels says it."""
    if not isinstance(dialplan, dict) or dialplan.get("app_name") != "Stasis":
        return ""
    return _text(dialplan.get("app_data")).partition(",")[0]


def _nanoseconds(stamp: object) -> int | None:
    try:
        return int(datetime.fromisoformat(str(stamp)).timestamp() * 1e9)
    except (ValueError, OverflowError):
        return None
