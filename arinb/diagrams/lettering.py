"""Words, times and widths as pictures show them: safe, short, and the same everywhere."""

from __future__ import annotations

import math
import unicodedata
from datetime import UTC, datetime

_LONGEST = 300  # characters of a text from the wire that are looked at at all


def printable(value: object, longest: int = _LONGEST) -> str:
    """Return a value from the wire as text that steers nothing and that XML can hold.

    Parameters: `value`, of any type: objects, lists, true, false and null have no words of their
    own, and become ""; `longest`, in characters, after which "…" stands.

    Example: `printable(event.raw["digit"])`
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    whole = len(text) <= longest
    text = text if whole else text[: longest - 1]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return text if whole else text + "…"


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes; East Asian letters take two.

    Example: `cells("日本") == 4`
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, room: int) -> str:
    """Return a text cut to a number of columns, with "…" where something is left out.

    Example: `cut("/channels/1400609726.3/play", 12)`
    """
    if cells(text) <= room:
        return text
    kept = ""
    for letter in text[: max(room, 0)]:
        if cells(kept + letter) > room - 1:
            break
        kept += letter
    return kept.rstrip() + "…" if room > 0 else ""


def cut_middle(text: str, room: int) -> str:
    """Return a text cut in its middle: names of channels differ at their ends.

    Example: `cut_middle("Local/2000@default-00000000;1", 16)`
    """
    if cells(text) <= room:
        return text
    end = cut(text[::-1], room // 2)[-2::-1] if room > 3 else ""
    return cut(text, room - cells(end)) + end


def pad(text: str, room: int) -> str:
    """Return a text filled up with blanks to a number of columns.

    Example: `pad("A", 3) + "|"`
    """
    return text + " " * (room - cells(text))


def clock(nanoseconds: int) -> str:
    """Return a time of the log as the clock on the wall shows it, with milliseconds.

    Example: `clock(ari.log[0].received)` → `"14:11:30.960"`
    """
    time = _time(nanoseconds)
    return f"{time:%H:%M:%S}.{time.microsecond // 1000:03d}" if time else "--:--:--.---"


def day(nanoseconds: int) -> str:
    """Return the date of a time of the log.

    Example: `day(ari.log[0].received)` → `"2026-11-25"`
    """
    time = _time(nanoseconds)
    return f"{time:%Y-%m-%d}" if time else "no date"


def duration(seconds: float) -> str:
    """Return a stretch of time in words that fit: "421 ms", "1.42 s", "2 min 5 s", "3 h 20 min".

    Example: `duration(1.42)`
    """
    if not math.isfinite(seconds):
        return "?"
    if seconds < 0:
        return "-" + duration(-seconds)
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 59.95:
        return f"{seconds:.2f} s" if seconds < 9.995 else f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min" + (f" {rest} s" if rest else "")
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h" + (f" {minutes} min" if minutes else "")
    return f"{hours // 24:,} days"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 entry", "2,000 entries".

    Example: `counted(len(ari.log), "entry")`
    """
    if number == 1:
        return f"1 {noun}"
    many = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {many}"


def _time(nanoseconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(nanoseconds / 1e9, UTC).astimezone()
    except (OverflowError, OSError, ValueError):
        return None
