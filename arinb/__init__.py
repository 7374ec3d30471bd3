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
    from arinb.diagnosis import Diagnosis, diagnose
    from arinb.diagrams import ladder, rates, states, timeline
    from arinb.lessons import Lesson
    from arinb.panels import Dashboard
    from arinb.pbx.install import install_asterisk
    from arinb.pbx.private import PrivateAsterisk

__all__ = ["ArinbError", "Client", "Connection", "Dashboard", "Diagnosis", "EventLog", "Lesson",
    "PrivateAsterisk", "api", "connect", "diagnose", "install_asterisk", "ladder", "rates",
    "states", "timeline"]  # fmt: skip
_ROOMS = {"Client": "arinb.ari.client", "Dashboard": "arinb.panels", "Lesson": "arinb.lessons",
    "EventLog": "arinb.ari.log", "load_ipython_extension": "arinb.magics",
    "PrivateAsterisk": "arinb.pbx.private", "install_asterisk": "arinb.pbx.install",
    **dict.fromkeys(["Connection", "connect"], "arinb.ari.connection"), "api": "arinb.ari.api",
    **dict.fromkeys(["Diagnosis", "diagnose"], "arinb.diagnosis"), "lessons": "arinb.lessons",
    **dict.fromkeys(["ladder", "rates", "states", "timeline"], "arinb.diagrams")}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'arinb' has no attribute {name!r}")
    return getattr(room := importlib.import_module(_ROOMS[name]), name, room)  # only when asked


def __dir__() -> list[str]:
    return sorted([*__all__, "errors"])
