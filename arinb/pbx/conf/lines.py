r"""One line of a configuration file, as Asterisk's own reader sees it.

The reader works on bytes up to a line feed: it takes comments out first (`;` to the end of the
line, `;--` … `--;` over many lines, `\;` for a real semicolon) and then trims what is left.
Here every character that is left remembers where it stands, so that a value can be replaced
without touching anything else. Asterisk does this in `main/config.c`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_LINE = 8191  # bytes with the line end; Asterisk skips a longer line
BLANKS = "".join(map(chr, range(33)))  # what Asterisk trims: every control character, and space
BYTE_ORDER_MARK = "\ufeff"


class Piece(NamedTuple):
    """One character that Asterisk reads, and the part of the line that it is written as."""

    char: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `raw` as it stands in the file, and `pieces`, what Asterisk makes of it.

    `depth` is how many block comments are open after it, and `comment` where a `;` comment begins
    in `raw`, or None.
    """

    number: int
    raw: str = field(repr=False)  # there may be a password in it
    pieces: tuple[Piece, ...] = field(repr=False)
    depth: int
    comment: int | None = None
    too_long: bool = False

    @property
    def text(self) -> str:
        r"""What Asterisk reads: without comments, without the `\` of `\;`, trimmed."""
        return "".join(piece.char for piece in self.pieces)


def split_lines(text: str) -> list[str]:
    """The lines of a file with their ends; only a line feed ends a line, as in Asterisk."""
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def read_line(raw: str, number: int, depth: int) -> Line:
    """Read one line, `depth` block comments being open before it."""
    if _too_long(raw):
        return Line(number, raw, (), depth, too_long=True)
    skip = 1 if number == 1 and raw.startswith(BYTE_ORDER_MARK) else 0
    end = raw.find("\0") if "\0" in raw else len(raw)
    reader = _Reader([Piece(raw[i], i, i + 1) for i in range(skip, end)], depth)
    reader.read()
    return Line(number, raw, _trim(reader.kept()), reader.depth, reader.comment)


def _too_long(raw: str) -> bool:
    size = len(raw.encode("utf-8", "surrogateescape"))
    return size > LONGEST_LINE or (size == LONGEST_LINE and not raw.endswith("\n"))


def _trim(pieces: list[Piece]) -> tuple[Piece, ...]:
    first, last = 0, len(pieces)
    while first < last and pieces[first].char in BLANKS:
        first += 1
    while last > first and pieces[last - 1].char in BLANKS:
        last -= 1
    return tuple(pieces[first:last])


class _Reader:
    """Takes the comments out of one line, step by step as Asterisk does.

    `begin` is where the text that counts begins (None while all of it is comment), `stop` where
    a block comment cut it off, `at` how far the line has been looked through.
    """

    def __init__(self, pieces: list[Piece], depth: int) -> None:
        self.pieces = pieces
        self.depth = depth
        self.comment: int | None = None
        self.begin: int | None = 0 if depth == 0 else None
        self.stop: int | None = None
        self.at = 0

    def read(self) -> None:
        """Go through all semicolons of the line."""
        while (found := self._next_semicolon()) is not None:
            if found > self.at and self._is(found - 1, "\\"):
                slash, semicolon = self.pieces[found - 1 : found + 1]
                self.pieces[found - 1 : found + 1] = [Piece(";", slash.start, semicolon.end)]
                self.at = found
            elif self._is(found + 1, "--") and not self._is(found + 3, "-"):
                self._open_block(found)
            elif found >= self.at + 2 and self._is(found - 2, "--"):
                self._close_block(found)
            elif self.depth == 0:
                self.comment = self.pieces[found].start
                del self.pieces[found:]
            else:
                self.at = found + 1

    def kept(self) -> list[Piece]:
        """What is left for Asterisk to read."""
        return [] if self.begin is None else self.pieces[self.begin : self.stop]

    def _next_semicolon(self) -> int | None:
        rest = range(self.at, len(self.pieces))
        return next((i for i in rest if self.pieces[i].char == ";"), None)

    def _is(self, at: int, text: str) -> bool:
        return "".join(p.char for p in self.pieces[at : at + len(text)]) == text

    def _open_block(self, found: int) -> None:
        self.depth += 1
        self.at = found + 3
        if self.stop is None:
            self.stop = found

    def _close_block(self, found: int) -> None:
        # Asterisk counts a "--;" outside of any block comment too, and is then one below zero.
        self.depth -= 1
        self.at = found + 1
        if self.depth != 0:
            return
        if self.begin is None:
            self.begin, self.stop = self.at, None
        elif self.stop is not None:
            del self.pieces[self.stop : self.at]
            self.at, self.stop = self.stop, None
