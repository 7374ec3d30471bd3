"""What `ari.on(…)` returns: a handle on a function that is called with events."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from arinb.ari import listing
from arinb.ari.events import so_far
from arinb.ari.events.awaited import check_timeout
from arinb.ari.events.failures import name_of
from arinb.errors import EventTimeout

if TYPE_CHECKING:
    from arinb.ari.events.handlers import Handlers, Task


class Handler:
    """A function that is called with each event of a kind; made by `ari.on(…)`.

    In a `with` statement it is cancelled at the end of the block. Calling the handler calls the
    function.

    Example: `handler = ari.on("ChannelDtmfReceived", print)`
    """

    def __init__(self, task: Task, handlers: Handlers) -> None:
        self._task = task
        self._handlers = handlers

    @property
    def name(self) -> str:
        """The function's name, as Python has it.

        Example: `handler.name`
        """
        return name_of(self._task.function)

    @property
    def count(self) -> int:
        """How often the function has been called.

        Example: `handler.count`
        """
        return self._task.count

    @property
    def failures(self) -> tuple[BaseException, ...]:
        """The errors that it has raised, oldest first: the latest 20, with their tracebacks.

        Example: `raise handler.failures[-1]`
        """
        return tuple(self._task.errors)

    @property
    def backlog(self) -> int:
        """How many events of its types have come that it has not been asked about yet.

        Example: `handler.backlog`
        """
        if not self._handlers.has(self._task):
            return 0
        task = self._task
        return len(so_far.events(self._handlers.log, task.wanted.types, task.next_row))

    def cancel(self, timeout: float = 10.0) -> None:
        """Have the function called no more; a second call does nothing.

        When this returns, the function is not running either, unless a handler itself cancels.

        Parameters: `timeout`, seconds, for a call that is running now. Raises `EventTimeout` when
        that does not end; the function is cancelled all the same.

        Example: `handler.cancel()`
        """
        check_timeout(timeout)
        if not self._handlers.remove(self._task, timeout):
            raise EventTimeout(
                f"{self!r} is cancelled, but still running after {timeout:g} s.",
                why="the function has been called with an event, and has not returned yet",
                next_step="does it wait for something? Another cancel() waits on",
            )

    def __call__(self, event: Any) -> object:  # noqa: ANN401, D102 - the function's own
        return self._task.function(event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cancel()

    def __repr__(self) -> str:
        name, wanted = name_of(self._task.function), str(self._task.wanted)
        return f"<Handler {listing.printable(f'{name}: {wanted}')}>"
