"""A home folder of its own, and a mirror on loopback that the machine's apt is pointed at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from arinb.errors import NoPackages
from arinb.pbx.install.machine import TOOLS, Distribution, read_apt_settings, read_distribution
from tests.needs import needs
from tests.pbx.install.mirror import Mirror, serve

Python = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="session")
def distribution() -> Distribution:
    """The machine's distribution, if it is one whose packages arinb takes."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    needs(not missing, f"the programs {', '.join(missing)}")
    try:
        return read_distribution()
    except NoPackages as error:
        needs(there=False, reason=str(error))
        raise


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, for this process and those that it starts."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "ARINB_ASTERISK", "ARINB_BARESIP"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def mirror(
    tmp_path: Path, distribution: Distribution, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Mirror]:
    """A mirror with `tool`, which needs `tool-library`; apt has no other source."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    with serve(folder, read_apt_settings().architecture) as served:
        served.add("tool", {"usr/bin/tool": b"#!/bin/sh\necho here\n"}, depends="tool-library")
        served.add("tool-library", {"usr/lib/libtool.so": os.urandom(200_000)})
        point_apt_at(served.port, tmp_path, distribution, monkeypatch)
        yield served


def point_apt_at(
    port: int, folder: Path, distribution: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Have apt know one source only: a mirror at this port of loopback."""
    sources = folder / "sources.list.d"
    sources.mkdir()
    address = f"http://reader:hunter2@127.0.0.1:{port}/{distribution.id}"
    line = f"deb [trusted=yes] {address} {distribution.codename} main\n"
    (sources / "machine.list").write_text(f"# the machine's own mirror\n{line}")
    conf = folder / "apt.conf"
    conf.write_text(
        f'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "{sources}";\n'
        f'Dir::Etc::parts "{folder / "no-more"}";\n'
    )
    monkeypatch.setenv("APT_CONFIG", str(conf))


@pytest.fixture
def python(tmp_path: Path) -> Iterator[Python]:
    """Start Python with some code in a process of its own; it is ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *, before: Sequence[str] = ()) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [*before, sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        if child.poll() is None:
            child.kill()
        child.communicate()
