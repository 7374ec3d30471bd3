"""A wait that ended in vain, as those look at it who tell why."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import unquote

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

    def granted(self, method: str, path: str) -> Entry | None:
        """Return the latest request that Asterisk has granted, among the latest 10,000 rows.

        Parameters: `method`, such as "PUT"; `path`, the path below /ari/.

        Example: `case.granted("PUT", "applications/hello-world/eventFilter")`
        """
        latest = self.log.since(max(self.log.dropped, self.log.end - _ENOUGH))
        done = {each.request_row for each in latest if each.kind == "answer" and _is_good(each)}
        for entry in reversed(latest):
            asked = unquote(entry.path.partition("?")[0]).rpartition("/ari/")[2]
            if entry.row in done and (entry.method, asked) == (method, path):
                return entry
        return None


def _is_good(answer: Entry) -> bool:
    return answer.status is not None and answer.status < 300
