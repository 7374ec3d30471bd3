"""What a call costs: over a bare request, and beside other libraries."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from arinb.ari.connection import connect
from arinb.pbx.private import PrivateAsterisk
from tests.benchmarks.measure import Measured, Ratio, in_turns
from tests.benchmarks.peers import NoPeer, Worker, environment, module, of_arinb
from tests.benchmarks.worker import Where

# Their names, those of their packages, and the modules that call through them.
PEERS = (("ari-py", "ari", "with_ari_py"), ("asyncari", "asyncari", "with_asyncari"))
CALLS = {"ping": "ari.asterisk.ping()", "get": "ari.channels.get(channel)"}
OVER_REQUESTS = 1.15
OVER_A_PEER = 1.0
PAIRS = 1000
BLOCKS, BLOCK = 40, 25


def connects() -> Iterator[Measured]:
    """`connect()`: the WebSocket, and the request for the version."""
    with _asterisk() as at:

        def once() -> float:
            begin = time.perf_counter()
            ari = connect(at.url, username=at.username, password=at.password, app="benchmark")
            took = time.perf_counter() - begin
            ari.close()
            return took

        yield Measured("connect()", [once() for _ in range(51)][1:])


def over_requests() -> Iterator[Ratio]:
    """A call with all that arinb does, over a bare request of the same URL, in turns."""
    with (
        _asterisk() as at,
        connect(at.url, username=at.username, password=at.password, app="benchmark") as ari,
        requests.Session() as session,
    ):
        session.auth = (at.username, at.password)
        session.trust_env = False  # as arinb's on this machine; with it, the session is slower

        def bare(path: str) -> None:
            session.request("GET", f"{at.url}/ari{path}", timeout=10).raise_for_status()

        def ping() -> None:
            ari.asterisk.ping()

        def get() -> None:
            ari.channels.get(at.channel)

        times = in_turns(ping, lambda: bare("/asterisk/ping"), PAIRS)
        yield Ratio(f"{CALLS['ping']} over a bare request", *times, OVER_REQUESTS)
        times = in_turns(get, lambda: bare(f"/channels/{at.channel}"), PAIRS)
        yield Ratio(f"{CALLS['get']} over a bare request", *times, OVER_REQUESTS)


def over_peers() -> Iterator[Ratio | str]:
    """The same calls through other libraries, in turns of some calls each."""
    with _asterisk() as at, tempfile.TemporaryDirectory() as folder, of_arinb(at) as ours:
        for name, package, script in PEERS:
            try:
                python = environment(Path(folder) / package, package)
                with Worker(name, module(python, script), at) as theirs:
                    for call, in_words in CALLS.items():
                        times = _in_blocks(ours, theirs, call)
                        yield Ratio(f"{in_words} over {name}'s", *times, OVER_A_PEER)
            except NoPeer as error:
                yield f"Not measured: {error}"


@contextmanager
def _asterisk() -> Iterator[Where]:
    """A private Asterisk with a channel that stays."""
    with PrivateAsterisk().start() as pbx:
        pbx.cli("dialplan add extension waits,1,Wait(3600) into default replace")
        pbx.cli("channel originate Local/waits@default application Wait 3600")
        with connect(pbx, app="benchmark") as ari:
            channel = ari.channels.list()[0].id
        yield Where(pbx.url, pbx.username, pbx.password, channel)


def _in_blocks(ours: Worker, theirs: Worker, call: str) -> tuple[list[float], list[float]]:
    blocks = [(ours.times(call, BLOCK), theirs.times(call, BLOCK)) for _ in range(BLOCKS + 1)][1:]
    return [t for block, _ in blocks for t in block], [t for _, block in blocks for t in block]
