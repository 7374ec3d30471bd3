"""What every phone can do, and what it needs of its Asterisk."""

from __future__ import annotations

import contextlib
import re
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol, TypeAlias, get_args

from arinb.errors import ArinbError, CallRefused, ConsoleTimeout, NotRunning, PhoneError

if TYPE_CHECKING:
    from arinb.pbx.conf import ConfFolder
    from arinb.pbx.console import Console
    from arinb.pbx.control import CliOutput
    from arinb.pbx.host import Closing
    from arinb.pbx.sound import Sound

State: TypeAlias = Literal["idle", "calling", "ringing", "up"]

GLANCE = 0.2  # seconds between two looks at whether the other side has hung up already

_EXTENSION = re.compile(r"[A-Za-z0-9_.*#+-]{1,80}")
_DIGITS = re.compile(r"[0-9A-Da-d*#]+")


class PhoneHost(Protocol):
    """What a phone needs of its Asterisk."""

    phones: dict[str, Closing]  # by number; they end with it

    @property
    def running(self) -> bool:
        """Whether Asterisk runs now."""

    @property
    def folder(self) -> Path:
        """The private folder, for the phone's own files."""

    @property
    def conf(self) -> ConfFolder:
        """The configuration files."""

    @property
    def console(self) -> Console:
        """What Asterisk says."""

    @property
    def sip_port(self) -> int:
        """The UDP port for SIP on 127.0.0.1."""

    def cli(self, command: str) -> CliOutput:
        """Have Asterisk's console carry out a command."""


class Phone(ABC):
    """A telephone of a private Asterisk; `pbx.phone("1000")` makes one.

    Parameters: `host`, what it needs of its Asterisk; `number`, by which it is known.

    Fields: `dialled`, the number that it dialled last, "" before the first; `dialled_at`, the
    console's mark from then.

    Example: `phone.dial("1000")`
    """

    kind: ClassVar[Literal["sip", "local"]]

    def __init__(self, host: PhoneHost, number: str) -> None:
        self.number = number
        self._host = host
        self.dialled = ""
        self.dialled_at = 0
        self._channel = ""  # Asterisk's end of the call: what executes the dialplan

    @property
    def state(self) -> State:
        """What it is doing: "idle", "calling" (it has dialled), "ringing" (it is called), "up".

        Example: `phone.state`
        """
        return self._call_state() if self._host.running else "idle"

    @property
    @abstractmethod
    def alive(self) -> bool:
        """Whether it can still make calls: it ends when its Asterisk is stopped.

        Example: `phone.alive`
        """

    @property
    @abstractmethod
    def heard(self) -> Sound | None:
        """What it heard in this call, or in the last one; None before the first.

        A notebook shows it as an audio player.

        Example: `phone.heard.duration`
        """

    def dial(self, extension: str | int, timeout: float = 5.0) -> Phone:
        """Dial a number; return when Asterisk has begun with its dialplan.

        Parameters: `extension`, such as "1000"; `timeout`, seconds to wait for that; a
        number without quotation marks is taken as text.

        Raises CallRefused when Asterisk turns the call down, for instance because there is no such
        extension; PhoneError while another call is going on; NotRunning when Asterisk does
        not run.

        Example: `phone.dial("1000")`
        """
        extension = str(extension)
        self._must_be_able_to_dial(extension)
        self.dialled, self.dialled_at = extension, self._host.console.mark
        try:
            self._dial(extension)
            self._channel = self._first_step(extension, timeout, self.dialled_at)
        except BaseException:
            with contextlib.suppress(ArinbError):
                self.hangup()
            raise
        return self

    @abstractmethod
    def hangup(self) -> None:
        """Hang up and return when the call is over; without a call it does nothing.

        Example: `phone.hangup()`
        """

    def send_digits(self, digits: str | int) -> None:
        """Press keys during a call, one after another.

        Parameters: `digits`, of 0 to 9, *, # and A to D.

        Raises PhoneError without a call, or for other characters.

        Example: `phone.send_digits("12#")`
        """
        digits = str(digits)
        if not _DIGITS.fullmatch(digits):
            raise PhoneError(
                f"A phone has no keys for {digits!r}.",
                why="the keys are 0 to 9, *, # and A to D.",
                next_step='For instance phone.send_digits("12#").',
            )
        if self.state != "up":
            raise PhoneError(
                f"Phone {self.number} is in no call ({self.state}).",
                next_step="Dial first, and let the call be answered.",
            )
        self._send_digits(digits.upper())

    @abstractmethod
    def answer(self) -> None:
        """Answer a call that rings.

        Raises PhoneError when none does.

        Example: `phone.wait_until("ringing"); phone.answer()`
        """

    def wait_until(self, state: State, timeout: float = 10.0) -> None:
        """Wait until the phone is in a state.

        Parameters: `state`, as in `Phone.state`; `timeout`, seconds.

        Raises PhoneError when it does not get there in time.

        Example: `phone.wait_until("idle", timeout=5)`
        """
        if state not in get_args(State):
            raise PhoneError(
                f"A phone is never {state!r}.",
                next_step=f"Wait for one of {', '.join(get_args(State))}.",
            )
        if not self._gets_to(state, timeout):
            raise PhoneError(
                f"Phone {self.number} was not {state} within {timeout:g} s; it is {self.state}.",
                next_step="Look at pbx.console: what did Asterisk do with the call?",
            )

    @abstractmethod
    def close(self) -> None:
        """End the phone and its call; a second call does nothing.

        Example: `phone.close()`
        """

    def __repr__(self) -> str:
        return f"<Phone {self.number} ({self.kind}), {self.state if self.alive else 'closed'}>"

    @abstractmethod
    def _call_state(self) -> State:
        """What it is doing, while Asterisk runs."""

    @abstractmethod
    def _gets_to(self, state: State, timeout: float) -> bool:
        """Wait until it is in that state, and say whether it is."""

    @abstractmethod
    def _dial(self, extension: str) -> None:
        """Begin a call."""

    @abstractmethod
    def _begins(self, extension: str) -> str:
        """The pattern of the console's line that names the `channel` that begins, or the reason
        for which the call is `refused`.
        """

    def _why_refused(self) -> str:
        """What the other side said when it turned the call down, or ""."""
        return ""

    @abstractmethod
    def _send_digits(self, digits: str) -> None:
        """Press keys; the call is up and the keys exist."""

    def _must_be_able_to_dial(self, extension: str) -> None:
        if not _EXTENSION.fullmatch(extension):
            raise PhoneError(
                f"{extension!r} can't be dialled.",
                why="an extension is made of letters, digits and _ . * # + -.",
                next_step='For instance phone.dial("1000").',
            )
        if not self._host.running:
            raise self._not_running()
        if not self.alive:
            raise PhoneError(
                f"Phone {self.number} is switched off.",
                why="it goes off with its Asterisk, or its program has ended.",
                next_step=f'Take it anew: phone = pbx.phone("{self.number}").',
            )
        if self.state != "idle":
            raise PhoneError(
                f"Phone {self.number} is in a call already ({self.state}).",
                next_step="Hang up first: phone.hangup().",
            )

    def _first_step(self, extension: str, timeout: float, mark: int) -> str:
        """Wait until the console shows the first step in the dialplan; return whose step it is."""
        pattern = self._begins(extension)
        deadline = time.monotonic() + timeout
        while True:
            left = max(0.0, deadline - time.monotonic())
            try:
                line = self._host.console.wait_for(pattern, timeout=min(GLANCE, left), since=mark)
            except NotRunning as error:
                raise self._not_running() from error
            except ConsoleTimeout as error:
                if left and self.state != "idle":
                    continue
                raise self._refused(extension, timeout if not left else None) from error
            step = re.search(pattern, line)
            if step is not None and step["channel"] is not None:
                return step["channel"]
            raise self._no_extension(extension, "" if step is None else step["refused"])

    def _refused(self, extension: str, timeout: float | None) -> CallRefused:
        within = "" if timeout is None else f" within {timeout:g} s"
        return CallRefused(
            f"Asterisk did not begin with extension {extension}{within}.",
            why=self._why_refused() or "its console said nothing of the call.",
            next_step="Look at pbx.console and, if it is silent, make it talk: "
            '`pbx.cli("core set verbose 3")`.',
        )

    def _no_extension(self, extension: str, why: str) -> CallRefused:
        return CallRefused(
            f"Asterisk refused the call: there is no extension {extension} in the context "
            "'default'.",
            why=why or "the dialplan that Asterisk has read has no such number.",
            next_step="Look at extensions.conf, and at `dialplan show default` on the console; "
            "after a change of the file, pbx.reload().",
        )

    def _not_running(self) -> NotRunning:
        try:
            self._host.cli("core show uptime")
        except NotRunning as error:
            return not_running(error)
        return not_running(NotRunning("Asterisk's console can't be read."))


def not_running(error: NotRunning) -> NotRunning:
    """Return the error for a phone whose Asterisk is gone.

    Parameters: `error`, which says why it is gone.

    Example: `raise not_running(error) from error`
    """
    return NotRunning(
        "The phone can't call: Asterisk is not running.",
        why=error.why or error.what,
        next_step="pbx.start() starts it; then take the phone anew with pbx.phone(…).",
    )
