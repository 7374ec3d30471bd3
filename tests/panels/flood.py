"""A flood of events with all panels open, in a real JupyterLab: `python -m tests.panels.flood`.

It measures how many messages each panel sends, how long a cell `1 + 1` takes meanwhile, and how the
browser's memory grows.
"""

from __future__ import annotations

import contextlib
import json
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page, WebSocket
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import find_chromium
from tests.jupyter import IDLE, Lab, open_lab, open_page, run
from tests.notebook_files import REPOSITORY, notebook_files

NAME = "flood.ipynb"
RATE = 25_000  # events a second
PANELS = ("EventsPanel", "RequestsPanel", "StatusPanel", "Dashboard")
CELL_BY_CELL = """\
import json, sys, threading, time
sys.path.insert(0, "REPOSITORY")
from tests.panels.scripted import Scripted, channel, inside
from arinb import panels
ari = Scripted()
frame = json.dumps({"type": "ChannelVarset", "channel": channel(), "application": "test"}).encode()
stop = threading.Event()

def feed():
    begin, batches = time.monotonic(), 0
    while not stop.wait(max(0, begin + batches * 0.02 - time.monotonic())):
        ari.log.record_events([frame] * (RATE // 50))
        batches += 1
        if batches % 5 == 0:
            ari.exchange("GET", "/ari/channels", 200, b"[]")

events = panels.EventsPanel(ari.as_connection())
events

requests = panels.RequestsPanel(ari.as_connection())
requests

status = panels.StatusPanel(ari.as_connection())
status

board = panels.Dashboard(None, ari.as_connection())
board

shown = {type(p).__name__: p for p in (events, requests, status, board)}
print(json.dumps({n: [w.model_id for w in inside(p.box)] for n, p in shown.items()}))

thread = threading.Thread(target=feed, daemon=True)
thread.start()
"""
# Press Control+Enter, and take the time until the cell has its number.
ONE_PLUS_ONE = """async () => {
  const cell = [...document.querySelectorAll('.jp-CodeCell')].at(-1);
  const number = () => cell.querySelector('.jp-InputPrompt').textContent;
  const before = number();
  return await new Promise((done, lost) => {
    const begin = performance.now();
    const watch = new MutationObserver(() => {
      if (/\\d/.test(number()) && number() !== before) {
        watch.disconnect();
        done(performance.now() - begin);
      }
    });
    watch.observe(cell, {childList: true, subtree: true, characterData: true});
    setTimeout(() => lost(new Error('no idle')), 10000);
    const key = {key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: true, bubbles: true};
    cell.querySelector('.cm-content, .jp-InputArea-editor').dispatchEvent(
      new KeyboardEvent('keydown', key));
  });
}"""


@dataclass
class Flood:
    """What was measured.

    Fields: `events`, how many came; `seconds`, for how long; `messages`, how many each panel sent
    in a second; `took`, milliseconds for each `1 + 1`; `grown`, by how many MB the browser's
    memory grew; `counted`, the panel's count at the end, and `logged`, the log's.
    """

    events: int = 0
    seconds: float = 0.0
    messages: dict[str, float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    grown: float = 0.0
    counted: str = ""
    logged: str = ""

    def __str__(self) -> str:
        lines = [
            f"events a second: {self.events / self.seconds:,.0f}",
            f"messages a second: {self.messages}",
            f"1 + 1, median of {len(self.took)}: {statistics.median(self.took):.0f} ms",
            f"1 + 1, slowest: {max(self.took):.0f} ms",
            f"browser's memory: {self.grown:+.1f} MB",
            f"counted {self.counted}, logged {self.logged}",
        ]
        return "\n".join(lines)


class Wire:
    """The messages of widgets that JupyterLab receives, with their times."""

    def __init__(self, page: Page) -> None:
        self._got: list[tuple[float, str]] = []
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)

    def _received(self, frame: bytes | str) -> None:
        raw = frame if isinstance(frame, bytes) else frame.encode()
        if b"comm_msg" in raw and (found := re.search(rb'"comm_id": ?"([0-9a-f-]+)"', raw)):
            self._got.append((time.monotonic(), found[1].decode()))

    def between(self, begin: float, end: float) -> Counter[str]:
        """How many came in a while, by widget."""
        return Counter(comm for at, comm in self._got if begin <= at <= end)


def measure(page: Page, lab: Lab, seconds: float) -> Flood:
    """Open all panels, let events flood in for a while, and measure."""
    wire = Wire(page)
    _write(lab.folder / NAME)
    notebook = run(page, lab, NAME)
    widgets = json.loads(notebook.cells[-2].outputs[0].text)
    _new_cell(page, "1 + 1")
    page.evaluate(ONE_PLUS_ONE)
    flood, memory, begin = Flood(), _memory(page), time.monotonic()
    before = int(_result(page, "len(ari.log)"))
    _new_cell(page, "1 + 1")
    while time.monotonic() < begin + seconds:
        flood.took.append(page.evaluate(ONE_PLUS_ONE))
        page.wait_for_timeout(200)
    end = time.monotonic()
    flood.seconds = end - begin
    flood.logged = _result(page, "stop.set(); thread.join(); len(ari.log)")
    flood.events = int(flood.logged) - before
    sent = wire.between(begin, end)
    flood.messages = {
        panel: round(sum(sent[comm] for comm in comms) / flood.seconds, 1)
        for panel, comms in widgets.items()
    }
    said = page.locator(".arinb-panel .arinb-line").first
    with contextlib.suppress(PlaywrightTimeout):
        said.filter(has_text=f"{int(flood.logged):,} rows in the log").wait_for()
    flood.grown = _memory(page) - memory
    flood.counted = said.inner_text().split("; ")[1].removesuffix(" rows in the log")
    flood.counted = flood.counted.replace(",", "")
    page.wait_for_selector(IDLE)
    return flood


def _write(path: Path) -> None:
    metadata = nbformat.read(notebook_files()[0], as_version=4).metadata
    written = CELL_BY_CELL.replace("REPOSITORY", str(REPOSITORY)).replace("RATE", str(RATE))
    sources = written.replace("\n\ndef feed", "\ndef feed").strip().split("\n\n")
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata, cells=cells), path)


def _new_cell(page: Page, source: str) -> None:
    page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt").click()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(source)


def _result(page: Page, source: str) -> str:
    _new_cell(page, source)
    page.evaluate(ONE_PLUS_ONE)
    output = page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output")
    output.wait_for()
    return output.inner_text().strip()


def _memory(page: Page) -> float:
    """What the page's scripts hold, in MB."""
    session: Any = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


def in_a_lab(seconds: float) -> Flood | None:
    """Measure for a while in a JupyterLab of its own; None without a Chromium."""
    chromium = find_chromium()
    if chromium is None:
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        notebooks, settings = Path(folder) / "notebooks", Path(folder) / "settings"
        notebooks.mkdir()
        with open_lab(notebooks, settings, theme="Light") as lab, open_page(chromium) as page:
            return measure(page, lab, seconds)


def main(seconds: float = 20.0) -> None:
    """Say what was measured."""
    flood = in_a_lab(seconds)
    sys.stdout.write(f"{flood or 'This needs a Chromium, as `make test` gets it.'}\n")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
