"""How many events, and how soon the first sound."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from arinb.ari.analysis import BadQuestion
from tests.ari.analysis.story import ALICE, BOB, Story, a_call, ask


def test_events_per_type_over_time() -> None:
    story = a_call()
    counts = story.ari.per_type("1s")
    assert counts.columns.name == "type"
    assert counts.index.name == "received"
    assert counts["StasisStart"].tolist() == [1, 0, 0]
    assert counts["StasisEnd"].tolist() == [0, 0, 1]
    assert counts.sum().sum() == 6
    assert set(counts.dtypes.astype(str)) == {"int64"}
    assert story.ari.per_type(timedelta(minutes=1), clock="timestamp").shape == (1, 6)


def test_the_most_frequent_type_comes_first_and_stretches_without_events_count_0() -> None:
    story = Story()
    story.event("A", None)
    for _ in range(20):
        story.log.record_connection("lost")
    story.event("B", None)
    story.event("B", None)
    counts = story.ari.per_type("s")
    assert list(counts.columns) == ["B", "A"]
    assert counts["A"].tolist() == [1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("every", ["1 tea", "", "5", 5, None, "-1s", "0s", "1ME", timedelta(0)])
def test_what_is_no_stretch_of_time_is_refused(every: Any) -> None:
    with pytest.raises(BadQuestion, match="is no stretch of time") as raised:
        a_call().ari.per_type(every)
    assert "100ms" in raised.value.next_step


def test_stretches_that_are_too_short_are_refused() -> None:
    with pytest.raises(BadQuestion, match="too short"):
        a_call().ari.per_type("1ns")
    with pytest.raises(BadQuestion, match="is no clock"):
        a_call().ari.per_type(clock="mine")


def test_events_per_channel_and_application() -> None:
    story = a_call()
    story.event("StasisStart", BOB)
    table = story.table()
    channels = ask(table).per_channel()
    assert channels.index.tolist() == [ALICE, BOB]
    alice = channels.loc[ALICE]
    assert (alice["name"], alice["events"], alice["seconds"]) == ("PJSIP/alice-1", 6, 1.75)
    assert alice["first"] == table.loc[1, "received"]
    application = ask(table).per_application().loc["tea"]
    assert (application["events"], application["channels"]) == (7, 2)
    assert application["per_second"] == 7 / 2.0


def test_the_time_to_the_first_playback() -> None:
    story = a_call()
    story.playback("PlaybackStarted", "playing", "p2")
    story.playback("PlaybackStarted", "playing", "p3", target=BOB)
    story.event("StasisStart", BOB)
    waits = story.ari.to_first_playback()
    assert waits.loc[ALICE, "playback_id"] == "p1"
    assert waits.loc[[ALICE], ["seconds", "seconds_here"]].to_numpy().tolist() == [[0.75, 0.75]]
    # Bob's playback began before he entered: that was another application's.
    assert waits.loc[[BOB], ["playback_id", "started", "seconds"]].isna().all(axis=None)
