"""The collector: a thread that writes what comes over the WebSocket into the event log."""

from __future__ import annotations

import array
import contextlib
import fcntl
import ssl
import termios
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from websocket import WebSocketException

from arinb.ari.handshake import Line
from arinb.ari.receiving import Receiver
from arinb.ari.reconnecting import Reconnector, in_short
from arinb.errors import AriError

if TYPE_CHECKING:
    import socket

    from websocket import WebSocket

    from arinb.ari.log import EventLog

_PATIENCE = 1.0
_JOIN = 5.0

# States of the connection after which no event can come.
_ENDS = ("closed", "replaced", "refused")


class Collector:
    """Receives an application's events, in one daemon thread.

    The thread's name is `arinb-events-<application>`. It writes every frame into the log: events,
    malformed frames, and how the connection ended. If it can, it then opens the connection again,
    and the log says so. It never prints and never dies silently.

    Parameters: `websocket`, connected, as `arinb.ari.handshake.open_websocket` returns it; `app`,
    the application's name; `log`, what to write into; `reopen`, opens a lost WebSocket again, with
    a `Line`, or None if nobody shall; `when_back`, called each time that it is open again.

    Example: `Collector(open_websocket(target), "hello-world", log)`
    """

    def __init__(
        self,
        websocket: WebSocket,
        app: str,
        log: EventLog,
        *,
        reopen: Callable[[Line], WebSocket] | None = None,
        when_back: Callable[[], object] = lambda: None,
    ) -> None:
        self._websocket = websocket
        self._log = log
        self._line = Line()
        self._line.hold(cast("socket.socket", websocket.sock))
        self._when_back = when_back
        self._closing = threading.Event()
        self._reconnector: Reconnector | None = None
        if reopen is not None:
            self._reconnector = Reconnector(lambda: reopen(self._line), log, self._closing)
        self._failure: BaseException | None = None
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
        """Whether the thread still receives, or tries to get the connection back.

        Example: `assert not collector.running`
        """
        return self._thread.is_alive()

    @property
    def over(self) -> bool:
        """Whether no event can come any more, as the log says too.

        Example: `assert collector.over`
        """
        connection = self._log.connection
        state = None if connection is None else connection.type
        return state in _ENDS or (state == "lost" and self._reconnector is None)

    @property
    def backlog(self) -> int:
        """How many bytes this machine has received that nobody has read yet; 0 when not connected.

        Example: `collector.backlog`
        """
        waiting, connected = array.array("i", [0]), self._websocket.sock
        with contextlib.suppress(OSError, ValueError):  # it has just been closed
            if connected is not None:
                fcntl.ioctl(connected.fileno(), termios.FIONREAD, waiting)
        return waiting[0]

    @contextlib.contextmanager
    def kept_from_opening(self) -> Iterator[None]:
        """Not try to get a lost connection back while the block lasts.

        Example: `with collector.kept_from_opening(): …`
        """
        reconnector = self._reconnector
        with reconnector.opening if reconnector is not None else contextlib.nullcontext():
            yield

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
            try:
                self._leave()
            finally:
                # How it was lost or refused says more.
                if not self.over or self._state == "replaced":
                    self._log.record_connection("closed", why)

    @property
    def _state(self) -> str:
        connection = self._log.connection
        return "" if connection is None else connection.type

    def _leave(self) -> None:
        """Say goodbye, and hang up when the other side takes its time."""
        hang_up = threading.Timer(_PATIENCE, self._line.hang_up)
        hang_up.name, hang_up.daemon = "arinb-hang-up", True
        hang_up.start()
        try:
            websocket = self._websocket
            # Over TLS, one thread must not write while another one reads.
            if self._state in ("opened", "back") and not isinstance(websocket.sock, ssl.SSLSocket):
                with contextlib.suppress(WebSocketException, OSError):
                    websocket.send_close()
            else:
                self._line.hang_up()
            self._thread.join(_JOIN)
        finally:
            hang_up.cancel()
            self._line.hang_up()
            hang_up.join(_PATIENCE)

    def _collect(self) -> None:
        try:
            while self._received():
                pass
        except Exception as error:  # noqa: BLE001 - kept here and raised, chained, by the next wait
            self._reconnector = None
            self._end("lost", f"by an error in arinb itself: {error!r}", error)

    def _received(self) -> bool:
        """Receive until the connection ends; whether there is a new one then."""
        end = Receiver(self._websocket, self._log, self._closing.is_set).run()
        if end.replaced:
            self._end("replaced", "another connection has taken this application over", end.failure)
        elif self._reconnector is None:
            self._end("lost", end.how, end.failure)
        elif not self._closing.is_set():
            self._log.record_connection("lost", end.how)
            return self._is_back(self._reconnector)
        return False

    def _is_back(self, reconnector: Reconnector) -> bool:
        try:
            websocket = reconnector.again()
        except AriError as error:
            self._end("refused", in_short(error), error)
            return False
        if websocket is None:
            return False
        self._websocket = websocket
        self._when_back()
        return True

    def _end(self, state: str, detail: str, failure: BaseException | None) -> None:
        if not self._closing.is_set():
            self._failure = failure
            self._log.record_connection(state, detail)
