"""Logs to save: a usual one, and any that could ever be."""

from __future__ import annotations

import json
from typing import Any

import duckdb
from hypothesis import strategies as st

from arinb.ari.entry import STATES, Entry
from arinb.ari.log import EventLog

CHANNEL = {"id": "1795450970.0", "name": "PJSIP/1000-00000000", "state": "Up", "caller": {}}
FORMATS = (".jsonl", ".jsonl.gz", ".parquet")


def event(type_: str = "StasisStart", app: str = "hello-world", **fields: Any) -> str:
    """The JSON of an event, as Asterisk writes it."""
    what = {"timestamp": "2026-11-23T16:22:50.822+0100", "channel": CHANNEL, "application": app}
    return json.dumps({"type": type_, **what, **fields}, separators=(",", ":"))


def usual() -> EventLog:
    """A log with a row of each kind, and some odd ones."""
    log = EventLog()
    log.record_connection("opened", "at http://127.0.0.1:8088")
    log.record_event(event())
    row = log.record_request("POST", "/ari/channels/1795450970.0/play?media=sound:hello-world")
    log.record_answer(row, 201, "Created", 0.25, '{"id": "x", "media_uri": "m", "target_uri": "t"}')
    log.record_event(event(channel={**CHANNEL, "name": "Zoë \u2603"}))
    log.record_event('{"type":"A",\n "pretty": true}')
    log.record_event('{"type":"A\\ud800","channel":{"id":"\\ud800","name":"x"}}')
    log.record_event('{"type":"A","number":123456789012345678901234567890,"e":1e400}')
    log.record_event('{"type":"A","event":{"type":"B"},"x":{"body":[1,2]}}')
    log.record_event(b"\xff\xfe\x00")
    log.record_event(b"no JSON\r\n")
    log.record_malformed(b"", "an empty frame")
    row = log.record_request("GET", "/ari/channels/x")
    log.record_answer(row, None, "timed out", 10.0)
    row = log.record_request("GET", "/ari/recordings/stored/x/file")
    log.record_answer(row, 200, "OK", 0.5, b"RIFF\x00\xff")
    log.record_connection("lost", "by the server")
    return log


def asked(query: str) -> list[Any]:
    """The rows that DuckDB finds."""
    found = duckdb.sql(query)
    assert found is not None
    return found.fetchall()


def texts() -> st.SearchStrategy[str]:
    """Texts, also with half a surrogate pair; what JSON would put together is no text of ours."""
    odd = st.text(st.characters(), max_size=20)
    return (st.text(max_size=20) | odd).filter(lambda text: json.loads(json.dumps(text)) == text)


def times() -> dict[str, st.SearchStrategy[Any]]:
    """The times of a row; those that a clock can show."""
    return {
        "received": st.integers(0, 2**62),
        "monotonic": st.floats(0, 1e12, allow_nan=False),
    }


def _json(with_type: bool) -> st.SearchStrategy[bytes]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts()
    values = st.recursive(
        leaves, lambda inner: st.lists(inner) | st.dictionaries(texts(), inner), max_leaves=6
    )
    keys = st.sampled_from(
        ["channel", "peer", "playback", "bridge", "recording", "timestamp", "id"]
    )
    objects = st.dictionaries(keys | texts(), values | st.just(CHANNEL), max_size=4)
    if with_type:
        objects = objects.map(lambda data: {"type": "StasisStart", **data})

    def written(data: Any, ascii_only: bool, indent: int | None) -> bytes:
        text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
        return text.encode("utf-8", "backslashreplace")

    return st.builds(written, objects, st.booleans(), st.sampled_from([None, 2, 4]))


def entries() -> st.SearchStrategy[Entry]:
    """Any row, of any kind, with any bytes."""
    raws = _json(with_type=True) | _json(with_type=False) | st.binary(max_size=60)
    maybe = st.none() | st.integers(0, 2**40)
    return st.one_of(
        st.builds(Entry, st.just("event"), raw=raws, type=texts(), **times()),
        st.builds(Entry, st.just("malformed"), raw=raws, detail=texts(), **times()),
        st.builds(Entry, st.just("request"), method=texts(), path=texts(), **times()),
        st.builds(
            Entry,
            st.just("answer"),
            raw=raws,
            method=texts(),
            path=texts(),
            status=maybe,
            reason=texts(),
            elapsed=st.none() | st.floats(0, 1e9),
            request_row=maybe,
            detail=texts(),
            **times(),
        ),
        st.builds(
            Entry, st.just("connection"), type=st.sampled_from(STATES), detail=texts(), **times()
        ),
    )


@st.composite
def any_log(draw: st.DrawFn) -> EventLog:
    """Any log, also an empty one, or one that has dropped rows."""
    first = draw(st.integers(0, 3) | st.integers(0, 2**40))
    rows = draw(st.lists(entries(), max_size=6))
    for row, entry in enumerate(rows, first):
        entry.row = row
    return EventLog.from_entries(rows)
