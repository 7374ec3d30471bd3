"""A connection that breaks comes back: what the log says, and when arinb gives up."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from arinb.ari import reconnecting
from arinb.ari.connection import Connection, connect
from arinb.ari.log import EventLog
from arinb.ari.reconnecting import FIRST, LONGEST, Backoff
from arinb.errors import (
    AriError,
    BadRequest,
    BadRequestArgument,
    ConnectionLost,
    Forbidden,
    NotAuthenticated,
    Refused,
)
from tests.ari.peer import full
from tests.ari.secrets import SECRET, assert_secret_is_kept
from tests.ari.ws_peer import Script, Wire, frame, ws_peer

WHO = {"username": "asterisk", "password": SECRET}
ASKED = ["/ari/asterisk/info?only=system", "/ari/applications/a", "/ari/channels", "/ari/bridges"]


def says(status: str, body: bytes = b"", server: str = "Asterisk/22") -> bytes:
    """An answer that accepts no WebSocket."""
    kind = "application/json" if body.startswith(b"{") else "text/html"
    head = f"HTTP/1.1 {status}\r\nServer: {server}\r\nContent-Type: {kind}\r\n"
    return head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def sends(*numbers: int, end: Callable[[Wire], object] = Wire.until_closed) -> Script:
    """A connection that brings numbered events, and then ends."""

    def script(wire: Wire) -> None:
        wire.raw(b"".join(frame(b'{"type":"A","n":%d}' % number) for number in numbers))
        end(wire)

    return script


@contextmanager
def connected(*scripts: Script) -> Iterator[Connection]:
    """Connect to a server that gives each connection what the next script says."""
    with ws_peer(*scripts) as url, connect(url, app="a", **WHO) as ari:  # type: ignore[arg-type]
        yield ari


def comes(log: EventLog, state: str, count: int = 1) -> list[str]:
    """Wait until the log has so many rows of a state, and return the details of those."""
    found: list[str] = []

    def is_last(entry: object) -> bool:
        if getattr(entry, "type", "") == state:
            found.append(getattr(entry, "detail", ""))
        return len(found) == count

    assert log.wait(is_last, timeout=20), str(log)
    return found


def states(ari: Connection) -> list[str]:
    return [entry.type for entry in ari.log if entry.kind == "connection"]


def asked(ari: Connection) -> list[str]:
    return [entry.path for entry in ari.log if entry.kind == "request"]


def no_thread_is_left() -> bool:
    """Whether no thread of a connection lives; those of Asterisks of other tests may."""
    kinds = ("events", "catching-up", "handlers", "hang-up", "handshake")
    ours = tuple(f"arinb-{kind}" for kind in kinds)
    return not [thread for thread in threading.enumerate() if thread.name.startswith(ours)]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no wait between attempts be long."""
    monkeypatch.setattr(reconnecting, "LONGEST", 0.05)


def test_the_first_attempt_comes_at_once_and_later_ones_wait_longer() -> None:
    for _ in range(50):
        backoff = Backoff()
        assert 0 <= backoff.pause() <= FIRST
        longest = [FIRST * 2**n for n in range(1, 12)]
        assert all(0 <= backoff.pause() <= min(most, LONGEST) for most in longest)
        backoff.lasted(LONGEST / 2)
        pauses = [backoff.pause() for _ in range(100)]
        assert FIRST < max(pauses) <= LONGEST
        backoff.lasted(LONGEST)
        assert backoff.pause() <= FIRST


def test_a_lost_connection_comes_back_and_the_log_says_what_it_may_lack() -> None:
    with connected(sends(1, 2, end=lambda wire: wire.close(1001, b"bye")), sends(3)) as ari:
        ari.events.wait_for("A", where=lambda event: event["n"] == 3, timeout=5)
        assert ari.log.wait(
            lambda entry: entry.path == ASKED[-1] and entry.status == 404, timeout=5
        )
        assert states(ari) == ["opened", "lost", "trying", "back"]
        assert ari.state == "open"
        assert repr(ari).endswith("open>")
        assert comes(ari.log, "lost") == ["by the server, code 1001: bye"]
        assert comes(ari.log, "trying")[0].startswith("attempt 1 after 0.")
        (back,) = comes(ari.log, "back")
        assert back.startswith("after 0.")
        assert "what happened in between is not in this log" in back
        assert asked(ari) == [ASKED[0], *ASKED]
        assert [event["n"] for event in ari.events] == [1, 2, 3]


@pytest.mark.usefixtures("impatient")
def test_each_way_of_failing_is_told_apart() -> None:
    failures = {
        says("404 Not Found", b"<html>"): "was refused: 404 Not Found. Asterisk's web server is "
        "there, but ARI is not",
        says("404 Not Found", b'{"message":"Resource not found"}'): "404 Not Found",
        says("503 Service Unavailable", b'{"message":"Asterisk not ready"}'): "not ready",
        says("200 OK", b"<html>", "nginx"): "was answered, but not by ARI",
        b"": "was sent, but not answered",
        b"SSH-2.0-OpenSSH\r\n\r\n": "failed: http://127.0.0.1",
    }
    with connected(sends(end=Wire.reset), *failures, sends(1)) as ari:
        ari.events.wait_for("A", timeout=10)
        tries = comes(ari.log, "trying", len(failures) + 1)
    assert [detail.partition(" after ")[0] for detail in tries] == [
        f"attempt {number}" for number in range(1, len(failures) + 2)
    ]
    for number, (detail, words) in enumerate(zip(tries[1:], failures.values(), strict=True), 1):
        assert f"; attempt {number} " in detail
        assert words in detail
    assert ["issues/2170" in detail for detail in tries] == [False] * 5 + [True, False]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (says("401 Unauthorized", b'{"message":"Authentication required"}'), NotAuthenticated),
        (says("403 Forbidden", b'{"message":"Forbidden"}'), Forbidden),
        (says("400 Bad Request", b"<html>HTTP request is missing param: [app]"), BadRequest),
    ],
)
def test_what_a_person_has_to_put_right_ends_the_trying(
    answer: bytes, error: type[AriError]
) -> None:
    with connected(sends(end=lambda wire: wire.close(1000)), answer) as ari:
        comes(ari.log, "refused")
        assert states(ari) == ["opened", "lost", "trying", "refused"]
        assert (ari.state, ari._collector.over) == ("refused", True)
        with pytest.raises(ConnectionLost) as raised:
            ari.events.wait_for("A", timeout=30)
        assert isinstance(raised.value.__cause__, error)
        assert_secret_is_kept(raised.value)
        ari.close()
        # Why it was refused says more than that it is closed.
        assert (ari.state, ari._collector.running) == ("refused", False)


def test_a_password_that_is_wrong_after_a_while_is_shown_nowhere() -> None:
    answer = says("401 Unauthorized", b'{"message":"Authentication required"}')
    with connected(sends(end=Wire.reset), answer) as ari:
        comes(ari.log, "refused")
    assert SECRET not in f"{ari!r}{ari.log}{ari.log.to_dataframe().to_string()}"


def test_a_program_that_took_the_application_over_keeps_it() -> None:
    def script(wire: Wire) -> None:
        wire.send(b'{"type":"ApplicationReplaced","application":"a"}')
        wire.until_closed()

    with connected(script) as ari:
        comes(ari.log, "replaced")
        ari._collector._thread.join(5)
        assert (states(ari), ari.state) == (["opened", "replaced"], "replaced")
        with pytest.raises(ConnectionLost, match="somebody else"):
            ari.events.wait_for("A", timeout=30)


def test_a_function_is_called_before_a_loss_and_after_it() -> None:
    with connected(sends(1, 2, end=Wire.reset), sends(3)) as ari:
        numbers: list[int] = []
        ari.on("A", lambda event: numbers.append(event["n"]), since=0)
        ari.events.wait_for("A", where=lambda event: event["n"] == 3, timeout=5)
        deadline = time.monotonic() + 5
        while len(numbers) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert numbers == [1, 2, 3]
    assert no_thread_is_left()


def test_without_reconnect_a_lost_connection_stays_lost() -> None:
    scripts = [sends(1, end=Wire.reset), sends(2)]
    with ws_peer(*scripts) as url, connect(url, app="a", **WHO, reconnect=False) as ari:  # type: ignore[arg-type]
        with pytest.raises(ConnectionLost, match="was reset"):
            ari.events.wait_for("A", where=lambda event: event["n"] == 2, timeout=30)
        assert (states(ari), ari.state) == (["opened", "lost"], "lost")
        assert not ari._collector.running


def test_a_server_that_accepts_and_drops_is_not_asked_all_the_time() -> None:
    with connected(sends(end=lambda wire: wire.close(1000))) as ari:
        time.sleep(1.5)  # long enough for hundreds of attempts, if nothing held them back
        assert 2 <= states(ari).count("back") <= 12


def test_close_ends_the_trying_at_once() -> None:
    with ws_peer(sends(end=Wire.reset)) as url:
        ari = connect(url, app="a", **WHO)  # type: ignore[arg-type]
    comes(ari.log, "trying", 6)
    begin = time.monotonic()
    ari.close()
    assert time.monotonic() - begin < 4  # its waits last longer
    assert no_thread_is_left()
    assert states(ari)[-1] == "closed"
    with pytest.raises(ConnectionLost, match=r"close\(\)"):
        ari.events.wait_for("A", timeout=30)


def test_close_ends_an_attempt_that_gets_no_answer() -> None:
    with ws_peer(sends(end=Wire.reset)) as url:
        ari = connect(url, app="a", **WHO)  # type: ignore[arg-type]
    with socket.create_server(("127.0.0.1", int(url.rpartition(":")[2]))) as silent:
        silent.settimeout(10)
        connection, _ = silent.accept()  # the attempt waits for an answer now
        with connection:
            begin = time.monotonic()
            ari.close()
            assert time.monotonic() - begin < 4  # its waits last longer
    assert no_thread_is_left()


def test_close_ends_an_attempt_to_reach_a_host_that_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with connected(sends(end=lambda wire: wire.until_closed())) as ari, full() as port:
        found = [(2, 1, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
        ari._collector._line._socket.shutdown(2)  # type: ignore[union-attr]
        comes(ari.log, "trying")
        time.sleep(0.1)  # it is on its way now
        begin = time.monotonic()
        ari.close()
        assert time.monotonic() - begin < 4  # its waits last longer
        assert no_thread_is_left()


def test_connecting_again_ends_the_trying_of_the_earlier_connection() -> None:
    with ws_peer(sends(end=Wire.reset)) as url:
        first = connect(url, app="a", **WHO)  # type: ignore[arg-type]
    comes(first.log, "trying", 2)
    with pytest.raises(Refused):
        connect(url, app="a", **WHO)  # type: ignore[arg-type]
    assert first.state == "trying"
    port = int(url.rpartition(":")[2])
    with ws_peer(sends(1), port=port), connect(url, app="a", **WHO) as second:  # type: ignore[arg-type]
        second.events.wait_for("A", timeout=5)
        # It may have been back for a moment, but it is closed now.
        assert first.state == "closed"
        assert "newer connect()" in first.log[-1].detail
        assert not first._collector.running
        assert states(second) == ["opened"]


def test_the_log_of_a_connection_may_have_a_bound() -> None:
    with ws_peer(sends(*range(100))) as url:
        with connect(url, app="a", **WHO, max_events=10) as ari:  # type: ignore[arg-type]
            assert ari.log.wait(lambda entry: entry.row >= 100, timeout=5)
            assert len(ari.log) == 10
        with pytest.raises(BadRequestArgument, match="max_bytes"):
            connect(url, app="a", **WHO, max_bytes=0)  # type: ignore[arg-type]


def test_a_connection_that_is_trying_does_not_keep_python_from_ending() -> None:
    code = (
        "import sys; from arinb.ari.connection import connect; "
        f"ari = connect(sys.argv[1], username='asterisk', password='{SECRET}', app='a'); "
        "ari.log.wait(lambda entry: entry.type == 'trying', timeout=5); print(ari.state)"
    )
    answer = says("503 Service Unavailable", b'{"message":"not ready"}')
    with ws_peer(sends(end=Wire.reset), answer) as url:
        begin = time.monotonic()
        command = [sys.executable, "-W", "error", "-c", code, url]
        ended = subprocess.run(command, capture_output=True, check=True, timeout=10)
    assert (ended.stdout.strip(), ended.stderr) == (b"trying", b"")
    assert time.monotonic() - begin < 5


def test_an_error_in_arinb_itself_is_a_row_and_no_print(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Backoff) -> float:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(Backoff, "pause", broken)
    with connected(sends(end=Wire.reset)) as ari:
        comes(ari.log, "lost", 2)
        assert (ari.state, ari._collector.over) == ("lost", True)
        with pytest.raises(ConnectionLost) as raised:
            ari.events.wait_for("A", timeout=30)
        assert isinstance(raised.value.__cause__, ZeroDivisionError)
    assert capfd.readouterr() == ("", "")
