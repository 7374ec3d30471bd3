"""Buttons that work while a cell runs.

JupyterLab sends what is pressed to a thread of the kernel of its own, a subshell. ipykernel 7.4
sends it on to where the widget last spoke from, which is the main thread, and there it waits until
the cell has ended. So our widgets are taken out of that.
"""

from __future__ import annotations

from typing import Any


def hear_meanwhile(widget: Any) -> None:  # noqa: ANN401 - ipywidgets has no types
    """Let a widget and all in it hear the browser while a cell runs.

    A kernel that does not send anything on is left as it is.

    Parameters: `widget`, such as a panel's box.

    Example: `hear_meanwhile(panel.box)`
    """
    comm = widget.comm
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = _as_it_came  # noqa: SLF001 - there is no other way
    for child in getattr(widget, "children", ()):
        hear_meanwhile(child)


def _as_it_came(_: object, subshell: str | None) -> str | None:
    """Where the browser has sent it."""
    return subshell
