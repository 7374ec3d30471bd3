"""A real call, clicked through: the cards and the explorer in a real JupyterLab."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from arinb.ari.api import OPERATIONS
from tests.browser import find_chromium
from tests.jupyter import Lab, open_lab, open_page, run
from tests.needs import needs
from tests.notebook_files import notebook_files
from tests.test_browser import READABLE, TOO_WIDE, WEAK_TEXT

NAME = "clicked.ipynb"
STEPS = True  # each test goes on where the one before has ended
AXE = "axe_playwright_python"
SCREENSHOTS = "ARINB_SCREENSHOTS"  # a folder for them, for people to look at
CELLS = (
    """\
import arinb
from arinb.panels.api_explorer import ApiExplorerPanel
from arinb.panels.channels_and_bridges import ChannelsAndBridgesPanel
pbx = arinb.PrivateAsterisk().start()
pbx.cli("dialplan add extension ring,1,Stasis(hello-world) into default")
ari = arinb.connect(pbx, app="hello-world")
ChannelsAndBridgesPanel(ari)""",
    'ApiExplorerPanel(ari, "channels.play")',
    'phone = pbx.phone("1000").dial("ring")',
    "2 + 2",
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["Light", "Dark"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lab")
    (folder / "notebooks").mkdir()
    with open_lab(folder / "notebooks", folder / "settings", theme=request.param) as lab:
        lab.theme = request.param  # type: ignore[attr-defined]
        yield lab


@pytest.fixture(scope="module")
def page(lab: Lab) -> Iterator[Page]:
    """A notebook with both panels, in which a phone rings."""
    chromium = find_chromium()
    needs(chromium is not None, "a Chromium, as `make test` gets it")
    assert chromium is not None
    metadata = nbformat.read(notebook_files()[0], as_version=4).metadata
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata, cells=cells), lab.folder / NAME)
    with open_page(chromium) as page:
        run(page, lab, NAME)
        yield page
        page.goto("about:blank")
        lab.shut_down()


@pytest.fixture
def cards(page: Page) -> Locator:
    return page.locator(".jp-CodeCell").nth(0).locator(".arinb-panel")


@pytest.fixture
def explorer(page: Page) -> Locator:
    return page.locator(".jp-CodeCell").nth(1).locator(".arinb-panel")


def _press(panel: Locator, name: str) -> None:
    panel.get_by_role("button", name=re.compile(rf"^\W*{name}")).click()


def _choose(explorer: Locator, name: str) -> None:
    operation = OPERATIONS[name]
    label = f"{name}: {operation.method} {operation.path}"
    explorer.get_by_label("Operation").select_option(label=label)
    expect(explorer.locator("strong code").first).to_have_text(f"ari.{name}")


def _picture(seen: Locator, lab: Lab, name: str) -> None:
    if folder := os.environ.get(SCREENSHOTS):
        theme = getattr(lab, "theme", "")
        seen.screenshot(path=Path(folder) / f"{name}-{theme.lower()}.png")


def _it_rings_and_is_answered(cards: Locator, lab: Lab) -> None:
    expect(cards.locator("[data-card]")).to_contain_text("Ring · PJSIP/1000-")
    _picture(cards, lab, "cards-ringing")
    _press(cards, "Answer")
    expect(cards.locator("[data-card]")).to_contain_text("Up · PJSIP/1000-")
    expect(cards.get_by_role("status").last).to_contain_text("204 No Content: POST /channels/")


def _something_is_played(cards: Locator, lab: Lab) -> None:
    _press(cards, "Play")
    expect(cards.locator("[data-card]")).to_contain_text("plays sound:hello-world")
    _picture(cards, lab, "cards-playing")
    expect(cards.locator("[data-card]")).not_to_contain_text("plays sound:hello-world")


def _by_the_keyboard(page: Page, cards: Locator) -> None:
    cards.get_by_role("button", name=re.compile("^Mute")).focus()
    page.keyboard.press("Enter")
    unmute = cards.get_by_role("button", name=re.compile("^Unmute"))
    expect(unmute).to_be_focused()
    page.keyboard.press("Space")
    expect(cards.get_by_role("button", name=re.compile("^Mute"))).to_be_focused()


def _into_a_bridge(cards: Locator, lab: Lab) -> None:
    _press(cards, "New bridge")
    _press(cards, "Into ")
    bridge = cards.locator("[data-card^=bridge]")
    expect(bridge).to_contain_text("with PJSIP/1000-")
    _picture(cards, lab, "cards-bridge")
    _press(cards, "Destroy")
    expect(bridge).to_have_count(0)


def _the_explorer_knows_the_channel(explorer: Locator, lab: Lab) -> None:
    option = explorer.locator("datalist option", has_text="").first.get_attribute("value")
    assert option is not None
    assert "PJSIP/1000-" in option
    explorer.get_by_label("channel (required)").fill(option)
    explorer.get_by_label("media (required)").fill("hello-world")
    expect(explorer.get_by_role("alert")).to_contain_text('media="sound:hello-world"')
    _picture(explorer, lab, "explorer-mistake")
    explorer.get_by_label("media (required)").fill("sound:hello-world")
    expect(explorer.locator(".arinb-copy").first).to_contain_text("ari.channels.play(")
    _press(explorer, "Try it")
    expect(explorer.locator("pre").last).to_contain_text("< HTTP/1.1 201 Created")
    expect(explorer.locator("pre").last).to_contain_text('"media_uri": "sound:hello-world"')
    _picture(explorer, lab, "explorer-answer")


def _the_python_line_can_be_pasted(page: Page, explorer: Locator) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.get_by_role("button", name="copy").first.click()
    expect(explorer.get_by_role("button", name="copied")).to_have_count(1)
    last = page.locator(".jp-CodeCell").last
    last.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    page.keyboard.press("Control+Enter")
    expect(last.locator(".jp-OutputArea-output")).to_contain_text("sound:hello-world")


def _all_can_be_read(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    assert page.evaluate(WEAK_TEXT, READABLE) == []
    assert page.evaluate(TOO_WIDE) == []
    page.set_viewport_size({"width": 1400, "height": 1000})


def test_axe_finds_no_fault(page: Page) -> None:
    needs(find_spec(AXE) is not None, f"axe, which is in the package {AXE}")
    page.evaluate(files(AXE).joinpath("axe.min.js").read_text())
    found = page.evaluate(
        "() => axe.run({include: [...document.querySelectorAll('.arinb-panel')]})"
    )
    assert [(fault["impact"], fault["help"]) for fault in found["violations"]] == []
    assert len(found["passes"]) > 10


def _a_refusal_is_explained(cards: Locator, explorer: Locator, lab: Lab) -> None:
    _choose(explorer, "channels.hangup")
    expect(explorer.get_by_label("reason_code")).to_be_visible()
    channel = explorer.locator("datalist option").first.get_attribute("value")
    explorer.get_by_label("channel (required)").fill(channel or "")
    _press(explorer, "Try it")
    expect(explorer.get_by_role("alert")).to_contain_text("This takes something away")
    _picture(explorer, lab, "explorer-twice")
    _press(explorer, "Yes, send it")
    expect(explorer.locator("pre").last).to_contain_text("204 No Content")
    expect(cards).to_contain_text("No channel and no bridge is alive.")
    _picture(cards, lab, "cards-empty")
    _press(explorer, "Try it")
    _press(explorer, "Yes, send it")
    expect(explorer.get_by_role("alert")).to_contain_text("there is no channel with that id")
    _picture(explorer, lab, "explorer-refused")


def test_a_call_is_clicked_through(page: Page, lab: Lab, cards: Locator, explorer: Locator) -> None:
    _it_rings_and_is_answered(cards, lab)
    _something_is_played(cards, lab)
    _by_the_keyboard(page, cards)
    _into_a_bridge(cards, lab)
    _the_explorer_knows_the_channel(explorer, lab)
    _the_python_line_can_be_pasted(page, explorer)
    for width in (1400, 800):
        _all_can_be_read(page, width)
    _a_refusal_is_explained(cards, explorer, lab)
