"""The events of an application: read from the log, waited for, with live channels and playbacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from arinb.ari import listing, payload
from arinb.ari.awaited import Awaited, awaited, check_since, check_timeout
from arinb.ari.resources.channels import Channel
from arinb.ari.resources.playbacks import Playback
from arinb.ari.why_not import arrived, why_not
from arinb.errors import ConnectionLost, EventTimeout

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog

# States of the connection after which no event can come.
_OVER = ("lost", "closed", "replaced")

_PRE = (
    "background:var(--jp-layout-color1,transparent);color:var(--jp-content-font-color1,inherit);"
    "font-family:var(--jp-code-font-family,monospace);margin:0;white-space:pre-wrap"
)


class Event:
    """One event of ARI, as Asterisk sent it.

    Fields: `raw`, its JSON object as a dict; `row`, its number in the log. `event["channel"]` is
    short for `event.raw["channel"]`; in a notebook an event shows itself as pretty JSON.

    Example: `ari.events.wait_for("StasisStart").channel.play(media="sound:hello-world")`
    """

    def __init__(self, entry: Entry, client: Client) -> None:
        self.raw: dict[str, Any] = entry.data
        self.row = entry.row
        self._client = client

    @property
    def type(self) -> str:
        """The event's type, such as "StasisStart"; "" if it has none.

        Example: `event.type`
        """
        return str(self.raw.get("type", ""))

    @property
    def application(self) -> str:
        """The application that the event was sent to.

        Example: `event.application`
        """
        return str(self.raw.get("application", ""))

    @property
    def timestamp(self) -> datetime | None:
        """When it happened, on the server's clock and in its time zone; None if it doesn't say.

        Example: `finished.timestamp - started.timestamp`
        """
        try:
            return datetime.fromisoformat(self.raw["timestamp"])
        except (KeyError, TypeError, ValueError):
            return None

    @cached_property
    def channel(self) -> Channel | None:
        """The channel that the event is about, ready to be played to, hung up, …; or None.

        Of events with several channels (Dial: `peer`, `caller`) it is the first that is there; of
        a playback's events it is None, although `playback.target_uri` names a channel.

        Example: `start.channel.hangup()`
        """
        data = payload.channel(self.raw)
        return None if data is None else Channel(self._client, data)

    @cached_property
    def playback(self) -> Playback | None:
        """The playback that the event is about, or None.

        Its state is the one at the time of the event: look at it after PlaybackFinished, which
        also comes when a playback failed.

        Example: `assert finished.playback.state == "done"`
        """
        data = payload.playback(self.raw)
        return None if data is None else Playback(self._client, data)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - JSON can be anything
        return self.raw[key]

    def __contains__(self, key: object) -> bool:
        return key in self.raw

    def __repr__(self) -> str:
        channel = payload.channel(self.raw)
        about = channel.get("name", channel["id"]) if channel else (self._playback_id or "")
        return f"<{listing.printable(f'{self.type} {about}'.strip())}>"

    def __str__(self) -> str:
        pretty = json.dumps(self.raw, indent=2, ensure_ascii=False)
        # Half a surrogate pair can be escaped in JSON, but no terminal or notebook can show it.
        return pretty.encode("utf-8", "backslashreplace").decode("utf-8")

    def _repr_html_(self) -> str:
        return f'<pre style="{_PRE}">{escape(str(self))}</pre>'

    @property
    def _playback_id(self) -> str | None:
        data = payload.playback(self.raw)
        return None if data is None else data["id"]


class Events:
    """The events of one connection: iterate over those so far, or wait for one.

    Parameters: `log`, where they are; `client`, for the live objects; `app`, the application's
    name; `failure`, returns what broke the connection, if an error did.

    Example: `ari.events.wait_for("StasisStart", timeout=10)`
    """

    def __init__(
        self,
        log: EventLog,
        client: Client,
        app: str,
        failure: Callable[[], BaseException | None] = lambda: None,
    ) -> None:
        self._log = log
        self._client = client
        self._app = app
        self._failure = failure
        self._cursor = 0

    def wait_for(
        self,
        type_: str | Iterable[str] | None,
        /,
        *,
        channel: Channel | str | None = None,
        playback: Playback | str | None = None,
        where: Callable[[Event], bool] | None = None,
        timeout: float = 10.0,
        since: int | None = None,
    ) -> Event:
        """Return the next event of a type; wait for it if it has not come yet.

        The wait looks at every event after the one that the last wait returned, then at new ones
        as they come: an event that came between two lines of your code is not missed.

        Parameters: `type_`, an event type, several of them, or None for any; `channel` and
        `playback`, objects or ids that the event must be about; `where`, a function that is
        given an Event and returns whether it is the one; `timeout`, seconds; `since`, the row of
        the log to begin at, 0 for the beginning, in place of where the last wait ended.

        Raises `EventTimeout` when it did not come, with what did arrive and why; `ConnectionLost`
        at once when no event can come any more; `BadWait` for a misspelt type and other arguments
        that nothing could match. A PlaybackFinished is returned whatever the playback's state.

        Example: `ari.events.wait_for("PlaybackFinished", playback=playback)`
        """
        check_timeout(timeout)
        check_since(since)
        wanted = awaited(type_, channel, playback, self._log, narrowed=where is not None)
        begin = self._cursor if since is None else since

        def found(entry: Entry) -> bool:
            return wanted.matches(entry) and (where is None or where(Event(entry, self._client)))

        ended = self._ended()
        entry = self._log.wait(
            lambda entry: found(entry) or entry is self._ended(),
            since=begin,
            # What has come is looked at all the same, but nothing more will come.
            timeout=0 if ended is not None else timeout,
        )
        if entry is None or entry.kind == "connection":
            if (lost := self._lost(wanted, begin)) is not None:
                raise lost from self._failure()
            raise self._timed_out(wanted, begin, timeout)
        self._cursor = max(self._cursor, entry.row + 1)
        return Event(entry, self._client)

    def of_type(self, name: str) -> list[Event]:
        """Return the events of one type so far, oldest first.

        Parameters: `name`, an event type such as "ChannelVarset".

        Example: `ari.events.of_type("PlaybackFinished")`
        """
        entries = [entry for entry in self._entries() if entry.type == name]
        return [Event(entry, self._client) for entry in entries]

    @property
    def last(self) -> Event | None:
        """The latest event, or None before the first.

        Example: `ari.events.last`
        """
        for entry in reversed(self._log[:]):
            if entry.kind == "event":
                return Event(entry, self._client)
        return None

    def __iter__(self) -> Iterator[Event]:
        return (Event(entry, self._client) for entry in self._entries())

    def __len__(self) -> int:
        return len(self._entries())

    def __repr__(self) -> str:
        return f"<Events of {self._app}: {len(self)}>"

    def _repr_html_(self) -> str:
        return listing.as_html(self._entries())

    def _entries(self) -> list[Entry]:
        return [entry for entry in self._log if entry.kind == "event"]

    def _ended(self) -> Entry | None:
        """The log's entry that says that no event can come any more, or None."""
        connection = self._log.connection
        return connection if connection is not None and connection.type in _OVER else None

    def _lost(self, wanted: Awaited, begin: int) -> ConnectionLost | None:
        ended = self._ended()
        if ended is None:
            return None
        why = {
            "lost": f"the connection was ended {ended.detail}",
            "closed": f"the connection was closed {ended.detail}",
            "replaced": "somebody else has connected with the same application name, and Asterisk "
            "sends its events to the newest connection only",
        }[ended.type]
        next_step = {
            "lost": "is Asterisk still running? If so, run the cell with connect(…) again; calls "
            "and events since the end of the connection are not in this log",
            "closed": "run the cell with connect(…) again",
            "replaced": "look for another notebook or program that uses this name, or choose "
            "another one, here and in the dialplan's Stasis(…)",
        }[ended.type]
        return ConnectionLost(
            f"No {wanted} can come: the connection of {self._app!r} is {ended.type}.",
            why=why,
            next_step=next_step,
            arrived=arrived(self._log[:], begin),
        )

    def _timed_out(self, wanted: Awaited, begin: int, timeout: float) -> EventTimeout:
        entries = self._log[:]
        why, next_step = why_not(wanted, entries, begin, self._app)
        return EventTimeout(
            f"No {wanted} came within {timeout:g} s.",
            why=why,
            next_step=next_step,
            arrived=arrived(entries, begin),
        )
