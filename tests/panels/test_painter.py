from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from arinb.panels.painter import PERIOD, Painter

PATIENCE = 3.0


class Counted:
    """Something that counts how often it is painted."""

    def __init__(self, takes: float = 0.0) -> None:
        self.times: list[float] = []
        self.threads: set[str] = set()
        self._takes = takes

    def paint_safely(self) -> None:
        self.times.append(time.monotonic())
        self.threads.add(threading.current_thread().name)
        time.sleep(self._takes)


@pytest.fixture
def painter() -> Iterator[Painter]:
    painter = Painter(period=0.02)
    yield painter
    for panel in list(painter._panels):
        painter.remove(panel)


def _runs(painter: Painter) -> bool:
    return painter.running


def _until(condition: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.005)


def test_it_paints_at_most_five_times_a_second() -> None:
    assert PERIOD >= 0.2


def test_no_thread_without_a_panel(painter: Painter) -> None:
    assert not painter.running


def test_one_daemon_thread_paints_all_panels(painter: Painter) -> None:
    panels = [Counted(), Counted()]
    for panel in panels:
        painter.add(panel)
        painter.add(panel)
    _until(lambda: all(len(panel.times) > 3 for panel in panels))
    assert [panel.threads for panel in panels] == [{"arinb-painter"}] * 2
    threads = [t for t in threading.enumerate() if t.name == "arinb-painter"]
    assert [thread.daemon for thread in threads] == [True]


def test_it_ends_with_the_last_panel_and_starts_again(painter: Painter) -> None:
    first, second = Counted(), Counted()
    painter.add(first)
    painter.add(second)
    painter.remove(first)
    assert _runs(painter)
    painter.remove(second)
    assert not _runs(painter)
    painted = len(second.times)
    time.sleep(0.1)
    assert len(second.times) == painted
    painter.add(second)
    _until(lambda: len(second.times) > painted)
    assert len(second.times) > painted


def test_to_remove_what_was_never_added_does_nothing(painter: Painter) -> None:
    painter.remove(Counted())
    assert not painter.running


def test_a_panel_may_remove_itself_while_it_is_painted(painter: Painter) -> None:
    class Leaving(Counted):
        def paint_safely(self) -> None:
            super().paint_safely()
            painter.remove(self)

    panel = Leaving()
    painter.add(panel)
    _until(lambda: not painter.running)
    assert len(panel.times) == 1


def test_what_takes_long_is_painted_less_often(painter: Painter) -> None:
    panel = Counted(takes=0.1)
    painter.add(panel)
    _until(lambda: len(panel.times) >= 2)
    assert panel.times[1] - panel.times[0] >= 0.39
