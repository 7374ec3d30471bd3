"""The events of an application: read from the log, waited for, with live objects in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar, overload

from arinb.ari import listing
from arinb.ari.awaited import Awaited, awaited, check_since, check_timeout
from arinb.ari.events.event import Event
from arinb.ari.resources.events import EventOperations
from arinb.ari.why_not import arrived, why_not
from arinb.errors import ConnectionLost, EventTimeout

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog
    from arinb.ari.objects.channels import Channel
    from arinb.ari.objects.playbacks import Playback

E = TypeVar("E", bound=Event)

# States of the connection after which no event can come.
_OVER = ("lost", "closed", "replaced")


class Events(EventOperations):
    """The events of one connection: iterate over those so far, wait for one, or send one.

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
        super().__init__(client)
        self._log = log
        self._app = app
        self._failure = failure
        self._cursor = 0

    @overload
    def wait_for(
        self,
        type_: type[E],
        /,
        *,
        channel: Channel | str | None = ...,
        playback: Playback | str | None = ...,
        where: Callable[[Event], bool] | None = ...,
        timeout: float = ...,
        since: int | None = ...,
    ) -> E: ...
    @overload
    def wait_for(
        self,
        type_: str | Iterable[str | type[Event]] | None,
        /,
        *,
        channel: Channel | str | None = ...,
        playback: Playback | str | None = ...,
        where: Callable[[Event], bool] | None = ...,
        timeout: float = ...,
        since: int | None = ...,
    ) -> Event: ...
    def wait_for(
        self,
        type_: type[Event] | str | Iterable[str | type[Event]] | None,
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

        Parameters: `type_`, an event type ("StasisStart", or the class `StasisStart`, which tells
        an editor what comes back), several of them, or None for any; `channel` and
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
            return wanted.matches(entry) and (where is None or where(Event.of(entry, self._client)))

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
        return Event.of(entry, self._client)

    def of_type(self, name: str) -> list[Event]:
        """Return the events of one type so far, oldest first.

        Parameters: `name`, an event type such as "ChannelVarset".

        Example: `ari.events.of_type("PlaybackFinished")`
        """
        entries = [entry for entry in self._entries() if entry.type == name]
        return [Event.of(entry, self._client) for entry in entries]

    @property
    def last(self) -> Event | None:
        """The latest event, or None before the first.

        Example: `ari.events.last`
        """
        for entry in reversed(self._log[:]):
            if entry.kind == "event":
                return Event.of(entry, self._client)
        return None

    def __iter__(self) -> Iterator[Event]:
        return (Event.of(entry, self._client) for entry in self._entries())

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
