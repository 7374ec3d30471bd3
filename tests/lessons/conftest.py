"""A lesson of one's own to try the core with, and the folder that a learner works in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import arinb
from arinb.lessons import Exercise, Happened, Lesson, Mistake, Plan, Verdict, not_yet, passed
from arinb.pbx.find import Program, find_baresip
from tests.needs import needs

EXTENSIONS = """\
[default]
exten => 1000,1,Stasis(hello-world)
 same => n,Hangup()
"""


def answered(happened: Happened) -> Verdict:
    """Whether the latest call is answered."""
    start = happened.last("StasisStart")
    if start is None:
        return not_yet("No call has come.", 'phone.dial("1000")')
    up = happened.first(
        "ChannelStateChange", channel__id=start["channel"]["id"], channel__state="Up"
    )
    return passed("It is Up.") if up else not_yet("It still rings.", "Answer it.")


def exercise(name: str = "answer", **fields: object) -> Exercise:
    """An exercise that is complete, with some fields given."""
    given: dict[str, object] = {
        "name": name,
        "task": "Answer <the> call.",
        "check": answered,
        "hints": ("Look.", "Look <closer>.", "channel.answer()"),
        "solution": "channel.answer()",
        "mistakes": (Mistake("phone.dial('1000')", "still rings"),),
        "patience": 0.4,
    }
    return Exercise(**(given | fields))  # type: ignore[arg-type]


PLAN = Plan(
    "trial",
    "A <trial>",
    "lessons/99-trial.ipynb",
    (exercise(), exercise("again")),
    files={"extensions.conf": EXTENSIONS},
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's folder, which is where this program runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def machine(program_22: Program, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's folder on a machine whose Asterisk is 22, and whose phone is inside of it."""
    monkeypatch.setenv("ARINB_ASTERISK", str(program_22.root or program_22.path))
    monkeypatch.setenv("ARINB_PHONE", "local")
    return folder


@pytest.fixture
def lesson(machine: Path) -> Iterator[Lesson]:
    """A lesson with two exercises, not started yet."""
    trial = Lesson(PLAN)
    yield trial
    trial.close()


@pytest.fixture
def classroom(
    request: pytest.FixtureRequest,
    program_22: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Lesson, dict[str, object]]]:
    """A lesson that is started, and the names that its notebook's first cell makes."""
    needs(find_baresip() is not None, "a SIP phone")
    monkeypatch.setenv("ARINB_ASTERISK", str(program_22.root or program_22.path))
    monkeypatch.chdir(tmp_path)
    lesson = Lesson(request.getfixturevalue("plan"))
    pbx, ari, *phones = lesson.start()
    names = dict(zip(lesson.plan.phones, phones, strict=True))
    yield lesson, {"arinb": arinb, "lesson": lesson, "pbx": pbx, "ari": ari, **names}
    lesson.close()
