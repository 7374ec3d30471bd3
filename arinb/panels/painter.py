"""The painter: one thread that brings all open panels up to date, at most five times a second."""

from __future__ import annotations

import threading
import time
from typing import Protocol

PERIOD = 0.25  # seconds between two paintings of a panel, each of two messages at most
SHARE = 0.25  # of the time, at most, is spent on painting: the rest is the learner's
_PATIENCE = 2.0


class Paintable(Protocol):
    """What the painter paints: a panel.

    Example: `painter.add(panel)`
    """

    def paint_safely(self) -> None:
        """Show what has changed, if anything has; keep and show what goes wrong."""


class Painter:
    """Paints the panels that are open, in one daemon thread named `arinb-painter`.

    The thread starts with the first panel and ends with the last. It never prints, and an error in
    one panel neither ends it nor keeps the others from being painted.

    Parameters: `period`, the least number of seconds between two paintings.

    Example: `painter.add(panel)`
    """

    def __init__(self, period: float = PERIOD) -> None:
        self._period = period
        self._panels: list[Paintable] = []
        self._thread: threading.Thread | None = None
        # Guards both of the above, and is notified when the last panel leaves.
        self._changed = threading.Condition(threading.Lock())

    @property
    def running(self) -> bool:
        """Whether the thread is alive.

        Example: `assert not painter.running`
        """
        with self._changed:
            return self._thread is not None and self._thread.is_alive()

    def add(self, panel: Paintable) -> None:
        """Paint a panel from now on; a second call does nothing.

        Example: `painter.add(panel)`
        """
        with self._changed:
            if any(panel is known for known in self._panels):
                return
            self._panels.append(panel)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="arinb-painter", daemon=True)
                self._thread.start()

    def remove(self, panel: Paintable) -> None:
        """Paint a panel no more; with the last one the thread ends.

        Example: `painter.remove(panel)`
        """
        with self._changed:
            self._panels = [known for known in self._panels if known is not panel]
            if self._panels:
                return
            ending, self._thread = self._thread, None
            self._changed.notify_all()
        if ending is not None and ending is not threading.current_thread():
            ending.join(_PATIENCE)

    def _run(self) -> None:
        me = threading.current_thread()
        while True:
            began = time.monotonic()
            with self._changed:
                if self._thread is not me:
                    return
                panels = list(self._panels)
            for panel in panels:
                panel.paint_safely()
            spent = time.monotonic() - began
            with self._changed:
                pause = max(self._period - spent, spent / SHARE - spent)
                self._changed.wait_for(lambda: self._thread is not me, pause)


painter = Painter()
