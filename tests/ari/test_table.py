"""The log as a DataFrame: columns, types, and where each cell comes from."""

from __future__ import annotations

import subprocess
import sys
import threading

import pandas as pd
import pytest

from arinb.ari.log import EventLog
from arinb.ari.table import COLUMNS, to_dataframe

CHANNEL = '{"id":"1795450970.0","name":"PJSIP/1000-00000000","state":"Up","caller":{}}'
START = (
    '{"type":"StasisStart","timestamp":"2026-11-23T16:22:50.822+0100","args":[],'
    f'"channel":{CHANNEL},"application":"hello-world"}}'
)
PLAYBACK = (
    '{"id":"5b0c","media_uri":"sound:hello-world","target_uri":"channel:1795450970.0",'
    '"language":"en","state":"queued"}'
)


def test_the_columns_are_those_that_the_docstring_and_the_readers_know() -> None:
    names = (
        "received timestamp kind type application channel_id channel_name channel_state "
        "bridge_id playback_id playback_state recording_name "
        "method path status elapsed request_row detail raw"
    )
    assert " ".join(COLUMNS) == names


def test_types_are_the_same_for_an_empty_log() -> None:
    full = EventLog()
    full.record_event(START)
    row = full.record_request("GET", "/ari/channels")
    full.record_answer(row, 200, "OK", 0.1, "[]")
    empty, table = EventLog().to_dataframe(), full.to_dataframe()
    assert list(empty.columns) == list(table.columns) == list(COLUMNS)
    assert empty.index.name == table.index.name == "row"
    types = {name: str(dtype) for name, dtype in table.dtypes.items()}
    assert {name: str(dtype) for name, dtype in empty.dtypes.items()} == types
    assert types["received"] == types["timestamp"] == "datetime64[ns, UTC]"
    assert (types["kind"], types["type"]) == ("category", "category")
    assert (types["status"], types["elapsed"]) == ("Int64", "float64")


def test_an_event() -> None:
    log = EventLog()
    log.record_event(START)
    table = log.to_dataframe()
    row = table.loc[0]
    assert row["kind"] == "event"
    assert row["type"] == "StasisStart"
    assert row["application"] == "hello-world"
    assert row["timestamp"] == pd.Timestamp("2026-11-23T15:22:50.822Z")
    assert row["received"] == pd.Timestamp(log[0].received, unit="ns", tz="UTC")
    assert row["channel_id"] == "1795450970.0"
    assert row["channel_name"] == "PJSIP/1000-00000000"
    assert row["channel_state"] == "Up"
    assert row["raw"] == START
    missing = ["playback_id", "playback_state", "method", "path", "status", "elapsed", "detail"]
    assert table.loc[0, missing].isna().all()


def test_a_playbacks_events_name_the_playback_and_its_channel() -> None:
    log = EventLog()
    log.record_event(f'{{"type":"PlaybackStarted","playback":{PLAYBACK}}}')
    row = log.to_dataframe().loc[0]
    assert row["playback_id"] == "5b0c"
    assert row["playback_state"] == "queued"
    assert row["channel_id"] == "1795450970.0"


@pytest.mark.parametrize(
    "event",
    [
        f'{{"type":"Dial","peer":{CHANNEL},"caller":{{"id":"2","name":"x"}}}}',
        f'{{"type":"Dial","caller":{CHANNEL}}}',
        f'{{"type":"BridgeAttendedTransfer","transferer_first_leg":{CHANNEL}}}',
        f'{{"type":"ChannelTransfer","referred_by":{{"source_channel":{CHANNEL}}}}}',
        '{"type":"RecordingStarted","recording":{"target_uri":"channel:1795450970.0"}}',
    ],
)
def test_a_channel_is_found_wherever_it_stands(event: str) -> None:
    log = EventLog()
    log.record_event(event)
    assert log.to_dataframe().loc[0, "channel_id"] == "1795450970.0"


def test_requests_and_answers_name_what_their_path_and_body_name() -> None:
    log = EventLog()
    row = log.record_request("POST", "/ari/channels/1795450970.0/play?media=sound:hello-world")
    log.record_answer(row, 201, "Created", 0.25, PLAYBACK)
    row = log.record_request("GET", "/ari/playbacks/5b0c")
    log.record_answer(row, 404, "Not Found", 0.1, '{"message":"Playback not found"}')
    row = log.record_request("GET", "/ari/channels/1795450970.0")
    log.record_answer(row, 200, "OK", 0.1, CHANNEL)
    row = log.record_request("GET", "/ari/channels/x")
    log.record_answer(row, None, "timed out", 10.0)
    table = log.to_dataframe()
    assert table["channel_id"].tolist()[:2] == ["1795450970.0"] * 2
    assert table.loc[1, "playback_id"] == "5b0c"
    assert table.loc[1, "playback_state"] == "queued"
    assert table.loc[[2, 3], "playback_id"].tolist() == ["5b0c"] * 2
    assert table.loc[5, "channel_name"] == "PJSIP/1000-00000000"
    assert table["status"].dropna().tolist() == [201, 404, 200]
    assert table["method"].tolist()[:2] == ["POST", "POST"]
    assert table.loc[1, "elapsed"] == 0.25
    assert table.loc[7, "detail"] == "timed out"
    assert table["type"].isna().all()


def test_odd_values_are_missing_or_kept_as_text_never_an_error() -> None:
    log = EventLog()
    log.record_event('{"type":"A","timestamp":"yesterday","application":3,"channel":"x"}')
    log.record_event('{"type":"A","timestamp":5,"channel":{"id":7},"playback":[1]}')
    log.record_event('{"type":"A\\ud800","channel":{"id":"\\ud800","name":null,"state":[]}}')
    log.record_event(b"\xff")
    log.record_event("x")
    log.record_connection("lost", "by the server")
    table = log.to_dataframe()
    assert table["timestamp"].isna().all()
    assert table["application"].isna().all()
    assert table.loc[2, "channel_id"] == "\\ud800"
    assert table.loc[3, "raw"] == "\\xff"
    last = table.loc[5]
    assert (last["kind"], last["type"], last["detail"]) == ("connection", "lost", "by the server")
    table.to_csv().encode()


def test_a_part_of_a_log_keeps_its_row_numbers() -> None:
    from arinb.ari.table import to_dataframe

    log = EventLog()
    for _ in range(5):
        log.record_event(START)
    assert to_dataframe(log[2:4]).index.tolist() == [2, 3]


def test_pandas_is_loaded_when_a_table_is_first_asked_for() -> None:
    code = "import sys, arinb.ari.connection; sys.exit('pandas' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def fill(log: EventLog, count: int) -> None:
    for number in range(count):
        log.record_event(f'{{"type":"T{number % 7}","application":"a{number}","n":{number}}}')


def test_a_table_that_grew_is_the_same_as_one_made_at_once() -> None:
    log = EventLog()
    log.record_event(START)
    for count in (0, 1, 70, 3, 500):
        fill(log, count)
        row = log.record_request("POST", "/ari/bridges/b1/record?name=r&format=wav")
        body = '{"name":"r","format":"wav","state":"queued","target_uri":"bridge:b1"}'
        log.record_answer(row, 201, "Created", 0.1, body)
        pd.testing.assert_frame_equal(
            log.to_dataframe(), to_dataframe(log[:]), check_index_type=False
        )


def test_a_frame_does_not_change_when_the_log_grows_and_neither_does_the_log_with_it() -> None:
    log = EventLog()
    fill(log, 10)
    before = log.to_dataframe()
    copy = before.copy(deep=True)
    fill(log, 1000)
    log.to_dataframe()
    pd.testing.assert_frame_equal(before, copy)
    for column, value in (("raw", "mine"), ("elapsed", 1.0), ("status", 7), ("type", "T1")):
        before.loc[0, column] = value
    before.loc[0, "received"] = pd.Timestamp(0, tz="UTC")
    fresh = log.to_dataframe()
    pd.testing.assert_frame_equal(fresh, to_dataframe(log[:]), check_index_type=False)
    assert before.loc[0, "raw"] == "mine"


def test_the_table_of_a_bounded_log_has_the_rows_that_are_left() -> None:
    log = EventLog(max_events=50)
    for count in (10, 45, 200, 1, 49):
        fill(log, count)
        table = log.to_dataframe()
        assert list(table.index) == [entry.row for entry in log]
        pd.testing.assert_frame_equal(
            table, to_dataframe(log[:]), check_index_type=False, check_categorical=False
        )


@pytest.mark.parametrize("when", ["3000-01-01T00:00:00.000+0000", "0001-01-01T00:00:00Z", "x"])
def test_a_time_that_pandas_can_not_hold_is_missing(when: str) -> None:
    log = EventLog()
    log.record_event(f'{{"type":"A","timestamp":"{when}"}}')
    log.record_event(START)
    times = log.to_dataframe()["timestamp"]
    assert pd.isna(times[0])
    assert times[1] == pd.Timestamp("2026-11-23T15:22:50.822Z")


def test_more_categories_than_a_byte_counts() -> None:
    log = EventLog()
    for number in range(1500):
        log.record_event(f'{{"type":"T{number:04}"}}')
        if number in (100, 200, 999):
            log.to_dataframe()
    table = log.to_dataframe()
    assert list(table["type"]) == [f"T{number:04}" for number in range(1500)]


def test_categories_are_in_alphabetical_order() -> None:
    log = EventLog()
    for type_ in ("StasisStart", "Dial", "PlaybackStarted"):
        log.record_event(f'{{"type":"{type_}"}}')
        log.to_dataframe()
    assert list(log.to_dataframe()["type"].cat.categories) == [
        "Dial",
        "PlaybackStarted",
        "StasisStart",
    ]


def test_bridges_and_recordings_have_columns_of_their_own() -> None:
    log = EventLog()
    log.record_event('{"type":"BridgeCreated","bridge":{"id":"b1","technology":"simple_bridge"}}')
    log.record_event(
        '{"type":"RecordingStarted","recording":{"name":"r1","format":"wav","state":"recording",'
        '"target_uri":"channel:c1"}}'
    )
    row = log.record_request("POST", "/ari/bridges/b%2F2/addChannel?channel=1")
    log.record_answer(row, 204, "No Content", 0.01)
    row = log.record_request("GET", "/ari/recordings/stored/r2")
    log.record_answer(row, 200, "OK", 0.01, '{"name":"r2","format":"wav"}')
    row = log.record_request("POST", "/ari/bridges?type=mixing")
    bridge = '{"id":"b3","technology":"simple_bridge","bridge_type":"mixing","channels":[]}'
    log.record_answer(row, 200, "OK", 0.01, bridge)
    table = log.to_dataframe()
    assert list(table["bridge_id"].dropna()) == ["b1", "b/2", "b/2", "b3"]
    assert list(table["recording_name"].dropna()) == ["r1", "r2", "r2"]
    assert table.loc[1, "channel_id"] == "c1"
    assert list(table["request_row"].dropna()) == [2, 4, 6]


def test_asking_again_from_several_threads_gives_whole_tables() -> None:
    log, failures = EventLog(), []

    def ask() -> None:
        for _ in range(20):
            table = log.to_dataframe()
            if list(table.index) != list(range(len(table))):
                failures.append(table)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    fill(log, 3000)
    for thread in threads:
        thread.join()
    assert not failures
    assert len(log.to_dataframe()) == 3000
