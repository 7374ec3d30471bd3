"""The WebSocket's beginning: `GET /ari/events`, and what every way of failing means."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import requests
from urllib3.exceptions import NameResolutionError
from websocket import (
    WebSocket,
    WebSocketBadStatusException,
    WebSocketConnectionClosedException,
    WebSocketException,
    WebSocketTimeoutException,
)

from arinb.ari.exchange import Exchange
from arinb.ari.explain import answer_error
from arinb.ari.unanswered import unanswered
from arinb.errors import AriError, NotAsterisk

if TYPE_CHECKING:
    from arinb.ari.address import Address


# After 10 silent seconds TCP asks every 5 s, and gives up after the third time without an answer;
# what is sent has to arrive within as long.
SILENCE = 25
_KEEP_ALIVE = {
    "TCP_KEEPIDLE": 10,
    "TCP_KEEPINTVL": 5,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": SILENCE * 1000,
}

_UNANSWERED = (OSError, WebSocketConnectionClosedException, WebSocketTimeoutException)


class Line:
    """The socket that a connection is using, or is about to: any thread may hang it up.

    That ends whatever another thread is waiting for on it: a connection, an answer, an event.

    Example: `line.hang_up()`
    """

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._hung_up = False
        # Guards both: a socket that comes after hang_up() must not be missed.
        self._lock = threading.Lock()

    def hold(self, connected: socket.socket) -> None:
        """Take a socket that is about to be used.

        Raises `ConnectionAbortedError` after `hang_up()`.

        Example: `line.hold(websocket.sock)`
        """
        with self._lock:
            self._socket = connected
            if self._hung_up:
                raise ConnectionAbortedError("the connection was closed from here")

    def hang_up(self) -> None:
        """Shut the socket down, and let no other one be used.

        Example: `line.hang_up()`
        """
        with self._lock:
            self._hung_up = True
            if self._socket is not None:
                _shut_down(self._socket)


def open_websocket(
    address: Address,
    app: str,
    *,
    subscribe_all: bool,
    timeout: float,
    line: Line | None = None,
) -> WebSocket:
    """Return a WebSocket that receives the events of an application.

    Asterisk registers the application before it accepts the WebSocket, so no event is missed. No
    proxy is used. The password travels in the header Authorization, never in the URL.

    Parameters: `address`; `app`; `subscribe_all`, whether events of everything are wanted;
    `timeout`, seconds in all; `line`, which can end this and, later, the reading of events.

    Raises an `AriError` that says what is wrong, the same as a request would raise.

    Example: `open_websocket(address, "hello-world", subscribe_all=False, timeout=10)`
    """
    path = address.events_path(app, subscribe_all)
    exchange = Exchange("GET", address.url + path, address.username)
    began = time.monotonic()
    try:
        connected = _connected(address, timeout, line or Line())
        with _closed_on_error(connected), _deadline(connected, began + timeout):
            websocket = _accepted(address, path, connected)
    except (WebSocketException, OSError) as error:
        exchange.elapsed = time.monotonic() - began
        raise _explained(error, exchange, address, timeout) from None
    # From here on a thread of its own waits for frames, as long as it takes.
    websocket.settimeout(None)
    return websocket


def _connected(address: Address, timeout: float, line: Line) -> socket.socket:
    plain = _reached(address, timeout, line)
    with _closed_on_error(plain):
        _keep_alive(plain)
        if not address.secure:
            return plain
        # The same variable as for requests, so that both trust the same servers.
        context = ssl.create_default_context(cafile=os.environ.get("REQUESTS_CA_BUNDLE"))
        secured = context.wrap_socket(
            plain, server_hostname=address.host, do_handshake_on_connect=False
        )
    with _closed_on_error(secured):
        line.hold(secured)
        secured.do_handshake()
    return secured


def _reached(address: Address, timeout: float, line: Line) -> socket.socket:
    """Return a TCP connection: `socket.create_connection`, but another thread can end it."""
    failed: OSError = OSError(f"{address.host} has no address")
    for family, kind, protocol, _, where in socket.getaddrinfo(
        address.host, address.port, type=socket.SOCK_STREAM
    ):
        try:
            plain = socket.socket(family, kind, protocol)
            with _closed_on_error(plain):
                line.hold(plain)
                plain.settimeout(timeout)
                plain.connect(where)
                return plain
        except OSError as error:
            failed = error
    raise failed


def _accepted(address: Address, path: str, connected: socket.socket) -> WebSocket:
    # It only makes the connection and writes: what comes is read by `arinb.ari.receiving`, which
    # gets every byte after the answer's headers, since those are read one by one.
    websocket = WebSocket(skip_utf8_validation=True)
    websocket.connect(  # type: ignore[no-untyped-call]
        f"ws{address.url.removeprefix('http')}{path}",
        socket=connected,
        header=[f"Authorization: {address.authorization}"],
        subprotocols=["ari"],
        suppress_origin=True,
        redirect_limit=0,
    )
    return websocket


def _keep_alive(connected: socket.socket) -> None:
    """Have TCP find out within half a minute when the other side is gone without a word.

    The system does it, without a thread, and without a false alarm: an Asterisk that is too busy
    to answer, or is stopped in a debugger, has lost no event, and neither has this connection.
    """
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for name, value in _KEEP_ALIVE.items():
        if hasattr(socket, name):
            connected.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


@contextlib.contextmanager
def _closed_on_error(connected: socket.socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connected.close()
        raise


@contextlib.contextmanager
def _deadline(connected: socket.socket, deadline: float) -> Iterator[None]:
    """Hang up at the deadline, however slowly the other side goes on talking."""
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _shut_down, (connected,))
    timer.name, timer.daemon = "arinb-handshake-deadline", True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _shut_down(connected: socket.socket) -> None:
    """End whatever waits for a socket: it reads as ended."""
    with contextlib.suppress(OSError):
        # Not a TLS socket's own shutdown(): what came after it would be taken for plain text.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _explained(
    error: WebSocketException | OSError, exchange: Exchange, address: Address, timeout: float
) -> AriError:
    if isinstance(error, WebSocketBadStatusException):
        exchange.status, exchange.reason = error.status_code, error.status_message or ""
        exchange.headers, exchange.body = error.resp_headers or {}, error.resp_body or b""
        return answer_error(exchange) or _not_asterisk(exchange, address, "it took no WebSocket")
    if isinstance(error, _UNANSWERED):
        late = exchange.elapsed >= timeout
        return unanswered(_as_of_requests(error, exchange, late=late), exchange, address.url)
    why = f"what it said is no answer to a WebSocket: {error}"
    return _not_asterisk(exchange, address, why)


def _as_of_requests(
    error: Exception, exchange: Exchange, *, late: bool
) -> requests.RequestException:
    """Return the error that requests would raise: those are explained already."""
    if isinstance(error, socket.gaierror):
        # mypy: the connection, which nobody reads, may be missing.
        return requests.ConnectionError(NameResolutionError(exchange.host, None, error))  # type: ignore[arg-type]
    if isinstance(error, TimeoutError):
        return requests.ConnectTimeout(error)
    if late or isinstance(error, WebSocketTimeoutException):
        return requests.ReadTimeout(error)
    if isinstance(error, ssl.SSLError):
        return requests.exceptions.SSLError(error)
    if isinstance(error, ConnectionError | WebSocketException):
        return requests.ConnectionError(error)
    return requests.ConnectTimeout(error)


def _not_asterisk(exchange: Exchange, address: Address, why: str) -> NotAsterisk:
    return NotAsterisk(
        f"{address.url} answered, but not as Asterisk's web server does.",
        why=why,
        next_step="check host and port of the URL: Asterisk's web server listens on the port that "
        "http.conf names, 8088 unless it says otherwise",
        exchange=exchange,
    )
