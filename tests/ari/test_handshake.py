"""Failing to connect: names and addresses that can't be right, and servers that are no Asterisk."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from arinb.ari.connection import connect
from arinb.errors import (
    AriError,
    BadRequestArgument,
    NotAsterisk,
    OutcomeUnknown,
    Refused,
    TlsError,
    UnknownHost,
)
from arinb.pbx.private import PrivateAsterisk
from tests.ari.secrets import SECRET, assert_secret_is_kept
from tests.ari.ws_peer import Wire, ws_peer


@dataclass
class Server:
    """Something with an URL, a user and a password."""

    url: str
    username: str = "asterisk"
    password: str = SECRET


@pytest.mark.parametrize(
    "app", ["", " ", "hello world", "a,b", "a\nb", "a;b", "a(b)", "x" * 73, "ü" * 37, 3, None]
)
def test_a_name_that_no_application_can_have(app: Any) -> None:
    with pytest.raises(BadRequestArgument, match="name of an application"):
        connect(Server("http://127.0.0.1:9"), app=app)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8088",
        "pbx.example",
        "ws://127.0.0.1:8088",
        "http://",
        "http://127.0.0.1:80880",
        f"http://me:{SECRET}/x@127.0.0.1",
        f"http://127.0.0.1:8088/ari/events?api_key=me:{SECRET}",
    ],
)
def test_what_is_no_url(url: str) -> None:
    with pytest.raises(BadRequestArgument, match="http://") as raised:
        connect(url, username="asterisk", password=SECRET, app="hello-world")
    assert_secret_is_kept(raised.value)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ({}, "username is missing"),
        ({"username": "asterisk"}, "password is missing"),
        ({"username": "a:b", "password": SECRET}, "can't be sent"),
        ({"username": "asterisk", "password": f"{SECRET}\r\nX-Evil: 1"}, "can't be sent"),
    ],
)
def test_who_can_not_be(who: dict[str, str], words: str) -> None:
    with pytest.raises(BadRequestArgument, match=words) as raised:
        connect("http://127.0.0.1:9", app="hello-world", **who)  # type: ignore[arg-type]
    assert_secret_is_kept(raised.value)


def test_what_is_no_target() -> None:
    with pytest.raises(BadRequestArgument, match="can't connect to a int"):
        connect(3, app="hello-world")  # type: ignore[arg-type]


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), "10"])
def test_what_is_no_timeout(timeout: Any) -> None:
    with pytest.raises(BadRequestArgument, match="timeout"):
        connect(Server("http://127.0.0.1:9"), app="hello-world", timeout=timeout)


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Refused, match=str(port)) as raised:
        connect(Server(f"http://127.0.0.1:{port}"), app="hello-world")
    assert_secret_is_kept(raised.value)


def test_no_such_host() -> None:
    with pytest.raises(UnknownHost):
        connect(Server("http://no-such-host.invalid:8088"), app="hello-world")


def says(text: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(text)


def drips(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"H")
        time.sleep(0.05)


HTML = b"<html>It works!</html>"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (says(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), NotAsterisk),
        (says(b"\xff\xff\xff\r\n\r\n"), NotAsterisk),
        (says(b"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n"), NotAsterisk),
        (
            says(
                b"HTTP/1.1 404 Not Found\r\nServer: nginx\r\nContent-Type: text/html\r\n"
                b"Content-Length: 22\r\n\r\n" + HTML
            ),
            NotAsterisk,
        ),
        (says(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/x\r\n\r\n"), NotAsterisk),
        (says(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"), NotAsterisk),
        (says(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nx"), OutcomeUnknown),
        (says(b""), OutcomeUnknown),
    ],
)
def test_a_server_that_is_not_asterisk(
    answer: Callable[[socket.socket], None], error: type[AriError]
) -> None:
    with ws_peer(answer=answer) as url, pytest.raises(error) as raised:
        connect(Server(url), app="hello-world")
    assert_secret_is_kept(raised.value)


@pytest.mark.parametrize("answer", [drips, lambda connection: connection.recv(1)])
def test_a_server_that_takes_its_time(answer: Callable[[socket.socket], None]) -> None:
    begin = time.monotonic()
    with ws_peer(answer=answer) as url, pytest.raises(OutcomeUnknown) as raised:
        connect(Server(url), app="hello-world", timeout=0.5)
    assert time.monotonic() - begin < 3
    assert_secret_is_kept(raised.value)


def test_https_where_only_http_is_spoken(shared_pbx: PrivateAsterisk) -> None:
    with pytest.raises(TlsError):
        connect(Server(shared_pbx.url.replace("http:", "https:")), app="hello-world")


def test_tls_is_trusted_only_with_a_certificate_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(tmp_path)
    with tls_peer(certificate) as url:
        with pytest.raises(TlsError):
            connect(Server(url), app="hello-world")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        with connect(Server(url), app="hello-world") as ari:
            assert ari.events.wait_for("A").application == "hello-world"
        assert repr(ari).endswith("closed>")


def self_signed(folder: Path) -> Path:
    both = folder / "both.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost "
        f"-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout {both} -out {folder}/cert.pem"
    )
    subprocess.run(command.split(), check=True, capture_output=True, timeout=30)
    both.write_text(both.read_text() + (folder / "cert.pem").read_text())
    return both


@contextmanager
def tls_peer(certificate: Path) -> Iterator[str]:
    """A scripted peer behind TLS: decrypted bytes are passed on, both ways."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def script(wire: Wire) -> None:
        wire.send(json.dumps({"type": "A", "application": "hello-world"}).encode())
        wire.until_closed()

    with ws_peer(script, wrap=context) as url:
        yield url.replace("http:", "https:")
