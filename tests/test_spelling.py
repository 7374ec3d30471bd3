"""What learners read is spelt right, and the British way."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from spellchecker import SpellChecker

from arinb.lessons.finding import plan_names
from tests.notebook_files import FOLDER, REPOSITORY, notebook_files
from tests.prose import markdown, plan_text, words

LIST = REPOSITORY / "tests/words.txt"
FILES = [*notebook_files(), *sorted(REPOSITORY.glob("*.md"))]
# Spelt with a British word of another meaning or kind in mind: a computer's program, to practise.
BOTH = {"program", "programs", "license", "practice", "story", "check", "checks", "checked"}


def _ours() -> list[str]:
    lines = LIST.read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    """British spellings, each with the American one."""
    data = resources.files("codespell_lib") / "data/dictionary_en-GB_to_en-US.txt"
    halves = (line.partition("->") for line in data.read_text().split())
    return [(british, american) for british, _, american in halves]


@pytest.fixture(scope="module")
def dictionary(pairs: list[tuple[str, str]]) -> SpellChecker:
    """The English words that are known, and ours."""
    checker = SpellChecker(language="en", distance=1)
    checker.word_frequency.load_words([*_ours(), *(british for british, _ in pairs)])
    return checker


@pytest.fixture(scope="module")
def american(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """American spellings, each with the British one."""
    kept = {british for british, _ in pairs} | BOTH
    return {american: british for british, american in pairs if american not in kept}


def _mistakes(text: str, dictionary: SpellChecker, american: dict[str, str]) -> list[str]:
    found = set(words(text))
    unknown = [f"{word}?" for word in sorted(found - BOTH) if word not in dictionary]
    return unknown + [f"{word}: {american[word]}" for word in sorted(found & american.keys())]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_texts_are_spelt_right(
    path: Path, dictionary: SpellChecker, american: dict[str, str]
) -> None:
    assert _mistakes(markdown(path), dictionary, american) == []


@pytest.mark.parametrize("name", plan_names())
def test_what_lessons_say_is_spelt_right(
    name: str, dictionary: SpellChecker, american: dict[str, str]
) -> None:
    assert _mistakes(plan_text(name), dictionary, american) == []


def test_the_check_finds_what_is_wrong_and_nothing_else(
    dictionary: SpellChecker, american: dict[str, str]
) -> None:
    text = (
        "The **channnel** is anser-ed; its color isn't a “fovour”. `nocode_herre` <b>Jupyterr</b> "
        "[lnik](thiis/is/noone.ipynb) DTMFF PlaybackFinishedd https://exmple.org/pge phone.dilal()"
    )
    assert _mistakes(text, dictionary, american) == [
        "anser?", "channnel?", "fovour?", "jupyterr?", "lnik?", "color: colour",
    ]  # fmt: skip


def test_each_word_of_our_own_is_used_and_in_its_place() -> None:
    ours = _ours()
    assert ours == sorted(set(ours))
    text = "\n".join([*map(markdown, FILES), *map(plan_text, plan_names())])
    assert sorted(set(ours) - set(words(text))) == []
    assert FOLDER / "glossary.ipynb" in FILES
