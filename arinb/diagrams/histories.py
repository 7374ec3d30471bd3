"""What became of each channel, bridge, playback and recording, as the events tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from arinb.ari import payload
from arinb.diagrams import words
from arinb.diagrams.lettering import printable
from arinb.diagrams.steps import BREAKS

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.payload import Json

Kind: TypeAlias = Literal["channel", "bridge", "playback", "recording"]
Key: TypeAlias = tuple[Kind, str]

_EARLY = 1.0  # seconds that something is older than its first event, to count as older


@dataclass(slots=True)
class Span:
    """A stretch of time in which something holds.

    Fields: `begin` and `end`, nanoseconds; `end` is None as long as it holds; `label`, what holds.

    Example: `Span(1_000, None, "Ring")`
    """

    begin: int
    end: int | None
    label: str


@dataclass(slots=True)
class Story:
    """What became of one channel, bridge, playback or recording.

    Fields: `kind`, `id`, `name`; `whole`, from its first to its last event; `early`, whether it
    is older than its first event; `aspects`, what held of it when, by aspect: "state",
    "application", "bridge", "hold", "members"; `keys`, which were pressed when; `outcome`, how it
    ended, in words; `failed`; `owner`, the channel or bridge that a playback or recording is of.

    Example: `histories.stories["channel", "1400609726.3"].aspects["state"]`
    """

    kind: Kind
    id: str
    whole: Span
    name: str = ""
    early: bool = False
    aspects: dict[str, list[Span]] = field(default_factory=dict)
    keys: list[tuple[int, str]] = field(default_factory=list)
    outcome: str = ""
    failed: bool = False
    owner: Key | None = None
    hangup: str | None = None

    @property
    def shown(self) -> str:
        """Its name, or what is seen of its id, when nothing told the name.

        Example: `story.shown`
        """
        return self.name or printable(self.id)

    def becomes(self, aspect: str, time: int, label: str | None) -> None:
        """Take down that something holds from a time on, or nothing any more (None).

        Example: `story.becomes("state", entry.received, "Up")`
        """
        spans = self.aspects.setdefault(aspect, [])
        if spans and spans[-1].end is None:
            if spans[-1].label == label:
                return
            spans[-1].end = time
        if label is not None:
            spans.append(Span(time, None, label))

    def ends(self, time: int, outcome: str) -> None:
        """Take down that it is over, and with it all that held of it.

        Example: `story.ends(entry.received, "done")`
        """
        self.whole.end, self.outcome = time, outcome
        for aspect in self.aspects:
            self.becomes(aspect, time, None)


class Histories:
    """The stories of all that a log tells about, and when its connection was away.

    Parameters: `entries`, in their order.

    Example: `Histories(ari.log).stories`
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.stories: dict[Key, Story] = {}
        self.away: list[Span] = []
        self.begin = self.end = 0
        for number, entry in enumerate(entries):
            # A clock may be set back; the picture's goes forward.
            self.end = max(self.end, entry.received) if number else entry.received
            if not number:
                self.begin = self.end
            self._read(entry)

    def of(self, kind: Kind) -> list[Story]:
        """Return the stories of one kind, in the order in which they began.

        Example: `histories.of("channel")`
        """
        return [story for story in self.stories.values() if story.kind == kind]

    def _read(self, entry: Entry) -> None:
        if entry.kind == "connection":
            self._connection(entry)
        elif entry.kind == "event":
            data = entry.data
            for channel in payload.channels(data):
                self._channel(channel, data)
            for kind, read in (
                ("bridge", self._bridge),
                ("playback", self._playback),
                ("recording", self._recording),
            ):
                if isinstance(thing := data.get(kind), dict):
                    read(entry.type, thing)
            self._happens(entry.type, data)
        elif entry.kind == "answer" and entry.method == "POST" and entry.raw:
            self._made(entry.data)

    def _connection(self, entry: Entry) -> None:
        away = self.away and self.away[-1].end is None
        if entry.type in BREAKS and not away:
            self.away.append(Span(self.end, None, f"connection {entry.type}"))
        elif entry.type in ("opened", "back") and away:
            self.away[-1].end = self.end

    def _story(self, kind: Kind, id_: object, name: object = "") -> Story | None:
        if not isinstance(id_, str) or not id_:
            return None
        key = (kind, id_)
        story = self.stories.get(key)
        if story is None:
            story = self.stories[key] = Story(kind, id_, Span(self.end, None, ""))
        story.name = printable(name) or story.name
        return story

    def _channel(self, channel: Json, data: Json) -> Story | None:
        new = ("channel", channel.get("id")) not in self.stories
        story = self._story("channel", channel.get("id"), channel.get("name"))
        if story is None:
            return None
        if new:
            story.early = _older(channel.get("creationtime"), data.get("timestamp"))
        if story.whole.end is not None and story.hangup is None:
            story.whole.end, story.outcome = None, ""  # it had left the application, and is back
        if story.whole.end is None and (state := printable(channel.get("state"))):
            story.becomes("state", self.end, state)
        return story

    def _bridge(self, type_: str, bridge: Json) -> None:
        story = self._story("bridge", bridge.get("id"), bridge.get("name"))
        if story is None:
            return
        members = bridge.get("channels")
        if isinstance(members, list):
            ids = [id_ for id_ in members if isinstance(id_, str)]
            # The ids stay as they are: who draws it knows their letters.
            story.becomes("members", self.end, "\n".join(ids))
        if type_ == "BridgeDestroyed":
            story.ends(self.end, "destroyed")

    def _playback(self, type_: str, playback: Json) -> None:
        if type_ == "PlaybackQueued":
            return
        story = self._story("playback", playback.get("id"), playback.get("media_uri"))
        if story is None:
            return
        story.owner = _target(playback)
        if type_ == "PlaybackFinished":
            story.ends(self.end, printable(playback.get("state")))
            story.failed = playback.get("state") == "failed"

    def _recording(self, type_: str, recording: Json) -> None:
        name = recording.get("name")
        old = self.stories.get(("recording", name)) if isinstance(name, str) else None
        if type_ == "RecordingStarted" and old is not None and old.whole.end is not None:
            # The same name again is another recording.
            self.stories["recording", f"{name}\n{len(self.stories)}"] = old
            del self.stories["recording", old.id]
        story = self._story("recording", name, name)
        if story is None:
            return
        story.owner = _target(recording)
        if type_ in ("RecordingFinished", "RecordingFailed"):
            story.failed = type_ == "RecordingFailed"
            why = printable(recording.get("cause"))
            story.ends(self.end, f"failed: {why}" if story.failed else "done")

    def _made(self, body: Json) -> None:
        """What an answer's body is, when something was made: a bridge or a channel."""
        if {"bridge_type", "technology"} <= body.keys():
            self._bridge("", body)
        elif {"name", "state", "caller"} <= body.keys():
            self._channel(body, {})

    def _happens(self, type_: str, data: Json) -> None:
        id_ = next(payload.channel_ids(data), None)
        story = self.stories.get(("channel", id_)) if id_ else None
        if story is None:
            return
        if type_ == "StasisStart":
            args = words.said(type_, data)
            name = printable(data.get("application")) or "yes"
            story.becomes("application", self.end, f"{name}({args})" if args else name)
        elif type_ == "StasisEnd":
            story.becomes("application", self.end, None)
            story.ends(self.end, "left the application" if story.hangup is None else story.hangup)
        elif type_ in ("ChannelEnteredBridge", "ChannelLeftBridge"):
            entered = type_ == "ChannelEnteredBridge"
            story.becomes("bridge", self.end, words.said(type_, data) if entered else None)
        elif type_ in ("ChannelHold", "ChannelUnhold"):
            story.becomes("hold", self.end, "on hold" if type_ == "ChannelHold" else None)
        elif type_ == "ChannelDtmfReceived":
            story.keys.append((self.end, printable(data.get("digit"))))
        elif type_ in ("ChannelHangupRequest", "ChannelDestroyed"):
            self._hung_up(story, type_, words.cause(data))

    def _hung_up(self, story: Story, type_: str, cause: str) -> None:
        if story.hangup is None or (cause and type_ == "ChannelDestroyed"):
            story.hangup = _ended(cause)
        if type_ == "ChannelDestroyed":
            story.ends(self.end, story.hangup)


def _ended(cause: str) -> str:
    if cause == "by request":
        return "hung up by request"
    return f"hung up: {cause}" if cause else "hung up"


def _target(thing: Json) -> Key | None:
    kind, _, id_ = str(thing.get("target_uri", "")).partition(":")
    if kind == "channel":
        return ("channel", id_)
    return ("bridge", id_) if kind == "bridge" else None


def _older(created: Any, now: Any) -> bool:  # noqa: ANN401 - from the wire, it may be anything
    """Whether something was there well before the event that tells of it, by Asterisk's clock."""
    try:
        age = datetime.fromisoformat(now) - datetime.fromisoformat(created)
    except (TypeError, ValueError):
        return False
    return age.total_seconds() > _EARLY
