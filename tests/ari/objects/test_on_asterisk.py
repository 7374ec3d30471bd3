"""Several values in one request, as real Asterisks of both versions take them."""

from __future__ import annotations

import pytest

from arinb.ari.connection import connect
from arinb.pbx.private import PrivateAsterisk

APP = "objects"
IDS = ["a,b", 'c"d', "e\\f", "g(h", "i)j", "k[l", "m n", "o+p", "100%", "ü/ö", "1.1"]


def test_each_of_several_ids_arrives(shared_pbx_each: PrivateAsterisk) -> None:
    with connect(shared_pbx_each, app=APP) as ari:
        bridge = ari.bridges.create()
        for id_ in IDS:
            ari.channels.create("Local/1000@default", app=APP, channel_id=id_)
            ari.events.wait_for("StasisStart", channel=id_)
        channels = [ari.channels.get(id_) for id_ in IDS]
        bridge.add_channel(channels)
        assert sorted(bridge.refresh().channels) == sorted(IDS)
        for channel in channels:
            bridge.remove_channel(channel)
        assert bridge.refresh().channels == []
        for channel in channels:
            channel.hangup()
        bridge.destroy()


@pytest.mark.parametrize("count", [127, 128, 400])
def test_as_many_values_as_one_likes(shared_pbx_each: PrivateAsterisk, count: int) -> None:
    with connect(shared_pbx_each, app=APP) as ari:
        bridge = ari.bridges.create()
        ari.applications.subscribe(APP, bridge)
        playback = bridge.play(["sound:beep"] * count)
        ari.events.wait_for("PlaybackStarted", playback=playback)
        playback.stop()
        finished = ari.events.wait_for("PlaybackFinished", playback=playback)
        assert finished.playback == playback
        bridge.destroy()


def test_variables_that_are_numbers(shared_pbx_each: PrivateAsterisk) -> None:
    with connect(shared_pbx_each, app=APP) as ari:
        channel = ari.channels.create(
            "Local/1000@default", app=APP, variables={"A": 7, "B": 0.5, "C": "ü, \n"}
        )
        ari.events.wait_for("StasisStart", channel=channel)
        assert [channel.get_variable(name) for name in "ABC"] == ["7", "0.5", "ü, \n"]
        channel.hangup()


def test_a_variable_with_more_to_it(shared_pbx: PrivateAsterisk) -> None:
    with connect(shared_pbx, app=APP) as ari:
        more = {"A": {"value": 7, "report_events": True}}
        channel = ari.channels.create("Local/1000@default", app=APP, variables=more)
        ari.events.wait_for("StasisStart", channel=channel)
        assert channel.get_variable("A") == "7"
        channel.hangup()
