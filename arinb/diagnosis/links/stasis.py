"""The link "Stasis()": the extension hands the call to the application, by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import Link
from arinb.diagnosis.dialled import Target, along
from arinb.diagnosis.links.ended import ended_before
from arinb.diagnosis.links.extension import skipped
from arinb.diagnosis.links.registered import registered
from arinb.diagnosis.plan import (
    FILE,
    Plan,
    RunningStep,
    Way,
    known_application,
)
from arinb.diagnosis.report import Finding
from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

NAME = "Stasis()"


def _look(scene: Scene) -> Iterator[Finding]:
    yield from along(scene, _one, _all)


def _one(scene: Scene, plan: Plan, dialled: Target) -> Iterator[Finding]:
    way = plan.way(dialled.extension, dialled.context)
    misspelt = _misspelt(scene, way)
    if misspelt is not None:
        yield misspelt
        return
    if way.stasis:
        wrong = [_wrong_name(scene, dialled, step) for step in way.stasis]
        if all(wrong) and (dialled.asked or not _is_for_others(scene, plan, way)):
            yield from [finding for finding in wrong if finding is not None][:1]
            return
    elif way.sure:
        if _matters(scene, plan, dialled) and not _came(scene, plan, dialled):
            yield from _never(scene, plan, dialled, way)
        return
    if _is_meant(scene, plan, dialled, way):
        yield from ended_before(scene, plan, dialled)


def _misspelt(scene: Scene, way: Way) -> Finding | None:
    known = known_application(scene)
    for step in way.steps:
        if step.stasis is not None:
            return None
        if closest(step.word, ["Stasis"]) is not None and not known(step.application):
            right = f"Stasis({step.inside or _app(scene)})"
            return Finding(
                NAME,
                f"This Asterisk has no application {step.application}: a call ends there.",
                step.place,
                f"core show application {step.application}: it is not registered",
                f"Write {right} in place of {step.call}, then pbx.reload().",
            )
    return None


def _wrong_name(scene: Scene, dialled: Target, step: RunningStep) -> Finding | None:
    """What is wrong with the name that Stasis() has, if something is."""
    name, given = _said(dialled, step), step.stasis or ""
    if name is None:
        return None
    if not name.strip():
        return _without_name(scene, step, given)
    known = registered(scene)
    if name == scene.app or (not scene.app and (known is None or name in known)):
        return None
    if scene.app:
        return _other_name(step, name, scene.app, _seen(dialled, known))
    guess = closest(name, known or {})
    # That nobody is connected at all is the matter of another link.
    return None if guess is None else _other_name(step, name, guess, _seen(dialled, known))


def _said(dialled: Target, step: RunningStep) -> str | None:
    """The name as the call had it; None where only a call can tell."""
    ran = dialled.call.ran if dialled.call is not None else []
    for _, priority, application, arguments in reversed(ran):
        if application.lower() == "stasis" and int(priority) == step.priority:
            return arguments.split(",")[0].replace('"', "")
    return None if "$" in (step.stasis or "") else step.stasis


def _without_name(scene: Scene, step: RunningStep, given: str) -> Finding:
    empty = f"{given} is empty in this call" if given.strip() else "nothing stands in the brackets"
    return Finding(
        NAME,
        "Stasis() names no application, so the call goes on with the next line.",
        step.place,
        f"dialplan show: {step.call}; {empty}",
        f"Write Stasis({_app(scene)}), the name that the program connects with; then pbx.reload().",
    )


def _other_name(step: RunningStep, name: str, app: str, seen: str) -> Finding:
    rest = step.arguments.partition(",")[2]
    right = f"Stasis({app},{rest})" if rest else f"Stasis({app})"
    return Finding(
        NAME,
        f"Stasis() hands the call to {name!r}, but the program is {app!r}.",
        step.place,
        f"dialplan show: {step.call}{seen}",
        f'Write {right} there and pbx.reload(), or connect with app="{name.strip()}". The two '
        "names have to be the same, blanks and capitals too.",
    )


def _seen(dialled: Target, known: dict[str, object] | None) -> str:
    connected = f"; GET /applications: {', '.join(sorted(known)) or 'none'}" if known else ""
    lines = dialled.call.lines if dialled.call is not None else []
    said = [line for line in lines if "Stasis app" in line and "Executing" not in line]
    return connected + (f"; the console: {said[-1].strip()}" if said else "")


def _is_for_others(scene: Scene, plan: Plan, way: Way) -> bool:
    """Whether what was dialled belongs to another program that is there, and ours has its own."""
    known = registered(scene) or {}
    return any(step.stasis in known for step in way.stasis) and bool(_for_app(scene, plan))


def _came(scene: Scene, plan: Plan, dialled: Target) -> bool:
    """Whether the call itself came to the program, with a step that is still there."""
    ran = dialled.call.ran if dialled.call is not None else []
    there = {(s.extension, str(s.priority)) for s in plan.steps if s.stasis is not None}
    return any(
        application.lower() == "stasis"
        and (extension, priority) in there
        and arguments.split(",")[0].replace('"', "") == scene.app
        for extension, priority, application, arguments in ran
    )


def _is_meant(scene: Scene, plan: Plan, dialled: Target, way: Way) -> bool:
    """Whether a call of what was dialled is to come to the program."""
    own = [*plan.found(dialled.extension, dialled.context), *way.stasis]
    return any(_is_for_app(scene, step) for step in own) or _matters(scene, plan, dialled)


def _is_for_app(scene: Scene, step: RunningStep) -> bool:
    name = step.stasis
    return name is not None and (name == scene.app or not scene.app or "$" in name)


def _matters(scene: Scene, plan: Plan, dialled: Target) -> bool:
    """Whether an extension without Stasis() is a fault: it may well be there for another thing."""
    return dialled.asked or (bool(scene.app) and not _for_app(scene, plan))


def _for_app(scene: Scene, plan: Plan) -> list[RunningStep]:
    """The steps, in all extensions, that a call can reach and that lead to the program."""
    return [
        step
        for context in plan.contexts
        for name in plan.extensions(context)
        for step in plan.way(name, context).stasis
        if _is_for_app(scene, step)
    ]


def _never(scene: Scene, plan: Plan, dialled: Target, way: Way) -> Iterator[Finding]:
    """The call never comes to Stasis(): a line before it, or none at all, is why."""
    beyond = [
        step
        for step in plan.found(dialled.extension, dialled.context)
        if step.stasis is not None and step not in way.steps
    ]
    if beyond:
        yield _unreached(dialled, way, beyond[0])
        return
    left_out = list(skipped(scene, NAME, dialled))
    if left_out:
        yield from left_out
        return
    if _goes_nowhere(way):
        yield _leads_nowhere(way)
        return
    last = way.steps[-1] if way.steps else None
    before = (
        f"before {last.call}" if last and last.application.lower() == "hangup" else "at its end"
    )
    yield Finding(
        NAME,
        f"{dialled} does not lead to Stasis(): no program learns of the call.",
        last.place if last else FILE,
        f"dialplan show: its steps are {', '.join(step.call for step in way.steps)}",
        f"Write {before}: same => n,Stasis({_app(scene)})  and then pbx.reload().",
    )


def _goes_nowhere(way: Way) -> bool:
    """Whether a Goto() ends the way, rather than leading in a circle."""
    been = [(step.context, step.extension, step.priority) for step in way.steps]
    return bool(been) and way.steps[-1].application.lower() == "goto" and way.missing not in been


def _leads_nowhere(way: Way, beyond: RunningStep | None = None) -> Finding:
    """A Goto() without a step to go to; `beyond` is the Stasis() that it may be meant for."""
    context, extension, priority = way.missing
    last = way.steps[-1]
    to = last.arguments.split(",")[-1].strip()
    step = f"priority {priority}" if priority else f"label {to}"
    write = f"same => n({to}),…" if not priority else f"exten => {extension},{priority},…"
    fix = f"Correct what stands in the brackets of {last.call}, or write the step that it leads to"
    fix += f": {write}" + (f" in [{context}]" if context != last.context else "")
    if beyond is not None:
        there = f"label {beyond.label}" if beyond.label else f"priority {beyond.priority}"
        fix = f"Correct {last.call}: {beyond.call} has the {there}"
    return Finding(
        NAME,
        f"{last.call} leads nowhere, so the call ends there: {extension} in [{context}] has no "
        f"{step}.",
        last.place,
        f"dialplan show {extension}@{context}: it has no {step}",
        f"{fix}; then pbx.reload().",
    )


def _unreached(dialled: Target, way: Way, step: RunningStep) -> Finding:
    if _goes_nowhere(way):
        return _leads_nowhere(way, step)
    context, extension, priority = way.missing
    last = way.steps[-1]
    if priority:
        what = f"{dialled} has no priority {priority}: the call ends before it comes to Stasis()."
        fix = f"Write: same => n,{step.call}  (n counts on by itself), then pbx.reload()."
        evidence = f"{step.priority}. {step.call} is not the next step of {extension}@{context}"
    else:
        what = f"The call never comes to Stasis(): {last.call} comes before it."
        fix = f"Put Stasis() before {last.call}, then pbx.reload()."
        evidence = f"{last.priority}. {last.call}, and only then {step.priority}. {step.call}"
    return Finding(NAME, what, step.place, f"dialplan show: {evidence}", fix)


def _all(scene: Scene, plan: Plan) -> Iterator[Finding]:
    """Nobody has dialled yet: only what can't be meant so is a fault."""
    if not scene.app or _for_app(scene, plan):
        return
    targets = [Target(name, c) for c in plan.contexts for name in plan.extensions(c)]
    for each in targets:
        way = plan.way(each.extension, each.context)
        if (misspelt := _misspelt(scene, way)) is not None:
            yield misspelt
        for step in way.stasis:
            finding = _wrong_name(scene, each, step)
            if finding is not None and closest(scene.app, [step.stasis or scene.app]) is not None:
                yield finding
        if way.sure and not way.stasis:
            yield from _hidden(plan, each, way)


def _hidden(plan: Plan, each: Target, way: Way) -> Iterator[Finding]:
    for step in plan.of(each.extension, each.context):
        if step.stasis is not None and way.steps:
            yield _unreached(each, way, step)
            return


def _app(scene: Scene) -> str:
    return scene.app or "hello-world"


LINK = Link(NAME, "Does the extension hand the call to the program, by its name?", _look)
