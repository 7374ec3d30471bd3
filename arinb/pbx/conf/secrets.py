"""Where passwords stand in a configuration file, so that they are shown as dots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.pbx.conf.document import ConfDocument
    from arinb.pbx.conf.lines import Line

MASK = "•" * 8
SECRET_KEYS = ("password", "secret", "md5_cred", "password_digest", "remotesecret", "api_key")

# A line that begins like a password's, also in a comment or without its "=".
_LOOKS_SECRET = re.compile(
    r"^(?P<head>[\s;\\]*(?P<name>[A-Za-z_0-9]+)(?:\s*\+?=>?\s*|[\s:]+))(?P<rest>.*\S)", re.DOTALL
)


def is_secret_key(name: str) -> bool:
    """Whether the value of this key is a password; a misspelt one counts too."""
    lower = name.lower()
    if lower in _HARMLESS:
        return False
    return lower.startswith("pass") or closest(lower, SECRET_KEYS, cutoff=0.75) is not None


_HARMLESS = frozenset({"password_format", "password_digest_type"})


def masked(line: Line) -> str:
    """The line without its end, with a password in it as dots."""
    body = line.raw.rstrip("\r\n")
    match = _LOOKS_SECRET.match(body)
    if match is None or not is_secret_key(match["name"]):
        return body
    end = match.end()
    if line.pieces and line.comment is not None and _apart(body, line.comment):
        end = line.pieces[-1].end
    return match["head"] + MASK + body[max(end, match.start("rest")) :]


def _apart(body: str, comment: int) -> bool:
    """Whether a blank stands before the comment; else it may be the rest of a password."""
    return comment > 0 and body[comment - 1] in " \t"


def masked_lines(document: ConfDocument) -> list[str]:
    """All lines of the document for display."""
    return [masked(line) for line in document.lines]
