"""A saved notebook: what is left of a panel without a kernel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from arinb.panels.stills import BUSY, QUIET, Still
from tests.notebook_files import REPOSITORY

CELLS = (
    "from tests.panels.scripted import Scripted\nari = Scripted().as_connection()",
    "from arinb.panels import EventsPanel\nEventsPanel(ari)",
    "from arinb.panels import Dashboard\nboard = Dashboard(None, ari)\nboard",
    'ari.log.record_event(\'{"type": "StasisStart"}\')',
    "import time\ntime.sleep(2)",
    "board.close()",
)
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
SANITIZER = r"""
[still pictures of panels]
regex: (?s)<style>\s*\.arinb-panel.*<!-- /still -->
replace: STILL
"""


@pytest.fixture(scope="module")
def saved() -> Any:
    """A notebook with panels, after a run."""
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    notebook = nbformat.v4.new_notebook(metadata=KERNEL, cells=cells)
    place = {"metadata": {"path": REPOSITORY}}
    NotebookClient(notebook, timeout=60, resources=place).execute()
    nbformat.validate(notebook)
    return notebook


def test_two_outputs_the_widget_and_the_still(saved: Any) -> None:
    for cell in saved.cells[1:3]:
        widget, still = cell.outputs
        assert set(widget.data) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
        assert set(still.data) == {"text/html"}
    assert saved.cells[1].outputs[0].data["text/plain"] == "<EventsPanel>"


def test_the_still_has_the_last_state(saved: Any) -> None:
    for cell in saved.cells[1:3]:
        assert "StasisStart" in cell.outputs[1].data["text/html"]


def test_no_later_cell_has_an_output_of_it(saved: Any) -> None:
    assert [cell.outputs for cell in saved.cells[4:]] == [[], []]


def test_the_widgets_state_is_saved_too(saved: Any) -> None:
    (state,) = saved.metadata.widgets.values()
    values = [str(model["state"].get("value", "")) for model in state["state"].values()]
    assert any("StasisStart" in value for value in values)


@pytest.mark.parametrize("with_state", [True, False])
def test_as_a_page_it_is_seen(saved: Any, with_state: bool) -> None:
    notebook = nbformat.from_dict(dict(saved))
    if not with_state:
        notebook.metadata = nbformat.from_dict(KERNEL)
    exporter: Any = HTMLExporter
    page, _ = exporter().from_notebook_node(notebook)
    assert 'class="arinb-still arinb-still-' in page
    assert "<td>StasisStart</td>" in page


def test_it_compares_equal(saved: Any, tmp_path: Path) -> None:
    notebook, config = tmp_path / "panels.ipynb", tmp_path / "nbval.cfg"
    nbformat.write(saved, notebook)
    known = (REPOSITORY / "tests/nbval.cfg").read_text()
    config.write_text(known if SANITIZER in known else known + SANITIZER)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "--nbval", "--nbval-sanitize-with", str(config), str(notebook)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CELLS)} passed" in done.stdout


class TestWhenItIsRenewed:
    @pytest.fixture
    def now(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        now = [100.0]
        monkeypatch.setattr("time.monotonic", lambda: now[0])
        monkeypatch.setattr("arinb.panels.stills.publish", lambda *_, **__: None)
        return now

    def test_not_without_a_change(self, now: list[float]) -> None:
        still = Still("1")
        still.show("")
        now[0] += 1000
        assert not still.is_due(0)
        now[0] += 1000
        assert not still.is_due(0)

    def test_when_it_is_quiet_after_one(self, now: list[float]) -> None:
        still = Still("1")
        still.show("")
        assert not still.is_due(0)
        assert not still.is_due(1)
        now[0] += QUIET + 0.01
        assert still.is_due(1)
        still.renew("")
        assert not still.is_due(1)

    def test_now_and_then_while_it_is_not(self, now: list[float]) -> None:
        still = Still("1")
        still.show("")
        due = 0
        for state in range(100):
            now[0] += 0.25
            if still.is_due(state):
                due += 1
                still.renew("")
        assert due == 25 // BUSY
