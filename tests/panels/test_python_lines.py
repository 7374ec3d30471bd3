"""The line of Python that the explorer shows makes the same request as the explorer itself."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import arinb
from arinb.ari.api import OPERATIONS, Operation, Parameter
from arinb.ari.client import Client
from arinb.ari.resources import Resources
from arinb.ari.resources.events import EventOperations
from arinb.errors import ArinbError, NotAsterisk
from arinb.panels.explorer_values import request_of
from arinb.panels.python_lines import CONNECT, literal, python_line
from tests.ari.objects.wire import NOTHING, read
from tests.ari.peer import Peer, answer

WHOLE = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(WHOLE, max_size=20)
IDS = st.text(WHOLE.filter(str.isprintable), min_size=1, max_size=20).filter(
    lambda i: i not in (".", "..")
)
NAMES = st.text("abcdefgh_XYZ", min_size=1, max_size=8)  # none that is a secret's
each_operation = pytest.mark.parametrize(
    "operation", [o for o in OPERATIONS.values() if o.name != CONNECT], ids=lambda o: o.name
)


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    with Peer(NOTHING) as peer:
        yield peer


def one(parameter: Parameter) -> st.SearchStrategy[Any]:
    """A value that a parameter takes."""
    if parameter.allowed:
        return st.sampled_from(parameter.allowed)
    if parameter.type == "boolean":
        return st.booleans()
    if parameter.type in ("int", "long"):
        return st.integers(parameter.at_least or 0, 10_000)
    if parameter.type == "object":
        return st.dictionaries(NAMES, st.lists(TEXTS, max_size=2), max_size=2)
    if parameter.type == "containers":
        return st.dictionaries(NAMES, TEXTS | st.integers(), max_size=3)
    text = IDS if parameter.place == "path" or parameter.takes else TEXTS
    if parameter.schemes:
        return st.builds("{}:{}".format, st.sampled_from(parameter.schemes), IDS)
    return text


@st.composite
def arguments(draw: st.DrawFn, operation: Operation) -> dict[str, object]:
    """Arguments of an operation, some of those that can be left out among them."""
    given_ = {}
    for parameter in operation.parameters:
        if parameter.required or parameter.place == "path" or draw(st.booleans()):
            value = one(parameter)
            several = st.lists(value, min_size=1, max_size=3) if parameter.many else value
            given_[parameter.name] = draw(several)
    return given_


def evaluated(line: str, client: Client) -> None:
    """Run a line as a cell does, whatever it answers."""
    ari = SimpleNamespace(**vars(Resources(client)), events=EventOperations(client))
    with contextlib.suppress(NotAsterisk):  # the peer's answer describes nothing
        eval(line, {"ari": ari})


@each_operation
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_the_line_makes_the_same_request(
    peer: Peer, operation: Operation, data: st.DataObject
) -> None:
    client = Client(peer.url, "asterisk", "secret")
    given_ = data.draw(arguments(operation))
    wanted = request_of(client, operation, given_)
    evaluated(python_line(operation, given_), client)
    line = f"{wanted.method} {wanted.path} HTTP/1.1\r\n\r\n".encode()
    assert read(peer.requests[-1]) == read(line + wanted.sent)


def test_the_line_of_the_websocket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARI_PASSWORD", "secret")
    with Peer(answer("426 Upgrade Required")) as peer:
        client = Client(peer.url, "asterisk", "secret")
        given_ = {"app": ["hello-world"], "subscribeAll": True}
        operation = OPERATIONS[CONNECT]
        line = python_line(operation, given_, url=client.url, username=client.username)
        assert "secret" not in line
        with pytest.raises(ArinbError):
            exec(line, {"arinb": arinb, "os": os})
        wanted = request_of(client, operation, given_)
        assert read(peer.requests[0]).path == ["ari", "events"]
        assert read(peer.requests[0]).query == {"app": "hello-world", "subscribeAll": "true"}
        assert wanted.path == "/ari/events?app=hello-world&subscribeAll=true"


def test_how_a_line_reads() -> None:
    play = OPERATIONS["channels.play"]
    line = python_line(play, {"channelId": "1400609726.3", "media": "sound:hello-world"})
    assert line == 'ari.channels.play("1400609726.3", media="sound:hello-world")'
    assert python_line(OPERATIONS["channels.list"], {}) == "ari.channels.list()"


def test_a_password_is_not_in_the_line() -> None:
    where = {"configClass": "res_pjsip", "objectType": "auth", "id": "1000"}
    line = python_line(
        OPERATIONS["asterisk.config.update"], {**where, "fields": {"password": "hush"}}
    )
    assert "hush" not in line
    listed = [{"attribute": "password", "value": "hush"}]
    line = python_line(OPERATIONS["asterisk.config.update"], {**where, "fields": listed})
    assert "hush" not in line


VALUES = st.recursive(
    TEXTS | st.text(max_size=5) | st.booleans() | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(value=VALUES)
def test_a_literal_means_what_it_was(value: object) -> None:
    assert eval(literal(value)) == value
    assert literal(value).isprintable()
