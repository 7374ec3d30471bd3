"""The dialplan as the running Asterisk has it, and where a call gets to in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import CantTell
from arinb.pbx.conf.dialplan import HINT

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

FILE = "extensions.conf"

_CONTEXT = re.compile(r"\[ (?:Included context|Context) '(?P<name>.*)' created by '(?P<by>.*)' \]")
_STEP = re.compile(
    r"(?:  '(?P<extension>.*?)' (?:\(CID match '.*?'\) )?=>| {5}\[(?P<label>[^\]]*)\])?\s+"
    r"(?:(?P<priority>\d+)\. |hint: )(?P<call>.*?)\s+\[(?P<by>[^\[\]]*)\]"
)
_OF_FILE = re.compile(r"(.+\.\w+):(\d+)")
_PLAIN = re.compile(r"[\w.*#+-]+")

# After these a call does not come to the next line, and beside these it may come elsewhere.
ENDS = ("hangup", "busy", "congestion")
_BRANCHES = re.compile(
    r"(go(to|sub)if(time)?|gosub|macro(if)?|(try)?exec|execif(time)?|while|exitwhile)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RunningStep:
    """One step that Asterisk has: where it is, and the file and line that it was read from.

    `line` is 0 for what no file said: modules and the console write into the dialplan, too.
    """

    context: str
    extension: str
    priority: int
    application: str
    arguments: str
    file: str = ""
    line: int = 0
    label: str = ""

    @property
    def call(self) -> str:
        """The step as a dialplan has it, such as `Stasis(hello-world)`."""
        bare = self.word != self.application and not self.arguments
        return self.application if bare else f"{self.application}({self.arguments})"

    @property
    def word(self) -> str:
        """The word that the application's name begins with: `Stasis` of `Stasis hello-world`."""
        return "".join(re.findall(r"\A\w+", self.application))

    @property
    def inside(self) -> str:
        """The arguments, or what stands where they belong, with no round brackets around it."""
        return self.arguments or self.application[len(self.word) :].strip(" :=[]{}<>")

    @property
    def branches(self) -> bool:
        """Whether a call may go on elsewhere than at the next step."""
        return self.application.lower() == "goto" or bool(_BRANCHES.match(self.application))

    @property
    def place(self) -> str:
        """Its file and line."""
        return f"{self.file}:{self.line}" if self.line else FILE

    @property
    def stasis(self) -> str | None:
        """The application's name that it gives to Stasis(); None where it is another step."""
        if self.application.lower() != "stasis":
            return None
        return self.arguments.split(",")[0].replace('"', "")


@dataclass(frozen=True)
class Way:
    """The steps that a call takes, in order; `sure` is False where conditions decide.

    `missing` is the (context, extension, priority) at which it ends without a step.
    """

    steps: list[RunningStep]
    sure: bool
    missing: tuple[str, str, int]

    @property
    def stasis(self) -> list[RunningStep]:
        """Those that hand the call to an application."""
        return [step for step in self.steps if step.stasis is not None]


@dataclass
class Plan:
    """What `dialplan show` says.

    Fields: `contexts`, the names of those that were read from extensions.conf or made on the
    console; `steps`, all of these contexts' steps.
    """

    scene: Scene
    contexts: list[str] = field(default_factory=list)
    steps: list[RunningStep] = field(default_factory=list)

    def found(self, extension: str, context: str) -> list[RunningStep]:
        """The steps that Asterisk takes for what was dialled: patterns and includes count."""
        own = self.of(extension, context)
        if own and (extension.startswith("_") or not _PLAIN.fullmatch(extension)):
            return own
        if not _PLAIN.fullmatch(extension) or context not in self.contexts:
            return []
        steps: dict[int, RunningStep] = {}
        for step in _read(self.scene.cli(f"dialplan show {extension}@{context}") or ""):
            # The one that fits best stands first; patterns behind it fill up what it lacks.
            steps.setdefault(step.priority, step)
        steps.pop(HINT, None)
        return [steps[priority] for priority in sorted(steps)]

    def has(self, extension: str, context: str) -> bool:
        """Whether Asterisk has it at all, contexts of its modules and of arinb included."""
        if not _PLAIN.fullmatch(extension) or not _PLAIN.fullmatch(context):
            return True  # it can't be asked about
        return self.scene.cli(f"dialplan show {extension}@{context}") is not None

    def of(self, extension: str, context: str) -> list[RunningStep]:
        """The steps under just that name."""
        return [
            step
            for step in self.steps
            if (step.extension, step.context) == (extension, context) and step.priority != HINT
        ]

    def extensions(self, context: str) -> list[str]:
        """The names in a context, in Asterisk's order."""
        return list(dict.fromkeys(s.extension for s in self.steps if s.context == context))

    def way(self, extension: str, context: str) -> Way:
        """Follow a call from the first step on, as far as constants allow."""
        taken: list[RunningStep] = []
        sure, at = True, (context, extension, 1)
        while True:
            here = self.found(at[1], at[0])
            step = next((each for each in here if each.priority == at[2]), None)
            if step is None or step in taken:
                return Way(taken, sure, at)
            taken.append(step)
            name = step.application.lower()
            if name in ENDS:
                return Way(taken, sure, (at[0], at[1], 0))
            if name == "goto":
                at = self._goto(step, at)
                sure = sure and self._can_follow(step, at)
            else:
                sure = sure and not _BRANCHES.match(name)
                at = (at[0], at[1], at[2] + 1)

    def _goto(self, step: RunningStep, at: tuple[str, str, int]) -> tuple[str, str, int]:
        """Where a Goto() leads; priority 0 where there is no such label, or only a call knows."""
        parts = [part.strip() for part in step.arguments.split(",")]
        if "$" in step.arguments:
            return (at[0], at[1], 0)
        context = parts[0] if len(parts) == 3 else at[0]
        extension = parts[-2] if len(parts) > 1 else at[1]
        if parts[-1].isdigit():
            return (context, extension, int(parts[-1]))
        there = [each for each in self.found(extension, context) if each.label == parts[-1]]
        return (context, extension, there[0].priority if there else 0)

    def _can_follow(self, goto: RunningStep, to: tuple[str, str, int]) -> bool:
        """Whether it is known where a Goto() leads, be it nowhere."""
        elsewhere = to[0] not in self.contexts and self.has(to[1], to[0])  # a module's context
        return "$" not in goto.arguments and not elsewhere


def plan(scene: Scene) -> Plan | None:
    """The running dialplan; None where it can't be seen.

    Example: `plan(scene).found("1000", "default")`
    """
    text = scene.cli("dialplan show")
    if text is None:
        return None
    found = Plan(scene)
    for context, by in _headers(text):
        if by == "pbx_config" and not context.startswith(("stasis-", "arinb-phone")):
            found.contexts.append(context)
    found.steps = [step for step in _read(text) if step.context in found.contexts]
    return found


def _headers(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if (header := _CONTEXT.fullmatch(line.strip())) is not None:
            yield header["name"], header["by"]


def _read(text: str) -> Iterator[RunningStep]:
    context = extension = ""
    for line in text.splitlines():
        if (header := _CONTEXT.fullmatch(line.strip())) is not None:
            context = header["name"]
        elif (found := _STEP.fullmatch(line.rstrip())) is not None:
            extension = found["extension"] or extension
            yield _step(context, extension, found)


def _step(context: str, extension: str, found: re.Match[str]) -> RunningStep:
    application, _, rest = found["call"].partition("(")
    source = _OF_FILE.fullmatch(found["by"])
    return RunningStep(
        context,
        extension,
        HINT if found["priority"] is None else int(found["priority"]),
        application,
        rest.removesuffix(")"),
        source[1] if source else "",
        int(source[2]) if source else 0,
        found["label"] or "",
    )


def known_application(scene: Scene) -> Callable[[str], bool]:
    """Whether this Asterisk has an application of the dialplan."""
    return lambda name: (
        # The console takes the first word of several for the name.
        re.fullmatch(r"\w+", name) is not None
        and scene.cli(f"core show application {name}") is not None
    )


def has_entered(scene: Scene) -> bool:
    """Whether a call came to the program over this connection: then a way leads there."""
    return scene.log is not None and bool(scene.log.tally()["StasisStart"])


def needed(scene: Scene) -> Plan | None:
    """The running dialplan; None where the log already proves that it leads to the program.

    Raises CantTell where neither can be seen.

    Example: `needed(scene).way("1000", "default")`
    """
    found = plan(scene)
    if found is None and not has_entered(scene):
        raise CantTell(
            "the dialplan can be seen on Asterisk's own console only, and no call has come to the "
            "program yet"
        )
    return found
