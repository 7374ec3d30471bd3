"""Rates: events over time by type."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib.patches import Rectangle

from arinb.diagrams import PictureError, rates
from tests.diagrams.calls import Told, hello

PNG = b"\x89PNG"


def test_the_counts_by_type() -> None:
    lines = rates(hello()).text.split("\n")
    assert lines[0].startswith("219 events, 20")
    assert [line.split() for line in lines[1:4]] == [
        ["events", "a", "second", "type"],
        ["214", "145.6", "ChannelVarset"],
        ["1", "0.7", "StasisStart"],
    ]
    assert repr(rates(hello())) == str(rates(hello()))


def test_the_bars_hold_all_events() -> None:
    log = Told()
    for number in range(300):
        log.event(f"Type{number % 12}", 0.1)
    plot = rates(log)
    assert sum(bar.get_height() for bar in plot.axes.patches if isinstance(bar, Rectangle)) == 300
    legend = plot.axes.get_legend()
    assert legend is not None
    names = [text.get_text() for text in legend.get_texts()]
    assert len(names) == 9
    assert names[0] == "other types"
    assert len(rates(log, bars=5).axes.patches) < len(plot.axes.patches)


def test_a_notebook_and_files_have_it(tmp_path: Path) -> None:
    plot = rates(hello())
    assert plot._repr_png_().startswith(PNG)
    assert plot.save(tmp_path / "x.png").read_bytes().startswith(PNG)
    assert "<svg" in plot.save(tmp_path / "x.svg").read_text()
    assert plot.save(str(tmp_path / "x.txt")) == tmp_path / "x.txt"
    assert "ChannelVarset" in (tmp_path / "x.txt").read_text()
    assert plot.figure.axes == [plot.axes]
    with pytest.raises(PictureError, match="what kind of file"):
        plot.save(tmp_path / "x.gif")
    with pytest.raises(PictureError, match="can't be written"):
        plot.save(tmp_path / "nowhere" / "x.png")


def test_odd_types_and_times_are_plotted_all_the_same() -> None:
    log = Told()
    for type_ in ("$x^", "_hidden", "日本", "a" * 500, "<b>", "\ud800"):
        log.event(type_, 3600)
    log.now -= 10**13
    log.event("Back", 0)
    assert rates(log)._repr_png_().startswith(PNG)
    assert rates(log[:1])._repr_png_().startswith(PNG), "a single moment"


def test_an_empty_log() -> None:
    plot = rates([])
    assert "No event has come yet" in plot.text
    assert plot._repr_png_().startswith(PNG)


@pytest.mark.parametrize("bars", [0, -1, True, "many", 10_000])
def test_no_number_of_bars(bars: int) -> None:
    with pytest.raises(PictureError, match="no number of bars") as raised:
        rates(hello(), bars=bars)
    assert raised.value.next_step


def test_without_matplotlib_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(PictureError, match="matplotlib is not installed") as raised:
        rates(hello())
    assert '%pip install "arinb[plots]"' in raised.value.next_step


def test_matplotlib_is_loaded_when_it_is_needed_and_pyplot_never() -> None:
    code = (
        "import sys, arinb.diagrams as d; assert 'matplotlib' not in sys.modules; d.rates([]);"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
