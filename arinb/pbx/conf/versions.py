"""Options that came with a later Asterisk than the one that reads the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.pbx.conf import ari, http
from arinb.pbx.conf.findings import Finding, Severity
from arinb.versions import knows

if TYPE_CHECKING:
    from arinb.pbx.conf.document import ConfDocument, Section


def check(name: str, document: ConfDocument, version: str) -> list[Finding]:
    """Findings about options in the file `name` that Asterisk `version` does not know yet."""
    if document.fatal:
        return []
    findings: list[Finding] = []
    for section in document.sections:
        if section.template:
            continue
        severity, known, effect = _options(name, section)
        findings += [
            Finding(
                name,
                setting.line,
                severity,
                f"Asterisk {version} does not know {setting.name} yet.",
                f"It came with {since}. {effect}",
                "Take the line out, or use a newer Asterisk.",
            )
            for setting in section.settings
            if not knows(version, since := known.get(setting.name.lower(), ""))
        ]
    return findings


def _options(name: str, section: Section) -> tuple[Severity, dict[str, str], str]:
    if name == http.FILE and section.name.lower() == "general":
        return "warning", http.KNOWN_KEYS, "It ignores this line, and says so in its console."
    if name == ari.FILE and section.name.lower() == "general":
        return "error", ari.GENERAL_KEYS, "An unknown option here switches off all of ARI (404)."
    if name == ari.FILE and section.value("type") == "user":
        effect = "An unknown option locks this user out (401), or switches off all of ARI (404)."
        return "error", ari.USER_KEYS, effect
    return "note", {}, ""
