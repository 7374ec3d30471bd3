"""A log of a million rows is drawn while one waits."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from arinb.ari.log import EventLog
from arinb.diagrams import ladder, states, timeline
from tests.diagrams.calls import channel

ROWS = 1_000_000
PATIENCE = 5.0  # seconds: on an idle machine each takes 0.1 to 1.5


@pytest.fixture(scope="module")
def log() -> EventLog:
    frames = []
    for number in range(1000):
        for type_ in ("StasisStart", *["ChannelVarset"] * 8, "StasisEnd"):
            event = {"type": type_, "channel": channel(number), "variable": "X", "value": "1"}
            frames.append(json.dumps(event).encode())
    log = EventLog()
    for _ in range(ROWS // len(frames)):
        log.record_events(frames)
    assert len(log) == ROWS
    return log


@pytest.mark.parametrize(
    "draw",
    [
        ladder,
        timeline,
        lambda log: ladder(log, first=200),
        lambda log: ladder(log, channel="1795.500"),
        lambda log: states(log, "1795.500"),
    ],
)
def test_a_million_rows(log: EventLog, draw: Callable[[Any], Any]) -> None:
    begin = time.monotonic()
    picture = draw(log)
    assert time.monotonic() - begin < PATIENCE
    assert len(picture.svg) < 500_000
