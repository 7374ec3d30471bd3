"""A scripted server on loopback, for what no real Asterisk can be made to answer."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self, TypeAlias

PATIENCE = 10.0  # seconds after which no test waits any more

# Bytes to send before the connection is closed, or what to do with the connection instead.
Answer: TypeAlias = bytes | Callable[[socket.socket], None]


class Peer:
    """An HTTP server that answers one request after another as it is told.

    Each connection brings one request, and is closed after its answer; the last answer is given to
    all later requests too. `requests` holds what came, each whole, as bytes.
    """

    def __init__(self, *answers: Answer, wrap: ssl.SSLContext | None = None) -> None:
        self.requests: list[bytes] = []
        self._answers = list(answers)
        self._wrap = wrap
        self._connections: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http{'s' if wrap else ''}://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept, name="peer", daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in [self._listener, *self._connections]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                connection.settimeout(PATIENCE)
                self._connections.append(connection)
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), self._secured(plain) as connection:
            self.requests.append(_request(connection))
            answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)

    def _secured(self, plain: socket.socket) -> socket.socket:
        return plain if self._wrap is None else self._wrap.wrap_socket(plain, server_side=True)


def answer(status: str, body: bytes | str = b"", **headers: str) -> bytes:
    """Return the bytes of an answer: `answer("200 OK", "{}", server="Asterisk/22")`."""
    content = body if isinstance(body, bytes) else body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + content


def silence(connection: socket.socket) -> None:
    """Say nothing until the client goes away."""
    connection.recv(1)


def reset(connection: socket.socket) -> None:
    """Break the connection off hard, as a crash does."""
    no_lingering = b"\x01\0\0\0\0\0\0\0"
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_lingering)
    connection.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a server's TLS context with a certificate of its own, and that certificate's file."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


@contextlib.contextmanager
def full() -> Iterator[int]:
    """Hold a port of which nobody accepts connections any more; yield its number."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as s:
        address = listener.getsockname()
        for _ in range(3):
            waiting = s.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        yield address[1]


def _request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    length = re.search(rb"content-length: *(\d+)", received, re.IGNORECASE)
    end = received.index(b"\r\n\r\n") + 4 + (int(length[1]) if length else 0)
    while len(received) < end:
        received += _more(connection)
    return received


def _more(connection: socket.socket) -> bytes:
    more = connection.recv(65_536)
    if not more:
        raise ConnectionError("the client went away")
    return more
