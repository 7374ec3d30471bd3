"""expect(): an event that the block of a with statement brings about, however quickly."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from arinb.ari.connection import Connection, connect
from arinb.ari.events import Event
from arinb.ari.events.calls import StasisEnd
from arinb.ari.events.expecting import Expectation
from arinb.ari.events.others import PlaybackFinished
from arinb.ari.objects.playbacks import Playback
from arinb.errors import BadWait, ConnectionLost, EventError, EventTimeout
from arinb.pbx.private import PrivateAsterisk
from tests.ari.calls import SOON, Call


@pytest.fixture
def call() -> Iterator[Call]:
    made = Call()
    yield made
    made.client.close()


def test_an_event_within_the_block(call: Call) -> None:
    with call.events.expect("StasisEnd") as end:
        row = call.channel_event("StasisEnd")
    assert (end.event.type, end.event.row) == ("StasisEnd", row)
    assert type(end.event) is StasisEnd


def test_an_event_after_the_block(call: Call) -> None:
    later = threading.Timer(0.1, call.channel_event, ["StasisEnd"])
    with call.events.expect("StasisEnd") as end:
        later.start()
    assert end.event.type == "StasisEnd"
    later.join()


def test_an_event_before_the_block_does_not_count(call: Call) -> None:
    before = call.channel_event("StasisEnd")
    with pytest.raises(EventTimeout) as raised, call.events.expect("StasisEnd", timeout=SOON):
        call.channel_event("ChannelVarset")
    call.channel_event("StasisStart")
    assert raised.value.arrived[0] == f"1 ChannelVarset (since row {before + 1})"


def test_the_error_tells_that_it_came_before_the_block(call: Call) -> None:
    call.channel_event("StasisStart")
    row = call.happens("BridgeCreated", bridge={"id": "b"})
    with (
        pytest.raises(EventTimeout) as raised,
        call.events.expect("BridgeCreated", bridge="b", timeout=SOON),
    ):
        pass
    assert f"came at row {row}, but expect() looked from row {row + 1} on" in raised.value.why
    assert "inside of the block" in raised.value.next_step


def test_the_time_begins_at_the_end_of_the_block(call: Call) -> None:
    later = threading.Timer(0.4, call.channel_event, ["StasisEnd"])
    later.start()
    with call.events.expect("StasisEnd", timeout=0.3):
        time.sleep(0.3)
    later.join()


def test_no_event_before_the_end(call: Call) -> None:
    with call.events.expect("StasisEnd", channel="7") as end:
        with pytest.raises(EventError, match="no StasisEnd for channel 7 yet") as raised:
            end.event  # noqa: B018 - looking at it is the test
        assert "after the block" in raised.value.next_step
        call.channel_event("StasisEnd", "7")
    assert end.event


def test_an_error_of_the_block_passes_untouched(call: Call) -> None:
    error = ZeroDivisionError("its own")
    begin = time.monotonic()
    with pytest.raises(ZeroDivisionError) as raised, call.events.expect("StasisEnd", timeout=30):
        raise error
    assert raised.value is error
    assert error.__context__ is error.__cause__ is None
    assert time.monotonic() - begin < 2


def test_an_interrupt_of_the_block_passes_untouched(call: Call) -> None:
    with pytest.raises(KeyboardInterrupt), call.events.expect("StasisEnd", timeout=30):
        raise KeyboardInterrupt


def test_nested_and_several(call: Call) -> None:
    with call.events.expect("PlaybackFinished") as done:
        with call.events.expect("StasisStart") as start, call.events.expect("StasisEnd") as end:
            call.playback_event("PlaybackFinished", "done")
            call.channel_event("StasisEnd")
            call.channel_event("StasisStart")
        assert end.event.row < start.event.row
    assert done.event.row < end.event.row


def test_several_types(call: Call) -> None:
    with call.events.expect(["PlaybackFinished", "StasisEnd"]) as first:
        call.channel_event("StasisEnd")
        call.playback_event("PlaybackFinished", "done")
    assert first.event.type == "StasisEnd"


def test_what_is_known_only_inside(call: Call) -> None:
    with call.events.expect(PlaybackFinished) as done:
        call.playback_event("PlaybackFinished", "done", "another")
        playback = Playback(call.client, {"id": "mine"})
        done.about(playback=playback)
        call.playback_event("PlaybackFinished", "done", "mine")
        done.about(playback__state="done")
    assert done.event.playback.id == "mine"


def test_where_is_asked_at_the_end(call: Call) -> None:
    wanted = ""
    with call.events.expect(PlaybackFinished, where=lambda e: e.playback.id == wanted) as done:
        call.playback_event("PlaybackFinished", "done", "another")
        call.playback_event("PlaybackFinished", "done", "mine")
        wanted = "mine"
    assert done.event.playback.id == "mine"


@pytest.mark.parametrize("wrong", [{"playbak": "1"}, {"channel": 3}, {"digit": "1"}])
def test_what_it_can_not_be_about(call: Call, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadWait), call.events.expect("StasisEnd", timeout=30) as end:
        end.about(**wrong)


def test_one_may_wait_inside(call: Call) -> None:
    with call.events.expect(StasisEnd) as end:
        with pytest.raises(EventTimeout):
            end.wait(timeout=SOON)
        call.channel_event("StasisEnd", "1")
        found: StasisEnd = end.wait()
        call.channel_event("StasisEnd", "2")
    assert end.event is found
    assert found.channel.id == "1"
    for wrong in (-1, float("nan")):
        with pytest.raises(BadWait):
            end.wait(timeout=wrong)


def test_it_can_be_used_again(call: Call) -> None:
    end = call.events.expect("StasisEnd", timeout=SOON)
    for id_ in ("1", "2"):
        with end:
            call.channel_event("StasisEnd", id_)
        assert end.event["channel"]["id"] == id_
    with pytest.raises(EventTimeout), end:
        pass
    with pytest.raises(EventError, match="yet"):
        end.event  # noqa: B018 - looking at it is the test


def test_the_event_counts_as_seen(call: Call) -> None:
    call.channel_event("StasisStart", "1")
    with call.events.expect("StasisEnd") as end:
        call.channel_event("StasisEnd", "1")
    call.channel_event("StasisEnd", "2")
    assert call.events.wait_for("StasisEnd")["channel"]["id"] == "2"
    assert end.event["channel"]["id"] == "1"
    error = call.timeout_of("StasisStart")
    assert "no call has come since row 4; the one of row 1 is over" in error.why


def test_a_wait_that_failed_takes_nothing_away(call: Call) -> None:
    with pytest.raises(EventTimeout), call.events.expect("StasisEnd", timeout=SOON):
        call.channel_event("StasisStart")
    assert call.events.wait_for("StasisStart")


def test_an_event_of_an_outer_one_is_not_skipped_by_an_inner_one(call: Call) -> None:
    with call.events.expect("StasisStart") as start:
        call.channel_event("StasisStart")
        with call.events.expect("StasisEnd"):
            call.channel_event("StasisEnd")
    assert start.event


def test_a_connection_that_ends_within_the_block(call: Call) -> None:
    with pytest.raises(ConnectionLost), call.events.expect("StasisEnd", timeout=30):
        call.log.record_connection("lost", "by the server")


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), None])
def test_a_timeout_that_is_none_is_refused(call: Call, timeout: Any) -> None:
    with pytest.raises(BadWait, match="timeout"):
        call.events.expect("StasisStart", timeout=timeout)


def test_it_shows_what_it_is(call: Call) -> None:
    end = call.events.expect("StasisEnd", channel="7")
    assert repr(end) == "<Expectation StasisEnd for channel 7: not yet>"
    with end:
        call.channel_event("StasisEnd", "7")
    assert repr(end) == "<Expectation StasisEnd for channel 7: row 1>"


def test_its_types(call: Call) -> None:
    """mypy checks the annotations."""
    one: Expectation[StasisEnd] = call.events.expect(StasisEnd)
    other: Expectation[Event] = call.events.expect("StasisEnd")
    assert one is not other


@pytest.fixture
def ari(shared_pbx_each: PrivateAsterisk) -> Iterator[Connection]:
    shared_pbx_each.cli("dialplan add extension expects,1,Stasis(expects) into default replace")
    with connect(shared_pbx_each, app="expects") as connection:
        yield connection


def test_on_asterisk(ari: Connection, shared_pbx_each: PrivateAsterisk) -> None:
    with ari.events.expect("StasisStart") as start:
        shared_pbx_each.cli("channel originate Local/expects@default application Wait 60")
    channel = start.event.channel
    assert channel is not None
    channel.answer()
    with (
        ari.events.expect("PlaybackStarted") as started,
        ari.events.expect(PlaybackFinished) as done,
    ):
        playback = channel.play("sound:hello-world")
        started.about(playback=playback)
        done.about(playback=playback)
    assert started.event.row < done.event.row
    assert done.event.playback == playback
    with ari.events.expect("StasisEnd", channel=channel) as end:
        channel.hangup()
    assert end.event.channel == channel
