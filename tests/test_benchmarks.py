"""The benchmarks of the event log run, on little: what they measure is for `make bench`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest
import requests

from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.benchmarks.delays import delays
from tests.benchmarks.firehose import firehose
from tests.benchmarks.firehoses import ARINB, FUNCTION, LOOP, Reader
from tests.benchmarks.full_speed import at_full_speed
from tests.benchmarks.measure import Figure, Measured, Speedup
from tests.benchmarks.million import a_million
from tests.benchmarks.peers import NoPeer
from tests.benchmarks.worker import Where


@pytest.fixture
def at(shared_pbx: PrivateAsterisk) -> Iterator[Where]:
    """A firehose in front of an Asterisk."""
    where = Where(shared_pbx.url, shared_pbx.username, shared_pbx.password, "")
    with firehose(where) as at:
        yield at


@pytest.fixture
def program_of_all(program_22: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every new private Asterisk run the one that the tests run."""
    monkeypatch.setenv("ARINB_ASTERISK", str(program_22.root or program_22.path))


@pytest.mark.parametrize("reader", [ARINB, FUNCTION, LOOP], ids=["log", "function", "loop"])
def test_a_reader_reads_all_that_a_firehose_sends(reader: Reader, at: Where) -> None:
    assert 0 < dataclasses.replace(reader, count=3000).read(at) < 0.01


def test_a_firehose_is_an_asterisk_in_all_else(at: Where) -> None:
    answer = requests.get(f"{at.url}/ari/asterisk/info", auth=at[1:3], timeout=10)
    assert re.match(r"\d+\.", answer.json()["system"]["version"])
    assert requests.get(f"{at.url}/ari/asterisk/info", timeout=10).status_code == 401


def test_a_reader_that_can_not_be_run_says_why(at: Where) -> None:
    with pytest.raises(NoPeer, match=r"it does not run here: .*no-such-program"):
        Reader("it", ["no-such-program"], 1).read(at)
    with pytest.raises(NoPeer, match=r"it does not run here: .*No module named"):
        Reader("it", [*LOOP.command[:2], "tests.no_such_module"], 1).read(at)


@pytest.mark.usefixtures("program_of_all")
def test_a_real_asterisk_at_full_speed_has_no_gap() -> None:
    rows = list(at_full_speed(rounds=200))
    gaps = [row for row in rows if isinstance(row, Figure) and row.unit == "gaps"]
    assert [row.value for row in gaps] == [0, 0]


@pytest.mark.usefixtures("program_of_all")
def test_delays_are_taken_three_ways() -> None:
    rows = [row for row in delays(events=20) if isinstance(row, Measured)]
    assert [len(row.times) for row in rows] == [20] * 3


def test_a_log_is_weighed_alone_and_with_its_table() -> None:
    rows = [row for row in a_million(events=50_000) if isinstance(row, Figure)]
    log, both = (row.value for row in rows if row.unit == "bytes")
    assert 590 < log < both


def test_a_row_says_whether_what_is_wanted_is_reached() -> None:
    assert str(Speedup("one", [1.0], [2.0], 1.5)).endswith("wanted ≥ 1.5: reached")
    assert str(Speedup("one", [1.0], [1.0], 1.5)).endswith("wanted ≥ 1.5: NOT reached")
    assert str(Figure("one", 2, "gaps", 0)).endswith("wanted ≤ 0: NOT reached")
    assert "wanted" not in str(Figure("one", 2, "events"))
