"""A call that ended before it came to Stasis(): the console tells where, and mostly why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.diagnosis.plan import ENDS, FILE, RunningStep
from arinb.diagnosis.report import Finding
from arinb.diagnosis.what_happened import story_of

if TYPE_CHECKING:
    from arinb.diagnosis.dialled import Call, Target
    from arinb.diagnosis.plan import Plan
    from arinb.diagnosis.scene import Scene

NAME = "Stasis()"

# A complaint about a call: Asterisk puts the call's number behind the thread's.
_COMPLAINT = re.compile(r"(WARNING|ERROR)\[\d+\]\[C-|Auto fallthrough")


def ended_before(scene: Scene, plan: Plan, dialled: Target) -> Iterator[Finding]:
    """What ended a call before it came to Stasis(); nothing where its caller hung up.

    Parameters: `plan`, the dialplan; `dialled`, with the call.

    Example: `yield from ended_before(scene, plan, dialled)`
    """
    call = dialled.call
    if call is None or not call.ran or _came_to_a_program(scene, call):
        return
    said = [line.strip() for line in _since_last_step(call) if _COMPLAINT.search(line)]
    if (said or call.ran[-1][2].lower() in ENDS) and _is_over(scene, call):
        yield _finding(scene, dialled, _steps(plan, call), said)


def _came_to_a_program(scene: Scene, call: Call) -> bool:
    """Whether it did so by a step of its own, one within another, or over ARI."""
    if any("stasis" in f"{name}({arguments}".lower() for *_, name, arguments in call.ran):
        return True
    lives = [] if scene.log is None else story_of(scene.log).channels.values()
    return any(life.name == call.channel and life.began is not None for life in lives)


def _is_over(scene: Scene, call: Call) -> bool:
    there = scene.cli("core show channels concise")
    return there is not None and f"{call.channel}!" not in there


def _since_last_step(call: Call) -> list[str]:
    steps = [at for at, line in enumerate(call.lines) if f'("{call.channel}", ' in line]
    return call.lines[steps[-1] + 1 :] if steps else call.lines


def _steps(plan: Plan, call: Call) -> list[RunningStep]:
    """The steps that the call took, with their lines where the dialplan still has them."""
    steps = []
    for extension, priority, application, arguments in call.ran:
        there = [
            each
            for each in plan.steps
            if each.priority == int(priority) and each.application.lower() == application.lower()
        ]
        same = [each for each in there if each.extension == extension] or there
        file, line = (same[0].file, same[0].line) if same else ("", 0)
        steps.append(RunningStep("", extension, int(priority), application, arguments, file, line))
    return steps


def _finding(scene: Scene, dialled: Target, steps: list[RunningStep], said: list[str]) -> Finding:
    last = steps[-1]
    # What sent the call elsewhere is the cause rather than what it found there.
    cause = next((step for step in reversed(steps) if step.branches), last)
    console = f"; then: {said[0]}" if said else ""
    return Finding(
        NAME,
        f"The call of {dialled} ended before it came to Stasis(): its last step was {last.call}.",
        cause.place if cause.line else FILE,
        f"the console: its steps were {', '.join(step.call for step in steps)}{console}",
        f"{_advice(cause, last, scene.app or 'hello-world')} Then pbx.reload(), and dial again.",
    )


def _advice(cause: RunningStep, last: RunningStep, app: str) -> str:
    if cause.application.lower() == "gosub" and cause is not last:
        where = cause.arguments.split(",")[0]
        return f"Write at the end of what {cause.call} leads to ({where}): same => n,Return()"
    if cause.branches:
        return f"Correct {cause.call}: from there the call has to come to Stasis({app})."
    return f"Look at {cause.call}: after it the call has to go on to Stasis({app})."
