from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from arinb.pbx.modules import WANTED, modules_to_load

if TYPE_CHECKING:
    from pathlib import Path

    from arinb.pbx.find import Program
    from arinb.pbx.private import PrivateAsterisk


def test_only_what_is_there_is_loaded(tmp_path: Path) -> None:
    for name in ("res_ari.so", "app_stasis.so", "chan_dahdi.so", "res_ari.so.bak"):
        (tmp_path / name).touch()
    assert set(modules_to_load(tmp_path)) == {"res_ari.so", "app_stasis.so"}


def test_no_module_is_named_twice() -> None:
    assert len(WANTED) == len(set(WANTED))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        modules_to_load(tmp_path / "nowhere")


def test_all_that_is_named_runs(program: Program, shared_pbx_each: PrivateAsterisk) -> None:
    listed = shared_pbx_each.cli("module show").lines
    running = {line.split()[0] for line in listed if "Running" in line}
    assert set(modules_to_load(program.module_dir)) <= running
