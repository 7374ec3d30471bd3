"""No operation is forgotten: each is called in a test, with success and without."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

from arinb.ari.api.catalogue import OPERATIONS
from arinb.ari.api.description import Operation, Parameter
from arinb.ari.client import Client
from arinb.ari.objects.perform import perform
from arinb.errors import NotAuthenticated, ReadOnlyUser
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from arinb.versions import knows
from tests.ari import operations as package

# Called in tests that say so in words, since they need a server of their own.
ELSEWHERE = {
    "asterisk.config.delete",
    "asterisk.config.update",
    "events.websocket",
    "mailboxes.delete",
    "mailboxes.get",
    "mailboxes.list",
    "mailboxes.update",
}
# What Asterisk can't refuse, except to a stranger: `test_a_stranger_is_refused`.
NEVER_REFUSED = {
    name for name, operation in OPERATIONS.items() if not set(operation.errors) - {400}
} | {"asterisk.modules.list"}
# Over HTTP, what connect() does is another matter.
OVER_HTTP = [operation for operation in OPERATIONS.values() if operation.name != "events.websocket"]

each_operation = pytest.mark.parametrize("operation", OVER_HTTP, ids=lambda o: o.name)


def _marked(mark: str) -> set[str]:
    names: set[str] = set()
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for value in vars(importlib.import_module(found.name)).values():
            marks = getattr(value, "pytestmark", [])
            names |= {name for m in marks if m.name == mark for name in m.args}
    return names


def test_each_is_called() -> None:
    assert len(OPERATIONS) == 109
    assert _marked("operation") | ELSEWHERE == set(OPERATIONS)


def test_each_is_refused() -> None:
    assert set(OPERATIONS) - _marked("refused") - ELSEWHERE - NEVER_REFUSED == set()


def _value(parameter: Parameter) -> Any:
    """Something that a parameter takes."""
    if parameter.allowed:
        return parameter.allowed[0]
    if parameter.schemes:
        return f"{parameter.schemes[0]}:x"
    kinds = {"int": 1, "long": 1, "boolean": True, "object": {}, "containers": {"A": "1"}}
    return kinds.get(parameter.type, "x")


def _needed(operation: Operation) -> dict[str, Any]:
    needed = [p for p in operation.parameters if p.required or p.place == "path"]
    return {parameter.name: _value(parameter) for parameter in needed}


@pytest.fixture(scope="module")
def watched(program: Program) -> Iterator[PrivateAsterisk]:
    """An Asterisk with a user who may only look."""
    pbx = PrivateAsterisk(program=program)
    for name, value in {"type": "user", "password": "looks", "read_only": "yes"}.items():
        pbx.conf["ari.conf"].set("guest", name, value)
    with pbx:
        yield pbx


@each_operation
def test_a_stranger_is_refused(watched: PrivateAsterisk, operation: Operation) -> None:
    client = Client(watched.url, watched.username, "wrong")
    with pytest.raises(NotAuthenticated, match="does not know this user"):
        perform(client, operation.name, **_needed(operation))
    assert client.log[-1].status == 401


@each_operation
def test_who_may_only_look_may_change_nothing(
    watched: PrivateAsterisk, operation: Operation
) -> None:
    if operation.method == "GET":
        return
    client = Client(watched.url, "guest", "looks")
    with pytest.raises(ReadOnlyUser, match="read_only = no"):
        perform(client, operation.name, **_needed(operation))


@each_operation
def test_what_an_old_asterisk_lacks_is_not_sent(operation: Operation) -> None:
    client = Client("http://127.0.0.1:9", "asterisk", "secret")
    client.version = "11.0.0"
    with pytest.raises(Exception, match=r"needs Asterisk [\d., or]+; this is 11\.0\.0"):
        perform(client, operation.name, **_needed(operation))
    assert len(client.log) == 0
    assert not knows("11.0.0", operation.since)
