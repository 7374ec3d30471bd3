"""Which Asterisk has what: several branches are kept up at once, and each gets news at its time."""

from __future__ import annotations

import re
from functools import cache


@cache
def knows(version: str, since: str) -> bool:
    """Whether Asterisk `version` has what came with `since`, such as "20.19/22.9/23.3".

    `since` names the first version of each branch that got it; "" is as old as ARI. A branch
    between or before them did not get it, a later one has it.

    Example: `knows("16.28.0", "20.19/22.9/23.3")` is False
    """
    if not since:
        return True
    have = numbers(version)
    first = {found[0]: found for found in map(numbers, since.split("/"))}
    if have[0] in first:
        # A build from git says its branch only: it is taken for the newest of it.
        return len(have) == 1 or have >= first[have[0]]
    return have[0] > max(first)


def numbers(version: str) -> tuple[int, ...]:
    """Return the first two numbers of a version, (0,) where there is none.

    Example: `numbers("22.10.1~dfsg")` → `(22, 10)`
    """
    return tuple(map(int, re.findall(r"\d+", version)[:2])) or (0,)


def in_words(since: str) -> str:
    """Return `since` as people write it.

    Example: `in_words("20.20/22.10/23.4")` → `"20.20, 22.10 or 23.4"`
    """
    *others, last = since.split("/")
    return f"{', '.join(others)} or {last}" if others else last


def version_in(text: str) -> str:
    """Return the version in what an Asterisk says of itself, "" where there is none.

    Example: `version_in("22.10.1+dfsg+~cs6.17.60671434-1")` → `"22.10.1"`
    """
    # One built from git ends with a commit, such as "GIT-master-0a1b2c3": that is no version.
    found = re.search(r"(?<![0-9A-Za-z])\d{1,2}(?:\.\d+)*(?![0-9A-Za-z])", text)
    return found[0] if found else ""
