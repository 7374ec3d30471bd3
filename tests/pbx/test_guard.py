from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from arinb.pbx import guard
from arinb.pbx.private import PrivateAsterisk
from arinb.pbx.process import how_it_ended
from tests.pbx.owner import owner

if TYPE_CHECKING:
    from arinb.pbx.find import Program

START = "pbx = arinb.PrivateAsterisk(program=program).start(); tell(pbx)\n"
WAIT = START + "time.sleep(60)"


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("", id="end of the program"),
        pytest.param("os._exit(1)", id="os._exit"),
        pytest.param("sys.exit('bye')", id="sys.exit"),
        pytest.param("raise KeyboardInterrupt", id="an exception"),
        pytest.param("os.kill(os.getpid(), signal.SIGTERM)", id="SIGTERM"),
        pytest.param("os.abort()", id="a crash"),
    ],
)
def test_nothing_is_left_when_the_owner_ends(
    program: Program, ending: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with owner(program, START + ending) as one:
        one.process.wait(20)
        assert one.left_in_the_end() == []


def test_nothing_is_left_when_the_owner_is_killed(program: Program) -> None:
    with owner(program, WAIT) as one:
        assert len(one.left()) == 3
        one.process.kill()
        assert one.left_in_the_end() == []


def test_nothing_is_left_of_two_when_their_owner_is_killed(program_22: Program) -> None:
    code = "a, b = (arinb.PrivateAsterisk(program=program).start() for _ in range(2))\n"
    with owner(program_22, code + "tell(a, b); time.sleep(60)") as one:
        assert len(one.left()) == 6
        one.process.kill()
        assert one.left_in_the_end() == []


def test_one_owner_dies_and_the_other_s_asterisk_goes_on(program_22: Program) -> None:
    with owner(program_22, WAIT) as one, owner(program_22, WAIT) as other:
        one.process.kill()
        assert one.left_in_the_end() == []
        assert len(other.left()) == 3


def test_a_fork_of_the_owner_does_not_keep_asterisk_alive(program_22: Program) -> None:
    fork = "if os.fork() == 0: time.sleep(20); os._exit(0)\n"
    with owner(program_22, START + fork + "time.sleep(60)") as one:
        children = psutil.Process(one.process.pid).children()
        one.process.kill()
        left = one.left_in_the_end()
        for child in children:
            if child.is_running():
                child.kill()
        assert left == []


def test_the_end_of_a_fork_does_not_end_asterisk(program_22: Program) -> None:
    code = (
        "pbx = arinb.PrivateAsterisk(program=program).start()\n"
        "if os.fork() == 0: sys.exit()\n"
        "os.wait(); tell(pbx); time.sleep(60)"
    )
    with owner(program_22, code) as one:
        assert len(one.left()) == 3


def test_a_kept_folder_stays_when_its_owner_is_killed(program_22: Program, tmp_path: Path) -> None:
    code = f"pbx = arinb.PrivateAsterisk({str(tmp_path)!r}, program=program).start(); tell(pbx)\n"
    with owner(program_22, code + "time.sleep(60)") as one:
        one.process.kill()
        one.folders.clear()
        assert one.left_in_the_end() == []
    assert (tmp_path / "etc" / "http.conf").exists()
    with PrivateAsterisk(tmp_path, program=program_22) as pbx:
        assert pbx.running


def test_an_asterisk_that_does_not_listen_is_killed(program_22: Program) -> None:
    with owner(program_22, WAIT) as one:
        one.asterisk.suspend()
        one.process.kill()
        assert one.left_in_the_end() == []


def test_asterisk_does_not_outlive_a_killed_guard(program: Program) -> None:
    with PrivateAsterisk(program=program) as pbx:
        asterisk, keeper = _processes()
        keeper.kill()
        asterisk.wait(5)
        assert not pbx.running
        assert "guards it was killed (SIGKILL)" in str(_why_not(pbx))
        assert pbx.start().running


def test_a_guard_that_is_asked_to_end_ends_asterisk(program_22: Program) -> None:
    with PrivateAsterisk(program=program_22) as pbx:
        asterisk, keeper = _processes()
        keeper.terminate()
        asterisk.wait(5)
        assert "ended by itself (exit code 0)" in str(_why_not(pbx))
        assert pbx.folder.exists()


def test_what_asterisk_started_ends_with_it(pbx: PrivateAsterisk) -> None:
    pbx.conf["extensions.conf"] = "[default]\nexten => 1,1,System(sleep 987)\n"
    pbx.reload()
    pbx.cli("channel originate Local/1@default application Wait 60")
    deadline = time.monotonic() + 5
    sleeping: list[psutil.Process] = []
    while not sleeping and time.monotonic() < deadline:
        children = psutil.Process().children(recursive=True)
        sleeping = [p for p in children if p.cmdline()[-2:] == ["sleep", "987"]]
    assert sleeping
    pbx.stop()
    psutil.wait_procs(sleeping, 3)
    assert not any(p.is_running() for p in sleeping)


def test_ctrl_c_reaches_neither_asterisk_nor_its_guard(program_22: Program) -> None:
    code = (
        "signal.signal(signal.SIGINT, lambda *_: None)\n" + START + "sys.stdin.readline()\n"
        "print(pbx.running, flush=True); time.sleep(60)"
    )
    with owner(program_22, "os.setpgrp()\n" + code) as one:
        os.killpg(one.process.pid, signal.SIGINT)
        assert one.process.stdin is not None
        assert one.process.stdout is not None
        one.process.stdin.write("\n")
        one.process.stdin.flush()
        assert one.process.stdout.readline() == "True\n"


@pytest.mark.parametrize("delay", [0.0001, 0.001, 0.01, 0.05, 0.1, 0.3])
def test_ctrl_c_while_starting_leaves_nothing_behind(program_22: Program, delay: float) -> None:
    code = (
        "pbx = arinb.PrivateAsterisk(program=program)\n"
        "signal.signal(signal.SIGALRM, signal.default_int_handler)\n"
        "try:\n"
        f"    signal.setitimer(signal.ITIMER_REAL, {delay})\n"
        "    pbx.start(); time.sleep(1)\n"
        "except KeyboardInterrupt: pass\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "pbx.stop(); tell(pbx); sys.stdin.readline()\n"
        "pbx.start(); pbx.cli('core show uptime'); print('again', flush=True)\n"
    )
    with owner(program_22, code) as one:
        assert one.processes == []
        assert one.process.stdin is not None
        assert one.process.stdout is not None
        one.process.stdin.write("\n")
        one.process.stdin.flush()
        assert one.process.stdout.readline() == "again\n"
        one.process.wait(20)
        assert one.left_in_the_end() == []


def test_the_guard_says_when_there_is_no_such_program() -> None:
    command = [sys.executable, "-I", "-S", guard.__file__, str(os.getpid()), "", "/no/asterisk"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == guard.NOT_FOUND
    assert "Asterisk can't be started" in done.stdout
    assert "/no/asterisk" in done.stdout


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (None, "it has not been started"),
        (0, "it ended by itself (exit code 0)"),
        (127, "it ended by itself (exit code 127)"),
        (128 + 11, "it was killed (SIGSEGV)"),
        (128 + 99, "it was killed (signal 99)"),
        (-9, "the process that guards it was killed (SIGKILL), and Asterisk with it"),
    ],
)
def test_how_it_ended(code: int | None, words: str) -> None:
    assert how_it_ended(code) == words


def _processes() -> tuple[psutil.Process, psutil.Process]:
    """The newest guard's Asterisk and that guard."""
    keepers = [p for p in psutil.Process().children() if "guard.py" in " ".join(p.cmdline())]
    keeper = max(keepers, key=lambda process: process.create_time())
    return keeper.children()[0], keeper


def _why_not(pbx: PrivateAsterisk) -> Exception:
    with pytest.raises(Exception, match="not running") as caught:
        pbx.cli("core show uptime")
    return caught.value
