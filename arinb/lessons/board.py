"""The board: all lessons and their exercises, passed or not yet."""

from __future__ import annotations

import os
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from arinb.lessons.finding import all_plans
from arinb.lessons.progress_file import Progress

if TYPE_CHECKING:
    from arinb.lessons.plan import Exercise, Plan

PASSED, NOT_YET = "✓", "○"
SHOWN_AT_MOST = 20  # boards of one notebook that are kept up to date

# The boards that are shown in this notebook, by the ids of their outputs.
_shown: deque[tuple[str, Board]] = deque(maxlen=SHOWN_AT_MOST)


@dataclass(frozen=True)
class _Row:
    plan: Plan
    passed: Mapping[str, datetime]
    here: bool

    @property
    def done(self) -> str:
        """How many exercises were passed, in words."""
        count = sum(exercise.name in self.passed for exercise in self.plan.exercises)
        return f"{count} of {len(self.plan.exercises)}"

    def mark(self, exercise: Exercise) -> str:
        return PASSED if exercise.name in self.passed else NOT_YET


class Board:
    """All lessons with title, exercises and link, as the progress file has them now.

    It reads the file whenever it is shown; where it is shown in a notebook, it is brought up to
    date when a check passes there.

    Parameters: `plan`, the lesson that one is in, which is marked, or None.

    Example: `arinb.lessons.progress()`
    """

    def __init__(self, plan: Plan | None = None) -> None:
        self._plan = plan

    def __repr__(self) -> str:
        rows, trouble = self._rows()
        lines = [_line(row) for row in rows]
        return "\n".join([*lines, *filter(None, [trouble])])

    def _repr_html_(self) -> str:
        from arinb.panels import look  # noqa: PLC0415 - only what is shown needs it

        rows, trouble = self._rows()
        heads = "".join(f'<th scope="col">{name}</th>' for name in ("Lesson", "Done", "Exercises"))
        told = look.note("bad", trouble) if trouble else ""
        return (
            f'{look.STYLE}<div class="arinb-still"><table class="arinb-table" '
            f'aria-label="Progress"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{''.join(map(_row_html, rows))}</tbody></table>{told}</div>"
        )

    def _ipython_display_(self) -> None:
        self._publish(uuid.uuid4().hex, update=False)

    def renew(self, display: str) -> None:
        """Show it as it is now in the place of an earlier output.

        Parameters: `display`, the output's id.

        Example: `board.renew(display)`
        """
        self._publish(display, update=True)

    def _publish(self, display: str, *, update: bool) -> None:
        from arinb.panels.stills import publish  # noqa: PLC0415 - only notebooks need it

        publish({"text/plain": repr(self), "text/html": self._repr_html_()}, display, update=update)
        if not update:
            _shown.append((display, self))

    def _rows(self) -> tuple[list[_Row], str]:
        """A row for each lesson, and what is wrong with the file, or ""."""
        progress = Progress.here()
        plans = all_plans()
        if self._plan is not None and self._plan not in plans:
            plans.append(self._plan)
        rows = [_Row(plan, progress.passed(plan.name), plan is self._plan) for plan in plans]
        return rows, progress.trouble


def progress() -> Board:
    """Return all lessons with their exercises, passed or not yet, to look at in a notebook.

    It is brought up to date when a check passes in the same notebook.

    Example: `arinb.lessons.progress()`
    """
    return Board()


def renew_boards() -> None:
    """Bring the boards that are shown in this notebook up to date.

    Example: `renew_boards()`
    """
    for display, board in list(_shown):
        board.renew(display)


def _line(row: _Row) -> str:
    exercises = "  ".join(f"{row.mark(each)} {each.name}" for each in row.plan.exercises)
    return f"{row.plan.title} ({row.done}): {exercises}"


def _row_html(row: _Row) -> str:
    title = _link(row.plan)
    if row.here:
        title = f'<strong aria-current="page">{title}</strong>'
    exercises = " &nbsp; ".join(_exercise_html(row, each) for each in row.plan.exercises)
    head = f'<th scope="row" style="font-weight: normal; white-space: normal">{title}</th>'
    return f"<tr>{head}<td>{row.done}</td><td>{exercises}</td></tr>"


def _exercise_html(row: _Row, exercise: Exercise) -> str:
    when = row.passed.get(exercise.name)
    title = "not passed yet" if when is None else f"passed on {when:%d %B %Y at %H:%M}"
    return (
        f'<span style="white-space: nowrap" title="{title}">{row.mark(exercise)} '
        f"{escape(exercise.name)}</span>"
    )


def _link(plan: Plan) -> str:
    """The lesson's title, as a link to its notebook where that is."""
    title = escape(plan.title)
    notebook = Progress.here().path.parent / plan.notebook
    if not notebook.is_file():
        return title
    return f'<a href="{escape(_from_here(notebook), quote=True)}">{title}</a>'


def _from_here(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()
