"""Changing one setting in the text of a configuration file, and nothing else.

What can't stand in such a file is refused; nothing is ever written as something else.
"""

from __future__ import annotations

from itertools import pairwise

from arinb.errors import ConfSyntaxError, ConfValueError
from arinb.pbx.conf.document import ConfDocument, Section, Setting
from arinb.pbx.conf.lines import BLANKS, LONGEST_LINE


def with_setting(document: ConfDocument, section: str, key: str, value: str) -> str:
    """The document's text with `key` in `[section]` set to `value`.

    An existing setting is changed where it stands, its separator and comment kept; otherwise a
    line is added to the section, and the section to the file. Raises ConfValueError for what can't
    be represented, ConfSyntaxError where the file as it is leaves no place for it.

    Example: `with_setting(document, "general", "bindport", "8089")`
    """
    check_section(section)
    check_key(key)
    check_value(key, value)
    setting = document.find(section, key)
    if setting is not None and not setting.inherited:
        text = _with_value(document, setting, value)
    elif found := document.named(section):
        text = _with_line(document, _owner(found, setting), f"{escaped(key)} = {escaped(value)}")
    else:
        lines = [f"[{escaped(section)}]", f"{escaped(key)} = {escaped(value)}"]
        text = _joined(document, len(document.lines), lines)
    if ConfDocument(text).get(section, key) != value:
        raise ConfSyntaxError(
            f"[{section}] {key} can't be set in this file as it is.",
            why="What stands around that line, such as a block comment that is never closed, "
            "would make Asterisk read something else.",
            next_step="Look at the file's findings, put them right, and set it again.",
        )
    return text


def without_setting(document: ConfDocument, section: str, key: str) -> str:
    """The document's text without the lines that set `key` in `[section]`.

    What a template or an included file says stays. A line that also opens or closes a block
    comment keeps the comment.
    """
    owners = document.named(section)
    own = {
        setting.line
        for owner, setting in document.settings()
        if owner in owners and setting.is_named(key)
    }
    raws: list[str] = []
    depth = 0
    for line in document.lines:
        if line.number not in own:
            raws.append(line.raw)
        elif line.depth != depth:
            pieces = line.pieces
            raws.append(line.raw[: pieces[0].start] + line.raw[pieces[-1].end :])
        depth = line.depth
    return "".join(raws)


def escaped(text: str) -> str:
    r"""The text as it is written into a file: every `;` as `\;`."""
    return text.replace(";", "\\;")


def check_section(name: str) -> None:
    """Raise ConfValueError unless `name` can stand between `[` and `]`."""
    _check_characters("section name", name, name)
    if not name or "]" in name:
        raise ConfValueError(
            f"{name!r} can't be the name of a section.",
            why="Asterisk ends a section's name at the first ].",
            next_step="Use letters, digits, - and _.",
        )


def check_key(key: str) -> None:
    """Raise ConfValueError unless `key` can stand before the `=`."""
    _check_characters("key", key, key)
    if not key or "=" in key or key[0] in "[#\\" or key.endswith("+") or key != key.strip(BLANKS):
        raise ConfValueError(
            f"{key!r} can't be the key of a setting.",
            why="Asterisk would read such a line as something else.",
            next_step="Use letters, digits and _, without blanks around them.",
        )


def check_value(key: str, value: object) -> None:
    """Raise ConfValueError unless Asterisk would read back exactly this value of `key`.

    The value itself is not named in the error: it may be a password.
    """
    if not isinstance(value, str):
        raise _no_text(key, value)
    _check_characters(f"value of {key}", key, value)
    if value != value.strip(BLANKS):
        raise ConfValueError(
            f"The value of {key} begins or ends with a blank.",
            why="Asterisk cuts blanks off at both ends of a value, so it would see another one.",
            next_step="Use value.strip(), or choose a value without blanks at its ends.",
        )


def _no_text(key: str, value: object) -> ConfValueError:
    """The error for a value of Python's own; numbers and lists have their own way to be text."""
    ways = {bool: 'Write "yes" or "no".', int: 'Write it as text, such as "8089".'}
    return ConfValueError(
        f"The value of {key} is no text, but of the type {type(value).__name__}.",
        why="A configuration file holds nothing but text.",
        next_step=ways.get(type(value), 'Write one text; several values stand in it as "a,b".'),
    )


def _check_characters(role: str, key: str, text: str) -> None:
    broken = next((char for char in "\n\r\0" if char in text), None)
    if broken is not None:
        names = {"\n": "a line feed", "\r": "a carriage return", "\0": "a NUL character"}
        raise ConfValueError(
            f"The {role} has {names[broken]} in it.",
            why="A setting is one line of text; the rest would become a line of its own or vanish.",
            next_step="Leave that character out.",
        )
    try:
        size = len(escaped(text).encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError as error:
        raise ConfValueError(
            f"The {role} has a character in it that is half of a surrogate pair.",
            why="Such a half is not a character, and can't be written as UTF-8.",
            next_step="Leave that character out.",
        ) from error
    if size + len(key) + len(" = \r\n") >= LONGEST_LINE:
        raise ConfValueError(
            f"The {role} is too long: {size} bytes.",
            why=f"Asterisk skips a line of {LONGEST_LINE} bytes or more.",
            next_step="Choose a shorter one.",
        )


def _with_value(document: ConfDocument, setting: Setting, value: str) -> str:
    raws = [line.raw for line in document.lines]
    raw = raws[setting.line - 1]
    pieces = setting.pieces
    start, end = (pieces[0].start, pieces[-1].end) if pieces else (setting.at, setting.at)
    head, tail = raw[:start], _inner_comments(raw, setting) + raw[end:]
    if setting.operator == "+=":  # the new value replaces all that was put together so far
        head = _plain_operator(head)
    if not pieces:
        head, tail = _room_for_value(head, tail)
    if value.startswith(">") and head.endswith("="):
        head += " "
    if tail.startswith(";"):
        tail = " " + tail
    raws[setting.line - 1] = head + escaped(value) + tail
    return "".join(raws)


def _inner_comments(raw: str, setting: Setting) -> str:
    """The block comments inside the value: they are kept, behind the new one."""
    gaps = pairwise(setting.pieces)
    kept = [raw[before.end : after.start] for before, after in gaps if before.end < after.start]
    return "".join(f" {comment}" for comment in kept)


def _plain_operator(head: str) -> str:
    before, _, after = head.rpartition("+=")
    return f"{before}={after}"


def _room_for_value(head: str, tail: str) -> tuple[str, str]:
    """`key =   ; note`: the value goes one blank behind the separator, if blanks are there."""
    blanks = len(tail) - len(tail.lstrip(" \t"))
    used = min(blanks, 1)
    if not used and head[:-1].endswith((" ", "\t")):
        return head + " ", tail
    return head + tail[:used], tail[used:]


def _owner(candidates: list[Section], setting: Setting | None) -> Section:
    """Where a line is added: where the inherited setting is seen, else the first of the name."""
    return next(
        (s for s in candidates if setting is not None and setting in s.settings), candidates[0]
    )


def _with_line(document: ConfDocument, section: Section, line: str) -> str:
    first = section.lines[-1]
    own = [s.line for s in section.settings if not s.inherited and s.line > first]
    after = max([first, *own])
    # Behind a line that opens a block comment the new one would be part of the comment.
    while after > first and document.lines[after - 1].depth != 0:
        after -= 1
    return _joined(document, after, [line])


def _joined(document: ConfDocument, after: int, lines: list[str]) -> str:
    raws = [line.raw for line in document.lines]
    if after and not raws[after - 1].endswith("\n"):
        raws[after - 1] += document.line_end
    new = [line + document.line_end for line in lines]
    return "".join([*raws[:after], *new, *raws[after:]])
