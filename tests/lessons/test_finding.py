"""Where a lesson's plan comes from, and what is said of a plan that can't be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from arinb.errors import LessonError
from arinb.lessons import Lesson, Mistake, Plan
from arinb.lessons.finding import all_plans, find_plan, plan_names
from tests.lessons.conftest import exercise
from tests.notebook_files import REPOSITORY

TEACHERS = '''\
"""A lesson of a teacher's own."""
from __future__ import annotations

from dataclasses import dataclass

from arinb.lessons import Exercise, Mistake, Plan, not_yet, passed


@dataclass
class Wanted:
    count: int


WANTED = Wanted(1)


def listed(happened):
    asked = happened.requests("GET", "/channels")
    if len(asked) < WANTED.count:
        return not_yet("Nobody asked for the channels.", "ari.channels.list()")
    return passed("You asked for the channels.")


PLAN = Plan("mine", "My own", "mine.ipynb", (
    Exercise("list", "List the channels.", listed, ("Ask.",), "ari.channels.list()",
             (Mistake("", "Nobody"), Mistake("ari.bridges.list()", "Nobody"))),
))
'''


def test_every_lesson_has_its_name_and_a_notebook_of_its_own() -> None:
    plans = all_plans()
    assert [find_plan(plan.name) for plan in plans] == plans
    assert {plan.name for plan in plans} == set(plan_names())
    notebooks = [plan.notebook for plan in plans]
    assert notebooks == sorted(set(notebooks))


def test_a_misspelt_lesson_is_guessed_and_the_lessons_are_named() -> None:
    with pytest.raises(LessonError, match=r"Did you mean channels\?") as error:
        Lesson("chanels")
    assert "The lessons are:" in str(error.value)
    with pytest.raises(LessonError, match="no lesson 'lessons/mine'"):
        Lesson(Path("lessons/mine"))


@pytest.mark.parametrize("kind", [str, Path])
def test_a_teachers_own_file_is_a_lesson(machine: Path, kind: type) -> None:
    (machine / "mine.py").write_text(TEACHERS)
    lesson = Lesson(kind("mine.py"))
    _, ari, *_ = lesson.start()
    lesson.begin("list")
    assert "Nobody asked" in lesson.check("list").seen
    ari.channels.list()
    assert lesson.check("list").passed
    assert "✓ list" in repr(lesson.progress())
    lesson.close()


def test_a_teachers_file_in_the_home_folder_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder))
    (folder / "mine.py").write_text(TEACHERS)
    assert find_plan("~/mine.py").name == "mine"


def test_a_file_that_is_missing_or_holds_no_lesson_is_told(folder: Path) -> None:
    with pytest.raises(LessonError, match=r"no file mine\.py"):
        find_plan("mine.py")
    for text in ("", "PLAN = 5\n", "plan = None\n"):
        (folder / "mine.py").write_text(text)
        with pytest.raises(LessonError, match="holds no lesson") as error:
            find_plan("mine.py")
        assert "PLAN" in str(error.value)


def test_an_error_in_a_teachers_file_is_shown_as_it_is(folder: Path) -> None:
    (folder / "mine.py").write_text("PLAN = Plan()\n")
    with pytest.raises(NameError, match="Plan"):
        find_plan("mine.py")


def test_a_forgotten_comma_is_found() -> None:
    with pytest.raises(LessonError, match="hints of answer are no tuple of str") as error:
        exercise(hints=("Look."))
    assert "comma" in str(error.value)
    with pytest.raises(LessonError, match="mistakes of answer"):
        exercise(mistakes=Mistake("", ""))
    with pytest.raises(LessonError, match="exercises of mine"):
        Plan("mine", "Mine", "mine.ipynb", exercise())  # type: ignore[arg-type]


def test_no_hints_and_two_exercises_of_one_name_are_found() -> None:
    with pytest.raises(LessonError, match="hints of answer"):
        exercise(hints=())
    with pytest.raises(LessonError, match="two exercises named answer"):
        Plan("mine", "Mine", "mine.ipynb", (exercise(), exercise("b"), exercise()))


def test_the_guides_lesson_is_one(machine: Path) -> None:
    guide = (REPOSITORY / "CONTRIBUTING.md").read_text().partition("### The plan")[2]
    (machine / "queues.py").write_text(guide.partition("```python\n")[2].partition("```")[0])
    lesson = Lesson("queues.py")
    _, ari, *phones = lesson.start()
    names = {"ari": ari, "phone": phones[0]}
    (only,) = lesson.plan.exercises
    for code, says in [(m.code, m.says) for m in only.mistakes] + [(only.solution, "is Up")]:
        lesson.begin(only.name)
        exec(code, dict(names))
        assert says in str(lesson.check(only.name)), code
    assert lesson.check(only.name).passed
    lesson.close()
