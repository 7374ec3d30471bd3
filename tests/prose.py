"""The words that learners read: of notebooks, of Markdown files, and of the lessons' plans."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat

import arinb.lessons.plans
from arinb.lessons.finding import find_plan

PLANS = Path(arinb.lessons.plans.__file__).parent
CHECKS = "arinb.lessons.checks."

_NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|<[^>\n]+>|https?://\S+|(?<=\])\([^)]*\)|\$\w+"
    r"|\"[^\"\s]*\"|[\w.]+\([^)]*\)",  # a plan's texts have code without any marks
    re.DOTALL,
)
_CURLED = str.maketrans({0x2018: "'", 0x2019: "'"})
_AROUND = "\"'“”.,;:!?()[]*_…|#>"  # signs that stand at a word's beginning or end
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


def markdown(path: Path) -> str:
    """The text of a notebook's Markdown cells, or of a Markdown file."""
    if path.suffix != ".ipynb":
        return path.read_text()
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def plan_text(name: str) -> str:
    """What a lesson says: titles, tasks, hints, and the verdicts of its checks."""
    plan = find_plan(name)
    told = [plan.title]
    for exercise in plan.exercises:
        told += [exercise.task, *exercise.hints]
    tree = ast.parse((PLANS / f"{name}.py").read_text())
    for call in (each for part in (tree, *_checks(tree)) for each in ast.walk(part)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            told += _strings(call) if call.func.id in ("passed", "not_yet") else []
    return "\n\n".join(told)


def _checks(tree: ast.Module) -> Iterator[ast.Module]:
    """The modules with checks that a plan imports."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(CHECKS):
            path = PLANS.parent / "checks" / f"{(node.module or '').removeprefix(CHECKS)}.py"
            yield ast.parse(path.read_text())


def words(text: str) -> Iterator[str]:
    """The words of a text, without code, links, abbreviations and names such as JupyterLab."""
    for token in re.split(r"[\s—/]+", _NO_PROSE.sub(" ", text).translate(_CURLED)):
        for word in token.strip(_AROUND).split("-"):
            if _WORD.fullmatch(word) and word[1:].islower():
                yield word.lower().removesuffix("'s")


def _strings(call: ast.Call) -> list[str]:
    """The texts of a call's arguments, with a blank sign where a value stands."""
    return ["".join(_pieces(argument)) for argument in call.args]


def _pieces(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield from _pieces(value)
    elif isinstance(node, ast.BinOp):
        yield from (*_pieces(node.left), *_pieces(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*_pieces(node.body), " ", *_pieces(node.orelse))
    else:
        yield "0"  # a value, which may stand at a word
