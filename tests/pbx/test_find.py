"""Which Asterisk and which SIP phone are found, in which order, and what bad paths are told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from arinb.errors import AsteriskNotFound
from arinb.pbx.find import Program, find_asterisk, find_baresip, program_at
from arinb.pbx.roots import Root, install_folder
from tests.needs import needs


def fake(
    folder: Path,
    version: str = "20.6.0~dfsg+~cs6.13.40431414-2",
    *,
    program: str = "sbin/asterisk",
    modules: str = "lib/asterisk/modules",
    data: str = "share/asterisk",
    sounds: str = "en_US_f_Allison",
) -> Path:
    """An Asterisk that can do no more than say its version, laid out as some system does it."""
    file = folder / program
    file.parent.mkdir(parents=True)
    file.write_text(f"#!/bin/sh\n[ \"$1\" = -V ] && echo 'Asterisk {version}'\n")
    file.chmod(0o755)
    for path in (
        f"{modules}/res_ari.so",
        f"{data}/documentation/core-en_US.xml",
        f"{data}/sounds/{sounds}/hello-world.gsm",
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    return file


def fake_baresip(folder: Path) -> Path:
    (folder / "lib/baresip/modules").mkdir(parents=True)
    (folder / "bin").mkdir(exist_ok=True)
    file = folder / "bin/baresip"
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with nothing on it."""
    for name in ("ARINB_ASTERISK", "ARINB_BARESIP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr("arinb.pbx.find._SBIN", ())  # this machine may have one in /usr/sbin


def test_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AsteriskNotFound, match="no Asterisk on this machine") as caught:
        find_asterisk()
    for way in ("arinb asterisk install", "package", "ARINB_ASTERISK", "arinb.connect("):
        assert way in caught.value.next_step
    fake(install_folder() / "bullseye/usr", "16.28.0")
    fake(install_folder() / "testing/usr", "22.10.1")
    assert find_asterisk().version == "22.10.1"
    assert find_asterisk().origin == "installed by arinb"
    fake(tmp_path, "18.1.0", program="path/asterisk")
    assert (find_asterisk().version, find_asterisk().origin) == ("18.1.0", "PATH")
    monkeypatch.setenv("ARINB_ASTERISK", str(fake(tmp_path / "own", "21.0.1")))
    assert (find_asterisk().version, find_asterisk().origin) == ("21.0.1", "ARINB_ASTERISK")


def test_a_broken_one_on_path_is_passed_over(tmp_path: Path) -> None:
    fake(tmp_path, "", program="path/asterisk")
    with pytest.raises(AsteriskNotFound, match="from PATH"):
        find_asterisk()
    fake(install_folder() / "testing/usr", "22.10.1")
    fake(install_folder() / "damaged/usr", "no number")
    assert find_asterisk().version == "22.10.1"


@pytest.mark.parametrize(
    "layout",
    [
        {"modules": "lib/x86_64-linux-gnu/asterisk/modules"},
        {"modules": "lib/aarch64-linux-gnu/asterisk/modules", "sounds": "en"},
        {"modules": "lib64/asterisk/modules", "program": "bin/asterisk"},
        {"data": "var/lib/asterisk", "sounds": "en"},
    ],
)
def test_layouts(tmp_path: Path, layout: dict[str, str]) -> None:
    found = program_at(fake(tmp_path / "usr", **layout), "PATH")
    assert found.module_dir == tmp_path / "usr" / layout.get("modules", "lib/asterisk/modules")
    assert found.data_dir == tmp_path / "usr" / layout.get("data", "share/asterisk")
    assert found.sounds_dir is not None
    assert (found.sounds_dir / "hello-world.gsm").exists()
    assert (found.version, found.major, found.root) == ("20.6.0", 20, None)


def test_data_below_var(tmp_path: Path) -> None:
    program = fake(tmp_path / "usr", data="../var/lib/asterisk")
    assert program_at(program, "PATH").data_dir.resolve() == tmp_path / "var/lib/asterisk"


def test_a_link_is_followed_to_its_files(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    link = tmp_path / "bin/asterisk"
    link.symlink_to(fake(tmp_path / "cellar/22"))
    assert program_at(link, "PATH").module_dir == tmp_path / "cellar/22/lib/asterisk/modules"


def test_without_sounds(tmp_path: Path) -> None:
    assert program_at(fake(tmp_path, sounds="fr"), "PATH").sounds_dir is None


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("22.10.1~dfsg+~cs6.15.60671435-1", "22.10.1"),
        ("certified/18.9-cert4", "18.9"),
        ("certified-20.7-cert1-rc2", "20.7"),
        ("GIT-22-4f2b1c0e", "22"),
    ],
)
def test_versions(tmp_path: Path, said: str, version: str) -> None:
    assert program_at(fake(tmp_path, said), "PATH").version == version


def test_a_path_is_taken_as_it_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path / "mine")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path / "mine")
    for path in ("~/mine/sbin/asterisk", "sbin/asterisk"):
        monkeypatch.setenv("ARINB_ASTERISK", path)
        assert find_asterisk().path == tmp_path / "mine/sbin/asterisk"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nothing", "there is no file"),
        ("~nobody-here/asterisk", "there is no file"),
        ("folder", "there is no file"),
        ("text", "does not run"),
        ("other", "it says: GNU other 1.0"),
        ("silent", "nothing, and ends with 3"),
        ("bare/sbin/asterisk", "modules for ARI can't be found"),
    ],
)
def test_a_bad_variable_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, why: str
) -> None:
    fake(install_folder() / "testing/usr", "22.10.1")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("hello")
    for name, script in (("other", "echo GNU other 1.0"), ("silent", "exit 3")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    fake(tmp_path / "bare", modules="elsewhere")
    monkeypatch.setenv("ARINB_ASTERISK", path)
    with pytest.raises(AsteriskNotFound, match="from ARINB_ASTERISK") as caught:
        find_asterisk()
    assert why in caught.value.why
    assert caught.value.next_step.startswith("Correct ARINB_ASTERISK, or unset it.")


def test_a_real_root_by_folder_and_by_program(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(program.root is not None, "an Asterisk that arinb installed")
    for path in (program.root, program.path):
        monkeypatch.setenv("ARINB_ASTERISK", str(path))
        found = find_asterisk()
        assert (found.argv, found.version) == (program.argv, program.version)
        assert (found.data_dir / "rest-api").is_dir()
        assert found.sounds_dir is not None


def test_baresip_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_baresip() is None
    fake(install_folder() / "testing/usr", "22.10.1")
    assert find_baresip() is None
    fake_baresip(install_folder() / "testing/usr")
    _found_in(install_folder() / "testing/usr", "installed by arinb")
    fake_baresip(tmp_path / "own/usr")
    monkeypatch.setenv("ARINB_ASTERISK", str(tmp_path / "own"))
    _found_in(tmp_path / "own/usr", "ARINB_ASTERISK")
    fake_baresip(tmp_path / "system")
    monkeypatch.setenv("PATH", str(tmp_path / "system/bin"))
    _found_in(tmp_path / "system", "PATH")
    monkeypatch.setenv("ARINB_BARESIP", str(fake_baresip(tmp_path / "named")))
    _found_in(tmp_path / "named", "ARINB_BARESIP")
    monkeypatch.setenv("ARINB_BARESIP", os.devnull)
    with pytest.raises(AsteriskNotFound, match="there is no baresip there"):
        find_baresip()


def test_a_real_baresip(program_22: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    root = program_22.root
    needs(root is not None and Root(root).baresip.is_file(), "a baresip that arinb installed")
    monkeypatch.setenv("ARINB_ASTERISK", str(root))
    found = find_baresip()
    assert found is not None
    assert (found.module_dir / "ctrl_tcp.so").is_file()


def _found_in(prefix: Path, origin: str) -> None:
    found = find_baresip()
    assert found is not None
    assert (found.argv, found.origin) == ((str(prefix / "bin/baresip"),), origin)
    assert found.module_dir == prefix / "lib/baresip/modules"
