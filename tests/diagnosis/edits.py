"""Mistakes that nobody has written down: random edits of the tutorial's three files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

FILES = ("http.conf", "ari.conf", "extensions.conf")

_SETTING = re.compile(r"^\s*([\w-]+)\s*=>?\s*(.+?)\s*$")
_SECTION = re.compile(r"^\[([\w-]+)\]")
_WORD = re.compile(r"[A-Za-z0-9-]{2,}")


@dataclass(frozen=True)
class RandomEdit:
    """An edit of one file: its new text, and what was done, for people."""

    file: str
    text: str
    what: str


def random_edit(seed: int, files: Mapping[str, str]) -> RandomEdit:
    """Make the edit of a seed; the same one for the same files, each time."""
    random = Random(seed)
    while True:
        kind = _KINDS[seed % len(_KINDS)]
        file = random.choice(FILES)
        lines = files[file].splitlines()
        number = random.randrange(len(lines))
        line = lines[number]
        changed = None if line.startswith(";") else kind(random, line)
        if changed is not None and changed != line:
            lines[number : number + 1] = [changed] if changed else []
            shown = (line, changed) if "password" not in line + changed else ("password", "other")
            what = f"{file}:{number + 1}: {shown[0]!r} → {shown[1]!r}"
            return RandomEdit(file, "\n".join(lines) + "\n", what)


def _without_line(_random: Random, line: str) -> str | None:
    return "" if line else None


def _misspelt_key(random: Random, line: str) -> str | None:
    return _misspelt_part(random, line, _SETTING, 1)


def _misspelt_value(random: Random, line: str) -> str | None:
    return _misspelt_part(random, line, _SETTING, 2)


def _misspelt_section(random: Random, line: str) -> str | None:
    return _misspelt_part(random, line, _SECTION, 1)


def _swapped(random: Random, line: str) -> str | None:
    """Two letters of the extension or the application change places."""
    found = re.search(r"1000|hello-world|Stasis", line)
    if found is None:
        return None
    return line[: found.start()] + _swap(random, found[0]) + line[found.end() :]


def _without_a_sign(random: Random, line: str) -> str | None:
    """A bracket, an equals sign, a comma, … is forgotten."""
    signs = [place for place, char in enumerate(line) if char in "[]=>(),"]
    if not signs:
        return None
    place = random.choice(signs)
    return line[:place] + line[place + 1 :]


_KINDS: tuple[Callable[[Random, str], str | None], ...] = (
    _without_line, _misspelt_key, _misspelt_value, _misspelt_section, _swapped, _without_a_sign,
)  # fmt: skip


def _misspelt_part(random: Random, line: str, form: re.Pattern[str], group: int) -> str | None:
    found = form.match(line)
    words = list(_WORD.finditer(found[group])) if found else []
    if found is None or not words:
        return None
    word = random.choice(words)
    start = found.start(group) + word.start()
    return line[:start] + _misspelt(random, word[0]) + line[start + len(word[0]) :]


def _misspelt(random: Random, word: str) -> str:
    place = random.randrange(len(word))
    match random.randrange(4):
        case 0:
            return word[:place] + word[place + 1 :]
        case 1:
            return word[: place + 1] + word[place:]
        case 2:
            return word[:place] + word[place].swapcase() + word[place + 1 :]
        case _:
            return _swap(random, word)


def _swap(random: Random, word: str) -> str:
    place = random.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
