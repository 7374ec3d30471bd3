"""Whether ARI is switched on, and whether Asterisk takes what ari.conf says in general."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.comments import never_closed
from arinb.diagnosis.report import Finding
from arinb.diagnosis.server import (
    answer,
    ari_enabled,
    console_lines,
    evidence,
    from_file,
    line_of,
    modules_there,
)
from arinb.errors import AriDisabled
from arinb.pbx.conf.values import is_true

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.conf import ConfFile
    from arinb.pbx.conf import Finding as InFile

ARI, FILE = "ARI", "ari.conf"
AT_LINE = re.compile(r"(?:parsing (\w+)=|named '(\w+)').* at line (\d+) of")


def look_at_ari(scene: Scene) -> Iterator[Finding]:
    """Whether ARI is there, and if not, whether ari.conf switches it off."""
    got, conf = answer(scene), scene.conf(FILE)
    if not isinstance(got, AriDisabled):
        return
    if conf is None:
        yield _elsewhere(scene, got)
        return
    how = f"{evidence(got)} That is what Asterisk says when ARI is off."
    if not conf.path.exists():
        found = conf.findings.errors[0]
        fix = "Write one: [general], below it enabled = yes, and a user"
        yield Finding(ARI, found.what, f"{FILE}:1", f"{how} {found.why}", fix)
        return
    setting = conf.document.find("general", "enabled")
    off = setting is not None and not is_true(setting.value)
    if off and not conf.document.fatal:
        lines = [x for x in conf.findings.errors if setting is not None and x.line == setting.line]
        yield from (from_file(ARI, found, how) for found in lines)
    elif not _causes(scene, conf) and not _complaints(scene, conf):
        yield from _not_read(scene, conf, how)


def _not_read(scene: Scene, conf: ConfFile, how: str) -> Iterator[Finding]:
    """The file is right: Asterisk still goes by what stood in it before."""
    loaded = "res_ari" in (modules_there(scene) or ())
    says = "" if ari_enabled(scene) is None else " `ari show status` says Enabled: No."
    yield Finding(
        ARI,
        "ari.conf is right by now, but Asterisk has not read it since.",
        line_of(conf, "general", "enabled"),
        how + says,
        "Have Asterisk read its files again: pbx.reload()"
        if loaded
        else "Start Asterisk anew, since its module for ARI is not loaded: pbx.restart()",
    )


def _elsewhere(scene: Scene, got: AriDisabled) -> Finding:
    return Finding(
        ARI,
        "Asterisk's web server answers, but has no ARI.",
        scene.server,
        evidence(got),
        "On that server: ari.conf with [general] and enabled = yes, without any misspelt option "
        "(one switches ARI off); the module res_ari.so loaded; and if http.conf has a prefix, it "
        "belongs to the URL.",
    )


def look_at_file(scene: Scene) -> Iterator[Finding]:
    """Whether something in ari.conf makes Asterisk leave ARI off, though it is to be on."""
    got, conf = answer(scene), scene.conf(FILE)
    if conf is None:
        raise CantTell("the files of this server can't be seen")
    if not isinstance(got, AriDisabled):
        return
    how = f"{evidence(got)} ARI is off, though nothing says so."
    causes = _causes(scene, conf)
    yield from (from_file(FILE, found, how) for found in causes)
    if not causes:
        yield from _complaints(scene, conf)


def _causes(scene: Scene, conf: ConfFile) -> list[InFile]:
    """The errors in the file that switch ARI off: those of users do so only in an old Asterisk."""
    errors = list(conf.findings.errors)
    if errors and (hiding := never_closed(conf)):
        return hiding
    general = _in_general(conf, errors)
    if general or "res_ari" in (modules_there(scene) or ()):
        return general
    return errors


def _in_general(conf: ConfFile, errors: list[InFile]) -> list[InFile]:
    """Of errors, those in [general] or in the form of the file; all, when none is a user's."""
    document = conf.document
    users = {s.line for s in document.sections if s.value("type") or s.value("password")}
    begins = sorted(line for s in document.sections for line in s.lines)
    generals = {line for s in document.sections if s.name.lower() == "general" for line in s.lines}

    def is_general(found: InFile) -> bool:
        header = max((line for line in begins if line <= found.line), default=0)
        return header in generals or header not in users or "[general]" in found.what

    if document.fatal:
        return [x for x in errors if x.line == document.fatal.line] or errors
    return [x for x in errors if is_general(x)] if begins else errors


def _complaints(scene: Scene, conf: ConfFile) -> list[Finding]:
    """What the console said of a line of ari.conf that still stands there."""
    found: dict[int, Finding] = {}
    settings = {(x.line, x.name.lower()) for _, x in conf.document.settings()}
    for line in console_lines(scene, AT_LINE.pattern):
        match = AT_LINE.search(line)
        name, number = (match[1] or match[2], int(match[3])) if match is not None else ("", 0)
        if (number, name.lower()) in settings:
            found[number] = Finding(
                FILE,
                f"Asterisk does not take this value of {name}, and leaves ARI off.",
                f"{FILE}:{number}",
                f"{evidence(answer(scene))} The console says that it can't take {name} at line "
                f"{number}.",
                f"Write another value for {name}, or take {FILE}:{number} out; then pbx.reload()",
            )
    return list(found.values())


LINKS: tuple[Link, ...] = (
    Link(ARI, "Is ARI switched on?", look_at_ari),
    Link(FILE, "Does Asterisk take all that ari.conf says in general?", look_at_file),
)
