"""How Asterisk takes the values of options, and names that are close to a known one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

TRUE_WORDS = ("yes", "true", "y", "t", "1", "on")
FALSE_WORDS = ("no", "false", "n", "f", "0", "off")


def is_true(value: str) -> bool:
    """Whether Asterisk takes this as yes; everything else is no for it."""
    return value.lower() in TRUE_WORDS


def is_yes_or_no(value: str) -> bool:
    """Whether this is a word for yes or no at all."""
    return value.lower() in TRUE_WORDS + FALSE_WORDS


def closest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name that was most likely meant, or None; letter case does not matter.

    `cutoff` is how alike they have to be, from 0 to 1.
    """
    by_lower = {candidate.lower(): candidate for candidate in known}
    found = get_close_matches(name.strip().lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question to put behind a message, with a blank before it; "" where nothing is close."""
    guess = closest(name, known)
    return f" Did you mean {guess}?" if guess else ""
