"""The board of all lessons: passed, not yet, and where their notebooks are."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from arinb import lessons
from arinb.lessons import Lesson, board
from arinb.lessons.finding import all_plans
from arinb.lessons.progress_file import NAME, Progress
from tests.lessons.conftest import PLAN
from tests.lessons.test_lesson import solve

FIRST = all_plans()[0]


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict[str, str], str, bool]]:
    """What was sent to the notebook: its data, the output's id, whether it replaces."""
    sent: list[tuple[dict[str, str], str, bool]] = []

    def publish(data: dict[str, Any], display: str, *, update: bool) -> None:
        sent.append((data, display, update))

    monkeypatch.setattr("arinb.panels.stills.publish", publish)
    monkeypatch.setattr(board, "_shown", type(board._shown)(maxlen=board.SHOWN_AT_MOST))
    return sent


def test_each_lesson_has_a_line_with_its_exercises(folder: Path) -> None:
    lines = repr(lessons.progress()).splitlines()
    assert len(lines) == len(all_plans())
    name = FIRST.exercises[0].name
    assert lines[0].startswith(f"{FIRST.title} (0 of {len(FIRST.exercises)}): ○ {name}")
    Progress.here().record(FIRST.name, name)
    passed = repr(lessons.progress()).splitlines()[0]
    assert passed.startswith(f"{FIRST.title} (1 of {len(FIRST.exercises)}): ✓ {name}")


def test_the_titles_lead_to_the_notebooks_from_wherever_one_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "00-start-here.ipynb").touch()
    assert "<a " not in lessons.progress()._repr_html_(), "there are no notebooks yet"
    notebook = folder / FIRST.notebook
    notebook.parent.mkdir()
    notebook.touch()
    link = f'<a href="{FIRST.notebook}">{FIRST.title}</a>'
    assert link in lessons.progress()._repr_html_()
    monkeypatch.chdir(notebook.parent)
    link = f'<a href="{notebook.name}">{FIRST.title}</a>'
    assert link in lessons.progress()._repr_html_()


def test_it_says_by_more_than_a_colour_what_is_passed_and_when(folder: Path) -> None:
    Progress.here().record(FIRST.name, FIRST.exercises[0].name)
    html = lessons.progress()._repr_html_()
    assert len(re.findall("title=.passed on [0-9]", html)) == html.count("✓") == 1
    assert html.count("not passed yet") == html.count("○") > 0
    assert 'aria-label="Progress"' in html


def test_a_lesson_of_ones_own_is_on_its_board_escaped_and_marked(lesson: Lesson) -> None:
    assert repr(lesson.progress()).splitlines()[-1] == "A <trial> (0 of 2): ○ answer  ○ again"
    html = lesson.progress()._repr_html_()
    assert '<strong aria-current="page">A &lt;trial&gt;</strong>' in html
    assert "<trial>" not in html
    assert "trial" not in lessons.progress()._repr_html_()


def test_a_lesson_that_came_with_arinb_is_there_once(folder: Path) -> None:
    html = Lesson(FIRST.name).progress()._repr_html_()
    assert html.count(f">{FIRST.title}<") == 1
    assert html.count("aria-current") == 1


def test_a_damaged_file_is_told_below(folder: Path) -> None:
    (folder / NAME).write_text("{ broken")
    assert "was damaged" in repr(lessons.progress())
    (folder / NAME).write_text("{ broken")
    assert "was damaged" in lessons.progress()._repr_html_()


def test_a_check_that_passes_brings_it_up_to_date(
    lesson: Lesson, published: list[tuple[dict[str, str], str, bool]]
) -> None:
    lesson.progress()._ipython_display_()
    lessons.progress()._ipython_display_()
    _, ari, *_ = lesson.start()
    lesson.begin("answer")
    lesson.check("answer")
    assert len(published) == 2, "nothing has passed"
    solve(ari, lesson)
    lesson.check("answer")
    (own, own_id, _), (_, all_id, _), *renewed = published
    assert own_id != all_id
    assert [(display, update) for _, display, update in renewed] == [(own_id, True), (all_id, True)]
    assert "○ answer" in own["text/plain"]
    assert "✓ answer" in renewed[0][0]["text/plain"]
    assert "✓ answer" in renewed[0][0]["text/html"]


def test_a_notebook_that_shows_it_again_and_again_keeps_the_latest(
    folder: Path, published: list[tuple[dict[str, str], str, bool]]
) -> None:
    for _ in range(board.SHOWN_AT_MOST + 5):
        lessons.progress()._ipython_display_()
    published.clear()
    board.renew_boards()
    assert len(published) == board.SHOWN_AT_MOST


def test_two_plans_of_one_name_share_their_passes(folder: Path) -> None:
    other = dataclasses.replace(PLAN, title="Other")
    Progress.here().record("trial", "again")
    assert repr(Lesson(other).progress()).splitlines()[-1] == "Other (1 of 2): ○ answer  ✓ again"
