"""Errors of handlers: kept in their thread, told by the next call of the program."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import Any

from arinb.ari.exchange import visible
from arinb.errors import ArinbError, HandlerFailed

_NEXT_STEP = "correct the function and run its cell again; with later events it is still called"


class Failures:
    """The errors that nobody has been told yet: the first one, and how many came after it.

    Example: `failures.keep("The handler on_key failed with StasisEnd at row 9.", on_key, error)`
    """

    def __init__(self) -> None:
        # Guards the two below.
        self._lock = threading.Lock()
        self._first: HandlerFailed | None = None
        self._more = 0

    def keep(self, what: str, function: Callable[..., Any] | None, error: BaseException) -> None:
        """Keep an error until somebody asks for it.

        Parameters: `what` happened, one sentence; `function`, the handler's; `error`.

        Example: `failures.keep("The handler on_key failed.", on_key, error)`
        """
        step = error.next_step if isinstance(error, ArinbError) else ""
        failed = HandlerFailed(what, why=_in_words(function, error), next_step=step or _NEXT_STEP)
        failed.__cause__ = error
        with self._lock:
            if self._first is None:
                self._first = failed
            else:
                self._more += 1

    @property
    def first(self) -> HandlerFailed | None:
        """The first error that nobody has been told yet, or None; it does not count as told.

        Example: `failures.first`
        """
        with self._lock:
            return self._first

    def take(self) -> HandlerFailed | None:
        """Return the first error as the program shall hear of it, or None; then it counts as told.

        Example: `if (failed := failures.take()) is not None: raise failed`
        """
        with self._lock:
            failed, more = self._first, self._more
            self._first, self._more = None, 0
        if failed is not None and more:
            calls = "one more call" if more == 1 else f"{more} more calls"
            failed.why += f"; {calls} of handlers failed after it"
        return failed


def name_of(function: Callable[..., Any]) -> str:
    """Return what a function is called.

    Example: `name_of(print)` → `"print"`
    """
    return str(getattr(function, "__name__", type(function).__name__))


def _in_words(function: Callable[..., Any] | None, error: BaseException) -> str:
    """An error and the line of the handler that raised it."""
    said = error.what if isinstance(error, ArinbError) else str(error)
    words = visible(f"{type(error).__name__}: {said}".rstrip(": "))
    code = getattr(function, "__code__", None)
    steps = traceback.extract_tb(error.__traceback__)
    inside = [step for step in steps if code is not None and step.filename == code.co_filename]
    if not inside:
        return words
    return f"{words}, in line {inside[-1].lineno} of {inside[-1].name}: {inside[-1].line}"
