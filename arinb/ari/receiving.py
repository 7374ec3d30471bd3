"""Reading one WebSocket until its end: what comes, and how it ended, go into the event log."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from websocket import STATUS_NORMAL, STATUS_PROTOCOL_ERROR, WebSocketException

from arinb.ari.frames import READ_AT_ONCE, BadFrame, Frames, Message, Messages
from arinb.ari.handshake import SILENCE

if TYPE_CHECKING:
    from websocket import WebSocket

    from arinb.ari.log import EventLog

# Of bytes that are no message, the log keeps so many.
KEPT = 4096
_PATIENCE = 1.0


@dataclass(frozen=True)
class End:
    """How a WebSocket ended.

    Fields: `how`, words that go on after "the connection was ended"; `failure`, the error behind
    it, if there is one; `replaced`, whether another connection has taken the application over.

    Example: `End("by the server, code 1001: going away")`
    """

    how: str = ""
    failure: BaseException | None = None
    replaced: bool = False


class Receiver:
    """Reads one WebSocket, in the thread that calls `run()`.

    Parameters: `websocket`, as `open_websocket` returns it; `log`, what to write into; `closing`,
    whether this side has begun to close it: what breaks off then is no loss.

    Example: `end = Receiver(websocket, log, closing.is_set).run()`
    """

    def __init__(self, websocket: WebSocket, log: EventLog, closing: Callable[[], bool]) -> None:
        self._websocket = websocket
        self._socket = cast("socket.socket", websocket.sock)
        self._log = log
        self._closing = closing
        self._frames = Frames()

    def run(self) -> End:
        """Write everything that comes into the log until the end, close the socket, and tell how.

        Example: `end = receiver.run()`
        """
        try:
            while (end := self._read()) is None:
                pass
        except BadFrame as error:
            end = self._bad(error)
        except (WebSocketException, OSError) as error:
            end = self._broken(_words(error), error)
        finally:
            self._socket.close()
        return end

    def _read(self) -> End | None:
        """Take what has come, all of it at once."""
        data = self._socket.recv(READ_AT_ONCE)
        if not data:
            why = "the other side hung up"
            return self._broken(why, ConnectionError(why))
        for messages in self._frames.feed(data):
            end = self._record(messages)
            if end is not None:
                return end
        return None

    def _record(self, messages: Messages) -> End | None:
        if isinstance(messages, list):
            if "ApplicationReplaced" not in self._log.record_events(messages):
                return None
            self._say_goodbye(STATUS_NORMAL)
            return End("by another connection", replaced=True)
        if messages.kind == "close":
            self._say_goodbye(STATUS_NORMAL)
            self._note_unfinished()
            return End(_goodbye(messages))
        if messages.kind == "ping":
            # In the thread that reads: over TLS no other one may write meanwhile.
            self._websocket.pong(messages.payload)
        elif messages.kind == "binary":
            self._log.record_malformed(messages.payload, "a binary frame; Asterisk sends text")
        return None

    def _bad(self, error: BadFrame) -> End:
        if not self._closing():
            self._log.record_malformed(self._frames.remains[:KEPT], f"unreadable: {error}")
        self._say_goodbye(STATUS_PROTOCOL_ERROR)
        return End(f"by arinb, which got {error}", error)

    def _broken(self, why: str, error: Exception) -> End:
        self._note_unfinished()
        return End(f"without a goodbye: {why}", error)

    def _note_unfinished(self) -> None:
        count = self._frames.unfinished
        if count and not self._closing():
            detail = f"the connection broke in the middle of a message: {count:,} bytes of it came"
            self._log.record_malformed(self._frames.remains[:KEPT], detail)

    def _say_goodbye(self, code: int) -> None:
        with contextlib.suppress(WebSocketException, OSError):
            self._websocket.settimeout(_PATIENCE)
            self._websocket.send_close(code)


def _goodbye(close: Message) -> str:
    """Return in words what a close frame says: its code and its reason."""
    if not close.payload:
        return "by the server, without a reason"
    code = int.from_bytes(close.payload[:2], "big")
    reason = close.payload[2:].decode("utf-8", "backslashreplace")
    return f"by the server, code {code}" + (f": {reason}" if reason else "")


def _words(error: Exception) -> str:
    """Say what an error of the network means."""
    if isinstance(error, ConnectionResetError):
        return "it was reset"
    if isinstance(error, TimeoutError):
        return f"no sign of life from the other side for {SILENCE} s"
    if isinstance(error, ssl.SSLError):
        return f"TLS failed: {error.reason or error}"
    return getattr(error, "strerror", None) or str(error)
