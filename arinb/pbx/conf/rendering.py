"""How a configuration file shows itself: with line numbers and findings, passwords as dots."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from arinb.pbx.conf.findings import Finding, Findings, finding_html
from arinb.pbx.conf.secrets import masked_lines

if TYPE_CHECKING:
    from arinb.pbx.conf.document import ConfDocument

_FRAME = (
    "font-family: var(--jp-code-font-family, monospace); font-size: var(--jp-code-font-size, 13px);"
    " color: var(--jp-content-font-color1, inherit); border: 1px solid "
    "var(--jp-border-color2, rgba(128, 128, 128, 0.5)); padding: 0; overflow-x: auto;"
)
_TITLE = (
    "padding: 2px 8px; background: var(--jp-layout-color2, rgba(128, 128, 128, 0.15)); "
    "border-bottom: 1px solid var(--jp-border-color2, rgba(128, 128, 128, 0.5));"
)
_NUMBER = (
    "display: inline-block; min-width: 3ch; padding-right: 1.5ch; text-align: right; "
    "color: var(--jp-content-font-color2, gray); user-select: none;"
)


def as_text(document: ConfDocument, findings: Findings) -> str:
    """The numbered lines, each finding below its line."""
    width = len(str(max(1, len(document.lines))))
    shown: list[str] = []
    for number, body in _numbered(document):
        shown.append(f"{number:>{width}}  {_printable(body)}".rstrip())
        for finding in findings.on_line(number):
            shown += _finding_text(finding, " " * (width + 2))
    return "\n".join(shown)


def as_html(name: str, document: ConfDocument, findings: Findings) -> str:
    """The same as a block of HTML, coloured by the notebook's theme."""
    rows = []
    for number, body in _numbered(document):
        rows.append(
            f'<div style="white-space: pre;"><span style="{_NUMBER}">{number}</span>'
            f"{html.escape(_printable(body))}</div>"
        )
        rows += [finding_html(finding) for finding in findings.on_line(number)]
    summary = findings.summary() or "nothing to complain about"
    return (
        f'<div style="{_FRAME}"><div style="{_TITLE}"><strong>{html.escape(name)}</strong> '
        f'({summary})</div><div style="padding: 4px 8px;">{"".join(rows)}</div></div>'
    )


def _numbered(document: ConfDocument) -> list[tuple[int, str]]:
    """The lines for display; an empty file has one, for the findings about it."""
    return list(enumerate(masked_lines(document) or [""], start=1))


def _finding_text(finding: Finding, indent: str) -> list[str]:
    return [
        f"{indent}^ {finding.severity}: {finding.what}",
        f"{indent}  why: {finding.why}",
        f"{indent}  fix: {finding.fix}",
    ]


def _printable(body: str) -> str:
    r"""Bytes that are not UTF-8, and control characters, as `\x..`: a front end takes neither."""
    return "".join(char if char == "\t" or char.isprintable() else _escape(char) for char in body)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
