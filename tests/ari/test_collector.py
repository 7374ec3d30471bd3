"""The collector: what a peer may send, how a connection may end, and what the log says of it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from arinb.ari.address import Address
from arinb.ari.collector import Collector
from arinb.ari.handshake import open_websocket
from arinb.ari.log import EventLog
from tests.ari.ws_peer import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Wire,
    accepted,
    frame,
    ws_peer,
)

if TYPE_CHECKING:
    from arinb.ari.entry import Entry

EVENT = b'{"type":"StasisStart","application":"hello-world"}'


@contextmanager
def collecting(script: Callable[[Wire], None]) -> Iterator[tuple[EventLog, Collector]]:
    """Collect what a scripted peer sends."""
    with ws_peer(script) as url:
        log = EventLog()
        address = Address(url, "asterisk", "secret")
        websocket = open_websocket(address, "hello-world", subscribe_all=False, timeout=5)
        log.record_connection("opened")
        collector = Collector(websocket, "hello-world", log)
        try:
            yield log, collector
        finally:
            collector.close()


def collected(script: Callable[[Wire], None]) -> list[Entry]:
    """Return what the log holds when a scripted peer has ended the connection."""
    with collecting(script) as (log, collector):
        assert log.wait(lambda entry: entry.type == "lost", timeout=5), str(log)
        assert not collector.running
        return log[1:]


def test_events_are_logged_in_their_order() -> None:
    def script(wire: Wire) -> None:
        for number in range(500):
            wire.send(json.dumps({"type": "A", "number": number}).encode())
        wire.close(1000)

    entries = collected(script)
    assert [entry.data.get("number") for entry in entries[:-1]] == list(range(500))


def test_the_thread_is_a_named_daemon_and_gone_after_close() -> None:
    with collecting(Wire.until_closed) as (_, collector):
        names = {thread.name: thread.daemon for thread in threading.enumerate()}
        assert names["arinb-events-hello-world"] is True
        begin = time.monotonic()
        collector.close()
        assert time.monotonic() - begin < 2.5
        left = {thread.name for thread in threading.enumerate()}
        assert not left & {"arinb-events-hello-world", "arinb-hang-up"}


def test_fragments_become_one_event() -> None:
    def script(wire: Wire) -> None:
        wire.send(EVENT[:10], TEXT, fin=False)
        wire.send(b"hello", PING)
        wire.send(EVENT[10:20], CONTINUATION, fin=False)
        wire.send(EVENT[20:], CONTINUATION)
        assert wire.receive() == (PONG, b"hello")
        wire.close(1000)

    entries = collected(script)
    assert [(entry.kind, entry.raw) for entry in entries[:-1]] == [("event", EVENT)]


def test_frames_that_come_byte_by_byte_are_put_together() -> None:
    def script(wire: Wire) -> None:
        for byte in frame(EVENT) + frame(EVENT):
            wire.raw(bytes([byte]))
        wire.close(1000)

    assert [entry.raw for entry in collected(script)[:-1]] == [EVENT, EVENT]


def test_a_ping_is_answered_with_its_payload() -> None:
    answers: list[tuple[int, bytes]] = []

    def script(wire: Wire) -> None:
        for payload in (b"", b"are you there?"):
            wire.send(payload, PING)
            answers.append(wire.receive())
        wire.send(b"unasked", PONG)
        wire.close(1000)

    assert len(collected(script)) == 1
    assert answers == [(PONG, b""), (PONG, b"are you there?")]


@pytest.mark.parametrize(
    ("payload", "opcode", "detail"),
    [
        (b"hello", TEXT, "not JSON"),
        (b"", TEXT, "not JSON"),
        (b'{"type":"A\xff"}', TEXT, "not UTF-8"),
        (b"[1, 2]", TEXT, "no object"),
        (b'{"message":"x"}', TEXT, "without a type"),
        (EVENT, BINARY, "binary"),
    ],
)
def test_what_is_no_event_is_a_row_and_the_next_event_still_comes(
    payload: bytes, opcode: int, detail: str
) -> None:
    def script(wire: Wire) -> None:
        wire.send(payload, opcode)
        wire.send(EVENT)
        wire.close(1000)

    bad, good, _ = collected(script)
    assert bad.kind == "malformed"
    assert detail in bad.detail
    assert bad.raw == payload
    assert good.raw == EVENT


def test_a_huge_event_is_an_event() -> None:
    huge = json.dumps({"type": "Huge", "text": "x" * 5_000_000}).encode()

    def script(wire: Wire) -> None:
        wire.send(huge)
        wire.close(1000)

    assert collected(script)[0].raw == huge


def test_application_replaced_is_an_event_and_ends_the_connection() -> None:
    goodbye: list[tuple[int, bytes]] = []

    def script(wire: Wire) -> None:
        wire.send(b'{"type":"ApplicationReplaced","application":"hello-world"}')
        goodbye.append(wire.receive())

    with collecting(script) as (log, collector):
        assert log.wait(lambda entry: entry.type == "replaced", timeout=5), str(log)
        assert collector.over
        collector.close()
        _, event, replaced, closed = log
        assert (event.kind, event.type) == ("event", "ApplicationReplaced")
        assert (replaced.kind, closed.type) == ("connection", "closed")
    assert goodbye == [(CLOSE, b"\x03\xe8")]


@pytest.mark.parametrize(
    ("end", "detail"),
    [
        (lambda wire: wire.close(1000), "by the server, code 1000"),
        (lambda wire: wire.close(1001, b"going away"), "by the server, code 1001: going away"),
        (lambda wire: wire.close(1011, b"\xff"), "by the server, code 1011: \\xff"),
        (lambda wire: wire.send(b"", CLOSE), "by the server, without a reason"),
        (lambda wire: wire.raw(b""), "without a goodbye: the other side hung up"),
        (Wire.reset, "without a goodbye: it was reset"),
    ],
)
def test_every_end_is_a_row_that_says_how(end: Callable[[Wire], None], detail: str) -> None:
    def script(wire: Wire) -> None:
        wire.send(EVENT)
        end(wire)

    event, lost = collected(script)
    assert event.raw == EVENT
    assert (lost.kind, lost.type, lost.detail) == ("connection", "lost", detail)


@pytest.mark.parametrize(
    ("bad", "detail"),
    [
        (frame(b"x", CONTINUATION), "fragments that do not belong together"),
        (frame(b"x", 5), "a frame of the unknown kind 0x5"),
        (b"HTTP/1.1 500 Oops\r\n\r\n", "a frame with reserved bits: its first byte is 0x48"),
        (frame(b"1", CLOSE), "a close with half a code"),
        (b"\x81\x82abcdhi", "a masked frame, which only a client may send"),
        (b"\xff" * 10_000, "a frame with reserved bits: its first byte is 0xff"),
    ],
)
def test_bytes_that_are_no_frame_are_a_row_and_end_the_connection(bad: bytes, detail: str) -> None:
    goodbye: list[tuple[int, bytes]] = []

    def script(wire: Wire) -> None:
        wire.send(EVENT)
        wire.raw(bad)
        goodbye.append(wire.receive())

    event, malformed, lost = collected(script)
    assert event.raw == EVENT
    assert (malformed.kind, malformed.detail) == ("malformed", f"unreadable: {detail}")
    assert malformed.raw == bad[:4096]
    assert lost.detail == f"by arinb, which got {detail}"
    assert goodbye == [(CLOSE, b"\x03\xea")]


@pytest.mark.parametrize(
    ("cut", "end"),
    [
        (frame(EVENT)[:10], lambda _: None),
        (frame(EVENT)[:1], Wire.reset),
        (frame(EVENT[:9], TEXT, fin=False), lambda wire: wire.close(1000)),
        (frame(b"x" * 70_000)[:60_000], lambda _: None),
    ],
)
def test_a_message_that_was_cut_is_a_row(cut: bytes, end: Callable[[Wire], None]) -> None:
    def script(wire: Wire) -> None:
        wire.send(EVENT)
        wire.raw(cut)
        end(wire)

    event, malformed, lost = collected(script)
    assert (event.raw, lost.type) == (EVENT, "lost")
    assert malformed.kind == "malformed"
    assert "broke in the middle of a message" in malformed.detail
    assert malformed.raw in cut


def test_texts_and_others_keep_their_order() -> None:
    def script(wire: Wire) -> None:
        stream = b"".join(
            frame(EVENT) + frame(b"not JSON") + frame(EVENT, BINARY) + frame(b"", PING)
            for _ in range(50)
        )
        wire.raw(stream)
        for _ in range(50):
            assert wire.receive() == (PONG, b"")
        wire.close(1000)

    kinds = [entry.kind for entry in collected(script)[:-1]]
    assert kinds == ["event", "malformed", "malformed"] * 50


def test_not_a_byte_is_lost_after_the_handshake() -> None:
    # The answer's headers and the first events come with one packet.
    def answer(connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(4096)
        connection.sendall(accepted(request) + frame(EVENT) * 3 + frame(EVENT)[:7])
        connection.sendall(frame(EVENT)[7:])
        Wire(connection).close(1000)

    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                answer(connection)

        server = threading.Thread(target=serve)
        server.start()
        address = Address(f"http://127.0.0.1:{listener.getsockname()[1]}", "asterisk", "secret")
        websocket = open_websocket(address, "hello-world", subscribe_all=False, timeout=5)
        server.join()
        log = EventLog()
        collector = Collector(websocket, "hello-world", log)
        assert log.wait(lambda entry: entry.type == "lost", timeout=5)
        collector.close()
    assert [entry.raw for entry in log[:-1]] == [EVENT] * 4


def test_what_broke_the_connection_is_kept() -> None:
    with collecting(Wire.reset) as (log, collector):
        log.wait(lambda entry: entry.type == "lost", timeout=5)
        assert isinstance(collector.failure, OSError)


def test_close_says_goodbye_and_is_idempotent() -> None:
    goodbye: list[tuple[int, bytes]] = []

    def script(wire: Wire) -> None:
        goodbye.append(wire.receive())
        wire.close(1000)

    with collecting(script) as (log, collector):
        collector.close()
        collector.close()
        assert [entry.type for entry in log] == ["opened", "closed"]
        assert goodbye == [(CLOSE, b"\x03\xe8")]


def test_close_after_a_loss_changes_nothing_in_the_log() -> None:
    with collecting(Wire.reset) as (log, collector):
        log.wait(lambda entry: entry.type == "lost", timeout=5)
        collector.close()
        assert [entry.type for entry in log] == ["opened", "lost"]


def test_close_hangs_up_on_a_peer_that_never_stops_talking() -> None:
    def script(wire: Wire) -> None:
        while True:
            wire.send(EVENT)

    with collecting(script) as (log, collector):
        assert log.wait(lambda entry: entry.row > 1000, timeout=5)
        begin = time.monotonic()
        collector.close()
        assert time.monotonic() - begin < 2.5
        assert not collector.running
        assert log[-1].type == "closed"


def test_several_threads_may_close_at_once() -> None:
    with collecting(Wire.until_closed) as (log, collector):
        threads = [threading.Thread(target=collector.close) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [entry.type for entry in log] == ["opened", "closed"]
