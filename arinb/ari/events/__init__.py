"""The events of an application: a class for each type, and how one waits for them."""

from __future__ import annotations

from arinb.ari.events import calls, channels, others
from arinb.ari.events.event import Event
from arinb.ari.events.reading import Events

__all__ = ["Event", "Events", "calls", "channels", "others"]
