"""Mistakes that are in no catalogue: the real call decides whether something is wrong at all."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import pytest

import arinb
from arinb.ari.connection import Connection
from arinb.diagnosis import Diagnosis
from arinb.errors import ArinbError
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.edits import FILES, RandomEdit, random_edit
from tests.diagnosis.mistakes import APP, hello

SEEDS = range(48)
PATIENCE = 2.0  # seconds for a call to get into the application


@dataclass(frozen=True)
class Outcome:
    """What became of a call after a random edit, and what the diagnosis said."""

    edit: RandomEdit
    worked: bool
    diagnosis: Diagnosis

    @property
    def right(self) -> bool:
        """Whether the diagnosis agrees with the call."""
        if self.worked:
            return self.diagnosis.ok
        return any(self.edit.file in finding.where for finding in self.diagnosis.findings)

    def __str__(self) -> str:
        call = "the call works" if self.worked else "the call does not work"
        return f"{self.edit.what}\n{call}\n{self.diagnosis}"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_diagnosis_agrees_with_the_call(seed: int, program_22: Program) -> None:
    outcome = tried(seed, program_22)
    assert outcome.right, str(outcome)


def test_the_edits_are_the_same_each_time_and_of_all_files() -> None:
    texts = {
        name: f"[general]\nenabled = yes\n; {name}\nexten => 1000,1,NoOp()\n" for name in FILES
    }
    edits = [random_edit(seed, texts) for seed in SEEDS]
    assert edits == [random_edit(seed, texts) for seed in SEEDS]
    assert {edit.file for edit in edits} == set(FILES)
    assert all(edit.text != texts[edit.file] for edit in edits)


def tried(seed: int, program: Program) -> Outcome:
    """Make the edit of a seed, try the tutorial's call, and ask for the diagnosis."""
    pbx = PrivateAsterisk(program=program)
    ari: Connection | None = None
    with contextlib.ExitStack() as stack:
        stack.callback(pbx.__exit__, None, None, None)
        edit = random_edit(seed, {name: pbx.conf[name].text for name in FILES})
        pbx.conf[edit.file] = edit.text
        worked = False
        with contextlib.suppress(ArinbError):
            pbx.start()
            ari = stack.enter_context(arinb.connect(pbx, app=APP, timeout=5))
            phone = pbx.phone("1000", kind="local")
            phone.dial("1000", timeout=PATIENCE)
            hello(ari, soon=PATIENCE)
            phone.hangup()
            worked = True
        diagnosis = arinb.diagnose(pbx, ari, app=APP, extension="1000")
    return Outcome(edit, worked, diagnosis)
