"""Measure what a learner waits for, and print the medians: `make bench`.

Installing downloads everything again, and other libraries for ARI into a temporary folder, to
compare arinb with them; without a network, add `--no-install`. With `--log` only the event log is
measured: how fast events come, become a table and wake who waits for them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from arinb.ari.client import Client
from arinb.ari.log import EventLog
from arinb.pbx.private import PrivateAsterisk
from tests.benchmarks.calls import connects, over_peers, over_requests
from tests.benchmarks.delays import delays
from tests.benchmarks.files import files
from tests.benchmarks.firehoses import over_a_loop, over_libraries
from tests.benchmarks.full_speed import at_full_speed
from tests.benchmarks.measure import Measured, Row, seconds
from tests.benchmarks.million import a_million
from tests.benchmarks.panels import panels
from tests.benchmarks.peers import NoPeer

EVENT = (
    '{"type":"ChannelDtmfReceived","timestamp":"2026-01-01T12:00:00.000+0000","digit":"1",'
    '"duration_ms":100,"application":"hello-world","asterisk_id":"00:00:00:00:00:00",'
    '"channel":{"id":"1.1","name":"PJSIP/1000-00000001","state":"Up"}}'
)
ROWS = 20_000


def imports() -> Iterator[Measured]:
    """Imports in a fresh interpreter, the interpreter's own start taken off."""

    def run(code: str) -> float:
        return _run([sys.executable, "-c", code])

    bare = min(run("pass") for _ in range(7))
    for module, wanted in (("arinb", 0.25), ("arinb.ari.connection", None)):
        times = [run(f"import {module}") - bare for _ in range(9)]
        yield Measured(f"import {module}", times, wanted)


def starts() -> Iterator[Measured]:
    """From `start()` of a new private Asterisk to ARI's first answer."""

    def once() -> float:
        pbx = PrivateAsterisk()
        begin = time.perf_counter()
        with pbx.start():
            Client(pbx.url, pbx.username, pbx.password).get("/asterisk/info")
            return time.perf_counter() - begin

    yield Measured("private Asterisk: start to first answer", [once() for _ in range(9)], 1.0)


def hellos() -> Iterator[Measured]:
    """`arinb hello` as a program of its own, with each phone."""
    for phone in ("sip", "local"):
        with tempfile.TemporaryDirectory() as folder:
            wav = str(Path(folder) / "heard.wav")
            command = [
                *(sys.executable, "-c", "from arinb.cli import main; main()"),
                *("hello", "--phone", phone, "--keep-wav", wav),
            ]
            times = [_run(command) for _ in range(5)]
        yield Measured(f"arinb hello --phone {phone} (1.4 s of it speech)", times, 5.0)


def calls() -> Iterator[Measured]:
    """One request, and a log that grows and becomes a table."""
    with PrivateAsterisk().start() as pbx:
        client = Client(pbx.url, pbx.username, pbx.password)
        times = [seconds(lambda: client.get("/asterisk/ping")) for _ in range(201)]
        yield Measured("a request on a kept-alive connection", times[1:])
    log = EventLog()

    def receive() -> None:
        for _ in range(ROWS):
            log.record_event(EVENT)

    yield Measured(f"{ROWS:,} events into the log", [seconds(receive)])
    yield Measured(f"{ROWS:,} events to a DataFrame", [seconds(log.to_dataframe) for _ in range(3)])


def installs() -> Iterator[Measured]:
    """Getting Asterisk from the machine's mirror into an empty data folder."""
    code = "from arinb.pbx.install import install_asterisk; install_asterisk(progress=False)"

    def once() -> float:
        with tempfile.TemporaryDirectory() as folder:
            empty = {"XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder}
            return _run([sys.executable, "-c", code], **empty)

    yield Measured("installing Asterisk", [once() for _ in range(3)], 60.0)


def _run(command: list[str], **environment: str) -> float:
    env = os.environ | environment
    return seconds(lambda: subprocess.run(command, env=env, check=True, capture_output=True))


def main(words: list[str]) -> int:
    """Print each median; the exit status is 1 when one misses what is wanted."""
    missed = 0
    steps: list[Callable[[], Iterator[Row]]]
    steps = [imports, starts, hellos, calls, connects, over_requests]
    online: list[Callable[[], Iterator[Row]]] = [over_peers, installs]
    if "--log" in words:
        steps, online = [], []
    steps += [at_full_speed, over_a_loop, a_million, delays, files, panels]
    if "--no-install" not in words:
        steps += [over_libraries, *online]
    for step in steps:
        try:
            for one in step():
                print(one, flush=True)  # noqa: T201 - it is run by hand and by make
                missed += not isinstance(one, str) and one.missed
        except NoPeer as error:  # arinb itself, in a process of its own
            print(f"{step.__name__} failed: {error}", flush=True)  # noqa: T201 - as above
            missed += 1
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
