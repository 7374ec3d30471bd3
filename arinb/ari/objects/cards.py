"""How objects of ARI look in a notebook: a small card, and a table of several."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from arinb.ari.exchange import visible

LONGEST_LIST = 100  # rows of a table; the rest is counted
WIDEST = 200  # characters of a value

_TEXT = "color:var(--jp-ui-font-color1,inherit)"
_CARD = (
    "display:inline-block;padding:0.5em 1em;border-radius:4px;"
    f"border:1px solid var(--jp-border-color1,rgba(127,127,127,0.5));{_TEXT}"
)
_CELL = "text-align:left;vertical-align:top;padding:2px 8px;overflow-wrap:anywhere"
_HEAD = f"{_CELL};white-space:nowrap;border-bottom:1px solid var(--jp-border-color1,#888)"
_CAPTION = "text-align:left;font-weight:bold"


def card(kind: str, cells: Mapping[str, Any]) -> str:
    """Return one object as HTML, a row a field; everything in it is escaped.

    Parameters: `kind`, such as "Channel"; `cells`, the fields by name.

    Example: `card("Channel", {"name": "PJSIP/1000-00000001", "state": "Up"})`
    """
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL};white-space:nowrap">{_shown(name)}</th>'
        f'<td style="{_CELL}">{_shown(value)}</td></tr>'
        for name, value in cells.items()
    )
    return (
        f'<div style="{_CARD}"><table style="margin:0;{_TEXT}">'
        f'<caption style="{_CAPTION}">{escape(kind)}</caption><tbody>{rows}</tbody></table></div>'
    )


def table(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return several objects as an HTML table, a row an object; everything in it is escaped.

    Parameters: `kind`, what they are; `rows`, the fields of each by name.

    Example: `table("Channel", [{"name": "PJSIP/1000-00000001", "state": "Up"}])`
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f'<th scope="col" style="{_HEAD}">{_shown(name)}</th>' for name in names)
    body = "".join(
        "<tr>"
        + "".join(f'<td style="{_CELL}">{_shown(row.get(n, ""))}</td>' for n in names)
        + "</tr>"
        for row in rows[:LONGEST_LIST]
    )
    more = len(rows) - LONGEST_LIST
    count = f"{kind}: {len(rows)}" + (f", the first {LONGEST_LIST} of them" if more > 0 else "")
    return (
        f'<table style="{_TEXT}"><caption style="{_CAPTION}">{escape(count)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def nothing() -> str:
    """Return what stands in the place of a table without rows.

    Example: `nothing()`
    """
    return f'<em style="{_TEXT}">none</em>'


def _shown(value: object) -> str:
    """A value as escaped text, cut to a readable length."""
    try:
        plain = _plain(value)
    except RecursionError:
        plain = "…"
    safe = visible(plain.encode("utf-8", "backslashreplace").decode("utf-8"))
    return escape(safe if len(safe) <= WIDEST else safe[: WIDEST - 1] + "…")


def _plain(value: object) -> str:
    """JSON as people write it: what is empty is left out, parts are separated by commas."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        if value.keys() == {"name", "number"} and all(value.values()):
            return f"{value['name']} <{value['number']}>"
        parts = {name: _plain(part) for name, part in value.items()}
        return ", ".join(f"{name}: {part}" for name, part in parts.items() if part)
    if isinstance(value, list):
        return "; ".join(map(_plain, value)) if _has_parts(value) else ", ".join(map(_plain, value))
    return "" if value is None else json.dumps(value)


def _has_parts(items: Sequence[object]) -> bool:
    return any(isinstance(item, Mapping) for item in items)
