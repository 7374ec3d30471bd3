"""Panels: what happens on the telephone, live in the notebook."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arinb.panels.api_explorer import ApiExplorerPanel
    from arinb.panels.channels_and_bridges import ChannelsAndBridgesPanel
    from arinb.panels.configuration import ConfigurationPanel
    from arinb.panels.console import ConsolePanel
    from arinb.panels.dashboard import Dashboard
    from arinb.panels.events import EventsPanel
    from arinb.panels.phone import PhonePanel
    from arinb.panels.requests import RequestsPanel
    from arinb.panels.status import StatusPanel

__all__ = [
    "ApiExplorerPanel", "ChannelsAndBridgesPanel", "ConfigurationPanel", "ConsolePanel",
    "Dashboard", "EventsPanel", "PhonePanel", "RequestsPanel", "StatusPanel",
]  # fmt: skip

# Loaded when first used, as in arinb itself.
_ROOMS = {
    "ApiExplorerPanel": "arinb.panels.api_explorer",
    "ChannelsAndBridgesPanel": "arinb.panels.channels_and_bridges",
    "ConfigurationPanel": "arinb.panels.configuration", "ConsolePanel": "arinb.panels.console",
    "Dashboard": "arinb.panels.dashboard", "EventsPanel": "arinb.panels.events",
    "PhonePanel": "arinb.panels.phone", "RequestsPanel": "arinb.panels.requests",
    "StatusPanel": "arinb.panels.status",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'arinb.panels' has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
