"""Find the Asterisk that arinb runs, and the SIP phone program beside it.

In this order: the one that `ARINB_ASTERISK` names, one on PATH (or in the `sbin` folders that an
ordinary user's PATH leaves out), one that arinb installed earlier.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from arinb.errors import AsteriskNotFound
from arinb.pbx.roots import Root, installed_roots

WAYS = (
    "Run `arinb asterisk install` (no administrator needed), or install your system's package "
    "`asterisk`, or set ARINB_ASTERISK to an asterisk program; a server elsewhere needs none of "
    'that: arinb.connect("http://its-address:8088", …).'
)

_SBIN = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", "/sbin")


@dataclass(frozen=True)
class Program:
    """An Asterisk program that can be started.

    Fields: `argv`, the words that start it; `version`, such as "22.10.1"; `major`, its first
    number; `module_dir`, the folder with its modules; `data_dir`, the one with its
    `documentation` and `rest-api`; `sounds_dir`, the one with `hello-world.gsm`, or None;
    `origin`, where it was found, in words; `root`, the unpacked root that holds it, or None.

    Example: `find_asterisk().version`
    """

    argv: tuple[str, ...]
    version: str
    major: int
    module_dir: Path
    data_dir: Path
    sounds_dir: Path | None
    origin: str
    root: Path | None = None

    @property
    def path(self) -> Path:
        """The program's own file.

        Example: `find_asterisk().path`
        """
        return Path(self.argv[-1])


@dataclass(frozen=True)
class Baresip:
    """The SIP phone program baresip.

    Fields: `argv`, the words that start it; `module_dir`, the folder with its modules;
    `origin`, where it was found, in words.

    Example: `find_baresip().origin`
    """

    argv: tuple[str, ...]
    module_dir: Path
    origin: str


def find_asterisk() -> Program:
    """Return the Asterisk that arinb runs on this machine.

    One on PATH that does not run is passed over for one that arinb installed. Raises
    AsteriskNotFound, with the ways to get one, where there is none, and where `ARINB_ASTERISK`
    names something that is no Asterisk.

    Example: `find_asterisk().origin`
    """
    named = os.environ.get("ARINB_ASTERISK")
    if named:
        return program_at(Path(named), "ARINB_ASTERISK")
    unusable: AsteriskNotFound | None = None
    on_path = _on_path("asterisk")
    if on_path is not None:
        try:
            return program_at(on_path, "PATH")
        except AsteriskNotFound as error:
            unusable = error
    earlier = installed_programs()
    if earlier:
        return max(earlier, key=lambda program: program.major)
    raise unusable or AsteriskNotFound(
        "There is no Asterisk on this machine that arinb could run.",
        why="ARINB_ASTERISK is not set, none is on PATH, and arinb has installed none yet.",
        next_step=WAYS,
    )


def installed_programs() -> list[Program]:
    """Return the Asterisks that arinb installed, as far as they run.

    Example: `[program.version for program in installed_programs()]`
    """
    programs = []
    for root in installed_roots():
        with contextlib.suppress(AsteriskNotFound):
            programs.append(program_at(root.path, "installed by arinb"))
    return programs


def program_at(path: Path, origin: str) -> Program:
    """Return the Asterisk at `path`, the program's file or an unpacked root.

    Parameters: `origin`, where the path comes from, for messages. Raises AsteriskNotFound if
    there is no Asterisk at that path, or if it does not run.

    Example: `program_at(Path("/usr/sbin/asterisk"), "PATH")`
    """
    path = _absolute(path)
    root = Root(path) if path.is_dir() else _root_around(path)
    file = root.asterisk if path.is_dir() and root else path
    if not file.is_file():
        raise _no_asterisk(path, origin, f"there is no file {file}")
    argv = root.argv(file) if root else (str(file),)
    version = _version(argv, path, origin)
    return Program(
        argv=argv,
        version=version,
        major=int(version.split(".")[0]),
        module_dir=_first(_module_folders(file), path, origin, "modules for ARI"),
        data_dir=_first(_data_folders(file), path, origin, "documentation folder"),
        sounds_dir=next(_sound_folders(file), None),
        origin=origin,
        root=root.path if root else None,
    )


def find_baresip() -> Baresip | None:
    """Return the SIP phone program of this machine, or None where there is none.

    In this order: `ARINB_BARESIP` (a program or an unpacked root), PATH, the root that
    `ARINB_ASTERISK` names, a root that arinb installed. Raises AsteriskNotFound if
    `ARINB_BARESIP` names something that is not there.

    Example: `find_baresip() is not None`
    """
    named = os.environ.get("ARINB_BARESIP")
    if named:
        found = _baresip_at(Path(named), "ARINB_BARESIP")
        if found is None:
            raise AsteriskNotFound(
                f"ARINB_BARESIP names {named}, but there is no baresip there.",
                next_step="Correct ARINB_BARESIP, or unset it.",
            )
        return found
    on_path = _on_path("baresip")
    asterisk = os.environ.get("ARINB_ASTERISK")
    candidates = [(on_path, "PATH")] if on_path else []
    candidates += [(Path(asterisk), "ARINB_ASTERISK")] if asterisk else []
    candidates += [(root.path, "installed by arinb") for root in reversed(installed_roots())]
    return next(filter(None, (_baresip_at(path, origin) for path, origin in candidates)), None)


def _baresip_at(path: Path, origin: str) -> Baresip | None:
    path = _absolute(path)
    root = Root(path) if path.is_dir() else _root_around(path)
    file = root.baresip if root else path
    if not file.is_file() or file.name != "baresip":
        return None
    patterns = ("lib/baresip/modules", "lib*/baresip/modules", "lib/*/baresip/modules")
    modules = next(_below(_prefixes(file), patterns), None)
    if modules is None:
        return None
    return Baresip(root.argv(file) if root else (str(file),), modules, origin)


def _on_path(name: str) -> Path | None:
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(_SBIN))
    return Path(found) if found else None


def _root_around(file: Path) -> Root | None:
    """The unpacked root that holds `file`, known by its own loader; never the machine's /."""
    for folder in file.resolve().parents:
        if (folder / "usr").is_dir() and folder != Path("/"):
            root = Root(folder)
            return root if root.loader else None
    return None


def _version(argv: tuple[str, ...], path: Path, origin: str) -> str:
    try:
        done = subprocess.run(
            [*argv, "-V"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_asterisk(path, origin, f"it does not run: {error}") from error
    match = re.match(r"Asterisk .*?(\d+(?:\.\d+)+)", done.stdout) or re.match(
        r"Asterisk GIT-(\d+)", done.stdout
    )
    if not match:
        said = (done.stdout + done.stderr).strip() or f"nothing, and ends with {done.returncode}"
        raise _no_asterisk(path, origin, f"asked for its version (-V), it says: {said[:300]}")
    return match[1]


def _module_folders(program: Path) -> Iterator[Path]:
    patterns = ("lib/*/asterisk/modules", "lib*/asterisk/modules")
    for folder in _below(_prefixes(program), patterns):
        if any(folder.glob("res_ari*.so")):
            yield folder


def _data_folders(program: Path) -> Iterator[Path]:
    return (folder.parent for folder in _below(_shares(program), ["documentation"]))


def _sound_folders(program: Path) -> Iterator[Path]:
    """Folders with the spoken words, English first."""
    for folder in _below(_shares(program), ["sounds/en", "sounds/en*"]):
        if any(folder.glob("hello-world.*")):
            yield folder


def _prefixes(program: Path) -> list[Path]:
    """What a program was installed below, such as /usr; a link counts where it leads, too."""
    return list(dict.fromkeys((program.parent.parent, program.resolve().parent.parent)))


def _shares(program: Path) -> Iterator[Path]:
    """Where the systems keep Asterisk's data: below its prefix, or below /var."""
    for prefix in _prefixes(program):
        yield prefix / "share/asterisk"
        yield prefix / "var/lib/asterisk"
        yield prefix.parent / "var/lib/asterisk"


def _below(folders: Iterable[Path], patterns: Sequence[str]) -> Iterator[Path]:
    """The folders below `folders` that match one of `patterns`, in that order."""
    for folder in folders:
        for pattern in patterns:
            yield from (found for found in sorted(folder.glob(pattern)) if found.is_dir())


def _first(folders: Iterator[Path], path: Path, origin: str, what: str) -> Path:
    found = next(folders, None)
    if found is None:
        raise _no_asterisk(path, origin, f"its {what} can't be found beside it")
    return found


def _absolute(path: Path) -> Path:
    """`path` as it stands for any working folder; `~` is the home folder."""
    text = os.path.expanduser(path)  # noqa: PTH111 - Path.expanduser fails on `~unknown`
    return Path(text).absolute()


def _no_asterisk(path: Path, origin: str, why: str) -> AsteriskNotFound:
    named = origin.startswith("ARINB_")
    return AsteriskNotFound(
        f"{path} (from {origin}) is no Asterisk that arinb could run.",
        why=f"{why}.",
        next_step=f"Correct {origin}, or unset it. {WAYS}" if named else WAYS,
    )
