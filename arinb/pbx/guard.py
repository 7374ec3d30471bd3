"""The guard of a private Asterisk: a small process of its own, run by the path of this file.

It starts Asterisk and ends it when told to, or when its owner (the notebook's kernel) dies,
however that dies: the system then closes the owner's end of the guard's standard input. A
temporary folder goes with the owner. Should the guard itself be killed, Asterisk gets SIGKILL from
the system. The guard has one thread and needs the standard library only.

Usage: `python -I -S guard.py OWNER_PID TEMPORARY_FOLDER_OR_EMPTY COMMAND…`
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
import time

GRACE = 3.0  # seconds that Asterisk has to end cleanly
LOOK = 1.0  # seconds between two looks at whether the owner lives
ORPHANED = 2.0  # seconds in which a dying owner is gone
STOP, KILL = b"s", b"k"  # what an owner that lives may say: end it cleanly, or at once
NOTHING = b""  # what a dead one says
NOT_FOUND = 127
KILLED = 128  # plus the number of the signal, as shells say it
PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Guard one Asterisk and return how it ended: its exit code, or 128 plus a signal's number."""
    owner, temporary, command = int(arguments[0]), arguments[1], arguments[2:]
    signals = _listen_to_signals()
    try:
        asterisk = _start(command)
    except OSError as error:
        print(f"Asterisk can't be started: {error}", flush=True)  # noqa: T201 - the console
        return NOT_FOUND
    _leave_the_console_to_asterisk()
    told = _watch(asterisk, owner, signals)
    _end(asterisk, GRACE if told != KILL else 0.0)
    if temporary and told == NOTHING and _is_gone(owner):
        shutil.rmtree(temporary, ignore_errors=True)
    code = asterisk.returncode
    return code if code >= 0 else KILLED - code


def _listen_to_signals() -> int:
    """Return a descriptor that can be read when a child has ended or the guard shall end."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return reader


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    guard = os.getpid()
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def die_with_guard() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != guard:
            os.kill(os.getpid(), signal.SIGKILL)

    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        process_group=0,
        preexec_fn=die_with_guard,  # noqa: PLW1509 - the guard has one thread
    )


def _leave_the_console_to_asterisk() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _watch(asterisk: subprocess.Popen[bytes], owner: int, signals: int) -> bytes | None:
    """Wait for the owner's word or death, and return that; None if something else ends it."""
    poll = select.poll()
    poll.register(0, select.POLLIN | select.POLLHUP)
    poll.register(signals, select.POLLIN)
    while asterisk.poll() is None:
        if os.getppid() != owner:
            return NOTHING
        ready = {descriptor for descriptor, _ in poll.poll(LOOK * 1000)}
        if 0 in ready:
            return os.read(0, 1)
        if signals in ready and set(os.read(signals, 512)) - {signal.SIGCHLD}:
            break
    return None


def _end(asterisk: subprocess.Popen[bytes], grace: float) -> None:
    """End Asterisk, and by force what it started itself and left behind."""
    if grace:
        asterisk.terminate()
    try:
        asterisk.wait(grace)
    except subprocess.TimeoutExpired:
        asterisk.kill()
        asterisk.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(asterisk.pid, signal.SIGKILL)


def _is_gone(owner: int) -> bool:
    """Whether the owner is dead; one that is just dying is given the time for it."""
    deadline = time.monotonic() + ORPHANED
    while os.getppid() == owner and time.monotonic() < deadline:
        time.sleep(0.02)
    return os.getppid() != owner


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
