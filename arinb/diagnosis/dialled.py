"""What was dialled last, as the console tells it, and what a diagnosis therefore looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from arinb.diagnosis.plan import has_entered, needed

if TYPE_CHECKING:
    from arinb.diagnosis.plan import Plan
    from arinb.diagnosis.report import Finding
    from arinb.diagnosis.scene import Scene

READY = "Asterisk Ready."
_OURS = ("arinb-phone", "stasis-")
_STEP = re.compile(
    r"Executing \[(?P<extension>[^@\]]+)@(?P<context>[^:\]]+):(?P<priority>[^\]]+)\] "
    r'(?P<application>\S+)\("(?P<channel>[^"]+)", "(?P<arguments>.*)"\) in new stack'
)
_UNKNOWN = re.compile(
    r"No application '(?P<application>.*)' for extension "
    r"\((?P<context>[^,]+), (?P<extension>[^,]+), (?P<priority>\d+)\)"
)
_REFUSED = re.compile(
    r"(?P<phone>\S+): Call .* to extension '(?P<extension>.*)' rejected because "
    r"(?P<why>.*?)(?:in context '(?P<context>.*)'\.)?$"
)
_PLACED = re.compile(r"-- Called [^/]+$")  # by a program; Dial() names the technology, too


@dataclass
class Call:
    """A call that came to the dialplan, or was to come there.

    Fields: `extension` and `context`; `channel`, its name, "" for one that was refused; `phone`,
    which dialled; `line`, the console's, that tells of it; `ran`, the steps that it took, as
    (priority, application, arguments); `lines`, what the console said from there on.
    """

    extension: str
    context: str
    line: str
    channel: str = ""
    phone: str = ""
    ran: list[tuple[str, str, str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether Asterisk turned it down before the first step."""
        return not self.channel


def console(scene: Scene) -> list[str]:
    """The console's lines since Asterisk was started last; none where there is no console."""
    lines = [] if scene.pbx is None else scene.pbx.console.lines
    starts = [at for at, line in enumerate(lines) if READY in line]
    return lines[starts[-1] :] if starts else lines


def last_call(scene: Scene) -> Call | None:
    """The last call that a phone made; None where there was none, or a program placed it.

    Example: `last_call(scene).extension`
    """
    return read_calls(console(scene))


def read_calls(lines: Iterable[str]) -> Call | None:
    """The last call that lines of the console tell of."""
    call: Call | None = None
    for line in lines:
        if (step := _STEP.search(line)) is not None:
            if step["context"].startswith(_OURS) or not step["priority"].isdigit():
                continue
            if call is None or call.channel != step["channel"]:
                call = _begun(step, line)
            call.ran.append(
                (step["extension"], step["priority"], step["application"], step["arguments"])
            )
        elif (unknown := _UNKNOWN.search(line)) is not None:
            if call is None or (
                call.extension != unknown["extension"] and unknown["priority"] == "1"
            ):
                call = Call(unknown["extension"], unknown["context"], line, channel="?")
            call.ran.append((unknown["extension"], unknown["priority"], unknown["application"], ""))
        elif (refused := _REFUSED.search(line)) is not None:
            call = Call(
                refused["extension"], refused["context"] or "", line, phone=refused["phone"]
            )
        elif _PLACED.search(line):
            call = None
        if call is not None:
            call.lines.append(line)
    return call


def _begun(step: re.Match[str], line: str) -> Call:
    number = re.match(r"PJSIP/(.+)-\w+$|Local/(.+)@arinb-phone", step["channel"])
    phone = (number[1] or number[2]) if number else ""
    return Call(step["extension"], step["context"], line, step["channel"], phone)


@dataclass(frozen=True)
class Target:
    """An extension that a diagnosis follows; `call` is the call that dialled it, if one did."""

    extension: str
    context: str
    call: Call | None = None
    asked: bool = False

    def __str__(self) -> str:
        return f"{self.extension} in [{self.context}]"


def target(scene: Scene, plan: Plan) -> Target | None:
    """What was asked about, else what was dialled last; None where neither is known.

    A phone in a context without the number, which is there in the usual one, is the phone's
    matter: here the number counts.

    Example: `target(scene, plan(scene)).extension`
    """
    call = last_call(scene)
    in_vain = "" if scene.extension else _in_vain(scene)
    if in_vain:
        call = None
    if not (number := scene.extension or in_vain or (call.extension if call else "")):
        return None
    same = call if call is not None and call.extension == number else None
    contexts = [scene.context, *([same.context] if same else []), *phone_contexts(scene).values()]
    if same is not None and not scene.extension and plan.found(number, same.context):
        contexts.insert(0, same.context)
    context = next((each for each in contexts if plan.found(number, each)), scene.context)
    return Target(number, context, same, asked=bool(scene.extension))


def _in_vain(scene: Scene) -> str:
    """What a handset inside Asterisk dialled last in vain: its call never got to the console."""
    if scene.pbx is None:
        return ""
    for phone in scene.pbx.phones.values():
        if phone.kind == "local" and phone.dialled:
            since = scene.pbx.console.since(phone.dialled_at)
            if not any(_STEP.search(x) or _UNKNOWN.search(x) or _PLACED.search(x) for x in since):
                return phone.dialled
    return ""


def phone_contexts(scene: Scene) -> dict[str, str]:
    """The context of each endpoint in pjsip.conf."""
    conf = scene.conf("pjsip.conf")
    sections = [] if conf is None else conf.document.sections
    return {
        section.name: section.value("context", "default")
        for section in sections
        if not section.template and section.value("type") == "endpoint"
    }


def along(
    scene: Scene,
    one: Callable[[Scene, Plan, Target], Iterator[Finding]],
    each: Callable[[Scene, Plan], Iterator[Finding]],
) -> Iterator[Finding]:
    """Look at the way of what is dialled; at every way while nothing was, and no call has come.

    Parameters: `one`, which looks at a single way; `each`, which looks at all of them.

    Raises CantTell where the dialplan can't be seen.

    Example: `yield from along(scene, _one, _all)`
    """
    plan = needed(scene)
    if plan is None:
        return
    dialled = target(scene, plan)
    if dialled is not None:
        yield from one(scene, plan, dialled)
    elif not has_entered(scene):
        yield from each(scene, plan)
