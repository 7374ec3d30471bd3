"""An unpacked root: Asterisk with all that it needs, in a folder, on any Linux, without root.

Debian's packages, unpacked side by side into one folder, hold the C library and its loader too. A
program from such a root is started by the root's own loader, so that the machine's libraries
play no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

_LOADERS = ("ld-linux*.so*", "ld-[0-9]*.so")


@dataclass(frozen=True)
class Root:
    """A folder with unpacked packages.

    Parameters: `path`, the folder that holds `usr/`.

    Example: `Root(Path("asterisk/testing")).asterisk`
    """

    path: Path

    @property
    def asterisk(self) -> Path:
        """Where the root's Asterisk is (or would be)."""
        return self.path / "usr/sbin/asterisk"

    @property
    def baresip(self) -> Path:
        """Where the root's SIP phone program is (or would be)."""
        return self.path / "usr/bin/baresip"

    @property
    def loader(self) -> Path | None:
        """The root's own program loader, or None where there is none.

        It may be a link to an absolute path, which would lead out of the root: only a real file
        counts.
        """
        for folder in self._library_folders():
            for pattern in _LOADERS:
                for loader in sorted(folder.glob(pattern)):
                    if loader.is_file() and not loader.is_symlink():
                        return loader
        return None

    @property
    def library_path(self) -> str:
        """The folders with the root's libraries, as the loader takes them."""
        folders = [*self._library_folders(), self.path / "usr/lib"]
        private = [folder / name for folder in folders for name in ("pulseaudio", "nss")]
        return ":".join(str(folder) for folder in (*folders, *private) if folder.is_dir())

    def argv(self, program: Path) -> tuple[str, ...]:
        """Return the words that start `program`, one of this root's, on this machine.

        Example: `Root(folder).argv(Root(folder).asterisk)`
        """
        if self.loader is None:
            return (str(program),)
        return (str(self.loader), "--library-path", self.library_path, str(program))

    def _library_folders(self) -> list[Path]:
        """The folders named after the machine, such as `usr/lib/x86_64-linux-gnu`."""
        return [
            folder
            for lib in ("usr/lib", "lib")
            if not (self.path / lib).is_symlink()
            for folder in sorted((self.path / lib).glob("*-linux-gnu*"))
        ]


def install_folder() -> Path:
    """Return the folder below which arinb keeps the roots that it installed, one per suite.

    Example: `install_folder() / "testing"`
    """
    return platformdirs.user_data_path("arinb") / "asterisk"


def installed_roots() -> list[Root]:
    """Return the roots that arinb installed on this machine, by name.

    Example: `[root.path.name for root in installed_roots()]`
    """
    folder = install_folder()
    if not folder.is_dir():
        return []
    roots = (Root(path) for path in sorted(folder.iterdir()) if ".partial" not in path.name)
    return [root for root in roots if root.asterisk.is_file()]
