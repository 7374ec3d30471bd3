"""Logs in which a test plays Asterisk's part, and sets the clock."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

from arinb.ari.entry import Entry

BEGIN = 1_795_615_890_000_000_000
MILLISECOND = 1_000_000
TIMES = "\N{MULTIPLICATION SIGN}"
SVG = "{http://www.w3.org/2000/svg}"


class Told(list[Entry]):
    """Entries that a test writes, each some time after the one before."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN

    def add(self, kind: Any, after: float = 0.01, **fields: Any) -> Entry:
        self.now += round(after * 1000) * MILLISECOND
        entry = Entry(kind, len(self), self.now, self.now / 1e9, **fields)
        self.append(entry)
        return entry

    def event(self, type_: str, after: float = 0.01, **fields: Any) -> Entry:
        raw = json.dumps({"type": type_, "application": "hello-world", **fields}).encode()
        return self.add("event", after, raw=raw, type=type_)

    def request(self, method: str, path: str, after: float = 0.01) -> int:
        return self.add("request", after, method=method, path=f"/ari{path}").row

    def answer(self, row: int, status: int | None, reason: str, body: Any = None) -> Entry:
        asked = self[row]
        raw = json.dumps(body).encode() if body else b""
        return self.add(
            "answer", method=asked.method, path=asked.path, status=status, reason=reason,
            request_row=row, elapsed=0.01, raw=raw,
        )  # fmt: skip

    def exchange(self, method: str, path: str, status: int, reason: str, body: Any = None) -> None:
        self.answer(self.request(method, path), status, reason, body)


def channel(number: int, state: str = "Up", name: str = "", **more: Any) -> dict[str, Any]:
    name = name or f"PJSIP/{1000 + number}-0000000{number}"
    return {"id": f"1795.{number}", "name": name, "state": state, "caller": {}, **more}


def playback(id_: str, state: str, target: str = "channel:1795.1") -> dict[str, Any]:
    return {"id": id_, "media_uri": "sound:hello-world", "target_uri": target, "state": state}


def bridge(*members: str) -> dict[str, Any]:
    return {
        "id": "b41a095e-3488-4997-a16a-35fc823fcbc5",
        "technology": "simple_bridge",
        "bridge_type": "mixing",
        "name": "meeting",
        "channels": list(members),
    }


def hello() -> Told:
    """The tutorial's call."""
    log = Told()
    log.add("connection", type="opened", detail="http://127.0.0.1:8088/ari/events?app=hello-world")
    dialplan = {"exten": "1000", "context": "default"}
    log.event("StasisStart", channel=channel(1, dialplan=dialplan), args=[])
    row = log.request("POST", "/channels/1795.1/play?media=sound:hello-world")
    log.event("PlaybackStarted", playback=playback("p1", "playing"))
    log.answer(row, 201, "Created", playback("p1", "queued"))
    log.event("PlaybackFinished", 1.42, playback=playback("p1", "done"))
    for number in range(214):
        log.event("ChannelVarset", 0, channel=channel(1), variable=f"V{number}", value="1")
    log.event("ChannelHangupRequest", channel=channel(1))
    log.event("StasisEnd", channel=channel(1))
    return log


def texts(svg: str) -> list[str]:
    """The texts of a picture that are seen."""
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]
