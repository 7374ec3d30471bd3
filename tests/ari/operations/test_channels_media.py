"""The operations of /channels that make a sound, or keep one."""

from __future__ import annotations

import pytest

from arinb.ari.connection import Connection
from arinb.ari.objects.channels import Channel
from arinb.errors import BadRequestArgument, Conflict, NotFound, Unprocessable


@pytest.mark.operation("channels.play", "channels.play_with_id")
@pytest.mark.refused("channels.play", "channels.play_with_id")
def test_playing(ari: Connection, channel: Channel) -> None:
    playback = channel.play(["digits:1", "digits:2"], lang="en", offset_ms=0, skip_ms=100)
    finished = ari.events.wait_for("PlaybackFinished", playback=playback)
    assert finished.playback is not None
    assert finished.playback.state == "done"
    named = ari.channels.play_with_id(channel, "my own", "tone:ring")
    assert named.id == "my own"
    named.stop()
    with pytest.raises(NotFound):
        ari.channels.play("1.1", "sound:hello-world")
    with pytest.raises(NotFound):
        ari.channels.play_with_id("1.1", "x", "sound:hello-world")


def test_media_of_no_kind_is_not_sent(ari: Connection, channel: Channel) -> None:
    """Asterisk would take it, and never say that it ended."""
    rows = len(ari.log)
    with pytest.raises(BadRequestArgument, match='Did you mean media="sound:hello-world"'):
        channel.play("hello-world")
    with pytest.raises(BadRequestArgument, match="Did you mean 'sound'"):
        channel.play("sond:hello-world")
    assert len(ari.log) == rows


@pytest.mark.operation("channels.record")
@pytest.mark.refused("channels.record")
def test_recording(ari: Connection, channel: Channel) -> None:
    recording = channel.record("tests/mine", "wav", max_duration_seconds=1, if_exists="overwrite")
    assert recording.name == "tests/mine"
    ended = ari.events.wait_for("RecordingFinished")
    assert ended["recording"]["name"] == "tests/mine"
    with pytest.raises(Unprocessable, match='format="wav"'):
        channel.record("tests/mine", "zzz")
    with pytest.raises(Conflict):
        channel.record("tests/mine", "wav")


@pytest.mark.operation(
    "channels.start_moh", "channels.stop_moh", "channels.start_silence", "channels.stop_silence"
)
@pytest.mark.refused(
    "channels.start_moh", "channels.stop_moh", "channels.start_silence", "channels.stop_silence"
)
def test_music_and_silence(ari: Connection, channel: Channel) -> None:
    channel.start_moh("default")
    channel.stop_moh()
    channel.start_silence()
    channel.stop_silence()
    channels = ari.channels
    for act in (
        channels.start_moh, channels.stop_moh, channels.start_silence, channels.stop_silence
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act("1.1")


@pytest.mark.operation("channels.hold", "channels.unhold", "channels.mute", "channels.unmute")
@pytest.mark.refused("channels.hold", "channels.unhold", "channels.mute", "channels.unmute")
def test_hold_and_mute(ari: Connection, channel: Channel) -> None:
    channel.hold()
    channel.unhold()
    channel.mute("in")
    channel.unmute()
    channels = ari.channels
    for act in (channels.hold, channels.unhold, channels.mute, channels.unmute):
        with pytest.raises(NotFound):
            act("1.1")


@pytest.mark.operation("channels.send_dtmf")
@pytest.mark.refused("channels.send_dtmf")
def test_keys(ari: Connection, channel: Channel) -> None:
    channel.send_dtmf("12#", before=10, between=50, duration=80, after=10)
    with pytest.raises(NotFound):
        ari.channels.send_dtmf("1.1", "1")
