"""What all tests share: real Asterisks, and a look at what a test leaves behind."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from arinb.errors import AsteriskNotFound
from arinb.pbx.find import Program, find_asterisk, program_at
from arinb.pbx.private import PrivateAsterisk
from arinb.pbx.roots import installed_roots
from tests.needs import needs

PATIENCE = 3.0  # seconds that a thread or process may take to be gone after its test
OURS = ("asterisk", "baresip", "guard.py")


def _test_program(variable: str) -> Program | None:
    path = os.environ.get(variable)
    return program_at(Path(path), variable) if path else None


@pytest.fixture(scope="session")
def program_22() -> Program:
    """A current Asterisk: the one of ARINB_TEST_ASTERISK_22, or any from 20 on that is found."""
    program = _test_program("ARINB_TEST_ASTERISK_22")
    if program is None:
        try:
            program = find_asterisk()
        except AsteriskNotFound as error:
            needs(there=False, reason=str(error))
            raise
    needs(program.major >= 20, f"an Asterisk from 20 on, not {program.version}")
    return program


@pytest.fixture(scope="session")
def program_16() -> Program:
    """An old Asterisk: the one of ARINB_TEST_ASTERISK_16, or the one installed from bullseye."""
    program = _test_program("ARINB_TEST_ASTERISK_16")
    if program is None:
        roots = [root for root in installed_roots() if root.path.name == "bullseye"]
        needs(bool(roots), "an Asterisk 16, as `make test` gets it from the suite bullseye")
        program = program_at(roots[0].path, "installed by arinb")
    needs(program.major == 16, f"an Asterisk 16, not {program.version}")
    return program


@pytest.fixture(scope="session", params=["22", "16"])
def program(request: pytest.FixtureRequest) -> Program:
    """Each of the two Asterisks in turn."""
    chosen: Program = request.getfixturevalue(f"program_{request.param}")
    return chosen


@pytest.fixture
def pbx(program_22: Program) -> Iterator[PrivateAsterisk]:
    """A fresh private Asterisk 22 that runs."""
    with PrivateAsterisk(program=program_22) as private:
        yield private


@pytest.fixture(scope="session")
def shared_pbx(program_22: Program) -> Iterator[PrivateAsterisk]:
    """A private Asterisk 22 that runs, shared by tests that leave its files as they are."""
    with PrivateAsterisk(program=program_22) as private:
        yield private


@pytest.fixture(scope="session")
def shared_pbx_each(program: Program) -> Iterator[PrivateAsterisk]:
    """A shared private Asterisk that runs, of each version in turn."""
    with PrivateAsterisk(program=program) as private:
        yield private


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread of arinb's, an Asterisk or a phone behind."""
    before = _alive()
    yield
    deadline = time.monotonic() + PATIENCE
    while (left := _alive() - before) and time.monotonic() < deadline:
        gc.collect()  # a dropped object may hold what it closes when it goes
        time.sleep(0.02)
    if left:
        pytest.fail(f"this test left behind: {', '.join(sorted(name for name, _ in left))}")


def _alive() -> set[tuple[str, int]]:
    """The names of arinb's threads and child processes, with a number that tells them apart."""
    threads = {(t.name, t.ident or 0) for t in threading.enumerate() if t.name.startswith("arinb-")}
    return threads | {_named(child) for child in psutil.Process().children(recursive=True)} - {
        ("", 0)
    }


def _named(child: psutil.Process) -> tuple[str, int]:
    try:
        command = " ".join(child.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ("", 0)
    name = next((name for name in OURS if name in command), "")
    return (f"{name} (process {child.pid})", child.pid) if name else ("", 0)
