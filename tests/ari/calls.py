"""A log in which a test plays Asterisk's part."""

from __future__ import annotations

import json
from typing import Any

import pytest

from arinb.ari.client import Client
from arinb.ari.events import Events
from arinb.ari.log import EventLog
from arinb.errors import EventTimeout

SOON = 0.05


class Call:
    """A log in which a test plays Asterisk's part."""

    def __init__(self) -> None:
        self.log = EventLog()
        # Port 9 (discard): no request is sent in these tests.
        self.client = Client("http://127.0.0.1:9", "asterisk", "secret", log=self.log)
        self.events = Events(self.log, self.client, "hello-world")
        self.log.record_connection("opened", "http://127.0.0.1:9/ari/events?app=hello-world")

    def happens(self, type_: str, **fields: Any) -> int:
        event = {"type": type_, "application": "hello-world", **fields}
        return self.log.record_event(json.dumps(event)).row

    def channel_event(self, type_: str, id_: str = "1795450970.0") -> int:
        channel = {"id": id_, "name": f"PJSIP/1000-{id_}", "state": "Up"}
        return self.happens(type_, channel=channel)

    def playback_event(self, type_: str, state: str, id_: str = "5b0c") -> int:
        playback = {
            "id": id_,
            "media_uri": "sound:hello-world",
            "target_uri": "channel:1795450970.0",
            "state": state,
        }
        return self.happens(type_, playback=playback)

    def timeout_of(self, *args: Any, **kwargs: Any) -> EventTimeout:
        with pytest.raises(EventTimeout) as raised:
            self.events.wait_for(*args, **{"timeout": SOON} | kwargs)
        return raised.value
