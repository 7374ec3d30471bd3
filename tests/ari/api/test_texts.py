"""The description is written in sentences, and in words of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from arinb.ari.api.catalogue import MODELS, OPERATIONS
from arinb.ari.api.description import Operation
from arinb.pbx.private import PrivateAsterisk
from tests.ari.api import served

LONGEST_SUMMARY = 85
FEW = 4  # words: so many can be the same by chance

each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda o: o.name)


def summaries() -> dict[str, str]:
    found = {operation.name: operation.summary for operation in OPERATIONS.values()}
    return found | {model.name: model.summary for model in MODELS.values()}


def texts() -> Iterator[tuple[str, str]]:
    """Every text, and where it stands."""
    for operation in OPERATIONS.values():
        yield f"{operation.name}: summary", operation.summary
        yield f"{operation.name}: details", operation.details
        for parameter in operation.parameters:
            yield f"{operation.name}: {parameter.name}", parameter.text
        for status, cause in operation.errors.items():
            yield f"{operation.name}: {status}", cause
    for model in MODELS.values():
        yield f"{model.name}: summary", model.summary
        yield f"{model.name}: details", model.details
        for field in model.fields:
            yield f"{model.name}: {field.name}", field.text


def test_summaries_fit_into_a_line() -> None:
    long = {name: text for name, text in summaries().items() if len(text) > LONGEST_SUMMARY}
    assert long == {}
    assert all(text and "\n" not in text for text in summaries().values())


def test_texts_are_sentences() -> None:
    assert [where for where, text in texts() if text and not text.endswith(".")] == []
    assert [where for where, text in texts() if text != " ".join(text.split())] == []
    assert [where for where, text in texts() if not text and "details" not in where] == []
    assert [
        where for where, text in texts() if re.search(r" [.,;:](\s|$)|\.\.(?!\.)|,,", text)
    ] == []
    begins = re.compile(r"[A-Z`\"0-9]|connect\(\)|[a-z]+\.conf ")
    started = [(where, text) for where, text in texts() if where.endswith(("summary", "details"))]
    assert [where for where, text in started if text and not begins.match(text)] == []


@each_operation
def test_an_example_is_python_and_of_its_own_operation(operation: Operation) -> None:
    compile(operation.example, operation.name, "exec")
    if operation.name == "events.websocket":
        assert "connect(" in operation.example
    else:
        assert f"ari.{operation.name}(" in operation.example


def _sentences(text: str) -> set[str]:
    """A text and its sentences, without what may differ: case, spaces, punctuation at the end."""
    sentences = [text, *re.split(r"(?<=[.!?])\s+|\n", text)]
    return {" ".join(sentence.lower().split()).strip(" .:;!") for sentence in sentences}


def _texts_in(data: Any) -> Iterator[str]:
    """Every text in JSON."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts_in(value)
    elif isinstance(data, str):
        yield data


def test_no_sentence_of_asterisks_own_description(shared_pbx: PrivateAsterisk) -> None:
    found = set(_texts_in(served.documents(shared_pbx)))
    theirs = {sentence for text in found for sentence in _sentences(text)}
    assert len(theirs) > 500  # it was really read
    taken = {
        where: sentence
        for where, text in texts()
        for sentence in _sentences(text) & theirs
        if len(sentence.split()) > FEW
    }
    assert taken == {}
