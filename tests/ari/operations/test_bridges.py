"""The operations of /bridges."""

from __future__ import annotations

import pytest

from arinb.ari.connection import Connection
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.errors import (
    BadRequest,
    Conflict,
    NeedsNewer,
    NotFound,
    ServerError,
    Unprocessable,
)
from arinb.versions import knows
from tests.ari.operations.conftest import newer


@pytest.mark.operation(
    "bridges.list", "bridges.create", "bridges.create_with_id", "bridges.get", "bridges.destroy"
)
@pytest.mark.refused("bridges.get", "bridges.destroy")
def test_making_and_ending(ari: Connection) -> None:
    holding = ari.bridges.create("holding", name="waiting room")
    assert (holding.bridge_type, holding.name) == ("holding", "waiting room")
    named = ari.bridges.create_with_id("ä/b c+d%", type="mixing")
    assert named.id == "ä/b c+d%"
    assert {holding, named} <= set(ari.bridges.list())
    assert ari.bridges.get(named).channels == []
    for bridge in (holding, named):
        ari.applications.subscribe(ari.app, bridge)
        bridge.destroy()
        ari.events.wait_for("BridgeDestroyed")
        with pytest.raises(NotFound):
            bridge.refresh()
        with pytest.raises(NotFound):
            bridge.destroy()


@pytest.mark.refused("bridges.create", "bridges.create_with_id")
def test_what_can_not_be_made(ari: Connection, bridge: Bridge) -> None:
    with pytest.raises((Conflict, ServerError), match="exists already"):
        ari.bridges.create_with_id(bridge.id, "mixing")
    with pytest.raises(ServerError):
        ari.bridges.create("nonsense")


def test_variables_from_the_beginning(ari: Connection) -> None:
    if not knows(ari.version, "20.20/22.10/23.4"):
        with pytest.raises(NeedsNewer, match=r"bridges.create\(variables=…\) needs"):
            ari.bridges.create("mixing", variables={"TOPIC": "lunch"})
        return
    made = ari.bridges.create("mixing", name="a & b", variables={"TOPIC": "lunch"})
    assert (made.get_variable("TOPIC"), made.name) == ("lunch", "a & b")
    made.destroy()
    named = ari.bridges.create_with_id("x/y", variables={"TOPIC": "tea"})
    assert named.get_variable("TOPIC") == "tea"
    named.destroy()


@pytest.mark.operation(
    "bridges.get_variable",
    "bridges.set_variable",
    "bridges.get_variables",
    "bridges.set_variables",
)
@pytest.mark.refused(
    "bridges.get_variable",
    "bridges.set_variable",
    "bridges.get_variables",
    "bridges.set_variables",
)
def test_variables(ari: Connection, bridge: Bridge) -> None:
    with newer(ari, "bridges.set_variable"):
        bridge.set_variable("TOPIC", "lunch")
        with pytest.raises(NotFound):
            ari.bridges.set_variable("nope", "TOPIC")
    with newer(ari, "bridges.get_variable"):
        assert bridge.get_variable("TOPIC") == "lunch"
        with pytest.raises(NotFound):
            ari.bridges.get_variable("nope", "TOPIC")
    with newer(ari, "bridges.set_variables"):
        bridge.set_variables({"ROOM": "7"})
        with pytest.raises(NotFound):
            ari.bridges.set_variables("nope", {"ROOM": "7"})
    with newer(ari, "bridges.get_variables"):
        assert bridge.get_variables(["TOPIC", "ROOM"]) == {"TOPIC": "lunch", "ROOM": "7"}
        with pytest.raises(NotFound):
            ari.bridges.get_variables("nope", "ROOM")


@pytest.mark.operation("bridges.add_channel", "bridges.remove_channel")
@pytest.mark.refused("bridges.add_channel", "bridges.remove_channel")
def test_members(ari: Connection, bridge: Bridge, channel: Channel) -> None:
    bridge.add_channel(channel, absorb_dtmf=True, mute=True)
    entered = ari.events.wait_for("ChannelEnteredBridge", channel=channel)
    assert entered["bridge"]["channels"] == [channel.id]
    ari.bridges.remove_channel(bridge.id, [channel])
    ari.events.wait_for("ChannelLeftBridge", channel=channel)
    with pytest.raises(BadRequest):
        bridge.add_channel("1.1")
    with pytest.raises(Unprocessable):
        bridge.remove_channel(channel)


@pytest.mark.operation("bridges.set_video_source", "bridges.clear_video_source")
@pytest.mark.refused("bridges.set_video_source", "bridges.clear_video_source")
def test_video(ari: Connection, bridge: Bridge, channel: Channel) -> None:
    bridge.add_channel(channel)
    ari.events.wait_for("ChannelEnteredBridge", channel=channel)
    bridge.set_video_source(channel)
    bridge.clear_video_source()
    with pytest.raises(NotFound):
        ari.bridges.set_video_source("nope", channel)
    with pytest.raises(NotFound):
        ari.bridges.clear_video_source("nope")


@pytest.mark.operation("bridges.start_moh", "bridges.stop_moh")
@pytest.mark.refused("bridges.start_moh", "bridges.stop_moh")
def test_music(ari: Connection, bridge: Bridge) -> None:
    bridge.start_moh()
    bridge.stop_moh()
    with pytest.raises(Conflict):
        bridge.stop_moh()
    with pytest.raises(NotFound):
        ari.bridges.start_moh("nope")


@pytest.mark.operation("bridges.play", "bridges.play_with_id")
@pytest.mark.refused("bridges.play", "bridges.play_with_id")
def test_playing(ari: Connection, bridge: Bridge, channel: Channel) -> None:
    bridge.add_channel(channel)
    playback = bridge.play("sound:hello-world")
    ari.events.wait_for("PlaybackFinished", playback=playback)
    assert ari.bridges.play_with_id(bridge, "to all", "tone:ring").id == "to all"
    with pytest.raises(NotFound):
        ari.bridges.play("nope", "sound:hello-world")
    with pytest.raises(NotFound):
        ari.bridges.play_with_id("nope", "x", "sound:hello-world")


@pytest.mark.operation("bridges.record")
@pytest.mark.refused("bridges.record")
def test_recording(ari: Connection, bridge: Bridge) -> None:
    ari.applications.subscribe(ari.app, bridge)
    recording = bridge.record("tests/meeting", "wav", if_exists="overwrite", beep=False)
    assert recording.target_uri == f"bridge:{bridge.id}"
    ari.events.wait_for("RecordingStarted")
    recording.stop()
    ari.events.wait_for("RecordingFinished")
    with pytest.raises(Unprocessable):
        bridge.record("tests/meeting", "zzz")
