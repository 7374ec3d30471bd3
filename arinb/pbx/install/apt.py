"""The machine's own apt, working for arinb: own lists, own cache, own idea of what is installed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from arinb.errors import InstallError, NoPackages
from arinb.pbx.install.children import run_lines
from arinb.pbx.install.faults import OTHER_WAYS, complaints, mirror_error

if TYPE_CHECKING:
    from arinb.pbx.install.progress import Progress
    from arinb.pbx.install.sources import Source

_CONF = """\
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
#clear APT::Default-Release;
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "{home}/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "{home}/state";
Dir::State::status "{status}";
Dir::Cache "{home}";
Dir::Cache::archives "{home}/archives";
Dir::Cache::pkgcache "pkgcache.bin";
Dir::Cache::srcpkgcache "srcpkgcache.bin";
Dir::Log "{home}/state";
APT::Install-Recommends "false";
APT::Install-Suggests "false";
APT::Get::Assume-Yes "true";
APT::Update::Error-Mode "any";
APT::Status-Fd "1";
Acquire::Languages "none";
Acquire::Retries "2";
Debug::NoLocking "true";
"""
# apt as root would download as its own user, who can't write into root's folders.
_CONF_ROOT = 'APT::Sandbox::User "root";\n'

_URI = re.compile(r"^'(?P<uri>[^']+)' (?P<file>\S+) (?P<size>\d+) ?(?P<hash>\S*)$")
_STATUS = re.compile(r"^(?:dl|pm)status:[^:]*:(?P<percent>[\d.]+):")
_EXPIRED = re.compile(r"\bis expired\b")
_HASHES = {"MD5Sum": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA512": "sha512"}


@dataclass(frozen=True)
class Package:
    """A package file on the mirror.

    Fields: `file`, its name; `size` in bytes; `checksum` as apt prints it, such as "SHA256:…".

    Example: `Package("libc6_2.43-7_amd64.deb", 1866392, "")`
    """

    file: str
    size: int
    checksum: str

    @property
    def name(self) -> str:
        """The package's name, such as "libc6"."""
        return unquote(self.file).partition("_")[0]

    def is_whole(self, path: Path) -> bool:
        """Whether `path` is this package, complete and unchanged.

        Example: `package.is_whole(archives / package.file)`
        """
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        kind, _, digest = self.checksum.partition(":")
        if kind not in _HASHES:
            return True
        with path.open("rb") as file:
            found = hashlib.file_digest(
                file, lambda: hashlib.new(_HASHES[kind], usedforsecurity=False)
            )
        return found.hexdigest() == digest


class Apt:
    """An apt that keeps everything of its own in one folder.

    Parameters: `home`, that folder; `sources` to fetch from; `architecture`, such as "amd64";
    `status`, the dpkg status file that says what is installed, None for nothing; `lock`, a
    descriptor that its programs inherit; `progress` shows what it does; `ways`, what else one can
    do when it fails.

    Example: `Apt(cache, sources, "amd64", status=None, lock=lock, progress=Progress(shown=True))`
    """

    def __init__(
        self,
        home: Path,
        sources: Sequence[Source],
        architecture: str,
        *,
        status: Path | None,
        lock: int,
        progress: Progress,
        ways: str = OTHER_WAYS,
    ) -> None:
        self.home = home
        self.archives = home / "archives"
        self._architecture = architecture
        self._lock = lock
        self._progress = progress
        self._ways = ways
        self._conf = home / "apt.conf"
        self._update_failed: InstallError | None = None
        self._write(sources, status)

    def update(self) -> None:
        """Read the mirror's list of packages.

        A list that is out of date is taken all the same, with a warning: its signature is
        checked as ever. What else goes wrong is told when the packages can't be found.
        """
        with self._progress.phase("Reading package lists", total=100, unit="%") as reach:
            code, lines = self._run("update", reach=reach)
            if code and any(_EXPIRED.search(line) for line in lines):
                warnings.warn(
                    "The mirror's list of packages has expired: the mirror is not kept up to date. "
                    "Its signature is still checked, its age no longer.",
                    stacklevel=2,
                )
                code, lines = self._run("update", "-o", "Acquire::Check-Valid-Until=false")
        if code:
            what = "The mirror's list of packages can't be read."
            self._update_failed = mirror_error(what, lines, self._ways)

    def closure(self, names: Sequence[str], optional: Sequence[str] = ()) -> list[Package]:
        """Return the packages with these names and all that they need.

        Parameters: `names` that must be there; `optional`, names that are left out if they are
        not to be had. Raises MirrorError if the mirror has not got them, NoPackages if it has
        none for this machine's kind of processor, DiskFull.

        Example: `apt.closure(["asterisk"], optional=["baresip-core"])`
        """
        code, lines = self._list([*names, *optional])
        if code and optional:
            code, lines = self._list(names)
        if code:
            raise self._not_to_be_had(names, lines)
        matches = [match for line in lines if (match := _URI.match(line))]
        return [Package(m["file"], int(m["size"]), m["hash"]) for m in matches]

    def missing(self, packages: Sequence[Package]) -> list[Package]:
        """Return those packages that are yet to be downloaded; drop damaged and outdated files.

        Example: `sum(package.size for package in apt.missing(packages))`
        """
        whole = {p.file for p in packages if p.is_whole(self.archives / p.file)}
        for file in self.archives.glob("*.deb"):
            if file.name not in whole:
                file.unlink()
        return [package for package in packages if package.file not in whole]

    def download(self, packages: Sequence[Package], size: int) -> list[Path]:
        """Download the packages and return their files. Half of one is gone on with.

        Parameters: `packages`, as `closure()` returned them; `size`, how many bytes are missing.
        Raises MirrorError if one does not come or is not what the mirror's list says; DiskFull.

        Example: `apt.download(packages, sum(package.size for package in apt.missing(packages)))`
        """
        names = [package.name for package in packages]
        with self._progress.phase("Downloading", total=size, unit="B") as reach:
            code, lines = self._run(
                "install", "--download-only", *names, reach=lambda done: reach(done * size / 100)
            )
        absent = self.missing(packages)
        if code or absent:
            what = f"{len(absent)} of {len(packages)} packages could not be downloaded."
            raise mirror_error(what, lines, self._ways)
        return [self.archives / package.file for package in packages]

    def _list(self, names: Sequence[str]) -> tuple[int, list[str]]:
        # With an empty folder in place of its cache, apt names those too that are there already.
        empty = f"Dir::Cache::archives={self.home / 'empty'}"
        return self._run("install", "--print-uris", "-o", empty, *names)

    def _not_to_be_had(self, names: Sequence[str], lines: list[str]) -> InstallError:
        if self._update_failed is not None:
            return self._update_failed
        if self._architecture not in {"amd64", "arm64"}:
            return NoPackages(
                f"There is no {names[0]} for this machine's processor ({self._architecture}).",
                why="\n      ".join(complaints(lines)),
                next_step=self._ways,
            )
        what = f"The mirror has not got what is wanted: {', '.join(names)}."
        return mirror_error(what, lines, self._ways)

    def _run(
        self, *words: str, reach: Callable[[float], None] | None = None
    ) -> tuple[int, list[str]]:
        """Run apt-get; return its exit status and what it printed, reports of progress apart."""
        lines: list[str] = []

        def on_line(line: str) -> None:
            status = _STATUS.match(line)
            if status is None:
                lines.append(line)
            elif reach is not None:
                reach(float(status["percent"]))

        argv = ["apt-get", "-c", str(self._conf), "-qq", *words]
        code = run_lines(argv, on_line, env={**os.environ, "LC_ALL": "C"}, lock=self._lock)
        return code, lines

    def _write(self, sources: Sequence[Source], status: Path | None) -> None:
        """Lay out the folder, anew where an interrupted run has left one.

        Nobody else may look into it: the address of a mirror can hold a password.
        """
        self.home.chmod(0o700)
        shutil.rmtree(self.home / "sources", ignore_errors=True)
        for folder in ("sources", "state/lists/partial", "archives/partial", "empty"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        nothing = self.home / "state/status"
        nothing.touch()
        conf = _CONF.format(home=self.home, status=status or nothing)
        self._conf.write_text(conf + (_CONF_ROOT if os.geteuid() == 0 else ""), encoding="utf-8")
        stanzas = "\n".join(source.stanza(self._architecture) for source in sources)
        (self.home / "sources/arinb.sources").write_text(stanzas, encoding="utf-8")

    def clean(self) -> None:
        """Remove what was downloaded.

        Example: `apt.clean()`
        """
        self._conf.unlink(missing_ok=True)
        for folder in ("sources", "state", "archives", "empty"):
            shutil.rmtree(self.home / folder, ignore_errors=True)
        for cache in self.home.glob("*pkgcache.bin"):
            cache.unlink()
