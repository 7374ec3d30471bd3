"""Whatever is in a log: each picture is well-formed, and its texts are within it."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from arinb.ari.event_types import EVENT_TYPES
from arinb.ari.log import EventLog
from arinb.diagrams import Picture, ladder, states, timeline
from arinb.diagrams.svg import width_of
from tests.diagrams.calls import SVG

# What is more likely to be something than chance would have it.
IDS = st.sampled_from(["1795.1", "1795.2", "a/b ç", ""])
WORDS = st.text(max_size=12) | st.sampled_from(["Up", "Ring", "ANSWER", "channel:1795.1", "x" * 99])
TIMES = st.sampled_from(["2026-11-25T14:11:30.960+0000", "2026-11-25T14:11:31", "never"])
SCALARS = WORDS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
THINGS = st.fixed_dictionaries(
    {},
    optional={
        "id": IDS | SCALARS,
        "name": WORDS | SCALARS,
        "state": WORDS | SCALARS,
        "creationtime": TIMES | SCALARS,
        "caller": SCALARS,
        "media_uri": WORDS | SCALARS,
        "target_uri": st.sampled_from(["channel:1795.1", "bridge:1795.2", "bridge:"]) | SCALARS,
        "channels": st.lists(IDS | SCALARS, max_size=3) | SCALARS,
        "dialplan": st.fixed_dictionaries({"exten": SCALARS}) | SCALARS,
    },
)
HOLDERS = ("channel", "peer", "caller", "bridge", "playback", "recording", "endpoint")
SAID = ("digit", "variable", "value", "cause", "cause_txt", "soft", "args", "dialstatus")
DATA = st.fixed_dictionaries(
    {"type": st.sampled_from(EVENT_TYPES) | st.text(min_size=1, max_size=9)},
    optional={
        **dict.fromkeys(HOLDERS, THINGS | SCALARS),
        **dict.fromkeys(SAID, SCALARS | st.lists(SCALARS, max_size=2)),
        "timestamp": TIMES | SCALARS,
        "application": SCALARS,
    },
)
PATHS = st.sampled_from(
    [
        "/ari/channels/1795.1/play?media=sound:%ff",
        "/ari/channels?endpoint=Local/1",
        "/ari/bridges/1795.2/addChannel?channel=1795.1,1795.2",
        "/ari/playbacks/1795.1",
        "/ari/channels/create",
        "",
    ]
) | st.text(max_size=20)
STATES = st.sampled_from(["opened", "lost", "trying", "back", "closed", "replaced", "x\x00"])


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    log = EventLog()
    asked: list[int] = []
    for kind in draw(st.lists(st.integers(0, 9), max_size=12)):
        if kind < 5:
            log.record_event(json.dumps(draw(DATA)))
        elif kind == 5:
            log.record_event(draw(st.binary(max_size=9) | st.text(max_size=9)))
        elif kind == 6:
            log.record_connection(draw(STATES), draw(st.text(max_size=30)))
        elif kind == 7 or not asked:
            asked.append(log.record_request(draw(st.sampled_from(["GET", "POST"])), draw(PATHS)))
        else:
            body = json.dumps(draw(THINGS | SCALARS))
            status = draw(st.sampled_from([None, 200, 404]))
            log.record_answer(asked.pop(), status, draw(st.text(max_size=9)), 0.1, body)
    return log


@settings(deadline=None, max_examples=80)
@given(logs())
def test_any_log_gives_pictures(log: EventLog) -> None:
    look_at(ladder(log))
    look_at(ladder(log, first=2))
    look_at(timeline(log))
    for id_ in named(log):
        look_at(ladder(log, channel=id_))
        look_at(timeline(log, channel=id_))
        look_at(states(log, id_))


def named(log: EventLog) -> set[str]:
    """The ids of the channels that events are about."""
    found: set[Any] = set()
    for entry in log:
        inside = entry.data.get("channel")
        if entry.kind == "event" and isinstance(inside, dict):
            found.add(inside.get("id") if isinstance(inside.get("id"), str) else None)
    return found - {None, ""}


def look_at(picture: Picture) -> None:
    root = ET.fromstring(picture.svg)
    left, top, width, height = map(float, (root.get("viewBox") or "").split())
    for element in root.iter(f"{SVG}text"):
        text = element.text or ""
        long = width_of(text, float(element.get("font-size") or 0))
        x, y = float(element.get("x") or 0), float(element.get("y") or 0)
        begin = x - {"middle": long / 2, "end": long}.get(element.get("text-anchor") or "", 0)
        assert begin >= left, text
        assert begin + long <= left + width, text
        assert top < y < top + height, text
    for drawn in (picture.text, picture._repr_html_(), repr(picture)):
        drawn.encode()
        assert drawn.replace("\n", "").isprintable()
