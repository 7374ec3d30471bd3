"""How tasks, hints, solutions and verdicts look, as text and in a notebook."""

from __future__ import annotations

import pytest

from arinb.diagnosis import Diagnosis
from arinb.diagnosis.report import Finding, Looked
from arinb.lessons.cards import Hint, Solution, Task
from arinb.lessons.verdict import Verdict, not_yet, passed
from tests.lessons.conftest import exercise

EVIL = "<script>alert('x')</script>"
EVILS = exercise(
    EVIL, task=EVIL, hints=(EVIL, EVIL), solution=f"print({EVIL!r})"
)  # fmt: skip
FOUND = Finding("dialplan", f"No Stasis() {EVIL}", "extensions.conf:3", "asked", "Write it.")
DIAGNOSIS = Diagnosis((Looked("dialplan", "?", "broken"),), (FOUND,))


@pytest.mark.parametrize(
    "card",
    [
        Task(EVILS),
        Hint(EVILS, 1),
        Hint(EVILS, 2),
        Solution(EVILS),
        Verdict(False, EVIL, EVIL, DIAGNOSIS),
        Verdict(True, EVIL),
    ],
    ids=lambda card: type(card).__name__,
)
def test_nothing_is_markup_that_is_meant_as_text(card: Task | Hint | Solution | Verdict) -> None:
    html = card._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert EVIL.replace("'", "") in repr(card).replace("'", "")
    assert html.count("<div") == html.count("</div>")
    assert "var(--jp-" in html


def test_a_task_says_what_to_do_and_what_comes_next() -> None:
    assert repr(Task(exercise())) == (
        "answer: Answer <the> call.\n"
        "It is begun. Write your lines below, run the cell again, then check."
    )


def test_a_hint_says_how_many_there_are_and_how_to_get_more() -> None:
    chosen = exercise()
    assert repr(Hint(chosen, 2)) == ('Hint 2 of 3: Look <closer>.\nFor more: lesson.hint("answer")')
    assert repr(Hint(chosen, 3)) == (
        'Hint 3 of 3: channel.answer()\nFor a solution: lesson.solution("answer")'
    )


def test_a_solution_can_be_copied() -> None:
    lines = "\nfor each in ():\n    each.answer()\n"
    assert repr(Solution(exercise(solution=lines))).endswith(lines.rstrip())
    assert "<pre>for each in ():\n    each.answer()</pre>" in (
        Solution(exercise(solution=lines))._repr_html_()
    )


def test_a_verdict_has_a_sign_a_word_and_the_next_step() -> None:
    assert str(passed("It is Up.")) == "✓ Passed: It is Up."
    assert str(not_yet("It rings.", "Answer it.")) == "✗ Not yet: It rings.\nNext: Answer it."
    assert "✓ Passed" in passed("It is Up.")._repr_html_()
    assert "Next:" not in passed("It is Up.")._repr_html_()


def test_a_diagnosis_stands_below_the_verdict() -> None:
    verdict = not_yet("No call.", "Dial.").with_diagnosis(DIAGNOSIS)
    assert verdict.seen == "No call."
    lines = str(verdict).splitlines()
    assert lines[2] == "The diagnosis found:"
    assert lines[-1] == "  fix: Write it."
    assert verdict._repr_html_().index("Dial.") < verdict._repr_html_().index("No Stasis()")
