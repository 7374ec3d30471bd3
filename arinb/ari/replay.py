"""A saved log, played again: its rows come into a new log as they came into the old one."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self

from arinb.ari.client import Client
from arinb.ari.events import Events
from arinb.ari.log import EventLog
from arinb.errors import NotLive, ReplayError

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

# After these, no event can come anyway.
_ENDED = ("closed", "replaced", "refused")
_JOIN = 5.0


class Replay:
    """Plays the rows of a log into a new one, with the pauses that were between them.

    Whatever reads a live log reads this one: waits, handlers, panels. Each row gets a new number
    and the time at which it is played; an answer's `request_row` is that of its request here. After
    the last row, the connection counts as closed. Asking an object of a replay to do something
    raises `NotLive`: there is no Asterisk behind it.

    Fields: `log`, the new log; `events`, to wait for. `close()` it, or use it in a `with`
    statement. One daemon thread, `arinb-replay`, does the playing; what goes wrong in it is
    raised, as the cause of a `ReplayError`, by the next call of `wait`, `pause` or `resume`.

    Parameters: `log`, what to play: the rows that it has now; `speed`, 2 for twice as fast, 0.5 for
    half as fast, `math.inf` for all at once.

    Raises `ReplayError` for a speed that is no number above 0.

    Example: `Replay(EventLog.load("call.jsonl"), speed=10).events.wait_for("StasisEnd")`
    """

    def __init__(self, log: EventLog, speed: float = 1.0) -> None:
        self._speed = _checked(speed)
        self._rows = len(log)
        self._source = log
        self.log = EventLog()
        self._failure: BaseException | None = None
        self._over = threading.Event()
        self.events = Events(
            self.log,
            _NoAsterisk(self.log),
            _application_of(log),
            failure=lambda: self._failure,
            over=self._over.is_set,
        )
        # Guards the two below and the moment that everything is counted from; notified of changes.
        self._changed = threading.Condition(threading.Lock())
        self._closed = False
        self._paused_at: float | None = None
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._play, name="arinb-replay", daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether all has been played, or the replay has been closed.

        Example: `replay.done`
        """
        return self._over.is_set()

    def wait(self, timeout: float) -> bool:
        """Wait until all has been played; return whether it has, within `timeout` seconds.

        Raises `ReplayError` if the replay broke off.

        Example: `assert Replay(log, speed=math.inf).wait(timeout=10)`
        """
        over = self._over.wait(timeout)
        self._tell()
        return over

    def pause(self) -> None:
        """Play nothing more until `resume()`; a second call does nothing.

        Example: `replay.pause()`
        """
        self._tell()
        with self._changed:
            if self._paused_at is None:
                self._paused_at = time.monotonic()
                self._changed.notify_all()

    def resume(self) -> None:
        """Go on after a pause, where it was.

        Example: `replay.resume()`
        """
        self._tell()
        with self._changed:
            if self._paused_at is not None:
                self._began += time.monotonic() - self._paused_at
                self._paused_at = None
                self._changed.notify_all()

    def close(self) -> None:
        """End the playing and the handlers; the log stays. A second call does nothing.

        A wait for an event in another thread ends at once with `ConnectionLost`.

        Example: `replay.close()`
        """
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join(_JOIN)
        self.events.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Replay of {self._rows:,} rows at speed {self._speed:g}>"

    def _play(self) -> None:
        how = "by close()"
        try:
            if self._all_played():
                how = "by the end of the replay"
        except BaseException as error:  # noqa: BLE001 - kept here and raised, chained, by the next call
            self._failure = error
            how = f"by an error in the replay: {error!r}"
        finally:
            last = self.log.connection
            if last is None or last.type not in _ENDED:
                self.log.record_connection("closed", how)
            self._over.set()

    def _all_played(self) -> bool:
        """Play every row; False when close() came before the last one."""
        due, before = 0.0, None
        new_rows: dict[int, int] = {}
        for _, entry in zip(range(self._rows), self._source, strict=False):
            due += _gap(before, entry) / self._speed
            if not self._is_time(due):
                return False
            asked = -1 if entry.request_row is None else entry.request_row
            played = self.log.append(replace(entry, request_row=new_rows.pop(asked, None)))
            if entry.kind == "request":
                new_rows[entry.row] = played.row
            before = entry
        return True

    def _is_time(self, due: float) -> bool:
        """Wait until `due` seconds have been played; False when close() comes first."""
        with self._changed:
            while not self._closed:
                if self._paused_at is not None:
                    self._changed.wait()
                    continue
                left = self._began + due - time.monotonic()
                if left <= 0:
                    return True
                self._changed.wait(min(left, threading.TIMEOUT_MAX))
        return False

    def _tell(self) -> None:
        if self._failure is not None:
            raise ReplayError(
                f"The replay broke off after {len(self.log):,} rows.",
                why=repr(self._failure),
                next_step="Is the log in order? `for entry in log: print(entry)` goes through it.",
            ) from self._failure


class _NoAsterisk(Client):
    """What the live objects of a replay have for a client: it sends nothing."""

    def __init__(self, log: EventLog) -> None:
        super().__init__("http://replay.invalid", "replay", "replay", log=log)

    def send(
        self,
        method: str,
        target: str,
        body: bytes = b"",  # noqa: ARG002 - as Client has it
        *,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> NoReturn:
        """Say that there is nobody to send it to."""
        raise NotLive(
            f"{method} {target.partition('?')[0]} was not sent: this is a replay.",
            why="the events were saved earlier, and there is no Asterisk behind them",
            next_step="Look at what the objects say (.raw), or connect to an Asterisk with "
            "arinb.connect(…) to act upon a call.",
        )

    def __repr__(self) -> str:
        return "<Client of a replay>"


def _checked(speed: float) -> float:
    is_number = isinstance(speed, int | float) and not isinstance(speed, bool)
    if is_number and speed > 0 and not math.isnan(speed):
        return float(speed)
    raise ReplayError(
        f"speed={speed!r} is no speed for a replay.",
        why="it is a factor above 0: 1 as it was, 2 twice as fast, math.inf all at once",
        next_step="for instance log.replay(speed=10); pause() halts a replay",
    )


def _gap(before: Entry | None, entry: Entry) -> float:
    """The seconds between two rows, by the clock that was not set, and not that of two machines."""
    if before is None:
        return 0.0
    gaps = entry.monotonic - before.monotonic, (entry.received - before.received) / 1e9
    return min((gap for gap in gaps if gap >= 0), default=0.0)


def _application_of(log: EventLog) -> str:
    """The application of the first event that names one."""
    for entry in log:
        application = entry.data.get("application") if entry.kind == "event" else None
        if isinstance(application, str) and application:
            return application
    return "replay"
