"""A wait that ended in vain, as those look at it who tell why."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from arinb.ari.events import so_far

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.events.awaited import Awaited
    from arinb.ari.log import EventLog

_ENOUGH = 10_000  # a reason that shows in no later event is hardly one; looking takes time

# Why an event did not come, and what to do next: two sentences.
Reason: TypeAlias = tuple[str, str]
Way: TypeAlias = Literal["wait_for", "expect"]


@dataclass(frozen=True)
class Case:
    """A wait that ended in vain.

    Fields: `wanted`, what was waited for; `log`, where; `begin`, the row that the wait began at;
    `app`, the application's name; `unseen`, how many rows from `begin` on the log had dropped
    before the wait looked at them; `way`, how one waited.

    Example: `why, next_step = why_not(Case(wanted, ari.log, 0, "hello-world"))`
    """

    wanted: Awaited
    log: EventLog
    begin: int
    app: str
    unseen: int = 0
    way: Way = "wait_for"

    def events(self, *types: str, since: int = 0, before: int = sys.maxsize) -> list[Entry]:
        """Return the latest 10,000 events of some types, oldest first; without types, of all.

        Parameters: `since` and `before`, the rows between which to look.

        Example: `case.events("StasisStart")`
        """
        found = so_far.rows(self.log, types, since, before=before, latest=_ENOUGH)
        return [entry for entry in found if entry.kind == "event"]
