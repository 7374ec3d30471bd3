"""What the program asked for and what came of it, read from its log: the latest attempt counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from arinb.ari import payload
from arinb.ari.api.catalogue import operation_at
from arinb.ari.entry import Entry
from arinb.ari.exchange import Exchange
from arinb.ari.explain import answer_error
from arinb.diagnosis.chain import CantTell

if TYPE_CHECKING:
    from arinb.ari.log import EventLog
    from arinb.diagnosis.scene import Scene
    from arinb.errors import AriError

MOST = 20_000  # rows that are looked at, the latest ones
AT_ONCE = 2.0  # seconds in which a program can't know yet that the caller has hung up
PLACING = ("channels.originate", "channels.originate_with_id", "channels.create")
PLAYING = ("channels.play", "channels.play_with_id", "bridges.play", "bridges.play_with_id")
LEAVING = ("channels.continue_in_dialplan", "channels.move", "channels.redirect")
_ENDS = ("ChannelHangupRequest", "StasisEnd", "ChannelDestroyed")


@dataclass(frozen=True)
class Asked:
    """A request and its answer; `operation` is its name, such as "channels.play", "" for none."""

    request: Entry
    answer: Entry
    operation: str

    @property
    def row(self) -> int:
        """The request's row."""
        return self.request.row

    @property
    def refused(self) -> bool:
        """Whether Asterisk did not do it."""
        return (self.answer.status or 0) >= 400

    @property
    def subject(self) -> str:
        """The id of the channel, bridge or playback that it is about; "" where there is none."""
        steps = self.request.path.partition("?")[0].rpartition("/ari/")[2].split("/")
        return unquote(steps[1]) if len(steps) > 1 and self.operation not in PLACING else ""

    @property
    def place(self) -> str:
        """Where the learner finds it."""
        return f"row {self.row} of ari.log: {self.request.method} {self.request.path}"

    @property
    def said(self) -> str:
        """What Asterisk answered."""
        words = self.answer.data.get("message") or self.answer.data.get("error") or ""
        return f"{self.answer.status} {self.answer.reason}" + (f', "{words}"' if words else "")

    def values(self, name: str) -> list[str]:
        """A parameter's values, from the query or the body; [] where it was not given."""
        return self._params.get(name, [])

    def value(self, name: str) -> str:
        """A parameter's value; "" where it was not given."""
        return next(iter(self.values(name)), "")

    def explained(self, scene: Scene) -> AriError | None:
        """Asterisk's answer as the error that it is."""
        return answer_error(
            Exchange(
                self.request.method,
                scene.url + self.request.path,
                scene.username,
                self.request.raw,
                self.answer.status,
                self.answer.reason,
                body=self.answer.raw,
            )
        )

    @cached_property
    def _params(self) -> dict[str, list[str]]:
        return payload.params(self.request.path, self.request.raw)


@dataclass
class Life:
    """A channel as the events tell of it; `ended` is the first event of its end."""

    id: str
    name: str = ""
    state: str = ""
    began: Entry | None = None  # its StasisStart
    ended: Entry | None = None
    left: Entry | None = None  # its StasisEnd
    gone: Entry | None = None  # its ChannelDestroyed


@dataclass
class Played:
    """A playback as the events tell of it."""

    id: str
    uri: str = ""
    channel: str = ""
    started: Entry | None = None
    finished: Entry | None = None
    state: str = ""


@dataclass
class Story:
    """What happened, as the log has it.

    Fields: `asked`, the requests that were answered; `channels` and `playbacks`, by id; `begin`,
    the row with which the latest attempt began: a call came, or the program placed one.
    """

    asked: list[Asked] = field(default_factory=list)
    channels: dict[str, Life] = field(default_factory=dict)
    playbacks: dict[str, Played] = field(default_factory=dict)
    moved_in_vain: list[Entry] = field(default_factory=list)
    begin: int = 0

    @cached_property
    def current(self) -> list[Asked]:
        """The requests of the latest attempt, and those about channels that are still there."""
        return [each for each in self.asked if self.is_current(each.row, each.subject)]

    def is_current(self, row: int, channel: str) -> bool:
        """Whether something belongs to the latest attempt."""
        life = self.channels.get(channel)
        return row >= self.begin or (life is not None and life.began is not None and not life.ended)

    def standing(self, *prefixes: str) -> Iterator[Asked]:
        """The current requests that were refused, and have not been granted since."""
        granted: dict[str, int] = {}
        for each in self.current:
            if not each.refused:
                granted[each.operation] = each.row
        for each in self.current:
            later = granted.get(each.operation, -1) > each.row
            if each.refused and not later and each.operation.startswith(prefixes):
                yield each

    def unknown(self) -> Asked | None:
        """The latest request for something that ARI has not, if nothing was granted since."""
        for each in reversed(self.current):
            if not each.operation and each.answer.status in (404, 405):
                return each
            if not each.refused and each.request.method != "GET":
                return None
        return None

    def named(self, name: str) -> Life | None:
        """The latest channel of a name."""
        return next((x for x in reversed(self.channels.values()) if name and x.name == name), None)

    def moved(self, asked: Asked) -> bool:
        """Whether a channel came to the application to which it was moved."""
        life = self.channels.get(asked.subject)
        failed = [x for x in self.moved_in_vain if x.row > asked.row]
        if life is None or any(life.id in payload.channel_ids(x.data) for x in failed):
            return False
        return any(x is not None and x.row > asked.row for x in (life.began, life.left))

    def is_at_once(self, asked: Asked, channel: str) -> bool:
        """Whether a request came so soon after the end of a call that nobody could know of it."""
        life = self.channels.get(channel)
        if life is None or life.ended is None:
            return False
        return asked.request.monotonic - life.ended.monotonic < AT_ONCE

    def about(self, channel: str, *operations: str) -> list[Asked]:
        """The requests about a channel that were granted."""
        return [
            each
            for each in self.asked
            if each.subject == channel and each.operation in operations and not each.refused
        ]


def tell(scene: Scene) -> Story:
    """What happened in the program; raises CantTell where there is no log.

    Example: `tell(scene).playbacks`
    """
    if scene.log is None:
        raise CantTell(
            "what the program did is in its log: give the connection, too, arinb.diagnose(…, ari)"
        )
    return story_of(scene.log)


def story_of(log: EventLog) -> Story:
    """What a log tells."""
    story, requests = Story(), dict[int, Entry]()
    for entry in log.since(max(log.dropped, log.end - MOST)):
        if entry.kind == "request":
            requests[entry.row] = entry
        elif entry.kind == "answer" and entry.status is not None:
            request = requests.pop(entry.request_row or 0, None)
            operation = request and operation_at(request.method, _path(request.path))
            if request is None:
                continue
            asked = Asked(request, entry, operation.name if operation else "")
            if operation or asked.refused:
                story.asked.append(asked)
                if asked.operation in PLACING:
                    story.begin = request.row
        elif entry.kind == "event":
            _take(story, entry)
    return story


def _path(path: str) -> str:
    """Without the prefix that http.conf may put before it."""
    before, ari, rest = path.partition("/ari/")
    return f"{ari}{rest}" if ari else before


def _take(story: Story, entry: Entry) -> None:
    if entry.type.startswith("Playback"):
        _take_playback(story, entry)
    elif entry.type == "ApplicationMoveFailed":
        story.moved_in_vain.append(entry)
    elif entry.type.startswith(("Channel", "Stasis", "Dial")):
        for channel in payload.channels(entry.data):
            life = story.channels.setdefault(channel["id"], Life(channel["id"]))
            life.name, life.state = str(channel.get("name", "")), str(channel.get("state", ""))
            if entry.type == "StasisStart":
                life.began, life.ended, life.left = entry, None, None
                story.begin = entry.row
            elif entry.type in _ENDS and life.ended is None:
                life.ended = entry
            if entry.type == "StasisEnd":
                life.left = entry
            elif entry.type == "ChannelDestroyed":
                life.gone = entry


def _take_playback(story: Story, entry: Entry) -> None:
    found = payload.playback(entry.data)
    if found is None:
        return
    played = story.playbacks.setdefault(found["id"], Played(found["id"]))
    played.uri, played.state = str(found.get("media_uri", "")), str(found.get("state", ""))
    played.channel = next(payload.target_channel(found), "")
    if entry.type == "PlaybackStarted" and played.started is None:
        played.started = entry
    elif entry.type == "PlaybackFinished":
        played.finished = entry
