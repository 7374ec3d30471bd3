"""The newest lines of Asterisk's console that pass a filter, and how they look."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from arinb.panels import look
from arinb.panels.dots import without

if TYPE_CHECKING:
    from arinb.pbx.console import Console

LEVELS = {"all": "", "notices and worse": "NOTICE", "warnings and errors": "WARNING",
          "errors": "ERROR"}  # fmt: skip
LATEST = 200  # lines that are shown
WIDEST = 600  # characters of a line
_ORDER = ("", "VERBOSE", "NOTICE", "WARNING", "ERROR")
_LEVEL = re.compile(r"^\S*\s*\b(VERBOSE|NOTICE|WARNING|ERROR)\[")
_SIGNS = {"ERROR": "▲", "WARNING": "△"}
STYLE = """<style>
.arinb-panel .arinb-scroll.widget-html:has(.arinb-console) { display: flex;
  flex-direction: column-reverse; background: var(--jp-layout-color0, transparent); }
.arinb-panel .arinb-scroll.widget-html:has(.arinb-console) > .widget-html-content {
  flex: none; width: 100%; }
.arinb-console { font-family: var(--jp-code-font-family, monospace); padding: 4px 8px;
  font-size: var(--jp-code-font-size, 13px); line-height: 1.45; box-sizing: border-box; }
.arinb-console div { white-space: pre-wrap; overflow-wrap: anywhere; padding-left: 2.2em;
  text-indent: -2.2em; }
.arinb-console .arinb-error { border-left: 3px solid var(--jp-error-color1, #c62828);
  font-weight: 700; }
.arinb-console .arinb-warning { border-left: 3px solid var(--jp-warn-color1, #b26a00); }
.arinb-panel pre.arinb-answer, .arinb-still pre.arinb-answer { white-space: pre; }
</style>"""


@dataclass(frozen=True)
class LineFilter:
    """What is shown: lines that have the text in them, and are of the level or a worse one.

    Fields: `text`, upper and lower case being the same; `level`, of "", "NOTICE", "WARNING" and
    "ERROR".

    Example: `LineFilter("stasis").keeps(line)`
    """

    text: str = ""
    level: str = ""

    def keeps(self, line: str) -> bool:
        """Return whether a line is shown.

        Example: `LineFilter(level="ERROR").keeps("[10:00:00] ERROR[1]: oh")`
        """
        if self.level and _ORDER.index(level_of(line)) < _ORDER.index(self.level):
            return False
        return self.text.casefold() in line.casefold()


class LatestLines:
    """The newest lines of a console that pass a filter. One thread at a time may use it.

    Parameters: `console`; `keep`, the filter; `most`, how many.

    Fields: `lines`, oldest first; `mark`, up to where all are looked at.

    Example: `LatestLines(pbx.console, LineFilter("Stasis")).advance()`
    """

    def __init__(self, console: Console, keep: LineFilter, most: int = LATEST) -> None:
        self._console = console
        self.keep = keep
        self.lines: deque[str] = deque(maxlen=most)
        self.mark = 0

    def advance(self) -> None:
        """Look at what has come.

        Example: `latest.advance()`
        """
        end = self._console.mark
        new = self._console.since(self.mark)
        self.mark = max(end, self.mark + len(new))
        self.lines.extend(line for line in new if self.keep.keeps(line))


def level_of(line: str) -> str:
    """Return the level of a line: "ERROR", "WARNING", "NOTICE", "VERBOSE" or "".

    Example: `level_of("[10:00:00] ERROR[1]: loader.c: oh")`
    """
    found = _LEVEL.match(line[:80])
    return found[1] if found else ""


def lines_as_html(lines: Sequence[str], passwords: Sequence[str] = ()) -> str:
    """Return lines of a console as HTML, the newest at the bottom.

    Parameters: `lines`, oldest first; `passwords`, which are shown as dots.

    Example: `lines_as_html(pbx.console.tail(20))`
    """
    body = "".join(_line(without(line, passwords)) for line in lines)
    return (
        '<div class="arinb-console" role="log" aria-live="off" tabindex="0" '
        f'aria-label="Asterisk\'s console, newest line at the bottom">{body}</div>'
    )


def _line(line: str) -> str:
    level = level_of(line)
    sign = f"{_SIGNS[level]} " if level in _SIGNS else ""
    kind = f' class="arinb-{escape(level.lower())}"' if sign else ""
    return f"<div{kind}>{sign}{look.shown(line, WIDEST)}</div>"
