"""A real Asterisk at full speed: several dialplan loops, all of whose events one WebSocket carries.

Each loop counts in a variable of its own, so a counter shows whether an event is missing. The
events come into a process of their own, whose main thread waits, or computes as a notebook does.

Asterisk makes events faster than it sends them, whoever reads: it keeps them in its memory. What
is in the reader's power is what has come over the wire: bytes in its socket that it has not read.
"""

from __future__ import annotations

import array
import contextlib
import fcntl
import socket
import statistics
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Self, cast

import orjson

from arinb.ari.address import Address, address_of
from arinb.ari.connection import connect
from arinb.ari.entry import Entry
from arinb.ari.frames import READ_AT_ONCE
from arinb.ari.handshake import open_websocket
from arinb.pbx.private import PrivateAsterisk
from tests.benchmarks.measure import Figure, Row
from tests.benchmarks.peers import Worker, module
from tests.benchmarks.worker import Where, orders, tell, where

LOOPS, ROUNDS = 4, 42_000
PATIENCE = 50.0
QUIET = 1.0
GLANCE = 0.02
EMPTY_AFTER = 1.0
# In Linux' struct tcp_info: milliseconds since data came last.
LAST_DATA_CAME = struct.Struct("52x I")

APP = "full-speed"
LOOP = (
    "loop{n},1,Set(i{n}=0)",
    "loop{n},2,Set(i{n}=$[${{i{n}}}+1])",
    "loop{n},3,GotoIf($[${{i{n}}}<{rounds}]?2)",
    "loop{n},4,Hangup()",
)


class Seen(NamedTuple):
    """What a reader has seen of all loops.

    Fields: `events`; `seconds`, from the first to the last; `gaps` in the counters; `largest`, the
    most unread bytes; `size`, bytes of an event; `empty_after`, seconds from when the last byte
    came to when it was in the log; `behind`, seconds that the last event lay behind its timestamp.
    """

    events: int
    seconds: float
    gaps: int
    largest: int
    size: float
    empty_after: float
    behind: float


def at_full_speed(rounds: int = ROUNDS) -> Iterator[Row]:
    """The collector on a real Asterisk, while the main thread waits and while it computes."""
    version, (length, took) = _run("drain", rounds)
    for main_thread in ("waits", "computes"):
        version, answer = _run(main_thread, rounds)
        seen = Seen(*answer)
        yield from _rows(f"Asterisk {version}, {LOOPS} loops; main thread {main_thread}", seen)
    name = f"Asterisk {version}, {LOOPS} loops; bytes thrown away"
    yield Figure(name, length / took / seen.size, "events/s")


def _rows(name: str, seen: Seen) -> Iterator[Row]:
    note = f"{seen.events:,} events of {seen.size:.0f} bytes"
    yield Figure(name, seen.events / seen.seconds, "events/s", note=note)
    yield Figure("… gaps in the counters", seen.gaps, "gaps", 0)
    yield Figure("… largest backlog, in the socket", seen.largest / seen.size, "events")
    yield Figure("… from the last byte to no backlog", seen.empty_after, "s", EMPTY_AFTER)
    yield Figure("… from the last event's timestamp to the log", seen.behind, "s")


def _run(order: str, rounds: int) -> tuple[str, list[Any]]:
    """Have a process of its own read all that an Asterisk says; the version, and its answer."""
    with PrivateAsterisk() as pbx:
        pbx.conf["ari.conf"].set("general", "pretty", "no")
        pbx.restart()
        for n in range(LOOPS):
            for line in LOOP:
                extension = line.format(n=n, rounds=rounds)
                pbx.cli(f"dialplan add extension {extension} into default replace")
        at = Where(pbx.url, pbx.username, pbx.password, "")
        with Worker("arinb", module(sys.executable, "full_speed"), at) as worker:
            worker.ask(f"{order} {rounds}")
            for n in range(LOOPS):
                pbx.cli(f"channel originate Local/loop{n}@default application Wait 600")
            return pbx.program.version, worker.ask("result 0")


def drain(address: Address) -> list[float]:
    """Take bytes and throw them away: how many they were, and the seconds that it took."""
    websocket = open_websocket(address, APP, subscribe_all=True, timeout=PATIENCE)
    connected = cast("socket.socket", websocket.sock)
    tell([])
    connected.settimeout(PATIENCE)
    begin, length = 0.0, 0
    with contextlib.suppress(TimeoutError):
        while data := connected.recv(READ_AT_ONCE):
            last = time.monotonic()
            begin = begin or last
            length += len(data)
            connected.settimeout(QUIET)
    return [length, last - begin]


def collect(at: Where, rounds: int, wait: Callable[[], object]) -> Seen:
    """Read with arinb, while the main thread calls `wait` over and over."""
    with connect(
        at.url, username=at.username, password=at.password, app=APP, subscribe_all=True
    ) as ari:
        socket_ = cast("socket.socket", ari._collector._websocket.sock)
        with _Backlog(socket_) as backlog:
            tell([])
            rows, since = 0, time.monotonic()
            deadline = since + PATIENCE
            while (now := time.monotonic()) < deadline:
                wait()
                if len(ari.log) > rows:
                    rows, since = len(ari.log), now
                elif rows > 3 * LOOPS * rounds and now - since > QUIET:
                    break
            came = backlog.last_data_came()
        events = [entry for entry in ari.log if entry.kind == "event"]
        last = events[-1]
    stamp = datetime.fromisoformat(last.data["timestamp"]).timestamp()
    return Seen(
        len(events),
        last.monotonic - events[0].monotonic,
        gaps(events, rounds),
        backlog.largest,
        statistics.mean(len(entry.raw) for entry in events),
        max(0.0, last.monotonic - came),
        last.received / 1e9 - stamp,
    )


class _Backlog:
    """Watches how much of what has come over a socket is unread."""

    def __init__(self, watched: socket.socket) -> None:
        self.largest = 0
        self._socket = watched
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def last_data_came(self) -> float:
        """When data came last, on the monotonic clock."""
        info = self._socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, LAST_DATA_CAME.size)
        return time.monotonic() - float(LAST_DATA_CAME.unpack(info)[0]) / 1e3

    def _watch(self) -> None:
        unread = array.array("i", [0])
        while not self._over.wait(GLANCE):
            fcntl.ioctl(self._socket.fileno(), termios.FIONREAD, unread)
            self.largest = max(self.largest, unread[0])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def gaps(events: list[Entry], rounds: int) -> int:
    """How many of the loops' events are missing, or are not where they should be."""
    # Of each loop, the next number in a ChannelVarset, and in a ChannelDialplan before it.
    set_, said = ({f"i{n}": 0 for n in range(LOOPS)} for _ in range(2))
    wrong = 0
    for entry in events:
        event = orjson.loads(entry.raw)
        if event["type"] == "ChannelVarset" and event["variable"] in set_:
            numbers, name, value = set_, event["variable"], event["value"]
        elif event["type"] == "ChannelDialplan" and event["dialplan_app"] == "Set":
            numbers, (name, value) = said, event["dialplan_app_data"].split("=")
        else:
            continue
        wrong += int(value) != numbers[name]
        numbers[name] = int(value) + 1
    return wrong + sum(abs(rounds + 1 - count) for count in (*set_.values(), *said.values()))


def compute() -> int:
    """Some milliseconds of pure Python."""
    return sum(number * number for number in range(100_000))


def main() -> None:
    """Read what the loops say."""
    at = where()
    order, rounds = next(orders())
    result: Sequence[float]
    if order == "drain":
        result = drain(address_of(at.url, at.username, at.password))
    else:
        result = collect(at, rounds, compute if order == "computes" else lambda: time.sleep(0.1))
    next(orders())
    tell(result)


if __name__ == "__main__":
    main()
