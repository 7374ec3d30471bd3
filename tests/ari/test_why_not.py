"""What a wait that ended in vain says: why nothing came, and what did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arinb.ari.listing import printable
from tests.ari.calls import Call


@pytest.fixture
def call() -> Iterator[Call]:
    made = Call()
    yield made
    made.client.close()


def test_nobody_entered(call: Call) -> None:
    error = call.timeout_of("StasisStart")
    assert "within 0.05 s" in str(error)
    assert "no channel has entered the application 'hello-world'" in error.why
    assert "Stasis(hello-world)" in error.next_step
    assert isinstance(error, TimeoutError)


def test_it_came_before_the_last_wait(call: Call) -> None:
    row = call.channel_event("StasisStart")
    call.channel_event("ChannelVarset")
    call.events.wait_for("ChannelVarset")
    error = call.timeout_of("StasisStart")
    assert f"it came at row {row}, before your last wait" in error.why
    assert f"since={row}" in error.next_step


def test_the_call_that_came_before_is_over(call: Call) -> None:
    row = call.channel_event("StasisStart")
    call.channel_event("StasisEnd")
    end = call.events.wait_for("StasisEnd").row
    error = call.timeout_of("StasisStart")
    assert f"no call has come since row {end + 1}; the one of row {row} is over" in error.why
    assert f"since={row}" in error.next_step


class TestWhatTheProgramAsked:
    """An event filter, or a subscription, is the reason."""

    FILTER = "/ari/applications/hello-world/eventFilter"

    def asks(self, call: Call, method: str, path: str, body: bytes = b"", status: int = 200) -> int:
        row = call.log.record_request(method, path, body)
        call.log.record_answer(row, status, "", 0.001, b"{}")
        return row

    @pytest.mark.parametrize(
        ("body", "hidden"),
        [
            (b'{"disallowed": [{"type": "StasisStart"}]}', True),
            (b'{"allowed": [{"type": "StasisEnd"}]}', True),
            (b'{"allowed": [{"type": "StasisStart"}]}', False),
            (b"{}", False),
            (b'{"allowed": "StasisStart"}', False),
        ],
    )
    def test_a_filter(self, call: Call, body: bytes, *, hidden: bool) -> None:
        row = self.asks(call, "PUT", self.FILTER, body)
        error = call.timeout_of("StasisStart")
        told = f"the event filter that was set at row {row} lets no StasisStart through"
        assert (told in error.why) is hidden

    def test_a_filter_that_was_refused_or_taken_away(self, call: Call) -> None:
        body = b'{"allowed": [{"type": "StasisEnd"}]}'
        self.asks(call, "PUT", self.FILTER, body, 400)
        assert "filter" not in call.timeout_of("StasisStart").why
        self.asks(call, "PUT", self.FILTER, body)
        self.asks(call, "PUT", self.FILTER)
        assert "filter" not in call.timeout_of("StasisStart").why

    def test_a_subscription(self, call: Call) -> None:
        row = self.asks(call, "POST", "/ari/applications/hello-world/subscription?eventSource=x")
        error = call.timeout_of("ChannelDestroyed")
        assert f"since your program subscribed, at row {row}" in error.why
        assert "no channel has entered" in call.timeout_of("StasisStart").why


def test_where_was_false(call: Call) -> None:
    call.channel_event("StasisStart")
    error = call.timeout_of("StasisStart", where=lambda event: event.type == "x")
    assert "1 such events came, but your where=… was false" in error.why


def test_the_caller_hung_up(call: Call) -> None:
    call.channel_event("StasisStart")
    call.playback_event("PlaybackStarted", "playing")
    row = call.channel_event("ChannelHangupRequest")
    call.channel_event("StasisEnd")
    call.events.wait_for("StasisEnd")
    error = call.timeout_of("ChannelDtmfReceived", channel="1795450970.0")
    assert f"ChannelHangupRequest of PJSIP/1000-1795450970.0 at row {row}" in error.why


def test_the_playback_failed(call: Call) -> None:
    call.channel_event("StasisStart")
    call.playback_event("PlaybackFinished", "failed")
    error = call.timeout_of("PlaybackContinuing", playback="5b0c")
    assert "the playback of sound:hello-world failed" in error.why


def test_the_playback_still_goes_on(call: Call) -> None:
    call.channel_event("StasisStart")
    row = call.playback_event("PlaybackStarted", "playing")
    error = call.timeout_of("PlaybackFinished", playback="5b0c")
    assert f"began at row {row} and has not ended yet" in error.why


@pytest.mark.parametrize("uri", ["record:greeting", "hello-world", "http://h/a.wav", "\x1b[31m:x"])
def test_media_of_an_unknown_kind(call: Call, uri: str) -> None:
    call.channel_event("StasisStart")
    playback = {"id": "5b0c", "media_uri": uri, "target_uri": "channel:1", "state": "playing"}
    call.happens("PlaybackStarted", playback=playback)
    error = call.timeout_of("PlaybackFinished", playback="5b0c")
    assert f"knows no such kind of media as {printable(uri)}" in error.why
    assert "sound, recording, number, digits, characters, tone" in error.next_step
    assert "\x1b" not in str(error)


@pytest.mark.parametrize("kind", ["sound", "recording", "number", "digits", "characters", "tone"])
def test_media_of_a_known_kind(call: Call, kind: str) -> None:
    call.channel_event("StasisStart")
    playback = {"id": "5b0c", "media_uri": f"{kind}:x", "target_uri": "channel:1"}
    row = call.happens("PlaybackStarted", playback=playback)
    error = call.timeout_of("PlaybackFinished", playback="5b0c")
    assert f"began at row {row} and has not ended yet" in error.why
    assert "kind of media" not in call.timeout_of("StasisEnd").why


def test_nobody_hung_up(call: Call) -> None:
    call.channel_event("StasisStart")
    error = call.timeout_of("StasisEnd", channel="1795450970.0")
    assert "nobody has hung up" in error.why


def test_it_came_for_another_channel(call: Call) -> None:
    call.channel_event("StasisStart", "1")
    error = call.timeout_of("StasisStart", channel="2")
    assert "StasisStart came 1 times, but never for this channel" in error.why


def test_it_does_not_know(call: Call) -> None:
    call.channel_event("StasisStart")
    error = call.timeout_of("BridgeCreated")
    assert "does not show why" in error.why


def test_what_did_arrive(call: Call) -> None:
    call.channel_event("StasisStart")
    for _ in range(7):
        call.channel_event("ChannelVarset")
    call.log.record_event("nonsense")
    error = call.timeout_of("BridgeCreated")
    counts, *lines = error.arrived
    assert counts == "7 ChannelVarset, 1 StasisStart, 1 (no event) (since row 0)"
    assert len(lines) == 5
    assert "ChannelVarset  PJSIP/1000-1795450970.0" in lines[0]
    assert "not JSON" in lines[-1]
    assert "What did arrive:\n    7 ChannelVarset" in str(error)


def test_nothing_arrived(call: Call) -> None:
    call.channel_event("StasisStart")
    call.events.wait_for("StasisStart")
    assert call.timeout_of("BridgeCreated").arrived == ("nothing since row 2",)


def test_an_earlier_playback_that_failed(call: Call) -> None:
    """An old failure of a playback that nobody named explains nothing."""
    call.channel_event("StasisStart")
    call.playback_event("PlaybackFinished", "failed", "old")
    call.events.wait_for("PlaybackFinished")
    assert "failed" not in call.timeout_of("PlaybackContinuing").why
    assert "failed" in call.timeout_of("PlaybackContinuing", since=0).why
