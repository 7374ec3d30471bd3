"""A connection with nobody on the other side: a log that a test fills by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

from arinb.ari.client import Client
from arinb.ari.connection import Connection
from arinb.ari.log import EventLog
from arinb.panels.painter import painter
from arinb.panels.panel import Panel

NOBODY = "http://127.0.0.1:9"
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "\u202eright to left",
    "lone \ud800 surrogate",
    "x" * 100_000,
)


class Scripted:
    """What a panel sees of a connection.

    Parameters: `url`, where requests go; `log`, one of its own if it is None.
    """

    def __init__(self, url: str = NOBODY, log: EventLog | None = None) -> None:
        self.log = EventLog() if log is None else log
        self.log.record_connection("opened", "/ari/events?app=test")
        self.client = Client(url, "asterisk", "a-secret-word", timeout=1, log=self.log)
        self.url = self.client.url
        self.app = "test"
        self.version = "22.10.1"

    def event(self, type_: str, **fields: Any) -> int:
        """Let an event come; return its row."""
        return self.log.record_event(json.dumps({"type": type_, **fields})).row

    def exchange(self, method: str, path: str, status: int | None, body: bytes = b"") -> int:
        """Let a request be answered; return its row."""
        row = self.log.record_request(method, path)
        reason = {200: "OK", 201: "Created", 404: "Not Found"}.get(status or 0, "nobody answers")
        self.log.record_answer(row, status, reason, 0.004, body)
        return row

    def as_connection(self) -> Connection:
        """The same, as far as types go."""
        return cast("Connection", self)


def channel(name: str = "PJSIP/1000-00000001", id_: str = "1400609726.3") -> dict[str, Any]:
    """A channel as events have it."""
    return {"id": id_, "name": name, "state": "Up", "caller": {"name": "", "number": ""}}


def displayed(panel: Panel) -> Panel:
    """Show a panel as a cell does, but paint it only when a test does."""
    panel._open()
    painter.remove(panel)
    return panel


def find(panel: Panel, what: Callable[[Any], bool]) -> Any:
    """The first widget of a panel for which something holds."""
    return next(widget for widget in inside(panel.box) if what(widget))


def inside(box: Any) -> list[Any]:
    """All widgets of a box."""
    found = []
    for child in getattr(box, "children", ()):
        found += [child, *inside(child)]
    return found


def text_of(panel: Panel) -> str:
    """All HTML of a panel but its style."""
    values = [str(getattr(widget, "value", "")) for widget in inside(panel.box)]
    return "\n".join(value for value in values if "<style>" not in value)
