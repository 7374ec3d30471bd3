"""arinb: learn and explore the Asterisk REST Interface (ARI) in Jupyter, on a real Asterisk."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from arinb.errors import ArinbError

if TYPE_CHECKING:
    from arinb.ari import api
    from arinb.ari.client import Client
    from arinb.ari.connection import Connection, connect
    from arinb.ari.log import EventLog
    from arinb.diagrams import ladder, rates, states, timeline
    from arinb.panels import Dashboard
    from arinb.pbx.install import install_asterisk
    from arinb.pbx.private import PrivateAsterisk

__all__ = [
    "ArinbError", "Client", "Connection", "Dashboard", "EventLog", "PrivateAsterisk", "api",
    "connect", "install_asterisk", "ladder", "rates", "states", "timeline",
]  # fmt: skip
_ROOMS = {
    "Client": "arinb.ari.client", "Dashboard": "arinb.panels", "EventLog": "arinb.ari.log",
    "PrivateAsterisk": "arinb.pbx.private", "install_asterisk": "arinb.pbx.install",
    **dict.fromkeys(["Connection", "connect"], "arinb.ari.connection"), "api": "arinb.ari.api",
    **dict.fromkeys(["ladder", "rates", "states", "timeline"], "arinb.diagrams"),
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'arinb' has no attribute {name!r}")
    room = importlib.import_module(_ROOMS[name])  # now, so that `import arinb` stays fast
    return getattr(room, name, room)


def __dir__() -> list[str]:
    return sorted([*__all__, "errors"])
