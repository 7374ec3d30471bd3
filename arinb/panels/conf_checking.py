"""The findings of a text that somebody is typing: made beside, once the hands rest."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from arinb.pbx.conf import Finding, Findings

if TYPE_CHECKING:
    from arinb.panels.conf_draft import Draft

_PATIENCE = 5.0


class Checking:
    """The findings of a draft, made in a thread `arinb-check`, one at a time.

    Parameters: `draft`.

    Example: `Checking(draft).findings`
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        # Guards all that follows.
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._resting: str | None = None
        self._checked: str | None = None
        self._findings = Findings()

    @property
    def findings(self) -> Findings:
        """Those of the text that was checked last.

        Example: `checking.findings`
        """
        with self._lock:
            return self._findings

    @property
    def current(self) -> bool:
        """Whether they are those of the text as it is now.

        Example: `checking.current`
        """
        typed = self._draft.typed
        with self._lock:
            return self._checked == typed

    def tick(self) -> None:
        """Begin a check if there is a new text that has been the same since the last tick.

        Example: `checking.tick()`
        """
        typed = self._draft.typed
        with self._lock:
            rests, self._resting = typed == self._resting, typed
            first = self._checked is None
            if self._thread is not None or self._checked == typed or not (rests or first):
                return
            self._thread = threading.Thread(
                target=self._check, args=(typed,), name="arinb-check", daemon=True
            )
            self._thread.start()

    def join(self, timeout: float = _PATIENCE) -> None:
        """Wait until no check is at work.

        Parameters: `timeout`, seconds.

        Example: `checking.join()`
        """
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def forget(self) -> None:
        """Check again at the next tick: another file has changed that this one includes.

        Example: `checking.forget()`
        """
        with self._lock:
            self._checked = None

    def _check(self, typed: str) -> None:
        try:
            findings = self._draft.checked(typed)
        except Exception as error:  # noqa: BLE001 - shown as a finding
            findings = Findings([_failed(self._draft.name, error)])
        with self._lock:
            self._findings, self._checked, self._thread = findings, typed, None


def _failed(name: str, error: Exception) -> Finding:
    return Finding(
        name, 1, "warning", "This text could not be checked.", f"{type(error).__name__}.",
        "Apply it all the same, and look at what Asterisk's console says.",
    )  # fmt: skip
