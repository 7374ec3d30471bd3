"""The events of an application: read from the log, waited for, with live objects in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

from arinb.ari import listing
from arinb.ari.events import so_far
from arinb.ari.events.awaited import awaited, check_function, check_since, check_timeout
from arinb.ari.events.event import Event
from arinb.ari.events.expecting import Expectation
from arinb.ari.events.handler import Handler
from arinb.ari.events.handlers import Task
from arinb.ari.events.waiting import Waiting
from arinb.ari.resources.events import EventOperations
from arinb.errors import ConnectionLost

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.events.awaited import Awaited, Kinds
    from arinb.ari.log import EventLog
    from arinb.ari.objects.bridges import Bridge
    from arinb.ari.objects.channels import Channel
    from arinb.ari.objects.device_states import DeviceState
    from arinb.ari.objects.endpoints import Endpoint
    from arinb.ari.objects.playbacks import Playback
    from arinb.ari.objects.recordings import LiveRecording, StoredRecording
    from arinb.errors import HandlerFailed

E = TypeVar("E", bound=Event)
# What an event must be about, or have in a field: an object of ARI, its id, or a value.
Filter: TypeAlias = Any


class Events(EventOperations):
    """The events of one connection: iterate over those so far, wait for one, or send one.

    What events to wait for (`wait_for`), to bring about (`expect`) or to be called with (`on`) is
    said in the same way everywhere:

    - the type: "StasisStart", or the class `StasisStart`, which tells an editor what comes back;
      several of them; or None for any;
    - what it must be about: `channel=`, `playback=`, `bridge=`, `recording=`, `endpoint=` or
      `device=`, each as the object or its id;
    - what its fields must be, by their names in ARI: `digit="1"`; two underscores go into an
      object: `channel__state="Up"`, `channel__caller__number="1000"`;
    - `where=`, a function that is given an Event and returns whether it is the one.

    All of them must hold; one that nothing could ever match is refused at once with `BadWait`.

    Parameters: `log`, where they are; `client`, for the live objects; `app`, the application's
    name; `failure`, returns what broke the connection, if an error did; `over`, returns whether a
    connection that is lost stays so: without it, it does.

    Example: `ari.events.wait_for("StasisStart", timeout=10)`
    """

    def __init__(
        self,
        log: EventLog,
        client: Client,
        app: str,
        failure: Callable[[], BaseException | None] = lambda: None,
        over: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(client)
        self._log = log
        self._app = app
        self._waiting = Waiting(log, client, app, failure, over)

    @overload
    def wait_for(
        self,
        type_: type[E],
        /,
        *,
        where: Callable[[E], object] | None = ...,
        timeout: float = ...,
        since: int | None = ...,
        **filters: Filter,
    ) -> E: ...
    @overload
    def wait_for(
        self,
        type_: str | Iterable[str | type[Event]] | None,
        /,
        *,
        where: Callable[[Event], object] | None = ...,
        timeout: float = ...,
        since: int | None = ...,
        **filters: Filter,
    ) -> Event: ...
    def wait_for(
        self,
        type_: Kinds,
        /,
        *,
        channel: Channel | str | None = None,
        playback: Playback | str | None = None,
        bridge: Bridge | str | None = None,
        recording: LiveRecording | StoredRecording | str | None = None,
        endpoint: Endpoint | str | None = None,
        device: DeviceState | str | None = None,
        where: Callable[[Any], object] | None = None,
        timeout: float = 10.0,
        since: int | None = None,
        **fields: Filter,
    ) -> Event:
        """Return the next event of a type; wait for it if it has not come yet.

        The wait looks at every event after the one that the last wait returned, then at new ones
        as they come: an event that came between two lines of your code is not missed.

        Parameters: `type_`, `channel`, `playback`, `bridge`, `recording`, `endpoint`, `device`,
        `where` and `fields` say which event: see `Events`; `timeout`, seconds; `since`, the row of
        the log to begin at, 0 for the beginning, in place of where the last wait ended.

        Raises `EventTimeout` when it did not come, with what did arrive and why; `ConnectionLost`
        at once when no event can come any more; `BadWait` for a misspelt type and other arguments
        that nothing could match; `HandlerFailed` when a function given to `on` has failed since
        the last call. A PlaybackFinished is returned whatever the playback's state.

        Example: `ari.events.wait_for("PlaybackFinished", playback=playback)`
        """
        check_timeout(timeout)
        check_since(since)
        subjects = _named(channel, playback, bridge, recording, endpoint, device)
        wanted = awaited(type_, self._log, subjects, fields, where)
        begin = self._waiting.place.row if since is None else since
        return self._waiting.wait(wanted, begin, timeout)

    @overload
    def expect(
        self,
        type_: type[E],
        /,
        *,
        where: Callable[[E], object] | None = ...,
        timeout: float = ...,
        **filters: Filter,
    ) -> Expectation[E]: ...
    @overload
    def expect(
        self,
        type_: str | Iterable[str | type[Event]] | None,
        /,
        *,
        where: Callable[[Event], object] | None = ...,
        timeout: float = ...,
        **filters: Filter,
    ) -> Expectation[Event]: ...
    def expect(
        self,
        type_: Kinds,
        /,
        *,
        channel: Channel | str | None = None,
        playback: Playback | str | None = None,
        bridge: Bridge | str | None = None,
        recording: LiveRecording | StoredRecording | str | None = None,
        endpoint: Endpoint | str | None = None,
        device: DeviceState | str | None = None,
        where: Callable[[Any], object] | None = None,
        timeout: float = 10.0,
        **fields: Filter,
    ) -> Expectation[Any]:
        """Expect an event from what the block of a `with` statement does, and wait at its end.

        ```
        with ari.events.expect("PlaybackFinished") as done:
            done.about(playback=channel.play("sound:hello-world"))
        done.event.playback.state
        ```

        Only events since the beginning of the block count, the quickest included. What is known
        only inside of the block is told there, with `done.about(…)`; a `where` is not asked before
        the end. If the block raises an error, that is passed on, and nothing is waited for. The
        event counts as seen, as if `wait_for` had returned it: the next `wait_for` goes on after
        it.

        Parameters: `type_`, `channel`, `playback`, `bridge`, `recording`, `endpoint`, `device`,
        `where` and `fields` say which event: see `Events`; `timeout`, seconds, from the end of the
        block on.

        Raises `BadWait` for arguments that nothing could match; at the end of the block what
        `wait_for` raises.

        Example: `with ari.events.expect("StasisEnd") as end: channel.hangup()`
        """
        check_timeout(timeout)
        subjects = _named(channel, playback, bridge, recording, endpoint, device)
        wanted = awaited(type_, self._log, subjects, fields, where)
        self._waiting.tell()
        return Expectation(self._waiting, wanted, timeout)

    @overload
    def on(
        self,
        type_: type[E],
        function: Callable[[E], object],
        /,
        *,
        where: Callable[[E], object] | None = ...,
        since: int | None = ...,
        **filters: Filter,
    ) -> Handler: ...
    @overload
    def on(
        self,
        type_: str | Iterable[str | type[Event]] | None,
        function: Callable[[Any], object],
        /,
        *,
        where: Callable[[Event], object] | None = ...,
        since: int | None = ...,
        **filters: Filter,
    ) -> Handler: ...
    @overload
    def on(
        self,
        type_: type[E],
        /,
        *,
        where: Callable[[E], object] | None = ...,
        since: int | None = ...,
        **filters: Filter,
    ) -> Callable[[Callable[[E], object]], Handler]: ...
    @overload
    def on(
        self,
        type_: str | Iterable[str | type[Event]] | None,
        /,
        *,
        where: Callable[[Event], object] | None = ...,
        since: int | None = ...,
        **filters: Filter,
    ) -> Callable[[Callable[[Any], object]], Handler]: ...
    def on(
        self,
        type_: Kinds,
        function: Callable[[Any], object] | None = None,
        /,
        *,
        channel: Channel | str | None = None,
        playback: Playback | str | None = None,
        bridge: Bridge | str | None = None,
        recording: LiveRecording | StoredRecording | str | None = None,
        endpoint: Endpoint | str | None = None,
        device: DeviceState | str | None = None,
        where: Callable[[Any], object] | None = None,
        since: int | None = None,
        **fields: Filter,
    ) -> Handler | Callable[[Callable[[Any], object]], Handler]:
        """Have a function called with each event of a type that comes from now on.

        ```
        @ari.on("ChannelDtmfReceived", digit="1")
        def on_one(event):
            event.channel.play("sound:digits/1")
        ```

        It is called in a thread of arinb's own, one event at a time, in their order, while your
        program goes on. It may take its time: events wait for it in the log. It may do what your
        program may, `wait_for` included, which in there begins after the event that the function
        was called with. If it raises an error, it is still called with later events; your
        program's next `wait_for`, `expect` or `on` raises `HandlerFailed`. When a cell is run
        again, a function of the same name for the same events takes the earlier one's place.

        Parameters: `type_`, `channel`, `playback`, `bridge`, `recording`, `endpoint`, `device`,
        `where` and `fields` say which events: see `Events`; `function`, is given the event; left
        out, `on(…)` is a decorator; `since`, the row of the log to begin at, in place of now.

        Returns a `Handler`: `handler.cancel()` ends it, as does closing the connection. Raises
        `BadWait` for arguments that nothing could match; `ConnectionLost` when no event can come.

        Example: `ari.on("ChannelDtmfReceived", print)`
        """
        check_since(since)
        subjects = _named(channel, playback, bridge, recording, endpoint, device)
        wanted = awaited(type_, self._log, subjects, fields, where)
        if function is None:
            return lambda decorated: self._call(decorated, wanted, since)
        return self._call(function, wanted, since)

    @property
    def handlers(self) -> tuple[Handler, ...]:
        """The functions that are called with events now, in the order of their `on(…)`.

        Example: `[handler.cancel() for handler in ari.events.handlers]`
        """
        handlers = self._waiting.handlers
        return tuple(Handler(task, handlers) for task in handlers.tasks)

    def close(self) -> None:
        """End the handlers' thread: nothing is called any more; a second call does nothing.

        `ari.close()` does it.

        Example: `ari.events.close()`
        """
        self._waiting.handlers.close()

    @property
    def failure(self) -> HandlerFailed | None:
        """What a function given to `on` has failed with, if nobody was told yet; it stays untold.

        Example: `ari.events.failure`
        """
        return self._waiting.handlers.failures.first

    def tell_failures(self) -> None:
        """Raise `HandlerFailed` if a function given to `on` has failed and nobody was told yet.

        Example: `ari.events.tell_failures()`
        """
        self._waiting.tell()

    def of_type(self, name: str) -> list[Event]:
        """Return the events of one type so far, oldest first.

        Parameters: `name`, an event type such as "ChannelVarset".

        Example: `ari.events.of_type("PlaybackFinished")`
        """
        return [Event.of(entry, self._client) for entry in so_far.events(self._log, (name,))]

    @property
    def last(self) -> Event | None:
        """The latest event, or None before the first.

        Example: `ari.events.last`
        """
        latest = so_far.latest_events(self._log, 1)
        return Event.of(latest[0], self._client) if latest else None

    def __iter__(self) -> Iterator[Event]:
        return (Event.of(entry, self._client) for entry in self._log if entry.kind == "event")

    def __len__(self) -> int:
        return self._log.tally().total()

    def __repr__(self) -> str:
        return f"<Events of {self._app}: {len(self)}>"

    def _repr_html_(self) -> str:
        latest = so_far.latest_events(self._log, listing.LATEST)
        return listing.as_html(latest, earlier=len(self) - len(latest))

    def _call(
        self, function: Callable[[Any], object], wanted: Awaited, since: int | None
    ) -> Handler:
        """Begin to call a function with events."""
        check_function(function)
        self._waiting.tell()
        if (lost := self._waiting.lost(wanted)) is not None:
            raise lost
        handlers = self._waiting.handlers
        task = Task(function, wanted, self._log.end if since is None else since)
        if not handlers.add(task):
            raise ConnectionLost(
                f"Nothing is called with events of {self._app!r} any more.",
                why="the connection was closed",
                next_step="run the cell with connect(…) again",
            )
        return Handler(task, handlers)


def _named(
    channel: object,
    playback: object,
    bridge: object,
    recording: object,
    endpoint: object,
    device: object,
) -> dict[str, object]:
    """What an event must be about, by the keywords of `arinb.ari.events.subjects.SUBJECTS`."""
    return {
        "channel": channel,
        "playback": playback,
        "bridge": bridge,
        "recording": recording,
        "endpoint": endpoint,
        "device": device,
    }
