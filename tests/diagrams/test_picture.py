"""What all pictures have in common: arguments, files, forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from arinb import diagrams
from arinb.ari.entry import Entry
from arinb.ari.log import EventLog
from arinb.diagrams import Picture, PictureError, ladder, rates, states, timeline
from arinb.errors import ArinbError
from tests.diagrams.calls import SVG, Told, channel, hello

DRAWN: list[Callable[[Any], Picture]] = [ladder, timeline, lambda log: states(log, "1795.1")]


def test_what_is_exported_is_sorted_and_there() -> None:
    assert sorted(diagrams.__all__) == sorted(set(diagrams.__all__))
    assert all(getattr(diagrams, name).__doc__ for name in diagrams.__all__)


@pytest.mark.parametrize("draw", DRAWN)
def test_forms(draw: Callable[[Any], Picture]) -> None:
    picture = draw(hello())
    assert str(picture) == picture.text
    assert picture == draw(hello()), "the same log gives the same picture"
    root = ET.fromstring(picture.svg)
    assert root.get("role") == "img"
    ids = (root.get("aria-labelledby") or "").split()
    named = [
        element.get("id")
        for element in (root.find(f"{SVG}title"), root.find(f"{SVG}desc"))
        if element is not None
    ]
    assert ids == named
    assert picture.svg in picture._repr_html_()
    assert "StasisStart" in repr(picture) or "Up" in repr(picture)


def test_the_text_of_a_saved_notebook_is_bounded() -> None:
    log = Told()
    for number in range(300):
        log.event("StasisStart", channel=channel(number), args=[])
    picture = ladder(log)
    assert len(picture.text.split("\n")) > 200
    shown = repr(picture).split("\n")
    assert len(shown) == 40
    assert shown[-1] == "… and 164 more lines: print(…) shows all"


def test_saving(tmp_path: Path) -> None:
    picture = ladder(hello())
    assert picture.save(tmp_path / "call.svg").read_text().rstrip() == picture.svg
    assert picture.save(str(tmp_path / "call.TXT")).read_text().rstrip() == picture.text
    assert "svg.arinb:root{background:#fff" in picture.svg, "it is seen without a page, too"


@pytest.mark.parametrize("name", ["call", "call.png", "call.svg.gz", ""])
def test_a_file_of_another_kind(name: str, tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="what kind of file") as raised:
        ladder(hello()).save(tmp_path / name if name else "")
    assert ".svg or .txt" in raised.value.why
    assert ".svg" in raised.value.next_step


def test_no_path_and_no_folder(tmp_path: Path) -> None:
    picture: Any = ladder(hello())
    with pytest.raises(PictureError, match="is no path"):
        picture.save(5)
    with pytest.raises(PictureError, match="can't be written") as raised:
        picture.save(tmp_path / "nowhere" / "call.svg")
    assert "No such file" in raised.value.why


@pytest.mark.parametrize("draw", [*DRAWN, rates])
@pytest.mark.parametrize(
    ("log", "step"),
    [
        (SimpleNamespace(log=EventLog()), "give it .log"),
        (pd.DataFrame(), "not its table"),
        (None, "give it ari.log"),
        ("events", "give it ari.log"),
        (iter([]), "make a list"),
        ([{"type": "StasisStart"}], "give it ari.log"),
    ],
)
def test_no_log(draw: Callable[[Any], object], log: object, step: str) -> None:
    with pytest.raises(PictureError) as raised:
        draw(log)
    assert step in raised.value.next_step
    assert raised.value.why
    assert isinstance(raised.value, ArinbError)


@pytest.mark.parametrize("name", ["first", "latest"])
@pytest.mark.parametrize("value", [0, -1, True, 2.5, "all", 1001])
@pytest.mark.parametrize("draw", [ladder, timeline])
def test_no_number_of_lines(draw: Any, name: str, value: object) -> None:
    with pytest.raises(PictureError, match="no number of lines") as raised:
        draw(hello(), **{name: value})
    assert f"{name}=" in raised.value.next_step


def test_first_and_latest() -> None:
    with pytest.raises(PictureError, match="can't both"):
        ladder(hello(), first=5, latest=5)


def test_times_that_no_calendar_has() -> None:
    start, end = (
        b'{"type":"StasisStart","channel":{"id":"1795.1"}}',
        b'{"type":"StasisEnd","channel":{"id":"1795.1"}}',
    )
    log = [
        Entry("event", 0, 10**30, raw=start, type="StasisStart"),
        Entry("event", 1, -(10**30), raw=end, type="StasisEnd"),
        Entry("answer", 2, 5, status=200, request_row=77),
    ]
    for draw in DRAWN:
        ET.fromstring(draw(log).svg)
