"""A configuration file as Asterisk reads it: sections, settings, and what it would complain about.

Nothing is lost: the lines stand in the document as they are, and `document.text` is what
was read, byte for byte. What Asterisk only logs, or takes as a reason to ignore the whole file, is
in `problems`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from arinb.pbx.conf.lines import BLANKS, Line, Piece, read_line, split_lines

_BLANKS_TO_SPACES = str.maketrans(BLANKS, " " * len(BLANKS))
INCLUDES = ("include", "tryinclude", "exec")


@dataclass(frozen=True, slots=True)
class Setting:
    """One `name = value`. `line` is where it was last given; `pieces` are those of the value there.

    `operator` is "=", "=>" or "+="; `inherited` says that it comes from a template.
    """

    name: str
    value: str = field(repr=False)  # it may be a password
    line: int
    operator: str
    at: int
    pieces: tuple[Piece, ...] = field(repr=False)
    inherited: bool = False

    def is_named(self, name: str) -> bool:
        """Whether this is the setting `name`; Asterisk takes `Enabled` for `enabled`."""
        return self.name.casefold() == name.casefold()


@dataclass(slots=True)
class Section:
    """A `[section]` with its settings, those of its templates first.

    `lines` are the 1-based lines of its headers: more than one where `[name](+)` adds to it.
    """

    name: str
    lines: list[int]
    template: bool = False
    bases: tuple[str, ...] = ()
    settings: list[Setting] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The 1-based line where it begins."""
        return self.lines[0]

    def all(self, name: str) -> list[Setting]:
        """All settings of that name, in Asterisk's order."""
        return [setting for setting in self.settings if setting.is_named(name)]

    def last(self, name: str) -> Setting | None:
        """The setting of that name that counts: the last one; None if there is none."""
        return next(iter(self.all(name)[::-1]), None)

    def value(self, name: str, default: str = "") -> str:
        """The value that counts."""
        setting = self.last(name)
        return default if setting is None else setting.value


@dataclass(frozen=True, slots=True)
class Include:
    """An `#include`, `#tryinclude` or `#exec`: `kind` without the `#`, and the file it names."""

    line: int
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that Asterisk complains about.

    `fatal` ones make it ignore the whole file. `kind` is a short key, `detail` a name in it.
    """

    line: int
    kind: str
    fatal: bool
    detail: str = ""


class ConfDocument:
    r"""The text of a configuration file, read as Asterisk reads it.

    Parameters: `text` as it stands in the file. Reading never fails: what Asterisk could not read
    is in `problems`, each with its line.

    Example: `ConfDocument("[general]\nenabled = yes\n").get("general", "enabled")`
    """

    def __init__(self, text: str) -> None:
        self.lines: list[Line] = []
        self.sections: list[Section] = []
        self.includes: list[Include] = []
        self.problems: list[Problem] = []
        self._current: Section | None = None
        self._read(text)

    @property
    def text(self) -> str:
        """The text that was read, byte for byte, passwords included."""
        return "".join(line.raw for line in self.lines)

    @property
    def fatal(self) -> Problem | None:
        """What makes Asterisk ignore the whole file, if anything does."""
        return next((problem for problem in self.problems if problem.fatal), None)

    @cached_property
    def line_end(self) -> str:
        r"""How lines end in this file: "\n", or "\r\n" in one from Windows."""
        return "\r\n" if self.lines and self.lines[0].raw.endswith("\r\n") else "\n"

    def named(self, name: str) -> list[Section]:
        """The sections of that name (templates apart), in order.

        Where none is spelt exactly so, the letter case does not matter, as for most of Asterisk.
        """
        real = [section for section in self.sections if not section.template]
        exact = [section for section in real if section.name == name]
        return exact or [section for section in real if _same(section.name, name)]

    def find(self, section: str, key: str) -> Setting | None:
        """The setting that counts: the last one of the first such section that has it."""
        found = (candidate.last(key) for candidate in self.named(section))
        return next((setting for setting in found if setting is not None), None)

    def get(self, section: str, key: str, default: str | None = None) -> str | None:
        """The value of `key` in `[section]` as Asterisk sees it, or `default`."""
        setting = self.find(section, key)
        return default if setting is None else setting.value

    def get_all(self, section: str, key: str) -> list[str]:
        """All values of `key` in `[section]`, in order, such as those of `permit` or `exten`."""
        return [setting.value for s in self.named(section) for setting in s.all(key)]

    def settings(self) -> Iterator[tuple[Section, Setting]]:
        """Every setting that is written in this file, with its section; inherited ones apart."""
        for section in self.sections:
            for setting in section.settings:
                if not setting.inherited:
                    yield section, setting

    def _read(self, text: str) -> None:
        depth, opened = 0, 0
        for number, raw in enumerate(split_lines(text), start=1):
            line = read_line(raw, number, depth)
            if line.depth > depth:
                opened = number
            elif line.depth < 0 <= depth:
                self._problem(number, "stray-end")
            depth = line.depth
            self.lines.append(line)
            self._take(line)
        if depth > 0:
            self._problem(opened, "open-comment")

    def _take(self, line: Line) -> None:
        text = line.text
        if line.too_long:
            self._problem(line.number, "too-long")
        elif text.startswith("["):
            self._take_header(text, line.number)
        elif text.startswith("#"):
            self._take_directive(text, line.number)
        elif text:
            self._take_setting(line)

    def _problem(self, line: int, kind: str, detail: str = "", *, fatal: bool = False) -> None:
        if self.fatal is None:  # Asterisk stops at the first that is fatal
            self.problems.append(Problem(line, kind, fatal, detail))

    def _take_header(self, text: str, number: int) -> None:
        name, closed, rest = text[1:].partition("]")
        if not closed:
            self._problem(number, "unclosed-bracket", fatal=True)
            return
        section = Section(name, [number])
        self._current = section
        if rest.startswith("("):
            inside, closed, rest = rest[1:].partition(")")
            if not closed:
                self._problem(number, "unclosed-options", name, fatal=True)
                return
            section = self._apply_options(section, inside.split(","), number)
        if rest.strip(BLANKS):
            self._problem(number, "after-header", name)
        if section not in self.sections:
            self.sections.append(section)

    def _apply_options(self, section: Section, options: list[str], number: int) -> Section:
        for option in options:
            if option == "!":
                section.template = True
            elif option.startswith("+"):
                section = self._added_to(section, option[1:], number)
            elif (base := self._section_to_inherit(option)) is None:
                self._problem(number, "no-template", option, fatal=True)
            else:
                section.bases += (base.name,)
                section.settings += [replace(setting, inherited=True) for setting in base.settings]
        return section

    def _added_to(self, new: Section, condition: str, number: int) -> Section:
        for section in self.sections:
            if _same(section.name, new.name) and _meets(section, condition):
                section.lines.append(number)
                section.template |= new.template
                section.settings += new.settings
                self._current = section
                return section
        self._problem(number, "no-section-to-add-to", new.name, fatal=True)
        return new

    def _section_to_inherit(self, name: str) -> Section | None:
        return next((s for s in self.sections if _same(s.name, name)), None)

    def _take_directive(self, text: str, number: int) -> None:
        word = text[1:].translate(_BLANKS_TO_SPACES).partition(" ")[0]
        kind, target = word.lower(), text[1 + len(word) :].strip(BLANKS)
        if kind not in INCLUDES:
            self._problem(number, "unknown-directive", word)
        elif not target:
            self._problem(number, "directive-without-file", word)
        else:
            self.includes.append(Include(number, kind, _unquoted(target)))

    def _take_setting(self, line: Line) -> None:
        if self._current is None:
            self._problem(line.number, "before-section", fatal=True)
            return
        # A first character behind a backslash is an ordinary one, such as the [ of "\[a = b".
        skip = 1 if line.pieces[0].char == "\\" else 0
        if skip and not _can_be_escaped(line.text[1:2]):
            self._problem(line.number, "bad-escape", fatal=True)
            return
        equals = line.text.find("=", 2 * skip)
        if equals < 0:
            self._problem(line.number, "no-equals")
            return
        setting = _setting(line, skip, equals)
        if not setting.name:
            self._problem(line.number, "no-name")
        else:
            _add(self._current, setting)


def _setting(line: Line, skip: int, equals: int) -> Setting:
    text = line.text
    before, after = equals, equals + 1
    operator = "="
    if equals > 2 * skip and text[equals - 1] == "+":
        operator, before = "+=", equals - 1
    elif text[after : after + 1] == ">":
        operator, after = "=>", after + 1
    name = text[skip:before].strip(BLANKS)
    pieces = line.pieces[after:]
    blanks = len(pieces) - len(text[after:].lstrip(BLANKS))
    value = text[after:] if operator == "+=" else text[after:].strip(BLANKS)
    at = line.pieces[after - 1].end
    return Setting(name, value, line.number, operator, at, pieces[blanks:])


def _add(section: Section, setting: Setting) -> None:
    if setting.operator == "+=":
        for at in range(len(section.settings) - 1, -1, -1):
            earlier = section.settings[at]
            if earlier.name == setting.name:
                value = (earlier.value + setting.value).strip(BLANKS)
                section.settings[at] = replace(setting, value=value)
                return
        setting = replace(setting, value=setting.value.strip(BLANKS))
    section.settings.append(setting)


def _can_be_escaped(char: str) -> bool:
    """Asterisk compares bytes as signed numbers here, so that it is ASCII only."""
    return char > " " and char.isascii()


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _meets(section: Section, condition: str) -> bool:
    """Whether `[name](+type=endpoint&…)` means this section; a bare `+` means no template."""
    if not condition:
        return not section.template
    wanted = [part.partition("=") for part in condition.split("&")]
    return all(
        name.strip() == "TEMPLATES" or re.search(value, section.value(name.strip()))
        for name, _, value in wanted
    )


def _unquoted(target: str) -> str:
    pairs = {'"': '"', "<": ">"}
    if len(target) > 1 and pairs.get(target[0]) == target[-1]:
        return target[1:-1]
    return target
