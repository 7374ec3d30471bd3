"""Reading events as fast as they come: arinb beside a bare loop, and beside other libraries."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from arinb.pbx.private import PrivateAsterisk
from tests.benchmarks.firehose import firehose
from tests.benchmarks.measure import Row, Speedup
from tests.benchmarks.peers import NoPeer, Worker, environment, module, node_modules
from tests.benchmarks.worker import Where

OVER_A_LOOP = 1.5
OVER_A_PEER = 5.0
OVER_NODE = 1.0
TURNS = 5
TURNS_OF_PEERS = 3
OURS = 200_000
NODE = Path(__file__).parent / "readers" / "with_node.js"


@dataclass(frozen=True)
class Reader:
    """A program that reads events, what to order from it, and how many events it is to read."""

    name: str
    command: list[str]
    count: int
    order: str = "events"

    def read(self, at: Where) -> float:
        """Have it read, in a fresh process; the seconds for each event. Raises NoPeer."""
        with Worker(self.name, self.command, at) as worker:
            return worker.times(self.order, self.count)[0] / self.count


# The peers that are Python packages: their names, and their modules here; how many events a turn.
PEERS = (
    ("asyncari", "asyncari", "with_asyncari", 10_000),
    ("PyPI's ari-client", "ari-client", "with_ari_client", 20_000),
    ("ari-py", "ari", "with_ari_py", 15_000),
)
ARINB = Reader("arinb", module(sys.executable, "readers.with_arinb"), OURS, "log")
FUNCTION = Reader("arinb", module(sys.executable, "readers.with_arinb"), 40_000, "function")
LOOP = Reader("the loop", module(sys.executable, "readers.with_bare_loop"), 100_000)


def over_a_loop() -> Iterator[Row]:
    """The collector over a loop of websocket-client's `recv()`, `json.loads` and `append`."""
    with _firehose() as at:
        ours, theirs, calls = _in_turns(TURNS, at, ARINB, LOOP, FUNCTION)
        yield (
            "The loop: websocket-client's recv() with skip_utf8_validation=True (without it, it is "
            "far slower), json.loads, append."
        )
        yield Speedup("firehose: collector over the loop", ours, theirs, OVER_A_LOOP)
        yield Speedup("… a function of on(…) over the loop", calls, theirs)


def over_libraries() -> Iterator[Row]:
    """The collector over what other libraries give to their user's function."""
    with _firehose() as at, tempfile.TemporaryDirectory() as folder:
        for name, package, script, count in PEERS:
            try:
                python = environment(Path(folder) / package, package)
                peer = Reader(name, module(python, f"readers.{script}"), count)
                yield from _over(peer, at, OVER_A_PEER)
            except NoPeer as error:
                yield f"Not measured: {error}"
        try:
            modules = node_modules(Path(folder) / "node", "ari-client")
            yield from _over(
                Reader("Node.js's ari-client", ["node", str(NODE), modules], 100_000), at, OVER_NODE
            )
        except NoPeer as error:
            yield f"Not measured: {error}"


@contextmanager
def _firehose() -> Iterator[Where]:
    with (
        PrivateAsterisk().start() as pbx,
        firehose(Where(pbx.url, pbx.username, pbx.password, "")) as at,
    ):
        yield at


def _over(peer: Reader, at: Where, wanted: float) -> Iterator[Row]:
    ours, theirs, calls = _in_turns(TURNS_OF_PEERS, at, ARINB, peer, FUNCTION)
    yield Speedup(f"firehose: collector over {peer.name}", ours, theirs, wanted)
    yield Speedup(f"… a function of on(…) over {peer.name}", calls, theirs)


def _in_turns(turns: int, at: Where, *readers: Reader) -> list[list[float]]:
    rounds = [[reader.read(at) for reader in readers] for _ in range(turns)]
    return [list(times) for times in zip(*rounds, strict=True)]
