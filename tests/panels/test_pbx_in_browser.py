"""Configuration, phone and console as a learner sees them, in a real JupyterLab."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.browser import find_chromium
from tests.jupyter import Lab, open_lab, open_page, run
from tests.needs import needs
from tests.notebook_files import notebook_files
from tests.test_browser import READABLE, TOO_WIDE, WEAK_TEXT

NAME = "pbx.ipynb"
STEPS = True  # each test goes on where the one before has ended
SCREENSHOTS = "ARINB_SCREENSHOTS"  # a folder for them, for people to look at
STEP = 15.0  # seconds for one step
CELLS = """\
import arinb
from arinb.panels.configuration import ConfigurationPanel
from arinb.panels.console import ConsolePanel
from arinb.panels.phone import PhonePanel
pbx = arinb.PrivateAsterisk()
ari = None

ConfigurationPanel(pbx)

PhonePanel(pbx, numbers=("1000", "1001"))

ConsolePanel(pbx)
""".strip().split("\n\n")
CONFIGURATION, PHONE, CONSOLE = 1, 2, 3


@pytest.fixture(autouse=True)
def nothing_left_behind() -> None:
    """The notebook's Asterisk goes on from test to test; it ends with the kernel."""


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
        page.on("websocket", _count_messages)
        run(page, lab, NAME)
        page.set_default_timeout(STEP * 1000)
        yield page
        page.goto("about:blank")
        lab.shut_down()


pytestmark = pytest.mark.browser


MESSAGE = re.compile(rb'"msg_type": ?"(\w+)"')
COMMS: list[int] = []  # the length of each comm message that has come


def _count_messages(socket: WebSocket) -> None:
    def came(frame: str | bytes) -> None:
        data = frame.encode() if isinstance(frame, str) else frame
        found = MESSAGE.search(data)  # the first in a frame is the message's own
        if found and found[1] == b"comm_msg":
            COMMS.append(len(data))

    socket.on("framereceived", came)


def _panel(page: Page, cell: int) -> Locator:
    return page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea .arinb-panel").first


def _picture(page: Page, lab: Lab, name: str, cell: int) -> None:
    if folder := os.environ.get(SCREENSHOTS):
        theme = getattr(lab, "theme", "").lower()
        output = page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea").first
        output.screenshot(path=Path(folder) / f"{name}-{theme}.png")


def _run_new_cell(page: Page, source: str) -> None:
    """Run a line in a new cell at the end."""
    cells = page.locator(".jp-CodeCell")
    cells.last.locator(".jp-InputPrompt").click()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(source)
    page.keyboard.press("Control+Enter")
    prompt = cells.last.locator(".jp-InputPrompt")
    page.wait_for_function("prompt => /\\d/.test(prompt.textContent)", arg=prompt.element_handle())


def test_a_stopped_asterisk_is_shown_as_what_it_is(page: Page, lab: Lab) -> None:
    for name, cell in (("conf", CONFIGURATION), ("phone", PHONE), ("console", CONSOLE)):
        expect(_panel(page, cell).get_by_role("alert").first).to_contain_text("start")
        _picture(page, lab, f"{name}-stopped", cell)


def test_it_is_started_by_a_button(page: Page, lab: Lab) -> None:
    panel = _panel(page, CONFIGURATION)
    panel.get_by_role("button", name="Start Asterisk").click()
    expect(
        panel.locator(".arinb-table tr", has_text="GET /ari/asterisk/info").first
    ).to_contain_text("200 OK")
    _picture(page, lab, "conf-started", CONFIGURATION)
    expect(_panel(page, CONSOLE).get_by_role("log")).to_contain_text("Asterisk Ready.")
    expect(_panel(page, CONSOLE).get_by_role("alert")).to_have_count(0)


def test_a_mistake_is_found_while_it_is_typed_and_applied(page: Page, lab: Lab) -> None:
    panel = _panel(page, CONFIGURATION)
    panel.get_by_role("tab", name="ari.conf").click()
    field = panel.get_by_label("ari.conf")
    field.evaluate("field => field.setSelectionRange(0, field.value.indexOf('enabled'))")
    field.press("ArrowRight")
    page.keyboard.type("x")
    found = panel.locator(".arinb-found:visible")
    expect(found).to_contain_text("line 3")
    expect(found).to_contain_text("Fix:")
    expect(panel.get_by_role("tab", name="ari.conf (edited) ▲ 1")).to_be_visible()
    _picture(page, lab, "conf-finding", CONFIGURATION)
    panel.get_by_role("button", name="Apply").click()
    row = panel.locator(".arinb-table tr", has_text="GET /ari/asterisk/info").first
    expect(row).to_contain_text("404 Not Found (changed)")
    _picture(page, lab, "conf-404", CONFIGURATION)
    found.get_by_role("button", name="line 3").click()
    page.keyboard.type("enabled = yes")
    expect(found).to_have_count(0)
    panel.get_by_role("button", name="Apply").click()
    expect(row).to_contain_text("200 OK (changed)")


def test_what_is_typed_fast_arrives_and_few_messages_come_back(page: Page, lab: Lab) -> None:
    panel = _panel(page, CONFIGURATION)
    panel.get_by_role("tab", name="extensions.conf").click()
    field = panel.get_by_label("extensions.conf")
    field.evaluate("field => field.setSelectionRange(0, 0)")
    field.focus()
    COMMS.clear()
    began = time.monotonic()
    typed = "".join(f"; line {number}\n" for number in range(30))
    page.keyboard.type(typed, delay=10)
    field.press("ArrowLeft")
    page.wait_for_timeout(500)
    assert len(COMMS) / (time.monotonic() - began) < 10
    assert field.input_value().startswith(typed)
    expect(panel.locator(".arinb-numbers:visible")).to_contain_text("30")
    assert field.evaluate("field => [field.scrollTop, field.selectionStart]") == [0, len(typed) - 1]
    _picture(page, lab, "conf-long", CONFIGURATION)
    panel.get_by_role("button", name="Take the file's").click()
    expect(field).not_to_have_value(re.compile("line 29"))


def test_a_file_that_a_cell_has_changed_meanwhile(page: Page, lab: Lab) -> None:
    panel = _panel(page, CONFIGURATION)
    field = panel.get_by_label("extensions.conf")
    field.press("Control+Home")
    page.keyboard.type("; mine\n")
    expect(panel.get_by_role("tab", name="extensions.conf (edited)")).to_be_visible()
    _run_new_cell(page, 'pbx.conf["extensions.conf"] = pbx.conf["extensions.conf"].text + "; x\\n"')
    expect(panel.get_by_role("alert")).to_contain_text("was changed by something else")
    assert field.input_value().startswith("; mine")
    _picture(page, lab, "conf-overtaken", CONFIGURATION)
    panel.get_by_role("button", name="Take the file's").click()
    expect(panel.get_by_role("alert")).to_have_count(0)
    expect(field).to_have_value(re.compile("; x\n$"))


def test_buttons_work_while_a_cell_runs(page: Page) -> None:
    cells = page.locator(".jp-CodeCell")
    cells.last.locator(".jp-InputPrompt").click()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("import time; time.sleep(8)")
    page.keyboard.press("Control+Enter")
    panel = _panel(page, CONSOLE)
    panel.get_by_label("Command").fill("core show uptime")
    panel.get_by_role("button", name="Run").click()
    expect(panel.locator("pre")).to_contain_text("System uptime")
    expect(cells.last.locator(".jp-InputPrompt")).to_contain_text("*")
    expect(cells.last.locator(".jp-InputPrompt")).not_to_contain_text("*", timeout=15_000)


def test_the_phone_dials_and_hears(page: Page, lab: Lab) -> None:
    _run_new_cell(page, 'ari = arinb.connect(pbx, app="hello-world")')
    card = _panel(page, PHONE).locator(".arinb-phone").first
    number = card.get_by_label("Number")
    number.fill("1000")
    number.press("Enter")
    expect(card).to_contain_text("up: 1000 for 0:0")
    _run_new_cell(
        page,
        'start = ari.events.wait_for("StasisStart", timeout=10); '
        'start.channel.play(media="sound:hello-world"); '
        'ari.events.wait_for("PlaybackFinished", timeout=10)',
    )
    for key in "12#":
        card.get_by_role("button", name=key, exact=True).click()
    expect(card).to_contain_text("keys sent: 12#")
    _picture(page, lab, "phone-up", PHONE)
    card.get_by_role("button", name="Hang up").click()
    expect(card).to_contain_text("idle")
    expect(card.locator("audio")).to_have_count(1)
    page.wait_for_function("() => document.querySelector('.arinb-phone audio').duration > 1")
    _picture(page, lab, "phone-heard", PHONE)


def test_a_refused_call_is_explained(page: Page, lab: Lab) -> None:
    card = _panel(page, PHONE).locator(".arinb-phone").nth(1)
    card.get_by_label("Number").fill("77")
    card.get_by_role("button", name="Dial").click()
    expect(card.get_by_role("alert")).to_contain_text("no extension 77")
    _picture(page, lab, "phone-refused", PHONE)


def test_nothing_in_files_or_lines_is_markup(page: Page, lab: Lab) -> None:
    hostile = "<img src=x onerror=alert(1)></textarea><script>alert(1)</script>\\u202e"
    _run_new_cell(page, f'pbx.conf["extensions.conf"] = "[{hostile}]\\n{hostile} = 1\\n" * 9')
    _run_new_cell(page, f'pbx.cli("dialplan add extension 9,1,NoOp({hostile[:28]}) into a")')
    panel = _panel(page, CONFIGURATION)
    panel.get_by_role("tab", name="extensions.conf").click()
    expect(panel.get_by_label("extensions.conf")).to_have_value(re.compile("<img src=x"))
    expect(panel.locator(".arinb-found:visible").first).to_be_visible()
    assert page.locator(".arinb-panel img").count() == 0
    _picture(page, lab, "conf-hostile", CONFIGURATION)


def test_a_command_is_answered(page: Page, lab: Lab) -> None:
    panel = _panel(page, CONSOLE)
    field = panel.get_by_label("Command")
    field.fill("core show channels")
    field.press("Enter")
    expect(panel.locator("pre")).to_contain_text("active channels")
    _picture(page, lab, "console-answer", CONSOLE)
    field.fill("core stop now")
    field.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("ends Asterisk")
    _picture(page, lab, "console-confirm", CONSOLE)


@pytest.mark.parametrize("width", [1400, 700])
def test_all_can_be_read(page: Page, lab: Lab, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    for name, cell in (("conf", CONFIGURATION), ("phone", PHONE), ("console", CONSOLE)):
        _picture(page, lab, f"{name}-{width}", cell)
    assert page.evaluate(WEAK_TEXT, READABLE) == []
    assert page.evaluate(TOO_WIDE) == []
    page.set_viewport_size({"width": 1400, "height": 1000})
