"""The Enter key in a field of text."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

WAIT = 0.15  # seconds: the browser tells of the key before it tells what is in the field


def on_enter(field: Any, do: Callable[[], None]) -> None:  # noqa: ANN401 - ipywidgets has no types
    """Have something done when somebody presses Enter in a field.

    Parameters: `field`, an ipywidgets Text or Combobox; `do`, called in a thread `arinb-enter`,
    when the field's text has arrived.

    Example: `on_enter(self._command, self._run.start)`
    """

    def told(_: object, content: Mapping[str, object], __: object) -> None:
        if content.get("event") == "submit":
            timer = threading.Timer(WAIT, do)
            timer.name, timer.daemon = "arinb-enter", True
            timer.start()

    field.on_msg(told)
