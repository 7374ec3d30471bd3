"""JSON Lines: what other programs see, and files that others have changed."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from arinb.ari import files
from arinb.ari.log import EventLog
from arinb.errors import DamagedLog, NewerLog, NotALog
from tests.ari.files.logs import event, usual


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_first_line_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    files.save(usual(), path)
    head = lines(path)[0]
    assert (head["format"], head["version"]) == ("arinb event log", 1)
    assert (head["rows"], head["dropped"]) == (17, 0)
    assert head["arinb"]
    assert head["saved"].endswith("+00:00")


def test_an_events_json_stands_in_its_line_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    log = EventLog()
    raw = '{"type" : "A", "n": 1.0, "big": 123456789012345678901234567890, "text": "\\u00e9é"}'
    log.record_event(raw)
    row = log.record_request("GET", "/ari/channels")
    log.record_answer(row, 200, "OK", 0.1, "[ 1,  2]")
    files.save(log, path)
    _, first, _, third = path.read_text().splitlines()
    assert first.endswith(f',"kind":"event","type":"A","event":{raw}}}')
    assert third.endswith(',"status":200,"elapsed":0.1,"request_row":1,"body":[ 1,  2]}')


def test_json_that_asterisk_sends_pretty_is_json_here_too(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    log = EventLog()
    log.record_event(json.dumps(json.loads(event()), indent=2))
    row = log.record_request("GET", "/ari/channels")
    log.record_answer(row, 200, "OK", 0.1, "[\n  1,\n  {}\n]")
    files.save(log, path)
    first, _, third = lines(path)[1:]
    assert first["event"] == json.loads(event())
    assert (third["body"], third["indent"]) == ([1, {}], 2)
    assert list(files.load(path)) == list(log)
    path.write_text(path.read_text().replace('"indent":2', '"indent":3'))
    with pytest.raises(DamagedLog, match="line 2: its indent is not 2"):
        files.load(path)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('{"type":"A","x":NaN}', "text"),
        ('{"type":"A\\ud800"}', "text"),
        ('{"type":"A"}\n', "text"),
        (' {"type":"A"}', "text"),
        ('{"type":"A","event":{"a":1}}', "event"),
        ('{"type":"A","x":' + "[" * 990 + "]" * 990 + "}", "event"),
        ('{"type":"A","x":' + "[" * 1023 + "]" * 1023 + "}", "text"),
    ],
)
def test_what_strict_readers_of_json_refuse_is_text(raw: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    log = EventLog()
    log.record_event(raw)
    kept = log[0].kind == "event"
    files.save(log, path)
    line = path.read_text().splitlines()[1]
    assert f',"{name if kept else "text"}":' in line
    assert list(files.load(path)) == list(log)


@pytest.mark.parametrize("separators", [None, (",", ":")])
@pytest.mark.parametrize("backwards", [True, False])
def test_lines_that_another_program_has_written_are_read(
    separators: tuple[str, str] | None, backwards: bool, tmp_path: Path
) -> None:
    path = tmp_path / "call.jsonl"
    log = usual()
    files.save(log, path)
    head, *rows = lines(path)
    for row in rows:
        row["later"] = {"event": {"unknown": [1, "}"]}}
        row["monotonic"] = 5
    if backwards:
        rows = [dict(reversed(row.items())) for row in rows]
    head["later"] = True
    written = [json.dumps(line, separators=separators) for line in [head, *rows]]
    path.write_text("\r\n".join(written) + "\r\n\r\n")
    back = files.load(path)
    assert [entry.kind for entry in back] == [entry.kind for entry in log]
    assert [entry.data for entry in back] == [entry.data for entry in log]
    assert [entry.monotonic for entry in back] == [5.0] * 17


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("hello", "it is no JSON"),
        ("[1]", "no JSON object"),
        ("{}", "no 'kind'"),
        ('{"kind":"event","row":"1","received":1,"monotonic":1.5}', "can't be right"),
        ('{"kind":"event","row":1,"received":true,"monotonic":1.5}', "can't be right"),
        ('{"kind":"fish","row":1,"received":1,"monotonic":1.5}', "can't be right"),
        ('{"kind":"event","row":1,"received":1,"monotonic":1.5,"type":3}', "type is no text"),
        ('{"kind":"answer","row":1,"received":1,"monotonic":1.5,"status":"3"}', "status is no"),
        ('{"kind":"event","row":1,"received":1,"monotonic":1.5,"base64":"!"}', "base64"),
        ('{"kind":"event","row":7,"received":1,"monotonic":1.5}', "row 7 stands where row 1"),
        ("[" * 100_000, "it is no JSON"),
    ],
)
def test_a_damaged_line_is_named(line: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    log = EventLog()
    for _ in range(3):
        log.record_event(event())
    files.save(log, path)
    written = path.read_text().splitlines()
    written[2] = line
    path.write_text("\n".join(written) + "\n")
    with pytest.raises(DamagedLog) as caught:
        files.load(path)
    assert "line 3: " in caught.value.why
    assert why.lower() in caught.value.why.lower()
    assert "head -n 2" in caught.value.next_step


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"hello",
        b"\x00" * 100_000,
        b"{}",
        b"[]",
        b'{"format":"something else","version":1}\n',
        b'{"format":"arinb event log","version":"x","rows":3}\n',
        b'{"format":"arinb event log","version":1,"rows":-3}\n',
        b'{"format":"arinb event log","version":1}\n',
        gzip.compress(b""),
        gzip.compress(b"hello"),
        b"\x1f\x8b",
        b"\x1f\x8b\x08",
    ],
)
def test_a_file_that_is_no_log_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    path.write_bytes(content)
    with pytest.raises(NotALog) as caught:
        files.load(path)
    assert str(path) in caught.value.what
    assert caught.value.why
    assert path.read_bytes() == content


def test_a_log_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    head = {"format": "arinb event log", "version": 2, "rows": 3, "arinb": "9.1"}
    path.write_text(json.dumps(head) + "\n")
    with pytest.raises(NewerLog, match=r"(?s)version 2 .* this arinb knows 1.*9\.1.*pip install"):
        files.load(path)


def test_a_packed_file_that_is_not_what_was_packed_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl.gz"
    files.save(usual(), path)
    content = bytearray(path.read_bytes())
    content[-6] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DamagedLog, match="gzip can't unpack it"):
        files.load(path)


def test_loading_and_saving_need_little_memory(tmp_path: Path) -> None:
    log, path = EventLog(), tmp_path / "call.jsonl"
    frame = event(padding="x" * 10_000).encode()
    for _ in range(2000):
        log.record_event(frame)
    tracemalloc.start()
    try:
        files.save(log, path)
        assert tracemalloc.get_traced_memory()[1] < 6e6
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        loaded = files.load(path)
        assert tracemalloc.get_traced_memory()[1] - before < 1.3 * path.stat().st_size
    finally:
        tracemalloc.stop()
    assert len(loaded) == 2000
