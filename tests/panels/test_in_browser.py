"""The panels as a learner sees them: a real JupyterLab, in a real Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import find_chromium
from tests.jupyter import Lab, choose, open_lab, open_notebook, open_page, run, save
from tests.needs import needs
from tests.notebook_files import REPOSITORY, notebook_files
from tests.test_browser import READABLE, TOO_WIDE, WEAK_TEXT

NAME = "panels.ipynb"
STEPS = True  # each test goes on where the one before has ended
AXE = "axe_playwright_python"
SCREENSHOTS = "ARINB_SCREENSHOTS"  # a folder for them, for people to look at
CELL_BY_CELL = """\
import sys
sys.path.insert(0, "REPOSITORY")
from tests.panels.scripted import HOSTILE, Scripted, channel
from arinb.panels import Dashboard, EventsPanel, RequestsPanel, StatusPanel
ari = Scripted()

events = EventsPanel(ari)
events

requests = RequestsPanel(ari)
requests

StatusPanel(ari)

ari.event("StasisStart", channel=channel())
ari.exchange("GET", "/ari/channels/1400609726.3", 200, b'{"id": "1400609726.3"}')
ari.exchange("POST", "/ari/channels/1400609726.3/play?media=sound:hello-world", 404)

for text in HOSTILE:
    ari.event(text, channel=channel(text), value=text)
    ari.log.record_malformed(text.encode("utf-8", "replace"), text)

board = Dashboard(None, ari)
board
"""
CELLS = CELL_BY_CELL.replace("REPOSITORY", str(REPOSITORY)).strip().split("\n\n")


@pytest.fixture(scope="module", params=["Light", "Dark"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lab")
    (folder / "notebooks").mkdir()
    with open_lab(folder / "notebooks", folder / "settings", theme=request.param) as lab:
        lab.theme = request.param  # type: ignore[attr-defined]
        yield lab


@pytest.fixture(scope="module")
def page(lab: Lab) -> Iterator[Page]:
    """The notebook of this module, after a run."""
    chromium = find_chromium()
    needs(chromium is not None, "a Chromium, as `make test` gets it")
    assert chromium is not None
    metadata = nbformat.read(notebook_files()[0], as_version=4).metadata
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    notebook = nbformat.v4.new_notebook(metadata=metadata, cells=cells)
    nbformat.write(notebook, lab.folder / NAME)
    with open_page(chromium) as page:
        run(page, lab, NAME)
        yield page
        page.goto("about:blank")
        lab.shut_down()


pytestmark = pytest.mark.browser


def _output(page: Page, cell: int) -> Locator:
    return page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea")


def _panel(page: Page, cell: int) -> Locator:
    return _output(page, cell).locator(".arinb-panel").first


def _picture(seen: Locator | Page, lab: Lab, name: str) -> None:
    if folder := os.environ.get(SCREENSHOTS):
        theme = getattr(lab, "theme", "")
        seen.screenshot(path=Path(folder) / f"{name}-{theme.lower()}.png")


def test_events_come_in_as_they_happen(page: Page, lab: Lab) -> None:
    rows = _panel(page, 1).locator("tr[data-row]")
    expect(rows.filter(has_text="StasisStart")).to_have_count(1)
    _picture(_panel(page, 1), lab, "events")


def test_a_click_shows_the_event_and_what_it_means(page: Page, lab: Lab) -> None:
    events = _panel(page, 1)
    row = events.locator("tr", has_text="StasisStart")
    row.click()
    expect(events.locator("pre")).to_contain_text('"type": "StasisStart"')
    expect(events.locator("tr[aria-selected=true]")).to_contain_text("StasisStart")
    field = events.get_by_label("Row")
    assert field.input_value() == row.get_attribute("data-row")
    field.fill("0")
    field.press("Enter")
    expect(events.locator("tr[aria-selected=true]")).to_contain_text("opened")
    _picture(events, lab, "one-event")


def test_typing_narrows_the_rows(page: Page) -> None:
    events = _panel(page, 1)
    field = events.get_by_label("Type")
    field.fill("stasis")
    field.press("Enter")
    expect(events.locator("tr[data-row]")).to_have_count(1)
    field.fill("")
    field.press("Enter")
    expect(events.locator("tr[data-row]", has_text="opened")).to_have_count(1)


def test_a_request_is_shown_as_curl_shows_it(page: Page, lab: Lab) -> None:
    requests = _panel(page, 2)
    requests.locator("tr", has_text="200 OK").click()
    expect(requests.locator("pre")).to_contain_text("> GET /ari/channels/1400609726.3 HTTP/1.1")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    requests.get_by_role("button", name="copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('curl -v -u asterisk:"$ARI_PASSWORD" -X GET "http://')
    _picture(requests, lab, "requests")


def test_a_request_that_fails_is_explained(page: Page, lab: Lab) -> None:
    requests = _panel(page, 2)
    requests.get_by_role("button", name="Do it again").click()
    expect(requests.get_by_role("alert")).to_contain_text("nothing listens at")
    expect(requests.get_by_role("button", name="Do it again")).to_be_enabled()
    _picture(requests, lab, "request-failed")


def test_the_dashboard_has_all_in_tabs(page: Page, lab: Lab) -> None:
    board = _panel(page, 6)
    for title in ("Requests", "Status", "Events"):
        board.get_by_role("tab", name=title).click()
        expect(board.locator(".arinb-panel .arinb-table:visible").first).to_be_visible()
        _picture(board, lab, f"dashboard-{title.lower()}")


def test_one_of_the_two_outputs_is_seen(page: Page) -> None:
    expect(_output(page, 1).locator(".arinb-still")).to_be_hidden()
    expect(_output(page, 1).locator(".arinb-panel")).to_be_visible()


@pytest.mark.parametrize("width", [1400, 800])
def test_all_can_be_read(page: Page, lab: Lab, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    assert page.evaluate(WEAK_TEXT, READABLE) == []
    assert page.evaluate(TOO_WIDE) == []
    _picture(page, lab, f"all-{width}")
    page.set_viewport_size({"width": 1400, "height": 1000})


def test_axe_finds_no_fault(page: Page) -> None:
    needs(find_spec(AXE) is not None, f"axe, which is in the package {AXE}")
    page.evaluate(files(AXE).joinpath("axe.min.js").read_text())
    found = page.evaluate(
        "() => axe.run({include: [...document.querySelectorAll('.arinb-panel')]})"
    )
    assert [(fault["impact"], fault["help"]) for fault in found["violations"]] == []
    assert len(found["passes"]) > 10


def test_clicks_are_heard_while_a_cell_runs(page: Page) -> None:
    _new_cell(page, "import time; time.sleep(6)")
    page.keyboard.press("Control+Enter")
    prompt = page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt")
    expect(prompt).to_contain_text("*")
    _panel(page, 1).locator("tr", has_text="StasisStart").click()
    expect(_panel(page, 1).locator("pre")).to_contain_text('"type": "StasisStart"', timeout=3000)
    expect(prompt).to_contain_text("*")
    expect(prompt).not_to_contain_text("*", timeout=10_000)


def test_a_lost_connection_cannot_be_missed(page: Page, lab: Lab) -> None:
    _run_new_cell(page, "ari.log.record_connection('lost', 'Asterisk is gone'); ari.version = ''")
    expect(_panel(page, 1).get_by_role("alert")).to_contain_text("The connection is lost")
    _picture(_panel(page, 1), lab, "lost")


def test_a_cell_that_is_run_again_replaces_its_panel(page: Page) -> None:
    page.locator(".jp-CodeCell").nth(1).locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    _run_new_cell(page, "from arinb.panels.painter import painter; len(painter._panels)")
    # The events, the requests, the status and the dashboard.
    expect(_output(page, -1)).to_contain_text("4")
    expect(_output(page, 1).locator(".arinb-panel")).to_have_count(1)


def test_a_panel_whose_output_is_cleared_is_painted_no_more(page: Page) -> None:
    expect(_output(page, 3).locator(".arinb-panel")).to_have_count(1)
    _run_new_cell(page, "status = [p for p in painter._panels if p.TITLE == 'Status'][0]")
    page.locator(".jp-CodeCell").nth(3).locator(".jp-InputPrompt").click()
    choose(page, "Edit", "Clear Cell Output")
    expect(_output(page, 3).locator(".arinb-panel")).to_have_count(0)
    _run_new_cell(page, "import time; time.sleep(1); status.seen")
    expect(_output(page, -1)).to_contain_text("False")


def test_after_a_restart_it_says_so(page: Page, lab: Lab) -> None:
    choose(page, "Kernel", "Restart Kernel…")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    panel = _output(page, 1).locator(".arinb-panel.jupyter-widgets-disconnected").first
    panel.wait_for()
    said = panel.evaluate("panel => getComputedStyle(panel, '::before').content")
    assert "Not connected to a kernel" in said
    _picture(panel, lab, "restarted")


def test_opened_again_it_shows_the_still(page: Page, lab: Lab) -> None:
    source = f"'the last cell of {getattr(lab, 'theme', '')}'"
    _run_new_cell(page, source)
    saved = save(page, lab, NAME, until=lambda notebook: notebook.cells[-1].source == source)
    assert "arinb-still" in str(saved.cells[1].outputs)
    page.goto("about:blank")
    lab.shut_down()
    open_notebook(page, lab, NAME)
    expect(_output(page, 1).locator(".arinb-still")).to_be_visible()
    expect(_output(page, 1).locator(".arinb-still tr", has_text="StasisStart")).to_be_visible()
    expect(page.get_by_text("Error displaying widget")).to_be_hidden()
    _picture(_output(page, 1), lab, "opened-again")


def _new_cell(page: Page, source: str) -> None:
    page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt").click()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(source)


def _run_new_cell(page: Page, source: str) -> None:
    """Run a line in a new cell at the end."""
    _new_cell(page, source)
    page.keyboard.press("Control+Enter")
    prompt = page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt")
    page.wait_for_function("prompt => /\\d/.test(prompt.textContent)", arg=prompt.element_handle())
