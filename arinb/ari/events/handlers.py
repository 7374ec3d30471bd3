"""The thread that calls functions with events, for `ari.on(…)`."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence
from types import FunctionType
from typing import TYPE_CHECKING, Any

from arinb.ari.events.failures import Failures, name_of
from arinb.errors import ConnectionLost, EventError

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.entry import Entry
    from arinb.ari.events.awaited import Awaited
    from arinb.ari.log import EventLog

_GLANCE = 0.1  # seconds after which the thread looks whether it is still needed
_AT_ONCE = 1000  # rows that it takes out of the log in one go
_KEPT = 20  # errors of one function
_JOIN = 5.0


class Place:
    """Where somebody is in the log: `row` is the first that a wait of theirs looks at.

    Example: `place.passed(event.row)`
    """

    def __init__(self) -> None:
        self.row = 0

    def passed(self, row: int) -> None:
        """Go on behind a row, never back.

        Example: `place.passed(event.row)`
        """
        self.row = max(self.row, row + 1)


class Task:
    """A function to be called with events.

    Fields: `function`; `wanted`, the events that it is called with; `next_row`, the first row that
    it has not been asked about; `count`, how often it was called; `errors`, the latest that it has
    raised. Only the handlers' thread writes the last three.

    Example: `Task(print, Awaited(("StasisStart",)), 0)`
    """

    def __init__(self, function: Callable[[Any], object], wanted: Awaited, begin: int) -> None:
        self.function = function
        self.wanted = wanted
        self.next_row = begin
        self.count = 0
        self.errors: deque[BaseException] = deque(maxlen=_KEPT)

    def is_same(self, other: Task) -> bool:
        """Whether another task is this one once more, from a cell that was run again.

        Example: `Task(print, wanted, 0).is_same(Task(print, wanted, 9))`
        """
        mine, others = self.wanted, other.wanted
        return (
            (mine.types, mine.subjects, mine.fields)
            == (others.types, others.subjects, others.fields)
            and _is_same(mine.where, others.where)
            and _is_same(self.function, other.function)
        )


class Handlers:
    """The functions that are called with a connection's events, and the thread that calls them.

    The daemon thread `arinb-handlers-<app>` runs while there are any and events can come. It reads
    the log, like everybody else: however slow a function is, nothing waits for it, and it misses
    no event.

    Parameters: `log`, `client`, `app`, as `Events` takes them; `is_over`, returns whether no event
    can come any more.

    Example: `Handlers(log, client, "hello-world", lambda: False)`
    """

    def __init__(
        self, log: EventLog, client: Client, app: str, is_over: Callable[[], bool]
    ) -> None:
        self.log = log
        self.failures = Failures()
        # Where waits in the running function begin: after the event that it was called with.
        self.place = Place()
        self._client = client
        self._name = f"arinb-handlers-{app}"
        self._is_over = is_over
        # Guards the four below; it is notified when a function has returned.
        self._changed = threading.Condition()
        self._tasks: list[Task] = []
        self._running: Task | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def here(self) -> bool:
        """Whether this is the handlers' thread, so that it is a handler that asks.

        Example: `handlers.here()`
        """
        return threading.current_thread() is self._thread

    @property
    def tasks(self) -> list[Task]:
        """What is still to be called, oldest first.

        Example: `handlers.tasks`
        """
        with self._changed:
            return list(self._tasks)

    def has(self, task: Task) -> bool:
        """Whether a function is still to be called.

        Example: `handlers.has(task)`
        """
        with self._changed:
            return task in self._tasks

    def add(self, task: Task) -> bool:
        """Call a function from now on, in place of one that is the same.

        Returns False after `close()`: it is not called.

        Example: `handlers.add(Task(print, wanted, 0))`
        """
        with self._changed:
            if self._closed:
                return False
            others = [each for each in self._tasks if not each.is_same(task)]
            self._tasks = [*others, task]
            # A start that was interrupted leaves a thread that never lives.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        return True

    def remove(self, task: Task, timeout: float) -> bool:
        """Call a function no more, and wait until it has returned; False if it has not in time.

        A function that asks does not wait, neither for itself nor for others: none is running then.

        Example: `handlers.remove(task, 10)`
        """
        with self._changed:
            self._tasks = [each for each in self._tasks if each is not task]
            if self.here():
                return True
            return self._changed.wait_for(lambda: self._running is not task, timeout)

    def close(self) -> None:
        """End the thread: no function is called any more; a second call does nothing.

        It waits some seconds for a function that is running; one that waits for an event is
        unblocked by the end of the connection.

        Example: `handlers.close()`
        """
        with self._changed:
            self._closed = True
            self._tasks = []
            thread = self._thread
        if thread is not None and thread.is_alive() and not self.here():
            thread.join(_JOIN)

    def _run(self) -> None:
        try:
            while tasks := self._needed():
                self._go_on(tasks)
        except BaseException as error:  # noqa: BLE001 - kept, and raised by the next wait
            self.failures.keep("arinb's own thread that calls handlers has failed.", None, error)
            with self._changed:
                self._thread = None

    def _needed(self) -> list[Task]:
        """The tasks; none when there is nothing more to do, and this thread ends."""
        over, end = self._is_over(), self.log.end
        with self._changed:
            if self._tasks and (not over or any(task.next_row < end for task in self._tasks)):
                return self._tasks
            self._thread = None
            return []

    def _go_on(self, tasks: Sequence[Task]) -> None:
        """Call functions with events that they have not had yet; wait a moment for some."""
        self._skip_dropped(tasks)
        begin = min(task.next_row for task in tasks)
        # Of no types, when somebody wants all; who comes later has their turn next time.
        every = any(not task.wanted.types for task in tasks)
        types = set() if every else {name for task in tasks for name in task.wanted.types}
        entries, end = self._batch(begin, types)
        for entry in entries:
            for task in tasks:
                self._ask(task, entry)
        for task in tasks:
            task.next_row = max(task.next_row, end)
        if not entries:
            self.log.wait(lambda _entry: True, since=end, timeout=_GLANCE, types=types)

    def _batch(self, begin: int, types: Collection[str]) -> tuple[list[Entry], int]:
        """The next rows from `begin` on, and the row up to which there are no others."""
        batch: list[Entry] = []

        def take(entry: Entry) -> bool:
            batch.append(entry)
            return len(batch) == _AT_ONCE

        end = self.log.end
        full = self.log.wait(take, since=begin, timeout=0, types=types)
        return batch, end if full is None else full.row + 1

    def _ask(self, task: Task, entry: Entry) -> None:
        """Call a function with an event that it has not been asked about, if it wants it."""
        with self._changed:
            if task.next_row > entry.row or task not in self._tasks:
                return
            self._running = task
        try:
            task.next_row = entry.row + 1
            event = task.wanted.event(entry, self._client)
            if event is not None:
                task.count += 1
                self.place.row = entry.row + 1
                task.function(event)
        except BaseException as error:  # noqa: BLE001 - even an exit; kept, and raised by the next wait
            self._failed(task, f"failed with {entry.type} at row {entry.row}", error)
        finally:
            with self._changed:
                self._running = None
                self._changed.notify_all()

    def _failed(self, task: Task, how: str, error: BaseException) -> None:
        last = self.log.connection
        closed = last is not None and last.type == "closed"
        # Of a wait that the program itself has ended by closing, it knows.
        if not (closed and isinstance(error, ConnectionLost)):
            self.failures.keep(f"The handler {name_of(task.function)} {how}.", task.function, error)
        # At last: who sees it there, finds it kept.
        task.errors.append(error)

    def _skip_dropped(self, tasks: Sequence[Task]) -> None:
        """Go on at the oldest row that the log still has; what a function has missed is told."""
        first = self.log.dropped
        for task in tasks:
            if task.next_row < first:
                gone = f"rows {task.next_row} to {first - 1}"
                task.next_row = first
                error = EventError(
                    f"{gone} were dropped from the log before it was asked about them",
                    why="the log has a bound, and the handler is slower than the events",
                    next_step="connect with a larger max_events, or have the handler do less",
                )
                self._failed(task, f"has missed {gone} of the log", error)


def _is_same(one: Callable[..., Any] | None, other: Callable[..., Any] | None) -> bool:
    """Whether two functions are the same, or a cell that is run again has made one anew.

    A function of the same name in the same module takes the earlier one's place, as it does in
    Python; one without a name of its own is the same if its code is. One that has taken something
    along from where it was made is the same as itself only.
    """
    if one == other:
        return True
    if not (isinstance(one, FunctionType) and isinstance(other, FunctionType)):
        return False
    if one.__closure__ or other.__closure__:
        return False
    if (one.__module__, one.__qualname__) != (other.__module__, other.__qualname__):
        return False
    has_a_name = "<" not in one.__qualname__
    return has_a_name or (one.__code__, one.__defaults__) == (other.__code__, other.__defaults__)
