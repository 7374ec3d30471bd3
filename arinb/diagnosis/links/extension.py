"""The link "extension": what is dialled exists, begins at priority 1, and its steps are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import Link
from arinb.diagnosis.comments import never_closed
from arinb.diagnosis.dialled import Target, along
from arinb.diagnosis.plan import FILE, Plan, RunningStep, known_application
from arinb.diagnosis.report import Finding
from arinb.pbx.conf.applications import APPLICATIONS, COMMON
from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.conf import ConfFile

NAME = "extension"

_SETS = {"X": "[0-9]", "Z": "[1-9]", "N": "[2-9]", ".": ".+", "!": ".*"}
_NO_ARROW = re.compile(r"(?P<key>exten|same)\b[^\w=]*(?P<value>.+)", re.IGNORECASE)


def _look(scene: Scene) -> Iterator[Finding]:
    yield from along(scene, _one, _all)


def _all(scene: Scene, plan: Plan) -> Iterator[Finding]:
    """Nobody has dialled yet: whatever can't be dialled is worth knowing."""
    guess = closest(scene.context, plan.contexts)
    if guess is not None and scene.context not in plan.contexts:
        yield _misspelt_context(scene, plan, guess, "no phone has dialled yet")
        return
    found = list(skipped(scene, NAME))
    if found:
        yield from found
        return
    for context in plan.contexts:
        for name in plan.extensions(context):
            if plan.of(name, context):
                yield from _one(scene, plan, Target(name, context))


def _one(scene: Scene, plan: Plan, dialled: Target) -> Iterator[Finding]:
    steps = plan.found(dialled.extension, dialled.context)
    if steps and steps[0].priority == 1:
        yield from _steps(scene, plan, dialled)
    elif steps:
        yield _not_first(dialled, steps[0])
    elif dialled.context not in plan.contexts:
        yield _no_context(scene, plan, dialled)
    else:
        yield from list(skipped(scene, NAME, dialled)) or [_not_there(scene, plan, dialled)]


def _steps(scene: Scene, plan: Plan, dialled: Target) -> Iterator[Finding]:
    known = known_application(scene)
    for step in plan.way(dialled.extension, dialled.context).steps:
        if step.stasis is not None:
            return
        if known(step.application):
            continue
        # What is meant to be Stasis() is looked at with the next link.
        if closest(step.word, ["Stasis"]) is None:
            yield _no_application(step, dialled)
        return


def _no_application(step: RunningStep, dialled: Target) -> Finding:
    guess = closest(step.word, COMMON) or closest(step.word, APPLICATIONS)
    said = [
        line for line in (dialled.call.lines if dialled.call else []) if "No application" in line
    ]
    evidence = said[-1].strip() if said else "it says that no such application is registered"
    return Finding(
        NAME,
        f"This Asterisk has no application {step.application}: a call ends there.",
        step.place,
        f"core show application {step.application}: {evidence}",
        f"Write {guess}({step.inside}) in place of {step.call}, then pbx.reload()."
        if guess
        else f"Take the line away, or load the module that has {step.application}; `core show "
        "applications` lists those that there are.",
    )


def _not_first(dialled: Target, step: RunningStep) -> Finding:
    return Finding(
        NAME,
        f"{step.extension} begins at priority {step.priority}, but a call begins at priority 1.",
        step.place,
        f"dialplan show {dialled.extension}@{dialled.context}: its first step is "
        f"{step.priority}. {step.call}{_heard(dialled)}",
        f"Write: exten => {step.extension},1,{step.call}  and then pbx.reload().",
    )


def _no_context(scene: Scene, plan: Plan, dialled: Target) -> Finding:
    guess = closest(dialled.context, plan.contexts)
    if guess is not None:
        return _misspelt_context(scene, plan, guess, f"{dialled.extension} was looked for there")
    there = _elsewhere(plan, dialled.extension)
    place = f"{FILE}:{there[0].line}" if there else FILE
    return Finding(
        NAME,
        f"There is no context [{dialled.context}], which is where {dialled.extension} is dialled.",
        place,
        f"dialplan show: the contexts are {', '.join(plan.contexts) or 'none'}{_heard(dialled)}",
        f"Write [{dialled.context}] above the extension"
        + (f", in place of [{there[0].context}]" if there else "")
        + ", then pbx.reload().",
    )


def _misspelt_context(scene: Scene, plan: Plan, guess: str, why: str) -> Finding:
    return Finding(
        NAME,
        f"There is no context [{scene.context}], but one named [{guess}].",
        f"{FILE}:{_header(scene, guess)}",
        f"dialplan show: the contexts are {', '.join(plan.contexts)}; {why}, and names have to "
        "fit exactly",
        f"Write [{scene.context}] in place of [{guess}], then pbx.reload().",
    )


def _not_there(scene: Scene, plan: Plan, dialled: Target) -> Finding:
    """What was dialled is not in its context: what is there that may be meant?"""
    number, names = dialled.extension, plan.extensions(dialled.context)
    what = f"There is no extension {number} in [{dialled.context}]."
    evidence = (
        f"dialplan show {number}@{dialled.context}: there is no such extension; there are "
        f"{', '.join(names) or 'none'}{_heard(dialled)}"
    )
    write = f"exten => {number},1,Answer()"
    pattern = next((name for name in names if _matches(number, name)), None)
    if pattern is not None:
        step = plan.of(pattern, dialled.context)[0]
        return Finding(
            NAME,
            f"{what} {pattern} is no pattern: X, Z and N stand for digits only behind _.",
            step.place,
            evidence,
            f"Write: exten => _{pattern},{step.priority},{step.call}  and then pbx.reload().",
        )
    short = next((name for name in names if _has_other_length(number, name)), None)
    if short is not None:
        return _other_length(what, evidence, number, plan.of(short, dialled.context)[0])
    if elsewhere := _elsewhere(plan, number):
        return Finding(
            NAME,
            f"{what} It stands in [{elsewhere[0].context}], which [{dialled.context}] does not "
            "include.",
            elsewhere[0].place,
            evidence,
            f"Write include => {elsewhere[0].context} into [{dialled.context}], or move {number} "
            "there; then pbx.reload().",
        )
    guess = closest(number, names)
    if guess is not None and (near := plan.of(guess, dialled.context)):
        step = near[0]
        return Finding(
            NAME,
            f"{what} There is {guess}.",
            step.place,
            evidence,
            f"Dial {guess}, or write: exten => {number},1,{step.call}  and then pbx.reload().",
        )
    return Finding(
        NAME,
        what,
        f"{FILE}:{_header(scene, dialled.context)}",
        evidence,
        f"Dial one that is there, or write below [{dialled.context}]: {write}  and then "
        "pbx.reload().",
    )


def skipped(scene: Scene, link: str, dialled: Target | None = None) -> Iterator[Finding]:
    """The lines of extensions.conf that Asterisk leaves out, as findings of a link.

    Parameters: `link`, the link's name; `dialled`, what misses a line.

    Example: `list(skipped(scene, "extension"))`
    """
    file = scene.conf(FILE)
    if file is None:
        return
    # A comment that is never closed comes first: what it hides only seems to be missing.
    for finding in [*never_closed(file), *file.findings.errors]:
        missing = f"; {dialled} lacks a line" if dialled is not None else ""
        yield Finding(
            link,
            finding.what,
            f"{FILE}:{finding.line}",
            f"{finding.why}{missing}",
            f"{_with_arrow(file, finding.line) or finding.fix} Then pbx.reload().",
        )


def _with_arrow(file: ConfFile, line: int) -> str:
    """How a line without = is written, where it is meant for the dialplan: `exten -> 1000,1,…`."""
    if not any(each.line == line and each.kind == "no-equals" for each in file.document.problems):
        return ""
    meant = _NO_ARROW.fullmatch(file.document.lines[line - 1].text)
    return f"Write: {meant['key']} => {meant['value']}" if meant else ""


def _elsewhere(plan: Plan, number: str) -> list[RunningStep]:
    return [step for context in plan.contexts for step in plan.found(number, context)]


def _matches(number: str, name: str) -> bool:
    """Whether the name, with an underscore before it, would be a pattern for the number."""
    if name.startswith("_") or not re.fullmatch(r"[\dXZN\[\]-]*[XZN][\dXZN\[\]-]*[.!]?", name):
        return False
    return bool(re.fullmatch(re.sub(r"[XZN.!]", lambda sign: _SETS[sign[0]], name), number))


def _digits(pattern: str) -> list[str]:
    """What a pattern of a fixed length has for each digit; [] for anything else."""
    if not re.fullmatch(r"_(\d|[XZN]|\[[\d-]+\])+", pattern):
        return []
    return re.findall(r"\[[^\]]*\]|.", pattern[1:])


def _has_other_length(number: str, name: str) -> bool:
    """Whether the name is a pattern that fits, but for how many digits there are."""
    signs = _digits(name)
    both = min(len(signs), len(number))
    regex = "".join(_SETS.get(sign, sign) for sign in signs[:both])
    return bool(signs) and len(signs) != len(number) and bool(re.fullmatch(regex, number[:both]))


def _other_length(what: str, evidence: str, number: str, step: RunningStep) -> Finding:
    signs = _digits(step.extension)
    right = "_" + "".join(signs[: len(number)]) + "X" * (len(number) - len(signs))
    return Finding(
        NAME,
        f"{what} {step.extension} stands for numbers of {len(signs)} digits, and {number} has "
        f"{len(number)}.",
        step.place,
        evidence,
        f"Write: exten => {right},{step.priority},{step.call}  and then pbx.reload().",
    )


def _header(scene: Scene, context: str) -> int:
    file = scene.conf(FILE)
    sections = [] if file is None else file.document.sections
    return next((section.line for section in sections if section.name == context), 1)


def _heard(dialled: Target) -> str:
    call = dialled.call
    return f"; the console: {call.line.strip()}" if call is not None and call.refused else ""


LINK = Link(NAME, "Is there the extension that is dialled, and does it begin?", _look)
