"""Options that came with a later Asterisk than the one that reads the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from arinb.pbx.conf import ari, http
from arinb.pbx.conf.findings import Finding, Severity

if TYPE_CHECKING:
    from arinb.pbx.conf.document import ConfDocument, Section


def knows(version: str, since: str) -> bool:
    """Whether Asterisk `version` has what came with `since`, such as "20.19/22.9/23.3".

    `since` names the first version of each branch that got it; "" is as old as ARI. A branch
    between or before them did not get it, a later one has it.

    Example: `knows("16.28.0", "20.19/22.9/23.3")` is False
    """
    if not since:
        return True
    have = _numbers(version)
    first = {numbers[0]: numbers for numbers in map(_numbers, since.split("/"))}
    if have[0] in first:
        return have >= first[have[0]]
    return have[0] > max(first)


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


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:2])) or (0,)
