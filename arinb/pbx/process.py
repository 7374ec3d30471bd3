"""One run of Asterisk under its guard, seen from the notebook's side."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from arinb.errors import NotRunning, StartError
from arinb.pbx import guard

if TYPE_CHECKING:
    from arinb.pbx.console import Console
    from arinb.pbx.find import Program
    from arinb.pbx.layout import Layout

LAUNCH = 2.0  # seconds for a guard whose start was interrupted to come into being
SLACK = 3.0  # seconds beyond the guard's own grace before the guard is killed too


class AsteriskProcess:
    """Asterisk, kept by a guard that ends it when this process dies.

    Parameters: `program` to run; `layout`, the folder it runs in; `console`, which gets its lines.

    Example: `AsteriskProcess(program, layout, console).launch()`
    """

    def __init__(self, program: Program, layout: Layout, console: Console) -> None:
        self._program = program
        self._layout = layout
        self._console = console
        self._guard: subprocess.Popen[bytes] | None = None
        self._launching = False
        self._launched = threading.Event()
        self._abandoned = threading.Event()
        self._refusal: OSError | None = None
        self._stopped = False

    def launch(self) -> None:
        """Start it; its console tells how it goes on.

        Raises StartError when not even the guard can be started.
        """
        layout = self._layout
        command = [
            sys.executable, "-I", "-S", guard.__file__,
            str(os.getpid()), str(layout.folder) if layout.temporary else "",
            *self._program.argv, "-C", f"{layout.seen}/etc/asterisk.conf", "-f", "-n",
        ]  # fmt: skip
        # Ctrl-C interrupts the main thread only. So none is lost between a guard's birth and here.
        self._launching = True
        threading.Thread(
            target=self._start_guard, args=(command,), name="arinb-launch", daemon=True
        ).start()
        self._launched.wait()
        if self._refusal is not None:
            raise StartError(
                "the process for Asterisk can't be started",
                why=str(self._refusal),
                next_step="free memory, or end programs that you do not need, and start it again",
            ) from self._refusal

    def _start_guard(self, command: list[str]) -> None:
        layout = self._layout
        try:
            self._guard = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd=layout.folder,
                start_new_session=True,
                pass_fds=() if layout.lock_fd is None else (layout.lock_fd,),
            )
            assert self._guard.stdout is not None  # noqa: S101 - said by stdout=PIPE
            self._console.attach(self._guard.stdout)
            if self._abandoned.is_set():
                self._tell(guard.KILL)
        except OSError as error:
            self._refusal = error
        finally:
            self._launched.set()

    @property
    def alive(self) -> bool:
        """Whether Asterisk runs."""
        return self._guard is not None and self._guard.poll() is None

    def ends_within(self, timeout: float) -> bool:
        """Whether it is gone, now or within some seconds.

        Parameters: `timeout` in seconds.
        """
        try:
            return self._guard is None or self._guard.wait(timeout) is not None
        except subprocess.TimeoutExpired:
            return False

    def stop(self, *, at_once: bool = False) -> None:
        """End it and return when it is gone: cleanly in about a second, or by force.

        Parameters: `at_once`, whether to give it no time for a clean end.
        """
        if self._launching and not self._launched.wait(LAUNCH):
            self._abandoned.set()  # interrupted in the act: perhaps it never began
        if self._guard is None:
            return
        self._stopped = self._stopped or self.alive
        self._tell(guard.KILL if at_once else guard.STOP)
        try:
            self._guard.wait(guard.GRACE + SLACK)
        except subprocess.TimeoutExpired:
            self._guard.kill()
            self._guard.wait()
        self._console.join(SLACK)

    def _tell(self, word: bytes) -> None:
        """Say to the guard how to end; it ends, too, when nothing can be said any more."""
        assert self._guard is not None  # noqa: S101 - said by its callers
        assert self._guard.stdin is not None  # noqa: S101 - said by stdin=PIPE
        # The guard has ended already, or has been told already.
        with contextlib.suppress(BrokenPipeError, ValueError), self._guard.stdin as told:
            told.write(word)

    def ending(self) -> NotRunning:
        """Say why it does not run any more."""
        code = None if self._guard is None else self._guard.poll()
        return NotRunning(
            "Asterisk is not running any more",
            why="it was stopped" if self._stopped else how_it_ended(code),
            next_step="`pbx.start()` starts it again; `pbx.console` has its last words",
        )

    @property
    def code(self) -> int | None:
        """The guard's exit code, which tells Asterisk's; None while it runs."""
        return None if self._guard is None else self._guard.poll()


def how_it_ended(code: int | None) -> str:
    """Put the exit code of a guard into words.

    Parameters: `code`, Asterisk's own, 128 plus the number of the signal that killed it, or minus
    that of a signal that killed the guard.

    Example: `how_it_ended(137)` → `"it was killed (SIGKILL)"`
    """
    if code is None:
        return "it has not been started"
    if code < 0:
        return f"the process that guards it was killed ({_signal(-code)}), and Asterisk with it"
    if code > guard.KILLED:
        return f"it was killed ({_signal(code - guard.KILLED)})"
    return f"it ended by itself (exit code {code})"


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
