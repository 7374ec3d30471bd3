"""The notebooks: read as files, and run cell by cell against a real Asterisk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from arinb.pbx.find import Program, find_baresip
from tests.needs import needs
from tests.notebook_files import FOLDER, REPOSITORY, notebook_files

NOTEBOOKS = notebook_files()
GLOSSARY = FOLDER / "glossary.ipynb"  # the one notebook with nothing to run
LONGEST_CELL = 15
A_WHILE = 1500  # seconds for all of them
STRICT = ("--nbval", "--nbval-sanitize-with", str(REPOSITORY / "tests/nbval.cfg"))
LAX = ("--nbval-lax",)

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def _code_cells(path: Path) -> list[Any]:
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_sequence_is_complete() -> None:
    for folder, first, least in (
        (FOLDER, 0, 9),
        (FOLDER / "lessons", 1, 8),
        (FOLDER / "reference", 0, 9),
        (FOLDER / "log", 1, 3),
        (FOLDER / "panels", 1, 1),
    ):
        names = [path.name for path in NOTEBOOKS if path.parent == folder and path != GLOSSARY]
        numbers = [name[:2] for name in names]
        assert numbers == [f"{number:02}" for number in range(first, first + len(numbers))]
        assert len(numbers) >= least


@each_notebook
def test_outputs_are_stored_from_one_run(path: Path) -> None:
    cells = _code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells) or path == GLOSSARY, "nothing is shown"


@each_notebook
def test_only_cells_that_are_meant_to_fail_do(path: Path) -> None:
    for cell in _code_cells(path):
        failed = any(output.output_type == "error" for output in cell.outputs)
        assert failed == ("raises-exception" in cell.metadata.get("tags", [])), cell.source


@each_notebook
def test_cells_are_short_and_explained(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].cell_type == "markdown"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source


@each_notebook
def test_nothing_of_one_machine_or_secret_is_stored(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"/home/\w|/root/|/Users/\w", text)
    assert not re.search(r"password = [0-9A-Za-z]", text)
    for cell in _code_cells(path):
        assert not {"execution", "collapsed", "scrolled"} & set(cell.metadata)


@each_notebook
def test_links_lead_somewhere(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", prose):
        assert (path.parent / target).is_file(), target


def _run(program: Program, phone: str, *how: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "ARINB_ASTERISK": str(program.root or program.path),
        "ARINB_PHONE": phone,
    }
    baresip = find_baresip()
    if baresip is not None:
        environment["ARINB_BARESIP"] = baresip.argv[-1]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *how, *map(str, NOTEBOOKS)],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=A_WHILE,
        check=False,
    )


@pytest.mark.notebook
@pytest.mark.timeout(A_WHILE)
def test_they_show_what_is_stored(program_22: Program) -> None:
    needs(program_22.major == 22, f"an Asterisk 22: stored outputs are not {program_22.major}'s")
    needs(find_baresip() is not None, "a SIP phone: stored outputs are those of a SIP call")
    done = _run(program_22, "sip", *STRICT)
    assert done.returncode == 0, done.stdout


@pytest.mark.notebook
@pytest.mark.timeout(A_WHILE)
def test_they_run_on_an_old_asterisk(program_16: Program) -> None:
    needs(find_baresip() is not None, "a SIP phone")
    done = _run(program_16, "sip", *LAX)
    assert done.returncode == 0, done.stdout


@pytest.mark.notebook
@pytest.mark.timeout(A_WHILE)
def test_they_run_with_the_handset_inside_asterisk(program_22: Program) -> None:
    done = _run(program_22, "local", *LAX)
    assert done.returncode == 0, done.stdout
