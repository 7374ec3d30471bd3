"""Which system this is, and whether it has what fetching its packages takes."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from arinb.errors import NoPackages
from arinb.pbx.install.faults import OTHER_WAYS

OS_RELEASE = Path("/etc/os-release")
TOOLS = ("apt-get", "apt-config", "dpkg-deb", "xargs")


@dataclass(frozen=True)
class Distribution:
    """A Debian or Ubuntu release, also under a derivative that draws on its packages.

    Fields: `id`, "debian" or "ubuntu"; `codename`, such as "bookworm"; `name`, in full.

    Example: `read_distribution().codename`
    """

    id: str
    codename: str
    name: str

    @property
    def asterisk_suite(self) -> str:
        """The suite with an Asterisk: Ubuntu's own; Debian 12 and 13 have none, testing has."""
        return "testing" if self.id == "debian" else self.codename

    @property
    def components(self) -> tuple[str, ...]:
        """The parts of the archive with the packages that arinb wants."""
        return ("main",) if self.id == "debian" else ("main", "universe")


@dataclass(frozen=True)
class AptSettings:
    """What the machine's apt is set to: its files with sources, its dpkg status, its architecture.

    Example: `read_apt_settings().architecture`
    """

    source_list: Path
    source_parts: Path
    status: Path
    architecture: str


def read_distribution(path: Path = OS_RELEASE) -> Distribution:
    """Return the machine's distribution.

    Parameters: `path` of its os-release file. Raises NoPackages if that names no Debian or
    Ubuntu release.

    Example: `read_distribution().id`
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    fields = {
        key.strip(): " ".join(shlex.split(value, comments=True))
        for key, found, value in (line.partition("=") for line in lines)
        if found and not key.startswith("#")
    }
    name = fields.get("PRETTY_NAME") or fields.get("NAME") or f"this system ({sys.platform})"
    for kind in ("ubuntu", "debian"):
        own = fields.get("ID") == kind
        codename = fields.get(f"{kind.upper()}_CODENAME") or (
            fields.get("VERSION_CODENAME") if own else None
        )
        if own or (codename and kind in fields.get("ID_LIKE", "").split()):
            return Distribution(kind, codename or "sid", name)
    raise NoPackages(
        f"arinb can't install Asterisk on {name}.",
        why="it takes packages from Debian's or Ubuntu's mirrors, and this is neither.",
        next_step=OTHER_WAYS,
    )


def require_tools() -> None:
    """Raise NoPackages if a program that fetches or unpacks packages is missing.

    Example: `require_tools()`
    """
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise NoPackages(
            "arinb can't fetch packages on this machine.",
            why=f"there is no {', '.join(missing)} on PATH.",
            next_step=OTHER_WAYS,
        )


def read_apt_settings() -> AptSettings:
    """Return what the machine's apt is set to. Raises NoPackages if apt does not say.

    Example: `read_apt_settings().source_parts`
    """
    wanted = {
        "LIST": "Dir::Etc::sourcelist/f",
        "PARTS": "Dir::Etc::sourceparts/d",
        "STATUS": "Dir::State::status/f",
        "ARCH": "APT::Architecture",
    }
    words = [word for pair in wanted.items() for word in pair]
    try:
        done = subprocess.run(
            ["apt-config", "shell", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoPackages(
            "The machine's apt does not say how it is set up.",
            why=f"apt-config: {error}",
            next_step=OTHER_WAYS,
        ) from error
    said = dict(word.partition("=")[::2] for word in shlex.split(done.stdout))
    return AptSettings(
        source_list=Path(said["LIST"]),
        source_parts=Path(said["PARTS"]),
        status=Path(said["STATUS"]),
        architecture=said["ARCH"],
    )
