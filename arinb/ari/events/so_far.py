"""What a log holds so far, looked up without going through more of it than needed."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog


def rows(
    log: EventLog,
    types: Collection[str] = (),
    since: int = 0,
    *,
    before: int = sys.maxsize,
    latest: int | None = None,
) -> list[Entry]:
    """Return the entries of some types so far, oldest first.

    Parameters: `types`, event types and connection states, or none for every entry; `since`, the
    row to begin at; `before`, the row to end at; `latest`, how many at most, None for all.

    Example: `rows(ari.log, ("StasisStart",))`
    """
    found: deque[Entry] = deque(maxlen=latest)

    def take(entry: Entry) -> bool:
        if entry.row >= before:
            return True
        found.append(entry)
        return False  # to be shown the next one, too

    log.wait(take, since=since, timeout=0, types=types)
    return list(found)


def events(log: EventLog, types: Collection[str] = (), since: int = 0) -> list[Entry]:
    """Return the events of some types so far, oldest first: `rows` without what is no event.

    Example: `events(ari.log, ("StasisStart",))`
    """
    return [entry for entry in rows(log, types, since) if entry.kind == "event"]


def latest_events(log: EventLog, count: int) -> list[Entry]:
    """Return the latest events, oldest first, looked for from the end of the log.

    Parameters: `count`, how many at most.

    Example: `latest_events(ari.log, 1)`
    """
    looked_at = 4 * count
    while True:
        tail = log[-looked_at:]
        found = [entry for entry in tail if entry.kind == "event"]
        if len(found) >= count or len(tail) < looked_at:
            return found[-count:]
        looked_at *= 8
