"""How an error of arinb reads: what happened, why, and what to do next."""

from __future__ import annotations

import textwrap
import traceback

WIDEST = 100  # characters of a line in a notebook's error


class Told(Exception):
    """An error that tells what happened, why, and what next.

    Parameters: `what` happened, in one sentence; `why` it happened, as far as is known;
    `next_step`, what the reader can do about it.

    Example: `raise Told("It is broken.", why="it fell down", next_step="Take a new one.")`
    """

    def __init__(self, what: str, *, why: str = "", next_step: str = "") -> None:
        self.what = what
        self.why = why
        self.next_step = next_step
        super().__init__(what, why, next_step)

    def __str__(self) -> str:
        lines = [self.what]
        if self.why:
            lines.append(f"Why:  {self.why}")
        if self.next_step:
            lines.append(f"Next: {self.next_step}")
        return "\n".join(lines)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in a traceback's place: the learner's line, and the message."""
        steps = traceback.extract_tb(self.__traceback__)
        here = [step for step in steps if "ipykernel_" in step.filename]
        where = [f"line {step.lineno}: {step.line}" for step in here[-1:]]
        return [*where, *_wrapped(f"{type(self).__name__}: {self}")]


def _wrapped(text: str) -> list[str]:
    """The lines of a message, broken between words: a notebook breaks them anywhere."""
    lines = []
    for line in text.splitlines():
        quoted = line.startswith(" ")  # a console's, as they came
        broken = textwrap.wrap(line, WIDEST, subsequent_indent=" " * 6, break_on_hyphens=False)
        lines += [line] if quoted else broken
    return lines
