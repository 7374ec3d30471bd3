"""The event log for the eye: the latest entries as lines of text, or as an HTML table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from arinb.ari.cells import subject

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

ARROWS = {"event": "←", "malformed": "←", "request": "→", "answer": "←", "connection": "●"}
LATEST = 20

_HEAD = ("row", "time", "", "what", "channel", "details")
_WIDEST = 60
_HEAD_CELL = "text-align:left;padding:2px 8px;border-bottom:1px solid var(--jp-border-color1,#888)"
_CELL = "text-align:left;padding:2px 8px;vertical-align:top;white-space:pre"
_LAST_CELL = _CELL + "-wrap;overflow-wrap:anywhere"
_TABLE = (
    "border-collapse:collapse;font-size:var(--jp-code-font-size,13px);"
    "color:var(--jp-ui-font-color1,inherit);font-family:var(--jp-code-font-family,monospace)"
)


def as_text(entries: Sequence[Entry], latest: int = LATEST, dropped: int = 0) -> str:
    """Return the latest entries as lines of text, under a line of headings.

    Parameters: `entries`; `latest`, how many of them to show; `dropped`, how many older ones the
    log has dropped.

    Example: `print(as_text(ari.log))`
    """
    if not entries:
        return "(the log is empty)"
    rows = [_HEAD, *(cells(entry) for entry in entries[-latest:])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return "\n".join([*_earlier(len(entries) - latest, dropped), *lines])


def as_html(
    entries: Sequence[Entry], latest: int = LATEST, dropped: int = 0, earlier: int = 0
) -> str:
    """Return the latest entries as an HTML table; everything in it is escaped.

    Parameters: `entries`; `latest`, how many of them to show; `dropped`, how many older ones the
    log has dropped; `earlier`, how many more there are before these.

    Example: `IPython.display.HTML(as_html(ari.log[:8]))`
    """
    head = "".join(f'<th scope="col" style="{_HEAD_CELL}">{name}</th>' for name in _HEAD)
    body = "".join(map(_html_row, entries[-latest:]))
    count = earlier + len(entries)
    hidden = earlier + max(0, len(entries) - latest)
    caption = "; ".join([f"event log: {count} entries", *_earlier(hidden, dropped)])
    return (
        f'<table style="{_TABLE}"><caption style="text-align:left">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def cells(entry: Entry) -> tuple[str, ...]:
    """Return what is shown of an entry: row, time, arrow, what, channel, details.

    Example: `cells(ari.log[0])[3]`
    """
    data = entry.data
    about = subject(entry, data)
    channel = about.get("channel_name") or about.get("channel_id") or ""
    return (
        str(entry.row),
        entry.time.strftime("%H:%M:%S.") + f"{entry.received // 1_000_000 % 1000:03d}",
        ARROWS[entry.kind],
        printable(what(entry)),
        printable(channel),
        printable(_details(entry, about)),
    )


def one_line(entry: Entry) -> str:
    """Return an entry as one line, for errors and lists: row, arrow, what, channel, details.

    Example: `one_line(ari.log[-1])`
    """
    row, _, *rest = cells(entry)
    return "  ".join([f"row {row}:", *filter(None, rest)])


def what(entry: Entry) -> str:
    """Return in a few words what an entry is: "StasisStart", "POST /channels/…/play → 201".

    Example: `what(ari.log[-1])`
    """
    if entry.kind == "malformed":
        return "(no event)"
    if entry.kind not in ("request", "answer"):
        return entry.type
    path = entry.path.partition("?")[0].removeprefix("/ari")
    steps = ["", *path.split("/")]
    # An id is long and stands in the column beside it.
    shown = [
        "…" if before in ("channels", "playbacks") else step for before, step in pairwise(steps)
    ]
    request = f"{entry.method} {'/'.join(shown)}"
    if entry.kind == "request":
        return request
    return f"{request} → {entry.status if entry.status is not None else 'no answer'}"


def printable(text: str) -> str:
    """Return a text from the wire without what could steer a terminal, cut to one column's width.

    Example: `printable(entry.detail)`
    """
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return safe if len(safe) <= _WIDEST else safe[: _WIDEST - 1] + "…"


def _html_row(entry: Entry) -> str:
    *rest, details = (escape(cell) for cell in cells(entry))
    row = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in rest)
    return f'<tr>{row}<td style="{_LAST_CELL}">{details}</td></tr>'


def _details(entry: Entry, about: dict[str, str | None]) -> str:
    if entry.kind == "request":
        return entry.path.partition("?")[2]
    if entry.kind == "answer":
        state = about.get("playback_state") or about.get("channel_state")
        return " ".join(filter(None, [entry.reason, state and f"({state})"]))
    if entry.kind == "event":
        return about.get("playback_state") or about.get("channel_state") or ""
    return entry.detail


def _earlier(hidden: int, dropped: int) -> list[str]:
    told = [f"{hidden} earlier entries are not shown"] if hidden > 0 else []
    if dropped:
        told.insert(0, f"{dropped} older entries were dropped, to keep the log's bound")
    return told
