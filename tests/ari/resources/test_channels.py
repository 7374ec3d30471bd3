"""Channels of real Asterisks."""

from __future__ import annotations

import re

import pytest

from arinb.ari.connection import Connection
from arinb.ari.objects.channels import Channel
from arinb.errors import BadRequestArgument, Conflict, InvalidState, NotFound
from arinb.pbx.private import PrivateAsterisk
from tests.ari.handling import until


def test_it_is_described_by_its_event(ringing: Channel) -> None:
    assert re.fullmatch(r"Local/unanswered@default-\w+;2", ringing.name)
    assert re.fullmatch(r"\d+\.\d+", ringing.id)
    assert ringing.state == "Ring"
    assert ringing.raw["dialplan"]["exten"] == "unanswered"


def test_answering(ari: Connection, ringing: Channel) -> None:
    ringing.answer()
    change = ari.events.wait_for("ChannelStateChange", channel=ringing)
    assert change.channel is not None
    assert change.channel.state == "Up"
    assert ringing.state == "Ring"  # as ARI described it then
    ringing.refresh()
    assert ringing.state == "Up"


def test_ring(ringing: Channel) -> None:
    ringing.ring()


def test_a_playback_begins_in_the_queue(channel: Channel) -> None:
    playback = channel.play("sound:hello-world")
    assert playback.state in ("queued", "playing")  # it may have begun by then
    assert playback.target_uri == f"channel:{channel.id}"


def test_a_playback_with_everything(ari: Connection, channel: Channel) -> None:
    playback = channel.play(
        ["sound:hello-world", "digits:42"],
        lang="en",
        offset_ms=100,
        skip_ms=500,
        playback_id="my own/1",
    )
    assert playback.id == "my own/1"
    assert ari.playbacks.get("my own/1") == playback
    continuing = ari.events.wait_for("PlaybackContinuing", playback=playback)
    assert continuing.playback is not None
    assert continuing.playback.raw["next_media_uri"] == "digits:42"
    finished = ari.events.wait_for("PlaybackFinished", playback=playback)
    assert finished.playback is not None
    assert finished.playback.state == "done"


def test_a_sound_that_does_not_exist(ari: Connection, channel: Channel) -> None:
    playback = channel.play("sound:no-such-sound")
    finished = ari.events.wait_for("PlaybackFinished", playback=playback)
    assert finished.playback is not None
    assert finished.playback.state == "failed"


def test_a_sound_in_a_language_that_is_not_there(ari: Connection, channel: Channel) -> None:
    """Asterisk falls back to English, and says so by `done`."""
    playback = channel.play("sound:hello-world", lang="tlh")
    finished = ari.events.wait_for("PlaybackFinished", playback=playback)
    assert finished.playback is not None
    assert (finished.playback.state, finished.playback.raw["language"]) == ("done", "tlh")


@pytest.mark.parametrize("reason", [None, "normal", "busy", "congestion", "no_answer"])
def test_hanging_up(ari: Connection, channel: Channel, reason: str | None) -> None:
    channel.hangup(reason=reason)  # type: ignore[arg-type]
    ari.events.wait_for("StasisEnd", channel=channel)

    def is_gone() -> bool:
        try:
            channel.refresh()
        except NotFound:
            return True
        return False

    # Asterisk 16 takes a moment after StasisEnd, and tells nothing more.
    until(is_gone)


def test_a_reason_that_is_none(channel: Channel) -> None:
    with pytest.raises(BadRequestArgument, match="reason= is 'bussy'") as raised:
        channel.hangup(reason="bussy")  # type: ignore[arg-type]
    assert raised.value.next_step == "Did you mean 'busy'?"
    channel.refresh()  # it is still there


def test_a_channel_that_has_gone(ari: Connection, channel: Channel) -> None:
    channel.hangup()
    ari.events.wait_for("StasisEnd", channel=channel)
    with pytest.raises(NotFound) as raised:
        channel.play("sound:hello-world")
    assert raised.value.next_step
    with pytest.raises(NotFound):
        channel.hangup()


def test_a_channel_outside_the_application(ari: Connection, ringing: Channel) -> None:
    assert ringing in ari.channels.list()
    outside = next(x for x in ari.channels.list() if x.name.endswith(";1"))
    with pytest.raises(Conflict) as raised:
        outside.play("sound:hello-world")
    assert "Stasis" in str(raised.value)


def test_a_call_that_is_not_answered_by_anybody(ari: Connection, pbx_each: PrivateAsterisk) -> None:
    """It rings at a phone, and ARI refuses to play to it: 412."""
    exchange = ari.request(
        "POST", "/channels/create", endpoint="Local/unanswered@default", app=ari.app
    )
    channel = ari.channels.get(exchange.json()["id"])
    ari.events.wait_for("StasisStart", channel=channel)
    with pytest.raises(InvalidState) as raised:
        channel.play("sound:hello-world")
    assert f"it was {channel.state}" in raised.value.why
    channel.hangup()
    assert pbx_each.running


def test_list_and_get(ari: Connection, channel: Channel) -> None:
    assert channel in ari.channels.list()
    assert ari.channels.get(channel.id).name == channel.name
    with pytest.raises(NotFound):
        ari.channels.get("no-such-channel")


def test_who_calls() -> None:
    def caller(**raw: str) -> str:
        return str(Channel(None, {"caller": raw}).caller)  # type: ignore[arg-type]

    assert caller(name="Ann", number="1000") == "Ann <1000>"
    assert caller(name="", number="1000") == "1000"
    assert caller(name="Ann", number="") == "Ann"
    assert caller() == ""
