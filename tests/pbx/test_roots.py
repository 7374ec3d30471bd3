"""An unpacked root says what to start its programs with, on any kind of processor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from arinb.pbx.roots import Root, install_folder, installed_roots

if TYPE_CHECKING:
    from arinb.pbx.find import Program


def touch(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    return file


@pytest.mark.parametrize(
    "loader",
    [
        "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
        "lib/x86_64-linux-gnu/ld-2.31.so",
        "usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1",
        "lib/aarch64-linux-gnu/ld-2.31.so",
    ],
)
def test_the_roots_own_loader(tmp_path: Path, loader: str) -> None:
    file = touch(tmp_path / loader)
    (tmp_path / "lib64").mkdir()
    (tmp_path / "lib64/ld-linux.so.2").symlink_to(f"/{loader}")
    (file.parent / "ld-linux-link.so.1").symlink_to("/lib/ld-linux.so.1")
    root = Root(tmp_path)
    assert root.argv(root.asterisk) == (
        str(file),
        "--library-path",
        root.library_path,
        str(tmp_path / "usr/sbin/asterisk"),
    )
    assert str(file.parent) in root.library_path.split(":")


def test_libraries_in_folders_of_their_own(tmp_path: Path) -> None:
    libraries = tmp_path / "usr/lib/aarch64-linux-gnu"
    for name in ("pulseaudio", "nss"):
        touch(libraries / name / "libx.so")
    assert Root(tmp_path).library_path.split(":") == [
        str(folder)
        for folder in (
            libraries,
            tmp_path / "usr/lib",
            libraries / "pulseaudio",
            libraries / "nss",
        )
    ]


def test_merged_folders_count_once(tmp_path: Path) -> None:
    touch(tmp_path / "usr/lib/x86_64-linux-gnu/libc.so.6")
    (tmp_path / "lib").symlink_to("usr/lib")
    assert Root(tmp_path).library_path.count("x86_64-linux-gnu") == 1


def test_without_a_loader_a_program_is_started_as_it_is(tmp_path: Path) -> None:
    root = Root(tmp_path)
    assert root.argv(root.baresip) == (str(tmp_path / "usr/bin/baresip"),)


def test_a_real_root(program: Program) -> None:
    if program.root is None:
        pytest.skip("this Asterisk is the machine's own")
    root = Root(program.root)
    assert root.loader is not None
    assert program.argv == root.argv(root.asterisk)


def test_installed_roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert installed_roots() == []
    for name in ("testing", "bullseye", "testing.partial-12"):
        touch(install_folder() / name / "usr/sbin/asterisk")
    (install_folder() / "empty").mkdir()
    assert [root.path.name for root in installed_roots()] == ["bullseye", "testing"]
