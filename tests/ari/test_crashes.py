"""Requests that Asterisk would not survive are not sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from arinb.ari.client import Client
from arinb.errors import BadRequestArgument
from tests.ari.peer import Peer, answer

MOVE = "/channels/1.1/move"
RECORD = "/bridges/b/record"


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer(answer("204 No Content")) as peer:
        yield peer


@pytest.mark.parametrize(
    ("path", "json", "params", "missing"),
    [
        (MOVE, None, {}, "app"),
        (MOVE, None, {"appArgs": "a"}, "app"),
        (MOVE, None, {"appArgs": "app=a"}, "app"),
        (f"/ari{MOVE}?appArgs=app", None, {}, "app"),
        (MOVE, {"appArgs": "app"}, {}, "app"),
        (MOVE, {"app": None}, {}, "app"),
        (MOVE, {"app": None}, {"app": "a"}, "app"),
        (MOVE, {"app": 7}, {}, "app"),
        (MOVE, ["app"], {}, "app"),
        (RECORD, None, {"name": "n"}, "format"),
        (RECORD, None, {"name": "n", "recorder_format": "slin"}, "format"),
        (RECORD, {"name": "format"}, {}, "format"),
        (RECORD, {"name": "n", "format": None}, {}, "format"),
    ],
)
def test_not_sent(
    peer: Peer, path: str, json: object, params: dict[str, Any], missing: str
) -> None:
    client = Client(peer.url, "me", "secret")
    with pytest.raises(BadRequestArgument, match=f"was not sent: {missing}= is missing") as raised:
        client.request("post", path, json=json, **params)
    assert "crashes" in raised.value.why
    assert f"Name it: ari.{'channels.move' if missing == 'app' else 'bridges.record'}(" in (
        raised.value.next_step
    )
    assert len(client.log) == 0
    assert peer.requests == []


@pytest.mark.parametrize(
    ("method", "path", "json", "params"),
    [
        ("POST", MOVE, None, {"app": "a"}),
        ("POST", f"{MOVE}?app=a", None, {}),
        ("POST", f"{MOVE}?app", None, {}),  # nobody's name, but Asterisk survives it
        ("POST", MOVE, {"app": "a"}, {}),
        ("POST", MOVE, {"app": "a"}, {"appArgs": "b"}),
        ("POST", RECORD, None, {"name": "n", "format": "wav"}),
        ("POST", RECORD, {"name": "n", "format": "wav"}, {}),
        ("POST", RECORD, {"name": "n"}, {"format": "wav"}),
        # These two need what they lack as well, but Asterisk survives it.
        ("POST", "/channels/1.1/record", None, {"name": "n"}),
        ("POST", "/channels/create", None, {}),
        ("GET", MOVE, None, {}),
        ("GET", "/channels/1.1/move/on", None, {}),
    ],
)
def test_sent(peer: Peer, method: str, path: str, json: object, params: dict[str, Any]) -> None:
    client = Client(peer.url, "me", "secret")
    assert client.request(method, path, json=json, **params).status == 204
    assert len(peer.requests) == 1
