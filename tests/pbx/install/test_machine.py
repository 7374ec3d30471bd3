"""Which systems arinb can take packages for."""

from __future__ import annotations

from pathlib import Path

import pytest

from arinb.errors import NoPackages
from arinb.pbx.install.machine import (
    Distribution,
    read_apt_settings,
    read_distribution,
    require_tools,
)


def os_release(folder: Path, text: str) -> Path:
    file = folder / "os-release"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("text", "kind", "codename", "suite"),
    [
        (
            'ID=debian\nVERSION_CODENAME=bookworm\nPRETTY_NAME="D 12"',
            "debian",
            "bookworm",
            "testing",
        ),
        ("ID=debian\nPRETTY_NAME='Debian forky/sid'", "debian", "sid", "testing"),
        ("ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble", "ubuntu", "noble", "noble"),
        (
            (
                '# Mint\nID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\n'
                "UBUNTU_CODENAME=noble"
            ),
            "ubuntu",
            "noble",
            "noble",
        ),
        ("ID=lmde\nID_LIKE=debian\nDEBIAN_CODENAME=bookworm", "debian", "bookworm", "testing"),
    ],
)
def test_known_systems(tmp_path: Path, text: str, kind: str, codename: str, suite: str) -> None:
    found = read_distribution(os_release(tmp_path, text))
    assert (found.id, found.codename, found.asterisk_suite) == (kind, codename, suite)


def test_ubuntu_needs_universe() -> None:
    assert Distribution("ubuntu", "noble", "").components == ("main", "universe")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('ID=fedora\nPRETTY_NAME="Fedora Linux 42"\nVERSION_CODENAME=""', "Fedora Linux 42"),
        ("ID=kali\nID_LIKE=debian\nVERSION_CODENAME=kali-rolling\nNAME=Kali", "Kali"),
        ("", "this system"),
    ],
)
def test_unknown_systems_name_the_ways_left(tmp_path: Path, text: str, name: str) -> None:
    with pytest.raises(NoPackages, match=name) as caught:
        read_distribution(os_release(tmp_path, text))
    for way in ("package manager", "ARINB_ASTERISK", "arinb.connect("):
        assert way in caught.value.next_step


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(NoPackages, match="this system"):
        read_distribution(tmp_path / "nothing")


def test_no_apt_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPackages, match="can't fetch packages") as caught:
        require_tools()
    assert "apt-get" in caught.value.why
    with pytest.raises(NoPackages, match="apt does not say"):
        read_apt_settings()
