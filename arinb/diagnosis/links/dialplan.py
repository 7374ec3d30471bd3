"""The link "dialplan": Asterisk has read extensions.conf, all of it, as it is now.

Behind it come the extension and Stasis(), which have rooms of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.comments import never_closed
from arinb.diagnosis.links import extension, stasis
from arinb.diagnosis.plan import FILE, Plan, RunningStep, has_entered, plan
from arinb.diagnosis.report import Finding
from arinb.pbx.conf.dialplan import HINT, Orphan, Step, is_context, steps

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.conf import ConfFile

NAME = "dialplan"
MODULE = "pbx_config"

_EXAMPLE = "[default]\n  exten => 1000,1,Answer()\n  same => n,Stasis({app})"
_NO_SUCH = "(no file)"


def _look(scene: Scene) -> Iterator[Finding]:
    file = scene.conf(FILE)
    if file is None:
        if has_entered(scene):
            return  # a call came to the program: so there is a dialplan that leads there
        raise CantTell(
            "the dialplan of an Asterisk that is not yours can't be seen over ARI; whoever keeps "
            "it can look with `dialplan show`"
        )
    running = plan(scene)
    if running is None:
        raise CantTell("Asterisk's console does not answer")
    found = list(_unread(scene, file, running)) or list(_empty(scene, file))
    yield from found or _changed(file, running)


def _unread(scene: Scene, file: ConfFile, running: Plan) -> Iterator[Finding]:
    """The file as a whole: is it there, can it be read, and did Asterisk?"""
    if not file.path.exists():
        yield Finding(
            NAME,
            f"There is no {FILE}: Asterisk has no dialplan.",
            f"{FILE} {_NO_SUCH}",
            f"{file.path} does not exist",
            f"Write {FILE}, for instance:\n  {_example(scene)}\nThen pbx.restart().",
        )
    elif (fatal := file.document.fatal) is not None:
        for finding in file.findings.errors.on_line(fatal.line):
            yield Finding(
                NAME,
                f"Asterisk can't read {FILE}, none of it. {finding.what}",
                f"{FILE}:{finding.line}",
                finding.why,
                f"{finding.fix}{_closed(file, finding.line)} Then pbx.restart().",
            )
    elif missing := _missing_includes(file):
        yield from missing
    else:
        said = scene.cli(f"module show like {MODULE}") or ""
        if not re.search(rf"{MODULE}\.so .* \d+ +Running ", said):
            yield _not_loaded(said, running)


def _closed(file: ConfFile, line: int) -> str:
    """The header of a section with the bracket that it lacks."""
    header = file.document.lines[line - 1].raw.split(";")[0].strip().rstrip(")}>")
    return f" That is: {header}]" if header.startswith("[") and "]" not in header else ""


def _missing_includes(file: ConfFile) -> list[Finding]:
    """Files that are to be read with this one, and are not there: then none of it is read."""
    names = {each.line: each.target for each in file.document.includes if each.kind == "include"}
    return [
        Finding(
            NAME,
            f"Asterisk can't read {FILE}, none of it. {finding.what}",
            f"{FILE}:{finding.line}",
            finding.why,
            (
                f"Write include => {names[finding.line]} below a context: #include is for files. "
                if names[finding.line] in file.sections
                else f"{finding.fix} "
            )
            + "Then pbx.restart().",
        )
        for finding in file.findings.errors
        if finding.line in names
    ]


def _not_loaded(said: str, running: Plan) -> Finding:
    lines = [line for line in said.splitlines() if MODULE in line]
    return Finding(
        NAME,
        f"Asterisk has no dialplan: {MODULE}, which reads {FILE}, could not when it started.",
        FILE,
        f"module show like {MODULE}: {' '.join(lines[0].split()) if lines else 'not there'}; "
        f"contexts from the file: {', '.join(running.contexts) or 'none'}",
        "The file can be read now: pbx.restart()",
    )


def _empty(scene: Scene, file: ConfFile) -> Iterator[Finding]:
    document = file.document
    if document.includes or any(map(is_context, document.sections)) or has_entered(scene):
        return
    if hiding := never_closed(file):
        yield Finding(
            NAME,
            hiding[0].what,
            f"{FILE}:{hiding[0].line}",
            hiding[0].why,
            f"{hiding[0].fix} Then pbx.reload().",
        )
        return
    yield Finding(
        NAME,
        f"{FILE} has no context: no number can be dialled.",
        f"{FILE}:{max(1, len(document.lines))}",
        "a context is a section with extensions, such as [default]; there is none in the file",
        f"Write, for instance:\n  {_example(scene)}\nThen pbx.reload().",
    )


def _changed(file: ConfFile, running: Plan) -> Iterator[Finding]:
    """What the file says now against what Asterisk has read of it."""
    written, loaded = _written(file), _loaded(running)
    wrong = {finding.line for finding in file.findings.errors}
    for key, step in written.items():
        now = loaded.get(key)
        if step.line in wrong or (now is not None and _alike(step, now)):
            continue
        has = "does not have it" if now is None else f"has {now.call} in its place"
        yield _not_reloaded(f"{FILE}:{step.line}", f"{_text(step)} stands in the file; {has}")
        return
    if file.document.includes:
        return
    lost = next((step for key, step in loaded.items() if step.line and key not in written), None)
    if lost is not None:
        where = f"{lost.extension}, priority {lost.priority}, in [{lost.context}]"
        yield _not_reloaded(FILE, f"Asterisk has {lost.call} as {where}, and the file has not")


def _not_reloaded(where: str, difference: str) -> Finding:
    return Finding(
        NAME,
        f"{FILE} was changed, and Asterisk has not read it again.",
        where,
        f"dialplan show: {difference}",
        "pbx.reload()",
    )


_Key = tuple[str, str, int]


def _written(file: ConfFile) -> dict[_Key, Step]:
    found: dict[_Key, Step] = {}
    for section in filter(is_context, file.document.sections):
        for step in steps(section):
            if isinstance(step, Orphan) or step.priority in (None, HINT):
                continue
            if "$" not in step.extension and "/" not in step.extension and step.application:
                found.setdefault((section.name, step.extension, step.priority or 0), step)
    return found


def _loaded(running: Plan) -> dict[_Key, RunningStep]:
    return {
        (step.context, step.extension, step.priority): step
        for step in running.steps
        if step.priority != HINT and step.file in ("", FILE)
    }


def _alike(step: Step, now: RunningStep) -> bool:
    return _bare(_text(step)) == _bare(now.call)


def _text(step: Step) -> str:
    return f"{step.application}({step.arguments or ''})"


def _bare(call: str) -> str:
    """A step without what Asterisk takes away or adds: blanks, backslashes, brackets."""
    return re.sub(r"[\s\\()]", "", call).lower()


def _example(scene: Scene) -> str:
    return _EXAMPLE.format(app=scene.app or "hello-world")


LINKS: tuple[Link, ...] = (
    Link(NAME, "Has Asterisk read extensions.conf, as it is now?", _look),
    extension.LINK,
    stasis.LINK,
)
