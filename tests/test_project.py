"""What holds for the project as a whole."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import arinb
from arinb import errors

REPOSITORY = Path(__file__).parent.parent
SOURCES = sorted((REPOSITORY / "arinb").rglob("*.py"))
ALL_FILES = SOURCES + sorted((REPOSITORY / "tests").rglob("*.py"))
LONGEST = 400  # lines of a file
DOOR = 40  # lines of arinb/__init__.py
HEAVY = (
    "pandas",
    "numpy",
    "ipywidgets",
    "IPython",
    "requests",
    "websocket",
    "jupyterlab",
    "tqdm",
    "matplotlib",
    "orjson",
    "pyarrow",
)


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(arinb.__path__, "arinb."):
        yield importlib.import_module(found.name)


def _public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """The functions, classes and methods of a module that a learner may call."""
    for name, value in vars(module).items():
        own = getattr(value, "__module__", None) == module.__name__
        if name.startswith("_") or not own or not (inspect.isclass(value) or callable(value)):
            continue
        yield f"{module.__name__}.{name}", value
        if inspect.isclass(value):
            for inner, method in vars(value).items():
                if not inner.startswith("_") and isinstance(method, property | type(_public)):
                    yield f"{module.__name__}.{name}.{inner}", method


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


def test_the_door_is_small() -> None:
    assert len((REPOSITORY / "arinb/__init__.py").read_text().splitlines()) <= DOOR


def test_what_is_exported_is_sorted_and_there() -> None:
    assert sorted(arinb.__all__) == sorted(set(arinb.__all__))
    for name in arinb.__all__:
        assert getattr(arinb, name).__doc__
        assert name in dir(arinb)


def test_each_exported_name_is_shown_to_learners() -> None:
    notebooks = [path.read_text() for path in (REPOSITORY / "notebooks").rglob("*.ipynb")]
    shown = (REPOSITORY / "README.md").read_text() + "".join(notebooks)
    assert [name for name in arinb.__all__ if f"arinb.{name}" not in shown] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Asterix'"):
        arinb.Asterix  # noqa: B018 - looking it up is the test


def test_import_arinb_brings_nothing_heavy() -> None:
    code = f"import arinb, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_everything_public_says_what_it_is() -> None:
    silent = [name for module in _modules() for name, value in _public(module) if not value.__doc__]
    assert silent == []


def test_every_error_tells_what_why_and_next() -> None:
    """Wherever arinb raises one of its errors, the next step is named."""
    without = []
    names = {name for name, value in vars(errors).items() if inspect.isclass(value)}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                called = node.exc.func
                given = {keyword.arg for keyword in node.exc.keywords}
                arinbs = isinstance(called, ast.Name) and called.id in names
                if arinbs and not given & {"next_step", None}:
                    without.append(f"{path.name}:{node.lineno}")
    assert without == []


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    assert errors.__doc__
    drawn: dict[str, int] = {}
    for line in errors.__doc__.splitlines():
        if match := re.match(r"([│├└─ ]*)([A-Z]\w+)(\s|$)", line):
            drawn[match[2]] = len(match[1])
    there = {
        value.__name__: value
        for value in vars(errors).values()
        if inspect.isclass(value)
        and issubclass(value, errors.ArinbError)
        and not value.__name__.startswith("_")
    }
    assert set(drawn) >= set(there), "each class is drawn"
    for name, value in there.items():
        parent = value.__bases__[0].__name__
        if parent in drawn:
            assert drawn[name] > drawn[parent], name


def test_the_changelog_knows_this_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert f"## {project['version']}" in (REPOSITORY / "CHANGELOG.md").read_text()


def test_nothing_is_left_to_be_filled_in() -> None:
    for path in [*SOURCES, *REPOSITORY.glob("*.md")]:
        assert not re.search(r"\bTODO\b|\bFIXME\b|\bXXX\b", path.read_text()), path
    for document in REPOSITORY.glob("*.md"):
        assert not re.search(r"\{[A-Z]{3,}\}", document.read_text()), document


def test_the_readmes_links_lead_somewhere() -> None:
    for document in REPOSITORY.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text()):
            assert (REPOSITORY / target).exists(), f"{document.name}: {target}"


def test_the_readmes_program_is_one_that_runs() -> None:
    readme = (REPOSITORY / "README.md").read_text()
    programs = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    for program in programs:
        ast.parse(program)
    first = json.loads((REPOSITORY / "notebooks/00-start-here.ipynb").read_text())
    cells = ["".join(cell["source"]) for cell in first["cells"]]
    assert any("arinb.connect(" in cell for cell in cells)
    assert "arinb.connect(" in programs[0]
