"""`ari.conf`: whether ARI is on, and who may use it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from arinb.pbx.conf.document import ConfDocument, Section, Setting
from arinb.pbx.conf.findings import Finding, Severity
from arinb.pbx.conf.values import closest, did_you_mean, is_true, is_yes_or_no

FILE = "ari.conf"

# Options by the type of their section, and the first version that knows them.
GENERAL_KEYS = {
    "enabled": "",
    "pretty": "",
    "auth_realm": "",
    "allowed_origins": "",
    "websocket_write_timeout": "12.4",
    "channelvars": "14.2",
    "type": "20.15/21.10/22.5",
}
USER_KEYS = {
    "type": "",
    "password": "",
    "read_only": "",
    "password_format": "",
    "permit": "20.19/22.9/23.3",
    "deny": "20.19/22.9/23.3",
    "acl": "20.19/22.9/23.3",
}
WEBSOCKET_KEYS = {
    "type": "20.15/21.10/22.5",
    "websocket_client_id": "20.15/21.10/22.5",
    "apps": "20.15/21.10/22.5",
    "local_ari_user": "20.15/21.10/22.5",
    "subscribe_all": "20.15/21.10/22.5",
}
TYPES = ("user", "outbound_websocket", "general")
LONGEST_LOGIN = 255  # bytes of "name:password" that Asterisk's web server takes; measured
MOST_MILLISECONDS = 2**31 - 1  # measured
PASSWORD_FORMATS = ("plain", "crypt")
KNOWN_PASSWORDS = frozenset(
    {"asterisk", "secret", "password", "passw0rd", "admin", "changeme", "ari", "test", "1234"}
)


@dataclass(frozen=True, slots=True)
class User:
    """A user of ARI, as `ari.conf` says. Its repr does not show the password.

    `password_format` is "plain" or "crypt"; with "crypt" the `password` is a hash, and what the
    client has to send is not in the file.

    Example: `first_user(conf["ari.conf"].text).name`
    """

    name: str
    password: str = field(repr=False)
    read_only: bool = False
    password_format: str = "plain"  # noqa: S105 - the name of a format

    @property
    def password_is_known(self) -> bool:
        """Whether everybody can guess the password, as with the tutorial's asterisk/asterisk."""
        word = self.password.lower()
        plain = self.password_format == "plain"  # noqa: S105 - the name of a format
        return plain and (word in KNOWN_PASSWORDS or word == self.name.lower())


def users(conf_text: str) -> list[User]:
    """All users in the text of `ari.conf` that Asterisk lets in, in the order of the file."""
    document = ConfDocument(conf_text)
    if document.fatal:
        return []
    found = [s for s in document.sections if not s.template and s.value("type") == "user"]
    return [
        User(
            section.name,
            section.value("password"),
            is_true(section.value("read_only")),
            section.value("password_format", "plain").lower(),
        )
        for section in found
        if section.value("password")
    ]


def first_user(conf_text: str) -> User | None:
    r"""The first user in the text of `ari.conf` that Asterisk lets in, or None.

    Never fails: in a file that Asterisk ignores there is no user.

    Example: `first_user("[asterisk]\ntype = user\npassword = x\n").name`  is "asterisk"
    """
    return next(iter(users(conf_text)), None)


def check(document: ConfDocument) -> list[Finding]:
    """What keeps ARI off, or its users out, or lets in too many."""
    if document.fatal:
        return []
    findings: list[Finding] = []
    real = [section for section in document.sections if not section.template]
    generals = [section for section in real if section.name == "general"]
    others = [section for section in real if section.name.lower() != "general"]
    if generals:
        findings += _check_general(generals)
    elif not document.includes:
        misspelt = _misspelt_general(real)
        findings.append(_no_general(misspelt))
        others = [section for section in others if section is not misspelt]
    for section in others:
        findings += _check_section(document, section)
    findings += _repeated(others)
    # A section with a password is meant to be a user: what it lacks is told already.
    meant = [s for s in others if s.value("type") == "user" or s.value("password")]
    if not document.includes and not meant:
        findings.append(_no_user(document, others))
    return findings


def _finding(line: int, severity: Severity, what: str, why: str, fix: str) -> Finding:
    return Finding(FILE, line, severity, what, why, fix)


def _misspelt_general(sections: list[Section]) -> Section | None:
    candidates = {s.name: s for s in sections if s.value("type") not in ("user", TYPES[1])}
    guess = next((name for name in candidates if closest(name, ["general"])), None)
    return candidates[guess] if guess else None


def _no_general(misspelt: Section | None) -> Finding:
    why = "Asterisk 22 switches ARI off without it (404 to every request), and says nothing."
    if misspelt is None:
        fix = "Begin the file with [general], and below it: enabled = yes"
        return _finding(1, "error", "There is no [general] section.", why, fix)
    name = misspelt.name
    what = f"There is no [general] section; [{name}] is another one."
    fix = f"Write [general] in place of [{name}]: small letters count."
    return _finding(misspelt.line, "error", what, why, fix)


def _check_general(generals: list[Section]) -> list[Finding]:
    findings = [
        _finding(
            section.line,
            "error",
            "This is a second [general] section.",
            "Asterisk 22 then switches all of ARI off: every request gets 404.",
            "Put all general options below the first [general].",
        )
        for section in generals[1:]
    ]
    for section in generals:
        findings += _unknown_keys(
            section,
            GENERAL_KEYS,
            "[general]",
            "One option that it does not know makes Asterisk switch off all of ARI: every request "
            "gets 404, and 22 does not even log why.",
        )
    enabled = generals[0].last("enabled")
    if enabled is not None and not is_true(enabled.value):
        findings.append(_switched_off(enabled))
    patience = generals[0].last("websocket_write_timeout")
    if patience is not None and not _is_milliseconds(patience.value):
        findings.append(_no_number(patience))
    return findings


def _is_milliseconds(value: str) -> bool:
    """Whether it is a number that every Asterisk takes; a negative one some do, and some don't."""
    if not re.fullmatch(r"\+?\d+|0[xX][0-9a-fA-F]+", value, flags=re.ASCII):
        return False
    return int(value, 16 if value[1:2] in ("x", "X") else 10) <= MOST_MILLISECONDS


def _no_number(setting: Setting) -> Finding:
    return _finding(
        setting.line,
        "error",
        f"{setting.name} is no number of milliseconds: {setting.value or 'nothing'}.",
        "When it starts, Asterisk then leaves all of ARI off: every request gets 404.",
        f"Write a whole number: {setting.name} = 100",
    )


def _switched_off(enabled: Setting) -> Finding:
    if is_yes_or_no(enabled.value):
        what = f"ARI is switched off (enabled = {enabled.value})."
    else:
        what = f"Asterisk takes {enabled.value!r} for no: ARI is switched off."
    why = "Every request to ARI gets 404, with a page in HTML in place of JSON."
    return _finding(enabled.line, "error", what, why, "Write: enabled = yes")


def _unknown_keys(section: Section, known: dict[str, str], role: str, why: str) -> list[Finding]:
    findings = []
    for setting in section.settings:
        # From 22.5 on the letter case counts here, unlike in http.conf.
        if setting.name in known or setting.name.startswith("@"):
            continue
        guess = closest(setting.name, known)
        fix = f"Write {guess} in place of {setting.name}." if guess else "Take the line out."
        what = f"Asterisk knows no option {setting.name} in {role}."
        what += did_you_mean(setting.name, known)
        findings.append(_finding(setting.line, "error", what, why, fix))
    return findings


def _check_section(document: ConfDocument, section: Section) -> list[Finding]:
    kind = section.last("type")
    if kind is None or kind.value not in TYPES:
        return [_no_type(section, kind)]
    if kind.value == "user":
        return _check_user(document, section)
    why = "Asterisk leaves out the whole section."
    if kind.value == "outbound_websocket":
        return _unknown_keys(section, WEBSOCKET_KEYS, f"[{section.name}]", why)
    return []


def _no_type(section: Section, kind: Setting | None) -> Finding:
    why = f"Asterisk 22 then knows no user {section.name} (401); 16 switches all of ARI off (404)."
    misspelt = next((s for s in section.settings if closest(s.name, ["type"])), None)
    if kind is not None:
        guess = closest(kind.value, TYPES) or "user"
        what = f"{kind.value!r} is no type of section in ari.conf. Did you mean {guess}?"
        return _finding(kind.line, "error", what, why, f"Write: type = {guess}")
    what = f"[{section.name}] does not say what it is (type)."
    if misspelt is not None:
        what += f" Is {misspelt.name} meant to be type?"
    line = section.line if misspelt is None else misspelt.line
    return _finding(line, "error", what, why, "Write below its name: type = user")


def _check_user(document: ConfDocument, section: Section) -> list[Finding]:
    findings = _unknown_keys(
        section,
        USER_KEYS,
        f"the user [{section.name}]",
        "Asterisk 22 then leaves this user out (401); 16 switches all of ARI off (404).",
    )
    if ":" in section.name:
        findings.append(_colon(section))
    findings += _check_password(document, section)
    chosen = section.last("password_format")
    if chosen is not None and chosen.value.lower() not in PASSWORD_FORMATS:
        findings.append(_wrong_format(chosen))
    read_only = section.last("read_only")
    if read_only is not None and is_true(read_only.value):
        findings.append(_read_only(section, read_only))
    return findings


def _check_password(document: ConfDocument, section: Section) -> list[Finding]:
    password = section.last("password")
    if password is None or not password.value:
        return [_no_password(section, password)]
    user = User(
        section.name, password.value, password_format=section.value("password_format", "plain")
    )
    findings = [_known_password(user, password)] if user.password_is_known else []
    if _is_cut(document, password):
        findings.append(_cut_password(password))
    if _login_size(user) > LONGEST_LOGIN:
        findings.append(_too_long(user, password))
    return findings


def _known_password(user: User, password: Setting) -> Finding:
    return _finding(
        password.line,
        "warning",
        f"Everybody can guess the password of {user.name}.",
        "asterisk/asterisk and the like stand in every tutorial, and are the first that are "
        "tried; fine for a demonstration on this machine, and nowhere else.",
        "Write a random password, such as Python's secrets.token_urlsafe() makes one.",
    )


def _is_cut(document: ConfDocument, setting: Setting) -> bool:
    """Whether a comment begins right behind the value, without a blank between them."""
    line = document.lines[setting.line - 1]
    return line.comment is not None and setting.pieces[-1].end == line.comment


def _cut_password(password: Setting) -> Finding:
    return _finding(
        password.line,
        "warning",
        "The password ends at the ; in this line.",
        "A ; begins a comment: Asterisk does not see what stands behind it, and answers 401 to "
        "the whole password.",
        "Write \\; for a ; in the password; or put a blank before the ; of a comment.",
    )


def _login_size(user: User) -> int:
    return len(f"{user.name}:{user.password}".encode("utf-8", "surrogateescape"))


def _too_long(user: User, password: Setting) -> Finding:
    return _finding(
        password.line,
        "error",
        f"The name and the password of {user.name} are too long: {_login_size(user)} bytes.",
        f"Asterisk takes at most {LONGEST_LOGIN} bytes for name:password, and answers 401 to more.",
        "Choose a shorter password.",
    )


def _no_password(section: Section, password: Setting | None) -> Finding:
    return _finding(
        section.line if password is None else password.line,
        "error",
        f"The user {section.name} has no password.",
        "Asterisk lets no user in without one: it answers 401.",
        "Write below its name: password = … (a good one)",
    )


def _colon(section: Section) -> Finding:
    return _finding(
        section.line,
        "error",
        f"The name of the user {section.name} has a colon in it.",
        "HTTP ends a user's name at the first colon, so nobody can log in under this name.",
        "Choose a name of letters, digits, - and _.",
    )


def _wrong_format(chosen: Setting) -> Finding:
    return _finding(
        chosen.line,
        "error",
        f"{chosen.value!r} is no password_format.{did_you_mean(chosen.value, PASSWORD_FORMATS)}",
        "Asterisk 22 then leaves this user out (401); 16 switches all of ARI off (404).",
        "Write password_format = plain, or crypt with a hash from Asterisk's command ari mkpasswd.",
    )


def _read_only(section: Section, read_only: Setting) -> Finding:
    return _finding(
        read_only.line,
        "note",
        f"The user {section.name} may only look (read_only = {read_only.value}).",
        "Every request except GET and OPTIONS gets 403 “Write access denied”: such a user can "
        "listen to events, but not play a sound.",
        "Write read_only = no for a user who is to control calls.",
    )


def _repeated(sections: list[Section]) -> list[Finding]:
    seen: set[tuple[str, str]] = set()
    findings = []
    for section in sections:
        identity = (section.name, section.value("type"))
        if identity in seen:
            findings.append(
                _finding(
                    section.line,
                    "error",
                    f"There is a second section [{section.name}].",
                    "Asterisk 22 then knows none of the users in this file (401).",
                    f"Give it another name, or write [{section.name}](+) to add to the first one.",
                )
            )
        seen.add(identity)
    return findings


def _no_user(document: ConfDocument, others: list[Section]) -> Finding:
    line = others[-1].line if others else max(1, len(document.lines))
    return _finding(
        line,
        "error",
        "There is no user in this file.",
        "Without one nobody can use ARI: every request gets 401.",
        "Add a section with the user's name, such as [asterisk], and below it type = user and "
        "password = …",
    )
