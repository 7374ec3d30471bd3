"""The generated files are those that the generator writes, neither more nor fewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from arinb.ari.api.catalogue import OPERATIONS
from arinb.ari.api.description import Parameter
from tests.generate import text
from tests.generate.__main__ import ROOM, formatted, generated
from tests.generate.files import NOTE, all_files

ROOMS = ("objects", "resources", "events")


def in_the_tree() -> dict[Path, str]:
    """The files that say of themselves that they are generated."""
    found = {
        path.relative_to(ROOM): path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in (ROOM / room).glob("*.py")
    }
    return {path: source for path, source in found.items() if NOTE.splitlines()[0] in source}


def test_the_files_are_up_to_date() -> None:
    """When this fails: `make generate`."""
    written, there = generated(), in_the_tree()
    assert sorted(there) == sorted(written)
    assert [path for path in written if there[path] != written[path]] == []


def test_each_file_is_written_once() -> None:
    paths = [path for path, _ in all_files()]
    assert len(set(paths)) == len(paths)
    assert {path.parts[0] for path in paths} == set(ROOMS)


def test_no_file_is_too_long() -> None:
    assert [path for path, source in in_the_tree().items() if source.count("\n") > 400] == []


def test_what_is_no_python_is_not_written() -> None:
    with pytest.raises(ValueError, match="objects"):
        formatted("class :", "objects.py")


@pytest.mark.parametrize(
    ("parameter", "annotation"),
    [
        (Parameter(name="a", text=""), "str"),
        (Parameter(name="a", text="", many=True), "str | Sequence[str]"),
        (Parameter(name="a", text="", type="int"), "int"),
        (Parameter(name="a", text="", type="boolean"), "bool"),
        (Parameter(name="a", text="", takes="Channel"), "Channel | str"),
        (Parameter(name="a", text="", allowed=("b", "c")), 'Literal["b", "c"]'),
    ],
)
def test_types(parameter: Parameter, annotation: str) -> None:
    assert text.annotation(parameter) == annotation


def test_what_is_needed_comes_first() -> None:
    send = OPERATIONS["endpoints.send_message"]
    assert text.signature(send.parameters).startswith("self, to: str, from_: str, *, ")


def test_a_docstring_that_would_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="quotation mark"):
        text.in_quotes(['He said "no"'])
