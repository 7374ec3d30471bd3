from __future__ import annotations

import threading
import time
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import pytest

from arinb.errors import ArinbError, NotRunning
from arinb.panels import look, parts
from arinb.panels.action import Action
from arinb.panels.painter import painter
from arinb.panels.panel import Panel, in_words
from tests.panels.scripted import HOSTILE, displayed, inside, text_of

PATIENCE = 3.0


class Clock(Panel):
    """A panel that shows a number, and counts what it is asked."""

    TITLE = "Clock"

    def __init__(self, target: Hashable = "here") -> None:
        super().__init__(target)
        self.number = 0
        self.asked = 0
        self.trouble: Exception | None = None
        self.messages: list[Any] = []

    def _controls(self) -> Sequence[Any]:
        self.action = Action(self, "Start", self._act)
        return (parts.row(self.action.button),)

    def _act(self) -> str | None:
        return "done"

    def _fingerprint(self) -> Hashable:
        return self.number

    def _html(self) -> str:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble
        return f"<b>{self.number}</b>"

    def _set(self, widget: Any, html: str) -> None:
        if widget.value != html:
            self.messages.append(html)
        super()._set(widget, html)


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    displayed(clock)
    yield clock
    clock.close()


class TestPainting:
    def test_it_is_painted_at_once(self, clock: Clock) -> None:
        assert clock.live == "<b>0</b>"

    def test_only_what_has_changed_is_painted(self, clock: Clock) -> None:
        asked = clock.asked
        for _ in range(5):
            clock.paint()
        assert clock.asked == asked
        clock.number = 1
        clock.paint()
        assert clock.live == "<b>1</b>"

    def test_one_message_for_a_painting(self, clock: Clock) -> None:
        clock.messages.clear()
        clock.number = 7
        clock.paint()
        assert clock.messages == ["<b>7</b>"]

    def test_what_nobody_sees_is_not_painted(self, clock: Clock) -> None:
        clock.box._view_count = 1  # a front end shows it
        clock.paint()
        clock.box._view_count = 0  # and then no more
        clock.number = 2
        clock.paint()
        assert clock.live == "<b>0</b>"
        clock.box._view_count = 1
        clock.paint()
        assert clock.live == "<b>2</b>"

    def test_an_error_is_kept_and_shown_and_the_panel_goes_on(
        self, clock: Clock, capfd: pytest.CaptureFixture[str]
    ) -> None:
        clock.trouble, clock.number = ZeroDivisionError("<i>"), 1
        clock.paint_safely()
        assert in_words(clock.failure or OSError()) == "ZeroDivisionError: <i>"
        assert "ZeroDivisionError: &lt;i&gt;" in text_of(clock)
        clock.trouble = None
        clock.paint_safely()
        assert clock.failure is None
        assert "ZeroDivisionError" not in text_of(clock)
        assert clock.live == "<b>1</b>"
        assert capfd.readouterr() == ("", "")


class TestShowing:
    def test_the_painter_paints_it_from_then_on(self) -> None:
        clock = Clock()
        assert not painter.running
        assert clock.widget is clock.box
        clock.number = 3
        _until(lambda: clock.live == "<b>3</b>")
        assert clock.live == "<b>3</b>"
        clock.close()
        assert not painter.running

    def test_its_repr_is_short_and_constant(self, clock: Clock) -> None:
        assert repr(clock) == "<Clock>"

    def test_in_the_same_cell_it_takes_the_place_of_its_predecessor(self, clock: Clock) -> None:
        other, later = displayed(Clock("there")), displayed(Clock())
        assert (clock.closed, other.closed, later.closed) == (True, False, False)
        other.close()
        later.close()

    def test_in_another_cell_it_does_not(
        self, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parts, "running_cell", lambda: "another")
        later = displayed(Clock())
        assert not clock.closed
        later.close()

    def test_no_cell_is_running_here(self) -> None:
        assert parts.running_cell() is None

    def test_a_picture_of_an_error_is_an_error_in_a_picture(self, clock: Clock) -> None:
        clock.trouble = ValueError("<b>")
        assert "ValueError: &lt;b&gt;" in clock.still()


class TestClosing:
    def test_the_last_state_stays_marked_as_closed(self, clock: Clock) -> None:
        clock.close()
        clock.close()
        clock.number = 9
        clock.paint()
        assert clock.closed
        assert clock.live == "<b>0</b>"
        assert "This panel is closed" in text_of(clock)
        assert clock.action.button.disabled

    def test_one_that_was_never_shown_can_be_closed(self) -> None:
        clock = Clock()
        clock.close()
        assert "This panel is closed" in text_of(displayed(clock))

    def test_disposed_of_it_leaves_no_widget(self, clock: Clock) -> None:
        widgets = [*inside(clock.box), clock.box]
        clock.dispose()
        assert all(widget.comm is None for widget in widgets)


class TestTelling:
    def test_a_text_is_shown_until_the_next(self, clock: Clock) -> None:
        clock.tell("good", "first")
        clock.paint()
        clock.tell("bad", "second")
        clock.paint()
        assert "first" not in text_of(clock)
        assert '<div class="arinb-note arinb-bad" role="alert">▲ second</div>' in text_of(clock)
        clock.tell("good", "")
        clock.paint()
        assert "second" not in text_of(clock)

    def test_an_error_of_arinb_says_what_why_and_what_next(self) -> None:
        error = ArinbError("It broke.", why="of this", next_step="that")
        assert in_words(error) == "It broke.\nWhy:  of this\nNext: that"

    def test_other_errors_have_their_class_and_no_secrets(self) -> None:
        assert in_words(KeyError()) == "KeyError"
        assert in_words(OSError("http://me:word@pbx/x?api_key=me:word")) == (
            "OSError: http://…@pbx/x?api_key=…"
        )


class TestAction:
    def test_it_runs_in_a_thread_and_its_result_is_told(self, clock: Clock) -> None:
        clock.action.start()
        assert clock.action.join(PATIENCE)
        clock.paint()
        assert "● done" in text_of(clock)
        assert (clock.action.button.description, clock.action.button.disabled) == ("Start", False)

    def test_meanwhile_the_button_says_so_and_takes_no_click(self, clock: Clock) -> None:
        go, runs = threading.Event(), []

        def act() -> None:
            runs.append(threading.current_thread().name)
            go.wait(PATIENCE)

        clock.action._do = act
        began = time.monotonic()
        clock.action.button.click()
        clock.action.button.click()
        assert time.monotonic() - began < PATIENCE
        assert (clock.action.button.description, clock.action.button.disabled) == ("working…", True)
        assert clock.action.running
        go.set()
        assert clock.action.join(PATIENCE)
        assert runs == ["arinb-action"]

    def test_what_goes_wrong_is_told_and_not_printed(
        self, clock: Clock, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def act() -> None:
            raise NotRunning("It does not run.", next_step="start it")

        clock.action._do = act
        clock.action.start()
        assert clock.action.join(PATIENCE)
        clock.paint()
        assert "▲ It does not run.\nNext: start it" in text_of(clock)
        assert not clock.action.button.disabled
        assert capfd.readouterr() == ("", "")

    def test_a_closed_panel_starts_nothing(self, clock: Clock) -> None:
        clock.close()
        clock.action.start()
        assert not clock.action.running


class TestLook:
    @pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
    def test_nothing_from_the_wire_is_markup(self, text: str) -> None:
        for html in (look.shown(text), look.note("bad", text), look.empty(text)):
            inner = html.removeprefix('<div class="arinb-note arinb-bad" role="status">')
            inner = inner.removeprefix('<div class="arinb-empty">').removesuffix("</div>")
            assert "<" not in inner
            assert inner.replace("\n", "").isprintable()
            assert len(inner) < 25_000
            html.encode()

    def test_json_is_pretty_and_anything_else_is_as_it_is(self) -> None:
        assert look.pretty(b'{"a":1}') == '{\n  "a": 1\n}'
        assert look.pretty(b"\xff{") == "\\xff{"
        assert look.pretty("[" * 100_000).endswith("(80000 characters more)")

    def test_every_colour_is_the_themes(self) -> None:
        for rule in look.STYLE.split(";"):
            if "color:" in rule and "inherit" not in rule:
                assert "var(--jp-" in rule, rule


def _until(condition: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
