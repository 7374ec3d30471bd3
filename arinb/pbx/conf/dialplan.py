"""The steps of a dialplan: what each `exten` and `same` line of extensions.conf means.

Asterisk does this in `pbx/pbx_config.c`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arinb.pbx.conf.document import Section, Setting

NOT_CONTEXTS = ("general", "globals")
HINT = -1


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an extension: `priority`, the application's name and its arguments.

    `priority` is None where Asterisk can't make one out of what `given` says, and HINT for a
    hint. `arguments` is None where there are no brackets; `closed` says whether they are closed,
    `same` whether it is a `same` line.
    """

    line: int
    extension: str
    given: str
    priority: int | None
    label: str
    application: str
    arguments: str | None
    closed: bool = True
    same: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """A `same` line with no `exten` above it in its context."""

    line: int


def is_context(section: Section) -> bool:
    """Whether the section holds extensions."""
    return not section.template and section.name.lower() not in NOT_CONTEXTS


def steps(context: Section) -> list[Step | Orphan]:
    """The steps of a context, in the order of its lines."""
    found: list[Step | Orphan] = []
    extension = ""
    last: int | None = None
    labels: dict[tuple[str, str], int] = {}
    for setting in context.settings:
        rest = setting.value
        if is_exten(setting):
            extension, _, rest = _split_extension(setting.value)
        elif not is_same(setting):
            continue
        elif not extension:
            found.append(Orphan(setting.line))
            continue
        step = _step(setting.line, extension, rest, last, labels)
        if not is_exten(setting):
            step = replace(step, same=True)
        found.append(step)
        last = step.priority if step.priority is not None else last
        if step.priority is not None and step.label:
            labels[extension, step.label] = step.priority
    return found


def is_exten(setting: Setting) -> bool:
    """Whether this line begins with `exten`."""
    return setting.is_named("exten")


def is_same(setting: Setting) -> bool:
    """Whether this line begins with `same`; Asterisk looks at four letters only."""
    return setting.name.lower().startswith("same")


def _split_extension(value: str) -> tuple[str, str, str]:
    """The extension ends at the first comma that is not in `[…]`, as in `_[1,2]XX`."""
    depth = 0
    for at, char in enumerate(value):
        if char == "," and not depth:
            return value[:at].strip(), ",", value[at + 1 :]
        depth = max(0, depth + (char == "[") - (char == "]"))
    return value.strip(), "", ""


def _step(
    line: int, extension: str, rest: str, last: int | None, labels: dict[tuple[str, str], int]
) -> Step:
    given, _, call = rest.partition(",")
    word, _, label = given.strip().partition("(")
    number, _, plus = word.partition("+")
    priority = _priority(number.strip(), last, labels.get((extension, number.strip())))
    if priority is not None and plus:
        priority += int(match[0]) if (match := re.match(r"\s*\d+", plus)) else 0
    application, bracket, arguments = call.strip().partition("(")
    if not bracket or "${" in application or "$[" in application:
        return Step(line, extension, word, priority, label.rstrip(")"), call.strip(), None)
    inside, closed, _ = arguments.rpartition(")")
    return Step(
        line,
        extension,
        word,
        priority,
        label.rstrip(")"),
        application.strip(),
        inside if closed else arguments,
        bool(closed),
    )


def _priority(word: str, last: int | None, labelled: int | None) -> int | None:
    if word == "hint":
        return HINT
    if word in ("n", "next"):
        return None if last is None else last + 1
    if word in ("s", "same"):
        return last
    number = re.match(r"[+-]?\d+", word, flags=re.ASCII)
    if number is not None:
        return int(number[0]) if int(number[0]) > 0 else None
    return labelled
