from __future__ import annotations

import gc
import threading
import time
import weakref

import pytest

from arinb.ari.log import EventLog
from arinb.panels import latest
from arinb.panels.latest import Latest, Tally, read

FRAME = b'{"type": "%s"}'


def _log(count: int, **bounds: int) -> EventLog:
    log = EventLog(**bounds)
    log.record_events([FRAME % (b"Even", b"Odd")[row % 2] for row in range(count)])
    return log


def _finished(latest: Latest) -> list[int]:
    for _ in range(100):
        latest.advance()
    return [entry.row for entry in latest.entries]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latest, "AT_ONCE", 7)


class TestRead:
    def test_a_piece_at_a_time(self) -> None:
        log = _log(10)
        entries, row = read(log, 3, 4)
        assert ([entry.row for entry in entries], row) == ([3, 4, 5, 6], 7)
        entries, row = read(log, 7, 4)
        assert ([entry.row for entry in entries], row) == ([7, 8, 9], 10)
        assert read(log, 10, 4) == ([], 10)

    def test_of_some_types_only(self) -> None:
        entries, row = read(_log(10), 0, 100, {"Odd"})
        assert ([entry.row for entry in entries], row) == ([1, 3, 5, 7, 9], 10)

    def test_what_was_dropped_is_passed_over(self) -> None:
        entries, row = read(_log(10, max_events=4), 0, 100)
        assert ([entry.row for entry in entries], row) == ([6, 7, 8, 9], 10)

    def test_an_empty_log(self) -> None:
        assert read(EventLog(), 0, 5) == ([], 0)


class TestLatest:
    def test_it_finds_the_newest_first_and_looks_back_for_more(self) -> None:
        found = Latest(_log(100), lambda _: True, 5)
        found.advance()
        assert [entry.row for entry in found.entries] == [95, 96, 97, 98, 99]
        assert found.complete

    def test_a_filter_may_have_to_look_far_back(self) -> None:
        found = Latest(_log(100), lambda entry: entry.row % 40 == 0, 5)
        found.advance()
        assert not found.complete
        assert _finished(found) == [0, 40, 80]
        assert found.complete

    def test_new_rows_push_old_ones_out(self) -> None:
        log = _log(4)
        found = Latest(log, lambda _: True, 5)
        assert _finished(found) == [0, 1, 2, 3]
        log.record_events([FRAME % b"New"] * 3)
        assert _finished(found) == [2, 3, 4, 5, 6]

    def test_after_a_long_time_unseen_it_begins_at_the_end(self) -> None:
        log = _log(4)
        found = Latest(log, lambda _: True, 3)
        found.advance()
        log.record_events([FRAME % b"New"] * 1000)
        found.advance()
        assert [entry.row for entry in found.entries] == [1001, 1002, 1003]

    def test_rows_that_are_dropped_meanwhile_are_not_missed_nor_taken_twice(self) -> None:
        log = _log(50, max_events=20)
        found = Latest(log, lambda _: True, 100)
        found.advance()
        log.record_events([FRAME % b"New"] * 6)
        rows = _finished(found)
        assert rows == sorted(set(rows))
        assert set(range(36, 56)) <= set(rows)


class TestTally:
    def test_all_are_counted_old_and_new(self) -> None:
        log = _log(101)
        tally = Tally.of(log)
        assert tally is Tally.of(log)
        for _ in range(10):
            log.record_events([FRAME % b"New"] * 10)
            log.record_request("GET", "/ari/channels")
            tally.advance()
        for _ in range(20):
            tally.advance()
        assert tally.complete
        assert tally.counts == {"New": 100, "Even": 51, "Odd": 50}
        assert next(iter(tally.counts)) == "New"

    def test_the_rate_is_that_of_the_last_seconds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = [1000.0]
        monkeypatch.setattr(time, "monotonic", lambda: now[0])
        log = EventLog()
        tally = Tally(log)
        assert tally.rate == 0
        for _ in range(40):
            log.record_events([FRAME % b"New"] * 10)
            now[0] += 0.2
            rate = tally.rate
        assert rate == pytest.approx(50, rel=0.1)
        for _ in range(40):
            now[0] += 0.2
            rate = tally.rate
        assert rate == 0

    def test_several_threads_count_each_row_once(self) -> None:
        log = _log(1000)
        tally = Tally(log)

        def advance() -> None:
            for _ in range(300):
                tally.advance()

        threads = [threading.Thread(target=advance) for _ in range(4)]
        for thread in threads:
            thread.start()
        log.record_events([FRAME % b"New"] * 500)
        for thread in threads:
            thread.join()
        assert sum(tally.counts.values()) == 1500

    def test_it_keeps_no_log_alive(self) -> None:
        log = _log(3)
        tally, gone = Tally.of(log), weakref.ref(log)
        tally.advance()
        del log
        gc.collect()
        assert gone() is None
        tally.advance()
        assert (tally.rate, tally.complete) == (0, True)
