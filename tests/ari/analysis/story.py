"""A log in which a test plays both parts: Asterisk and the program."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from arinb.ari.analysis import AriAccessor
from arinb.ari.log import EventLog

ALICE, BOB = "1795450970.1", "1795450970.10"


class Story:
    """A log in which a test plays both parts; a step every 0.25 s, by both clocks."""

    def __init__(self) -> None:
        self.log = EventLog()

    def event(self, type_: str, id_: str | None = ALICE, state: str = "Up", **fields: Any) -> None:
        at = f"2026-11-23T16:22:{len(self.log) / 4:06.3f}+0100"
        event = {"type": type_, "timestamp": at, "application": "tea", **fields}
        if id_ is not None:
            event["channel"] = {
                "id": id_,
                "name": f"PJSIP/{'alice' if id_ == ALICE else 'bob'}-{id_[-1]}",
                "state": state,
                "caller": {"name": "", "number": "1000"},
                "dialplan": {"exten": "2000"},
                "creationtime": "2026-11-23T16:21:59.000+0100",
            }
        self.log.record_event(json.dumps(event))

    def playback(self, type_: str, state: str, id_: str = "p1", target: str = ALICE) -> None:
        media = {"id": id_, "media_uri": "sound:hello", "target_uri": f"channel:{target}"}
        self.event(type_, None, playback={**media, "state": state})

    def asks(
        self, method: str, path: str, status: int | None, body: object = None, reason: str = "OK"
    ) -> int:
        row = self.log.record_request(method, f"/ari{path}")
        self.log.record_answer(row, status, reason, 0.125, json.dumps(body) if body else "")
        return row

    def plays(self, id_: str = "p1", channel: str = ALICE) -> int:
        body = {"id": id_, "media_uri": "sound:hello", "target_uri": f"channel:{channel}"}
        path = f"/channels/{channel}/play?media=sound:hello"
        return self.asks("POST", path, 201, {**body, "state": "queued"}, "Created")

    def table(self) -> pd.DataFrame:
        table = self.log.to_dataframe()
        start = pd.Timestamp("2026-11-23T15:22:00Z")
        table["received"] = start + pd.to_timedelta(table.index * 250, unit="ms")
        table["received"] = table["received"].astype("datetime64[ns, UTC]")
        return table

    @property
    def ari(self) -> AriAccessor:
        return ask(self.table())


def ask(table: pd.DataFrame) -> AriAccessor:
    found = getattr(table, "ari")  # noqa: B009 - pandas' types do not know accessors
    assert isinstance(found, AriAccessor)
    return found


def a_call() -> Story:
    story = Story()
    story.log.record_connection("opened")
    story.event("StasisStart", args=[])
    story.plays()
    story.playback("PlaybackStarted", "playing")
    story.playback("PlaybackFinished", "done")
    story.event("ChannelDtmfReceived", digit="5")
    story.event("ChannelHangupRequest")
    story.event("StasisEnd")
    return story
