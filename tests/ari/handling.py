"""What tests of handlers share: handlers that note what they are called with, and patience."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from arinb.ari.events import Event
from tests.ari.calls import Call

PATIENCE = 5.0
DIGIT = "ChannelDtmfReceived"


def until(condition: Callable[[], bool]) -> None:
    """Wait until something that another thread brings about is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def threads() -> list[str]:
    """The handlers' threads that are alive."""
    return [t.name for t in threading.enumerate() if t.name == "arinb-handlers-hello-world"]


def press(call: Call, *digits: object) -> None:
    """Have a caller press keys."""
    for digit in digits:
        call.happens(DIGIT, digit=str(digit), channel={"id": "7"})


class Digits:
    """A handler that collects what it is called with."""

    def __init__(self, enough: int = 1) -> None:
        self.heard: list[str] = []
        self._enough = enough
        self._done = threading.Event()

    def __call__(self, event: Event) -> None:
        self.heard.append(event["digit"])
        if len(self.heard) >= self._enough:
            self._done.set()

    def wait(self) -> list[str]:
        assert self._done.wait(PATIENCE)
        return self.heard


def press_until(call: Call, condition: Callable[[], bool]) -> None:
    """Have a caller press a key, and wait for what that brings about."""
    press(call, 1)
    until(condition)


def fail(event: Event) -> None:
    """A handler that fails."""
    raise ZeroDivisionError(f"at {event['digit']}")


def noting(came: list[str], name: str) -> Callable[[Event], None]:
    """Return a handler that notes its name, and the digit."""
    return lambda event: came.append(name + event["digit"])
