"""JSON as the description of ARI promises it, and what Python makes of each field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from arinb.ari.api.catalogue import MODELS
from arinb.ari.api.description import Field, Model
from tests.ari.objects.classes import every_object

TIME = "2026-11-23T16:22:50.822+0000"
PLAIN = {
    "string": "x",
    "int": 7,
    "long": 8,
    "double": 0.5,
    "boolean": True,
    "Date": TIME,
    "object": {"a": "1"},
}
IN_PYTHON = {
    "string": str,
    "int": int,
    "long": int,
    "double": float,
    "boolean": bool,
    "Date": datetime,
    "object": dict,
}
# What is never missing, but empty.
EMPTY = {"string": "", "int": 0, "long": 0, "boolean": False, "object": {}}


def example(model: Model, depth: int = 4) -> dict[str, Any]:
    """A JSON object with every field of a model."""
    fields = {field.name: field for field in _all_fields(model)}
    return {name: _value(field, depth) for name, field in fields.items()}


def inner(field: Field) -> str:
    """A field's type, or that of the items of its list."""
    return field.type.removeprefix("List[").removesuffix("]")


def fits(field: Field, value: object) -> bool:
    """Whether a property has returned what the documentation of its field says."""
    if field.type.startswith("List["):
        return isinstance(value, list) and all(_is_a(inner(field), item) for item in value)
    if value is None:
        optional = not field.required and field.type != "object"
        return optional or field.type in ("Date", "double")
    return _is_a(field.type, value)


def of_nothing(field: Field) -> object:
    """What a property returns when its field is not there; a class for an object of it."""
    if field.type.startswith("List["):
        return []
    if field.type == "object":
        return {}
    if not field.required:
        return None
    return EMPTY.get(field.type) if field.type in PLAIN else every_object()[field.type]


def python_name(field: Field) -> str:
    """The property of a field."""
    return "from_" if field.name == "from" else field.name


def _all_fields(model: Model) -> list[Field]:
    above = _all_fields(MODELS[model.extends]) if model.extends else []
    return [*above, *model.fields]


def _value(field: Field, depth: int) -> Any:
    kind = inner(field)
    if kind in PLAIN:
        value = field.allowed[0] if field.allowed else PLAIN[kind]
    else:
        value = example(MODELS[kind], depth - 1) if depth else {}
    return [value, value] if field.type.startswith("List[") else value


def _is_a(kind: str, value: object) -> bool:
    expected = IN_PYTHON.get(kind) or every_object()[kind]
    return type(value) is expected
