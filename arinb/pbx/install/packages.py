"""Packages from the machine's own mirror, unpacked into one folder: all or nothing."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs

from arinb.errors import InstallError
from arinb.pbx.install.apt import Apt, Package
from arinb.pbx.install.children import run_lines
from arinb.pbx.install.faults import OTHER_WAYS, disk_full, folder_fault, mirror_error
from arinb.pbx.install.lock import sole_use
from arinb.pbx.install.machine import read_apt_settings, read_distribution, require_tools
from arinb.pbx.install.progress import Progress
from arinb.pbx.install.sources import own_sources, sources_for
from arinb.pbx.roots import Root

_PARTIAL = ".partial-"
_UNPACKED = 3.4  # how much a package grows when it is unpacked (measured: 3.3)
_SLACK = 50_000_000  # bytes for apt's own lists and the first start
_AT_ONCE = 2  # packages unpacked at a time


def fetch_packages(
    names: Sequence[str],
    *,
    into: Path,
    suite: str | None = None,
    optional: Sequence[str] = (),
    check: Callable[[Root], None] | None = None,
    progress: bool = True,
    ways: str = OTHER_WAYS,
) -> Root:
    """Unpack packages, with all that they need, into a folder of their own; root is not needed.

    The folder appears only when all is there, in one step. What an interrupted call downloaded
    is used by the next. A folder that is there already is returned as it is, unless `check` raises
    for it: then it is replaced.

    Parameters: `names` of the packages; `into`, the folder; `suite`, such as "testing", whose
    packages bring everything down to the C library; None for the machine's own release, which
    leaves out what the machine has installed; `optional`, packages that may be missing; `check`,
    called with the unpacked root, raises InstallError to refuse it: then nothing is changed;
    `progress` shows bars; `ways`, what the errors say one can do instead.

    Raises NoPackages, MirrorError, DiskFull, or InstallError for what else can go wrong.

    Example: `fetch_packages(["sip-tester"], suite="testing", into=Path("tools"))`
    """
    into = into.expanduser().absolute()
    require_tools()
    settings, distribution = read_apt_settings(), read_distribution()
    own = own_sources(settings, distribution)
    bars = Progress(shown=progress)
    cache = _cache(suite or distribution.codename)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        into.parent.mkdir(parents=True, exist_ok=True)
        with sole_use(cache, bars) as lock:
            _sweep(into)
            if into.is_dir() and _passes(check, Root(into)):
                return Root(into)
            apt = Apt(
                cache,
                sources_for(suite, own) if suite else own,
                settings.architecture,
                status=None if suite else settings.status,
                lock=lock,
                progress=bars,
                ways=ways,
            )
            files = _download(apt, names, optional, into)
            _put_in_place(files, into, check=check, progress=bars, lock=lock, ways=ways)
            apt.clean()
    except OSError as error:
        raise folder_fault(into, error) from error
    return Root(into)


def remove_packages(into: Path, suite: str) -> None:
    """Remove what `fetch_packages()` unpacked into a folder, and what it downloaded.

    Parameters: `into`, the folder, of which only the link goes if it is one; `suite`, from which
    it was filled. Raises InstallError if the system does not allow it.

    Example: `remove_packages(Path("tools"), "testing")`
    """
    cache = _cache(suite)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with sole_use(cache, Progress(shown=False)):
            _sweep(into)
            _remove(into)
        shutil.rmtree(cache)
    except OSError as error:
        raise folder_fault(into, error) from error


def _download(apt: Apt, names: Sequence[str], optional: Sequence[str], into: Path) -> list[Path]:
    apt.update()
    packages = apt.closure(names, optional)
    missing = sum(package.size for package in apt.missing(packages))
    _require_room(apt, packages, missing, into)
    return apt.download(packages, missing)


def _require_room(apt: Apt, packages: Sequence[Package], missing: int, into: Path) -> None:
    """Raise DiskFull, with figures, unless all fits. The two folders may be on one disk or two."""
    unpacked = int(sum(package.size for package in packages) * _UNPACKED) + _SLACK
    needs = {into.parent: unpacked, apt.archives: missing}
    if into.parent.stat().st_dev == apt.archives.stat().st_dev:
        needs = {into.parent: unpacked + missing}
    for folder, need in needs.items():
        free = shutil.disk_usage(folder).free
        if free < need:
            raise disk_full(
                f"There is too little room in {folder}.",
                why=f"{need / 1e6:.0f} MB are needed, {free / 1e6:.0f} MB are free.",
            )


def _put_in_place(
    files: Sequence[Path],
    into: Path,
    *,
    check: Callable[[Root], None] | None,
    progress: Progress,
    lock: int,
    ways: str,
) -> None:
    """Unpack beside `into`, have it checked, and only then let it take its place."""
    partial = _beside(into)
    partial.mkdir()
    try:
        _unpack(files, partial, progress, lock, ways)
        _drop_privileges(partial)
        if check is not None:
            with progress.phase("Starting it once"):
                check(Root(partial))
        if into.exists():
            _remove(into)
        partial.rename(into)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _unpack(files: Sequence[Path], into: Path, progress: Progress, lock: int, ways: str) -> None:
    """Unpack the files, two at a time; one that fails ends it."""
    listing = into / "files"
    listing.write_text("\0".join(str(file) for file in files), encoding="utf-8")
    command = 'dpkg-deb -x "$2" "$1" && echo unpacked || exit 255'
    argv = ["xargs", "-0", "-n", "1", "-P", str(_AT_ONCE), "-a", str(listing)]
    lines: list[str] = []
    with progress.phase("Unpacking", total=len(files), unit=" packages") as reach:

        def on_line(line: str) -> None:
            lines.append(line)
            reach(lines.count("unpacked"))

        argv += ["sh", "-c", command, "sh", str(into)]
        code = run_lines(argv, on_line, env={**os.environ, "LC_ALL": "C"}, lock=lock)
    if code:
        raise mirror_error("A package could not be unpacked.", lines, ways)
    listing.unlink()


def _drop_privileges(root: Path) -> None:
    """Take the set-user-id bits off: nothing in this folder is to run as anybody else."""
    for folder, _, names in os.walk(root):
        for name in names:
            file = Path(folder, name)
            mode = file.lstat().st_mode
            if stat.S_ISREG(mode) and mode & (stat.S_ISUID | stat.S_ISGID):
                file.chmod(stat.S_IMODE(mode) & 0o777)


def _passes(check: Callable[[Root], None] | None, root: Root) -> bool:
    try:
        if check is not None:
            check(root)
    except InstallError:
        return False
    return True


def _remove(root: Path) -> None:
    """Remove an unpacked root, out of sight in one step; of a link only the link goes."""
    if root.is_symlink():
        root.unlink()
    elif root.exists():
        aside = _beside(root, "old-")
        root.rename(aside)
        shutil.rmtree(aside)


def _cache(suite: str) -> Path:
    """Where the packages of a suite are downloaded to."""
    return platformdirs.user_cache_path("arinb") / "packages" / suite


def _beside(path: Path, kind: str = "") -> Path:
    """A name beside `path` that no finished root has."""
    return path.with_name(f"{path.name}{_PARTIAL}{kind}{os.getpid()}")


def _sweep(into: Path) -> None:
    """Remove what an interrupted call left beside `into`."""
    for left in into.parent.glob(f"{into.name}{_PARTIAL}*"):
        shutil.rmtree(left, ignore_errors=True)
