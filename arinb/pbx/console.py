"""What Asterisk says on its console, line by line."""

from __future__ import annotations

import html
import itertools
import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import IO

from arinb.errors import ConsoleTimeout, NotRunning

LONGEST = 10_000  # lines that are kept
SHOWN = 30  # lines that a notebook shows
SHOWN_IN_ERRORS = 8

# arinb's own commands reach Asterisk over its control socket, and each one leaves these lines.
OWN_CONNECTION = re.compile(r"\s*-- Remote UNIX connection( disconnected)?\s*")
ANSI = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
STYLE = (
    "max-height: 32em; overflow: auto; margin: 0; padding: 0.6em; line-height: 1.35; "
    "background: var(--jp-layout-color2, rgba(127, 127, 127, 0.12)); "
    "color: var(--jp-content-font-color1, inherit); "
    "font-family: var(--jp-code-font-family, monospace);"
)

_numbers = itertools.count(1)


def plain(text: str) -> str:
    r"""Return a line without colours and control characters.

    Parameters: `text`, as Asterisk wrote it.

    Example: `plain("\x1b[1mAsterisk Ready.\x1b[0m")` → `"Asterisk Ready."`
    """
    return CONTROL.sub("", ANSI.sub("", text))


class Console:
    """The lines of Asterisk's console since its first start, the last 10,000 of them.

    It outlives the Asterisk that wrote to it: after a stop or a crash its last words are here.

    Example: `pbx.console.tail(5)`
    """

    def __init__(self) -> None:
        # Guards everything below, and is notified of every line and of the end.
        self._changed = threading.Condition()
        self._lines: deque[str] = deque(maxlen=LONGEST)
        self._count = 0
        self._disconnected = 0
        self._reader: threading.Thread | None = None
        self._trouble: OSError | None = None

    @property
    def lines(self) -> list[str]:
        """The kept lines, oldest first, without colours.

        Example: `[line for line in pbx.console.lines if "ERROR" in line]`
        """
        with self._changed:
            return list(self._lines)

    @property
    def mark(self) -> int:
        """How many lines there have ever been: a place to look on from later.

        Example: `before = pbx.console.mark; phone.dial("1000"); pbx.console.since(before)`
        """
        with self._changed:
            return self._count

    def since(self, mark: int) -> list[str]:
        """Return the lines that came after a mark.

        Parameters: `mark`, as `Console.mark` said it.

        Example: `pbx.console.since(0)`
        """
        with self._changed:
            return self._since(mark)

    def tail(self, n: int = 10) -> list[str]:
        """Return the last lines.

        Parameters: `n`, how many.

        Example: `pbx.console.tail(3)`
        """
        return self.lines[-n:] if n > 0 else []

    def wait_for(self, pattern: str, *, timeout: float, since: int = 0) -> str:
        """Return the first line in which a pattern is found, once it is there.

        Parameters: `pattern`, a regular expression; `timeout` in seconds; `since`, the mark after
        which to look (0: from the beginning).

        Raises ConsoleTimeout, with what came instead, and NotRunning when Asterisk ends before.

        Example: `pbx.console.wait_for("Executing .1000@default:1.", timeout=5)`
        """
        wanted = re.compile(pattern)
        deadline = time.monotonic() + timeout
        looked = since
        with self._changed:
            while True:
                new = self._since(looked)
                looked = self._count
                for line in new:
                    if wanted.search(line):
                        return line
                if self._trouble is not None:
                    raise NotRunning(
                        "Asterisk's console can't be read",
                        why=str(self._trouble),
                        next_step="`pbx.restart()` starts it anew",
                    ) from self._trouble
                if self._reader is None:
                    raise NotRunning(
                        f"Asterisk has ended, so {pattern!r} will not come",
                        why=self._latest(since),
                        next_step="`pbx.console` has its last words; `pbx.start()` starts it anew",
                    )
                if not self._changed.wait(max(0.0, deadline - time.monotonic())):
                    raise ConsoleTimeout(
                        f"the console did not show {pattern!r} within {timeout:g} s",
                        why=self._latest(since),
                        next_step="`pbx.console` shows all of it; is the pattern spelt as there?",
                    )

    def attach(self, stream: IO[bytes]) -> None:
        """Read from an Asterisk until it ends, in a thread of its own.

        Parameters: `stream`, the pipe into which Asterisk writes; it is closed at the end.
        """
        with self._changed:
            self._disconnected = 0
            self._trouble = None
            self._reader = threading.Thread(
                target=self._read,
                args=(stream,),
                name=f"arinb-console-{next(_numbers)}",
                daemon=True,
            )
            self._reader.start()

    def join(self, timeout: float) -> None:
        """Wait until the last line of an Asterisk that has ended is here.

        Parameters: `timeout` in seconds.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._reader is None, timeout)

    @property
    def connections_ended(self) -> int:
        """How many connections to the control socket this Asterisk has seen the end of."""
        with self._changed:
            return self._disconnected

    def settle(self, ended: int, timeout: float) -> None:
        """Wait until so many connections have ended: by then a command's own lines are here.

        Parameters: `ended`, the number of connections; `timeout` in seconds, after which it goes
        on, since somebody may have made the console less talkative.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._disconnected >= ended or self._reader is None, timeout
            )

    def _since(self, mark: int) -> list[str]:
        kept_from = self._count - len(self._lines)
        return list(itertools.islice(self._lines, max(0, mark - kept_from), None))

    def _latest(self, mark: int) -> str:
        lines = self._since(mark)[-SHOWN_IN_ERRORS:]
        return "\n      ".join(["it showed:", *lines]) if lines else "it showed nothing"

    def _read(self, stream: IO[bytes]) -> None:
        trouble: OSError | None = None
        try:
            with stream:
                for raw in stream:
                    self._take(raw)
        except OSError as error:
            trouble = error
        finally:
            with self._changed:
                self._trouble = trouble
                self._reader = None
                self._changed.notify_all()

    def _take(self, raw: bytes) -> None:
        line = plain(raw.decode(errors="replace")).rstrip()
        if not line:
            return
        with self._changed:
            own = OWN_CONNECTION.fullmatch(line)
            if own:
                self._disconnected += own[1] is not None
            else:
                self._lines.append(line)
                self._count += 1
            self._changed.notify_all()

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __repr__(self) -> str:
        return f"<Console: {self.mark} lines>"

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        lines = self.tail(SHOWN)
        hidden = self.mark - len(lines)
        above = f"<div><em>{hidden} earlier lines</em></div>" if hidden else ""
        text = html.escape("\n".join(lines)) or "<em>nothing yet</em>"
        return f'{above}<pre style="{STYLE}">{text}</pre>'
