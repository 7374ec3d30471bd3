"""What a log does not show: events while the connection was down, and rows that it has dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.events import so_far

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arinb.ari.events.case import Case, Reason
    from arinb.ari.log import EventLog

DOWN = ("lost", "trying")
UP = ("opened", "back")


def gaps(case: Case) -> Iterator[Reason]:
    """Yield what the wait could not see, each with what to do about it.

    Example: `for why, next_step in gaps(case): …`
    """
    outages = [(lost, back) for lost, back in _outages(case.log) if (back or lost) >= case.begin]
    if outages:
        yield _outage(*outages[-1], len(outages) - 1)
    if case.unseen:
        yield (
            f"{case.unseen} rows had been dropped from the log before this wait looked at them",
            "connect with a larger max_events, or wait more often",
        )


def _outages(log: EventLog) -> Iterator[tuple[int, int | None]]:
    """The rows at which the connection was lost and was back; None while it is still down."""
    lost: int | None = None
    for entry in so_far.rows(log, {*DOWN, *UP}):
        if entry.kind != "connection":
            continue
        if entry.type in DOWN:
            lost = entry.row if lost is None else lost
        elif lost is not None:
            yield lost, entry.row
            lost = None
    if lost is not None:
        yield lost, None


def _outage(lost: int, back: int | None, earlier: int) -> Reason:
    times = "once" if earlier == 1 else f"{earlier} times"
    before = f" (and was down {times} before that)" if earlier else ""
    if back is None:
        return (
            f"the connection is down since row {lost} (arinb keeps trying){before}",
            "is Asterisk running? When the connection is back, wait again",
        )
    why = (
        f"the connection was lost at row {lost} and is back since row {back}{before}: what "
        "happened in between is not in this log"
    )
    return why, "ask Asterisk how things stand: ari.channels.list(), ari.bridges.list()"
