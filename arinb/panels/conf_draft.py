"""A configuration file that is being edited: what is on the disk, and what somebody has typed."""

from __future__ import annotations

import difflib
import threading
from typing import TYPE_CHECKING

from arinb.errors import ConfError, ConfSyntaxError
from arinb.panels.dots import Dots
from arinb.pbx.conf import ConfDocument, Findings, check

if TYPE_CHECKING:
    from arinb.pbx.conf import ConfFile, Finding

# A field in a browser takes neither bytes that are not UTF-8 nor control characters, and makes a
# line feed of a carriage return: each goes there as a character of Unicode's private area.
_AREA = 0xF700
_TO_FIELD = {
    **{code: chr(_AREA + code) for code in range(32) if chr(code) not in "\t\n"},
    **{0xDC00 + byte: chr(_AREA + byte) for byte in range(0x80, 0x100)},
}
_FROM_FIELD = {ord(there): chr(here) for here, there in _TO_FIELD.items()}


class Draft:
    """A file and what somebody has made of it, which is not written yet.

    Whoever writes the file meanwhile, nothing that was typed is lost. Several threads may use it.

    Parameters: `file`, such as `pbx.conf["ari.conf"]`.

    Example: `Draft(pbx.conf["ari.conf"]).typed`
    """

    def __init__(self, file: ConfFile) -> None:
        self.file = file
        # Guards all that follows.
        self._lock = threading.RLock()
        self._stamp: object = None
        self._base = self._disk = ""  # what the draft began with, and what is there now
        self._dots = Dots()
        self._shown = self._typed = ""
        self._for_field: str | None = None
        self.look()
        self.take()

    @property
    def name(self) -> str:
        """The file's name.

        Example: `draft.name`
        """
        return self.file.name

    @property
    def typed(self) -> str:
        """The text as it stands in the field, passwords as dots.

        Example: `draft.typed`
        """
        with self._lock:
            return self._typed

    @typed.setter
    def typed(self, text: str) -> None:
        with self._lock:
            self._typed, self._for_field = text, None
            if text == self._shown and self._disk != self._base:
                self.take()  # all edits are undone, and the file is another one by now

    @property
    def edited(self) -> bool:
        """Whether something is typed that the file has not.

        Example: `draft.edited`
        """
        with self._lock:
            return self._typed != self._shown

    @property
    def overtaken(self) -> bool:
        """Whether somebody else has written the file since the draft was begun.

        Example: `draft.overtaken`
        """
        with self._lock:
            return self.edited and self._disk != self._base

    @property
    def text(self) -> str:
        """The true text: what would be written.

        Example: `draft.text`
        """
        with self._lock:
            return self._true(self._typed)

    @property
    def covered(self) -> str:
        """The text with dots also in the place of passwords that were typed.

        Example: `draft.covered`
        """
        with self._lock:
            return self._for_eyes(self._true(self._typed), self._dots.copy())

    def cover(self) -> None:
        """Put dots in the place of passwords that were typed: nobody is typing any more.

        Example: `draft.cover()`
        """
        with self._lock:
            if not self._dots.mistakes(self.name, self._typed):
                covered = self._for_eyes(self._true(self._typed))
                if covered != self._typed:
                    self._typed = self._for_field = covered

    def look(self) -> bool:
        """Look whether the file has changed; return whether it has.

        A draft in which nothing was typed becomes what the file is. Raises ConfError when the file
        can't be read.

        Example: `draft.look()`
        """
        stamp = _stamp(self.file)
        with self._lock:
            if stamp == self._stamp:
                return False
            text = self.file.text
            changed = text != self._disk
            self._stamp, self._disk = stamp, text
            if changed and not self.edited:
                self.take()
            return changed

    def take(self) -> None:
        """Begin anew with the file as it is; what was typed is gone.

        Example: `draft.take()`
        """
        with self._lock:
            self._base, self._dots = self._disk, Dots()
            self._shown = self._for_eyes(self._disk)
            if self._typed != self._shown:
                self._typed = self._for_field = self._shown

    def written(self, typed: str) -> None:
        """Take down that the file now has what was typed.

        Parameters: `typed`, as it stood in the field when it was written; what was typed later
        stays.

        Example: `draft.written(typed)`
        """
        with self._lock:
            self._stamp, self._disk = _stamp(self.file), self.file.text
            if self._typed == typed:
                self.take()
                return
            self._base = self._disk
            # The same dots: those that were typed meanwhile have their numbers.
            self._shown = self._for_eyes(self._disk)

    def next_for_field(self) -> str | None:
        """Return, once, the text that the field is to have, or None when it is as it should be.

        Example: `draft.next_for_field()`
        """
        with self._lock:
            text, self._for_field = self._for_field, None
            return text

    def checked(self, typed: str) -> Findings:
        """Return what is wrong or risky in a text, as Asterisk would read it in this file's place.

        Parameters: `typed`, a text with dots.

        Example: `draft.checked(draft.typed)`
        """
        file = self.file
        with self._lock:
            wrong = self._dots.mistakes(self.name, typed)
            text = self._true(typed)
        if not text and not file.path.exists():
            return file.findings
        found: list[Finding] = [*wrong, *check(self.name, text, file.path.parent, file.version)]
        return Findings(sorted(found, key=lambda finding: finding.line))

    def ready(self) -> tuple[str, str]:
        """Return what was typed and the true text of it, to be written.

        Raises ConfError when the dots in it are in disorder.

        Example: `typed, text = draft.ready()`
        """
        with self._lock:
            wrong = self._dots.mistakes(self.name, self._typed)
            if wrong:
                raise ConfSyntaxError(
                    f"{self.name}, line {wrong[0].line}: {wrong[0].what}",
                    why=wrong[0].why,
                    next_step=wrong[0].fix,
                )
            return self._typed, self._true(self._typed)

    def refuse_if_overtaken(self) -> None:
        """Raise ConfError when somebody else has written the file since the draft was begun.

        Example: `draft.refuse_if_overtaken()`
        """
        self.look()
        if self.overtaken:
            raise ConfError(
                f"{self.name} is not written: something else has changed it meanwhile.",
                why="what you have typed began with an earlier state of the file.",
                next_step="“Write mine over it” writes yours; “Take the file's” gives yours up.",
            )

    def difference(self) -> str:
        """Return what was typed as lines with - and +, against the file, passwords as dots.

        Example: `draft.difference()`
        """
        with self._lock:
            dots = self._dots.copy()
            return changes(
                self._for_eyes(self._disk, dots), self._for_eyes(self._true(self._typed), dots)
            )

    def _for_eyes(self, text: str, dots: Dots | None = None) -> str:
        """As it stands in a field: with dots, and no characters that a browser would change."""
        return (dots or self._dots).hide(text.replace("\r\n", "\n")).translate(_TO_FIELD)

    def _true(self, typed: str) -> str:
        if typed == self._shown:
            return self._base
        text = self._dots.reveal(typed.translate(_FROM_FIELD))
        if ConfDocument(self._base).line_end == "\r\n":
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        return text


def changes(before: str, after: str) -> str:
    r"""Return the lines that differ between two texts, with - and +.

    Example: `changes("a\n", "b\n")` → `"-a\n+b"`
    """
    compared = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(line for line in list(compared)[2:] if not line.startswith("@@"))


def _stamp(file: ConfFile) -> object:
    """What is different after the file was written."""
    try:
        state = file.path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
