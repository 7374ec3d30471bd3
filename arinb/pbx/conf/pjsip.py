"""`pjsip.conf`: SIP phones and the addresses where Asterisk waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.pbx.conf.findings import Finding, Severity
from arinb.pbx.conf.values import closest, did_you_mean

if TYPE_CHECKING:
    from arinb.pbx.conf.document import ConfDocument, Section, Setting

FILE = "pjsip.conf"

TYPES = (
    "acl",
    "aor",
    "auth",
    "contact",
    "domain_alias",
    "endpoint",
    "global",
    "identify",
    "inbound-publication",
    "outbound-publish",
    "phoneprov",
    "registration",
    "resource_list",
    "system",
    "transport",
)

# What an option of an endpoint names has to exist as a section of this type.
REFERENCES = {"auth": "auth", "outbound_auth": "auth", "aors": "aor", "transport": "transport"}


def check(document: ConfDocument) -> list[Finding]:
    """What keeps a SIP phone from registering or calling."""
    if document.fatal:
        return []
    sections = [section for section in document.sections if not section.template]
    findings: list[Finding] = []
    for section in sections:
        kind = section.last("type")
        if kind is None or kind.value not in TYPES:
            findings.append(_no_type(section, kind))
        elif kind.value == "endpoint":
            findings += _check_endpoint(section, sections, document)
        elif kind.value == "auth":
            findings += _check_auth(section)
        elif kind.value == "transport" and not section.value("bind"):
            findings.append(_no_bind(section))
    if not document.includes and not _of_type(sections, "transport"):
        findings.append(_no_transport())
    return findings


def _finding(line: int, severity: Severity, what: str, why: str, fix: str) -> Finding:
    return Finding(FILE, line, severity, what, why, fix)


def _of_type(sections: list[Section], kind: str) -> list[str]:
    return [section.name for section in sections if section.value("type") == kind]


def _no_type(section: Section, kind: Setting | None) -> Finding:
    why = "Asterisk leaves out a section whose type it does not know."
    if kind is None:
        what = f"[{section.name}] does not say what it is (type)."
        fix = "Write below its name: type = endpoint, aor, auth or transport"
        return _finding(section.line, "error", what, why, fix)
    what = f"{kind.value!r} is no type of section in pjsip.conf.{did_you_mean(kind.value, TYPES)}"
    guess = closest(kind.value, TYPES) or "endpoint"
    return _finding(kind.line, "error", what, why, f"Write: type = {guess}")


def _check_endpoint(
    section: Section, sections: list[Section], document: ConfDocument
) -> list[Finding]:
    findings = []
    for key, kind in REFERENCES.items():
        setting = section.last(key)
        if setting is None or document.includes:
            continue
        known = _of_type(sections, kind)
        names = [name.strip() for name in setting.value.split(",") if name.strip()]
        findings += [_dangling(setting, name, kind, known) for name in names if name not in known]
    if not section.value("aors"):
        findings.append(_no_aors(section))
    return findings


def _dangling(setting: Setting, name: str, kind: str, known: list[str]) -> Finding:
    effects = {
        "auth": "Asterisk then refuses every call and registration of this phone.",
        "aor": "The phone can't register, and can't be called.",
        "transport": "Asterisk can't send anything to this phone.",
    }
    return _finding(
        setting.line,
        "error",
        f"There is no section [{name}] with type = {kind}.{did_you_mean(name, known)}",
        effects[kind],
        f"Correct the name, or add [{name}] with type = {kind}.",
    )


def _no_aors(section: Section) -> Finding:
    return _finding(
        section.line,
        "warning",
        f"The endpoint {section.name} has no aors.",
        "The phone can place calls, but Asterisk does not know where to reach it.",
        f"Write aors = {section.name}, and add [{section.name}] with type = aor.",
    )


def _check_auth(section: Section) -> list[Finding]:
    secrets = ("password", "md5_cred", "password_digest", "oauth_clientid", "refresh_token")
    findings = []
    if not any(section.value(key) for key in secrets):
        findings.append(
            _finding(
                section.line,
                "error",
                f"The auth {section.name} has no password.",
                "No phone can prove who it is without one.",
                "Write below its name: password = … (a good one)",
            )
        )
    if not section.value("username"):
        findings.append(
            _finding(
                section.line,
                "error",
                f"The auth {section.name} has no username.",
                "A phone sends a user name along with the password, and both have to fit.",
                f"Write below its name: username = {section.name}",
            )
        )
    return findings


def _no_bind(section: Section) -> Finding:
    return _finding(
        section.line,
        "error",
        f"The transport {section.name} does not say where to listen (bind).",
        "There is no default: Asterisk does not open this transport.",
        "Write below its name: bind = 127.0.0.1",
    )


def _no_transport() -> Finding:
    return _finding(
        1,
        "error",
        "There is no transport in this file.",
        "A transport is the address where Asterisk waits for phones; without one none gets in.",
        "Add a section such as [udp], with type = transport, protocol = udp, bind = 127.0.0.1",
    )
