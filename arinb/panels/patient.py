"""A panel with many widgets, which is painted a few of them at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from arinb.panels.panel import Panel

MOST = 2  # widgets that one painting changes beside the live part: each is a message


class PatientPanel(Panel):
    """A panel whose widgets are brought up to date by and by.

    Its `_fingerprint()` has `self._turn` in it, and its `_repaint()` calls `self._bring(…)`.

    Parameters: `target`, what it is about.

    Example: `PhonePanel(pbx.phone("1000"))`
    """

    def __init__(self, target: Hashable) -> None:
        super().__init__(target)
        # The painter's own: another number as long as not all is painted.
        self._turn = 0

    def _bring(self, updates: Iterable[tuple[Any, str, object]], most: int = MOST) -> None:
        """Give widgets their values: only those that differ, and some of them the next time.

        Parameters: `updates`, each a widget, the name of a trait, and its value; `most`, how many
        to change now.
        """
        for widget, name, value in updates:
            if getattr(widget, name) == value:
                continue
            if not most:
                self._turn += 1
                return
            setattr(widget, name, value)
            most -= 1
