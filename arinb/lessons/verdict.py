"""What a check says: passed, or what was seen instead and what to try next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arinb.diagnosis import Diagnosis

_PASSED = "var(--jp-success-color1, #388e3c)"
_NOT_YET = "var(--jp-warn-color1, #f57c00)"


@dataclass(frozen=True)
class Verdict:
    """The answer of a check; it shows itself as text and in a notebook.

    Fields: `passed`; `seen`, what happened, in a sentence or two; `next_step`, what to try, "" when
    passed; `diagnosis`, where a link of the chain was found broken, else None.

    Example: `assert lesson.check("answer-the-call").passed`
    """

    passed: bool
    seen: str
    next_step: str = ""
    diagnosis: Diagnosis | None = None

    def with_diagnosis(self, diagnosis: Diagnosis) -> Verdict:
        """Return the same verdict, with what a diagnosis found.

        Example: `verdict.with_diagnosis(arinb.diagnose(pbx, ari))`
        """
        return replace(self, diagnosis=diagnosis)

    def __str__(self) -> str:
        lines = [f"{'✓ Passed' if self.passed else '✗ Not yet'}: {self.seen}"]
        if self.next_step:
            lines.append(f"Next: {self.next_step}")
        if self.diagnosis is not None:
            lines += ["The diagnosis found:", *map(str, self.diagnosis.findings)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        colour, word = (_PASSED, "✓ Passed") if self.passed else (_NOT_YET, "✗ Not yet")
        step = f"<br><em>Next:</em> {escape(self.next_step)}" if self.next_step else ""
        found = ""
        if self.diagnosis is not None:
            boxes = "".join(each._repr_html_() for each in self.diagnosis.findings)
            found = f'<div style="margin-top: 4px"><em>The diagnosis found:</em>{boxes}</div>'
        return (
            f'<div style="border-left: 4px solid {colour}; padding: 4px 10px; margin: 4px 0; '
            f'white-space: normal"><strong>{word}:</strong> {escape(self.seen)}{step}{found}</div>'
        )


def passed(seen: str) -> Verdict:
    """Return the verdict of an exercise that is done.

    Parameters: `seen`, what was seen that shows it, in a sentence.

    Example: `return passed("The channel was answered 0.2 s after it had come.")`
    """
    return Verdict(True, seen)


def not_yet(seen: str, next_step: str) -> Verdict:
    """Return the verdict of an exercise that is not done yet.

    Parameters: `seen`, what was seen instead, in a sentence; `next_step`, what to try.

    Example: `return not_yet("No call came.", "Have the phone dial 1000: phone.dial('1000')")`
    """
    return Verdict(False, seen, next_step)
