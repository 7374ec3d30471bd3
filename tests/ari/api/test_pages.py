"""How an operation and a model look: HTML in a notebook, text elsewhere."""

from __future__ import annotations

from html import escape, unescape

import pytest

from arinb.ari.api.catalogue import MODELS, OPERATIONS
from arinb.ari.api.description import Field, Model, Operation, Parameter
from arinb.versions import in_words
from tests.ari.objects.test_cards import Page

EVIL = '<script>alert("1")</script>&amp;'

each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda o: o.name)
each_model = pytest.mark.parametrize("model", MODELS.values(), ids=lambda m: m.name)

TAGS = {"div", "p", "strong", "code", "table", "caption", "thead", "tbody", "tr", "th", "td"}


def texts(html: str) -> list[str]:
    """The texts of a page whose tags are those of a page, and all closed."""
    page = Page(html)
    assert set(page.tags) <= TAGS
    assert page.open == []
    assert page.attributes <= {"style", "scope"}
    return page.texts


def _of_operation(operation: Operation) -> list[str]:
    """What every page of an operation says."""
    return [
        f"ari.{operation.name}",
        f"{operation.method} {operation.path}",
        operation.summary,
        operation.details,
        f"since Asterisk {in_words(operation.since)}",
        " or ".join(map(str, operation.statuses)),
        operation.example,
        *(parameter.text for parameter in operation.parameters),
        *(str(status) for status in operation.errors),
        *operation.errors.values(),
    ]


@each_operation
def test_an_operation_as_html(operation: Operation) -> None:
    html = operation._repr_html_()
    found = texts(html)
    said = " ".join(found)
    assert [part for part in _of_operation(operation) if part not in said] == []
    for parameter in operation.parameters:
        assert parameter.name_in_python in found
        assert parameter.name in said
    assert ("Parameters" in found) == bool(operation.parameters)
    assert ("Errors" in found) == bool(operation.errors)


@each_operation
def test_an_operation_as_text(operation: Operation) -> None:
    text = str(operation)
    assert [part for part in _of_operation(operation) if part not in text] == []
    lines = text.splitlines()
    for parameter in operation.parameters:
        line = next(x for x in lines if x.startswith(f"  {parameter.name_in_python} "))
        assert parameter.text in line
        assert parameter.required is not (" optional " in line)
        assert parameter.default is None or f"Default: {parameter.default}." in line
    assert lines[-1] == f"Example: {operation.example}"


@each_model
def test_a_model_on_its_page(model: Model) -> None:
    found, text = texts(model._repr_html_()), str(model)
    for said in (" ".join(found), text):
        assert model.name in said
        assert model.summary in said
        assert model.details in said
        assert in_words(model.since) in said
        for field in model.fields:
            assert field.text in said
            assert all(value in said for value in field.allowed)
    assert {field.name for field in model.fields} <= set(found)
    assert ("event" in found) == model.is_event


def test_nothing_in_a_page_is_markup() -> None:
    operation = Operation(
        name=EVIL,
        nickname="x",
        method="GET",
        path=EVIL,
        summary=EVIL,
        details=EVIL,
        parameters=(Parameter(name=EVIL, text=EVIL, allowed=(EVIL,), default=EVIL),),
        errors={404: EVIL},
        example=EVIL,
    )
    model = Model(
        name=EVIL,
        resource=EVIL,
        summary=EVIL,
        details=EVIL,
        fields=(Field(name=EVIL, type=EVIL, text=EVIL, allowed=(EVIL,)),),
    )
    for page in (operation._repr_html_(), model._repr_html_()):
        assert "<script" not in page
        assert page.count(escape(EVIL)) >= 6
        assert "<script>" in " ".join(texts(page))
        assert unescape(page).count(EVIL) >= 6


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("channels.ring", "Answers 204 with no body."),
        ("channels.play", "Answers 201 with a Playback object."),
        ("channels.list", "Answers 200 with a list of Channel objects."),
        ("applications.get", "Answers 200 with an Application object."),
        ("recordings.stored.file", "Answers 200 with the file's bytes."),
    ],
)
def test_what_it_answers(name: str, answers: str) -> None:
    assert answers in texts(OPERATIONS[name]._repr_html_())
    assert answers in str(OPERATIONS[name]).splitlines()
