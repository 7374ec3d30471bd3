"""`%diagnose`, in a real IPython shell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

import arinb
from arinb.ari.connection import Connection
from arinb.diagnosis import Diagnosis
from arinb.pbx.ports import free_port
from arinb.pbx.private import PrivateAsterisk

Shell: TypeAlias = Any  # an InteractiveShell, most of whose methods have no annotations


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """A shell as a notebook's kernel has it, with the extension loaded."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    InteractiveShell.clear_instance()
    shell: Shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    assert shell.run_line_magic("load_ext", "arinb") is None
    yield shell
    InteractiveShell.clear_instance()


@pytest.fixture
def ari(pbx: PrivateAsterisk) -> Iterator[Connection]:
    with arinb.connect(pbx, app="hello-world") as connection:
        yield connection


def diagnosed(shell: Shell, line: str) -> Diagnosis:
    """What a cell with that line shows."""
    done = shell.run_cell(f"%diagnose {line}")
    done.raise_error()
    assert isinstance(done.result, Diagnosis)
    return done.result


def refused(shell: Shell, line: str) -> str:
    with pytest.raises(UsageError) as caught:
        shell.run_line_magic("diagnose", line)
    return str(caught.value)


def verdict(diagnosis: Diagnosis, link: str) -> str:
    return next(looked.verdict for looked in diagnosis.chain if looked.link == link)


def test_it_finds_the_asterisk_and_the_connection(
    shell: Shell, pbx: PrivateAsterisk, ari: Connection
) -> None:
    shell.user_ns |= {"my_asterisk": pbx, "line": ari}
    diagnosis = diagnosed(shell, "")
    assert diagnosis.ok, diagnosis
    assert verdict(diagnosis, "process") == "ok"
    assert verdict(diagnosis, "WebSocket") == "ok"


def test_the_newest_variable_wins(shell: Shell, pbx: PrivateAsterisk) -> None:
    with PrivateAsterisk(program=pbx.program) as other:
        shell.user_ns |= {"first": other, "second": pbx}
        other.stop()
        assert diagnosed(shell, "").ok
        assert diagnosed(shell, "first").link == "process"


def test_what_a_cell_showed_counts_where_no_variable_has_one(
    shell: Shell, pbx: PrivateAsterisk
) -> None:
    shell.user_ns["_1"] = pbx
    assert diagnosed(shell, "").ok
    with PrivateAsterisk(program=pbx.program) as other:
        other.stop()
        shell.user_ns |= {"mine": other, "_2": pbx}
        assert diagnosed(shell, "").link == "process"


def test_words_name_variables_and_settings(
    shell: Shell, pbx: PrivateAsterisk, ari: Connection
) -> None:
    shell.user_ns |= {"pbx": pbx, "ari": ari}
    assert diagnosed(shell, "extension=4711").link == "extension"
    assert diagnosed(shell, "ari pbx origin='http://localhost:8000'").link == "origin"
    assert verdict(diagnosed(shell, "ari"), "process") == "unknown"


def test_a_server_elsewhere_is_looked_at_without_the_variables(
    shell: Shell, pbx: PrivateAsterisk
) -> None:
    with PrivateAsterisk(program=pbx.program) as stopped:
        stopped.stop()
        shell.user_ns |= {"pbx": stopped, "secret": pbx.password}
        line = f"url={pbx.url} username=asterisk password={{secret}}"
        assert diagnosed(shell, line).ok
    nobody = f"http://127.0.0.1:{free_port('tcp')}"
    assert diagnosed(shell, f"url={nobody} username=a password=b").link == "port"
    assert diagnosed(shell, "url=pbx.example:8088").link == "port"


def test_without_anything_to_diagnose_it_says_so(shell: Shell) -> None:
    told = refused(shell, "")
    assert "nothing to diagnose" in told
    assert "arinb.PrivateAsterisk()" in told


def test_a_word_that_is_not_understood_is_explained(shell: Shell, pbx: PrivateAsterisk) -> None:
    shell.user_ns |= {"pbx": pbx, "number": 5}
    assert "no variable 'pbxx'" in refused(shell, "pbxx")
    assert "'number' is of type int" in refused(shell, "number")
    assert "Did you mean 'extension'?" in refused(shell, "extensoin=1000")
    assert "Did you mean 'extension'?" in refused(shell, "ext=1000")
    assert "no blanks around =" in refused(shell, "extension = 1000")
    assert "no blanks around =" in refused(shell, "extension =1000")
    assert "no variable 'ari'" in refused(shell, "pbx,ari")
    assert "not closed" in refused(shell, "app='hello")


def test_its_question_mark_explains_it(shell: Shell) -> None:
    magic = shell.find_line_magic("diagnose")
    assert "%diagnose pbx ari" in str(magic.__doc__)
