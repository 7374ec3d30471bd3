"""The link "application"."""

from __future__ import annotations

import contextlib

import arinb
from arinb.pbx.find import Program
from tests.diagnosis.programs import another_program
from tests.diagnosis.trying import FILE, Mistake, Try, check, each, trying


def _replaced(learner: Try) -> None:
    with contextlib.ExitStack() as stack:
        another_program(learner.pbx, learner.ari.app, stack.callback)
        learner.until(lambda: learner.ari.state == "replaced")


def _filtered(learner: Try) -> None:
    path = f"/applications/{learner.ari.app}/eventFilter"
    learner.ask("PUT", path, json={"disallowed": [{"type": "StasisStart"}]})
    learner.dial()


def _nobody(learner: Try) -> None:
    learner.dial()
    learner.phone.hangup()


@each(
    Mistake("replaced", _replaced, "application", "of ari.log", "hello-world-2"),
    Mistake("filtered", _filtered, "application", "eventFilter", "StasisStart"),
    Mistake("nobody", _nobody, "application", "/applications/hello-world", 'app="hello-world"'),
)
def test_it_is_found(mistake: Mistake, program_22: Program) -> None:
    check(mistake, program_22)


def test_a_call_without_a_program_is_no_fault_any_more_once_it_is_connected(
    program: Program,
) -> None:
    with trying(program) as learner:
        learner.dial()
        assert learner.diagnose().link == "application"
        assert learner.ari.state == "open"
        assert learner.diagnose().ok


def test_without_a_program_and_a_call_nothing_is_missed(program: Program) -> None:
    with trying(program) as learner:
        assert learner.diagnose().ok


def test_a_name_that_nobody_has_is_told_with_one_that_is_like_it(program_22: Program) -> None:
    with trying(program_22) as learner:
        assert learner.ari.state == "open"
        pbx = learner.pbx
        diagnosis = arinb.diagnose(
            url=pbx.url, username=pbx.username, password=pbx.password, app="Hello-World"
        )
    assert diagnosis.link == "application"
    assert 'app="hello-world"' in diagnosis.findings[0].fix
    assert pbx.password not in str(diagnosis)


def test_a_server_of_somebody_else_tells_what_ari_reveals(program_22: Program) -> None:
    with trying(program_22) as learner:
        learner.play(learner.call(), "sound:hello-world")
        diagnosis = arinb.diagnose(learner.ari)
        before = arinb.diagnose(url=learner.pbx.url, username="asterisk", app="hello-world",
                                password=learner.pbx.password)  # fmt: skip
    assert diagnosis.ok
    # The call that came proves the dialplan; without a log nobody knows.
    found = {looked.link: looked.verdict for looked in diagnosis.chain}
    assert {found[name] for name in ("dialplan", "extension", "Stasis()", "sound")} == {"ok"}
    unknown = {looked.link: looked.note for looked in before.chain if looked.verdict == "unknown"}
    assert "dialplan show" in unknown["dialplan"]
    assert before.ok
    assert FILE not in str(before)
