"""The states of one channel."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from arinb.diagrams import PictureError, states
from tests.diagrams.calls import Told, bridge, channel, playback, texts


def life() -> Told:
    log = Told()
    log.event("StasisStart", channel=channel(1, "Ring"), args=["blue"])
    log.event("ChannelStateChange", 0.4, channel=channel(1))
    log.event("ChannelEnteredBridge", 1, channel=channel(1), bridge=bridge("1795.1"))
    log.event("ChannelHold", 1, channel=channel(1))
    log.event("ChannelUnhold", 1, channel=channel(1))
    log.event("ChannelDtmfReceived", channel=channel(1), digit="7")
    log.event("ChannelLeftBridge", 1, channel=channel(1), bridge=bridge())
    log.event("PlaybackStarted", playback=playback("p1", "playing"))
    log.event("PlaybackFinished", 2, playback=playback("p1", "done"))
    log.event("ChannelHangupRequest", channel=channel(1))
    log.event("StasisEnd", channel=channel(1))
    log.event("ChannelDestroyed", channel=channel(1), cause=16, cause_txt="Normal Clearing")
    return log


def test_a_life_with_times_and_durations() -> None:
    table = [line.split(maxsplit=1)[1] for line in states(life(), "1795.1").text.split("\n")[2:]]
    assert [" ".join(line.split()) for line in table] == [
        "400 ms state Ring",
        "6.44 s in the application hello-world(blue)",
        "6.04 s state Up",
        "3.01 s in the bridge meeting",
        "1.00 s on hold",
        "key 7 pressed",
        "2.00 s plays sound:hello-world (done)",
        "hung up: Normal Clearing",
    ]


def test_the_picture_has_a_row_for_each_aspect() -> None:
    seen = texts(states(life(), "1795.1").svg)
    rows = ("state", "application", "bridge", "hold", "playback", "keys")
    for text in (*rows, "Ring", "Up", "meeting", "on hold", "7", "hung up: Normal Clearing"):
        assert text in seen, text


def test_a_channel_is_given_as_object_id_or_name() -> None:
    pictures = [
        states(life(), wanted)
        for wanted in (SimpleNamespace(id="1795.1"), "1795.1", "PJSIP/1001-00000001")
    ]
    assert pictures[0] == pictures[1] == pictures[2]
    assert pictures[0].title.startswith("PJSIP/1001-00000001 1795.1, ")


def test_who_hung_up_before_the_words_come() -> None:
    log = Told()
    log.event("StasisStart", channel=channel(1), args=[])
    assert states(log, "1795.1").title.endswith("so far")
    log.event("ChannelHangupRequest", 1, channel=channel(1), cause=32, soft=True)
    log.event("StasisEnd", channel=channel(1))
    assert states(log, "1795.1").text.endswith("hung up by request")


def test_a_channel_may_leave_the_application_and_come_back() -> None:
    log = Told()
    for _ in range(2):
        log.event("StasisStart", 1, channel=channel(1), args=[])
        log.event("StasisEnd", 1, channel=channel(1))
        assert states(log, "1795.1").text.endswith("left the application")
    assert states(log, "1795.1").text.count("in the application hello-world") == 2


def test_a_misspelt_channel() -> None:
    with pytest.raises(PictureError, match=r"no channel '1795\.11': did you mean '1795\.1'\?") as e:
        states(life(), "1795.11")
    assert "PJSIP/1001-00000001 (1795.1)" in e.value.why
    assert e.value.next_step == "channel='1795.1'"


def test_a_channel_that_only_requests_name() -> None:
    log = life()
    log.exchange("GET", "/channels/12.5", 404, "Not Found")
    with pytest.raises(PictureError, match=r"does not tell what became of channel '12\.5'"):
        states(log, "12.5")


@pytest.mark.parametrize("wanted", [None, 5, "", ["1795.1"]])
def test_no_channel(wanted: object) -> None:
    with pytest.raises(PictureError, match="is no channel"):
        states(life(), wanted)


def test_an_empty_log() -> None:
    assert "no channel has a life yet" in states([], "1795.1").text
    with pytest.raises(PictureError, match=r"no channel '1795\.1'") as raised:
        states([Told().add("connection", type="opened")], "1795.1")
    assert "dial first" in raised.value.next_step
