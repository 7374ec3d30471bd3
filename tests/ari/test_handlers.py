"""on(): functions that are called with events, in a thread of their own."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arinb.ari.connection import Connection, connect
from arinb.ari.events import Event
from arinb.ari.events.calls import StasisStart
from arinb.errors import BadWait, ConnectionLost, HandlerFailed
from arinb.pbx.private import PrivateAsterisk
from tests.ari.calls import Call
from tests.ari.handling import (
    DIGIT,
    PATIENCE,
    Digits,
    fail,
    noting,
    press,
    threads,
    until,
)


class TestCalls:
    def test_each_event_in_order_with_its_class(self, call: Call) -> None:
        came: list[tuple[str, str, str]] = []
        done = threading.Event()

        def note(event: Event) -> None:
            came.append((type(event).__name__, event.type, threading.current_thread().name))
            if event.type == "StasisEnd":
                done.set()

        call.events.on(["StasisStart", DIGIT, "StasisEnd"], note)
        call.channel_event("StasisStart")
        press(call, 1)
        call.channel_event("ChannelVarset")
        call.channel_event("StasisEnd")
        assert done.wait(PATIENCE)
        assert [first for first, _, _ in came] == ["StasisStart", DIGIT, "StasisEnd"]
        assert {name for _, _, name in came} == {"arinb-handlers-hello-world"}

    def test_those_that_are_called_now_are_listed(self, call: Call) -> None:
        first, second = Digits(), Digits()
        kept = call.events.on(DIGIT, first)
        with call.events.on(DIGIT, second):
            assert [each.count for each in call.events.handlers] == [0, 0]
            call.events.handlers[1].cancel()
        assert [each.name for each in call.events.handlers] == [kept.name]
        call.events.handlers[0].cancel()
        press(call, 1)
        assert [each.name for each in call.events.handlers] == []
        assert (kept.count, first.heard) == (0, [])

    def test_not_those_that_came_before_unless_since_says_so(self, call: Call) -> None:
        press(call, 1)
        late, all_ = Digits(), Digits(2)
        call.events.on(DIGIT, late)
        call.events.on(DIGIT, all_, since=0)
        press(call, 2)
        assert all_.wait() == ["1", "2"]
        assert late.wait() == ["2"]

    def test_filters_are_those_of_wait_for(self, call: Call) -> None:
        ones, sevens, pound = Digits(), Digits(3), Digits()
        call.events.on(DIGIT, ones, digit="1")
        call.events.on(DIGIT, sevens, channel="7")
        call.events.on(None, pound, where=lambda event: event.raw.get("digit") == "#")
        press(call, 1, 2, "#")
        assert (ones.wait(), sevens.wait(), pound.wait()) == (["1"], ["1", "2", "#"], ["#"])

    def test_as_a_decorator(self, call: Call) -> None:
        digits = Digits()

        @call.events.on(DIGIT, digit="1")
        def on_one(event: Event) -> None:
            digits(event)

        press(call, 1)
        assert digits.wait() == ["1"]
        until(lambda: on_one.count == 1)
        on_one(Event(call.log[-1], call.client))
        assert digits.heard == ["1", "1"]
        assert on_one.count == 1
        assert repr(on_one) == "<Handler on_one: ChannelDtmfReceived with digit='1'>"

    def test_its_types(self, call: Call) -> None:
        """mypy checks that the function is given the class."""

        @call.events.on(StasisStart)
        def answer(start: StasisStart) -> None:
            assert start.channel.id == "7"

        call.events.on(StasisStart, lambda start: start.channel)
        call.channel_event("StasisStart", "7")
        until(lambda: answer.count == 1)

    def test_several_are_called_in_their_order(self, call: Call) -> None:
        came: list[str] = []
        for name in "abc":
            call.events.on(DIGIT, noting(came, name))
        press(call, 1, 2)
        until(lambda: len(came) == 6)
        assert came == ["a1", "b1", "c1", "a2", "b2", "c2"]

    def test_a_slow_one_misses_nothing_and_holds_nobody_up(self, call: Call) -> None:
        release, digits = threading.Event(), Digits(1000)

        def slow(event: Event) -> None:
            assert release.wait(PATIENCE)
            digits(event)

        handler = call.events.on(DIGIT, slow)
        begin = time.monotonic()
        for digit in range(1000):
            press(call, digit)
            time.sleep(max(0.0, begin + digit / 1000 - time.monotonic()))
        assert time.monotonic() - begin < 3
        until(lambda: handler.backlog == 999)
        assert handler.count == 1
        assert call.events.wait_for(DIGIT)["digit"] == "0"
        release.set()
        assert digits.wait() == list(map(str, range(1000)))
        until(lambda: handler.backlog == 0)
        assert handler.count == 1000

    def test_the_program_may_wait_for_the_same_event(self, call: Call) -> None:
        digits = Digits()
        call.events.on(DIGIT, digits)
        press(call, 1)
        digits.wait()
        assert call.events.wait_for(DIGIT)["digit"] == "1"

    @pytest.mark.parametrize("function", [3, "print"])
    def test_what_is_no_function_is_refused(self, call: Call, function: Any) -> None:
        with pytest.raises(BadWait, match="can't be called with events"):
            call.events.on(DIGIT, function)
        with pytest.raises(BadWait, match="can't be called with events"):
            call.events.on(DIGIT)(function)
        assert threads() == []

    def test_an_async_function_is_refused(self, call: Call) -> None:
        async def wrong(event: Event) -> None:
            pass

        with pytest.raises(BadWait, match="can't be called") as raised:
            call.events.on(DIGIT, wrong)
        assert "async" in raised.value.why


class TestACellThatIsRunAgain:
    def test_puts_a_function_of_the_same_name_in_the_earlier_ones_place(self, call: Call) -> None:
        came: list[str] = []
        cell = "def on_key(event):\n    came.append(answer + event['digit'])\non(type_, on_key)"
        names: dict[str, Any] = {"came": came, "on": call.events.on, "type_": DIGIT}
        for names["answer"] in ("old", "new"):
            exec(cell, names)
        press(call, 1)
        until(lambda: len(came) == 1)
        assert came == ["new1"]

    def test_does_so_with_a_lambda(self, call: Call) -> None:
        came: list[str] = []
        names: dict[str, Any] = {"came": came, "on": call.events.on, "type_": DIGIT}
        for _ in range(2):
            exec("on(type_, lambda event: came.append('x'))", names)
        exec("\non(type_, lambda event: came.append('another'))", names)
        press(call, 1)
        until(lambda: len(came) == 2)
        assert came == ["x", "another"]

    def test_leaves_others_alone(self, call: Call) -> None:
        came: list[str] = []

        digits = [Digits(), Digits()]
        for each in digits:
            call.events.on(DIGIT, each.__call__)
        call.events.on(DIGIT, noting(came, "a"))
        call.events.on(DIGIT, noting(came, "b"))
        call.events.on(DIGIT, fail, digit="8")
        call.events.on(DIGIT, fail, digit="9")
        press(call, 1)
        until(lambda: len(came) == 2)
        assert came == ["a1", "b1"]
        assert [each.wait() for each in digits] == [["1"], ["1"]]


class TestInsideOfAHandler:
    def test_a_wait_begins_after_the_event_and_moves_nobody_elses(self, call: Call) -> None:
        heard: list[str] = []
        done = threading.Event()

        def more(event: Event) -> None:
            heard.append(event["digit"] + call.events.wait_for(DIGIT)["digit"])
            if event["digit"] == "3":
                done.set()

        call.events.on(DIGIT, more, where=lambda event: event["digit"] in "13")
        press(call, 1, 2, 3, 4)
        assert done.wait(PATIENCE)
        assert heard == ["12", "34"]
        assert call.events.wait_for(DIGIT)["digit"] == "1"

    def test_an_expectation(self, call: Call) -> None:
        found: list[str] = []

        def act(event: Event) -> None:
            with call.events.expect("StasisEnd") as end:
                call.channel_event("StasisEnd", "9")
            found.append(end.event["channel"]["id"])

        call.events.on(DIGIT, act)
        press(call, 1)
        until(lambda: found == ["9"])

    def test_its_own_failures_are_not_told(self, call: Call) -> None:
        heard = Digits()

        def later(event: Event) -> None:
            call.events.wait_for("StasisEnd", since=0)
            heard(event)

        call.channel_event("StasisEnd")
        call.events.on(DIGIT, fail)
        call.events.on(DIGIT, later)
        press(call, 1)
        assert heard.wait() == ["1"]
        with pytest.raises(HandlerFailed):
            call.events.tell_failures()

    def test_one_may_add_and_cancel(self, call: Call) -> None:
        digits, added = Digits(2), []

        def once(event: Event) -> None:
            added.append(call.events.on(DIGIT, digits))
            first.cancel()

        first = call.events.on(DIGIT, once)
        press(call, 1)
        until(lambda: bool(added))
        press(call, 2, 3)
        assert digits.wait() == ["2", "3"]
        assert first.count == 1

    def test_one_may_close(self, call: Call) -> None:
        handler = call.events.on(DIGIT, lambda _: call.events.close())
        press(call, 1, 2)
        until(lambda: not threads())
        assert handler.count == 1
        with pytest.raises(ConnectionLost, match="Nothing is called"):
            call.events.on(DIGIT, print)


def test_a_dropped_handler_is_called_all_the_same(call: Call) -> None:
    digits = Digits()
    call.events.on(DIGIT, digits)
    gc.collect()
    press(call, 1)
    assert digits.wait() == ["1"]


@pytest.fixture
def ari(shared_pbx_each: PrivateAsterisk) -> Iterator[Connection]:
    shared_pbx_each.cli("dialplan add extension handled,1,Stasis(handled) into default replace")
    with connect(shared_pbx_each, app="handled") as connection:
        yield connection
    assert not any(thread.name == "arinb-handlers-handled" for thread in threading.enumerate())


def test_a_call_on_asterisk(ari: Connection, shared_pbx_each: PrivateAsterisk) -> None:
    @ari.on(StasisStart)
    def answer(start: StasisStart) -> None:
        start.channel.answer()
        with ari.events.expect("PlaybackFinished") as done:
            done.about(playback=start.channel.play("sound:hello-world"))
        start.channel.hangup()

    shared_pbx_each.cli("channel originate Local/handled@default application Wait 60")
    assert ari.events.wait_for("PlaybackFinished", playback__state="done")
    assert ari.events.wait_for("StasisEnd")
    assert (answer.count, answer.failures) == (1, ())


@given(
    steps=st.lists(st.sampled_from(["a", "b", "c", "on a", "on b", "on any"]), max_size=25),
    at_once=st.integers(1, 5),
)
@settings(max_examples=50, deadline=None)
def test_each_handler_is_called_with_its_events_in_order(steps: list[str], at_once: int) -> None:
    """However the log is cut into pieces, and whoever comes when."""
    call = Call()
    rows: list[tuple[str, int]] = []
    heard: list[tuple[str, int, list[int]]] = []
    with patch("arinb.ari.events.handlers._AT_ONCE", at_once):
        for step in steps:
            if not step.startswith("on "):
                rows.append((step, call.happens(step)))
                continue
            came: list[int] = []
            type_ = step.removeprefix("on ")
            function = rows_into(came)
            call.events.on(None if type_ == "any" else type_, function)
            heard.append((type_, len(call.log), came))
        call.log.record_connection("closed")
        until(lambda: not threads())
    for type_, begin, came in heard:
        wanted = [row for name, row in rows if type_ in (name, "any") and row >= begin]
        assert came == wanted
    call.client.close()


def rows_into(came: list[int]) -> Callable[[Event], None]:
    return lambda event: came.append(event.row)
