"""A program of its own that owns a private Asterisk, to see what is left when it dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from arinb.pbx.find import Program

SOON = 8.0  # seconds within which all must be gone: the guard's grace and some slack

BEFORE = """
import json, os, psutil, signal, sys, time
from pathlib import Path
import arinb
from arinb.pbx.find import program_at

def tell(*pbxs):
    children = psutil.Process().children(recursive=True)
    print(json.dumps({
        "folders": [str(pbx.folder) for pbx in pbxs],
        "processes": [child.pid for child in children],
    }), flush=True)

program = program_at(Path(sys.argv[1]), "test")
"""


@dataclass
class Owner:
    """What an owner had, and its process."""

    process: subprocess.Popen[str]
    folders: list[Path]
    processes: list[psutil.Process]

    @property
    def guard(self) -> psutil.Process:
        """The guard: the owner's own child."""
        return self.processes[0]

    @property
    def asterisk(self) -> psutil.Process:
        """The guarded Asterisk."""
        return self.processes[-1]

    def left(self) -> list[str]:
        """What is still there of it."""
        alive = [str(p) for p in self.processes if _is_alive(p)]
        return alive + [str(folder) for folder in self.folders if folder.exists()]

    def left_in_the_end(self, patience: float = SOON) -> list[str]:
        """What does not go away."""
        deadline = time.monotonic() + patience
        while self.left() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.left()


@contextmanager
def owner(program: Program, code: str, **environment: str) -> Iterator[Owner]:
    """Run `code`, which must `tell(pbx, …)` of its private Asterisks, as a program of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", BEFORE + code, str(program.root or program.argv[-1])],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        told = json.loads(process.stdout.readline())
        yield Owner(
            process,
            [Path(folder) for folder in told["folders"]],
            list(_still_there(told["processes"])),
        )
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()


def _still_there(pids: list[int]) -> Iterator[psutil.Process]:
    """Those that have not ended yet: an owner may have died before one looks."""
    for pid in pids:
        with suppress(psutil.NoSuchProcess):
            yield psutil.Process(pid)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
