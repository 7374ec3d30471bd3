"""Requests without an answer: not sent at all, or sent with unknown outcome."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from arinb.ari.client import Client
from arinb.errors import (
    AriError,
    BadRequestArgument,
    NotAsterisk,
    NotSent,
    OutcomeUnknown,
    Refused,
    TlsError,
    UnknownHost,
)
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.ari.peer import Answer, Peer, answer, certificate, full, reset, silence
from tests.ari.secrets import SECRET, assert_secret_is_kept

PONG = answer("200 OK", '{"ping": "pong"}', Server="Asterisk/22")


def failing(
    url: str, error: type[AriError], words: str, method: str = "GET", timeout: float = 5
) -> AriError:
    client = Client(url, "me", SECRET, timeout=timeout)
    with pytest.raises(error, match=words) as raised:
        client.request(method, "/channels")
    told = raised.value
    assert type(told) is error
    assert str(told).startswith(f"{method} /ari/channels was ")
    assert told.why
    assert told.next_step
    assert repr(told.exchange).endswith("no answer>")
    assert_secret_is_kept(told)
    assert client.log[1].status is None
    return told


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    failing(f"http://127.0.0.1:{port}", Refused, f"nothing listens at http://127.0.0.1:{port}")


def test_the_web_server_is_off(program: Program) -> None:
    pbx = PrivateAsterisk(program=program)
    pbx.conf["http.conf"].set("general", "enabled", "no")
    with pbx.start():
        failing(f"http://127.0.0.1:{pbx.http_port}", Refused, r"enabled in http\.conf")


def test_no_such_host() -> None:
    failing("http://no-such-host.invalid:8088", UnknownHost, "Check the spelling of the host")


@pytest.mark.parametrize("host", ["a..b", "a" * 70 + ".example"])
def test_what_can_be_no_host(host: str) -> None:
    failing(f"http://{host}:8088", BadRequestArgument, "is no URL")


def test_a_server_that_takes_no_more_connections() -> None:
    with full() as port:
        failing(f"http://127.0.0.1:{port}", NotSent, "can't be reached", "POST", timeout=0.3)


def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    failing("http://pbx.invalid:8088", NotSent, "HTTP_PROXY")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (silence, "no answer came within 0.3 s"),
        (reset, "the connection broke"),
        (b"", "the connection broke"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{", "IncompleteRead"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", "broke"),
    ],
)
def test_no_answer(said: Answer, words: str) -> None:
    with Peer(said) as peer:
        told = failing(peer.url, OutcomeUnknown, words, "POST", timeout=0.3)
        assert len(peer.requests) == 1
    assert "may have been carried out" in told.what
    with Peer(said) as peer:
        told = failing(peer.url, OutcomeUnknown, words, "GET", timeout=0.3)
    assert "carried out" not in told.what


@pytest.mark.parametrize("said", [b"HTTP/1.1 200 OK\r\nServer: Ast", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_half_a_head(said: bytes) -> None:
    with Peer(said) as peer, pytest.raises(OutcomeUnknown, match="the answer broke off"):
        Client(peer.url, "me", SECRET).post("/channels")


def test_a_timeout_of_one_request() -> None:
    with Peer(silence) as peer:
        client = Client(peer.url, "me", SECRET, timeout=60)
        begin = time.monotonic()
        with pytest.raises(OutcomeUnknown, match=r"within 0\.2 s"):
            client.get("/channels", timeout=0.2)
        assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "it said SSH-2.0-OpenSSH_9.2"),
        (b"Asterisk Call Manager/9.0.0\r\n", "5038 is AMI"),
        (b"\x1b[2J\xff\r\n", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\na: " + b"b" * 70_000, "no HTTP"),
    ],
)
def test_another_kind_of_server(said: bytes, words: str) -> None:
    with Peer(said) as peer:
        told = failing(peer.url, NotAsterisk, words)
    assert "\x1b" not in str(told)


def test_http_where_tls_is_spoken() -> None:
    with Peer(b"\x15\x03\x01\x00\x02\x02\x46") as peer:
        told = failing(peer.url, TlsError, "speaks TLS only")
        assert peer.url.replace("http:", "https:") in told.next_step


def test_tls_where_http_is_spoken(shared_pbx_each: PrivateAsterisk) -> None:
    url = shared_pbx_each.url
    told = failing(url.replace("http:", "https:"), TlsError, "speaks no TLS")
    assert url in told.next_step


def test_tls_where_nothing_is_said() -> None:
    with full() as port:
        failing(f"https://127.0.0.1:{port}", NotSent, "can't be reached", "POST", timeout=0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        failing(f"https://127.0.0.1:{port}", TlsError, "handshake", "POST", timeout=0.3)


def test_a_certificate_that_nobody_vouches_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    context, file = certificate(tmp_path)
    with Peer(PONG, wrap=context) as peer:
        failing(peer.url, TlsError, "self-signed certificate[^~]*REQUESTS_CA_BUNDLE")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
        assert Client(peer.url, "me", SECRET).get("/asterisk/ping").json()["ping"] == "pong"
        other = peer.url.replace("127.0.0.1", "localhost")
        failing(other, TlsError, "[Hh]ostname mismatch[^~]*the host's name as it stands in it")


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_certificates_that_can_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "ca.pem").write_text(content)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    with Peer(PONG) as peer:
        failing(peer.url.replace("http:", "https:"), TlsError, "REQUESTS_CA_BUNDLE")


def test_asterisks_own_tls(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, file = certificate(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    pbx = PrivateAsterisk(program=program)
    conf = pbx.conf["http.conf"]
    conf.set("general", "tlsenable", "yes")
    conf.set("general", "tlsbindaddr", f"127.0.0.1:{port}")
    conf.set("general", "tlscertfile", str(file))
    conf.set("general", "tlsprivatekey", str(tmp_path / "key.pem"))
    with pbx.start():
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
        client = Client(f"https://127.0.0.1:{port}", pbx.username, pbx.password)
        assert client.get("/asterisk/ping").json()["ping"] == "pong"
        failing(f"http://127.0.0.1:{port}", OutcomeUnknown, "begins with https://", "POST")
