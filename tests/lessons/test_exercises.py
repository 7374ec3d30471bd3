"""Every exercise of every lesson: its solution passes, wrong answers are told what was seen."""

from __future__ import annotations

import pytest

from arinb.errors import ArinbError
from arinb.lessons import Exercise, Lesson
from arinb.lessons.finding import all_plans

PLANS = all_plans()
EXERCISES = [
    pytest.param(plan.name, exercise, id=f"{plan.name}-{exercise.name}")
    for plan in PLANS
    for exercise in plan.exercises
]


def _run(code: str, names: dict[str, object]) -> None:
    """Run a learner's lines; what they get wrong may raise an error, which they see."""
    try:
        exec(code, dict(names))
    except ArinbError:
        return


@pytest.mark.parametrize(("plan", "exercise"), EXERCISES)
def test_wrong_answers_get_their_message_and_the_solution_passes(
    classroom: tuple[Lesson, dict[str, object]], plan: str, exercise: Exercise
) -> None:
    lesson, names = classroom
    lesson.begin(exercise.name)
    assert not lesson.check(exercise.name).passed, "the untouched cell passes"
    for mistake in exercise.mistakes:
        lesson.begin(exercise.name)
        _run(mistake.code, names)
        verdict = lesson.check(exercise.name)
        assert not verdict.passed, mistake.code
        assert mistake.says in str(verdict), f"{mistake.code}\n{verdict}"
        assert verdict.next_step
    lesson.begin(exercise.name)
    exec(exercise.solution, dict(names))
    verdict = lesson.check(exercise.name)
    assert verdict.passed, verdict
    assert lesson.check(exercise.name).passed, "it passes only once"


@pytest.mark.parametrize(("plan", "exercise"), EXERCISES)
def test_an_exercise_is_complete(plan: str, exercise: Exercise) -> None:
    assert len(exercise.mistakes) >= 2
    assert len(exercise.hints) >= 2
    assert exercise.task.endswith((".", "?"))
    assert len(exercise.solution.strip().splitlines()) <= 15
