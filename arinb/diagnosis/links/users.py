"""The users of ARI: whether Asterisk takes them as ari.conf has them, and what they may do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.ari.address import address_of
from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.report import Finding
from arinb.diagnosis.server import (
    answer,
    console_lines,
    evidence,
    from_file,
    line_of,
    users_there,
)
from arinb.errors import BadRequestArgument, Forbidden, NotAuthenticated
from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.conf import ConfFile
    from arinb.pbx.conf.document import Section

NAME = "users"
FILE = "ari.conf"
DENIED = "Write access denied"
LATEST = 5_000  # rows of the log that are looked through for a refusal
KEPT_OUT = ("deny", "acl", "permit")
HASH = re.compile(r"\$[0-9a-z]+\$.+|[./0-9A-Za-z]{13}|_[./0-9A-Za-z]{19}")


def look(scene: Scene) -> Iterator[Finding]:
    """Whether the program's user is one that Asterisk knows and lets do what it does."""
    got, conf = answer(scene), scene.conf(FILE)
    if isinstance(got, Forbidden) and "ACL" in got.message:
        yield _behind_acl(scene, conf, got)
    elif isinstance(got, NotAuthenticated):
        if conf is None:
            raise CantTell("which users this server has can't be seen")
        yield from _unknown(scene, conf, evidence(got))
    else:
        yield from _read_only(scene, conf)


def name_of(scene: Scene) -> str:
    """The user as whom the program asks; "" where it names none."""
    try:
        return address_of(scene.url, scene.username or None, scene.password or None).username
    except BadRequestArgument:
        return scene.username


def section_of(conf: ConfFile, name: str) -> Section | None:
    """The section of a user in ari.conf; letter case counts."""
    there = conf.document.sections
    return next((s for s in there if s.name == name and not s.template), None)


def _unknown(scene: Scene, conf: ConfFile, how: str) -> Iterator[Finding]:
    name, there = name_of(scene), users_there(scene)
    section = section_of(conf, name)
    if there is not None:
        how += f" `ari show users` lists {', '.join(there) or 'nobody'}."
    near = section
    if near is None and (guess := closest(name, conf.sections, cutoff=0.8)) is not None:
        near = section_of(conf, guess)
    errors = [x for x in conf.findings.errors if _concerns(conf, x.line, near, there)]
    if errors:
        yield from (from_file(NAME, error, how) for error in errors)
    elif section is None:
        return  # a name that is not in the file: the next link compares
    elif there is not None and name not in there:
        yield Finding(
            NAME,
            f"The user {name} stands in ari.conf, but Asterisk has not read it since.",
            f"{FILE}:{section.line}",
            how,
            "Have Asterisk read its files again: pbx.reload()",
        )
    else:
        yield from _wrong_form(scene, conf, section, how)


def _concerns(
    conf: ConfFile, line: int, section: Section | None, there: dict[str, bool] | None
) -> bool:
    """Whether an error in ari.conf at this line can be why the program's user is not let in."""
    document = conf.document
    begins = sorted(x for s in document.sections for x in s.lines)
    header = max((x for x in begins if x <= line), default=0)
    if document.fatal is not None or not there:
        return True
    if section is not None:
        return header in section.lines or "second section" in str(conf.findings.on_line(line))
    return False


def _wrong_form(scene: Scene, conf: ConfFile, section: Section, how: str) -> Iterator[Finding]:
    """A password that Asterisk reads otherwise than it is meant: cut at a ;, or a hash or none."""
    if (cut := _cut_at(conf, section, scene.password)) is not None:
        yield Finding(
            NAME,
            f"For Asterisk the password of {section.name} ends at the ; in this line.",
            f"{FILE}:{cut}",
            f"{how} What stands before the ; is the beginning of what the program sends.",
            r"Write \; for the ; in the file, and have Asterisk read it: pbx.reload()",
        )
        return
    crypt = section.value("password_format", "plain").lower() == "crypt"
    password = section.value("password")
    hashed = HASH.fullmatch(password) is not None
    line = getattr(section.last("password_format") or section.last("password"), "line", 1)
    if crypt and not hashed:
        yield Finding(
            NAME,
            f"The password of {section.name} is written plainly, but password_format says crypt.",
            f"{FILE}:{line}",
            f"{how} Asterisk takes the password in the file for a hash, which none fits.",
            "Write password_format = plain; or a hash from the command `ari mkpasswd` as password.",
        )
    elif not crypt and password.startswith("$") and hashed and scene.password != password:
        yield Finding(
            NAME,
            f"The password of {section.name} in the file is a hash, but nothing says so.",
            f"{FILE}:{line}",
            f"{how} Asterisk takes the hash itself for the password.",
            "Write below it: password_format = crypt — and pbx.reload()",
        )


def _cut_at(conf: ConfFile, section: Section, sent: str) -> int | None:
    """The line in which a comment cuts off what the program sends; None where none does."""
    setting = section.last("password")
    if setting is None or conf.document.lines[setting.line - 1].comment is None:
        return None
    cut = sent.startswith(setting.value) and sent[len(setting.value) :].lstrip().startswith(";")
    return setting.line if cut else None


def _behind_acl(scene: Scene, conf: ConfFile | None, got: Forbidden) -> Finding:
    name = name_of(scene)
    section = section_of(conf, name) if conf is not None else None
    what = f"The user {name} may not come from this machine's address."
    if conf is None:
        return Finding(
            NAME, what, scene.server, evidence(got),
            f"On that server, look at permit, deny and acl below [{name}] in ari.conf: permit = "
            "your address/255.255.255.255 lets it in.",
        )  # fmt: skip
    lines = [x for x in section.settings if x.name in KEPT_OUT] if section is not None else []
    if section is None or not lines:
        return Finding(
            NAME, what, line_of(conf, name), f"{evidence(got)} The file has no such rule any more.",
            "Have Asterisk read its files again: pbx.reload()",
        )  # fmt: skip
    missing = console_lines(scene, r"ACL '.*' does not exist")
    if missing and section.last("acl") is not None:
        return Finding(
            NAME, f"The list of addresses that [{name}] names does not exist.",
            line_of(conf, name, "acl"), f"{evidence(got)} The console says: {missing[-1]}",
            "Write the list into acl.conf, or take the line acl out and use permit and deny; then "
            "pbx.restart()",
        )  # fmt: skip
    return Finding(
        NAME, what, f"{FILE}:{lines[0].line}", evidence(got),
        "Let it in with a line below the deny: permit = 127.0.0.1/255.255.255.255 — and "
        "pbx.reload()",
    )  # fmt: skip


def _read_only(scene: Scene, conf: ConfFile | None) -> Iterator[Finding]:
    """A user who may only look is a fault only where the program did more, and was refused."""
    name, there = name_of(scene), users_there(scene)
    if scene.log is None or (there is not None and not there.get(name, False)):
        return
    refused = ""
    for entry in scene.log.since(max(scene.log.dropped, scene.log.end - LATEST)):
        if entry.kind != "answer" or entry.method == "GET" or entry.status is None:
            continue
        denied = entry.status == 403 and entry.data.get("message") == DENIED
        refused = f"{entry.method} {entry.path.partition('?')[0]}" if denied else ""
    if not refused:
        return
    yield Finding(
        NAME,
        f"The user {name} may only look, but the program wants to do more.",
        line_of(conf, name, "read_only") if conf is not None else scene.server,
        f'The program\'s log has {refused}, answered with 403, "{DENIED}".',
        f"Write below [{name}] in ari.conf: read_only = no — and have it read: pbx.reload(); or "
        "use another user.",
    )


LINKS: tuple[Link, ...] = (
    Link(NAME, "Does Asterisk know the user, and let it do what it does?", look),
)
