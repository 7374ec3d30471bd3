"""The folder in which a private Asterisk lives: its configuration, its data, its socket.

```
<folder>/etc/      http.conf, ari.conf, extensions.conf (the learner's) and what Asterisk needs
        data/      links to the installed sounds and documentation
        spool/     recordings
        run/       the control socket
        arinb.lock held by whoever uses the folder
```
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from arinb.errors import FolderError
from arinb.pbx import templates
from arinb.pbx.modules import modules_to_load
from arinb.pbx.music import write_music
from arinb.pbx.ports import free_port, free_ports, give_back

if TYPE_CHECKING:
    from arinb.pbx.find import Program

PREFIX = "arinb-"
LOCK = "arinb.lock"
SOCKET = Path("run", "asterisk.ctl")
LEARNERS = ("http.conf", "ari.conf", "extensions.conf")
FOLDERS = (
    "agi", "cache", "data", "db", "etc", "log", "moh", "run",
    "spool/monitor", "spool/recording", "spool/tmp", "var/keys",
)  # fmt: skip
HERE = "/proc/self/cwd"
LONGEST_FOLDER = 107 - len(f"/{SOCKET}")  # bytes that a Unix socket's address leaves for it
RTP_PORTS = 100
JUST_MADE = 60.0  # seconds in which a folder that nobody holds may still be about to be locked


class Layout:
    """A private Asterisk's folder.

    Parameters: `folder`, where to put it and keep it; None makes a temporary one, which goes with
    its user. Only this user can look into it.

    Raises FolderError when the folder can't be made.

    Example: `Layout(None).etc` → `/tmp/arinb-x1y2z3w4/etc`
    """

    def __init__(self, folder: Path | None) -> None:
        self.temporary = folder is None
        self.http_port = free_port("tcp")
        self._ports = {self.http_port}
        self.password = secrets.token_hex(12)
        self._lock: IO[str] | None = None
        self.folder = Path()
        try:
            self.folder = _make(folder)
            for name in FOLDERS:
                (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.temporary:
                self.lock()
        except OSError as error:
            self.remove()
            raise folder_error(folder or Path(tempfile.gettempdir()), error) from error
        except BaseException:
            self.remove()
            raise

    @property
    def etc(self) -> Path:
        """The folder with the configuration files."""
        return self.folder / "etc"

    @property
    def socket(self) -> Path:
        """Asterisk's control socket."""
        return self.folder / SOCKET

    @property
    def seen(self) -> str:
        """The folder as Asterisk is told it: its own path, where that will do.

        Asterisk runs in the folder. So it finds it as its own `cwd` where the path is too long
        for a socket, or holds a `;` or something else that can't stand in asterisk.conf.
        """
        path = str(self.folder)
        plain = path.isprintable() and not set(path) & set(";\\[]")
        return path if plain and len(os.fsencode(path)) <= LONGEST_FOLDER else HERE

    def write(self, program: Program, *, blank: bool) -> None:
        """Write the configuration. What exists stays, except what depends on the program.

        Parameters: `program`, the Asterisk that will run here; `blank`, whether the three files
        of the tutorial are left for the learner to write.

        Raises FolderError when a file can't be written.
        """
        try:
            self._link_data(program)
            for name, text in self._new_files(blank).items():
                if not (self.etc / name).exists():
                    write_private(self.etc / name, text)
            if not any((self.folder / "moh").iterdir()):
                write_music(self.folder / "moh" / "chords.wav")
            write_private(self.etc / "asterisk.conf", self._asterisk_conf(program))
            write_private(self.etc / "modules.conf", _modules_conf(program))
        except OSError as error:
            raise folder_error(self.folder, error) from error

    def _new_files(self, blank: bool) -> dict[str, str]:
        sip, first = free_port("udp"), free_ports(RTP_PORTS, "udp")
        last = first + RTP_PORTS - 1
        self._ports.update([sip, *range(first, last + 1)])
        learners = templates.BLANK if blank else {
            "http.conf": templates.HTTP.format(port=self.http_port),
            "ari.conf": templates.ARI.format(password=self.password),
            "extensions.conf": templates.EXTENSIONS,
        }  # fmt: skip
        return {
            **templates.FIXED,
            **learners,
            "pjsip.conf": templates.PJSIP.format(port=sip),
            "rtp.conf": templates.RTP.format(first=first, last=last),
        }

    def _link_data(self, program: Program) -> None:
        data = self.folder / "data"
        (data / "sounds").mkdir(exist_ok=True)
        links = {name: program.data_dir / name for name in ("documentation", "rest-api")}
        if program.sounds_dir is not None:
            links["sounds/en"] = program.sounds_dir
        for name, target in links.items():
            link = data / name
            if link.is_symlink():
                link.unlink()
            if not link.exists() and target.exists():
                link.symlink_to(target)
        if not (data / "moh").is_symlink():
            (data / "moh").symlink_to(Path("..", "moh"))

    def _asterisk_conf(self, program: Program) -> str:
        inside = {
            "astetcdir": "etc", "astvarlibdir": "var", "astdbdir": "db", "astkeydir": "var",
            "astdatadir": "data", "astagidir": "agi", "astspooldir": "spool", "astrundir": "run",
            "astlogdir": "log", "astsbindir": "run", "astcachedir": "cache",
        }  # fmt: skip
        lines = [f"{name} => {self.seen}/{folder}" for name, folder in inside.items()]
        return "\n".join([
            "[directories]",
            f"astmoddir => {program.module_dir}",
            *lines,
            "",
            "[options]",
            "documentation_language = en_US",
            "nocolor = yes",
            "",
        ])  # fmt: skip

    def lock(self) -> None:
        """Take the folder for this process and the guards that it starts.

        Raises FolderError when another process uses it.
        """
        if self._lock is not None:
            return
        lock = (self.folder / LOCK).open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise FolderError(
                f"another private Asterisk uses the folder {self.folder}",
                why=f"process {holder} holds it, perhaps another notebook",
                next_step="stop that one (`pbx.stop()` there), or give another `folder=`",
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        self._lock = lock

    def touch(self) -> None:
        """Give the configuration files a new date, so that Asterisk reads all of them again.

        It skips what has its old date, and so would not try again for a port that was in use.

        Raises FolderError when that is not allowed.
        """
        try:
            for path in self.etc.glob("*.conf"):
                os.utime(path)
        except OSError as error:
            raise folder_error(self.folder, error) from error

    @property
    def lock_fd(self) -> int | None:
        """The descriptor of the lock, for a guard to hold it too."""
        return None if self._lock is None else self._lock.fileno()

    def unlock(self) -> None:
        """Let others have the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def remove(self) -> None:
        """Remove the folder if it is a temporary one; a kept one is only unlocked."""
        if self.temporary and self.folder.name.startswith(PREFIX):
            shutil.rmtree(self.folder, ignore_errors=True)
            give_back(self._ports)
        self.unlock()


def sweep() -> list[Path]:
    """Remove the temporary folders whose users are dead, and return what has been removed.

    A guard does that for its own folder; this is for when it could not (SIGKILL before a start,
    a power failure).

    Example: `sweep()` → `[]`
    """
    return [folder for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*") if _sweep(folder)]


def _sweep(folder: Path) -> bool:
    try:
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            return False
        if time.time() - folder.stat().st_mtime < JUST_MADE:
            return False
        with (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return False  # not one of ours, in use, or just gone
    return True


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user can read.

    Parameters: `path` of the file; `text`, its content.

    Raises OSError when it can't be written.

    Example: `write_private(layout.etc / "logger.conf", text)`
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)


def folder_error(folder: Path, error: OSError) -> FolderError:
    """Say why a folder can't be used, and what would help.

    Parameters: `folder`, the one that was wanted; `error`, what the system said.

    Example: `raise folder_error(folder, error) from error`
    """
    where = error.filename or folder
    steps = {
        errno.ENOSPC: "free some room on that disk, or give `folder=` on another one",
        errno.EDQUOT: "free some room (your quota is used up), or give `folder=` elsewhere",
        errno.ENAMETOOLONG: "give a `folder=` with a shorter path",
        errno.EEXIST: "a file is in its way: give another `folder=`",
        errno.ENOTDIR: "a file is in its way: give another `folder=`",
    }
    return FolderError(
        f"the private Asterisk's folder {folder} can't be used",
        why=f"{error.strerror or error}: {where}",
        next_step=steps.get(error.errno or 0, "give a `folder=` in which you may write"),
    )


def _make(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix=PREFIX))
    made = folder.expanduser().absolute()
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def _modules_conf(program: Program) -> str:
    lines = [f"load = {name}" for name in modules_to_load(program.module_dir)]
    return "\n".join(["[modules]", "autoload = no", *lines, ""])
