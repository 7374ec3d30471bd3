"""`extensions.conf`: the dialplan, which says what happens to a call."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from arinb.pbx.conf.applications import APPLICATIONS, COMMON
from arinb.pbx.conf.dialplan import HINT, Orphan, Step, is_context, is_exten, is_same, steps
from arinb.pbx.conf.findings import Finding, Severity
from arinb.pbx.conf.values import closest, did_you_mean

if TYPE_CHECKING:
    from arinb.pbx.conf.document import ConfDocument, Section, Setting

FILE = "extensions.conf"

CONTEXT_KEYS = (
    "exten",
    "same",
    "include",
    "ignorepat",
    "switch",
    "lswitch",
    "eswitch",
    "autohints",
)
_FORM = "exten => 1000,1,Answer()  (the number, the priority, the application)"
_SKIPPED = "Asterisk skips this line, and says so in its console."


def check(document: ConfDocument) -> list[Finding]:
    """What keeps calls from going through the dialplan as meant."""
    if document.fatal:
        return []
    contexts = [section for section in document.sections if is_context(section)]
    findings: list[Finding] = []
    for name in dict.fromkeys(context.name for context in contexts):
        # Sections of one name make one context; only `same` and `n` begin afresh in each.
        parts = [context for context in contexts if context.name == name]
        findings += _check_context(parts, {x.line for x in document.problems})
    for section in document.sections:
        if section not in contexts and not section.template:
            findings += _misplaced(section)
    if document.includes:
        return findings
    findings += _unknown_contexts(contexts)
    if not contexts:
        findings.append(_no_context(document))
    elif all(context.name != "default" for context in contexts):
        findings += _misspelt_default(contexts)
    return findings


def _finding(line: int, severity: Severity, what: str, why: str, fix: str) -> Finding:
    return Finding(FILE, line, severity, what, why, fix)


def _no_context(document: ConfDocument) -> Finding:
    return _finding(
        max(1, len(document.lines)),
        "error",
        "There is no context in this file.",
        "A context is a section with extensions; without one no number can be dialled.",
        f"Write [default], and below it for instance: {_FORM}",
    )


def _misspelt_default(contexts: list[Section]) -> list[Finding]:
    guess = closest("default", [context.name for context in contexts])
    return [
        _finding(
            context.line,
            "warning",
            f"There is a context [{guess}], but none is named [default].",
            "A context's name has to fit exactly, small and capital letters too; phones are most "
            "often let into default.",
            f"Write [default] in place of [{guess}], if that is meant.",
        )
        for context in contexts
        if context.name == guess
    ]


def _misplaced(section: Section) -> list[Finding]:
    return [
        _finding(
            setting.line,
            "error",
            f"An extension can't stand in [{section.name}].",
            f"[{section.name}] is no context: Asterisk does not look for extensions in it.",
            "Put a context's name above it, such as [default].",
        )
        for setting in section.settings
        if is_exten(setting) or is_same(setting)
    ]


def _unknown_contexts(contexts: list[Section]) -> list[Finding]:
    names = {context.name for context in contexts}
    return [
        _finding(
            setting.line,
            "warning",
            f"There is no context [{name}] to include.{did_you_mean(name, names)}",
            "Asterisk goes on without it: its numbers can't be dialled from here.",
            "Correct the name; small and capital letters count.",
        )
        for context in contexts
        for setting in context.all("include")
        if (name := re.split(r"[,|]", setting.value)[0].strip()) not in names and "${" not in name
    ]


def _check_context(parts: list[Section], unread: set[int]) -> list[Finding]:
    """Check a context; `unread` are lines of the file that Asterisk can't read at all."""
    findings = [
        _unknown_key(setting)
        for part in parts
        for setting in part.settings
        if setting.name.lower() not in CONTEXT_KEYS and not is_same(setting)
    ]
    unread = unread | {finding.line for finding in findings}
    by_extension: dict[str, list[Step]] = defaultdict(list)
    lost: set[str] = set()  # extensions of which a line is left out
    for part, step in ((each, step) for each in parts for step in steps(each)):
        if isinstance(step, Orphan):
            # Of a line above that is left out, this one is only a consequence.
            if not any(part.line < line < step.line for line in unread):
                findings.append(_orphan(step))
                unread.add(step.line)
        elif step.priority is None:
            if step.extension not in lost or step.given not in ("n", "next", "s", "same"):
                findings.append(_no_priority(step))
            lost.add(step.extension)
        elif any(earlier.priority == step.priority for earlier in by_extension[step.extension]):
            findings.append(_taken(step))
        else:
            findings += _check_application(step)
            by_extension[step.extension].append(step)
    # Another pattern, or an included context, may hold the steps that an extension lacks.
    alone = not any(name.startswith("_") for name in by_extension) and not any(
        part.all("include") for part in parts
    )
    for extension, its_steps in by_extension.items():
        findings += _check_name(extension, its_steps[0])
        if alone or extension.startswith("_"):
            findings += _check_order(extension, its_steps, by_extension)
    return findings


def _unknown_key(setting: Setting) -> Finding:
    guess = closest(setting.name, CONTEXT_KEYS)
    return _finding(
        setting.line,
        "error",
        f"{setting.name!r} is not what a line of a context can begin with."
        f"{did_you_mean(setting.name, CONTEXT_KEYS)}",
        _SKIPPED,
        f"Write {guess} => …" if guess else f"A line of a context looks like this: {_FORM}",
    )


def _orphan(orphan: Orphan) -> Finding:
    return _finding(
        orphan.line,
        "error",
        "There is no exten above this same.",
        f"same means the extension of the exten line before it, and there is none. {_SKIPPED}",
        f"Begin with: {_FORM}",
    )


def _no_priority(step: Step) -> Finding:
    if step.given in ("n", "next", "s", "same"):
        return _finding(
            step.line,
            "error",
            f"The first line of a context can't have the priority {step.given}.",
            f"{step.given} counts on from the line before it, and there is none. {_SKIPPED}",
            "Write 1 in its place: a call begins at priority 1.",
        )
    if not step.given and "|" in step.extension:
        what = "There is no comma in this line."
        fix = f"Write commas: exten => {step.extension.replace('|', ',')}"
    elif not step.given:
        what = "There is no priority in this line."
        fix = f"Write: {_FORM}. The commas are needed, and a ; begins a comment."
    elif step.same and _is_application(step.given):
        word = step.given.partition(" ")[0]
        what = f"{word} stands where the priority belongs."
        fix = f"Write the priority n before it: same => n,{word}(…)"
    elif " " in step.given:
        what = f"{step.given} is no priority."
        fix = f"Is a comma missing? Write: {_FORM}"
    elif _is_application(step.given):
        what = f"{step.given} stands where the priority belongs."
        fix = f"Is the number or the priority missing? Write: {_FORM}"
    else:
        what = f"{step.given} is no priority."
        fix = f"Write a number, or n for the next one: {_FORM}"
    return _finding(
        step.line,
        "error",
        what,
        f"Behind the extension ({step.extension}) comes its priority. {_SKIPPED}",
        fix,
    )


def _is_application(given: str) -> bool:
    word = given.partition(" ")[0]
    return word in APPLICATIONS or closest(word, COMMON) is not None


def _taken(step: Step) -> Finding:
    return _finding(
        step.line,
        "error",
        f"{step.extension} has a step with this priority already.",
        _SKIPPED,
        "Write n in place of the number, so that Asterisk counts.",
    )


def _check_name(extension: str, first: Step) -> list[Finding]:
    if not extension:
        return [_no_extension(first)]
    return [_no_pattern(extension, first)] if _forgotten_underscore(extension) else []


def _check_order(
    extension: str, its_steps: list[Step], by_extension: dict[str, list[Step]]
) -> list[Finding]:
    by_priority = {step.priority: step for step in its_steps if step.priority != HINT}
    numbers = sorted(number for number in by_priority if number is not None)
    findings = []
    if numbers and numbers[0] != 1:
        findings.append(_not_first(extension, by_priority[numbers[0]], by_extension))
    for number, following in pairwise(numbers):
        if following > number + 1 and not by_priority[following].label:
            findings.append(_gap(extension, number, by_priority[following]))
    return findings


def _not_first(extension: str, step: Step, by_extension: dict[str, list[Step]]) -> Finding:
    meant = _counts_on_from(step, by_extension)
    return _finding(
        step.line,
        "error",
        f"{extension} begins at priority {step.priority}.",
        "A call begins at priority 1; without one Asterisk says that there is no such extension.",
        f"Write {meant} in place of {extension}."
        if meant is not None
        else f"Write: exten => {extension},1,{step.application}"
        f"({'' if step.arguments is None else step.arguments})",
    )


def _counts_on_from(step: Step, by_extension: dict[str, list[Step]]) -> str | None:
    """The extension of the line before, if n counts on from there and its name is much alike."""
    before = [x for each in by_extension.values() for x in each if x.line < step.line]
    if step.given not in ("n", "next") or not before:
        return None
    return closest(step.extension, [max(before, key=lambda each: each.line).extension])


def _gap(extension: str, number: int, step: Step) -> Finding:
    return _finding(
        step.line,
        "warning",
        f"{extension} has no priority {number + 1}, but this one, {step.priority}.",
        f"The call ends behind priority {number}: this step is not reached, except by a Goto.",
        "Write n in place of the number, so that Asterisk counts.",
    )


def _forgotten_underscore(extension: str) -> bool:
    return bool(re.fullmatch(r"[\dXZN]*[XZN]{2}[\dXZN]*[.!]?", extension))


def _no_pattern(extension: str, step: Step) -> Finding:
    return _finding(
        step.line,
        "warning",
        f"{extension} is no pattern.",
        "X, Z and N stand for digits only behind an underscore; like this they are letters.",
        f"Write: _{extension}",
    )


def _no_extension(step: Step) -> Finding:
    return _finding(
        step.line, "error", "There is no extension in this line.", _SKIPPED, f"Write: {_FORM}"
    )


def _check_application(step: Step) -> list[Finding]:
    if step.priority == HINT:
        return []
    if not step.application:
        return [
            _finding(
                step.line,
                "error",
                "There is no application in this line.",
                "A call that comes here ends, since there is nothing to do.",
                f"Write: {_FORM}",
            )
        ]
    findings = [] if step.closed else [_unclosed(step)]
    if step.application.lower() == "stasis" and not (step.arguments or "").split(",")[0].strip():
        findings.append(_stasis_without_name(step))
    known = {name.lower() for name in APPLICATIONS}
    if step.application.lower() not in known and re.fullmatch(r"\w+", step.application):
        findings += _misspelt(step)
    return findings


def _unclosed(step: Step) -> Finding:
    return _finding(
        step.line,
        "warning",
        f"The ( behind {step.application} is never closed.",
        "Asterisk keeps the line, takes all of the rest as arguments, and warns in its console.",
        f"Write a ) at the end: {step.application}({step.arguments})",
    )


def _stasis_without_name(step: Step) -> Finding:
    return _finding(
        step.line,
        "error",
        "Stasis() does not name an application.",
        "Asterisk can't know whom to hand the call to, and goes on with the next line.",
        "Write the same name that your program connects with, such as Stasis(hello-world).",
    )


def _misspelt(step: Step) -> list[Finding]:
    guess = closest(step.application, COMMON) or closest(step.application, APPLICATIONS, cutoff=0.8)
    if guess is None:
        return []
    return [
        _finding(
            step.line,
            "warning",
            f"Asterisk brings no application {step.application}. Did you mean {guess}?",
            "A call that comes to an unknown application is hung up.",
            f"Write {guess} in place of {step.application}.",
        )
    ]
