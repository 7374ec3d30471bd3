"""The timeline: bars over time, what is open, and where the axis is cut short."""

from __future__ import annotations

from arinb.diagrams import timeline
from tests.diagrams.calls import Told, bridge, channel, hello, playback, texts


def meeting() -> Told:
    """Two channels in a bridge, which plays and records."""
    log = Told()
    log.exchange("POST", "/bridges?name=meeting", 200, "OK", bridge())
    for number in (1, 2):
        log.event("StasisStart", channel=channel(number, "Ring"), args=[])
        log.event("ChannelStateChange", 0.5, channel=channel(number))
    target = f"bridge:{bridge()['id']}"
    log.event("ChannelEnteredBridge", channel=channel(1), bridge=bridge("1795.1"))
    log.event("ChannelEnteredBridge", channel=channel(2), bridge=bridge("1795.1", "1795.2"))
    log.event("RecordingStarted", recording={"name": "talk", "target_uri": target})
    log.event("PlaybackStarted", playback=playback("p1", "playing", target))
    log.event("ChannelDtmfReceived", 0.3, channel=channel(1), digit="#")
    log.event("PlaybackFinished", 1, playback=playback("p1", "failed", target))
    log.event("RecordingFinished", recording={"name": "talk", "target_uri": target})
    log.event("ChannelLeftBridge", channel=channel(2), bridge=bridge("1795.1"))
    log.event("ChannelDestroyed", channel=channel(2), cause=17, cause_txt="User busy")
    return log


def test_what_went_on_when_and_for_how_long() -> None:
    rows = [line.split(": ")[0].strip() for line in timeline(meeting()).text.split("\n")[1:]]
    assert rows == [
        "bridge meeting", "empty", "A", "A B", "A",
        "playback", "sound:hello-world failed",
        "recording", "talk",
        "A PJSIP/1001-00000001", "Ring", "Up", "Up, in meeting",
        "keys", "#",
        "B PJSIP/1002-00000002 (hung up", "Ring", "Up", "Up, in meeting", "Up",
    ]  # fmt: skip


def test_the_picture_has_a_row_for_each_and_an_axis() -> None:
    seen = texts(timeline(meeting()).svg)
    for text in ("bridge meeting", "playback", "recording", "keys", "#", "A B", "0.0 s", "✗"):
        assert text in seen, text
    assert "hung up: User busy" in " ".join(seen)


def test_what_has_not_ended_goes_on() -> None:
    log = hello()[:-2]
    assert "Up: from " in timeline(log).text
    assert "goes on" in timeline(log).text
    assert "l6 9.0l-6 9.0" in timeline(log).svg, "a bar with a point"
    assert "goes on" not in timeline(hello()).text


def test_what_is_older_than_the_log_is_open_on_the_left() -> None:
    log = Told()
    older = channel(1, creationtime="2026-11-25T14:00:00.000+0000")
    log.event("ChannelStateChange", channel=older, timestamp="2026-11-25T14:05:00.000+0000")
    log.event("ChannelDtmfReceived", 5, channel=older, digit="1")
    assert "l6 -9.0z" in timeline(log).svg, "a bar with a notch"


def test_a_lost_connection_is_a_striped_ground_with_its_name() -> None:
    log = hello()[:-2]
    told = Told()
    told.extend(log)
    told.now = log[-1].received
    told.add("connection", 1, type="lost", detail="by the server")
    told.add("connection", 2, type="opened")
    told.event("StasisEnd", 1, channel=channel(1))
    picture = timeline(told)
    assert "connection lost" in texts(picture.svg)
    assert picture.text.split("\n")[-1].startswith("connection lost: ")
    assert picture.text.endswith("2.00 s")


def test_long_idle_stretches_are_cut_short() -> None:
    log = Told()
    for number, pause in ((1, 0), (2, 3600)):
        log.event("StasisStart", pause, channel=channel(number), args=[])
        log.event("ChannelDestroyed", 5, channel=channel(number), cause=16)
    seen = texts(timeline(log).svg)
    assert "59 min 59 s" in seen, "a little is left at both sides of the cut"
    assert "1:00:10" in seen
    assert "hung up: Normal Clearing" in seen


def test_only_the_latest_rows_of_a_long_log() -> None:
    log = Told()
    for number in range(100):
        log.event("StasisStart", channel=channel(number), args=[])
    assert "60 earlier rows not shown" in timeline(log).text
    assert "PJSIP/1099-" in timeline(log).text
    first = timeline(log, first=5).text
    assert "95 later rows not shown" in first
    assert "PJSIP/1000-" in first


def test_one_channel_of_several() -> None:
    picture = timeline(meeting(), channel="1795.2")
    assert "PJSIP/1002" in picture.text
    assert "keys" not in picture.text


def test_playbacks_at_the_same_time_are_in_rows_of_their_own() -> None:
    log = Told()
    for id_ in ("p1", "p2"):
        log.event("PlaybackStarted", playback=playback(id_, "playing"))
    for id_ in ("p1", "p2"):
        log.event("PlaybackFinished", 1, playback=playback(id_, "done"))
    log.event("PlaybackStarted", playback=playback("p3", "playing"))
    assert texts(timeline(log).svg).count("playback") == 2


def test_thousands_of_playbacks_are_some_hundred_bars() -> None:
    log = Told()
    for number in range(3000):
        log.event("PlaybackStarted", playback=playback(f"p{number}", "playing"))
        state = "failed" if number == 1500 else "done"
        log.event("PlaybackFinished", 0.1, playback=playback(f"p{number}", state))
    picture = timeline(log)
    assert len(picture.svg) < 100_000
    assert texts(picture.svg).count("✗") == 1
    assert picture.text.endswith("… and 2,970 more")


def test_a_recording_of_the_same_name_is_another_one() -> None:
    log = Told()
    for _ in range(2):
        for state in ("Started", "Finished"):
            log.event(f"Recording{state}", 1, recording={"name": "x", "target_uri": "channel:1"})
    assert timeline(log).text.count("x: ") == 2


def test_nothing_to_see() -> None:
    assert "Nothing has happened yet" in timeline([]).text
    log = Told()
    log.exchange("GET", "/asterisk/info", 200, "OK")
    assert "Nothing has happened yet" in timeline(log).text
