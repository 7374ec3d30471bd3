"""The calls, and the life of one channel in words."""

from __future__ import annotations

import pandas as pd
import pytest

from arinb.ari.analysis import BadQuestion, NotInLog
from tests.ari.analysis.story import ALICE, BOB, Story, a_call, ask


def test_calls() -> None:
    story = a_call()
    story.event("ChannelCreated", BOB, state="Ring")
    story.event("ChannelStateChange", BOB)
    story.event("ChannelHangupRequest", BOB, cause=32, soft=True)
    story.event("ChannelDestroyed", BOB, cause=16, cause_txt="Normal Clearing")
    calls = story.ari.calls()
    alice, bob = calls.loc[ALICE], calls.loc[BOB]
    assert (alice["caller_number"], alice["extension"]) == ("1000", "2000")
    assert alice["began"] == pd.Timestamp("2026-11-23T15:21:59Z")
    assert alice["answered"] == alice["entered"] == pd.Timestamp("2026-11-23T15:22:00.250Z")
    assert alice["hung_up"] == pd.Timestamp("2026-11-23T15:22:01.750Z")
    assert alice["left"] == pd.Timestamp("2026-11-23T15:22:02Z")
    assert alice["seconds"] == 3.0
    assert alice[["caller_name", "ended", "cause", "cause_text"]].isna().all()
    assert (bob["cause"], bob["cause_text"]) == (16, "Normal Clearing")
    assert bob[["entered", "left"]].isna().all()
    assert bob["answered"] == pd.Timestamp("2026-11-23T15:22:02.500Z")
    assert bob["ended"] == pd.Timestamp("2026-11-23T15:22:03Z")


def test_a_hangup_says_why_only_if_it_is_no_programs_wish() -> None:
    story = Story()
    story.event("ChannelHangupRequest", ALICE, cause=17)
    story.event("ChannelHangupRequest", BOB, cause=32, soft=True)
    cause = story.ari.calls()["cause"]
    assert cause[ALICE] == 17
    assert cause.isna()[BOB]


def test_json_of_nobody_does_no_harm() -> None:
    story = a_call()
    story.event("ChannelVarset", variable=3)
    story.event("ChannelDestroyed", cause="tea", cause_txt=[])
    story.event("Dial", dialstatus=None, caller=[])
    table = story.table()
    table.loc[1, "raw"] = "{"
    assert ask(table).calls().loc[ALICE, ["began", "cause"]].isna().all()
    assert ask(table).channel(ALICE)["what"].notna().all()


def test_the_life_of_a_channel_in_words() -> None:
    story = a_call()
    story.event("StasisStart", BOB)
    story.asks("DELETE", "/playbacks/p1", 404, {"message": "Playback not found"}, "Not Found")
    story.asks("POST", f"/bridges/b/addChannel?channel={ALICE}", 204, reason="No Content")
    story.asks("GET", f"/channels/{BOB}", None, reason="timed out")
    life = story.ari.channel(ALICE)
    assert life["what"].tolist() == [
        "it enters the application tea",
        "your program asks: Play sounds, tones, numbers or recordings to a channel (medi…",
        "Asterisk answers: 201 Created",
        "sound:hello begins",
        "sound:hello ends: done",
        "the key 5 is pressed",
        "Somebody wants a channel to be hung up: the caller, or a program",
        "it leaves the application tea",
        "your program asks: Stop a playback",
        "Asterisk refuses: 404 Playback not found",
        f"your program asks: Put channels into a bridge (channel={ALICE})",
        "Asterisk answers: 204 No Content",
    ]
    assert life["at"].tolist()[:3] == [0.0, 0.25, 0.5]
    assert life["gap"].iloc[1:8].unique().tolist() == [0.25]
    assert life["gap"].isna().tolist()[:2] == [True, False]
    assert life.index.name == "row"
    assert story.ari.channel(BOB)["what"].tolist()[-1] == "no answer: timed out"


def test_the_request_that_made_a_channel_belongs_to_its_life() -> None:
    story = Story()
    body = {"id": BOB, "name": "Local/1-1;1", "state": "Down", "caller": {}}
    story.asks("POST", "/channels?endpoint=Local/1&app=tea", 200, body)
    assert story.ari.channel(BOB)["kind"].tolist() == ["request", "answer"]


def test_a_channel_is_given_by_id_name_or_object() -> None:
    story = a_call()

    class Channel:
        id = ALICE

    life = story.ari.channel(ALICE)
    for which in ("PJSIP/alice-1", Channel()):
        pd.testing.assert_frame_equal(story.ari.channel(which), life)
    with pytest.raises(NotInLog, match=r"did you mean 'PJSIP/alice-1'\?") as raised:
        story.ari.channel("PJSIP/alice-2")
    assert "log.ari.calls()" in raised.value.next_step
    with pytest.raises(NotInLog, match=r"no channel 'tea' in this log\."):
        story.ari.channel("tea")
    for wrong in ("", 3, None):
        with pytest.raises(BadQuestion, match="is no channel"):
            story.ari.channel(wrong)


def test_a_strangers_text_steers_nothing() -> None:
    story = Story()
    story.event("ChannelVarset", variable="x\x1b[2J", value="y" * 200)
    words = story.ari.channel(ALICE)["what"].item()
    assert "\x1b" not in words
    assert len(words) == 80
