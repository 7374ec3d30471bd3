"""The operations of /recordings and /playbacks."""

from __future__ import annotations

import io
import wave

import pytest

from arinb.ari.connection import Connection
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.recordings import LiveRecording
from arinb.errors import Conflict, NotFound

STORED = ("list", "get", "delete", "file", "copy")
LIVE = ("get", "cancel", "stop", "pause", "unpause", "mute", "unmute")


@pytest.mark.operation(*(f"recordings.live.{name}" for name in LIVE if name != "cancel"))
@pytest.mark.refused(*(f"recordings.live.{name}" for name in LIVE))
def test_one_that_goes_on(ari: Connection, recording: LiveRecording) -> None:
    live = ari.recordings.live
    assert live.get(recording).state == "recording"
    recording.pause()
    assert recording.refresh().state == "paused"
    recording.unpause()
    recording.mute()
    recording.unmute()
    recording.stop()
    ari.events.wait_for("RecordingFinished")
    for name in LIVE:
        with pytest.raises(NotFound):
            getattr(live, name)("nope")


@pytest.mark.operation("recordings.live.cancel")
def test_one_that_is_thrown_away(ari: Connection, recording: LiveRecording) -> None:
    recording.cancel()
    ari.events.wait_for("RecordingFinished")
    with pytest.raises(NotFound):
        ari.recordings.stored.get(recording.name)


@pytest.mark.operation(*(f"recordings.stored.{name}" for name in STORED))
@pytest.mark.refused(*(f"recordings.stored.{name}" for name in STORED if name != "list"))
def test_one_that_is_kept(ari: Connection, recording: LiveRecording) -> None:
    recording.stop()
    ari.events.wait_for("RecordingFinished")
    stored = ari.recordings.stored.get(recording.name)
    assert stored in ari.recordings.stored.list()
    with wave.open(io.BytesIO(stored.file())) as sound:
        assert sound.getframerate() == 8000
    name = f"{recording.name}+2 ü"
    copy = stored.copy(name)
    assert copy.name == name
    with pytest.raises(Conflict):
        stored.copy(name)
    for one in (copy, stored):
        one.delete()
        for act in (one.delete, one.file, one.refresh):
            with pytest.raises(NotFound, match="no recording of that name"):
                act()


@pytest.mark.operation("playbacks.get", "playbacks.stop", "playbacks.control")
@pytest.mark.refused("playbacks.get", "playbacks.stop", "playbacks.control")
def test_a_playback(ari: Connection, channel: Channel) -> None:
    playback = channel.play(["sound:hello-world"] * 10)
    ari.events.wait_for("PlaybackStarted", playback=playback)
    playback.pause()
    assert playback.refresh().state == "paused"
    playback.unpause()
    playback.control("restart")
    ari.playbacks.control(playback.id, "forward")
    playback.stop()
    ari.events.wait_for("PlaybackFinished", playback=playback)
    for act in (playback.refresh, playback.stop, playback.pause):
        with pytest.raises(NotFound, match="has finished"):
            act()
