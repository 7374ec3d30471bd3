"""Waiting for an event in a log: finding it, or telling why it does not come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from arinb.ari.entry import STATES
from arinb.ari.events.case import Case
from arinb.ari.events.gaps import DOWN
from arinb.ari.events.handlers import Handlers, Place
from arinb.ari.events.why_not import arrived, why_not
from arinb.errors import ConnectionLost, EventTimeout

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.entry import Entry
    from arinb.ari.events.awaited import Awaited
    from arinb.ari.events.case import Way
    from arinb.ari.events.event import Event
    from arinb.ari.log import EventLog

# States of the connection after which no event can come.
_OVER = ("closed", "replaced", "refused")

# Why no event can come in each of these states …
_WHY = {
    "closed": "the connection was closed {detail}",
    "replaced": "somebody else has connected with the same application name, and Asterisk sends "
    "its events to the newest connection only",
    "refused": "arinb tried to connect again, and was refused: {detail}",
    "lost": "the connection was ended {detail}",
}
# … and what to do then.
_NEXT_STEP = {
    "closed": "run the cell with connect(…) again",
    "replaced": "look for another notebook or program that uses this name, or choose another one, "
    "here and in the dialplan's Stasis(…)",
    "refused": "put that right, and run the cell with connect(…) again; calls and events since "
    "the end of the connection are not in this log",
    "lost": "is Asterisk still running? If so, run the cell with connect(…) again; calls and "
    "events since the end of the connection are not in this log",
}


class Waiting:
    """Waits for the events of one connection, and the handlers that may wait, too.

    Parameters: `log`, `client`, `app`, `failure` and `over`, as `Events` takes them.

    Example: `Waiting(log, client, "hello-world").wait(wanted, 0, 10)`
    """

    def __init__(
        self,
        log: EventLog,
        client: Client,
        app: str,
        failure: Callable[[], BaseException | None] = lambda: None,
        over: Callable[[], bool] | None = None,
    ) -> None:
        self.log = log
        self.handlers = Handlers(log, client, app, lambda: self.ended() is not None)
        self._client = client
        self._app = app
        self._failure = failure
        self._over = over
        self._place = Place()

    @property
    def place(self) -> Place:
        """Where the next wait of the program begins; for a handler, where its own does.

        Example: `waiting.place.row`
        """
        return self.handlers.place if self.handlers.here() else self._place

    def tell(self) -> None:
        """Raise what a handler has raised, as `HandlerFailed`, once; a handler itself is not told.

        Example: `waiting.tell()`
        """
        failed = None if self.handlers.here() else self.handlers.failures.take()
        if failed is not None:
            raise failed

    def ended(self) -> Entry | None:
        """Return the row of the log which says that no event can come any more, or None.

        Example: `waiting.ended()`
        """
        last = self.log.connection
        if last is None or last.type in _OVER:
            return last
        if last.type not in DOWN:
            return None
        # Who connects again by itself says when it has given up.
        is_over = last.type == "lost" if self._over is None else self._over()
        return last if is_over else None

    def wait(self, wanted: Awaited, begin: int, timeout: float, way: Way = "wait_for") -> Event:
        """Return the first such event from row `begin` on; wait for it if need be.

        The next wait begins after it. Raises `EventTimeout`, `ConnectionLost` or `HandlerFailed`.

        Example: `waiting.wait(wanted, waiting.place.row, 10)`
        """
        self.tell()
        found: Event | None = None

        def is_the_one(entry: Entry) -> bool:
            nonlocal found
            if entry.kind == "connection":
                ended = self.ended()
                return ended is not None and ended.row == entry.row
            found = wanted.event(entry, self._client) if entry.row >= begin else None
            return found is not None

        unseen = max(0, self.log.dropped - begin)
        self.log.wait(
            is_the_one,
            # The end of the connection is always seen, wherever the wait begins.
            since=min(begin, self.log.end),
            # What has come is looked at all the same, but nothing more will come.
            timeout=0 if self.ended() is not None else timeout,
            types={*wanted.types, *STATES} if wanted.types else (),
        )
        if found is None:
            case = Case(wanted, self.log, begin, self._app, unseen, way)
            raise self._lost(case) or self._timed_out(case, timeout)
        self.place.passed(found.row)
        return found

    def lost(self, wanted: Awaited) -> ConnectionLost | None:
        """Return the error that says why no such event can come any more; None if one can.

        Example: `if (lost := waiting.lost(wanted)) is not None: raise lost`
        """
        return self._lost(Case(wanted, self.log, self.log.end, self._app))

    def _lost(self, case: Case) -> ConnectionLost | None:
        ended = self.ended()
        if ended is None:
            return None
        state = "lost" if ended.type in DOWN else ended.type
        error = ConnectionLost(
            f"No {case.wanted} can come: the connection of {self._app!r} is {state}.",
            why=_WHY[state].replace("{detail}", ended.detail),
            next_step=_NEXT_STEP[state],
            arrived=arrived(self.log, case.begin),
        )
        error.__cause__ = self._failure()
        return error

    def _timed_out(self, case: Case, timeout: float) -> EventTimeout:
        why, next_step = why_not(case)
        failed = None if self.handlers.here() else self.handlers.failures.take()
        if failed is not None:
            why, next_step = f"{failed.what.rstrip('.')}: {failed.why}", failed.next_step
        error = EventTimeout(
            f"No {case.wanted} came within {timeout:g} s.",
            why=why,
            next_step=next_step,
            arrived=arrived(self.log, case.begin),
        )
        error.__cause__ = failed
        return error
