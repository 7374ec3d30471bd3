"""Events read from a log: waiting for one, what a wait says when none comes, and how they show."""

from __future__ import annotations

import json
import math
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from arinb.ari.client import Client
from arinb.ari.event_types import EVENT_TYPES, meant
from arinb.ari.events import Event, Events
from arinb.ari.log import EventLog
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.playbacks import Playback
from arinb.errors import BadWait, ConnectionLost
from tests.ari.calls import Call


@pytest.fixture
def call() -> Iterator[Call]:
    made = Call()
    yield made
    made.client.close()


def test_an_event_that_has_come_is_returned_at_once(call: Call) -> None:
    row = call.channel_event("StasisStart")
    event = call.events.wait_for("StasisStart")
    assert (event.type, event.row, event.application) == ("StasisStart", row, "hello-world")


def test_an_event_that_comes_later_is_returned_when_it_comes(call: Call) -> None:
    later = threading.Timer(0.1, call.channel_event, ["StasisStart"])
    later.start()
    assert call.events.wait_for("StasisStart", timeout=5).type == "StasisStart"
    later.join()


def test_each_wait_goes_on_where_the_last_one_ended(call: Call) -> None:
    for id_ in ("1", "2"):
        call.channel_event("StasisStart", id_)
        call.channel_event("StasisEnd", id_)
    ids = [
        call.events.wait_for(type_)["channel"]["id"]
        for type_ in ("StasisStart", "StasisEnd", "StasisStart")
    ]
    assert ids == ["1", "1", "2"]
    call.timeout_of("StasisStart")
    assert call.events.wait_for("StasisEnd")["channel"]["id"] == "2"


def test_since_begins_elsewhere_and_never_takes_later_waits_back(call: Call) -> None:
    call.channel_event("StasisStart", "1")
    call.channel_event("StasisEnd", "1")
    call.events.wait_for("StasisEnd")
    assert call.events.wait_for("StasisStart", since=0)["channel"]["id"] == "1"
    call.timeout_of("StasisEnd")


def test_a_wait_that_failed_takes_nothing_away(call: Call) -> None:
    call.channel_event("StasisStart")
    call.timeout_of("StasisEnd")
    call.events.wait_for("StasisStart")


def test_several_types_any_type_and_where(call: Call) -> None:
    call.happens("ChannelDtmfReceived", digit="1")
    call.happens("ChannelDtmfReceived", digit="2")
    call.happens("New", x=1)
    event = call.events.wait_for(
        ["StasisEnd", "ChannelDtmfReceived"], where=lambda event: bool(event["digit"] == "2")
    )
    assert event["digit"] == "2"
    assert call.events.wait_for(None).type == "New"
    assert call.events.wait_for("New", since=0)["x"] == 1


def test_channel_and_playback_are_objects_or_ids(call: Call) -> None:
    call.channel_event("StasisStart", "1")
    call.channel_event("StasisStart", "2")
    call.playback_event("PlaybackFinished", "done", "a")
    call.playback_event("PlaybackFinished", "done", "b")
    channel, playback = Channel(call.client, {"id": "2"}), Playback(call.client, {"id": "b"})
    for wanted in (channel, "2"):
        event = call.events.wait_for("StasisStart", channel=wanted, since=0)
        assert event["channel"]["id"] == "2"
    for played in (playback, "b"):
        event = call.events.wait_for("PlaybackFinished", playback=played, since=0)
        assert event["playback"]["id"] == "b"


@pytest.mark.parametrize(
    "fields",
    [
        {"peer": {"id": "7", "name": "x"}},
        {"caller": {"id": "7", "name": "x"}, "peer": {"id": "8"}},
        {"playback": {"id": "5", "target_uri": "channel:7"}},
        {"recording": {"name": "x", "target_uri": "channel:7"}},
        {"replace_channel": {"id": "7"}, "channel": {"id": "8"}},
    ],
)
def test_a_channel_is_found_wherever_an_event_holds_it(
    call: Call, fields: dict[str, object]
) -> None:
    call.happens("Dial", **fields)
    call.events.wait_for(None, channel="7")
    call.timeout_of(None, channel="9", since=0)


def test_a_playback_that_failed_has_finished_too(call: Call) -> None:
    call.playback_event("PlaybackFinished", "failed")
    event = call.events.wait_for("PlaybackFinished", playback="5b0c")
    assert event.playback is not None
    assert event.playback.state == "failed"


@pytest.mark.parametrize("timeout", [0, -1, math.nan, math.inf, 1e30, "1", None, True])
def test_a_timeout_that_is_none_is_refused(call: Call, timeout: Any) -> None:
    with pytest.raises(BadWait, match="timeout"):
        call.events.wait_for("StasisStart", timeout=timeout)


@pytest.mark.parametrize("since", [-1, 1.5, "0", True])
def test_since_is_a_row(call: Call, since: Any) -> None:
    with pytest.raises(BadWait, match="since"):
        call.events.wait_for("StasisStart", since=since)


@pytest.mark.parametrize(
    ("typo", "right"),
    [
        ("StasisStrat", "StasisStart"),
        ("stasisstart", "StasisStart"),
        ("PlaybackFinish", "PlaybackFinished"),
        ("ChannelHangup", "ChannelHangupRequest"),
    ],
)
def test_a_misspelt_type_is_refused_at_once(call: Call, typo: str, right: str) -> None:
    begin = time.monotonic()
    with pytest.raises(BadWait, match=f"did you mean '{right}'"):
        call.events.wait_for(typo)
    assert time.monotonic() - begin < 1


def test_a_type_that_arinb_does_not_know_can_be_waited_for(call: Call) -> None:
    assert meant("SomethingQuiteDifferent") is None
    assert "knows no event" in call.timeout_of("SomethingQuiteDifferent").why
    call.happens("StasisStarted")
    assert call.events.wait_for("StasisStarted").type == "StasisStarted"


def test_the_known_types_are_sorted_and_mean_themselves() -> None:
    assert list(EVENT_TYPES) == sorted(EVENT_TYPES)
    assert len(set(EVENT_TYPES)) == 45
    assert not any(meant(name) for name in EVENT_TYPES)


@pytest.mark.parametrize("type_", [3, "", [], [None], [""], b"A"])
def test_what_is_no_type_is_refused(call: Call, type_: Any) -> None:
    with pytest.raises(BadWait, match="no event type"):
        call.events.wait_for(type_)


@pytest.mark.parametrize("kind", ["channel", "playback"])
def test_what_is_no_channel_or_playback_is_refused(call: Call, kind: str) -> None:
    wrong: Any
    for wrong in (3, "", object()):
        with pytest.raises(BadWait, match=kind):
            call.events.wait_for("StasisStart", **{kind: wrong})


class TestAConnectionThatIsOver:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ("lost", "is Asterisk still running"),
            ("closed", "run the cell"),
            ("replaced", "somebody else"),
            ("refused", "put that right"),
        ],
    )
    def test_ends_a_wait_at_once(self, call: Call, state: str, words: str) -> None:
        later = threading.Timer(0.1, call.log.record_connection, [state, "by the server"])
        later.start()
        begin = time.monotonic()
        with pytest.raises(ConnectionLost, match=words) as raised:
            call.events.wait_for("StasisStart", timeout=30)
        assert time.monotonic() - begin < 2
        assert "hello-world" in str(raised.value)
        later.join()

    def test_ends_the_next_wait_too(self, call: Call) -> None:
        call.log.record_connection("lost", "by the server, code 1001")
        for since in (None, 0, 99):
            with pytest.raises(ConnectionLost, match="code 1001"):
                call.events.wait_for("StasisStart", timeout=30, since=since)

    def test_keeps_what_came_before(self, call: Call) -> None:
        call.channel_event("StasisStart")
        call.channel_event("StasisEnd")
        call.log.record_connection("lost", "by the server")
        assert call.events.wait_for("StasisStart").type == "StasisStart"
        assert call.events.wait_for("StasisEnd").type == "StasisEnd"
        with pytest.raises(ConnectionLost):
            call.events.wait_for("StasisStart")

    def test_is_no_obstacle_when_it_was_opened_again(self, call: Call) -> None:
        call.log.record_connection("lost", "by the server")
        call.log.record_connection("opened", "again")
        call.channel_event("StasisStart")
        assert call.events.wait_for("StasisStart").type == "StasisStart"

    def test_names_the_error_that_broke_it(self) -> None:
        cause = ConnectionResetError("reset by peer")
        log = EventLog()
        client = Client("http://127.0.0.1:9", "asterisk", "secret", log=log)
        events = Events(log, client, "hello-world", failure=lambda: cause)
        log.record_connection("lost", "without a goodbye")
        with pytest.raises(ConnectionLost) as raised:
            events.wait_for("StasisStart")
        assert raised.value.__cause__ is cause
        client.close()


def test_an_interrupt_ends_the_wait_and_nothing_else(call: Call) -> None:
    ident = threading.main_thread().ident
    assert ident is not None
    later = threading.Timer(0.2, signal.pthread_kill, [ident, signal.SIGINT])
    later.start()
    with pytest.raises(KeyboardInterrupt):
        call.events.wait_for("StasisStart", timeout=30)
    later.join()
    call.channel_event("StasisStart")
    assert call.events.wait_for("StasisStart").type == "StasisStart"


def test_before_the_first_event_there_is_none(call: Call) -> None:
    assert (len(call.events), list(call.events), call.events.last) == (0, [], None)


def test_events_so_far(call: Call) -> None:
    call.channel_event("StasisStart")
    call.log.record_event("nonsense")
    call.channel_event("ChannelVarset")
    call.channel_event("ChannelVarset")
    call.log.record_connection("lost")
    assert len(call.events) == 3
    assert [event.type for event in call.events][:2] == ["StasisStart", "ChannelVarset"]
    assert len(call.events.of_type("ChannelVarset")) == 2
    assert call.events.last is not None
    assert call.events.last.row == 4
    assert repr(call.events) == "<Events of hello-world: 3>"
    assert "<table" in call.events._repr_html_()


def event_of(call: Call, text: str) -> Event:
    return Event(call.log.record_event(text), call.client)


def test_an_event_has_live_objects(call: Call) -> None:
    call.channel_event("StasisStart", "7")
    call.playback_event("PlaybackStarted", "playing")
    start, started = call.events
    assert isinstance(start.channel, Channel)
    assert start.channel is start.channel
    assert (start.channel.id, start.channel.name) == ("7", "PJSIP/1000-7")
    assert start.playback is None
    assert isinstance(started.playback, Playback)
    assert started.playback.state == "playing"
    assert started.channel is None


def test_an_event_is_read_like_its_json(call: Call) -> None:
    event = event_of(call, '{"type":"A","timestamp":"2026-11-23T16:22:50.822-0500","x":[1]}')
    assert event["x"] == event.raw["x"] == [1]
    assert "x" in event
    assert "y" not in event
    with pytest.raises(KeyError):
        event["y"]
    assert event.timestamp is not None
    assert event.timestamp.utcoffset() == timedelta(hours=-5)
    assert event.timestamp.microsecond == 822_000


@pytest.mark.parametrize("timestamp", ["", '"timestamp":"x",', '"timestamp":3,'])
def test_an_event_without_a_time_has_none(call: Call, timestamp: str) -> None:
    assert event_of(call, f'{{{timestamp}"type":"A"}}').timestamp is None


def test_an_event_shows_itself_as_the_tutorial_does(call: Call) -> None:
    text = '{"type":"StasisStart","args":[],"channel":{"id":"7","name":"PJSIP/1000-00000000"}}'
    event = event_of(call, text)
    assert repr(event) == "<StasisStart PJSIP/1000-00000000>"
    assert str(event).splitlines()[:3] == ["{", '  "type": "StasisStart",', '  "args": [],']
    assert json.loads(str(event)) == event.raw
    assert repr(event_of(call, '{"type":"PlaybackStarted","playback":{"id":"5b"}}')) == (
        "<PlaybackStarted 5b>"
    )
    assert repr(event_of(call, '{"type":"A"}')) == "<A>"


def test_an_event_is_escaped(call: Call) -> None:
    evil = "<script>alert(1)</script>\\u001b[31m\\ud800"
    event = event_of(call, f'{{"type":"A","channel":{{"id":"1","name":"{evil}"}}}}')
    assert "<script" not in event._repr_html_()
    event._repr_html_().encode()
    assert "\x1b" not in repr(event) + str(event)
