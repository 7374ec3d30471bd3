"""The dashboard: all panels of one Asterisk and one application, in tabs."""

from __future__ import annotations

import importlib
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.panels import look
from arinb.panels.panel import Panel

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.pbx.private import PrivateAsterisk

# Each tab: where its panel's class is, and what that is given. One without a private Asterisk
# ("pbx") or without a connection ("ari") is left out where there is none.
TABS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("arinb.panels.phone.PhonePanel", ("pbx",)),
    ("arinb.panels.events.EventsPanel", ("ari",)),
    ("arinb.panels.requests.RequestsPanel", ("ari",)),
    ("arinb.panels.channels_and_bridges.ChannelsAndBridgesPanel", ("ari",)),
    ("arinb.panels.api_explorer.ApiExplorerPanel", ("ari",)),
    ("arinb.panels.configuration.ConfigurationPanel", ("pbx",)),
    ("arinb.panels.console.ConsolePanel", ("pbx",)),
    ("arinb.panels.status.StatusPanel", ("ari",)),
)


class Dashboard(Panel):
    """All panels of an Asterisk and an application, in tabs; only the one in front is painted.

    Parameters: `pbx`, a `PrivateAsterisk`, or None where the server is somebody else's; `ari`, as
    `arinb.connect()` returns it, or None before there is a connection.

    Fields: `panels`, by their titles.

    Example: `arinb.Dashboard(pbx, ari)`
    """

    TITLE: ClassVar[str] = "Dashboard"

    def __init__(self, pbx: PrivateAsterisk | None = None, ari: Connection | None = None) -> None:
        given = {"pbx": pbx, "ari": ari}
        super().__init__((ari.url, ari.app) if ari is not None else id(pbx))
        self.panels: dict[str, Panel] = {}
        for place, wanted in TABS:
            if all(given[name] is not None for name in wanted):
                panel = _class(place)(*(given[name] for name in wanted))
                self.panels[panel.TITLE] = panel
        # Set by a callback; read by the painter.
        self._front = 0

    def _below(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        if not self.panels:
            return ()
        boxes = [panel.box for panel in self.panels.values()]
        tabs = ipywidgets.Tab(boxes, titles=list(self.panels), selected_index=0)
        tabs.observe(lambda change: setattr(self, "_front", change["new"] or 0), "selected_index")
        return (tabs,)

    def _fingerprint(self) -> Hashable:
        return len(self.panels)

    def _html(self) -> str:
        return "" if self.panels else look.empty("No panels: give it a pbx, an ari, or both.")

    def _still(self) -> str:
        parts = []
        for panel in self.panels.values():
            panel.paint_safely()  # those behind were not painted for a while
            parts.append(f"<h4>{panel.TITLE}</h4>{panel.still()}")
        return "".join(parts)

    def paint(self) -> None:
        """Show what has changed in the panel in front.

        Example: `dashboard.paint()`
        """
        super().paint()
        for panel in list(self.panels.values())[self._front : self._front + 1]:
            if self.seen and not self.closed:
                panel.paint_safely()

    def close(self) -> None:
        """End it and all of its panels: their last state stays to be seen.

        Example: `dashboard.close()`
        """
        super().close()
        for panel in self.panels.values():
            panel.close()


def _class(place: str) -> Any:  # noqa: ANN401 - each panel takes what it takes
    module, _, name = place.rpartition(".")
    return getattr(importlib.import_module(module), name)
