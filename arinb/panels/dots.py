"""Passwords as dots: a text without them that can be edited, and the true text of it again.

What stands in a field of a panel is saved with the notebook. So passwords stand there as dots, as
`pbx.conf["ari.conf"]` shows them. Where there are several, the dots have a number: then each line
can be moved, copied or taken out without a doubt whose password it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from arinb.pbx.conf import ConfDocument, Finding
from arinb.pbx.conf.lines import split_lines
from arinb.pbx.conf.secrets import MASK, is_secret_key, masked

if TYPE_CHECKING:
    from arinb.pbx.conf import ConfFolder
    from arinb.pbx.conf.lines import Line

DOT = MASK[0]
SHORTEST = 4  # characters of a password that is looked for in other texts
_NUMBERS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TOLD = re.compile(r"(\s*(\w+)\s*[:=]\s*)\S.*", re.DOTALL)
_FILES = ("ari.conf", "pjsip.conf", "http.conf", "extensions.conf")


class _Place(NamedTuple):
    """A line, and from where to where a password stands in it; nowhere if both are 0."""

    raw: str
    start: int
    end: int

    @property
    def value(self) -> str:
        return self.raw[self.start : self.end]

    def with_value(self, value: str) -> str:
        return self.raw[: self.start] + value + self.raw[self.end :]


class Dots:
    """The passwords of one text, each with its dots.

    Example: `Dots().hide(pbx.conf["ari.conf"].text)`
    """

    def __init__(self) -> None:
        self._known: list[str] = []

    def copy(self) -> Dots:
        """Return others that know the same.

        Example: `dots.copy().hide(text)`
        """
        other = Dots()
        other._known = list(self._known)
        return other

    def hide(self, text: str) -> str:
        r"""Return a text with dots in the place of its passwords.

        Parameters: `text` of a configuration file.

        Example: `dots.hide("password = secret\n")` → `"password = ••••••••\n"`
        """
        return "".join(p.with_value(self._dots(p.value)) if p.end else p.raw for p in _places(text))

    def reveal(self, text: str) -> str:
        r"""Return a text with the passwords in the place of their dots.

        What `mistakes()` finds stays as it is.

        Example: `dots.reveal("password = ••••••••\n")` → `"password = secret\n"`
        """
        known = dict(zip(map(_numbered, range(len(self._known))), self._known, strict=True))
        return "".join(
            p.with_value(known[p.value]) if p.end and p.value in known else p.raw
            for p in _places(text)
        )

    def mistakes(self, name: str, text: str) -> list[Finding]:
        """Return a finding for each line whose dots stand for no password.

        Parameters: `name` of the file; `text`, with dots.

        Example: `dots.mistakes("ari.conf", field.value)`
        """
        known = {_numbered(number) for number in range(len(self._known))}
        found = []
        for number, place in enumerate(_places(text), start=1):
            if place.end and (place.value in known or DOT not in place.value):
                continue
            if place.end:
                found.append(Finding(name, number, "error", *_LEFT_OVER))
            elif MASK in place.raw:
                found.append(Finding(name, number, "error", *_ELSEWHERE))
        return found

    def _dots(self, password: str) -> str:
        if password not in self._known:
            self._known.append(password)
        return _numbered(self._known.index(password))


_LEFT_OVER = (
    "Some of the dots are not the password's any more.",
    "Only all of them, and nothing else, stand for the password that is in the file.",
    "Type a new password in the place of all the dots, or bring them back as they were.",
)
_ELSEWHERE = (
    "The dots stand here for nothing.",
    "They mean a password only where the line says so: password = ••••••••",
    "Write them behind password =, or type what is to stand here.",
)


def passwords_of(conf: ConfFolder) -> list[str]:
    """Return the passwords in the files that learners see, for `without()`.

    Parameters: `conf`, the files.

    Example: `passwords_of(pbx.conf)`
    """
    found = {
        place.value.strip()
        for name in _FILES
        if name in conf
        for place in _places(conf[name].text)
        if place.end
    }
    return sorted((word for word in found if len(word) >= SHORTEST), key=len, reverse=True)


def without(line: str, passwords: Iterable[str]) -> str:
    """Return a line of Asterisk's own words with dots in the place of passwords.

    Parameters: `line`; `passwords` that may be in it. What stands behind "password:" is taken for
    one in any case.

    Example: `without(" password : secret", ["secret"])` → `" password : ••••••••"`
    """
    for password in passwords:
        line = line.replace(password, MASK)
    found = _TOLD.fullmatch(line)
    return found[1] + MASK if found and is_secret_key(found[2]) else line


def _places(text: str) -> Iterator[_Place]:
    """Each line, and where in it a password stands, be it as dots."""
    # Dots alone would not differ from what masked() makes of them.
    document = ConfDocument(text.replace(DOT, "x"))
    for raw, line in zip(split_lines(text), document.lines, strict=True):
        yield _Place(raw, *_place(line))


def _place(line: Line) -> tuple[int, int]:
    body = line.raw.rstrip("\r\n")
    hidden = masked(line)
    start = hidden.find(MASK)
    if start < 0 or hidden == body:
        return 0, 0
    return start, len(body) - (len(hidden) - start - len(MASK))


def _numbered(number: int) -> str:
    return MASK if not number else MASK + str(number + 1).translate(_NUMBERS)
