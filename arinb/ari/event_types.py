"""The names of the events that Asterisk sends, up to version 23."""

from __future__ import annotations

import difflib

from arinb.ari.api.catalogue import EVENTS

EVENT_TYPES = tuple(sorted(EVENTS))


def meant(name: str) -> str | None:
    """Return the event type that somebody may have meant by `name`, or None.

    None too when `name` is a type that is known, or is like none of them: a newer Asterisk may
    have events that are not in `EVENT_TYPES`.

    Example: `meant("StasisStrat")`
    """
    if name in EVENT_TYPES:
        return None
    by_lower = {known.lower(): known for known in EVENT_TYPES}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.75)
    return by_lower[close[0]] if close else None
