"""How JupyterLab is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from arinb import lab


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_in_a_clone_its_own_notebooks_are_opened(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = elsewhere / "clone"
    (clone / "notebooks").mkdir(parents=True)
    (clone / "notebooks" / lab.FIRST).touch()
    monkeypatch.chdir(clone)
    assert lab.notebooks_folder(None) == Path("notebooks")


def test_elsewhere_they_are_copied(elsewhere: Path) -> None:
    folder = lab.notebooks_folder(None)
    assert folder == lab.COPY
    assert (elsewhere / folder / lab.FIRST).is_file()
    assert len(list(folder.glob("*.ipynb"))) >= 9
    assert len(list(folder.glob("reference/*.ipynb"))) >= 9


def test_a_learners_work_is_never_overwritten(elsewhere: Path) -> None:
    mine = elsewhere / "work" / "01-http-conf.ipynb"
    mine.parent.mkdir()
    mine.write_text("my own work")
    lab.notebooks_folder(mine.parent)
    assert mine.read_text() == "my own work"
    assert (mine.parent / lab.FIRST).is_file()


def test_a_folder_that_cant_be_made_is_a_plain_error(elsewhere: Path) -> None:
    (elsewhere / "file").touch()
    with pytest.raises(lab.NotebooksMissing, match="Next:"):
        lab.notebooks_folder(elsewhere / "file" / "below")


def test_root_is_let_in_and_others_need_no_leave() -> None:
    command = lab.lab_command(Path("notebooks"), browser=False, port=9999)
    assert ("--allow-root" in command) == (os.geteuid() == 0)
    assert "--no-browser" in command
    assert "--port=9999" in command


def test_kernels_are_encrypted_where_they_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    option = "--KernelManager.transport_encryption=auto"
    for can in (True, False):
        monkeypatch.setattr("zmq.has", lambda name, can=can: can and name == "curve")
        command = lab.lab_command(Path("notebooks"), browser=False, port=None)
        assert (option in command) == can


def test_without_a_screen_no_browser_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert sys.platform != "linux" or not lab.has_browser()


def test_the_kernel_is_this_pythons_own(tmp_path: Path) -> None:
    """A kernel of the user's by the same name must not be taken in place of ours."""
    kernel = tmp_path / "jupyter/kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text('{"argv": ["/nowhere/python"], "display_name": "x", "language": "python"}')
    found = subprocess.run(
        [sys.executable, "-m", "jupyter", "kernelspec", "list", "--json"],
        env=lab.lab_environment() | {"XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "/nowhere" not in found.stdout
    assert str(Path(sys.prefix) / "share") in found.stdout
