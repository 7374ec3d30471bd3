"""A button whose action may take its time: in a thread of its own, "working…" meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from arinb.panels.panel import Panel

_PATIENCE = 1.0


class Action:
    """Something that a button does, and which may take long or go wrong.

    The button takes no second click while the action runs, and says "working…". What the action
    returns is shown below the panel as good news (None or "" shows nothing), what it raises as
    what went wrong. It must not print.

    Parameters: `panel`, whose it is; `label`, the button's; `do`, the action, called without
    arguments in a thread `arinb-action`; `icon`, a Font Awesome name such as "play", or "";
    `tooltip`, what the button does, in a sentence; `working`, what the button says meanwhile.

    Fields: `button`, the widget.

    Example: `Action(self, "Hang up", self._hang_up, icon="phone").button`
    """

    def __init__(
        self,
        panel: Panel,
        label: str,
        do: Callable[[], str | None],
        *,
        icon: str = "",
        tooltip: str = "",
        working: str = "working…",
    ) -> None:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self._panel = panel
        self._label = label
        self._do = do
        self._working = working
        self._thread: threading.Thread | None = None
        # Guards the thread: of two clicks at once, one starts it.
        self._lock = threading.Lock()
        layout = {"width": "auto", "min_width": "5em"}
        self.button: Any = ipywidgets.Button(
            description=label, icon=icon, tooltip=tooltip or label, layout=layout
        )
        self.button.on_click(lambda _: self.start())

    @property
    def running(self) -> bool:
        """Whether it is at work.

        Example: `assert not action.running`
        """
        with self._lock:
            return self._thread is not None

    def start(self) -> None:
        """Do it, in a thread; while it is at work, a second call does nothing.

        Example: `action.start()`
        """
        with self._lock:
            if self._thread is not None or self._panel.closed:
                return
            thread = threading.Thread(target=self._run, name="arinb-action", daemon=True)
            self._thread = thread
        self._show(self._working, disabled=True)
        thread.start()

    def join(self, timeout: float = _PATIENCE) -> bool:
        """Wait until it is done; return whether it is.

        Parameters: `timeout`, seconds.

        Example: `action.join()`
        """
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(timeout)
        return not self.running

    def _run(self) -> None:
        try:
            result = self._do()
        except Exception as error:  # noqa: BLE001 - shown in the panel
            self._panel.tell_error(error)
        else:
            self._panel.tell("good", result or "")
        finally:
            with self._lock:
                self._thread = None
            self._show(self._label, disabled=self._panel.closed)

    def _show(self, label: str, *, disabled: bool) -> None:
        with self.button.hold_sync():
            self.button.description = label
            self.button.disabled = disabled
