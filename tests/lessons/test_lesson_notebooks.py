"""The lessons' notebooks: each has the form of a lesson, and the glossary has its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from arinb.lessons import Exercise, Plan
from arinb.lessons.finding import all_plans
from tests.notebook_files import FOLDER, notebook_files

PLANS = all_plans()
GLOSSARY = FOLDER / "glossary.ipynb"
# Bold for the eye, or a form of a word that the glossary has.
NO_TERMS = {"cause", "destroyed", "on hold", "review"}
TERM = re.compile(r"[A-Za-z][\w`() -]*[\w`)]")
EVENT = re.compile(r"`?(?:[A-Z][a-z]+){2,}`?")  # the reference explains each
ENTRY = re.compile(r"^- \*\*(.+?)\*\*: (.+?)(?: \*See\* \[.+\]\((.+)\)\.)?$", re.MULTILINE)

each_lesson = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)


def _cells(path: Path) -> list[Any]:
    return list(nbformat.read(path, as_version=4).cells)


def _prose(path: Path) -> str:
    return "\n\n".join(cell.source for cell in _cells(path) if cell.cell_type == "markdown")


def _entries() -> dict[str, tuple[str, str]]:
    """The glossary's words, each with what is said of it and the notebook that it leads to."""
    found = re.findall(
        r"^- \*\*(.+?)\*\*: (.+?)(?: \*See\* \[.+\]\((.+)\)\.)?$", _prose(GLOSSARY), re.MULTILINE
    )
    return {word: (text, notebook) for word, text, notebook in found}


def _is_term(word: str) -> bool:
    return bool(TERM.fullmatch(word)) and not EVENT.fullmatch(word) and len(word.split()) <= 3


def _plain(word: str) -> str:
    return word.casefold().replace("`", "").removesuffix("()").removesuffix("s")


def test_each_lesson_has_a_notebook_and_each_notebook_a_lesson() -> None:
    there = [path for path in notebook_files() if path.parent == FOLDER / "lessons"]
    assert [FOLDER / plan.notebook for plan in PLANS] == there


@each_lesson
def test_it_begins_with_what_one_will_be_able_to_do(plan: Plan) -> None:
    first = _cells(FOLDER / plan.notebook)[0]
    assert first.cell_type == "markdown"
    title, *_, last = first.source.splitlines()
    assert re.match(rf"# {re.escape(plan.title)}\b", title), "the title is not the plan's"
    _, able = first.source.split("After this lesson you can\n")
    assert len(re.findall("^- ", able, re.MULTILINE)) == 3
    assert last.endswith(".")


@each_lesson
def test_one_cell_brings_all_up(plan: Plan) -> None:
    cells = _cells(FOLDER / plan.notebook)
    names = ", ".join(["pbx", "ari", *plan.phones])
    assert cells[1].source == (
        f'import arinb\n\nlesson = arinb.Lesson("{plan.name}")\n{names} = lesson.start()'
    )
    starts = [cell for cell in cells if "lesson.start()" in cell.source]
    assert len(starts) == 1, "it stands in the first code cell and nowhere else"


@each_lesson
def test_its_exercises_are_the_plans_in_their_form(plan: Plan) -> None:
    cells = _cells(FOLDER / plan.notebook)
    begun = [index for index, cell in enumerate(cells) if "lesson.begin(" in cell.source]
    assert len(begun) == len(plan.exercises)
    assert re.search("^## Exercises", _prose(FOLDER / plan.notebook), re.MULTILINE)
    for index, exercise in zip(begun, plan.exercises, strict=True):
        _has_its_form(exercise, *cells[index - 1 : index + 2])


def _has_its_form(exercise: Exercise, task: Any, begin: Any, check: Any) -> None:
    assert (task.cell_type, begin.cell_type, check.cell_type) == ("markdown", "code", "code")
    assert re.search("^### ", task.source, re.MULTILINE), exercise.name
    for way in ("hint", "solution"):
        assert f'`lesson.{way}("{exercise.name}")`' in task.source
    assert begin.source == f'lesson.begin("{exercise.name}")\n# Your lines:'
    assert check.source == f'lesson.check("{exercise.name}")'


@each_lesson
def test_it_ends_closed_and_leads_on(plan: Plan) -> None:
    *_, close, last = _cells(FOLDER / plan.notebook)
    assert close.source == "lesson.close()"
    notebooks = [Path(each.notebook).name for each in PLANS] + ["../glossary.ipynb"]
    following = notebooks[PLANS.index(plan) + 1]
    assert re.match(rf"\*\*Next:\*\* \[.+?\]\({re.escape(following)}\)", last.source)


@each_lesson
def test_its_new_words_are_in_the_glossary(plan: Plan) -> None:
    bold = re.findall(r"\*\*([^*]+)\*\*", _prose(FOLDER / plan.notebook))
    terms = {_plain(word) for word in bold if _is_term(word)}
    known = {_plain(word) for word in _entries()} | NO_TERMS
    assert sorted(terms - known) == []


def test_the_glossary_is_in_order_and_each_line_is_an_entry() -> None:
    words = list(_entries())
    assert len(words) == len(re.findall("^- ", _prose(GLOSSARY), re.MULTILINE)) >= 60
    assert words == sorted(words, key=str.casefold)
    assert sum(not notebook for _, notebook in _entries().values()) <= 1, "they lead nowhere"
    cells = _cells(GLOSSARY)
    assert {cell.cell_type for cell in cells} == {"markdown"}
    for cell in cells[1:-1]:
        first, last = re.findall(r"^## (\w) to (\w)$", cell.source, re.MULTILINE)[0]
        initials = re.findall(r"^- \*\*(\w)", cell.source, re.MULTILINE)
        assert all(first <= initial.upper() <= last for initial in initials)


@pytest.mark.parametrize("word", _entries())
def test_a_word_is_explained_and_leads_to_where_it_is_used(word: str) -> None:
    text, notebook = _entries()[word]
    assert text.lstrip("*")[0].isupper()
    assert text.rstrip(")*").endswith(".")
    if notebook:
        used = (FOLDER / notebook).read_text().casefold()
        assert word.casefold() in used.replace("_", " ")


def test_words_that_an_entry_points_to_are_there() -> None:
    known = {_plain(word) for word in _entries()}
    for text, _ in _entries().values():
        for pointed in re.findall(r"[Ss]ee ((?:\*[^*]+\*(?: and )?)+)", text):
            assert {_plain(each) for each in re.findall(r"\*([^*]+)\*", pointed)} <= known
