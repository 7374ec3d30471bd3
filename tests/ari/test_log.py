"""The event log: what it takes down, and how it is waited on and shown."""

from __future__ import annotations

import threading
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.entry import without_secrets
from arinb.ari.log import EventLog

START = (
    b'{"type":"StasisStart","timestamp":"2026-11-23T16:22:50.822+0000","args":[],"channel":{"id":'
    b'"1795450970.0","name":"PJSIP/1000-00000000","state":"Up"},"application":"hello-world"}'
)


def test_entries_keep_the_order_and_the_bytes() -> None:
    log = EventLog()
    log.record_connection("opened", "at http://127.0.0.1")
    log.record_event(START)
    row = log.record_request("POST", "/ari/channels/1/play?media=sound:hello-world")
    log.record_answer(row, 201, "Created", 0.25, '{"id": "x"}')
    assert [entry.kind for entry in log] == ["connection", "event", "request", "answer"]
    assert [entry.row for entry in log] == [0, 1, 2, 3]
    assert log[1].raw == START
    assert log[1].type == "StasisStart"
    assert log[1].data["channel"]["id"] == "1795450970.0"
    assert (log[3].method, log[3].path, log[3].status) == ("POST", log[2].path, 201)
    assert (log[3].request_row, log[3].elapsed) == (2, 0.25)
    assert len(log) == 4
    assert len(log[1:3]) == 2
    assert log[-1] == log[3]


def test_clocks_go_forward() -> None:
    log = EventLog()
    before = time.time_ns()
    for _ in range(100):
        log.record_event(START)
    monotonic = [entry.monotonic for entry in log]
    assert monotonic == sorted(monotonic)
    assert before <= log[0].received <= time.time_ns()
    assert log[0].time.tzinfo is not None


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (b"", "not JSON"),
        (b"hello", "not JSON"),
        (b'{"type":', "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"type":"A\xed\xa0\x80"}', "not UTF-8"),
        (b"[]", "no object"),
        (b"3", "no object"),
        (b"null", "no object"),
        (b'{"message":"x"}', "without a type"),
        (b'{"type":3}', "without a type"),
        (b'{"type":""}', "without a type"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"type":' + b"9" * 5000 + b"}", "not JSON"),
    ],
)
def test_what_is_no_event_becomes_a_malformed_row(frame: bytes, why: str) -> None:
    log = EventLog()
    entry = log.record_event(frame)
    assert entry.kind == "malformed"
    assert why in entry.detail
    assert entry.raw == frame
    assert entry.data == {}


def test_an_event_of_a_type_that_nobody_knows_is_an_event() -> None:
    entry = EventLog().record_event('{"type":"NewInAsterisk42","fish":1}')
    assert (entry.kind, entry.type) == ("event", "NewInAsterisk42")


@given(st.binary(max_size=200) | st.text(max_size=80))
def test_no_frame_breaks_the_log_or_its_pictures(frame: bytes | str) -> None:
    log = EventLog()
    log.record_event(frame)
    str(log).encode()
    log._repr_html_().encode()
    repr(log[0])


@given(st.text(max_size=40))
def test_no_name_breaks_the_pictures(name: str) -> None:
    log = EventLog()
    row = log.record_request("GET", f"/ari/channels/{name}")
    log.record_answer(row, 404, name, 0.1, name)
    log.record_connection("lost", name)
    str(log).encode()
    log._repr_html_().encode()


def test_wait_returns_what_is_there_and_what_comes() -> None:
    log = EventLog()
    log.record_event('{"type":"A"}')
    found = log.wait(lambda entry: entry.type == "A", timeout=0)
    assert found == log[0]
    later = threading.Timer(0.1, log.record_event, ['{"type":"B"}'])
    later.start()
    begin = time.monotonic()
    found = log.wait(lambda entry: entry.type == "B", timeout=5)
    later.join()
    assert found == log[1]
    assert time.monotonic() - begin < 1


def test_wait_begins_where_it_is_told() -> None:
    log = EventLog()
    for _ in range(3):
        log.record_event('{"type":"A"}')
    assert log.wait(lambda entry: entry.type == "A", since=1, timeout=0) == log[1]
    assert log.wait(lambda entry: entry.type == "A", since=3, timeout=0) is None
    assert log.wait(lambda entry: entry.type == "A", since=99, timeout=0) is None


def test_wait_ends_in_the_middle_of_an_endless_stream() -> None:
    log = EventLog()
    stop = threading.Event()

    def stream() -> None:
        while not stop.is_set():
            log.record_event('{"type":"A"}')

    thread = threading.Thread(target=stream)
    thread.start()
    try:
        begin = time.monotonic()
        assert log.wait(lambda entry: entry.type == "B", timeout=0.2) is None
        assert time.monotonic() - begin < 2
    finally:
        stop.set()
        thread.join()


def test_a_predicate_may_use_the_log_itself() -> None:
    log = EventLog()
    log.record_event('{"type":"A"}')
    assert log.wait(lambda entry: entry == log[0], timeout=0) == log[0]


def test_writers_in_many_threads_lose_nothing() -> None:
    log = EventLog()
    threads = [
        threading.Thread(target=lambda: [log.record_event(START) for _ in range(500)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.row for entry in log] == list(range(4000))


def test_repr_has_a_constant_shape() -> None:
    log = EventLog()
    assert repr(log) == "<EventLog: 0 entries>"
    log.record_event(START)
    assert repr(log) == "<EventLog: 1 entries>"
    assert repr(log[0]) == "<Entry 0: event StasisStart>"


def test_text_shows_one_line_for_each_of_the_latest_entries() -> None:
    log = EventLog()
    assert str(log) == "(the log is empty)"
    row = log.record_request("POST", "/ari/channels/1795450970.0/play?media=sound:hello-world")
    log.record_answer(row, 201, "Created", 0.25, '{"id": "x"}')
    log.record_event(START)
    log.record_connection("lost", "by the server")
    lines = str(log).splitlines()
    assert "→" in lines[1]
    assert "POST /channels/…/play" in lines[1]
    assert "1795450970.0" in lines[1]
    assert "POST /channels/…/play → 201" in lines[2]
    assert "StasisStart" in lines[3]
    assert "PJSIP/1000-00000000" in lines[3]
    assert "●" in lines[4]
    for _ in range(30):
        log.record_event(START)
    lines = str(log).splitlines()
    assert lines[0] == "14 earlier entries are not shown"
    assert len(lines) == 22


def test_text_lets_nobody_steer_the_terminal() -> None:
    log = EventLog()
    log.record_event('{"type":"A","channel":{"id":"1","name":"\\u001b[31m\\nPJSIP\\ud800"}}')
    assert "\x1b" not in str(log)
    assert len(str(log).splitlines()) == 2


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its base's
        self.tags.add(tag)


def test_html_escapes_whatever_came_over_the_wire() -> None:
    log = EventLog()
    evil = "<script>alert(1)</script>"
    log.record_event(f'{{"type":"{evil}","channel":{{"id":"1","name":"{evil}","state":"{evil}"}}}}')
    log.record_event(f"{evil}")
    row = log.record_request(evil, f"/ari/channels/{evil}?{evil}")
    log.record_answer(row, 500, evil, 0.1, evil)
    log.record_connection(evil, evil)
    tags = _Tags()
    tags.feed(log._repr_html_())
    assert tags.tags == {"table", "caption", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("/ari/events?api_key=me:s3cret&app=x", "/ari/events?api_key=…&app=x"),
        ("http://me:s3c@ret@host:8088/ari", "http://…@host:8088/ari"),
        ("http://me:s3c/ret@host", "http://…@host"),
        ("http://host/ari", "http://host/ari"),
    ],
)
def test_secrets_are_masked(text: str, masked: str) -> None:
    assert without_secrets(text) == masked
    log = EventLog()
    row = log.record_request("GET", text)
    log.record_answer(row, None, text, 0.0)
    log.record_connection("opened", text)
    assert "s3c" not in str(log) + log._repr_html_() + log.to_dataframe().to_string()


def test_an_entry_is_light() -> None:
    log = EventLog()
    entry = log.record_event(START)
    assert not hasattr(entry, "__dict__")


def test_a_requests_body_is_kept_without_what_is_secret_in_it() -> None:
    log = EventLog()
    log.record_request("POST", "/ari/channels", b'{"variables": {"COLOR": "red"}}')
    log.record_request(
        "PUT",
        "/ari/asterisk/config/dynamic/res_pjsip/auth/1",
        b'{"fields": [{"attribute": "password", "value": "s3cret"}]}',
    )
    log.record_request("POST", "/ari/channels", b"no JSON with a s3cret")
    assert log[0].raw == b'{"variables": {"COLOR": "red"}}'
    assert b'"attribute":"password","value":"' in log[1].raw
    assert "s3cret" not in log[1].text + log[2].text
    assert log.to_dataframe()["raw"].notna().all()
