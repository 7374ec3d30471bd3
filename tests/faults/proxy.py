"""A TCP proxy on loopback that cuts, stalls, and knows what it has passed on."""

from __future__ import annotations

import contextlib
import fcntl
import socket
import struct
import termios
import threading
import time
from typing import Self

PATIENCE = 10.0
CHUNK = 65_536


class Stream:
    """The bytes of one WebSocket, as they were passed on to the client."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self._chunks: list[bytes] = []

    def passed(self, data: bytes) -> None:
        """Note down what was passed on."""
        self._chunks.append(data)

    def texts(self) -> tuple[list[bytes], int]:
        """The text frames that were passed on whole, and the bytes of one that was not.

        Read in the plainest way there is: it is what arinb's own way is measured against.
        """
        head, _, data = b"".join(self._chunks).partition(b"\r\n\r\n")
        texts, position = [], 0
        if not head.startswith(b"HTTP/1.1 101 "):
            return [], 0
        while position + 4 <= len(data):
            assert data[position] == 0x81, data[position : position + 20]
            length, start = data[position + 1], position + 2
            if length == 126:
                length, start = struct.unpack_from("!H", data, start)[0], start + 2
            assert length < 65_536
            if start + length > len(data):
                break
            texts.append(data[start : start + length])
            position = start + length
        return texts, len(data) - position


class Proxy:
    """Passes everything on between clients and a server; `streams` are its WebSockets so far."""

    def __init__(self, port: int) -> None:
        self.streams: list[Stream] = []
        self._server = ("127.0.0.1", port)
        self._flowing = threading.Event()
        self._flowing.set()
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        # How the next piece for a client is cut: how much of it is passed on, and how it ends.
        self._scissors: tuple[float, bool] | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._start(self._accept)

    def cut(self, share: float = 0.5, *, reset: bool = False) -> None:
        """Pass on only a share of the next piece for a WebSocket, and end that: RST, or FIN."""
        self._scissors = (share, reset)

    def stall(self) -> None:
        """Pass nothing on to clients."""
        self._flowing.clear()

    def flow(self) -> None:
        """Pass everything on again."""
        self._flowing.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.flow()
        for each in [self._listener, *self._sockets]:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _start(self, function: object, *args: object) -> threading.Thread:
        thread = threading.Thread(target=function, args=args, name="proxy", daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._sockets.append(client)
                self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        # While Asterisk is down, the client is hung up on without an answer.
        with (
            client,
            contextlib.suppress(OSError),
            socket.create_connection(self._server) as server,
        ):
            self._sockets.append(server)
            request = client.recv(CHUNK)
            server.sendall(request)
            stream = None
            if request.startswith(b"GET /ari/events"):
                stream = Stream()
                self.streams.append(stream)
            reader = self._start(_pass_all, client, server)
            self._pass_back(server, client, stream)
            # Nobody may be reading a socket that is closed: it would stay open.
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RD)
            reader.join(PATIENCE)

    def _pass_back(self, server: socket.socket, client: socket.socket, to: Stream | None) -> None:
        """Pass on what comes from the server; as told, and noted down, if it is a WebSocket."""
        try:
            while data := server.recv(CHUNK):
                self._flowing.wait()
                scissors = self._scissors if to is not None else None
                if scissors is not None:
                    self._scissors = None
                    data = data[: int(len(data) * scissors[0])]
                client.sendall(data)
                if to is not None:
                    to.passed(data)
                if scissors is not None:
                    _end(client, reset=scissors[1])
                    return
        finally:
            if to is not None:
                to.over.set()
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)


def _pass_all(source: socket.socket, to: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK):
            to.sendall(data)
        to.shutdown(socket.SHUT_WR)


def _end(client: socket.socket, *, reset: bool) -> None:
    """End a connection when all that was sent has arrived."""
    deadline = time.monotonic() + PATIENCE
    while _on_the_way(client) and time.monotonic() < deadline:
        time.sleep(0.001)
    if reset:
        # Closed like this, it is reset.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        client.shutdown(socket.SHUT_RDWR)


def _on_the_way(client: socket.socket) -> int:
    """Of the bytes that were sent, how many the other side's machine has not acknowledged."""
    answer = fcntl.ioctl(client, termios.TIOCOUTQ, b"\0" * 4)
    return int.from_bytes(answer, "little")
