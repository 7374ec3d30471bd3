"""A scripted server: cut at every byte, and everything else that may come over a WebSocket."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import pytest

from arinb.ari import reconnecting
from arinb.ari.address import Address
from arinb.ari.collector import Collector
from arinb.ari.connection import connect
from arinb.ari.handshake import open_websocket
from arinb.ari.log import EventLog
from tests.ari.ws_peer import BINARY, CONTINUATION, PING, PONG, TEXT, Wire, frame, ws_peer
from tests.faults import times
from tests.faults.load import comes, nothing_left

pytestmark = pytest.mark.timeout(1800)

# What a log should hold, row by row.
Rows = list[tuple[str, bytes]]


def event(number: int, size: int = 0) -> bytes:
    return json.dumps({"type": "A", "n": number, "text": "ü" * size}).encode()


@pytest.mark.parametrize("reset", [False, True], ids=["FIN", "RST"])
def test_a_cut_at_every_byte(reset: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconnecting, "FIRST", 0.001)
    monkeypatch.setattr(reconnecting, "LONGEST", 0.001)
    first = [frame(event(0)), frame(event(1, 40)), frame(event(2))]
    length = len(b"".join(first))
    places = iter(range(length + 1))
    expected: Rows = []

    def script(wire: Wire) -> None:
        place = next(places, None)
        if place is None:
            wire.until_closed()
            return
        # Each time with other numbers, so that none can be taken for another.
        texts = [event(10_000 + 3 * place + number, 40 * (number == 1)) for number in range(3)]
        frames = [frame(text) for text in texts]
        wire.raw(b"".join(frames)[:place])
        for text, whole in zip(texts, frames, strict=True):
            if place > 0:
                came = whole[:place]
                expected.append(("event", text) if came == whole else ("malformed", came))
            place -= len(whole)
        if reset:
            wire.reset()

    with (
        nothing_left(),
        ws_peer(script) as url,
        connect(url, username="a", password="b", app="a") as ari,
    ):
        comes(ari.log, "back", count=length + 1)
        kinds = ("event", "malformed")
        assert [(row.kind, row.raw) for row in ari.log if row.kind in kinds] == expected


def anything(chance: random.Random) -> tuple[bytes, Rows]:
    """Some frames of any kind, and the rows that they should become."""
    number = chance.randrange(1 << 30)
    text = event(number, chance.choice([0, 0, 30, 300, 40_000]))
    choice = chance.randrange(10)
    if choice == 0:
        pieces = [text[: len(text) // 2], text[len(text) // 2 : -1], text[-1:]]
        between = frame(b"between", chance.choice([PING, PONG]))
        fragments = [
            frame(pieces[0], TEXT, fin=False),
            frame(pieces[1], CONTINUATION, fin=False),
            frame(pieces[2], CONTINUATION),
        ]
        return between.join(fragments), [("event", text)]
    if choice == 1:
        return frame(bytes([number % 256]) * chance.randrange(126), PING), []
    if choice == 2:
        return frame(text, BINARY), [("malformed", text)]
    if choice == 3:
        bad = chance.choice([b'{"type":"\xff"}', text[:-1], b"[]", b'{"type":3}', b"", b"{}"])
        return frame(bad), [("malformed", bad)]
    if choice == 4:
        new = b'{"type":"NeverHeardOf%d","application":"a"}' % number
        return frame(new), [("event", new)]
    return frame(text), [("event", text)]


def in_pieces(chance: random.Random, stream: bytes) -> Iterator[bytes]:
    """A stream as a network may bring it: byte by byte, or a lot at once."""
    position = 0
    while position < len(stream):
        size = chance.choice([1, 2, 3, 100, 1400, 65_536, 300_000])
        yield stream[position : position + size]
        position += size


@pytest.mark.parametrize("seed", range(times(3, 100)))
def test_all_kinds_of_frames_in_any_pieces(seed: int) -> None:
    chance = random.Random(seed)
    streams_and_rows = [anything(chance) for _ in range(300)]
    stream = b"".join(each[0] for each in streams_and_rows)
    expected = [row for each in streams_and_rows for row in each[1]]

    def script(wire: Wire) -> None:
        for piece in in_pieces(chance, stream):
            wire.raw(piece)
        wire.close(1000)
        wire.until_closed()

    with nothing_left(), ws_peer(script) as url:
        log = EventLog()
        address = Address(url, "a", "b")
        websocket = open_websocket(address, "a", subscribe_all=False, timeout=5)
        collector = Collector(websocket, "a", log)
        assert log.wait(lambda entry: entry.type == "lost", timeout=60), str(log)
        collector.close()
    assert [(entry.kind, entry.raw) for entry in log[:-1]] == expected
    assert log[-1].detail == "by the server, code 1000"
