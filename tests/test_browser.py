"""The notebooks as a learner runs them: a real JupyterLab, in a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from playwright.sync_api import Page

from tests.browser import find_chromium
from tests.jupyter import IDLE, Lab, choose, clear, open_lab, open_page, run
from tests.needs import needs
from tests.notebook_files import FOLDER, notebook_files

NAMES = [str(path.relative_to(FOLDER)) for path in notebook_files()]
READABLE = 4.5  # contrast of text with what is behind it, by WCAG 2.2 (AA)
GONE = 5.0  # seconds after a kernel's end
CALL = """\
import arinb
pbx = arinb.PrivateAsterisk().start()
phone = pbx.phone("1000").dial("1000")
"""

# All text in the outputs that is seen too weakly, with its contrast.
WEAK_TEXT = """readable => {
  const parsed = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parsed(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.5) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const output of document.querySelectorAll('.jp-OutputArea-output')) {
    const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.textContent.trim() || element.closest('.jp-mod-ansi, audio')) continue;
      const [a, b] = [parsed(getComputedStyle(element).color), behind(element)].map(light);
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < readable) weak.push([node.textContent.trim(), contrast.toFixed(1)]);
    }
  }
  return weak;
}"""

# The outputs that are wider than their place.
TOO_WIDE = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
  .filter(output => output.scrollWidth > output.clientWidth + 1)
  .map(output => output.textContent.trim().slice(0, 60))"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    chromium = find_chromium()
    needs(chromium is not None, "a Chromium, as `make test` gets it")
    assert chromium is not None
    with open_page(chromium) as page:
        yield page


@pytest.fixture(scope="module", params=["Light", "Dark"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab with the notebooks, as they are before anybody ran them."""
    folder = tmp_path_factory.mktemp("lab")
    notebooks = folder / "notebooks"
    shutil.copytree(FOLDER, notebooks, ignore=shutil.ignore_patterns(".*"))
    for name in NAMES:
        clear(notebooks / name)
    with open_lab(notebooks, folder / "settings", theme=request.param) as lab:
        yield lab


@pytest.fixture(autouse=True)
def fresh_kernels(lab: Lab, page: Page) -> Iterator[None]:
    """End every kernel after its test."""
    yield
    page.goto("about:blank")
    lab.shut_down()


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_from_top_to_bottom(lab: Lab, page: Page, name: str) -> None:
    cells = [x for x in run(page, lab, name).cells if x.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        errors = [output for output in cell.outputs if output.output_type == "error"]
        meant = "raises-exception" in cell.metadata.get("tags", [])
        assert bool(errors) == meant, f"{cell.source}\n{errors}"
    assert page.evaluate(WEAK_TEXT, READABLE) == []
    assert page.evaluate(TOO_WIDE) == []


def test_what_was_heard_can_be_played(lab: Lab, page: Page) -> None:
    run(page, lab, NAMES[0])
    page.wait_for_function("() => document.querySelector('audio').duration > 1")


class TestTheKernelsEnd:
    """However a kernel ends, its Asterisk and its phone end too."""

    @pytest.fixture
    def theirs(self, lab: Lab, page: Page, request: pytest.FixtureRequest) -> list[psutil.Process]:
        """The processes that a notebook has started, in the middle of a call."""
        name = f"{request.function.__name__}.ipynb"
        _write(lab.folder / name, CALL)
        run(page, lab, name)
        kernels = [x for x in psutil.Process(lab.process.pid).children() if _is_kernel(x)]
        found = [child for kernel in kernels for child in kernel.children(recursive=True)]
        assert "asterisk" in {_program(process) for process in found}
        return found

    def test_killed(self, lab: Lab, theirs: list[psutil.Process]) -> None:
        for process in psutil.Process(lab.process.pid).children():
            if _is_kernel(process):
                process.kill()
        assert _left(theirs) == []

    def test_shut_down(self, lab: Lab, theirs: list[psutil.Process]) -> None:
        lab.shut_down()
        assert _left(theirs) == []

    def test_restarted(self, page: Page, theirs: list[psutil.Process]) -> None:
        choose(page, "Kernel", "Restart Kernel…")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        assert _left(theirs) == []
        page.wait_for_selector(IDLE)


def _write(path: Path, source: str) -> None:
    """A notebook of one cell, with a kernel named: JupyterLab asks for one else."""
    metadata = nbformat.read(FOLDER / NAMES[0], as_version=4).metadata
    cells = [nbformat.v4.new_code_cell(source)]
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata, cells=cells), path)


def _is_kernel(process: psutil.Process) -> bool:
    return "ipykernel_launcher" in process.cmdline()


def _program(process: psutil.Process) -> str:
    return next((n for n in ("asterisk", "baresip") if n in " ".join(process.cmdline())), "")


def _left(processes: list[psutil.Process]) -> list[Any]:
    return psutil.wait_procs(processes, timeout=GONE)[1]
