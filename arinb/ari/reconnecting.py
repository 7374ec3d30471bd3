"""Getting a lost WebSocket back: when to try, and what the log says of it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from arinb.errors import AriError, BadRequest, Forbidden, NotAuthenticated, OutcomeUnknown

if TYPE_CHECKING:
    from websocket import WebSocket

    from arinb.ari.log import EventLog

# Seconds: the first attempt comes within FIRST after the loss; each later one waits up to twice as
# long as the one before, up to LONGEST. A connection that lasted for LONGEST begins anew.
FIRST = 0.1
LONGEST = 5.0

# What no attempt can cure: a person has to change a password, an access list or a name.
HOPELESS = (NotAuthenticated, Forbidden, BadRequest)

# Of an application that is subscribed to everything, when its WebSocket ends while the state of a
# device changes: then Asterisk (met with 22.10.1) accepts no WebSocket for it any more.
_FREEZES = "https://github.com/asterisk/asterisk/issues/2170"


class Backoff:
    """How long to wait before each attempt: at random, so that clients do not come all at once.

    Example: `closing.wait(backoff.pause())`
    """

    def __init__(self) -> None:
        self._longest = FIRST

    def pause(self) -> float:
        """Return the seconds to wait before the next attempt.

        Example: `time.sleep(backoff.pause())`
        """
        longest, self._longest = self._longest, min(2 * self._longest, LONGEST)
        return random.uniform(0, longest)  # noqa: S311 - nobody has to be unable to guess it

    def lasted(self, seconds: float) -> None:
        """Begin anew if a connection lasted long enough to call it good.

        Without this rule, a server that accepts and drops would be asked many times a second.

        Example: `backoff.lasted(time.monotonic() - opened)`
        """
        if seconds >= LONGEST:
            self._longest = FIRST


class Reconnector:
    """Opens a lost WebSocket again, in the thread that calls `again()`.

    Parameters: `reopen`, opens it, or raises an `AriError`; `log`, where each attempt is a row;
    `closing`, which ends the waiting when it is set.

    Example: `websocket = Reconnector(reopen, log, closing).again()`
    """

    def __init__(
        self, reopen: Callable[[], WebSocket], log: EventLog, closing: threading.Event
    ) -> None:
        self._reopen = reopen
        self._log = log
        self._closing = closing
        self._backoff = Backoff()
        self._opened = time.monotonic()
        # Held while a WebSocket is being opened: a newer connect() to the same application takes
        # it too, so that the two do not take the application from each other.
        self.opening = threading.Lock()

    def again(self) -> WebSocket | None:
        """Try until the WebSocket is open, and return it; None when `closing` was set.

        Raises the `AriError` that no further attempt could cure.

        Example: `websocket = reconnector.again()`
        """
        lost = time.monotonic()
        self._backoff.lasted(lost - self._opened)
        attempt, before = 0, ""
        while not self._closing.wait(self._backoff.pause()):
            if not self.opening.acquire(blocking=False):
                continue
            attempt += 1
            try:
                self._say("trying", f"attempt {attempt} after {_since(lost)}{before}")
                websocket = self._reopen()
            except HOPELESS:
                raise
            except AriError as error:
                before = f"; attempt {attempt} {_how(error)}"
            else:
                self._opened = time.monotonic()
                return self._welcome(websocket, f"after {_since(lost)}, with attempt {attempt}")
            finally:
                self.opening.release()
        return None

    def _welcome(self, websocket: WebSocket, when: str) -> WebSocket | None:
        if self._closing.is_set():
            websocket.shutdown()  # type: ignore[no-untyped-call]
            return None
        self._say(
            "back",
            f"{when}; what happened in between is not in this log, and subscriptions and filters "
            "that were set with requests may have to be set again",
        )
        return websocket

    def _say(self, state: str, detail: str) -> None:
        if not self._closing.is_set():
            self._log.record_connection(state, detail)


def in_short(error: AriError) -> str:
    """Return what happened and why, in one line.

    Example: `in_short(error)`
    """
    return " ".join(f"{error.what} {error.why}".split()).rstrip(".")


def _how(error: AriError) -> str:
    """Say how an attempt failed, as a sentence that begins with the attempt."""
    said = in_short(error)
    if isinstance(error, OutcomeUnknown):
        said += f"; if this goes on, restart Asterisk: it may be frozen ({_FREEZES})"
    of_the_request = said.removeprefix("GET /ari/events ")
    return of_the_request if of_the_request != said else f"failed: {said}"


def _since(moment: float) -> str:
    return f"{time.monotonic() - moment:.1f} s"
