"""A real Asterisk, from the machine's own mirror, into an empty home folder."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.needs import needs

if TYPE_CHECKING:
    from arinb.pbx.install.machine import Distribution
    from tests.pbx.install.conftest import Python

INSTALL = """
import arinb, json
program = arinb.install_asterisk(progress=False)
print(json.dumps([program.version, str(program.root), program.origin]))
"""
AFTERWARDS = """
import json
from arinb.pbx.find import find_asterisk, find_baresip
from arinb.pbx.install import install_asterisk, installed, remove_asterisk
again = install_asterisk(progress=False)
assert installed() == [again] == [find_asterisk()]
phone = find_baresip()
removed = [str(folder) for folder in remove_asterisk()]
print(json.dumps([phone and phone.argv[-1], removed, len(installed())]))
"""


REMOVE = "from arinb.pbx.install import remove_asterisk; remove_asterisk()"


def _ended_before(number: signal.Signals, python: Python, roots: Path) -> bool:
    """Begin to install, and end that half way; return whether it was done before."""
    child = python(INSTALL)
    while not list(roots.glob(f"*.partial-{child.pid}/usr/share")) and child.poll() is None:
        time.sleep(0.02)
    child.send_signal(number)
    _, said = child.communicate(timeout=30)
    needs("MirrorError" not in said, f"the machine's mirror: {said}")
    assert child.returncode in (0, -number), said
    return child.returncode == 0


@pytest.mark.timeout(300)
def test_killed_twice_then_finished(python: Python, home: Path, distribution: Distribution) -> None:
    roots = home / ".local/share/arinb/asterisk"
    archives = home / f".cache/arinb/packages/{distribution.asterisk_suite}/archives"
    for number in (signal.SIGKILL, signal.SIGINT):
        while _ended_before(number, python, roots):
            python(REMOVE).communicate(timeout=60)  # this machine was busy elsewhere: once more
        assert [path for path in roots.iterdir() if ".partial" not in path.name] == []
    assert list(roots.iterdir()) == []
    downloaded = {file: file.stat().st_mtime_ns for file in archives.glob("*.deb")}
    assert len(downloaded) > 100

    child = python(INSTALL)
    out, said = child.communicate(timeout=200)
    assert (child.returncode, said) == (0, "")
    version, root, origin = json.loads(out)
    assert int(version.split(".")[0]) >= 18
    assert (root, origin) == (str(roots / distribution.asterisk_suite), "installed by arinb")
    assert [path.name for path in roots.iterdir()] == [distribution.asterisk_suite]
    assert [path.name for path in archives.parent.iterdir()] == ["lock"]

    child = python(AFTERWARDS)
    out, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (0, "")
    assert json.loads(out) == [f"{root}/usr/bin/baresip", [root], 0]
    assert list(roots.iterdir()) == []
