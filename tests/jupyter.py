"""A real JupyterLab, as `arinb lab` starts it, in a real Chromium."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
import requests
from playwright.sync_api import Dialog, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from arinb.pbx.ports import free_port
from tests.browser import Chromium

TOKEN = "tests-only"
PATIENCE = 60.0  # seconds for one step
BEGINNING = 10.0  # seconds until the first cell runs
TRIES = 4  # to run a notebook
GLANCE = 3.0  # seconds for what may be gone already
ENDING = 15.0  # seconds for JupyterLab and its kernels to end
IDLE = ".jp-NotebookPanel-toolbar [data-status=idle]"
COMMAND = "from arinb.cli import main; main()"


@dataclass
class Lab:
    """A running JupyterLab: where it is, and what it serves."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    def kernels(self) -> list[dict[str, Any]]:
        """Its kernels, as Jupyter's own API lists them."""
        answer = self._send("GET", "/api/kernels")
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    def shut_down(self) -> None:
        """End its kernels, as the menu does; one that is just starting can't be ended at once."""
        deadline = time.monotonic() + ENDING
        while kernels := self.kernels():
            for kernel in kernels:
                answer = self._send("DELETE", f"/api/kernels/{kernel['id']}")
                if time.monotonic() > deadline:
                    answer.raise_for_status()
            time.sleep(0.1)

    def notebook(self, name: str) -> Any:
        """A notebook as it is saved."""
        return nbformat.read(self.folder / name, as_version=4)

    def _send(self, method: str, path: str) -> requests.Response:
        headers = {"Authorization": f"token {TOKEN}"}
        return requests.request(method, self.url + path, headers=headers, timeout=PATIENCE)


@contextmanager
def open_lab(folder: Path, settings: Path, *, theme: str, **environment: str) -> Iterator[Lab]:
    """Start JupyterLab with a folder's notebooks, and end it as Ctrl-C does.

    `settings`, an empty folder for its own; `theme`, "Light" or "Dark".
    """
    _write_settings(settings, theme)
    port = free_port()
    command = [sys.executable, "-c", COMMAND, "lab", str(folder), "--no-browser", "--port"]
    process = subprocess.Popen(
        [*command, str(port)],
        env=os.environ | _own_places(settings) | environment,
        start_new_session=True,
    )
    try:
        _wait_for_port(port, process)
        yield Lab(f"http://127.0.0.1:{port}", folder, process)
    finally:
        _end(process)


def clear(path: Path) -> None:
    """Take the outputs out of a notebook: what is seen later is new."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)


@contextmanager
def open_page(chromium: Chromium) -> Iterator[Page]:
    """Open an empty page of the size of a laptop's screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable,
            env=dict(chromium.env),
            args=chromium.args,
        )
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(PATIENCE * 1000)
        # JupyterLab now and then asks for a kernel that the notebook names.
        asked = page.locator(".jp-Dialog", has_text="Select Kernel")
        page.on("dialog", _dialog)
        page.add_locator_handler(asked, _accept, no_wait_after=True)
        yield page
        browser.close()


def run(page: Page, lab: Lab, name: str) -> Any:
    """Open a notebook, run all its cells, save, and return the saved notebook.

    JupyterLab shows an idle kernel a moment before it runs cells, and drops some till then; and
    now and then it gives a notebook no kernel. Such a run is made anew.
    """
    for _ in range(TRIES):
        with contextlib.suppress(PlaywrightTimeout):
            if notebook := _run_once(page, lab, name):
                return notebook
        lab.shut_down()
        clear(lab.folder / name)
    raise TimeoutError(f"{name} did not run to its end in {TRIES} tries")


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """Open a notebook, with a kernel that is idle."""
    page.goto("about:blank")
    page.goto(f"{lab.url}/lab/tree/{name}?reset&token={TOKEN}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_selector(IDLE)


def save(page: Page, lab: Lab, name: str, until: Callable[[Any], bool]) -> Any:
    """Save a notebook until the file is as it is to be, and return it."""
    deadline = time.monotonic() + PATIENCE
    while not until(notebook := lab.notebook(name)) and time.monotonic() < deadline:
        choose(page, "File", "Save Notebook")
        page.wait_for_timeout(300)
    assert until(notebook), f"{name} was not saved as it should be"
    return notebook


def _run_once(page: Page, lab: Lab, name: str) -> Any:
    open_notebook(page, lab, name)
    choose(page, "Run", "Run All Cells")
    with contextlib.suppress(PlaywrightTimeout):
        _prompts(page, r"\[[*\d]").first.wait_for(timeout=BEGINNING * 1000)
    _prompts(page, r"\[\*").first.wait_for(state="detached")
    return _saved(page, lab, name)


def choose(page: Page, menu: str, item: str) -> None:
    """Choose from a menu: `choose(page, "Run", "Run All Cells")`."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()


def _dialog(dialog: Dialog) -> None:
    """Leave a page though it is not saved; there is no reason for any other dialog."""
    if dialog.type != "beforeunload":
        pytest.fail(f"a script ran: {dialog.message}")
    dialog.accept()


def _accept(asked: Locator) -> None:
    """Press the dialog's button, unless JupyterLab has closed the dialog by itself meanwhile."""
    with contextlib.suppress(PlaywrightTimeout):
        asked.get_by_role("button", name="Select", exact=True).click(timeout=GLANCE * 1000)


def _prompts(page: Page, pattern: str) -> Locator:
    return page.locator(".jp-InputPrompt", has_text=re.compile(pattern))


def _saved(page: Page, lab: Lab, name: str) -> Any:
    """The notebook, saved after its last cell has run; None when no further cell runs.

    After a cell that fails JupyterLab shows those behind it as if they would not run; they do.
    """
    deadline, have_run = time.monotonic() + BEGINNING, 0
    while time.monotonic() < deadline:
        page.keyboard.press("Control+s")
        page.wait_for_timeout(300)
        notebook = lab.notebook(name)
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        run = sum(cell.execution_count is not None for cell in cells)
        if run == len(cells):
            return notebook
        if run > have_run:
            deadline, have_run = time.monotonic() + BEGINNING, run
    return None


def _own_places(settings: Path) -> dict[str, str]:
    return {
        "JUPYTER_TOKEN": TOKEN,
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(settings),
    }


def _write_settings(settings: Path, theme: str) -> None:
    chosen: dict[str, dict[str, object]] = {
        "apputils-extension/themes": {"theme": f"JupyterLab {theme}"},
        "notebook-extension/tracker": {"windowingMode": "none"},  # all cells are on the page
    }
    for plugin, values in chosen.items():
        file = settings / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values))


def _end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does; a JupyterLab that was just restarting a kernel may hang then."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"JupyterLab did not start (exit status {process.poll()})")
