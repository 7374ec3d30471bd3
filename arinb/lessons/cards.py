"""How tasks, hints and solutions look in a notebook and as text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arinb.lessons.plan import Exercise

_BOX = (
    "border-left: 4px solid var(--jp-brand-color1, #1976d2); padding: 4px 10px; margin: 4px 0; "
    "white-space: normal;"
)


@dataclass(frozen=True)
class Task:
    """An exercise's task, as `lesson.begin()` shows it.

    Fields: `ended`, the names of handlers of earlier cells that are called no more.

    Example: `lesson.begin("answer-the-call")`
    """

    exercise: Exercise
    ended: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"{self.exercise.name}: {self.exercise.task}\n{self._next()}"

    def _repr_html_(self) -> str:
        name, task = escape(self.exercise.name), escape(self.exercise.task)
        next_ = escape(self._next())
        return f'<div style="{_BOX}"><strong>{name}</strong>: {task}<br>{next_}</div>'

    def _next(self) -> str:
        begun = "It is begun. Write your lines below, run the cell again, then check."
        if not self.ended:
            return begun
        names = ", ".join(dict.fromkeys(self.ended))
        return f"{begun} Handlers of earlier cells are called no more: {names}."


@dataclass(frozen=True)
class Hint:
    """One hint of several.

    Example: `lesson.hint("answer-the-call")`
    """

    exercise: Exercise
    number: int

    def __repr__(self) -> str:
        return f"{self._title()}: {self.exercise.hints[self.number - 1]}\n{self._next()}"

    def _repr_html_(self) -> str:
        text = escape(self.exercise.hints[self.number - 1])
        next_ = escape(self._next())
        return f'<div style="{_BOX}"><strong>{self._title()}</strong>: {text}<br>{next_}</div>'

    def _title(self) -> str:
        return f"Hint {self.number} of {len(self.exercise.hints)}"

    def _next(self) -> str:
        more = self.number < len(self.exercise.hints)
        what, way = ("more", "hint") if more else ("a solution", "solution")
        return f'For {what}: lesson.{way}("{self.exercise.name}")'


@dataclass(frozen=True)
class Solution:
    """One way to solve an exercise; others are as right.

    Example: `lesson.solution("answer-the-call")`
    """

    exercise: Exercise

    def __repr__(self) -> str:
        return f"One solution:\n\n{self.exercise.solution.strip()}"

    def _repr_html_(self) -> str:
        code = escape(self.exercise.solution.strip())
        return f'<div style="{_BOX}"><strong>One solution</strong><pre>{code}</pre></div>'
