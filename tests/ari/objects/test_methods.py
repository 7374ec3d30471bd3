"""Each operation is a method, and its docstring says all that the description says."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from arinb.ari.api.description import Operation, Parameter
from arinb.ari.explain import CLASSES
from arinb.ari.objects.model import Live
from arinb.versions import in_words
from tests.ari.objects.classes import METHODS, collection, every_object
from tests.generate.names import LIVE, object_of

ON_OBJECTS = [operation for operation in METHODS.values() if operation.on_object]

each_operation = pytest.mark.parametrize("operation", METHODS.values(), ids=lambda o: o.name)
each_on_object = pytest.mark.parametrize("operation", ON_OBJECTS, ids=lambda o: o.name)


def of_collection(operation: Operation) -> Callable[..., Any]:
    method = getattr(collection(operation.name), operation.name.rpartition(".")[2])
    assert inspect.isroutine(method)
    return method


def of_object(operation: Operation) -> Callable[..., Any]:
    method = getattr(every_object()[object_of(operation)], operation.on_object)
    assert inspect.isroutine(method)
    return method


def documented(method: Callable[..., Any]) -> str:
    return " ".join((inspect.getdoc(method) or "").split())


def _is_its_own(operation: Operation, parameter: Parameter) -> bool:
    """Whether the object itself stands for the parameter."""
    if object_of(operation) == "Endpoint":
        return parameter.name in ("tech", "resource")
    return parameter.place == "path" and parameter.takes == object_of(operation)


@each_operation
def test_its_parameters(operation: Operation) -> None:
    found = inspect.signature(of_collection(operation)).parameters
    assert set(found) == {p.name_in_python for p in operation.parameters}
    for parameter in operation.parameters:
        needed = parameter.required or parameter.place == "path"
        it = found[parameter.name_in_python]
        assert it.default is (inspect.Parameter.empty if needed else None)
        by_name_only = not needed and not parameter.positional
        assert (it.kind is inspect.Parameter.KEYWORD_ONLY) == by_name_only


@each_on_object
def test_the_parameters_of_an_objects_method(operation: Operation) -> None:
    found = set(inspect.signature(of_object(operation)).parameters) - {"self"}
    assert found == {
        p.name_in_python for p in operation.parameters if not _is_its_own(operation, p)
    }


def _says_all(doc: str, operation: Operation, parameters: list[Parameter]) -> None:
    assert doc.startswith(operation.summary)
    assert operation.details in doc
    route = f"{operation.method} {operation.path}, since Asterisk {in_words(operation.since)}."
    assert f"({route})" in doc
    for parameter in parameters:
        assert f" {parameter.name_in_python}: {parameter.text}" in doc
        if parameter.since:
            assert f"Since Asterisk {in_words(parameter.since)}." in doc
    for status, cause in operation.errors.items():
        assert f"{CLASSES[status].__name__} ({status}): {cause}" in doc


@each_operation
def test_its_docstring(operation: Operation) -> None:
    doc = documented(of_collection(operation))
    _says_all(doc, operation, list(operation.parameters))
    assert doc.endswith(f"Example: `{operation.example}`")


@each_on_object
def test_the_docstring_of_an_objects_method(operation: Operation) -> None:
    doc = documented(of_object(operation))
    example = doc.rpartition("Example: ")[2].strip("`")
    assert f".{operation.on_object}(" in example
    assert not example.startswith("ari.")
    compile(example, "example", "exec")
    if operation.on_object == "refresh":
        assert f"({operation.method} {operation.path})" in doc
        assert "Raises NotFound" in doc
        return
    _says_all(doc, operation, [p for p in operation.parameters if not _is_its_own(operation, p)])


def test_which_objects_one_can_act_upon() -> None:
    objects = every_object()
    assert {object_of(operation) for operation in ON_OBJECTS} <= set(LIVE)
    for name in LIVE:
        assert issubclass(objects[name], Live)


def test_a_collection_says_what_it_can() -> None:
    assert repr(collection("playbacks.get")) == "<Playbacks: control, get, stop>"
