"""What the program sends as user and password, compared with ari.conf; neither is ever shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

from arinb.ari.address import address_of
from arinb.diagnosis.chain import Link
from arinb.diagnosis.links.users import FILE, name_of, section_of
from arinb.diagnosis.report import Finding
from arinb.diagnosis.server import answer, evidence, users_there
from arinb.errors import BadRequestArgument, NotAuthenticated
from arinb.pbx.conf.ari import users
from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.conf import ConfFile
    from arinb.pbx.conf.document import Section

NAME = "credentials"
PASSWORD = "password= in the program"  # noqa: S105 - where one stands, not one


def look(scene: Scene) -> Iterator[Finding]:
    """Whether Asterisk takes the user and the password that the program sends."""
    try:
        address = address_of(scene.url, scene.username or None, scene.password or None)
    except BadRequestArgument as error:
        where = "username= in the program" if not scene.username else PASSWORD
        yield Finding(NAME, f"{error.what}.", where, error.why, error.next_step)
        return
    got, conf = answer(scene), scene.conf(FILE)
    if not isinstance(got, NotAuthenticated):
        return
    how = evidence(got)
    if conf is None:
        yield _elsewhere(scene, how)
        return
    name = name_of(scene)
    section = section_of(conf, name)
    if section is None:
        yield _wrong_user(scene, conf, name, how)
    else:
        yield _wrong_password(scene, conf, section, address.password, how)


def _elsewhere(scene: Scene, how: str) -> Finding:
    return Finding(
        NAME,
        "This server does not know the user, or the password is another one.",
        scene.server,
        how,
        "Compare both with the user's section in ari.conf on that server: letter case, spaces, and "
        r"a ; in the password, which is written \; there; has it type = user? After a change of "
        "the file, Asterisk has to reload.",
    )


def _wrong_user(scene: Scene, conf: ConfFile, name: str, how: str) -> Finding:
    there = [user.name for user in users(conf.text)]
    meant = closest(name, there) or next(iter(there), None)
    if meant is not None and meant != meant.strip() and meant.strip() == name.strip():
        return _blanks(conf, meant, how)
    running = users_there(scene)
    listed = f" `ari show users` lists {', '.join(running) or 'nobody'}." if running else ""
    what = f"There is no user {name} in ari.conf."
    if meant is not None and meant.lower() == name.strip().lower():
        what += f" It is written {meant}: letter case and spaces count."
    fix = f'username="{meant}", as ari.conf has it' if meant else "write such a user into ari.conf"
    return Finding(NAME, what, f'username="{name}" in the program', f"{how}{listed}",
                   f"Connect with another user: {fix}.")  # fmt: skip


def _blanks(conf: ConfFile, name: str, how: str) -> Finding:
    section = section_of(conf, name)
    return Finding(
        NAME,
        f"The user's name in ari.conf has blanks in its brackets: [{name}].",
        f"{FILE}:{section.line if section is not None else 1}",
        f"{how} For Asterisk, the blanks are a part of the name.",
        f"Take the blanks out: [{name.strip()}]  and then pbx.reload().",
    )


def _wrong_password(scene: Scene, conf: ConfFile, section: Section, sent: str, how: str) -> Finding:
    setting = section.last("password")
    kept = setting.value if setting is not None else ""
    line = f"{FILE}:{setting.line if setting is not None else section.line}"
    if section.value("password_format").lower() == "crypt":
        return _other(scene, section, line, f"{how} The file has a hash, that can't be compared.")
    if kept == sent:
        return Finding(
            NAME, "The password in ari.conf was changed, and Asterisk has not read it since.", line,
            f"{how} The program sends the password that stands in the file now.",
            "Have Asterisk read its files again: pbx.reload()",
        )  # fmt: skip
    said = _difference(kept, sent)
    if said is not None:
        where = line if "the file" in said[0].lower() else PASSWORD
        return Finding(NAME, said[0], where, f"{how} Both were compared, letter by letter.",
                       f"{said[1]} It stands in {line}.")  # fmt: skip
    others = [user.name for user in users(conf.text) if user.password == sent]
    if others:
        return Finding(
            NAME, f"That is the password of {others[0]}, not of {section.name}.", PASSWORD,
            f"{how} ari.conf was compared.", f'Connect with username="{others[0]}" (see ari.conf).',
        )  # fmt: skip
    return _other(scene, section, line, f"{how} The file has another one.")


def _other(scene: Scene, section: Section, line: str, how: str) -> Finding:
    app = f', app="{scene.app}"' if scene.app else ', app="…"'
    return Finding(
        NAME,
        f"The program sends another password than ari.conf has for {section.name}.",
        PASSWORD,
        how,
        f"Connect with the one in {line}: arinb.connect(pbx{app}) takes it from there; or write "
        "yours into the file and pbx.reload().",
    )


def _difference(kept: str, sent: str) -> tuple[str, str] | None:
    """How what is sent differs from what is in the file, and what to do; None for another one."""
    if sent.strip() == kept.strip():
        return (
            "The program sends the right password with a space before or behind it.",
            "Take the space away; use strip() where it is read from a file.",
        )
    if sent.casefold() == kept.casefold():
        return "The password has other capital letters.", "Letter case counts: write it the same."
    if kept.strip("\"'") == sent:
        return (
            "The password in the file has quotation marks, which are a part of it for Asterisk.",
            "Take the quotation marks out of the file, and pbx.reload().",
        )
    if sent.strip("\"'") == kept:
        return (
            "The program sends the password with quotation marks.",
            "Send it without the quotation marks.",
        )
    if kept.replace("+", " ") == sent:
        return (
            "The password has a + that came to the program as a space.",
            "Write the + itself in password=; in a URL, a + is written %2B.",
        )
    if sent.replace("+", " ") == kept or unquote(sent) == kept or unquote_plus(sent) == kept:
        return (
            "The password is sent as it is written in a URL, still encoded.",
            "Write the signs themselves in password=, @ for %40; urllib.parse.unquote() does it.",
        )
    if kept.encode("utf-8", "surrogateescape").decode("latin-1") == sent:
        return (
            "The file is not saved as UTF-8, so a letter of the password is another one.",
            "Save ari.conf as UTF-8, and pbx.reload().",
        )
    return None


LINKS: tuple[Link, ...] = (
    Link(NAME, "Does Asterisk take the user and password that the program sends?", look),
)
