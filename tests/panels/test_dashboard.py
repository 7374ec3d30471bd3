from __future__ import annotations

import re
from typing import Any

import pytest

from arinb import panels
from arinb.panels import dashboard
from arinb.panels.dashboard import Dashboard
from tests.panels.scripted import Scripted, displayed, find

FROM_ARI = {"Events", "Requests", "Status"}


def _tabs(board: Dashboard) -> Any:
    return find(board, lambda widget: hasattr(widget, "selected_index"))


def test_each_panel_has_its_tab() -> None:
    ari = Scripted()
    board = Dashboard(None, ari.as_connection())
    displayed(board)
    assert set(board.panels) >= FROM_ARI
    assert list(_tabs(board).titles) == list(board.panels)
    board.close()
    assert all(panel.closed for panel in board.panels.values())


def test_only_the_one_in_front_is_painted() -> None:
    ari = Scripted()
    board = Dashboard(None, ari.as_connection())
    displayed(board)
    titles = list(board.panels)
    _tabs(board).selected_index = titles.index("Events")
    ari.event("StasisStart")
    board.paint()
    assert "StasisStart" in board.panels["Events"].live
    ari.exchange("GET", "/ari/channels", 200)
    board.paint()
    assert "channels" not in board.panels["Requests"].live
    _tabs(board).selected_index = titles.index("Requests")
    board.paint()
    assert "channels" in board.panels["Requests"].live
    board.close()


def test_its_still_has_all_of_them() -> None:
    ari = Scripted()
    board = Dashboard(None, ari.as_connection())
    displayed(board)
    ari.event("StasisStart")
    assert set(re.findall("<h4>(.*?)</h4>", board.still())) == set(board.panels)
    assert "StasisStart" in board.still()
    board.close()


def test_without_anything_it_says_so() -> None:
    board = Dashboard()
    assert "No panels" in displayed(board).live
    board.close()


def test_every_tab_leads_to_a_panel() -> None:
    titles = [dashboard._class(place).TITLE for place, _ in dashboard.TABS]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_what_is_public_is_there() -> None:
    assert sorted(panels.__all__) == panels.__all__ == dir(panels)
    for name in panels.__all__:
        assert getattr(panels, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = panels.nothing
