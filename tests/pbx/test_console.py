from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from arinb.errors import ConsoleTimeout, NotRunning
from arinb.pbx.console import LONGEST, SHOWN, Console, plain


class Writer:
    """The end of the pipe into which an Asterisk would write."""

    def __init__(self, console: Console) -> None:
        reader, writer = os.pipe()
        self.console = console
        self._stream: BinaryIO = os.fdopen(writer, "wb", buffering=0)
        console.attach(os.fdopen(reader, "rb"))

    def say(self, text: str | bytes) -> None:
        self._stream.write(text.encode() if isinstance(text, str) else text)

    def end(self) -> None:
        self._stream.close()
        self.console.join(5)


@pytest.fixture
def console() -> Console:
    return Console()


@pytest.fixture
def asterisk(console: Console) -> Iterator[Writer]:
    writer = Writer(console)
    yield writer
    writer.end()


def test_lines_come_in_order_and_stay_after_the_end(console: Console, asterisk: Writer) -> None:
    asterisk.say("one\ntwo\n\nthr")
    asterisk.say("ee\n")
    assert console.wait_for("three", timeout=5) == "three"
    assert console.lines == ["one", "two", "three"] == list(console)
    asterisk.end()
    assert str(console) == "one\ntwo\nthree"
    assert len(console) == 3
    assert repr(console) == "<Console: 3 lines>"


def test_a_last_line_without_an_end_is_kept(console: Console, asterisk: Writer) -> None:
    asterisk.say("Segmentation fault")
    asterisk.end()
    assert console.lines == ["Segmentation fault"]


def test_tail_and_since(console: Console, asterisk: Writer) -> None:
    asterisk.say("a\nb\n")
    console.wait_for("b", timeout=5)
    mark = console.mark
    assert mark == 2
    asterisk.say("c\nd\n")
    console.wait_for("d", timeout=5)
    assert console.since(mark) == ["c", "d"]
    assert console.tail(3) == ["b", "c", "d"]
    assert console.tail(0) == []
    assert console.tail(99) == console.lines == console.since(0)


def test_it_keeps_the_last_ten_thousand_lines(console: Console, asterisk: Writer) -> None:
    asterisk.say("".join(f"line {i}\n" for i in range(LONGEST + 500)))
    console.wait_for(f"line {LONGEST + 499}$", timeout=10)
    assert len(console.lines) == LONGEST
    assert console.lines[0] == "line 500"
    assert console.mark == LONGEST + 500
    mark = console.mark
    assert console.since(mark) == []
    assert console.since(0) == console.lines
    asterisk.say("one more\n")
    console.wait_for("one more", timeout=5, since=mark)
    assert console.since(mark) == ["one more"]


def test_colours_and_control_characters_are_taken_off(console: Console, asterisk: Writer) -> None:
    asterisk.say(b"\x1b[1;32m  -- Executing\x1b[0m [1000@default:1]\r\n\x1b[0K\x07bell\n")
    asterisk.say(b"not utf-8: \xff\nna\xc3\xafve\n")
    console.wait_for("na", timeout=5, since=3)
    executing, bell, broken, naive = console.lines
    assert executing == "  -- Executing [1000@default:1]"
    assert bell == "bell"
    assert broken == "not utf-8: \ufffd"
    assert naive == "naïve"


def test_plain_keeps_tabs() -> None:
    assert plain("\x1b]a\tb") == "a\tb"


def test_the_lines_of_its_own_connections_are_left_out(console: Console, asterisk: Writer) -> None:
    asterisk.say("    -- Remote UNIX connection\n    -- Remote UNIX connection disconnected\nx\n")
    console.wait_for("x", timeout=5)
    assert console.lines == ["x"]
    assert console.connections_ended == 1
    console.settle(1, timeout=5)


def test_settle_gives_up_when_nothing_comes(console: Console, asterisk: Writer) -> None:
    begun = time.monotonic()
    console.settle(1, timeout=0.05)
    assert 0.04 < time.monotonic() - begun < 3


def test_wait_for_sees_what_is_there_and_what_comes(console: Console, asterisk: Writer) -> None:
    asterisk.say("Asterisk Ready.\n")
    assert console.wait_for("Ready", timeout=5) == "Asterisk Ready."
    assert console.wait_for("Ready", timeout=0) == "Asterisk Ready."
    later = threading.Timer(0.05, asterisk.say, ["Reloaded\n"])
    later.start()
    assert console.wait_for("^Reloaded$", timeout=5, since=console.mark) == "Reloaded"
    later.join()


def test_wait_for_does_not_look_before_the_mark(console: Console, asterisk: Writer) -> None:
    asterisk.say("hello\n")
    console.wait_for("hello", timeout=5)
    with pytest.raises(ConsoleTimeout, match="it showed nothing"):
        console.wait_for("hello", timeout=0.05, since=console.mark)


def test_a_wait_in_vain_shows_what_did_come(console: Console, asterisk: Writer) -> None:
    asterisk.say("".join(f"other {i}\n" for i in range(20)))
    console.wait_for("other 19", timeout=5)
    with pytest.raises(ConsoleTimeout) as caught:
        console.wait_for("hello", timeout=0.05)
    assert "did not show 'hello' within 0.05 s" in str(caught.value)
    assert "other 19" in str(caught.value)
    assert "other 11" not in str(caught.value)
    assert isinstance(caught.value, TimeoutError)


def test_a_wait_ends_when_asterisk_ends(console: Console, asterisk: Writer) -> None:
    asterisk.say("Segmentation fault\n")
    ender = threading.Timer(0.05, asterisk.end)
    ender.start()
    with pytest.raises(NotRunning, match="Segmentation fault"):
        console.wait_for("hello", timeout=30)
    ender.join()


def test_a_wait_before_the_first_start_says_so(console: Console) -> None:
    with pytest.raises(NotRunning):
        console.wait_for("hello", timeout=30)


def test_a_second_run_goes_on_in_the_same_console(console: Console, asterisk: Writer) -> None:
    asterisk.say("first\n    -- Remote UNIX connection disconnected\n")
    asterisk.end()
    assert console.connections_ended == 1
    second = Writer(console)
    assert console.connections_ended == 0
    second.say("second\n")
    console.wait_for("second", timeout=5)
    second.end()
    assert console.lines == ["first", "second"]


def test_the_thread_has_a_name_and_goes_with_the_pipe(console: Console) -> None:
    before = set(threading.enumerate())
    writer = Writer(console)
    (thread,) = set(threading.enumerate()) - before
    assert thread.name.startswith("arinb-console-")
    assert thread.daemon
    writer.end()
    thread.join(5)
    assert not thread.is_alive()


def test_a_notebook_shows_the_last_lines_escaped(console: Console, asterisk: Writer) -> None:
    assert "nothing yet" in console._repr_html_()
    asterisk.say('Caller <script>alert("x")</script> & Söhne\n')
    console.wait_for("Caller", timeout=5)
    page = console._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "&amp; Söhne" in page
    assert "var(--jp-content-font-color1, inherit)" in page
    assert "earlier lines" not in page
    asterisk.say("".join(f"line {i}\n" for i in range(50)))
    console.wait_for("line 49", timeout=5)
    page = console._repr_html_()
    assert f"{51 - SHOWN} earlier lines" in page
    assert page.count("\n") == SHOWN - 1
