"""Run a program whose end is certain: it does not outlive the call that started it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

_PATIENCE = 5.0  # seconds that a program gets to end after being asked to


def run_lines(
    argv: Sequence[str], on_line: Callable[[str], None], *, env: Mapping[str, str], lock: int
) -> int:
    """Run a program, hand over each line that it prints, and return its exit status.

    It has a process group of its own, so that Ctrl-C reaches it only through this call: whatever
    ends the call ends the program and its children. SIGKILL can't be answered; the program then
    holds the lock until it ends by itself, at the latest when it writes to its closed output.

    Parameters: `argv`, its words; `on_line`, called with each line of its output and errors;
    `env`, its environment; `lock`, an open descriptor that it inherits.

    Example: `run_lines(["apt-get", "--version"], print, env=os.environ, lock=lock)`
    """
    child = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=dict(env),
        pass_fds=[lock],
        start_new_session=True,
    )
    assert child.stdout is not None  # noqa: S101 - for the type checker: it is a pipe
    try:
        for line in child.stdout:
            on_line(line.rstrip())
        return child.wait()
    except BaseException:
        _end_group(child)
        raise
    finally:
        child.stdout.close()


def _end_group(child: subprocess.Popen[str]) -> None:
    """End a program and its children: asked first, then forced."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        child.wait(_PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
