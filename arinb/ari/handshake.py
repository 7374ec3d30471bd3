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


_UNANSWERED = (OSError, WebSocketConnectionClosedException, WebSocketTimeoutException)


def open_websocket(address: Address, app: str, *, subscribe_all: bool, timeout: float) -> WebSocket:
    """Return a WebSocket that receives the events of an application.

    Asterisk registers the application before it accepts the WebSocket, so no event is missed. No
    proxy is used. The password travels in the header Authorization, never in the URL.

    Parameters: `address`; `app`; `subscribe_all`, whether events of everything are wanted;
    `timeout`, seconds in all.

    Raises an `AriError` that says what is wrong, the same as a request would raise.

    Example: `open_websocket(address, "hello-world", subscribe_all=False, timeout=10)`
    """
    path = address.events_path(app, subscribe_all)
    exchange = Exchange("GET", address.url + path, address.username)
    began = time.monotonic()
    try:
        connected = _connected(address, timeout)
        with _deadline(connected, began + timeout):
            websocket = _accepted(address, path, connected)
    except (WebSocketException, OSError) as error:
        exchange.elapsed = time.monotonic() - began
        raise _explained(error, exchange, address, timeout) from None
    # From here on a thread of its own waits for frames, as long as it takes.
    websocket.settimeout(None)
    return websocket


def _connected(address: Address, timeout: float) -> socket.socket:
    plain = socket.create_connection((address.host, address.port), timeout)
    if not address.secure:
        return plain
    # The same variable as for requests, so that both trust the same servers.
    context = ssl.create_default_context(cafile=os.environ.get("REQUESTS_CA_BUNDLE"))
    try:
        return context.wrap_socket(plain, server_hostname=address.host)
    except OSError:
        plain.close()
        raise


def _accepted(address: Address, path: str, connected: socket.socket) -> WebSocket:
    _keep_alive(connected)
    # Its check of UTF-8 is slow, and the log checks every frame itself.
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
    """Have TCP find out within a minute when the other side is gone without a word."""
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}.items():
        if hasattr(socket, name):
            connected.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


@contextlib.contextmanager
def _deadline(connected: socket.socket, deadline: float) -> Iterator[None]:
    """Hang up at the deadline, however slowly the other side goes on talking."""

    def hang_up() -> None:
        with contextlib.suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), hang_up)
    timer.name, timer.daemon = "arinb-handshake-deadline", True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


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
