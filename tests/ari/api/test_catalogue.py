"""Which operation a request is: found by method and path."""

from __future__ import annotations

import re

import pytest

from arinb.ari.api.catalogue import OPERATIONS, operation_at, operations_of
from arinb.ari.api.description import Operation, snake_case
from arinb.ari.encoding import segment

each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda o: o.name)


@each_operation
@pytest.mark.parametrize("id_", ["1400609726.3", segment("a/b ü%"), "x;2", "~"])
@pytest.mark.parametrize("form", ["{}", "/ari{}", "{}?a=b/c&d=/channels", "/ari{}?x"])
def test_an_operation_is_found_by_its_path(operation: Operation, id_: str, form: str) -> None:
    path = form.format(re.sub(r"\{\w+\}", id_, operation.path))
    assert operation_at(operation.method, path) is operation


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nonsense"),
        ("PATCH", "/channels"),
        ("get", "/channels"),
        ("GET", "/channels/"),
        ("GET", "/channels/1/2"),
        ("DELETE", "/channels"),
        ("GET", "/CHANNELS"),
        ("GET", ""),
        ("GET", "/ari"),
        ("GET", "/channels/1/nonsense"),
        ("GET", "/xchannels"),
        ("GET", "/x/channels"),
    ],
)
def test_a_path_that_none_has(method: str, path: str) -> None:
    assert operation_at(method, path) is None


def test_the_plainest_path_is_meant() -> None:
    create = operation_at("POST", "/channels/create")
    assert create is OPERATIONS["channels.create"]
    found = [operation.name for operation in operations_of("/channels/create")]
    assert found.index("channels.create") < found.index("channels.originate_with_id")


def test_all_methods_of_a_path() -> None:
    assert {operation.method for operation in operations_of("/channels?x")} == {"GET", "POST"}
    assert operations_of("/nonsense") == []


@pytest.mark.parametrize(
    ("name", "snake"),
    [
        ("maxDurationSeconds", "max_duration_seconds"),
        ("absorbDTMF", "absorb_dtmf"),
        ("appArgs", "app_args"),
        ("RTPstat", "rt_pstat"),
        ("offsetms", "offsetms"),
        ("deviceStates", "device_states"),
        ("channel_ids", "channel_ids"),
    ],
)
def test_snake_case(name: str, snake: str) -> None:
    assert snake_case(name) == snake


@each_operation
def test_the_names_of_its_parameters(operation: Operation) -> None:
    names = [parameter.name_in_python for parameter in operation.parameters]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name == name.lower() for name in names)
    in_path = set(re.findall(r"\{(\w+)\}", operation.path))
    assert {p.name for p in operation.parameters if p.place == "path"} == in_path
    for parameter in operation.parameters:
        assert operation.parameter(parameter.name_in_python) is parameter
        assert parameter.default is None or not parameter.required
