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
    from arinb.pbx.install import install_asterisk
    from arinb.pbx.private import PrivateAsterisk

__all__ = [
    "ArinbError", "Client", "Connection", "EventLog", "PrivateAsterisk", "api", "connect",
    "install_asterisk",
]  # fmt: skip

# Loaded when first used: `import arinb` itself stays fast.
_ROOMS = {
    "Client": "arinb.ari.client", "Connection": "arinb.ari.connection",
    "EventLog": "arinb.ari.log", "PrivateAsterisk": "arinb.pbx.private", "api": "arinb.ari.api",
    "connect": "arinb.ari.connection", "install_asterisk": "arinb.pbx.install",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'arinb' has no attribute {name!r}")
    room = importlib.import_module(_ROOMS[name])
    return room if name == "api" else getattr(room, name)


def __dir__() -> list[str]:
    return sorted([*__all__, "errors"])
