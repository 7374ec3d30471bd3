"""What a check found: where, what, why, and how to put it right."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, overload

Severity = Literal["error", "warning", "note"]

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_COLOURS: dict[Severity, str] = {
    "error": "var(--jp-error-color1, #d32f2f)",
    "warning": "var(--jp-warn-color1, #f57c00)",
    "note": "var(--jp-info-color1, #0097a7)",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check of a configuration file found.

    `file` is the file's name, `line` its 1-based line, `severity` "error" (Asterisk will not do
    what is meant), "warning" (it works, but is risky or is most likely not meant) or "note" (good
    to know); `what` says what is there, `why` what that does in Asterisk, `fix` what to change.

    Example: `[f.fix for f in conf["http.conf"].findings if f.severity == "error"]`
    """

    file: str
    line: int
    severity: Severity
    what: str
    why: str
    fix: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.severity}: {self.what}\n"
            f"    why: {self.why}\n    fix: {self.fix}"
        )

    def _repr_html_(self) -> str:
        return finding_html(self, place=f"{self.file}, line {self.line}: ")


class Findings(Sequence[Finding]):
    """The findings of one file or of a folder, in the order of files and lines.

    Shows itself as text with `print` and as coloured boxes in a notebook.

    Example: `conf.findings.errors`
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings = tuple(findings)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Findings: ...
    def __getitem__(self, index: int | slice) -> Finding | Findings:
        if isinstance(index, slice):
            return Findings(self._findings[index])
        return self._findings[index]

    def __len__(self) -> int:
        return len(self._findings)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings) and self._findings == other._findings

    def __hash__(self) -> int:
        return hash(self._findings)

    @property
    def errors(self) -> Findings:
        """Those that keep Asterisk from doing what is meant."""
        return self._of("error")

    @property
    def warnings(self) -> Findings:
        """Those that work, but are risky or most likely not meant."""
        return self._of("warning")

    @property
    def notes(self) -> Findings:
        """Those that are only good to know."""
        return self._of("note")

    def on_line(self, line: int) -> Findings:
        """Those of the 1-based `line`, errors first.

        Example: `conf["http.conf"].findings.on_line(3)`
        """
        here = [f for f in self._findings if f.line == line]
        return Findings(sorted(here, key=lambda f: _RANK[f.severity]))

    def summary(self) -> str:
        """How many there are of each severity, such as "1 error, 2 warnings"; "" for none."""
        counts = ((len(self._of(severity)), severity) for severity in _RANK)
        return ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for n, severity in counts if n)

    def _of(self, severity: Severity) -> Findings:
        return Findings(f for f in self._findings if f.severity == severity)

    def __repr__(self) -> str:
        return f"<Findings: {self.summary() or 'none'}>"

    def __str__(self) -> str:
        return "\n".join(map(str, self._findings)) or "Nothing to complain about."

    def _repr_html_(self) -> str:
        boxes = (finding._repr_html_() for finding in self._findings)
        return "".join(boxes) or "<div>Nothing to complain about.</div>"


def finding_html(finding: Finding, *, place: str = "") -> str:
    """A box with the finding's severity in words, what, why and fix; `place` goes before them."""
    colour = _COLOURS[finding.severity]
    what, why, fix = map(html.escape, (finding.what, finding.why, finding.fix))
    return (
        f'<div style="border-left: 4px solid {colour}; margin: 2px 0 6px 0; padding: 4px 10px; '
        "white-space: normal; background: var(--jp-layout-color2, rgba(128, 128, 128, 0.12)); "
        'font-family: var(--jp-content-font-family, sans-serif);">'
        f"<strong>{finding.severity}:</strong> "
        f"{html.escape(place)}{what}<br><em>Why:</em> {why}<br><em>Fix:</em> {fix}</div>"
    )
