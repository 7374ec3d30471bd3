"""Requests, what they caused, and what went wrong."""

from __future__ import annotations

import pandas as pd

from tests.ari.analysis.story import ALICE, BOB, Story, a_call


def test_a_playbacks_request_and_its_events() -> None:
    story = Story()
    row = story.plays()
    story.playback("PlaybackStarted", "playing")
    story.playback("PlaybackStarted", "playing", "p9")  # somebody else's
    story.playback("PlaybackFinished", "done")
    table = story.ari.requests()
    assert table["request_row"].tolist() == [row, row]
    assert table["answer_row"].tolist() == [row + 1, row + 1]
    assert table["operation"].tolist() == ["channels.play"] * 2
    assert table["status"].tolist() == [201, 201]
    assert table["elapsed"].tolist() == [0.125, 0.125]
    assert table["event"].tolist() == ["PlaybackStarted", "PlaybackFinished"]
    assert table["delay"].tolist() == [0.5, 1.0]
    assert table["gap"].tolist() == [0.5, 0.5]


def test_events_belong_to_the_latest_request_that_was_not_refused() -> None:
    story = Story()
    recording = {"name": "tea", "format": "wav", "target_uri": f"channel:{ALICE}"}
    path = f"/channels/{ALICE}/record?name=tea&format=wav"
    rows = []
    for status in (201, 201, 409):
        rows.append(story.asks("POST", path, status, recording if status == 201 else None))
        if status == 201:
            story.event("RecordingStarted", None, recording={**recording, "state": "recording"})
    story.event("RecordingFinished", None, recording={**recording, "state": "done"})
    table = story.ari.requests()
    assert table["request_row"].tolist() == [rows[0], rows[1], rows[1], rows[2]]
    assert table["event"].fillna("").tolist() == [
        "RecordingStarted", "RecordingStarted", "RecordingFinished", "",
    ]  # fmt: skip


def test_bridges_and_their_members() -> None:
    story = Story()
    bridge = {"id": "b", "technology": "simple", "bridge_type": "mixing", "channels": []}
    made = story.asks("POST", "/bridges?type=mixing", 200, bridge)
    story.event("BridgeCreated", None, bridge=bridge)
    added = story.asks("POST", f"/bridges/b/addChannel?channel={ALICE}%2C{BOB}", 204)
    story.event("ChannelEnteredBridge", ALICE, bridge=bridge)
    story.event("ChannelEnteredBridge", BOB, bridge=bridge)
    story.event("ChannelEnteredBridge", "9.9", bridge=bridge)
    removed = story.asks("POST", f"/bridges/b/removeChannel?channel={BOB}", 204)
    story.event("ChannelLeftBridge", BOB, bridge=bridge)
    table = story.ari.requests()
    assert table["request_row"].tolist() == [made, added, added, removed]
    assert table["channel_id"].fillna("").tolist() == ["", ALICE, BOB, BOB]


def test_a_new_channels_first_event_and_a_hangups_last() -> None:
    story = Story()
    body = {"id": BOB, "name": "Local/1-1;1", "state": "Down", "caller": {}}
    made = story.asks("POST", "/channels?endpoint=Local/1&app=tea", 200, body)
    story.event("Dial", None, peer={"id": BOB, "name": "Local/1-1;1"}, dialstatus="")
    story.event("StasisStart", BOB)
    ended = story.asks("DELETE", f"/channels/{BOB}", 204)
    story.event("ChannelHangupRequest", BOB)
    story.event("ChannelDestroyed", BOB)
    table = story.ari.requests()
    assert table["request_row"].tolist() == [made, made, ended, ended]
    assert table["event"].tolist() == [
        "Dial", "StasisStart", "ChannelHangupRequest", "ChannelDestroyed",
    ]  # fmt: skip


def test_a_request_that_caused_nothing_has_one_row() -> None:
    story = Story()
    story.asks("GET", "/asterisk/info", 200)
    story.asks("GET", "/tea", 404)
    table = story.ari.requests()
    assert table["operation"].fillna("").tolist() == ["asterisk.info", ""]
    assert table[["event_row", "event", "delay", "gap"]].isna().all(axis=None)


def test_refused_requests() -> None:
    story = a_call()
    gone = {"message": "Channel not found"}
    for number in range(3):
        story.asks("POST", f"/channels/{number}/play?media=sound:x", 404, gone, "Not Found")
    story.asks("GET", "/asterisk/info", None, reason="timed out")
    story.asks("POST", "/channels", 500, {"error": "Allocation failed"}, "Error")
    table = story.ari.refused()
    assert table["status"].tolist() == [404, 500, pd.NA]
    assert table["operation"].tolist() == ["channels.play", "channels.originate", "asterisk.info"]
    assert table["message"].tolist() == ["Channel not found", "Allocation failed", "timed out"]
    assert table["count"].tolist() == [3, 1, 1]
    assert table.loc[0, "path"] == "/ari/channels/2/play?media=sound:x"
    assert (table["last"] - table["first"]).tolist()[0] == pd.Timedelta("1s")


def test_gaps_of_the_connection() -> None:
    story = Story()
    story.log.record_connection("opened")
    story.log.record_connection("lost", "by the server")
    story.event("StasisStart")
    story.log.record_connection("opened")
    story.log.record_connection("replaced")
    story.log.record_connection("closed")
    gaps = story.ari.gaps()
    assert gaps["state"].tolist() == ["lost", "replaced"]
    assert gaps.index.tolist() == [1, 4]
    assert gaps.loc[1, "seconds"] == 0.5
    assert gaps.loc[1, "detail"] == "by the server"
    assert gaps.loc[4, ["back", "seconds"]].isna().all()
