"""Playbacks of real Asterisks."""

from __future__ import annotations

import pytest

from arinb.ari.connection import Connection
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.playbacks import Playback
from arinb.errors import NotFound

LONG = ["sound:hello-world"] * 20


@pytest.fixture
def playing(ari: Connection, channel: Channel) -> Playback:
    playback = channel.play(LONG)
    ari.events.wait_for("PlaybackStarted", playback=playback)
    return playback


def test_it_plays(playing: Playback) -> None:
    playing.refresh()
    assert playing.state == "playing"
    assert playing.media_uri == "sound:hello-world"
    assert repr(playing) == "<Playback sound:hello-world playing>"


def test_pause_and_unpause(ari: Connection, playing: Playback) -> None:
    playing.pause()
    playing.refresh()
    assert playing.state == "paused"
    playing.unpause()
    ari.events.wait_for("PlaybackStarted", playback=playing)
    playing.refresh()
    assert playing.state == "playing"


def test_stop(ari: Connection, playing: Playback) -> None:
    playing.stop()
    finished = ari.events.wait_for("PlaybackFinished", playback=playing)
    assert finished.playback == playing
    for act in (playing.stop, playing.pause, playing.unpause, playing.refresh):
        with pytest.raises(NotFound) as raised:
            act()
        assert raised.value.next_step


def test_get(ari: Connection, playing: Playback) -> None:
    assert ari.playbacks.get(playing.id) == playing
    with pytest.raises(NotFound):
        ari.playbacks.get("no-such-playback")
