"""A scripted WebSocket server on loopback, for faults that a real Asterisk never shows."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha1
from typing import TypeAlias

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
CONTINUATION = 0

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

_NOTHING_ELSE = (
    b"HTTP/1.1 404 Not Found\r\nServer: Asterisk/22\r\nContent-type: application/json\r\n"
    b'Content-Length: 32\r\n\r\n{"message":"Resource not found"}'
)


class Wire:
    """The server's end of one accepted WebSocket: sends any frame, right or wrong."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def send(self, payload: bytes, opcode: int = TEXT, *, fin: bool = True) -> None:
        """Send one frame, unmasked, as Asterisk does."""
        self.raw(frame(payload, opcode, fin=fin))

    def raw(self, data: bytes) -> None:
        """Send bytes that may be anything."""
        self._connection.sendall(data)

    def close(self, code: int, reason: bytes = b"") -> None:
        """Send a close frame."""
        self.send(struct.pack("!H", code) + reason, CLOSE)

    def reset(self) -> None:
        """Drop the connection with a TCP reset."""
        linger = struct.pack("ii", 1, 0)
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._connection.close()

    def receive(self) -> tuple[int, bytes]:
        """Return the client's next frame as opcode and payload; (0, b"") at the end."""
        with contextlib.suppress(ConnectionError, TimeoutError):
            head = self._exactly(2)
            mask = self._exactly(4)
            masked = self._exactly(head[1] & 0x7F)
            return head[0] & 0xF, bytes(b ^ mask[i % 4] for i, b in enumerate(masked))
        return 0, b""

    def until_closed(self) -> None:
        """Wait until the client goes away."""
        while self.receive() != (0, b""):
            pass

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            more = self._connection.recv(count - len(data))
            if not more:
                raise ConnectionError("ended")
            data += more
        return data


# What one connection gets.
Script: TypeAlias = Callable[[Wire], None] | bytes


def frame(payload: bytes, opcode: int = TEXT, *, fin: bool = True) -> bytes:
    """Return the bytes of one unmasked WebSocket frame."""
    first = bytes([(0x80 if fin else 0) | opcode])
    if len(payload) < 126:
        return first + bytes([len(payload)]) + payload
    if len(payload) < 65536:
        return first + struct.pack("!BH", 126, len(payload)) + payload
    return first + struct.pack("!BQ", 127, len(payload)) + payload


@contextlib.contextmanager
def ws_peer(
    *scripts: Script,
    answer: Callable[[socket.socket], None] | None = None,
    wrap: ssl.SSLContext | None = None,
    port: int = 0,
) -> Iterator[str]:
    """Serve WebSockets on loopback until the block ends, and yield the server's URL.

    Each connection takes the next of `scripts`, the last one serves all that follow: the WebSocket
    is accepted, the script called with it, and it is closed; bytes are an answer that does not
    accept it. With `answer`, what that function does is the answer to every request, and no
    WebSocket begins. With `wrap`, TLS is spoken.
    """
    listener = socket.create_server(("127.0.0.1", port))
    threads: list[threading.Thread] = []
    connections: list[socket.socket] = []
    left = list(scripts)

    def serve(plain: socket.socket) -> None:
        with plain, contextlib.suppress(OSError), _secured(plain, wrap) as connection:
            connections.append(connection)  # over TLS, `plain` is none any more
            request = _request(connection)
            if answer is not None:
                answer(connection)
            elif b"Sec-WebSocket-Key" not in request:
                connection.sendall(_NOTHING_ELSE)
            else:
                script = left.pop(0) if len(left) > 1 else left[0]
                connection.sendall(script if isinstance(script, bytes) else accepted(request))
                if not isinstance(script, bytes):
                    script(Wire(connection))

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.settimeout(10)
                connections.append(connection)
                threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
                threads[-1].start()

    acceptor = threading.Thread(target=accept, name="ws-peer", daemon=True)
    acceptor.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in [acceptor, *threads]:
            thread.join(10)


def _secured(plain: socket.socket, wrap: ssl.SSLContext | None) -> socket.socket:
    return plain if wrap is None else wrap.wrap_socket(plain, server_side=True)


def _request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        more = connection.recv(4096)
        if not more:
            raise OSError("the client went away")
        request += more
        if not request[:1].isalpha():
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            raise OSError("the client speaks no HTTP")
    return request


def accepted(request: bytes) -> bytes:
    """Return the answer that accepts a WebSocket."""
    fields = dict(line.split(b": ", 1) for line in request.split(b"\r\n")[1:] if b": " in line)
    accept = b64encode(sha1(fields[b"Sec-WebSocket-Key"] + _GUID).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\nSec-WebSocket-Protocol: ari\r\n\r\n"
    )
