"""Looking things up in the description: tables, one by name, those about something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import arinb
from arinb.ari.api.description import Model, Operation
from arinb.errors import NotInAri

RESOURCES = {
    "applications": 5,
    "asterisk": 16,
    "bridges": 18,
    "channels": 35,
    "deviceStates": 4,
    "endpoints": 7,
    "events": 3,
    "mailboxes": 4,
    "playbacks": 3,
    "recordings": 12,
    "sounds": 2,
}


def only_texts(frame: pd.DataFrame, columns: list[str]) -> None:
    for column in columns:
        assert all(isinstance(value, str) and value for value in frame[column])


def test_operations() -> None:
    frame = arinb.api.operations()
    assert list(frame.columns) == ["method", "path", "summary", "returns", "since"]
    assert frame.index.name == "name"
    assert frame.index.is_unique
    assert list(frame.index) == list(arinb.api.OPERATIONS)
    only_texts(frame, list(frame.columns))
    assert set(frame["method"]) == {"GET", "POST", "PUT", "DELETE"}
    assert frame.loc["channels.play", "path"] == "/channels/{channelId}/play"
    assert Counter(o.resource for o in arinb.api.OPERATIONS.values()) == RESOURCES


@pytest.mark.parametrize(("resource", "count"), RESOURCES.items())
def test_operations_of_a_resource(resource: str, count: int) -> None:
    frame = arinb.api.operations(resource)
    assert len(frame) == count
    assert frame["path"].str.startswith(f"/{resource}").all()


def test_a_resource_by_pythons_name() -> None:
    assert arinb.api.operations("device_states").equals(arinb.api.operations("deviceStates"))


def test_models() -> None:
    frame = arinb.api.models()
    assert list(frame.columns) == ["resource", "summary", "since", "fields"]
    assert frame.index.name == "name"
    assert frame.index.is_unique
    assert len(frame) == 85
    only_texts(frame, ["resource", "summary", "since"])
    assert pd.api.types.is_integer_dtype(frame["fields"])
    assert frame.loc["CallerID", "fields"] == 2
    assert set(frame.query("resource == 'playbacks'").index) == {"Playback"}


def test_events() -> None:
    frame = arinb.api.events()
    assert list(frame.columns) == list(arinb.api.models().columns)
    assert frame.index.name == "name"
    assert len(frame) == 45
    assert set(frame["resource"]) == {"events"}
    assert frame.equals(arinb.api.models().loc[frame.index])
    assert "Event" not in frame.index


@pytest.mark.parametrize("words", ["hang up", "HANG UP", "up hang", "  hang   up "])
def test_search(words: str) -> None:
    frame = arinb.api.search(words)
    assert list(frame.columns) == ["kind", "summary"]
    assert frame.index.name == "name"
    only_texts(frame, ["kind", "summary"])
    assert "channels.hangup" in frame.index[:3]
    assert frame.index.is_unique


def test_search_finds_what_is_inside() -> None:
    assert "channels.record" in arinb.api.search("maxDurationSeconds").index
    kinds = arinb.api.search("playback")["kind"]
    assert kinds["Playback"] == "model"
    assert kinds["PlaybackFinished"] == "event"
    assert kinds["playbacks.stop"] == "operation"
    first = arinb.api.search("snoop").index[0]
    assert "snoop" in first.lower()


def test_search_in_vain() -> None:
    frame = arinb.api.search("zzzz")
    assert frame.empty
    assert list(frame.columns) == ["kind", "summary"]
    assert frame.index.name == "name"
    assert len(arinb.api.search("")) == 109 + 85


def test_one_by_name() -> None:
    assert arinb.api.operation("channels.play") is arinb.api.OPERATIONS["channels.play"]
    assert arinb.api.operation("ari.channels.play").name == "channels.play"
    assert arinb.api.model("Channel").field("state").allowed
    assert arinb.api.event("StasisStart").is_event
    assert arinb.api.operation("channels.play").parameter("playback_id").name == "playbackId"
    with pytest.raises(KeyError):
        arinb.api.operation("channels.play").parameter("nope")
    with pytest.raises(KeyError):
        arinb.api.model("Channel").field("nope")


@pytest.mark.parametrize(
    ("look", "name", "meant"),
    [
        (arinb.api.operation, "channels.pley", "channels.play"),
        (arinb.api.operation, "Channels.Play", "channels.play"),
        (arinb.api.operation, "channel.play", "channels.play"),
        (arinb.api.operation, "ari.channels.hangUp", "channels.hangup"),
        (arinb.api.operation, "originate", "channels.originate"),
        (arinb.api.model, "channel", "Channel"),
        (arinb.api.model, "Playbak", "Playback"),
        (arinb.api.event, "stasisstart", "StasisStart"),
        (arinb.api.event, "StasisStrat", "StasisStart"),
        (arinb.api.operations, "channel", "channels"),
        (arinb.api.operations, "devicestates", "deviceStates"),
    ],
)
def test_a_name_that_is_nearly_right(look: Callable[[str], Any], name: str, meant: str) -> None:
    with pytest.raises(NotInAri) as raised:
        look(name)
    assert raised.value.next_step == f"Did you mean {meant!r}?"
    assert repr(name.removeprefix("ari.")) in raised.value.what
    assert isinstance(raised.value, KeyError)
    assert str(raised.value).startswith("ARI has no ")


@pytest.mark.parametrize(
    ("look", "table"),
    [
        (arinb.api.operation, "operations"),
        (arinb.api.model, "models"),
        (arinb.api.event, "events"),
        (arinb.api.operations, "operations"),
    ],
)
@pytest.mark.parametrize("name", ["", "zzzzzzz"])
def test_a_name_that_is_like_none(look: Callable[[str], Any], table: str, name: str) -> None:
    with pytest.raises(NotInAri) as raised:
        look(name)
    assert raised.value.next_step == f"`arinb.api.{table}()` lists them all."


def test_a_model_is_not_taken_for_an_event() -> None:
    with pytest.raises(NotInAri, match="ARI has no event 'Channel'"):
        arinb.api.event("Channel")


def test_what_is_found_can_not_be_changed() -> None:
    with pytest.raises(TypeError):
        arinb.api.OPERATIONS["x"] = arinb.api.operation("channels.play")  # type: ignore[index]
    with pytest.raises(AttributeError):
        arinb.api.operation("channels.play").path = "/"  # type: ignore[misc]
    found: Operation | Model = arinb.api.model("Channel")
    assert repr(found) == f"<Model Channel: {found.summary}>"
    assert repr(arinb.api.operation("channels.play")) == (
        "<Operation channels.play: POST /channels/{channelId}/play>"
    )
