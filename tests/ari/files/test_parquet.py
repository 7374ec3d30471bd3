"""Parquet: the columns that other programs read, and files that are broken."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings

from arinb.ari import files
from arinb.ari.cells import cells_of
from arinb.ari.files.arrow import SCHEMA, table_of
from arinb.ari.files.block import blocks_of
from arinb.ari.files.kept import Kept
from arinb.ari.files.subjects import SUBJECTS
from arinb.ari.log import EventLog
from arinb.ari.table import COLUMNS
from arinb.errors import DamagedLog, NewerLog, NotALog, PackageMissing
from tests.ari.files.logs import CHANNEL, any_log, asked, event, usual


def in_arrow(log: EventLog) -> list[dict[str, Any]]:
    (block,) = blocks_of(Kept(log))
    rows: list[dict[str, Any]] = table_of(block).to_pylist()
    return rows


def test_the_columns_are_those_of_the_dataframe_and_those_that_bring_all_back() -> None:
    own = ["row", "received_ns", "monotonic", "reason", "exact"]
    assert set(SCHEMA.names) == {*COLUMNS, *own}
    assert set(SUBJECTS) <= set(COLUMNS)


def test_pandas_reads_what_the_log_says_itself(tmp_path: Path) -> None:
    log = usual()
    files.save(log, tmp_path / "call.parquet")
    read = pd.read_parquet(tmp_path / "call.parquet").set_index("row")
    table = log.to_dataframe()
    for name in COLUMNS:
        found, wanted = read[name].astype(object), table[name].astype(object)
        if name == "received":
            wanted = table[name].dt.floor("us").astype(object)
        assert [None if pd.isna(v) else v for v in found] == [
            None if pd.isna(v) else v for v in wanted
        ], name
    assert str(read["received"].dtype) == str(read["timestamp"].dtype) == "datetime64[us, UTC]"


EVENTS = [
    event(),
    event("Dial", channel=None, peer=CHANNEL, caller={"id": "2", "name": "x"}),
    event("CallBroadcast", caller="a text"),
    event("BridgeAttendedTransfer", channel={}, transferer_second_leg=CHANNEL),
    event("ChannelTransfer", channel="x", referred_by={"source_channel": CHANNEL}),
    event("ChannelTransfer", channel=None, refer_to={"connected_channel": CHANNEL}),
    event("RecordingStarted", recording={"name": "r", "target_uri": "bridge:7"}),
    event("PlaybackStarted", channel=None, playback={"id": "p", "target_uri": "channel:1:2"}),
    event("PlaybackStarted", playback={"id": "p", "state": "queued", "target_uri": "channel:"}),
    event("ChannelEnteredBridge", bridge={"id": "b", "channels": ["1"]}),
    event("A", channel={"id": 7}, application=3, timestamp="yesterday"),
    event("A", timestamp="3000-01-01T00:00:00.000+0000"),
    event("A", timestamp="2026-11-23T16:22:50.822+01:30", channel={"id": ""}),
    event("A", channel=[], peer=None, playback=7),
    '{"type":"A","channel":{"id":"1"},"channel":{"id":"2"}}',
    '{"type":"A","channel":{"id":"\\ud800"}}',
    json.dumps(json.loads(event("Dial", channel=None, peer=CHANNEL)), indent=2),
    '{"type":"A","deep":' + "[" * 900 + "]" * 900 + "}",
]


@pytest.mark.parametrize("raw", EVENTS, ids=range(len(EVENTS)))
def test_arrow_finds_in_an_event_what_the_table_of_the_log_has(raw: str) -> None:
    alone, among = EventLog(), EventLog()
    alone.record_event(raw)
    for _ in range(40):
        among.record_event(event())
    among.record_event(raw)
    among.record_event(event())
    for row in (in_arrow(alone)[0], in_arrow(among)[40]):
        assert row["type"] == alone[0].type
        cells = cells_of(alone[0])
        for name in SUBJECTS:
            if name != "timestamp":
                assert row[name] == cells.get(name), name
    assert in_arrow(among)[41]["channel_id"] == CHANNEL["id"]


@settings(max_examples=150, deadline=None)
@given(log=any_log())
def test_arrow_finds_the_same_in_any_event(log: EventLog) -> None:
    if not len(log):
        return
    for row, entry in zip(in_arrow(log), log, strict=True):
        cells = cells_of(entry)
        assert {name: row[name] for name in SUBJECTS[1:]} == {
            name: cells.get(name) for name in SUBJECTS[1:]
        }


def test_times_are_utc_and_what_is_none_is_missing() -> None:
    log = EventLog()
    for raw in EVENTS[10:13]:
        log.record_event(raw)
    times = [row["timestamp"] for row in in_arrow(log)]
    assert times[0] is None
    assert [time.isoformat() for time in times[1:]] == [
        "3000-01-01T00:00:00+00:00",
        "2026-11-23T14:52:50.822000+00:00",
    ]


def test_duckdb_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "call.parquet"
    files.save(usual(), path)
    found = asked(
        f"SELECT channel_name, raw->>'$.channel.state', timestamp::TIMESTAMPTZ = "
        f"'2026-11-23 15:22:50.822+00' FROM '{path}' WHERE type = 'StasisStart' ORDER BY row"
    )
    assert found == [("PJSIP/1000-00000000", "Up", True), ("Zoë ☃", "Up", True)]


def test_the_metadata_say_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "call.parquet"
    files.save(usual(), path)
    metadata = pa.parquet.read_metadata(path).metadata
    head = json.loads(metadata[b"arinb"])
    query = f"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'arinb'"
    assert asked(query) == [(metadata[b"arinb"].decode(),)]
    assert (head["format"], head["version"], head["rows"]) == ("arinb event log", 1, 17)


def test_a_long_log_is_several_groups_of_rows(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("arinb.ari.files.block.ROWS", 1000)
    log, path = EventLog(), tmp_path / "call.parquet"
    for number in range(5000):
        log.record_event(event(number=number))
        if number % 997 == 0:
            log.record_answer(log.record_request("GET", "/ari/channels"), 200, "OK", 0.1, "[]")
    files.save(log, path)
    assert pa.parquet.ParquetFile(path).metadata.num_row_groups == 6
    assert list(files.load(path)) == list(log)


@pytest.mark.parametrize("left", [0.999, 0.5, 0.01])
def test_a_file_that_is_cut_off_is_damaged(left: float, tmp_path: Path) -> None:
    path = tmp_path / "call.parquet"
    files.save(usual(), path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * left)])
    with pytest.raises(DamagedLog, match="it is cut off: a Parquet file's list of contents"):
        files.load(path)


def test_a_bit_that_has_changed_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "call.parquet"
    files.save(usual(), path)
    content = bytearray(path.read_bytes())
    at = content.index(b"\x28\xb5\x2f\xfd") + 12  # within the first page that zstd has packed
    content[at] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(DamagedLog, match="Arrow says"):
        files.load(path)


def test_a_parquet_file_of_others_is_no_log(tmp_path: Path) -> None:
    path = tmp_path / "fish.parquet"
    pd.DataFrame({"fish": [1]}).to_parquet(path)
    with pytest.raises(NotALog, match="arinb has not saved it"):
        files.load(path)


def test_a_file_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "call.parquet"
    head = {"format": "arinb event log", "version": 2, "rows": 1}
    table = pa.table({"row": [1]}).replace_schema_metadata({"arinb": json.dumps(head)})
    pa.parquet.write_table(table, path)
    with pytest.raises(NewerLog):
        files.load(path)
    table = table.replace_schema_metadata({"arinb": json.dumps({**head, "version": 1})})
    pa.parquet.write_table(table, path)
    with pytest.raises(NotALog, match="it has no column"):
        files.load(path)


def test_without_pyarrow_it_says_how_to_get_it(tmp_path: Path, monkeypatch: Any) -> None:
    files.save(usual(), tmp_path / "call.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for path in (tmp_path / "call.parquet", tmp_path):
        with pytest.raises(PackageMissing, match=r"pip install 'arinb\[parquet\]'"):
            files.load(path)
        with pytest.raises(PackageMissing, match="pyarrow"):
            files.save(usual(), path)
    files.save(usual(), tmp_path / "call.jsonl")


@pytest.mark.parametrize("as_list", [True, False])
def test_blocks_hold_all_rows_and_no_more_bytes_than_fit(as_list: bool, monkeypatch: Any) -> None:
    log = usual()
    monkeypatch.setattr("arinb.ari.files.block.ROWS", 7)
    assert [len(block) for block in blocks_of(Kept(log[:] if as_list else log))] == [7, 7, 3]
    monkeypatch.setattr("arinb.ari.files.block.BYTES", 200)
    blocks = list(blocks_of(Kept(log[:] if as_list else log)))
    assert len(blocks) > 5
    rows = [block.entry(at) for block in blocks for at in range(len(block))]
    assert rows == list(log)
