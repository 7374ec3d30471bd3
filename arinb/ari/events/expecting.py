"""An event that something one does will bring about: `with ari.events.expect(…): …`."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from arinb.ari.events.awaited import check_timeout, narrowed
from arinb.ari.events.event import Event
from arinb.ari.events.subjects import SUBJECTS
from arinb.errors import EventError

if TYPE_CHECKING:
    from arinb.ari.events.awaited import Awaited
    from arinb.ari.events.waiting import Waiting

E = TypeVar("E", bound=Event)


class Expectation(Generic[E]):
    """An event that the block of a `with` statement brings about; made by `ari.events.expect(…)`.

    It notes where the log ends before the block begins, and looks from there on at the block's
    end: so it finds the event if it comes quickly, and none that came earlier.

    Example: `with ari.events.expect("StasisEnd") as end: channel.hangup()`
    """

    def __init__(self, waiting: Waiting, wanted: Awaited, timeout: float) -> None:
        self._waiting = waiting
        self._wanted = wanted
        self._timeout = timeout
        self._begin = waiting.log.end
        self._event: E | None = None

    @property
    def event(self) -> E:
        """The event, once the block has ended. Raises `EventError` before that.

        Example: `done.event.playback.state`
        """
        if self._event is None:
            raise EventError(
                f"There is no {self._wanted} yet.",
                why="it is waited for when the block of the with statement ends",
                next_step="use it after the block; or wait inside of it, with wait()",
            )
        return self._event

    def about(self, **what: Any) -> None:  # noqa: ANN401 - objects, ids and values
        """Say inside of the block what else the event must be about or have.

        Parameters: `what`, as `Events.wait_for` takes it: `playback=…`, `channel=…`, …, or a field.
        Raises `BadWait` for what nothing could match.

        Example: `done.about(playback=channel.play("sound:hello-world"))`
        """
        subjects = {name: value for name, value in what.items() if name in SUBJECTS}
        fields = {name: value for name, value in what.items() if name not in SUBJECTS}
        self._wanted = narrowed(self._wanted, subjects, fields)

    def wait(self, timeout: float | None = None) -> E:
        """Wait for the event now, and return it; the end of the block then waits no more.

        Parameters: `timeout`, seconds, in place of the one that `expect` was given.
        Raises what `Events.wait_for` raises.

        Example: `done.wait(timeout=2).playback`
        """
        seconds = self._timeout if timeout is None else timeout
        check_timeout(seconds)
        if self._event is None:
            found = self._waiting.wait(self._wanted, self._begin, seconds, "expect")
            self._event = cast("E", found)
        return self._event

    def __enter__(self) -> Self:
        # Once more, should it be used again.
        self._begin, self._event = self._waiting.log.end, None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.wait()

    def __repr__(self) -> str:
        came = "not yet" if self._event is None else f"row {self._event.row}"
        return f"<Expectation {self._wanted}: {came}>"
