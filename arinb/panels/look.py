"""How panels look: their style, and texts from the wire made fit for it.

Colours are the theme's variables, with a fallback for front ends that have none; wherever a colour
says something, a sign and a word say it, too.
"""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from html import escape
from typing import Literal, TypeAlias

from arinb.ari.exchange import visible

Tone: TypeAlias = Literal["good", "busy", "bad", "over"]

SIGNS: dict[Tone, str] = {"good": "●", "busy": "◌", "bad": "▲", "over": "■"}
LONGEST = 20_000  # characters of a JSON text that is shown
WIDEST = 80  # characters of a table's cell

STYLE = """<style>
.arinb-panel, .arinb-still {
  color: var(--jp-ui-font-color1, inherit); font-size: var(--jp-ui-font-size1, 13px);
  line-height: 1.4; min-width: 0; overflow-wrap: anywhere;
}
.arinb-panel { padding: 4px 2px; }
.arinb-still { overflow-x: auto; }
.arinb-panel .widget-html, .arinb-panel .widget-html-content {
  width: auto; min-width: 0; max-width: 100%; line-height: inherit; font-size: inherit;
  color: inherit; height: auto; overflow: visible;
}
.arinb-panel .arinb-controls { display: flex; flex-flow: row wrap; gap: 2px 8px; }
.arinb-panel .arinb-controls > * { flex: 0 1 auto; }
.arinb-panel code, .arinb-panel pre, .arinb-still code, .arinb-still pre,
.arinb-panel .arinb-table, .arinb-still .arinb-table {
  font-family: var(--jp-code-font-family, monospace); font-size: var(--jp-code-font-size, 13px);
  color: inherit; background: none;
}
.arinb-panel pre, .arinb-still pre {
  white-space: pre-wrap; overflow-wrap: anywhere; margin: 4px 0; padding: 6px 8px;
  border: 1px solid var(--jp-border-color2, #8888); border-radius: 3px; max-height: 32em;
  overflow: auto; background: var(--jp-layout-color0, Canvas);
}
.arinb-table.arinb-table { border-collapse: collapse; table-layout: auto; width: 100%;
  margin: 0; }
.arinb-panel .arinb-scroll.widget-html { max-height: 22em; overflow: auto; border-radius: 3px;
  border: 1px solid var(--jp-border-color2, #8888); }
.arinb-copy { display: flex; gap: 8px; align-items: start; margin: 4px 0; }
.arinb-copy code { flex: 0 1 auto; user-select: all; overflow-wrap: anywhere; }
.arinb-copy button { flex: none; }
.arinb-table.arinb-table th, .arinb-table.arinb-table td { text-align: left; padding: 1px 8px;
  vertical-align: top; white-space: nowrap; background: none; max-width: 26em;
  overflow: hidden; text-overflow: ellipsis; }
.arinb-table.arinb-table td:last-child { white-space: normal; width: 99%; max-width: none;
  min-width: 18em; }
.arinb-table.arinb-table thead th { position: sticky; top: 0; font-weight: 600;
  background: var(--jp-layout-color1, Canvas);
  box-shadow: inset 0 -1px var(--jp-border-color1, #888); }
.arinb-panel .arinb-table tr[data-row] { cursor: pointer; }
.arinb-table tbody tr:nth-child(even) { background: var(--jp-rendermime-table-row-background,
  rgba(127, 127, 127, .08)); }
.arinb-panel .arinb-table tbody tr[data-row]:hover { background: var(--jp-layout-color2,
  rgba(127, 127, 127, .2)); }
.arinb-table tr[aria-selected=true] { outline: 2px solid var(--jp-brand-color1, Highlight);
  outline-offset: -2px; }
.arinb-empty { padding: 12px; border: 1px dashed var(--jp-border-color1, #888);
  border-radius: 3px; color: var(--jp-ui-font-color1, inherit); }
.arinb-note { padding: 6px 10px; margin: 2px 0; border: 1px solid var(--jp-border-color1, #888);
  border-left-width: 5px; border-radius: 3px; white-space: pre-wrap; }
.arinb-note.arinb-bad { border-color: var(--jp-error-color1, #c62828); }
.arinb-note.arinb-busy { border-color: var(--jp-warn-color1, #b26a00); }
.arinb-note.arinb-good { border-color: var(--jp-success-color1, #2e7d32); }
.arinb-still .arinb-line.arinb-line, .arinb-panel .arinb-line.arinb-line { margin: 0; }
.arinb-chips { display: flex; flex-wrap: wrap; gap: 2px 12px; margin: 2px 0; }
.arinb-panel .jupyter-widgets-disconnected::before { display: none; }
.arinb-panel.jupyter-widgets-disconnected::before { content:
  "■ Not connected to a kernel: this is the last state. Run the cell again.";
  font-family: inherit; font-size: inherit; display: block; position: static; margin: 2px 0;
  padding: 6px 10px; border: 1px solid var(--jp-error-color1, #c62828); border-left-width: 5px;
  border-radius: 3px; color: var(--jp-ui-font-color1, inherit); }
</style>"""


def shown(text: object, widest: int | None = WIDEST) -> str:
    """Return a text from the wire as HTML: escaped, without invisible signs, cut to a width.

    Parameters: `text`; `widest`, in characters, or None for as much as a JSON text may have.

    Example: `shown(channel.name)`
    """
    most = LONGEST if widest is None else widest
    safe = harmless(str(text)[: most + 1])
    if len(safe) > most:
        safe = safe[: most - 1] + "…"
    return escape(safe)


def harmless(text: str) -> str:
    r"""Return a text without signs that can't be seen, or not be sent: they are written as `\x1b`.

    It is not escaped; line breaks and tabs stay.

    Example: `escape(harmless(line))`
    """
    return visible(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def pretty(raw: bytes | str) -> str:
    """Return JSON with line breaks, other text as it is; a long one is cut. It is not escaped.

    Example: `escape(pretty(entry.raw))`
    """
    text = raw if isinstance(raw, str) else raw.decode("utf-8", "backslashreplace")
    with contextlib.suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    left_out = len(text) - LONGEST
    text = harmless(text[:LONGEST])
    return text if left_out <= 0 else f"{text}\n… ({left_out} characters more)"


def note(tone: Tone, text: str, *, role: str = "status") -> str:
    """Return a box with a sign and a text, which is escaped; its line breaks stay.

    Parameters: `tone`, "good", "busy", "bad" or "over"; `text`; `role`, "alert" for what must be
    read at once.

    Example: `note("bad", "The connection is lost.", role="alert")`
    """
    return (
        f'<div class="arinb-note arinb-{tone}" role="{role}">{SIGNS[tone]} '
        f"{shown(text, None)}</div>"
    )


def line(tone: Tone, text: str) -> str:
    """Return a plain line with a sign and a text, which is escaped.

    Example: `line("good", "Connected to http://127.0.0.1:8088 as hello-world")`
    """
    return f'<p class="arinb-line" role="status">{SIGNS[tone]} {shown(text, None)}</p>'


def empty(text: str) -> str:
    """Return what stands in the place of something that is not there yet.

    Example: `empty("No event yet: dial 1000.")`
    """
    return f'<div class="arinb-empty">{shown(text, None)}</div>'


def count(number: int, what: str) -> str:
    """Return a number of things in words.

    Example: `count(1, "event")` → `"1 event"`
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def clock(time: datetime) -> str:
    """Return a time of day with milliseconds.

    Example: `clock(entry.time)`
    """
    return time.strftime("%H:%M:%S.") + f"{time.microsecond // 1000:03d}"
