"""The Chromium that the notebooks are looked at with."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from arinb.errors import InstallError
from arinb.pbx.install import fetch_packages
from arinb.pbx.roots import Root

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-dejavu-core")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """A Chromium that starts.

    `executable`, its program; `env`, the whole environment to start it in; `args`, what to start
    it with beside a new `--user-data-dir` and `--headless`.
    """

    executable: str
    env: dict[str, str]
    args: list[str]

    def starts(self) -> bool:
        """Whether it draws an empty page, without a window."""
        with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as folder:
            words = ["--headless", f"--user-data-dir={folder}", "--dump-dom", "about:blank"]
            try:
                done = subprocess.run(
                    [self.executable, *self.args, *words],
                    env=self.env,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    text=True,
                    timeout=60,
                    check=False,
                )
            except (OSError, subprocess.TimeoutExpired):
                return False
        return done.returncode == 0 and "<body>" in done.stdout


def chromium_folder() -> Path:
    """Where the Chromium of the tests is unpacked, on a machine that has none."""
    return platformdirs.user_data_path("arinb") / "tests" / "chromium"


def find_chromium() -> Chromium | None:
    """The Chromium that ARINB_CHROMIUM names, else one on PATH, else the unpacked one."""
    named = os.environ.get("ARINB_CHROMIUM")
    found = [named] if named else [path for name in NAMES if (path := shutil.which(name))]
    for path in found:
        chromium = Chromium(path, dict(os.environ), list(ARGS))
        if chromium.starts():
            return chromium
    if named or not _program(chromium_folder()).is_file():
        return None
    return _unpacked(chromium_folder())


def install_chromium() -> Chromium:
    """Unpack a Chromium of the machine's own release, on Debian.

    It runs on the machine's own C library: started by another loader it would not find itself.
    """
    fetch_packages(
        PACKAGES, into=chromium_folder(), check=_check, ways="Install a Chromium and go on."
    )
    return _unpacked(chromium_folder())


def _check(root: Root) -> None:
    (root.path / "fonts.conf").write_text(FONTS, encoding="utf-8")
    if not _unpacked(root.path).starts():
        raise InstallError(
            "The downloaded Chromium does not start.",
            next_step="Install a Chromium with the package manager, or set ARINB_CHROMIUM to one.",
        )


def _unpacked(folder: Path) -> Chromium:
    env = {
        **os.environ,
        "LD_LIBRARY_PATH": Root(folder).library_path,
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }
    return Chromium(str(_program(folder)), env, list(ARGS))


def _program(folder: Path) -> Path:
    return folder / "usr/lib/chromium/chromium"
