"""Other client libraries for ARI, each in a temporary environment and a process of its own."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import venv
from pathlib import Path
from types import TracebackType
from typing import Self

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


class Worker:
    """A process that calls Asterisk through one library, and times it. Raises NoPeer if it can't.

    Parameters: `name` of the library; `python`, an interpreter that has it; `module`, the one
    that calls through it; `where`, the Asterisk.
    """

    def __init__(self, name: str, python: str, module: str, where: Where) -> None:
        self._name = name
        self._process = subprocess.Popen(
            [python, "-m", f"tests.benchmarks.{module}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._write(json.dumps(where))

    def times(self, call: str, count: int) -> list[float]:
        """Have a call made `count` times; return the seconds that each took."""
        timer = threading.Timer(PATIENCE, self._process.kill)
        timer.start()
        try:
            self._write(f"{call} {count}")
            assert self._process.stdout is not None
            answer = self._process.stdout.readline()
        finally:
            timer.cancel()
        if not answer:
            self._process.kill()
            _, complaint = self._process.communicate()
            raise NoPeer(f"{self._name} does not run here: {_last_line(complaint)}")
        times: list[float] = json.loads(answer)
        return times

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
    return Worker("arinb", sys.executable, "with_arinb", where)


def _last_line(text: str) -> str:
    return (text.strip() or "it said nothing").splitlines()[-1]
