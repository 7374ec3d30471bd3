"""Other client libraries for ARI, each in a temporary environment and a process of its own."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import venv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.benchmarks.worker import Where

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


class NoPeer(Exception):
    """A library can't be measured here; the message says why."""


def environment(folder: Path, package: str) -> str:
    """Make a virtual environment with a package, as pip is set up here; return its Python.

    Raises NoPeer when that can't be done.
    """
    try:
        venv.create(folder, with_pip=True)
        python = str(folder / "bin" / "python")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
        subprocess.run(pip, check=True, capture_output=True, text=True, timeout=10 * PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        raise NoPeer(f"pip can't install {package}: {_last_line(said)}") from error
    return python


def node_modules(folder: Path, package: str) -> str:
    """Install a package with npm, as npm is set up here; return the folder that it is in.

    Raises NoPeer when that can't be done.
    """
    npm = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        package,
    ]
    try:
        folder.mkdir()
        subprocess.run(npm, check=True, capture_output=True, text=True, timeout=10 * PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        raise NoPeer(f"npm can't install {package}: {_last_line(said)}") from error
    return str(folder / "node_modules")


class Worker:
    """A process that calls Asterisk through one library, and times it. Raises NoPeer if it can't.

    Parameters: `name` of the library; `command`, a program that calls through it; `where`, the
    Asterisk.
    """

    def __init__(self, name: str, command: Sequence[str], where: Where) -> None:
        self._name = name
        try:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        except OSError as error:
            raise NoPeer(f"{name} does not run here: {error}") from error
        self._write(json.dumps(where))

    def times(self, call: str, count: int) -> list[float]:
        """Have a call made `count` times; return the seconds that each took."""
        times: list[float] = self.ask(f"{call} {count}")
        return times

    def ask(self, order: str, patience: float = PATIENCE) -> Any:
        """Give it any order that it knows; return its answer."""
        timer = threading.Timer(patience, self._process.kill)
        timer.start()
        try:
            self._write(order)
            assert self._process.stdout is not None
            answer = self._process.stdout.readline()
        finally:
            timer.cancel()
        if not answer:
            self._process.kill()
            _, complaint = self._process.communicate()
            raise NoPeer(f"{self._name} does not run here: {_last_line(complaint)}")
        return json.loads(answer)

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended: times() reads why
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._process.communicate(timeout=5)
        except (subprocess.TimeoutExpired, BrokenPipeError, ValueError):
            self._process.kill()
            self._process.wait()


def of_arinb(where: Where) -> Worker:
    """The worker that calls through arinb itself."""
    return Worker("arinb", module(sys.executable, "with_arinb"), where)


def module(python: str, name: str) -> list[str]:
    """The command that runs one of the modules here."""
    return [python, "-m", f"tests.benchmarks.{name}"]


def _last_line(text: str) -> str:
    return (text.strip() or "it said nothing").splitlines()[-1]
