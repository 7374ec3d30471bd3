"""Each model that ARI describes is a class, whose properties are what the description says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from arinb.ari.api.catalogue import EVENTS, MODELS
from arinb.ari.api.description import Model as Described
from arinb.ari.client import Client
from arinb.ari.events import Event
from arinb.ari.log import EventLog
from arinb.ari.objects.applications import Application
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.endpoints import Endpoint
from arinb.ari.objects.model import Live, Model
from arinb.ari.objects.playbacks import Playback
from arinb.versions import in_words
from tests.ari.objects.classes import every_event, every_object
from tests.ari.objects.examples import TIME, example, fits, of_nothing, python_name
from tests.ari.objects.wire import Wire
from tests.ari.peer import Peer, answer
from tests.generate.names import LEFT_OUT, LIVE

OBJECTS = [m for m in MODELS.values() if not m.is_event and m.name not in LEFT_OUT]

# Valid JSON that no Asterisk would send in these places.
NONSENSE: list[Any] = [None, 7, -0.5, True, "x", "", [], [None, 7, "x", {}, []], {}, {"a": 1}]
NONSENSE += [json.loads("1e999"), json.loads("NaN"), 10**400, TIME]

each_model = pytest.mark.parametrize(
    "described", [*OBJECTS, *EVENTS.values()], ids=lambda model: model.name
)


def made(described: Described, raw: dict[str, Any]) -> Model:
    """An object of the class that belongs to a model."""
    client = Client("http://127.0.0.1:9", "asterisk", "secret")
    if not described.is_event:
        return every_object()[described.name](client, raw)
    entry = EventLog().record_event(json.dumps({"type": described.name, **raw}))
    return Event.of(entry, client)


def test_every_model_has_its_class() -> None:
    assert {model.name for model in OBJECTS} <= set(every_object())
    assert set(every_event()) == set(EVENTS)
    assert len(EVENTS) == 45


@each_model
def test_of_nothing(described: Described) -> None:
    thing = made(described, {})
    for field in described.fields:
        value, expected = getattr(thing, python_name(field)), of_nothing(field)
        if isinstance(expected, type):
            assert type(value) is expected
            assert isinstance(value, Model)
            assert value.raw == {}
        else:
            assert value == expected
            assert type(value) is type(expected)
    assert described.name in repr(thing)
    assert thing._repr_html_()


@each_model
def test_of_everything(described: Described) -> None:
    raw = example(described) | ({"type": described.name} if described.is_event else {})
    thing = made(described, raw)
    for field in described.fields:
        value = getattr(thing, python_name(field))
        assert fits(field, value), field.name
        assert value is not None
        assert thing[field.name] == raw[field.name]
        assert field.name in thing
        if isinstance(value, Model):
            assert value.raw == raw[field.name]
        elif isinstance(value, list) and value and isinstance(value[0], Model):
            assert [item.raw for item in value] == raw[field.name]
        elif field.type != "Date":
            assert value == raw[field.name]
    assert "nothing" not in thing
    assert thing._repr_html_()


@each_model
def test_of_nonsense(described: Described) -> None:
    """Whatever the JSON holds, a property returns something of its type, or nothing."""
    for nonsense in NONSENSE:
        thing = made(described, {field.name: nonsense for field in described.fields})
        for field in described.fields:
            value = getattr(thing, python_name(field))
            if field.type.startswith("List["):
                assert isinstance(value, list)
            else:
                assert fits(field, value), (field.name, nonsense, value)
        assert repr(thing)
        assert thing._repr_html_()


@each_model
def test_its_docstring(described: Described) -> None:
    kind = type(made(described, {}))
    doc = " ".join((kind.__doc__ or "").split())
    assert doc.startswith(f"{described.summary} {described.details}".strip())
    assert f"Since Asterisk {in_words(described.since)}." in doc
    for field in described.fields:
        said = " ".join((getattr(kind, python_name(field)).__doc__ or "").split())
        assert said.lower().startswith(field.text.lower())
        assert all(word in said for word in field.allowed)
        assert not field.since or f"Since Asterisk {in_words(field.since)}." in said


@pytest.mark.parametrize("name", LIVE)
def test_equal_by_kind_and_id(name: str, client: Client) -> None:
    kind = every_object()[name]
    assert issubclass(kind, Live)
    raw = example(MODELS[name])
    one, same = kind(client, raw), kind(client, {**raw, "state": "another"})
    other = kind(client, {**raw, LIVE[name][0]: "another"})
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert len({one, same, other}) == 2
    assert one != raw[LIVE[name][0]]
    assert one != (Channel if kind is Bridge else Bridge)(client, {"id": one._key, **raw})


def test_equality_of_some(client: Client) -> None:
    assert Channel(client, {"id": "1"}) != Playback(client, {"id": "1"})
    first = Endpoint(client, {"technology": "PJSIP", "resource": "1000"})
    assert first == Endpoint(client, {"technology": "PJSIP", "resource": "1000", "state": "x"})
    assert first != Endpoint(client, {"technology": "IAX2", "resource": "1000"})


def test_a_part_is_made_once(client: Client) -> None:
    channel = Channel(client, {"id": "1", "caller": {"name": "Ann", "number": "1000"}})
    assert channel.caller is channel.caller
    assert str(channel.caller) == "Ann <1000>"


def test_refresh_renews_the_parts() -> None:
    later = {"id": "1", "caller": {"name": "Bob", "number": "1001"}, "state": "Up"}
    with Peer(answer("200 OK", json.dumps(later), Connection="close")) as peer:
        client = Client(peer.url, "asterisk", "secret")
        channel = Channel(client, {**later, "caller": {"name": "Ann", "number": "1000"}})
        before = channel.caller
        assert before.name == "Ann"
        assert channel.refresh() is channel
        assert channel.caller.name == "Bob"
        assert before.name == "Ann"
        assert channel.raw == later
        channel.refresh()  # it has its client still
    assert len(peer.requests) == 2


def test_what_changes_an_object_takes_its_parts_along(wire: Wire) -> None:
    """An operation that describes the object anew returns another one: the old one stays."""
    said = answer("200 OK", json.dumps({"name": "a", "channel_ids": ["1"]}), Connection="close")
    with Peer(said) as peer:
        mine = Application(Client(peer.url, "asterisk", "secret"), {"name": "a", "channel_ids": []})
        later = mine.subscribe("channel:1")
    assert (mine.channel_ids, later.channel_ids) == ([], ["1"])
    assert mine == later
