"""`log.ari` as a whole: on empty logs, tables from files, real calls, a million rows."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pandas as pd
import pytest

from arinb.ari.analysis import AnalysisError, AriAccessor, BadQuestion, MissingColumns, register
from arinb.ari.connection import connect
from arinb.errors import ArinbError, NotFound
from arinb.pbx.private import PrivateAsterisk
from tests.ari.analysis.story import ALICE, Story, a_call, ask

QUESTIONS: dict[str, Callable[[AriAccessor], pd.DataFrame]] = {
    "per_type": AriAccessor.per_type,
    "per_channel": AriAccessor.per_channel,
    "per_application": AriAccessor.per_application,
    "to_first_playback": AriAccessor.to_first_playback,
    "calls": AriAccessor.calls,
    "requests": AriAccessor.requests,
    "refused": AriAccessor.refused,
    "gaps": AriAccessor.gaps,
}
each_question = pytest.mark.parametrize("name", QUESTIONS)


@each_question
def test_an_empty_log_gives_an_empty_table_with_the_same_types(name: str) -> None:
    question = QUESTIONS[name]
    empty, full = question(Story().ari), question(a_call().ari)
    assert empty.empty
    assert empty.index.name == full.index.name
    if name != "per_type":  # whose columns are the types that came
        assert list(empty.columns) == list(full.columns)
        assert [str(t) for t in empty.dtypes] == [str(t) for t in full.dtypes]


@each_question
def test_a_table_that_was_read_from_a_file_gives_the_same(name: str) -> None:
    table = a_call().table()
    text = [column for column in table if column not in ("status", "elapsed", "request_row")]
    written = table.to_csv()
    read = pd.read_csv(io.StringIO(written), dtype=dict.fromkeys(text, "str"))
    expected = QUESTIONS[name](ask(table))
    pd.testing.assert_frame_equal(QUESTIONS[name](ask(read)), expected, check_categorical=False)


@each_question
def test_a_missing_column_is_named(name: str) -> None:
    table = a_call().table()
    with pytest.raises(MissingColumns, match="no column kind") as raised:
        QUESTIONS[name](ask(table.drop(columns="kind")))
    assert raised.value.why
    assert "to_dataframe" in raised.value.next_step
    assert isinstance(raised.value, AnalysisError | KeyError)
    with pytest.raises(MissingColumns, match=r"no column (received|timestamp|type)"):
        QUESTIONS[name](ask(table.drop(columns=["received", "timestamp"])))


def test_a_table_of_something_else_can_be_looked_at() -> None:
    table = pd.DataFrame({"tea": [1]})
    assert "per_type(): Count the events" in repr(ask(table))
    register()  # a second time, nothing happens
    with pytest.raises(MissingColumns, match=r"(?s)no column kind.*it has tea"):
        ask(table).calls()


def test_ids_that_were_read_as_numbers_are_refused() -> None:
    table = a_call().table()
    read = pd.read_csv(io.StringIO(table.to_csv()))
    with pytest.raises(BadQuestion, match=r'read the file anew.*"channel_id": "str"'):
        ask(read).per_channel()


def test_a_log_that_has_dropped_rows() -> None:
    story = a_call()
    story.asks("GET", f"/channels/{ALICE}", 200)
    table = story.table()
    assert table["request_row"].dropna().tolist() == [2, 9]
    rest = ask(table.loc[3:])  # the request of the first answer is gone
    assert rest.requests()["request_row"].tolist() == [9]
    assert rest.channel(ALICE)["what"].iloc[0] == "Asterisk answers: 201 Created"
    assert rest.to_first_playback().empty


def test_rows_of_several_logs() -> None:
    table = pd.concat([a_call().table(), a_call().table()])
    for question in (AriAccessor.requests, lambda log: log.channel(ALICE)):
        with pytest.raises(BadQuestion, match="rows of several logs") as raised:
            question(ask(table))
        assert "EventLog.load" in raised.value.next_step
    assert ask(table).per_channel()["events"].tolist() == [12]
    assert ask(table).refused().empty


def test_a_real_call(shared_pbx_each: PrivateAsterisk) -> None:
    for priority, step in enumerate(["Answer()", "Stasis(analysis)"], start=1):
        where = f"analysed,{priority},{step} into default replace"
        shared_pbx_each.cli(f"dialplan add extension {where}")
    with connect(shared_pbx_each, app="analysis", subscribe_all=True) as ari:
        channel = ari.channels.originate("Local/analysed@default", app="analysis")
        ari.events.wait_for("StasisStart", channel=channel)
        playback = channel.play("sound:hello-world")
        ari.events.wait_for("PlaybackFinished", playback=playback)
        channel.record("analysed", "wav", max_duration_seconds=1, if_exists="overwrite")
        ari.events.wait_for("RecordingFinished")
        bridge = ari.bridges.create(type="mixing")
        bridge.add_channel(channel)
        ari.events.wait_for("ChannelEnteredBridge")
        channel.hangup()
        ari.events.wait_for("ChannelDestroyed", channel=channel)
        bridge.destroy()
        ari.events.wait_for("BridgeDestroyed")
        with pytest.raises(NotFound):
            channel.answer()
        log = ask(ari.log.to_dataframe())
    caused = log.requests().groupby("operation")["event"].apply(lambda types: set(types.dropna()))
    assert caused["channels.play"] == {"PlaybackStarted", "PlaybackFinished"}
    assert caused["channels.record"] == {"RecordingStarted", "RecordingFinished"}
    assert caused["bridges.create"] == {"BridgeCreated"}
    assert caused["bridges.add_channel"] == {"ChannelEnteredBridge"}
    assert caused["bridges.destroy"] == {"BridgeDestroyed"}
    assert {"ChannelHangupRequest", "StasisEnd", "ChannelDestroyed"} == caused["channels.hangup"]
    assert "StasisStart" in caused["channels.originate"]
    call = log.calls().loc[channel.id]
    assert 2 < call["seconds"] < 30
    assert call["cause"] == 16
    assert call["began"] <= call["answered"] <= call["entered"] < call["left"] <= call["ended"]
    assert log.to_first_playback()["seconds"].dropna().between(0, 5).all()
    assert log.refused()["message"].tolist() == ["Channel not found"]
    assert log.channel(channel)["what"].iloc[0].startswith("your program asks: Call somebody")
    assert log.per_type("1h").sum().sum() == log.per_application()["events"].sum()


def test_a_million_rows_take_seconds() -> None:
    table = pd.concat([a_call().table()] * 10_000, ignore_index=True).rename_axis("row")
    table["received"] = table["received"].iloc[0] + pd.to_timedelta(table.index * 1000)
    table["received"] = table["received"].astype("datetime64[ns, UTC]")
    begin = time.perf_counter()
    for question in QUESTIONS.values():
        question(ask(table))
    ask(table).channel(ALICE)
    assert time.perf_counter() - begin < 30
    assert issubclass(BadQuestion, ArinbError | ValueError)
