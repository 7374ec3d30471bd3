"""The description is compared with the one that real Asterisks serve, 22 and 16."""

from __future__ import annotations

from typing import Any

import pytest

from arinb.ari.api.catalogue import MODELS, OPERATIONS
from arinb.ari.api.description import Field, Parameter
from arinb.pbx.private import PrivateAsterisk
from arinb.versions import knows
from tests.ari.api import served


@pytest.fixture(scope="module")
def found(shared_pbx_each: PrivateAsterisk) -> list[served.Json]:
    return served.documents(shared_pbx_each)


def _parameter(parameter: Parameter, version: str) -> dict[str, Any]:
    names = ("place", "type", "many", "default", "at_least")
    since, optional_since = parameter.allowed_since, parameter.optional_since
    return {
        **{name: getattr(parameter, name) for name in names},
        "required": parameter.required or not knows(version, optional_since),
        "allowed": tuple(x for x in parameter.allowed if knows(version, since.get(x, ""))),
    }


def _field(field: Field) -> dict[str, Any]:
    return {name: getattr(field, name) for name in ("type", "required", "allowed")}


def test_operations(found: list[served.Json], shared_pbx_each: PrivateAsterisk) -> None:
    version = shared_pbx_each.program.version
    ours = {
        (operation.method, operation.path): {
            "nickname": operation.nickname,
            "returns": operation.returns,
            "errors": {
                status
                for status in operation.errors
                if knows(version, operation.errors_since.get(status, ""))
            },
            "parameters": {
                parameter.name: _parameter(parameter, version)
                for parameter in operation.parameters
                if knows(version, parameter.since)
            },
        }
        for operation in OPERATIONS.values()
        if knows(version, operation.since)
    }
    assert ours == served.operations(found)


def test_models(found: list[served.Json], shared_pbx_each: PrivateAsterisk) -> None:
    version = shared_pbx_each.program.version
    ours = {
        model.name: {
            "resource": model.resource,
            "extends": model.extends,
            "fields": {f.name: _field(f) for f in model.fields if knows(version, f.since)},
        }
        for model in MODELS.values()
        if knows(version, model.since)
    }
    theirs = served.models(found)
    for model in theirs.values():
        del model["subtypes"]
    assert ours == theirs
