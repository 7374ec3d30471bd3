"""Which events a wait, an expectation or a handler is about: objects, fields, functions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.api.catalogue import EVENTS
from arinb.ari.events.fields import ABSENT, is_same, value_at
from arinb.ari.events.subjects import SUBJECTS
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.device_states import DeviceState
from arinb.ari.objects.endpoints import Endpoint
from arinb.ari.objects.playbacks import Playback
from arinb.ari.objects.recordings import LiveRecording, StoredRecording
from arinb.errors import BadWait
from tests.ari.calls import Call
from tests.ari.objects.examples import example


@pytest.fixture
def call() -> Iterator[Call]:
    made = Call()
    yield made
    made.client.close()


def refused(call: Call, *args: Any, **kwargs: Any) -> BadWait:
    """The error of a wait, which expect and on refuse as well."""
    with pytest.raises(BadWait) as raised:
        call.events.wait_for(*args, **kwargs)
    for method in (call.events.expect, call.events.on):
        with pytest.raises(BadWait) as again:
            method(*args, **kwargs)
        assert str(again.value) == str(raised.value)
    assert raised.value.why
    assert raised.value.next_step
    return raised.value


class TestObjects:
    def test_each_kind_as_object_or_id(self, call: Call) -> None:
        client = call.client
        things: dict[str, tuple[str, dict[str, Any], list[Any]]] = {
            "bridge": (
                "BridgeCreated",
                {"bridge": {"id": "b"}},
                [Bridge(client, {"id": "b"}), "b"],
            ),
            "recording": (
                "RecordingFinished",
                {"recording": {"name": "r", "target_uri": "channel:7"}},
                [LiveRecording(client, {"name": "r"}), StoredRecording(client, {"name": "r"}), "r"],
            ),
            "endpoint": (
                "EndpointStateChange",
                {"endpoint": {"technology": "PJSIP", "resource": "1000"}},
                [Endpoint(client, {"technology": "PJSIP", "resource": "1000"}), "PJSIP/1000"],
            ),
            "device": (
                "DeviceStateChanged",
                {"device_state": {"name": "Stasis:lamp", "state": "INUSE"}},
                [DeviceState(client, {"name": "Stasis:lamp"}), "Stasis:lamp"],
            ),
        }
        for kind, (type_, fields, given_) in things.items():
            row = call.happens(type_, **fields)
            for value in given_:
                found = call.events.wait_for(type_, **{kind: value}, since=0)
                assert found.row == row
            call.timeout_of(type_, **{kind: "another"}, since=0)

    def test_an_id_may_be_a_uuid(self, call: Call) -> None:
        id_ = UUID(int=7)
        call.playback_event("PlaybackFinished", "done", str(id_))
        call.events.wait_for("PlaybackFinished", playback=id_)

    def test_a_bridge_is_found_wherever_an_event_holds_it(self, call: Call) -> None:
        for fields in (
            {"bridge": {"id": "x"}, "bridge_from": {"id": "b"}},
            {"destination_bridge": "b"},
            {"transferer_second_leg_bridge": {"id": "b"}},
            {"playback": {"id": "p", "target_uri": "bridge:b"}},
            {"recording": {"name": "r", "target_uri": "bridge:b"}},
        ):
            row = call.happens("New", **fields)
            assert call.events.wait_for(None, bridge="b").row == row

    def test_one_of_another_kind_is_refused(self, call: Call) -> None:
        playback = Playback(call.client, {"id": "5b0c"})
        assert "is no channel" in refused(call, "StasisEnd", channel=playback).what
        call.channel_event("StasisStart")
        start = call.events.wait_for("StasisStart")
        error = refused(call, "StasisEnd", channel=start)
        assert error.next_step == "the event has one: channel=event.channel"

    @pytest.mark.parametrize(
        ("type_", "kind", "hint"),
        [
            ("BridgeDestroyed", "channel", "bridge=…"),
            ("StasisStart", "playback", "channel=…"),
            (["StasisStart", "StasisEnd"], "device", "channel=…"),
            ("PlaybackFinished", "endpoint", "playback=…"),
            ("ApplicationReplaced", "channel", "leave channel=… out"),
        ],
    )
    def test_what_such_an_event_is_never_about_is_refused(
        self, call: Call, type_: Any, kind: str, hint: str
    ) -> None:
        error = refused(call, type_, **{kind: "7"})
        assert "is ever about" in error.what
        assert hint in error.next_step

    def test_an_unknown_type_may_be_about_anything(self, call: Call) -> None:
        call.happens("Quite_New", device_state={"name": "d"})
        call.events.wait_for("Quite_New", device="d")

    @pytest.mark.parametrize("name", EVENTS)
    def test_what_an_event_is_about_is_found_in_it(self, name: str) -> None:
        """ARI's description of an event and the look into its JSON agree."""
        data = example(EVENTS[name])
        for kind, subject in SUBJECTS.items():
            ids = list(subject.ids(data))
            of_kind = subject.models & {field.type for field in EVENTS[name].fields}
            assert bool(of_kind & set(subject.classes)) <= bool(ids), kind
            assert bool(ids) <= bool(of_kind), kind

    @given(data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["channel", "bridge", "playback", "recording", "endpoint", "device_state", "id",
                 "name", "target_uri", "technology", "resource", "refer_to", "connected_channel"]
            ),
            inner,
            max_size=4,
        ),
    ))  # fmt: skip
    def test_json_of_any_shape_is_looked_into(self, data: object) -> None:
        if isinstance(data, dict):
            for subject in SUBJECTS.values():
                assert all(isinstance(id_, str) for id_ in subject.ids(data))


class TestFields:
    def test_of_the_event_and_of_what_is_in_it(self, call: Call) -> None:
        call.happens("ChannelDtmfReceived", digit="1", duration_ms=100)
        call.happens("ChannelDtmfReceived", digit="2", duration_ms=200)
        assert call.events.wait_for("ChannelDtmfReceived", digit="2")["duration_ms"] == 200
        assert call.events.wait_for("ChannelDtmfReceived", duration_ms=100, since=0)["digit"] == "1"
        caller = {"name": "Ann", "number": "1000"}
        call.happens("StasisStart", channel={"id": "1", "state": "Ring", "caller": caller})
        call.happens(
            "StasisStart", channel={"id": "2", "state": "Up", "caller": caller}, args=["a"]
        )
        found = call.events.wait_for("StasisStart", channel__state="Up")
        assert found["channel"]["id"] == "2"
        for filters in (
            {"channel__caller__number": "1000", "channel__id": "2"},
            {"args": ["a"]},
            {"args": ("a",)},
            {"channel": "2", "application": "hello-world"},
        ):
            found = call.events.wait_for("StasisStart", since=0, **filters)
            assert found["channel"]["id"] == "2", filters

    def test_an_object_by_itself_or_its_id(self, call: Call) -> None:
        call.happens("Dial", peer={"id": "7", "name": "PJSIP/1000"}, caller={"id": "8"})
        for peer in ("7", Channel(call.client, {"id": "7"})):
            call.events.wait_for("Dial", peer=peer, since=0)
        call.timeout_of("Dial", peer="8", since=0)

    def test_what_an_object_holds_under_any_name(self, call: Call) -> None:
        call.happens("ChannelUserevent", eventname="Tea", userevent={"pot": 2, "hot": True})
        call.events.wait_for("ChannelUserevent", userevent__pot=2, userevent__hot=True)
        call.timeout_of("ChannelUserevent", userevent__pot=True, since=0)

    def test_none_is_as_good_as_left_out(self, call: Call) -> None:
        call.happens("ChannelDtmfReceived", digit="1")
        call.events.wait_for("ChannelDtmfReceived", digit=None, channel=None)

    def test_true_is_not_one(self, call: Call) -> None:
        call.happens("ChannelHangupRequest", soft=True, cause=1)
        call.events.wait_for("ChannelHangupRequest", soft=True, cause=1)
        call.timeout_of("ChannelHangupRequest", soft=False, since=0)

    @pytest.mark.parametrize(
        ("type_", "name", "meant"),
        [
            ("ChannelDtmfReceived", "digits", "digit"),
            ("ChannelStateChange", "state", "channel__state"),
            ("ChannelStateChange", "channel_state", "channel__state"),
            ("ChannelStateChange", "channel__sate", "channel__state"),
            ("StasisStart", "number", "channel__caller__number"),
            ("StasisStart", "tmeout", "timeout"),
            ("StasisStart", "chanel", "channel"),
            ("StasisStart", "Where", "where"),
            (None, "digits", "digit"),
        ],
    )
    def test_one_that_there_is_not_is_refused(
        self, call: Call, type_: Any, name: str, meant: str
    ) -> None:
        error = refused(call, type_, **{name: "1"})
        assert f"has a field {name}: did you mean {meant}=…?" in error.what

    def test_one_that_is_like_none_is_refused_without_a_guess(self, call: Call) -> None:
        error = refused(call, "ChannelDtmfReceived", qqqqqqq="1")
        assert error.what == "no ChannelDtmfReceived has a field qqqqqqq"
        assert "application, asterisk_id, channel, digit, duration_ms" in error.why
        assert "event.raw.get('qqqqqqq')" in error.next_step

    def test_one_of_several_types_has_it(self, call: Call) -> None:
        row = call.happens("ChannelDtmfReceived", digit="1")
        call.channel_event("StasisEnd")
        types = ["StasisEnd", "ChannelDtmfReceived"]
        assert call.events.wait_for(types, digit="1", since=0).row == row

    @pytest.mark.parametrize(
        ("type_", "filters", "step"),
        [
            ("ChannelDtmfReceived", {"digit": 1}, "give it a text: digit='1'"),
            ("ChannelDtmfReceived", {"duration_ms": "100"}, "give it a number: duration_ms=100"),
            ("ChannelDtmfReceived", {"duration_ms": True}, "give it a number: duration_ms=…"),
            ("ChannelHangupRequest", {"soft": 1}, "give it True or False: soft=…"),
            ("StasisStart", {"args": "a"}, "give all of it: args=[…]"),
            ("StasisStart", {"channel__caller": "1000"}, "channel__caller__number"),
            ("StasisStart", {"replace_channel": 7}, "replace_channel__id"),
            ("TextMessageReceived", {"message": "Hello"}, "message__body"),
        ],
    )
    def test_a_value_that_it_can_not_have_is_refused(
        self, call: Call, type_: str, filters: dict[str, Any], step: str
    ) -> None:
        error = refused(call, type_, **filters)
        assert "can't match" in error.what
        assert step in error.next_step

    def test_a_misspelt_state_is_refused(self, call: Call) -> None:
        error = refused(call, "ChannelStateChange", channel__state="UP")
        assert error.what == "channel__state is never 'UP': did you mean 'Up'?"
        assert "Down" in error.why

    def test_a_state_that_arinb_does_not_know_can_be_waited_for(self, call: Call) -> None:
        call.happens("ChannelStateChange", channel={"id": "1", "state": "Teleporting"})
        call.events.wait_for("ChannelStateChange", channel__state="Teleporting")

    def test_an_unknown_type_takes_any_field(self, call: Call) -> None:
        call.happens("Quite_New", digit=1)
        call.events.wait_for("Quite_New", digit=1)
        error = call.timeout_of("Quite_New", digit="1", since=0)
        assert "1 such events came, but with digit 1" in error.why

    def test_the_error_tells_which_values_came(self, call: Call) -> None:
        for digit in "1122345":
            call.happens("ChannelDtmfReceived", digit=digit, channel={"id": "7"})
        error = call.timeout_of("ChannelDtmfReceived", digit="#", channel="7")
        assert (
            error.what == "No ChannelDtmfReceived for channel 7 with digit='#' came within 0.05 s."
        )
        assert "7 such events came, but with digit '1', '2', '3', …" in error.why


class TestWhere:
    @pytest.mark.parametrize("where", [3, "digit", True])
    def test_what_is_no_function_is_refused(self, call: Call, where: Any) -> None:
        assert "is no function" in refused(call, "StasisStart", where=where).what

    def test_its_error_is_passed_on(self, call: Call) -> None:
        call.channel_event("StasisStart")
        with pytest.raises(ZeroDivisionError):
            call.events.wait_for("StasisStart", where=lambda _: 1 / 0)
        assert call.events.wait_for("StasisStart").type == "StasisStart"


PATHS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4)
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.lists(st.integers())


@given(path=PATHS, value=LEAVES)
def test_a_value_is_found_where_it_is(path: list[str], value: object) -> None:
    data: Any = value
    for step in reversed(path):
        data = {step: data}
    data = json.loads(json.dumps(data))
    found = value_at(data, "__".join(path))
    assert is_same(found, value)
    assert value_at(data, "__".join([*path, "d"])) is ABSENT
