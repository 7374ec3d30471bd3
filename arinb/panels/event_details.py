"""One row of the log as a text to read: what it is, what it means, and its JSON."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from arinb.ari.api import EVENTS
from arinb.panels import look

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

_NEVER_HEARD = "No event of ARI that arinb knows: this Asterisk may be newer, or a module adds it."


def event_as_html(entry: Entry) -> str:
    """Return an event, a malformed frame or a connection change as HTML, all of it escaped.

    Example: `event_as_html(ari.log[2])`
    """
    name = look.shown(entry.type or "no event")
    head = f"<strong>{name}</strong>, row {entry.row}, at {look.clock(entry.time)}"
    body = f'<pre tabindex="0">{escape(look.pretty(entry.raw))}</pre>' if entry.raw else ""
    return f'<p class="arinb-line">{head}</p><p class="arinb-line">{_meaning(entry)}</p>{body}'


def _meaning(entry: Entry) -> str:
    if entry.kind == "connection":
        return look.shown(f"The WebSocket to Asterisk: {entry.detail}", None)
    if entry.kind == "malformed":
        return look.shown(f"This came over the WebSocket, but is no event: {entry.detail}", None)
    event = EVENTS.get(entry.type)
    if event is None:
        return _NEVER_HEARD
    more = f"<code>arinb.api.event({escape(repr(entry.type))})</code> tells its fields."
    return f"{look.shown(f'{event.summary} {event.details}'.strip(), 600)} {more}"
