"""The widgets that a panel consists of, and which panel stands in which cell."""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from arinb.panels import look
from arinb.panels.meanwhile import hear_meanwhile

if TYPE_CHECKING:
    from arinb.panels.panel import Panel


class Parts:
    """The widgets of one panel, in a box: notice, controls, live part, what is below, a text.

    Parameters: `title`, the panel's name for screen readers; `controls` and `below`, its own
    widgets; `scrolls`, whether the live part has a height of its own.

    Example: `Parts("Events", [], []).box`
    """

    def __init__(
        self, title: str, controls: Sequence[Any], below: Sequence[Any], *, scrolls: bool = False
    ) -> None:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self.title = title
        self.notice = ipywidgets.HTML()
        self.live = ipywidgets.HTML()
        self.told = ipywidgets.HTML()
        style = ipywidgets.HTML(look.STYLE, layout={"display": "none"})
        parts = [style, self.notice, *controls, self.live, *below, self.told]
        self.box = ipywidgets.VBox(parts, layout={"width": "100%"})
        self.box.add_class("arinb-panel")
        self.box.add_class(f"arinb-live-{self.box.model_id}")
        if scrolls:
            # The widget scrolls, not its HTML: so a new painting keeps the place.
            self.live.add_class("arinb-scroll")
            self.live.tabbable = True
        # From now on the front end counts the views of this box.
        self.box._view_count = 0  # noqa: SLF001 - ipywidgets' way of asking for it
        hear_meanwhile(self.box)
        self._was_seen = False

    @property
    def seen(self) -> bool:
        """Whether anybody can see it, as far as is known.

        A front end that counts its views tells when the last one is gone: the output was cleared,
        or the notebook was closed. One that does not count is believed to show it.
        """
        views = self.box._view_count or 0  # noqa: SLF001 - as above
        self._was_seen = self._was_seen or views > 0
        return views > 0 or not self._was_seen

    def disable(self) -> None:
        """Make buttons and fields take nothing any more."""
        for widget in _inside(self.box):
            if hasattr(widget, "disabled"):
                widget.disabled = True

    def close(self) -> None:
        """Take it off the page, and out of the front end's memory."""
        for widget in [*_inside(self.box), self.box]:
            widget.close()


def row(*widgets: Any) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Return widgets side by side, in several lines where there is too little room.

    Example: `row(self._type, self._text, self._pause)`
    """
    import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

    box = ipywidgets.Box(widgets)
    box.add_class("arinb-controls")
    return box


def replace_in_cell(panel: Panel, key: Hashable) -> Panel | None:
    """Write down that the running cell shows this panel; return the one that it takes the place of.

    Parameters: `panel`; `key`, its class and target. Two cells may show the same twice.

    Example: `replace_in_cell(self, (EventsPanel, "http://127.0.0.1:8088"))`
    """
    place = (key, running_cell())
    with _places_lock:
        earlier = _places.get(place)
        _places[place] = panel
    return None if earlier is panel else earlier


def running_cell() -> str | None:
    """Return the id of the cell that is running, or None where nobody knows.

    Example: `running_cell()`
    """
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    parent = getattr(shell, "parent_header", None)
    if not isinstance(parent, dict):
        return None
    cell = parent.get("metadata", {}).get("cellId")
    return cell if isinstance(cell, str) else None


def _inside(box: Any) -> Iterator[Any]:  # noqa: ANN401 - ipywidgets has no types
    for child in getattr(box, "children", ()):
        yield from _inside(child)
        yield child


# The panels that are shown, by class, target and cell.
_places: weakref.WeakValueDictionary[Hashable, Panel] = weakref.WeakValueDictionary()
_places_lock = threading.Lock()
