"""A real Asterisk that is busy, and what is left behind after all of it."""

from __future__ import annotations

import contextlib
import gc
import itertools
import re
import threading
import time
from collections.abc import Iterator

import psutil

from arinb.ari.connection import Connection
from arinb.ari.entry import Entry
from arinb.ari.log import EventLog
from arinb.pbx.private import PrivateAsterisk
from tests.faults.proxy import Proxy

# Counts in a variable, each step an event; a wait now and then leaves other programs some time.
DIALPLAN = """
[default]
exten => count,1,Answer()
 same => n,Set(i=0)
 same => n(more),Set(i=$[${i}+1])
 same => n,ExecIf($[${i}%200=0]?Wait(0.01))
 same => n,Goto(more)
"""

COUNT = re.compile(rb'"variable": ?"i",\s*"value": ?"(\d+)"')


def hear(ari: Connection) -> None:
    """Subscribe to all channels.

    Not `subscribe_all`: Asterisk freezes when such a WebSocket is cut while the state of a device
    changes (https://github.com/asterisk/asterisk/issues/2170).
    """
    ari.client.post(f"/applications/{ari.app}/subscription", eventSource="channel:")


def be_busy(pbx: PrivateAsterisk) -> None:
    """Have a channel count, and so make thousands of events each second."""
    pbx.cli("channel originate Local/count@default application Wait 3600")


def counted_to(log: EventLog, count: int, *, since: int) -> None:
    """Wait until a channel has counted so far."""

    def is_far(entry: Entry) -> bool:
        found = COUNT.search(entry.raw)
        return found is not None and int(found[1]) >= count

    assert log.wait(is_far, since=since, timeout=30, types={"ChannelVarset"}), str(log)


def processes_of(pbx: PrivateAsterisk) -> list[psutil.Process]:
    """The processes of a private Asterisk itself."""
    return [
        process
        for process in psutil.Process().children(recursive=True)
        if str(pbx.folder) in " ".join(process.cmdline()) and "guard.py" not in process.cmdline()[3]
    ]


def kill(pbx: PrivateAsterisk) -> None:
    """Kill it with SIGKILL, and wait until it is gone."""
    (process,) = processes_of(pbx)
    process.kill()
    process.wait(10)
    deadline = time.monotonic() + 10
    while pbx.running:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def comes(log: EventLog, state: str, *, since: int = 0, count: int = 1) -> int:
    """Wait until so many rows of a state have come from a row on; return the row after the last."""
    for _ in range(count):
        entry = log.wait(lambda _: True, since=since, timeout=30, types={state})
        assert entry is not None, str(log)
        since = entry.row + 1
    return since


def caught_up(log: EventLog, *, since: int) -> None:
    """Wait until the last question after a "back" has its answer."""
    entry = log.wait(
        lambda entry: (entry.kind, entry.path) == ("answer", "/ari/bridges"),
        since=since,
        timeout=30,
        types={""},
    )
    assert entry is not None, str(log)


class Ledger:
    """Compares what went over the wire with what is in the log, as far as both have got."""

    def __init__(self, proxy: Proxy, ari: Connection) -> None:
        self._proxy = proxy
        self._log = ari.log
        self._row = 0
        self.events = 0
        self.cut = 0

    def settle(self) -> None:
        """Compare all WebSockets that are over with the rows of the log up to the last loss."""
        passed: list[bytes] = []
        cut = 0
        while self._proxy.streams and self._proxy.streams[0].over.is_set():
            texts, rest = self._proxy.streams.pop(0).texts()
            _assert_order(texts)
            passed += texts
            cut += rest > 0
        lost = [entry.row for entry in self._log.since(self._row) if entry.type == "lost"]
        rows = [entry for entry in self._log.since(self._row) if entry.row <= lost[-1]]
        self._row = lost[-1] + 1
        logged = [entry.raw for entry in rows if entry.kind == "event"]
        assert len(logged) == len(passed)
        assert logged == passed
        malformed = [entry.detail for entry in rows if entry.kind == "malformed"]
        assert len(malformed) == cut, malformed
        assert all("broke in the middle of a message" in detail for detail in malformed)
        self.events += len(passed)
        self.cut += cut


def _assert_order(events: list[bytes]) -> None:
    """Each count of a WebSocket is one more than the one before it."""
    counts = [int(found[1]) for raw in events if (found := COUNT.search(raw))]
    assert all(later == earlier + 1 for earlier, later in itertools.pairwise(counts))


@contextlib.contextmanager
def nothing_left() -> Iterator[None]:
    """At the end there are as many threads and file handles as at the beginning."""
    before = _threads_and_handles()
    yield
    deadline = time.monotonic() + 5
    while (after := _threads_and_handles()) != before and time.monotonic() < deadline:
        gc.collect()
        time.sleep(0.02)
    assert after == before, f"threads and handles: {before} before, {after} after"


def _threads_and_handles() -> tuple[int, int]:
    return threading.active_count(), psutil.Process().num_fds()
