"""A replay: a saved log, played into everything that reads a live one."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from arinb.ari import files
from arinb.ari.entry import Entry
from arinb.ari.events.calls import StasisStart
from arinb.ari.log import EventLog
from arinb.ari.replay import Replay
from arinb.errors import ConnectionLost, NotLive, ReplayError
from tests.ari.files.logs import event, usual

TIMEOUT = 10.0


def log_of(*times: float, **fields: Any) -> EventLog:
    """A log of events, received at these seconds."""
    entries = [
        Entry(
            "event", row, int(1e18 + at * 1e9), 5.0 + at, event(number=row).encode(), "StasisStart"
        )
        for row, at in enumerate(times)
    ]
    return EventLog.from_entries(replace(entry, **fields) for entry in entries)


def played(log: EventLog) -> Iterator[tuple[object, ...]]:
    for entry in log:
        yield entry.kind, entry.raw, entry.type, entry.path, entry.status, entry.detail


def test_all_rows_are_played_with_new_numbers_and_times(tmp_path: Path) -> None:
    log = usual()
    files.save(log, tmp_path / "call.jsonl")
    before = time.time_ns()
    with Replay(files.load(tmp_path / "call.jsonl"), speed=math.inf) as replay:
        assert replay.wait(TIMEOUT)
        assert replay.done
    *rows, last = replay.log
    assert list(played(EventLog.from_entries(rows))) == list(played(log))
    assert [entry.row for entry in replay.log] == list(range(18))
    assert all(entry.received >= before for entry in replay.log)
    assert (last.type, last.detail) == ("closed", "by the end of the replay")


def test_a_log_that_ends_with_the_end_of_its_connection_gets_no_other() -> None:
    log = usual()
    log.record_connection("closed", "by close()")
    with Replay(log, speed=math.inf) as replay:
        assert replay.wait(TIMEOUT)
    assert list(played(replay.log)) == list(played(log))


@pytest.mark.parametrize(("speed", "least"), [(1.0, 0.4), (4.0, 0.1), (0.5, 0.8), (math.inf, 0.0)])
def test_the_gaps_are_as_they_were_over_the_speed(speed: float, least: float) -> None:
    log = log_of(100, 100, 100.1, 100.4)
    begin = time.monotonic()
    with Replay(log, speed=speed) as replay:
        assert replay.wait(TIMEOUT)
    times = [entry.monotonic - begin for entry in replay.log]
    assert least <= times[3] < least + 3  # a busy machine is late, never early
    assert times[2] >= least / 4


def test_of_two_clocks_the_one_that_was_not_set_counts() -> None:
    entries = list(log_of(0, 0.1, 0.2, 0.3))
    entries[1].monotonic += 1e6  # another machine
    entries[2].monotonic = 0.0  # and another one
    entries[3].received += 10**15  # its clock was set
    entries[3].monotonic = 0.1
    with Replay(EventLog.from_entries(entries)) as replay:
        assert replay.wait(2.0)
    assert replay.log[3].monotonic - replay.log[0].monotonic > 0.25


def test_events_are_waited_for_and_typed() -> None:
    with Replay(log_of(0, 0.2)) as replay:
        first = replay.events.wait_for("StasisStart", timeout=TIMEOUT)
        assert isinstance(first, StasisStart)
        assert first.channel is not None
        assert first.channel.name == "PJSIP/1000-00000000"
        second = replay.events.wait_for(StasisStart, timeout=TIMEOUT)
        assert (first.row, second.row) == (0, 1)
        begin = time.monotonic()
        with pytest.raises(ConnectionLost, match="by the end of the replay"):
            replay.events.wait_for("StasisEnd", timeout=TIMEOUT)
        assert time.monotonic() - begin < TIMEOUT / 2


def test_handlers_are_called() -> None:
    rows: list[int] = []
    with Replay(log_of(0, 0.05, 0.1)) as replay:
        replay.events.on("StasisStart", lambda event: rows.append(event.row), since=0)
        assert replay.wait(TIMEOUT)
        deadline = time.monotonic() + TIMEOUT
        while len(rows) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert rows == [0, 1, 2]


def test_live_objects_say_that_there_is_no_asterisk() -> None:
    with Replay(log_of(0)) as replay:
        channel = replay.events.wait_for(StasisStart, timeout=TIMEOUT).channel
        assert channel is not None
        for act in (channel.hangup, channel.refresh, lambda: channel.play("sound:hello-world")):
            with pytest.raises(NotLive, match="was not sent: this is a replay") as caught:
                act()
            assert "no Asterisk behind" in caught.value.why
        with pytest.raises(NotLive):
            replay.events._client.get("/channels")
        assert replay.events._client.learn_version() == ""
        assert repr(replay.events._client) == "<Client of a replay>"
        assert replay.wait(TIMEOUT)
    assert [entry.kind for entry in replay.log] == ["event", "connection"]


def test_answers_point_to_their_requests() -> None:
    log = EventLog(max_events=6)
    early = log.record_request("GET", "/ari/early")
    for _ in range(3):
        log.record_event(event())
    one, two = (log.record_request("GET", f"/ari/{n}") for n in (1, 2))
    for row in (two, one, early):
        log.record_answer(row, 200, "OK", 0.1, "[]")
    assert log.dropped == 3
    with Replay(log, speed=math.inf) as replay:
        assert replay.wait(TIMEOUT)
    answers = [entry for entry in replay.log if entry.kind == "answer"]
    asked = [None if a.request_row is None else replay.log[a.request_row] for a in answers]
    assert [request and request.path for request in asked] == ["/ari/2", "/ari/1", None]


def test_close_ends_a_long_gap_and_waits_at_once() -> None:
    replay = Replay(log_of(0, 1e9), speed=0.001)
    lost: list[ConnectionLost] = []

    def wait() -> None:
        try:
            replay.events.wait_for("StasisEnd", timeout=TIMEOUT)
        except ConnectionLost as error:
            lost.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    replay.events.wait_for("StasisStart", timeout=TIMEOUT)
    assert not replay.wait(0.05)
    assert not replay.done
    begin = time.monotonic()
    replay.close()
    waiting.join(TIMEOUT)
    assert time.monotonic() - begin < 2
    assert "by close()" in lost[0].why
    replay.close()
    assert replay.wait(0)
    assert [thread.name for thread in threading.enumerate() if "replay" in thread.name] == []
    assert [entry.type for entry in replay.log] == ["StasisStart", "closed"]


def test_a_pause_halts_it_and_its_time_does_not_count() -> None:
    with Replay(log_of(0, 0.2)) as replay:
        replay.events.wait_for("StasisStart", timeout=TIMEOUT)
        for _ in range(2):
            replay.pause()
        time.sleep(0.4)
        assert len(replay.log) == 1
        for _ in range(2):
            replay.resume()
        assert replay.wait(TIMEOUT)
        gap = replay.log[1].monotonic - replay.log[0].monotonic
        assert gap >= 0.55
        replay.pause()


def test_a_paused_replay_can_be_closed() -> None:
    replay = Replay(log_of(0, 0.1))
    replay.pause()
    replay.close()
    assert replay.done


def test_an_error_in_the_thread_is_raised_by_the_next_call(monkeypatch: Any) -> None:
    def broken(self: EventLog, entry: Entry) -> Entry:
        if entry.kind == "event":
            raise MemoryError("no more")
        return Entry("connection")

    with Replay(log_of(0.0, 0.3)) as replay:
        replay.events.wait_for("StasisStart", timeout=TIMEOUT)
        monkeypatch.setattr(EventLog, "append", broken)
        assert replay._over.wait(TIMEOUT)
        monkeypatch.undo()
        for call in (replay.pause, replay.resume, lambda: replay.wait(0)):
            with pytest.raises(ReplayError, match="broke off after") as caught:
                call()
            assert isinstance(caught.value.__cause__, MemoryError)


@pytest.mark.parametrize("speed", [0, -1, math.nan, -math.inf, "fast", None, True, 1j])
def test_a_speed_that_is_none_is_refused(speed: Any) -> None:
    with pytest.raises(ReplayError, match=r"(?s)is no speed for a replay.*pause\(\)"):
        Replay(EventLog(), speed=speed)


def test_an_empty_log_is_over_at_once() -> None:
    with Replay(EventLog()) as replay:
        assert replay.wait(TIMEOUT)
        with pytest.raises(ConnectionLost):
            replay.events.wait_for("StasisStart", timeout=TIMEOUT)


def test_a_live_log_is_played_as_far_as_it_was() -> None:
    log = log_of(0, 0)
    with Replay(log) as replay:
        log.record_event(event())
        assert replay.wait(TIMEOUT)
    assert len(replay.log) == 3


def test_its_repr_is_constant() -> None:
    with Replay(log_of(*[0.0] * 1200), speed=2) as replay:
        first = repr(replay)
        assert replay.wait(TIMEOUT)
        assert first == repr(replay) == "<Replay of 1,200 rows at speed 2>"
    assert repr(Replay(EventLog(), speed=math.inf)) == "<Replay of 0 rows at speed inf>"


def test_the_connection_of_the_log_is_that_of_the_replay() -> None:
    log = EventLog()
    log.record_connection("opened", "at x")
    log.record_connection("lost", "for a while")
    log.record_connection("back", "again")
    log.record_event(event())
    with Replay(log, speed=math.inf) as replay:
        assert replay.events.wait_for("StasisStart", timeout=TIMEOUT).row == 3
        assert replay.wait(TIMEOUT)
    assert [entry.type for entry in replay.log if entry.kind == "connection"] == [
        *("opened", "lost", "back", "closed"),
    ]
