"""The rows of a log in memory: bounds, and what is left when the oldest are dropped."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.entry import Entry
from arinb.ari.log import EventLog
from arinb.errors import BadRequestArgument


def event(number: int) -> bytes:
    return b'{"type":"ChannelVarset","value":"%d"}' % number


def values(log: EventLog) -> list[int]:
    return [int(entry.data["value"]) for entry in log if entry.kind == "event"]


def test_beyond_the_bound_the_oldest_rows_are_dropped_and_counted() -> None:
    log = EventLog(max_events=3)
    for number in range(5):
        log.record_event(event(number))
    assert values(log) == [2, 3, 4]
    assert len(log) == 3
    assert log.dropped == 2
    assert [entry.row for entry in log] == [2, 3, 4]
    assert log[0].row == 2
    assert log[-1].row == 4
    assert [entry.row for entry in log.since(0)] == [2, 3, 4]
    assert [entry.row for entry in log.since(4)] == [4]
    assert repr(log) == "<EventLog: 3 entries, 2 older ones dropped>"
    assert "2 older entries were dropped, to keep the log's bound" in str(log)
    assert "2 older entries were dropped" in log._repr_html_()


def test_a_bound_in_bytes_keeps_at_least_the_latest_row() -> None:
    log = EventLog(max_bytes=3 * len(event(0)))
    for number in range(5):
        log.record_event(event(number))
    assert values(log) == [2, 3, 4]
    long = b'{"type":"ChannelUserevent","text":"%s"}' % (b"x" * 1000)
    log.record_event(long)
    assert [entry.raw for entry in log] == [long]
    assert log.dropped == 5


def test_the_answer_to_a_dropped_request_still_names_it() -> None:
    log = EventLog(max_events=2)
    row = log.record_request("GET", "/ari/channels")
    for number in range(5):
        log.record_event(event(number))
    log.record_answer(row, 200, "OK", 0.1, "[]")
    assert (log[-1].method, log[-1].path, log[-1].request_row) == ("GET", "/ari/channels", 0)


def test_the_latest_connection_change_is_known_even_when_its_row_is_dropped() -> None:
    log = EventLog(max_events=1)
    log.record_connection("opened")
    log.record_event(event(1))
    assert log.connection is not None
    assert log.connection.type == "opened"


@pytest.mark.parametrize("bound", [0, -1, True, 1.5, "many"])
@pytest.mark.parametrize("name", ["max_events", "max_bytes"])
def test_a_bound_that_is_none_is_refused(name: str, bound: object) -> None:
    with pytest.raises(BadRequestArgument, match=f"{name}=.* is no bound"):
        EventLog(**{name: bound})  # type: ignore[arg-type]


def test_a_wait_goes_on_where_rows_are_left() -> None:
    log = EventLog(max_events=2)
    for number in range(9):
        log.record_event(event(number))
    found = log.wait(lambda entry: entry.kind == "event", since=3, timeout=0)
    assert found is not None
    assert found.row == 7


def test_a_wait_for_types_looks_at_no_others() -> None:
    log = EventLog()
    log.record_connection("opened")
    log.record_events([event(1), b'{"type":"Other"}', event(2)])
    seen: list[str] = []

    def look(entry: Entry) -> bool:
        seen.append(entry.type)
        return False

    assert log.wait(look, types={"Other", "opened"}, timeout=0) is None
    assert seen == ["opened", "Other"]


def test_a_wait_ends_in_time_although_events_never_stop_coming() -> None:
    log, stop = EventLog(max_events=100_000), threading.Event()

    def write() -> None:
        while not stop.is_set():
            log.record_events([event(number) for number in range(100)])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert log.wait(lambda entry: entry.kind == "answer", timeout=0.2) is None
    finally:
        stop.set()
        writer.join()


def test_frames_that_came_together_are_all_written_down() -> None:
    log = EventLog()
    types = log.record_events([event(1), b"no JSON", b'{"type":"Other"}'])
    assert types == ["ChannelVarset", "", "Other"]
    assert [entry.kind for entry in log] == ["event", "malformed", "event"]
    assert [entry.row for entry in log] == [0, 1, 2]
    assert log.record_events([]) == []


def test_entries_keep_their_rows_and_times_in_a_log_made_of_them() -> None:
    log = EventLog(max_events=4)
    log.record_connection("opened", "somewhere")
    row = log.record_request("GET", "/ari/channels")
    log.record_event(event(1))
    log.record_answer(row, None, "no answer", 0.1)
    log.record_event(event(2))
    again = EventLog.from_entries(log)
    assert list(again) == list(log)
    assert again.dropped == log.dropped == 1
    assert again.record_event(event(3)).row == 5


def test_entries_that_do_not_follow_one_another_are_numbered_anew() -> None:
    log = EventLog()
    log.record_events([event(number) for number in range(9)])
    part = EventLog.from_entries([log[3], log[7]])
    assert [entry.row for entry in part] == [3, 4]
    assert values(part) == [3, 7]


@given(
    bound=st.integers(1, 30),
    batches=st.lists(st.integers(0, 40), max_size=12),
    by_bytes=st.booleans(),
)
def test_a_bounded_log_is_the_end_of_an_unbounded_one(
    bound: int, batches: list[int], by_bytes: bool
) -> None:
    size = len(event(0))
    bounded = EventLog(max_bytes=bound * size) if by_bytes else EventLog(max_events=bound)
    whole = EventLog()
    number = 0
    for count in batches:
        frames = [event(n % 10) for n in range(number, number + count)]
        number += count
        bounded.record_events(frames)
        whole.record_events(frames)
    kept = whole[-bound:]
    assert [(entry.row, entry.raw) for entry in bounded] == [(e.row, e.raw) for e in kept]
    assert bounded.dropped == len(whole) - len(kept)


def test_dropped_rows_are_cleared_away_from_memory() -> None:
    log = EventLog(max_events=10)
    for _ in range(30):
        log.record_events([event(number) for number in range(1000)])
    assert len(log._rows._raws) < 10_000
    assert log.dropped == 29_990
    assert values(log) == list(range(990, 1000))


def test_a_tally_counts_events_only() -> None:
    log = EventLog(max_events=4)
    for row in [event(1), event(2), b'{"type":"opened"}', b"no JSON"]:
        log.record_event(row)
    log.record_connection("opened")
    log.record_request("GET", "/ari/channels")
    assert log.tally() == {"opened": 1}
    log.record_event(event(3))
    assert log.tally(since=log.end - 1) == {"ChannelVarset": 1}
    assert EventLog().tally() == {}


def test_large_numbers_are_exact() -> None:
    log = EventLog()
    log.record_event('{"type":"A","n":123456789012345678901234567890,"m":18446744073709551616}')
    assert log[0].data["n"] == 123456789012345678901234567890
    assert log[0].data["m"] == 2**64
