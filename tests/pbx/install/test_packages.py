"""Fetching packages from a real mirror on loopback, and everything that can go wrong with it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from arinb.errors import InstallError, MirrorError, NoPackages
from arinb.pbx.install import fetch_packages, install_asterisk, remove_asterisk
from arinb.pbx.roots import Root, install_folder
from tests.needs import needs
from tests.pbx.install.conftest import Python, point_apt_at

if TYPE_CHECKING:
    from arinb.pbx.install.machine import Distribution
    from tests.pbx.install.mirror import Mirror

SUITE = "any"
FETCH = """
from pathlib import Path
from arinb.pbx.install import fetch_packages
fetch_packages(["tool"], suite="any", into=Path("root"), progress={progress})
"""


def fetch(into: Path, *names: str, optional: tuple[str, ...] = ()) -> Root:
    return fetch_packages(
        names or ["tool"], suite=SUITE, into=into, optional=optional, progress=False
    )


def beside(root: Path) -> list[str]:
    """What lies beside the root: nothing half done may."""
    return sorted(path.name for path in root.parent.iterdir())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "roots"
    folder.mkdir()
    return folder / "root"


def cached(home: Path) -> list[str]:
    return sorted(path.name for path in (home / ".cache/arinb/packages" / SUITE).rglob("*.deb"))


def test_all_that_is_needed_is_unpacked(mirror: Mirror, root: Path, home: Path) -> None:
    fetch(root, "tool", optional=("not-there",))
    assert (root / "usr/bin/tool").is_file()
    assert (root / "usr/lib/libtool.so").is_file()
    assert beside(root) == ["root"]
    assert sorted(path.name for path in (home / ".cache/arinb/packages" / SUITE).iterdir()) == [
        "lock"
    ]


def test_an_optional_package_that_is_there_comes_too(mirror: Mirror, root: Path) -> None:
    mirror.add("extra", {"usr/bin/extra": b""})
    fetch(root, "tool", optional=("extra",))
    assert (root / "usr/bin/extra").is_file()


def test_nothing_unpacked_may_run_as_somebody_else(mirror: Mirror, root: Path) -> None:
    tree = mirror.folder / "su_1/usr/bin"
    tree.mkdir(parents=True)
    (tree / "su").write_bytes(b"")
    (tree / "su").chmod(0o4755)
    mirror.add("su", {})
    fetch(root, "su")
    assert stat.S_IMODE((root / "usr/bin/su").stat().st_mode) == 0o755


def test_what_is_there_already_stays(mirror: Mirror, root: Path) -> None:
    fetch(root)
    asked = len(mirror.asked)
    fetch(root)
    assert len(mirror.asked) == asked


def test_the_machines_own_release(mirror: Mirror, root: Path, distribution: Distribution) -> None:
    fetch_packages(["tool"], into=root, progress=False)
    assert f"/{distribution.id}/dists/{distribution.codename}/Release" in dict(mirror.asked)
    assert (root / "usr/bin/tool").is_file()


def test_a_missing_package(mirror: Mirror, root: Path) -> None:
    with pytest.raises(MirrorError, match="has not got what is wanted: nonesuch") as caught:
        fetch(root, "nonesuch")
    assert "Unable to locate package nonesuch" in caught.value.why
    assert beside(root) == []


def test_a_mirror_that_is_down(
    tmp_path: Path,
    root: Path,
    home: Path,
    distribution: Distribution,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    point_apt_at(9, tmp_path, distribution, monkeypatch)
    with pytest.raises(MirrorError, match="list of packages can't be read") as caught:
        fetch(root)
    assert "Connection refused" in caught.value.why
    assert "hunter2" not in str(caught.value)
    for way in ("package manager", "ARINB_ASTERISK", "arinb.connect("):
        assert way in caught.value.next_step
    assert beside(root) == []


def test_a_package_that_is_cut_short_or_garbled(mirror: Mirror, root: Path, home: Path) -> None:
    def cut(path: str, body: bytes) -> bytes:
        return body[:-1000] if "tool-library" in path else body

    def garbled(path: str, body: bytes) -> bytes:
        return body[:-1000] + bytes(1000) if "tool-library" in path else body

    for spoil in (cut, garbled):
        mirror.spoil = spoil
        with pytest.raises(MirrorError, match="1 of 2 packages could not be downloaded") as caught:
            fetch(root)
        assert "tool-library" in caught.value.why
        assert "hunter2" not in str(caught.value)
        assert beside(root) == []
    assert len(cached(home)) == 1
    mirror.spoil = lambda _, body: body
    mirror.asked.clear()
    fetch(root)
    assert [name.partition("_")[0] for name in mirror.packages_asked()] == ["tool-library"]


def test_a_garbled_list(mirror: Mirror, root: Path) -> None:
    mirror.spoil = lambda path, body: body[:-9] + b"\0" * 9 if "Packages" in path else body
    with pytest.raises(MirrorError, match="list of packages can't be read") as caught:
        fetch(root)
    assert "Hash Sum mismatch" in caught.value.why or "mismatch" in caught.value.why


def test_a_package_that_is_no_package(mirror: Mirror, root: Path) -> None:
    name = next(name for name in mirror.pool if name.startswith("tool-library"))
    mirror.pool[name] = b"!<arch>\nrubbish" * 99
    mirror.publish()
    with pytest.raises(MirrorError, match="could not be unpacked"):
        fetch(root)
    assert beside(root) == []


def test_damaged_files_of_an_earlier_try_are_fetched_again(
    mirror: Mirror, root: Path, home: Path
) -> None:
    archives = home / ".cache/arinb/packages" / SUITE / "archives"
    archives.mkdir(parents=True)
    for name, body in mirror.pool.items():
        (archives / name).write_bytes(bytes(len(body)))
    (archives / "tool_0_all.deb").write_bytes(b"outdated")
    fetch(root)
    assert (root / "usr/bin/tool").read_bytes() == b"#!/bin/sh\necho here\n"


def test_an_expired_list_is_taken_with_a_warning(mirror: Mirror, root: Path) -> None:
    mirror.publish(Valid_Until="Sat, 01 Jan 2022 00:00:00 GMT")
    with pytest.warns(UserWarning, match="has expired"):
        fetch(root)
    assert (root / "usr/bin/tool").is_file()


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_interrupted_in_the_middle_then_gone_on_with(
    mirror: Mirror, tmp_path: Path, python: Python, kind: signal.Signals
) -> None:
    mirror.flow.clear()
    child = python(FETCH.format(progress=False))
    assert mirror.stuck.wait(30)
    helpers = psutil.Process(child.pid).children(recursive=True)
    child.send_signal(kind)
    _, said = child.communicate(timeout=10)
    assert child.returncode == -kind
    if kind == signal.SIGINT:
        assert said.rstrip().endswith("KeyboardInterrupt")
        assert said.count("Traceback") == 1
        assert not psutil.wait_procs(helpers, timeout=3)[1]
    assert not (tmp_path / "root").exists()
    mirror.flow.set()
    after = python(FETCH.format(progress=False))
    _, said = after.communicate(timeout=60)
    assert (after.returncode, said) == (0, "")
    assert (tmp_path / "root/usr/bin/tool").is_file()
    assert not list(tmp_path.glob("root.partial*"))


def test_half_a_package_is_gone_on_with(mirror: Mirror, tmp_path: Path, python: Python) -> None:
    del mirror.pool[next(name for name in mirror.pool if name.startswith("tool_"))]
    mirror.add("tool", {"usr/bin/tool": os.urandom(3_000_000)}, version="2")
    mirror.flow.clear()
    child = python(FETCH.format(progress=False))
    partial = tmp_path / "home/.cache/arinb/packages/any/archives/partial"
    _until(lambda: any(f.stat().st_size > 1_000_000 for f in partial.glob("tool_2*")))
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=10)
    mirror.flow.set()
    mirror.asked.clear()
    python(FETCH.format(progress=False)).communicate(timeout=60)
    assert any(wanted.startswith("bytes=") for path, wanted in mirror.asked if "/tool_2" in path)
    assert (tmp_path / "root/usr/bin/tool").stat().st_size == 3_000_000


def test_leftovers_are_cleaned(mirror: Mirror, root: Path) -> None:
    left = root.parent / "root.partial-123/usr"
    left.mkdir(parents=True)
    fetch(root)
    assert beside(root) == ["root"]


def test_two_at_once(mirror: Mirror, tmp_path: Path, python: Python) -> None:
    mirror.flow.clear()
    first = python(FETCH.format(progress=False))
    assert mirror.stuck.wait(30)
    second = python(FETCH.format(progress=True))
    assert second.stderr is not None
    heard = ""
    while "Waiting for another installation" not in heard:
        heard += second.stderr.read(1)
    assert f"(process {first.pid})" in heard + second.stderr.read(40)
    mirror.flow.set()
    for child in (first, second):
        child.communicate(timeout=60)
        assert child.returncode == 0
    assert sorted(mirror.packages_asked()) == sorted(mirror.pool)


def test_a_refused_root_changes_nothing(mirror: Mirror, root: Path) -> None:
    def refuse(_: Root) -> None:
        raise InstallError("not this one")

    root.mkdir()
    (root / "mine").touch()
    with pytest.raises(InstallError, match="not this one"):
        fetch_packages(["tool"], suite=SUITE, into=root, check=refuse, progress=False)
    assert beside(root) == ["root"]
    assert (root / "mine").exists()


def test_a_bad_root_is_replaced(mirror: Mirror, root: Path) -> None:
    def needs_tool(found: Root) -> None:
        if not (found.path / "usr/bin/tool").exists():
            raise InstallError("no tool")

    root.mkdir()
    (root / "old").touch()
    fetch_packages(["tool"], suite=SUITE, into=root, check=needs_tool, progress=False)
    assert beside(root) == ["root"]
    assert not (root / "old").exists()


def test_a_folder_that_can_not_be_written(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InstallError, match="can't be put into") as caught:
        fetch(tmp_path / "file/root")
    assert "XDG_DATA_HOME" in caught.value.next_step


def test_an_asterisk_that_does_not_start_is_not_installed(
    mirror: Mirror, home: Path, distribution: Distribution
) -> None:
    modules = "usr/lib/asterisk/modules/res_ari.so"
    says = b'#!/bin/sh\n[ "$1" = -V ] && echo Asterisk 22.0.0 || echo no such luck\n'
    files = {"usr/sbin/asterisk": says, modules: b"", "usr/share/asterisk/documentation/x": b""}
    mirror.add("asterisk", files)
    mirror.add("asterisk-core-sounds-en-gsm", {})
    with pytest.raises(InstallError, match="does not start on this machine") as caught:
        install_asterisk(progress=False)
    assert "no such luck" in caught.value.why
    assert list(install_folder().iterdir()) == []
    assert cached(home) == []  # of the suite "any"
    assert remove_asterisk() == []


def test_a_suite_that_is_no_name(home: Path) -> None:
    for suite in ("../etc", "/etc", "..", ".hidden"):
        with pytest.raises(InstallError, match="no name of a release"):
            install_asterisk(suite=suite)


def test_no_apt(home: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPackages, match="can't fetch packages"):
        fetch(root)


def test_too_little_room(mirror: Mirror, tmp_path: Path, python: Python) -> None:
    said = _on_a_small_disk("20m", tmp_path, python)
    assert "DiskFull" in said
    assert "MB are needed" in said


def test_a_disk_that_fills_up_in_the_middle(mirror: Mirror, tmp_path: Path, python: Python) -> None:
    mirror.add("tool-library", {"usr/lib/zeros": bytes(120_000_000)}, version="2")
    said = _on_a_small_disk("80m", tmp_path, python)
    assert "DiskFull" in said
    assert "No space left on device" in said or "Wrote only" in said


def _on_a_small_disk(size: str, tmp_path: Path, python: Python) -> str:
    """Fetch onto a memory disk of a namespace of its own; what the error says, and what is left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size={size} tmpfs {disk}"
    namespace = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    possible = subprocess.run([*namespace, "sh", "-c", mount], check=False, capture_output=True)
    needs(possible.returncode == 0, "leave to mount a memory disk")
    code = f"""
from pathlib import Path
from arinb.errors import DiskFull
from arinb.pbx.install import fetch_packages
disk = Path({str(disk)!r})
try:
    fetch_packages(["tool"], suite="any", into=disk / "root", progress=False)
except DiskFull as error:
    print(type(error).__name__, error)
    print(sorted(path.name for path in disk.iterdir()))
"""
    start = ["sh", "-c", f'{mount} && exec "$@"', "sh"]
    child = python(code, before=[*namespace, *start])
    out, err = child.communicate(timeout=60)
    assert err == ""
    assert out.endswith("[]\n")
    return out


def _until(condition: object, patience: float = 30.0) -> None:
    assert callable(condition)
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
