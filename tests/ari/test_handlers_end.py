"""What goes wrong in handlers, and how they end."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from arinb.ari.client import Client
from arinb.ari.events import Event, Events
from arinb.ari.log import EventLog
from arinb.errors import BadWait, ConnectionLost, EventTimeout, HandlerFailed
from tests.ari.calls import SOON, Call
from tests.ari.handling import (
    DIGIT,
    PATIENCE,
    Digits,
    fail,
    press,
    press_until,
    threads,
    until,
)


class TestFailures:
    def test_are_raised_by_the_next_call(self, call: Call) -> None:
        handler = call.events.on(DIGIT, fail)
        press(call, 1, 2, 3)
        until(lambda: handler.count == 3 and handler.backlog == 0)
        with pytest.raises(HandlerFailed) as raised:
            call.events.wait_for(DIGIT)
        assert raised.value.what == "The handler fail failed with ChannelDtmfReceived at row 1."
        assert "ZeroDivisionError: at 1, in line" in raised.value.why
        assert "raise ZeroDivisionError(f\"at {event['digit']}\")" in raised.value.why
        assert "2 more calls of handlers failed after it" in raised.value.why
        assert isinstance(raised.value.__cause__, ZeroDivisionError)
        assert raised.value.__cause__.__traceback__ is not None
        assert call.events.wait_for(DIGIT)["digit"] == "1"
        assert [str(error) for error in handler.failures] == ["at 1", "at 2", "at 3"]

    @pytest.mark.parametrize("method", ["wait_for", "expect", "on", "tell_failures"])
    def test_are_raised_by_each_of_them(self, call: Call, method: str) -> None:
        handler = call.events.on(DIGIT, fail)
        press(call, 1)
        until(lambda: bool(handler.failures))
        arguments = {"on": (DIGIT, print), "tell_failures": ()}.get(method, (DIGIT,))
        with pytest.raises(HandlerFailed):
            getattr(call.events, method)(*arguments)
        call.events.tell_failures()

    def test_are_raised_at_the_end_of_a_block(self, call: Call) -> None:
        handler = call.events.on(DIGIT, fail)
        expected = call.events.expect("StasisEnd", timeout=30)
        with pytest.raises(HandlerFailed), expected:
            press_until(call, lambda: bool(handler.failures))

    def test_explain_why_an_event_did_not_come(self, call: Call) -> None:
        call.channel_event("StasisStart")
        call.events.on(DIGIT, fail)
        later = threading.Timer(0.1, press, [call, 1])
        later.start()
        error = call.timeout_of("PlaybackFinished", timeout=0.5)
        later.join()
        assert "The handler fail failed with ChannelDtmfReceived at row 2: ZeroD" in error.why
        assert isinstance(error.__cause__, HandlerFailed)
        call.events.tell_failures()

    def test_of_where_count_as_well(self, call: Call) -> None:
        handler = call.events.on(DIGIT, print, where=lambda _: 1 / 0)
        press(call, 1)
        until(lambda: bool(handler.failures))
        assert handler.count == 0
        with pytest.raises(HandlerFailed, match="print"):
            call.events.wait_for(DIGIT)

    def test_an_exit_is_one(self, call: Call) -> None:
        handler = call.events.on(DIGIT, lambda _: exit(3))
        press(call, 1, 2)
        until(lambda: handler.count == 2)
        with pytest.raises(HandlerFailed) as raised:
            call.events.wait_for(DIGIT)
        assert isinstance(raised.value.__cause__, SystemExit)

    def test_of_arinb_say_what_to_do(self, call: Call) -> None:
        handler = call.events.on(DIGIT, lambda _: call.events.wait_for("StasisEnd", timeout=SOON))
        press(call, 1)
        until(lambda: bool(handler.failures))
        with pytest.raises(HandlerFailed) as raised:
            call.events.wait_for(DIGIT)
        assert "EventTimeout: No StasisEnd came within 0.05 s." in raised.value.why
        assert "Stasis(hello-world)" in raised.value.next_step

    def test_only_the_latest_are_kept(self, call: Call) -> None:
        handler = call.events.on(DIGIT, fail)
        press(call, *range(50))
        until(lambda: handler.count == 50 and handler.backlog == 0)
        assert [str(error) for error in handler.failures] == [f"at {n}" for n in range(30, 50)]
        with pytest.raises(HandlerFailed, match="49 more"):
            call.events.tell_failures()

    def test_events_that_the_log_dropped_are_one(self) -> None:
        log = EventLog(max_events=10)
        client = Client("http://127.0.0.1:9", "asterisk", "secret", log=log)
        events = Events(log, client, "hello-world")
        release, heard = threading.Event(), []

        def slow(event: Event) -> None:
            heard.append(event["n"])
            assert release.wait(PATIENCE)

        handler = events.on("New", slow)
        log.record_event('{"type": "New", "n": 0}')
        until(lambda: handler.count == 1)
        for number in range(1, 31):
            log.record_event(f'{{"type": "New", "n": {number}}}')
        release.set()
        until(lambda: handler.count == 11)
        assert heard == [0, *range(21, 31)]
        with pytest.raises(HandlerFailed, match="has missed rows 1 to 20 of the log") as raised:
            events.tell_failures()
        assert "max_events" in raised.value.next_step
        handler.cancel()
        client.close()


class TestCancel:
    def test_ends_the_thread_with_the_last(self, call: Call) -> None:
        first, second = call.events.on(DIGIT, Digits()), call.events.on(DIGIT, Digits())
        assert len(threads()) == 1
        first.cancel()
        first.cancel()
        press(call, 1)
        until(lambda: second.count == 1)
        assert first.count == 0
        assert first.backlog == 0
        second.cancel()
        until(lambda: not threads())
        third = Digits()
        call.events.on(DIGIT, third)
        press(call, 2)
        assert third.wait() == ["2"]

    def test_waits_until_it_has_returned(self, call: Call) -> None:
        entered, left = threading.Event(), threading.Event()

        def slow(event: Event) -> None:
            entered.set()
            time.sleep(0.2)
            left.set()

        handler = call.events.on(DIGIT, slow)
        press(call, 1, 2)
        assert entered.wait(PATIENCE)
        handler.cancel()
        assert left.is_set()
        count = handler.count
        until(lambda: not threads())
        assert handler.count == count

    def test_has_an_end_itself(self, call: Call) -> None:
        release, entered = threading.Event(), threading.Event()

        def stuck(event: Event) -> None:
            entered.set()
            assert release.wait(PATIENCE)

        handler = call.events.on(DIGIT, stuck)
        press(call, 1, 2)
        assert entered.wait(PATIENCE)
        with pytest.raises(EventTimeout, match="cancelled, but still running"):
            handler.cancel(SOON)
        with pytest.raises(BadWait):
            handler.cancel(-1)
        release.set()
        handler.cancel()
        assert handler.count == 1

    def test_in_a_with_statement(self, call: Call) -> None:
        digits = Digits()
        with call.events.on(DIGIT, digits) as handler:
            press(call, 1)
            digits.wait()
        press(call, 2)
        until(lambda: not threads())
        assert handler.count == 1

    def test_an_interrupt_leaves_it_cancelled(self, call: Call) -> None:
        release, entered = threading.Event(), threading.Event()

        def stuck(event: Event) -> None:
            entered.set()
            assert release.wait(PATIENCE)

        handler = call.events.on(DIGIT, stuck)
        press(call, 1, 2)
        assert entered.wait(PATIENCE)
        ident = threading.main_thread().ident
        assert ident is not None
        later = threading.Timer(0.2, signal.pthread_kill, [ident, signal.SIGINT])
        later.start()
        with pytest.raises(KeyboardInterrupt):
            handler.cancel()
        later.join()
        release.set()
        until(lambda: not threads())
        assert handler.count == 1


class TestTheEndOfTheConnection:
    def test_ends_the_thread_after_what_has_come(self, call: Call) -> None:
        digits = Digits(100)
        call.events.on(DIGIT, digits)
        press(call, *range(100))
        call.log.record_connection("lost", "by the server")
        assert len(digits.wait()) == 100
        until(lambda: not threads())
        with pytest.raises(ConnectionLost):
            call.events.on(DIGIT, print)

    def test_does_not_while_arinb_connects_again(self) -> None:
        log = EventLog()
        client = Client("http://127.0.0.1:9", "asterisk", "secret", log=log)
        events = Events(log, client, "hello-world", over=lambda: False)
        digits = Digits(1)
        events.on(DIGIT, digits)
        log.record_connection("lost", "by the server")
        log.record_connection("back")
        log.record_event(f'{{"type": "{DIGIT}", "digit": "1"}}')
        assert digits.wait() == ["1"]
        log.record_connection("closed")
        events.close()
        events.close()
        assert threads() == []
        client.close()

    def test_ends_a_wait_in_a_handler_and_nobody_is_blamed(self, call: Call) -> None:
        entered = threading.Event()

        def waits(event: Event) -> None:
            entered.set()
            call.events.wait_for("StasisEnd", timeout=30)

        handler = call.events.on(DIGIT, waits)
        press(call, 1)
        assert entered.wait(PATIENCE)
        call.log.record_connection("closed", "by close()")
        call.events.close()
        assert threads() == []
        assert isinstance(handler.failures[0], ConnectionLost)
        call.events.tell_failures()
