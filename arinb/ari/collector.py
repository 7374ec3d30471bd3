"""The collector: a thread that writes what comes over the WebSocket into the event log."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from typing import TYPE_CHECKING, cast

from websocket import ABNF, WebSocketException

if TYPE_CHECKING:
    from websocket import WebSocket

    from arinb.ari.log import EventLog

_PATIENCE = 1.0
_JOIN = 5.0


class Collector:
    """Receives an application's events until the connection ends, in one daemon thread.

    The thread's name is `arinb-events-<application>`. It writes every frame into the log: events,
    malformed frames, and how the connection ended. It never prints and never dies silently.

    Parameters: `websocket`, connected, as `arinb.ari.handshake.open_websocket` returns it; `app`,
    the application's name; `log`, what to write into.

    Example: `Collector(open_websocket(target), "hello-world", log)`
    """

    def __init__(self, websocket: WebSocket, app: str, log: EventLog) -> None:
        self._websocket = websocket
        # Kept apart, since a WebSocket forgets its socket when the connection breaks.
        self._socket = cast("socket.socket", websocket.sock)
        self._log = log
        self._failure: BaseException | None = None
        self._closing = threading.Event()
        # Makes the first caller of close() the one who closes; others wait until it is done.
        self._close_lock = threading.Lock()
        self._thread = threading.Thread(
            target=self._collect, name=f"arinb-events-{app}", daemon=True
        )
        self._thread.start()

    @property
    def failure(self) -> BaseException | None:
        """What ended the thread, if that was an error: the cause of `ConnectionLost`.

        Example: `raise ConnectionLost(…) from collector.failure`
        """
        return self._failure

    @property
    def running(self) -> bool:
        """Whether the thread still receives.

        Example: `assert not collector.running`
        """
        return self._thread.is_alive()

    def close(self, why: str = "by close()") -> None:
        """Close the WebSocket and wait until the thread has ended; a second call does nothing.

        Parameters: `why`, a few words for the log's last row. A wait for an event in another thread
        ends at once with `ConnectionLost`; events that are still on their way are lost.

        Example: `collector.close("by a newer connect()")`
        """
        with self._close_lock:
            if self._closing.is_set():
                return
            self._closing.set()
            was_open = self._thread.is_alive()
            try:
                self._leave()
            finally:
                if was_open:
                    self._log.record_connection("closed", why)

    def _leave(self) -> None:
        """Say goodbye, and hang up when the other side takes its time."""
        hang_up = threading.Timer(_PATIENCE, self._hang_up)
        hang_up.name, hang_up.daemon = "arinb-hang-up", True
        hang_up.start()
        try:
            # Over TLS, one thread must not write while another one reads.
            if self._thread.is_alive() and not isinstance(self._socket, ssl.SSLSocket):
                with contextlib.suppress(WebSocketException, OSError):
                    self._websocket.send_close()
            else:
                self._hang_up()
            self._thread.join(_JOIN)
        finally:
            hang_up.cancel()
            self._hang_up()
            hang_up.join(_PATIENCE)
            self._socket.close()

    def _hang_up(self) -> None:
        """End the thread's blocking receive: a socket that is shut down reads as ended."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _collect(self) -> None:
        try:
            how = self._receive()
        except (WebSocketException, OSError) as error:
            self._failure = error
            how = f"without a goodbye: {error}"
        except Exception as error:  # noqa: BLE001 - kept here and raised, chained, by the next wait
            self._failure = error
            how = f"by an error in arinb itself: {error!r}"
        self._socket.close()
        if not self._closing.is_set():
            self._log.record_connection("lost", how)

    def _receive(self) -> str:
        """Write frames into the log until the other side closes; return how it did."""
        while True:
            # Pings are answered in here.
            opcode, frame = self._websocket.recv_data_frame()
            if opcode == ABNF.OPCODE_CLOSE:
                return _goodbye(frame.data)
            if opcode == ABNF.OPCODE_BINARY:
                self._log.record_malformed(frame.data, "a binary frame; Asterisk sends text")
                continue
            if self._log.record_event(frame.data).type == "ApplicationReplaced":
                self._log.record_connection(
                    "replaced", "another connection has taken this application over"
                )


def _goodbye(payload: bytes) -> str:
    """Return in words what a close frame says: its code and its reason."""
    if len(payload) < 2:
        return "by the server, without a reason"
    code = int.from_bytes(payload[:2], "big")
    reason = payload[2:].decode("utf-8", "backslashreplace")
    return f"by the server, code {code}" + (f": {reason}" if reason else "")
