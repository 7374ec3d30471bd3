"""Each type of event has a class, and a wait for the class is a wait for the type."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from arinb.ari.api.catalogue import EVENTS
from arinb.ari.event_types import EVENT_TYPES
from arinb.ari.events import Event
from arinb.ari.events.calls import StasisEnd, StasisStart
from arinb.ari.events.others import PlaybackFinished
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.playbacks import Playback
from arinb.errors import BadWait
from tests.ari.calls import Call
from tests.ari.objects.classes import every_event
from tests.ari.objects.examples import example


@pytest.fixture
def call() -> Iterator[Call]:
    made = Call()
    yield made
    made.client.close()


def test_each_type(call: Call) -> None:
    classes = every_event()
    assert len(EVENT_TYPES) == 45
    assert sorted(classes) == list(EVENT_TYPES) == sorted(EVENTS)
    for name in EVENT_TYPES:
        call.happens(name, **{k: v for k, v in example(EVENTS[name]).items() if k != "type"})
    for name, event in zip(EVENT_TYPES, call.events, strict=True):
        assert type(event) is classes[name]
        assert event.type == name
        assert isinstance(event, Event)


@pytest.mark.parametrize("type_", ["ChannelNewlyMade", "Event", "Model", "Message", "type"])
def test_a_type_that_arinb_does_not_know(call: Call, type_: str) -> None:
    row = call.happens(type_, channel={"id": "1"}, more=[1])
    event = Event.of(call.log[row], call.client)
    assert type(event) is Event
    assert event.type == type_
    assert event.channel == Channel(call.client, {"id": "1"})
    assert event["more"] == [1]
    assert json.loads(str(event)) == event.raw


def test_a_wait_for_a_class_is_typed(call: Call) -> None:
    """mypy checks the annotations, and that `channel` needs no look whether it is there."""
    call.channel_event("StasisStart")
    call.playback_event("PlaybackFinished", "done")
    start: StasisStart = call.events.wait_for(StasisStart)
    channel: Channel = start.channel
    args: list[str] = start.args
    finished: PlaybackFinished = call.events.wait_for(PlaybackFinished, playback="5b0c")
    playback: Playback = finished.playback
    assert type(start) is StasisStart
    assert (channel.name, args) == ("PJSIP/1000-1795450970.0", [])
    assert (type(finished), playback.state) == (PlaybackFinished, "done")


def test_a_wait_for_a_name_or_several(call: Call) -> None:
    call.channel_event("StasisStart")
    call.channel_event("StasisEnd")
    assert type(call.events.wait_for("StasisStart")) is StasisStart
    assert type(call.events.wait_for(["StasisEnd", "StasisStart"])) is StasisEnd
    assert type(call.events.wait_for(Event, since=0)) is StasisStart
    assert type(call.events.wait_for(None, since=0)) is StasisStart


def test_a_wait_for_a_class_that_does_not_come(call: Call) -> None:
    call.channel_event("StasisStart")
    error = call.timeout_of(StasisEnd)
    assert error.what == "No StasisEnd came within 0.05 s."
    assert "nobody has hung up" in error.why


@pytest.mark.parametrize("type_", [Channel, 7, ""])
def test_what_is_no_event(call: Call, type_: object) -> None:
    with pytest.raises(BadWait):
        call.events.wait_for(type_)  # type: ignore[call-overload]


def test_where_is_given_the_class(call: Call) -> None:
    call.channel_event("StasisStart", "1")
    call.channel_event("StasisStart", "2")
    found = call.events.wait_for(
        StasisStart, where=lambda e: isinstance(e, StasisStart) and e.channel.id == "2"
    )
    assert found.channel.id == "2"
