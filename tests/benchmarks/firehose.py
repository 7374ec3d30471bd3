"""A server that sends events as fast as the socket takes them, and is an Asterisk in all else.

`/ari/events` is its own: with `app=paced` it sends one event every 5 ms, which says when it was
sent; with any other name it sends the same frames over and over. All other requests go to a real
Asterisk, byte by byte, so client libraries that ask it for something run as they are.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import itertools
import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.worker import Where

FRAMES = 100_000
PACE = 0.005
LONGEST_HEAD = 1 << 16
PATIENCE = 10.0

_ROOT = Path(__file__).parents[2]
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_EVENT = {
    "variable": "counter",
    "value": "VALUE",
    "type": "ChannelVarset",
    "timestamp": "2026-01-01T12:00:00.000+0000",
    "channel": {
        "id": "1767268800.CALL",
        "name": "Local/1000@from-internal-CALL;2",
        "state": "Up",
        "protocol_id": "",
        "caller": {"name": "Alice Example", "number": "+15550100001"},
        "connected": {"name": "Bob Example", "number": "+15550100002"},
        "accountcode": "",
        "dialplan": {
            "context": "from-internal",
            "exten": "1000",
            "priority": 2,
            "app_name": "Set",
            "app_data": "counter=VALUE",
        },
        "creationtime": "2026-01-01T12:00:00.000+0000",
        "language": "en",
    },
    "asterisk_id": "00:00:00:00:00:00",
    "application": "firehose",
}
_TEMPLATE = json.dumps(_EVENT, separators=(",", ":")).encode().replace(b"VALUE", b"%(value)s")
_TEMPLATE = _TEMPLATE.replace(b"CALL", b"%(call)08x")


def event(value: str, call: int = 1) -> bytes:
    """The JSON of one event of some call, with a counter or a time in it: about 590 bytes."""
    return _TEMPLATE % {b"value": value.encode(), b"call": call}


def numbered(number: int) -> bytes:
    """One of the events that come over and over."""
    return event(f"{number % FRAMES:08}")


def gaps(numbers: list[int]) -> int:
    """How often a number is not the one after that before it."""
    return sum((one + 1) % FRAMES != next_ for one, next_ in itertools.pairwise(numbers))


@contextmanager
def firehose(at: Where) -> Iterator[Where]:
    """Run one in a process of its own, beside an Asterisk; it is where that seems to be."""
    command = [sys.executable, "-m", "tests.benchmarks.firehose", at.url]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield at._replace(url=f"http://127.0.0.1:{int(process.stdout.readline())}")
        finally:
            process.kill()


def _serve(connection: socket.socket, asterisk: tuple[str, int], frames: bytes) -> None:
    with connection, contextlib.suppress(OSError):
        connection.settimeout(PATIENCE)
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(LONGEST_HEAD)
            head += more
            if not more or len(head) > LONGEST_HEAD:
                return
        connection.settimeout(None)
        if not head.startswith(b"GET /ari/events?"):
            _relay(connection, head, asterisk)
            return
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(_accepted(head.decode()))
        if re.search(rb"[?&]app=paced[& ]", head):
            while not _says_goodbye(connection):
                connection.sendall(_frame(event(f"{time.monotonic_ns():020}")))
                time.sleep(PACE)
        while not _says_goodbye(connection):
            connection.sendall(frames)


def _accepted(head: str) -> bytes:
    key = re.search(r"(?im)^sec-websocket-key: *(\S+)", head)
    digest = hashlib.sha1(f"{key[1] if key else ''}{_GUID}".encode()).digest()
    lines = [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}",
    ]
    if re.search(r"(?im)^sec-websocket-protocol:", head):
        lines.append("Sec-WebSocket-Protocol: ari")
    return "\r\n".join([*lines, "", ""]).encode()


def _frame(payload: bytes) -> bytes:
    assert 125 < len(payload) < 1 << 16
    return b"\x81\x7e" + len(payload).to_bytes(2, "big") + payload


def _says_goodbye(connection: socket.socket) -> bool:
    with contextlib.suppress(BlockingIOError):
        said = connection.recv(LONGEST_HEAD, socket.MSG_DONTWAIT)
        return said[:1] in (b"", b"\x88")  # the end, or a close frame
    return False


def _relay(connection: socket.socket, head: bytes, asterisk: tuple[str, int]) -> None:
    """Pass on what either side says, until one of them hangs up."""
    with socket.create_connection(asterisk, PATIENCE) as other:
        other.settimeout(None)
        other.sendall(head)
        threading.Thread(target=_pass_on, args=(connection, other), daemon=True).start()
        _pass_on(other, connection)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(LONGEST_HEAD):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def main(url: str) -> None:
    """Serve until the process that has started this one is gone."""
    host, port = url.removeprefix("http://").split(":")
    frames = b"".join(_frame(numbered(number)) for number in range(FRAMES))
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            connection, _ = server.accept()
            about = (connection, (host, int(port)), frames)
            threading.Thread(target=_serve, args=about, daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    print(server.getsockname()[1], flush=True)  # noqa: T201 - this is how it is found
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
