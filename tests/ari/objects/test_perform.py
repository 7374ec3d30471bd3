"""Performing an operation: what an Asterisk is too old for, and what its answers describe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from arinb.ari.api.description import Operation, Parameter
from arinb.ari.client import Client
from arinb.ari.exchange import Exchange
from arinb.ari.objects.applications import Application
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.model import Listing
from arinb.ari.objects.perform import described, one, perform, several, value_in, values_in
from arinb.ari.objects.rtp import RTPstat
from arinb.errors import InvalidState, NeedsNewer, NotAsterisk
from arinb.versions import knows
from tests.ari.objects.classes import METHODS
from tests.ari.objects.wire import Wire
from tests.ari.peer import Peer, answer

MEDIA = {"app": "a", "format": "ulaw"}
HOST = {"external_host": "127.0.0.1:9"}


@pytest.mark.parametrize(
    ("version", "operation", "given", "words"),
    [
        ("16.28.0", "channels.progress", {"channelId": "1"}, "progress() needs Asterisk 20.16"),
        ("22.5.9", "channels.progress", {"channelId": "1"}, "20.16, 21.11 or 22.6; this is 22.5.9"),
        ("21.10.0", "channels.progress", {"channelId": "1"}, "this is 21.10.0."),
        (
            "16.28.0",
            "channels.hangup",
            {"channelId": "1", "reason_code": "17"},
            "channels.hangup(reason_code=…) needs Asterisk 17.0; this is 16.28.0.",
        ),
        (
            "16.1.0",
            "channels.hangup",
            {"channelId": "1", "reason": "timeout"},
            "channels.hangup(reason='timeout') needs Asterisk 16.2; this is 16.1.0.",
        ),
        (
            "16.28.0",
            "channels.external_media",
            MEDIA,
            "external_media() without external_host= needs Asterisk 20.16, 21.11 or 22.6",
        ),
        (
            "16.28.0",
            "channels.external_media",
            {**MEDIA, **HOST, "transport": "websocket"},
            "external_media(transport='websocket') needs Asterisk 20.16",
        ),
        (
            "16.28.0",
            "channels.external_media",
            {**MEDIA, **HOST, "encapsulation": "audiosocket"},
            "external_media(encapsulation='audiosocket') needs Asterisk 18.0",
        ),
        ("16.28.0", "bridges.create", {"variables": {"A": "1"}}, "(variables=…) needs Asterisk 20"),
    ],
)
def test_what_an_old_asterisk_lacks(
    wire: Wire, version: str, operation: str, given: dict[str, Any], words: str
) -> None:
    client = Client(wire.peer.url, "asterisk", "secret")
    client.version = version
    before = len(wire.peer.requests)
    with pytest.raises(NeedsNewer) as raised:
        perform(client, operation, **given)
    assert words in raised.value.what
    assert f'arinb.api.operation("{operation}")' in raised.value.next_step
    assert len(client.log) == 0
    assert len(wire.peer.requests) == before


@pytest.mark.parametrize(
    ("version", "operation", "given"),
    [
        ("22.6.0", "channels.progress", {"channelId": "1"}),
        ("23.0", "channels.progress", {"channelId": "1"}),
        ("16.28.0", "channels.hangup", {"channelId": "1", "reason": "timeout"}),
        ("16.28.0", "channels.hangup", {"channelId": "1", "reason_code": None}),
        ("16.28.0", "channels.external_media", {**MEDIA, **HOST}),
        ("22.10.1", "channels.external_media", MEDIA),
        ("", "channels.external_media", MEDIA),  # a server that does not say its version
        ("", "channels.progress", {"channelId": "1"}),
    ],
)
def test_what_it_has(wire: Wire, version: str, operation: str, given: dict[str, Any]) -> None:
    client = Client(wire.peer.url, "asterisk", "secret")
    client.version = version
    assert perform(client, operation, **given).status == 204
    client.close()


def before(since: str) -> str:
    """The last version that did not have it."""
    major, minor = map(int, since.split("/", maxsplit=1)[0].split("."))
    return f"{major}.{minor - 1}.9" if minor else f"{major - 1}.99.9"


NEW = [
    pytest.param(operation, parameter, id=f"{operation.name}-{parameter.name}")
    for operation in METHODS.values()
    for parameter in operation.parameters
    if parameter.since and knows(before(parameter.since), operation.since)
]


@pytest.mark.parametrize(("operation", "parameter"), NEW)
def test_each_new_parameter(client: Client, operation: Operation, parameter: Parameter) -> None:
    """With the version before it, it is refused, whatever it is given."""
    client.version = before(parameter.since)
    once_needed = [p for p in operation.parameters if p.required or p.optional_since]
    needed = {p.name: "x" for p in once_needed}
    with pytest.raises(NeedsNewer, match=f"{parameter.name_in_python}="):
        perform(client, operation.name, **needed, **{parameter.name: "x"})
    assert len(client.log) == 0


def test_a_wrong_state_is_named() -> None:
    said = '{"message": "Channel in invalid state"}'
    wrong = answer("412 X", said, Server="Asterisk/22", Connection="close")
    with Peer(wrong) as peer:
        client = Client(peer.url, "asterisk", "secret")
        for channel, words in [
            (Channel(client, {"id": "1", "state": "Ring"}), "last described it, it was Ring."),
            (Channel(client, {"id": "1"}), "now; most often it has not been answered yet."),
        ]:
            with pytest.raises(InvalidState) as raised:
                channel.play("sound:hello-world")
            assert raised.value.why.endswith(words)
        with pytest.raises(InvalidState) as raised:
            perform(client, "channels.play", channelId="1", media="sound:a")
        assert "last described" not in raised.value.why


def answered(body: str | bytes) -> Exchange:
    content = body if isinstance(body, bytes) else body.encode()
    return Exchange("GET", "http://h/ari/x?y=z", "me", status=200, body=content)


NOT_JSON = ["", "no json", b"\xff\xfe", "[" * 100_000, '{"id"']


@pytest.mark.parametrize("body", [*NOT_JSON, "[]", "null", "7", '"id"', "{}", '{"id": 7}'])
def test_no_object_of_a_live_kind(client: Client, body: str | bytes) -> None:
    with pytest.raises(
        NotAsterisk, match=r"GET /ari/x was answered, but not as ARI does"
    ) as raised:
        one(Channel, client, answered(body))
    assert raised.value.exchange is not None
    with pytest.raises(NotAsterisk):
        described(Channel, answered(body))


def test_an_object(client: Client) -> None:
    channel = one(Channel, client, answered('{"id": "1", "state": "Up"}'))
    assert (type(channel), channel.id, channel.state) == (Channel, "1", "Up")
    assert described(Channel, answered('{"id": "1"}')) == {"id": "1"}
    assert one(Application, client, answered('{"name": "a"}')).name == "a"
    assert one(RTPstat, client, answered("{}")).raw == {}  # no id, since nobody acts upon it
    with pytest.raises(NotAsterisk):
        one(Application, client, answered('{"id": "a"}'))
    with pytest.raises(NotAsterisk):
        one(RTPstat, client, answered("[]"))


def test_a_list(client: Client) -> None:
    found = several(Channel, client, answered('[{"id": "1"}, {"id": "2"}]'))
    assert type(found) is Listing
    assert [channel.id for channel in found] == ["1", "2"]
    assert several(Channel, client, answered("[]")) == []


@pytest.mark.parametrize(
    "body", [*NOT_JSON, "{}", '{"id": "1"}', "[1]", "[null]", '[{"id": "1"}, {}]', "[[]]"]
)
def test_no_list(client: Client, body: str | bytes) -> None:
    with pytest.raises(NotAsterisk):
        several(Channel, client, answered(body))


def test_a_variable() -> None:
    assert value_in(answered('{"value": ""}')) == ""
    assert value_in(answered('{"value": "en"}')) == "en"
    assert values_in(answered('{"variables": {"A": "1"}}')) == {"A": "1"}
    assert values_in(answered('{"variables": {}}')) == {}


@pytest.mark.parametrize("take", [value_in, values_in])
@pytest.mark.parametrize(
    "body", [*NOT_JSON, "[]", "{}", '{"value": 7}', '{"value": null}', '{"variables": []}']
)
def test_no_variable(take: Callable[[Exchange], object], body: str | bytes) -> None:
    with pytest.raises(NotAsterisk):
        take(answered(body))


def test_methods_say_so_too() -> None:
    with Peer(answer("200 OK", "{}", Connection="close")) as peer:
        client = Client(peer.url, "asterisk", "secret")
        channel = Channel(client, {"id": "1", "state": "Up"})
        with pytest.raises(NotAsterisk):
            channel.refresh()
        with pytest.raises(NotAsterisk):
            channel.get_variable("A")
        assert channel.rtp_statistics().raw == {}
    assert channel.raw == {"id": "1", "state": "Up"}
