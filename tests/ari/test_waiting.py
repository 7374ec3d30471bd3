"""Waits on a log with gaps: a connection that comes back, rows that were dropped."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.events import Events
from arinb.ari.log import EventLog
from arinb.errors import ConnectionLost, EventTimeout
from tests.ari.calls import SOON, Call


@pytest.fixture
def call() -> Iterator[Call]:
    made = Call()
    yield made
    made.client.close()


class TestAConnectionThatComesBack:
    @pytest.fixture
    def given_up(self) -> list[bool]:
        return []

    @pytest.fixture
    def call(self, call: Call, given_up: list[bool]) -> Call:
        """A call whose connection arinb opens again, as long as nobody gives up."""
        call.events = Events(call.log, call.client, "hello-world", over=lambda: bool(given_up))
        return call

    def test_is_waited_for(self, call: Call) -> None:
        def comes_back() -> None:
            for state in ("trying", "trying", "back"):
                call.log.record_connection(state)
            call.channel_event("StasisStart")

        call.log.record_connection("lost", "by the server")
        later = threading.Timer(0.1, comes_back)
        later.start()
        assert call.events.wait_for("StasisStart", timeout=5).type == "StasisStart"
        later.join()

    @pytest.mark.parametrize("state", ["lost", "trying"])
    def test_is_waited_for_in_vain(self, call: Call, state: str) -> None:
        call.channel_event("StasisStart")
        row = call.log.record_connection("lost").row
        call.log.record_connection(state)
        error = call.timeout_of("StasisEnd", channel="7")
        assert f"the connection is down since row {row} (arinb keeps trying)" in error.why

    @pytest.mark.parametrize("state", ["closed", "replaced", "refused"])
    def test_is_over_in_the_end(self, call: Call, state: str) -> None:
        call.log.record_connection("lost", "by the server")
        later = threading.Timer(0.1, call.log.record_connection, [state, "401"])
        later.start()
        begin = time.monotonic()
        with pytest.raises(ConnectionLost, match=state):
            call.events.wait_for("StasisStart", timeout=30)
        assert time.monotonic() - begin < 2
        later.join()

    def test_is_over_when_arinb_has_given_up(self, call: Call, given_up: list[bool]) -> None:
        call.log.record_connection("lost", "without a goodbye")
        given_up.append(True)
        with pytest.raises(ConnectionLost, match="without a goodbye"):
            call.events.wait_for("StasisStart", timeout=30)

    def test_is_told_of_in_the_error(self, call: Call) -> None:
        lost = call.log.record_connection("lost").row
        call.log.record_connection("trying")
        back = call.log.record_connection("back").row
        error = call.timeout_of("BridgeCreated")
        told = f"the connection was lost at row {lost} and is back since row {back}: what happened"
        assert error.why.startswith(told)
        assert "ari.channels.list()" in error.next_step
        counts = "1 lost, 1 trying, 1 back (since row 0)"
        assert error.arrived[0] == counts
        call.log.record_connection("lost")
        call.log.record_connection("back")
        assert "(and was down once before that)" in call.timeout_of("BridgeCreated").why
        assert "lost" not in call.timeout_of("BridgeCreated", since=len(call.log)).why

    def test_is_told_of_beside_other_reasons(self, call: Call) -> None:
        call.channel_event("StasisStart")
        call.log.record_connection("lost")
        call.log.record_connection("back")
        error = call.timeout_of("StasisEnd", channel="1795450970.0")
        assert "is not in this log; the channel that came at row 1 is still there" in error.why
        assert "hang up" in error.next_step

    def test_a_lost_connection_that_nobody_opens_again_is_over(self, call: Call) -> None:
        events = Events(call.log, call.client, "hello-world")
        call.log.record_connection("lost")
        with pytest.raises(ConnectionLost):
            events.wait_for("StasisStart", timeout=30)
        call.log.record_connection("trying")
        with pytest.raises(EventTimeout):
            events.wait_for("StasisStart", timeout=SOON)


class TestALogWithABound:
    @pytest.fixture
    def call(self, call: Call) -> Call:
        call.log = EventLog(max_events=5)
        call.events = Events(call.log, call.client, "hello-world")
        return call

    def test_the_error_tells_what_was_dropped_unseen(self, call: Call) -> None:
        call.channel_event("StasisStart")
        for _ in range(20):
            call.channel_event("ChannelVarset")
        error = call.timeout_of("StasisStart")
        assert "16 rows had been dropped from the log before this wait looked at them" in error.why
        assert "max_events" in error.next_step
        assert error.arrived[0] == "5 ChannelVarset (since row 16)"
        assert "dropped" not in call.timeout_of("StasisStart", since=16).why

    def test_what_is_left_is_found(self, call: Call) -> None:
        for number in range(20):
            call.channel_event("StasisStart", str(number))
        assert call.events.wait_for("StasisStart")["channel"]["id"] == "15"
        assert call.events.wait_for("StasisStart")["channel"]["id"] == "16"
        assert [event["channel"]["id"] for event in call.events] == ["15", "16", "17", "18", "19"]
        assert call.events.last is not None
        assert call.events.last.row == 19
        assert len(call.events) == len(call.events.of_type("StasisStart")) == 5

    def test_rows_that_are_dropped_during_a_wait_were_seen(self, call: Call) -> None:
        def many() -> None:
            for _ in range(20):
                call.channel_event("ChannelVarset")

        later = threading.Timer(0.1, many)
        later.start()
        error = call.timeout_of("StasisStart", timeout=0.5)
        later.join()
        assert "dropped" not in error.why


@given(st.lists(st.sampled_from(["a", "b", "c", "wait a", "wait b", "wait c"]), max_size=30))
def test_waits_walk_through_the_events(steps: list[str]) -> None:
    """Each wait finds the first such event after the one before, and loses none by failing."""
    call = Call()
    rows: list[tuple[str, int]] = []
    place = 0
    for step in steps:
        wanted = step.removeprefix("wait ")
        if wanted == step:
            rows.append((step, call.happens(step)))
            continue
        found = next((row for type_, row in rows if type_ == wanted and row >= place), None)
        if found is None:
            call.timeout_of(wanted, timeout=1e-6)
        else:
            assert call.events.wait_for(wanted).row == found
            place = found + 1
    call.client.close()
