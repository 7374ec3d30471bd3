"""The handset inside Asterisk: a phone without SIP, worked over Asterisk's own console.

A Local channel has two halves. One runs the learner's extension, as a phone's channel would; the
other, the ear, stays in a dialplan context of arinb's own, where MixMonitor records what it hears.
"""

from __future__ import annotations

import contextlib
import re
import sys
import time
from pathlib import Path
from typing import ClassVar, Literal

from arinb.errors import CommandError, ConsoleTimeout, NotRunning, PhoneError
from arinb.pbx.phones.phone import Phone, PhoneHost, State
from arinb.pbx.sound import Sound, joined

CONTEXT = "arinb-phone"
LONGEST = 3600  # seconds of a call
LISTENING = ("Wait", "SendDTMF")  # the applications that the ear runs once the call is answered
TURN = 3.0  # seconds for Asterisk to carry out what the handset asks for
KEY = 0.6  # seconds at most for one key
FLUSH = 1.0  # seconds for a recording to be complete
LOOK = 0.02  # seconds between two looks at the call's state, each of which takes 0.3 ms
PLAIN_PATH = re.compile(r"[\w./-]+", re.ASCII)


class LocalPhone(Phone):
    """A handset inside Asterisk; Asterisk sees it as `Local/<number>@arinb-phone`.

    Parameters: `host`, what it needs of its Asterisk; `number`, by which it is known.

    Example: `LocalPhone(host, "1000").dial("1000")`
    """

    kind: ClassVar[Literal["sip", "local"]] = "local"

    def __init__(self, host: PhoneHost, number: str) -> None:
        super().__init__(host, number)
        self._folder = host.folder / "phones" / number
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._recordings: list[Path] = []
        # From where on the console the end of the last recording is to be found.
        self._recording_since: int | None = None
        self._closed = False

    @property
    def alive(self) -> bool:
        """Whether it can still make calls; it ends when its Asterisk is stopped."""
        return not self._closed

    @property
    def heard(self) -> Sound | None:
        """What it heard in this call, or in the last one; None before the first."""
        if self.state == "up":
            self._record_on()
        self._complete()
        return joined([Sound.load(path) for path in self._recordings if path.exists()])

    def hangup(self) -> None:
        """Hang up and return when the call is over; without a call it does nothing."""
        if self.state != "idle":
            with contextlib.suppress(CommandError):  # the other side may have been faster
                self._host.cli(f"channel request hangup {self._ear}")
            self.wait_until("idle", timeout=TURN)
        self._complete()

    def answer(self) -> None:
        """Raise PhoneError: nobody can call a handset inside Asterisk."""
        raise PhoneError(
            "The handset inside Asterisk can't be called, so it can't answer.",
            next_step='Use a SIP phone: pbx.phone(kind="sip"); `arinb doctor` says how to get one.',
        )

    def close(self) -> None:
        """End the phone and its call; a second call does nothing."""
        if not self._closed:
            self._closed = True
            with contextlib.suppress(NotRunning):  # the call went with its Asterisk
                self.hangup()

    @property
    def _ear(self) -> str:
        """The name of the half that hears."""
        return self._channel.removesuffix(";2") + ";1" if self._channel else ""

    def _call_state(self) -> State:
        if not self._ear:
            return "idle"
        try:
            channels = self._host.cli("core show channels concise")
        except NotRunning:
            return "idle"
        for line in channels.splitlines():
            name, *fields = line.split("!")
            if name == self._ear:
                return "up" if fields[4] in LISTENING else "calling"
        return "idle"

    def _gets_to(self, state: State, timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        while self.state != state:
            if time.monotonic() > deadline:
                return False
            time.sleep(LOOK)  # not every change is told on the console
        return True

    def _dial(self, extension: str) -> None:
        if not self._exists(extension):
            raise self._no_extension(extension, "")
        for recording in self._recordings:
            recording.unlink(missing_ok=True)
        self._recordings = []
        self._channel = ""
        self._recording_since = self._host.console.mark
        number = self.number
        # Each time anew: a `dialplan reload` takes them away.
        self._add(number, f"MSet(CALLERID(num)={number},CALLERID(name)={number})")
        self._add(number, f"Goto(default,{extension},1)", priority=2)
        self._add(f"hear-{number}", f"MixMonitor({self._new_recording()})")
        self._add(f"hear-{number}", f"Wait({LONGEST})", priority=2)
        self._host.cli(
            f"channel originate Local/{number}@{CONTEXT} extension hear-{number}@{CONTEXT}"
        )

    def _exists(self, extension: str) -> bool:
        try:
            self._host.cli(f"dialplan show {extension}@default")
        except CommandError:
            return False
        return True

    def _add(self, extension: str, application: str, *, priority: int = 1) -> None:
        self._host.cli(
            f"dialplan add extension {extension},{priority},{application} into {CONTEXT} replace"
        )

    def _begins(self, extension: str) -> str:
        channel = re.escape(f"Local/{self.number}@{CONTEXT}-") + r"\w+;2"
        return rf'Executing \[{re.escape(extension)}@default:1\] .*\("(?P<channel>{channel})"'

    def _send_digits(self, digits: str) -> None:
        number = self.number
        self._add(f"press-{number}", f"SendDTMF({digits})")
        self._add(f"press-{number}", f"Goto(hear-{number},2)", priority=2)
        self._add(f"hear-{number}", f"Wait({LONGEST})", priority=2)
        mark = self._host.console.mark
        self._host.cli(f"channel redirect {self._ear} {CONTEXT},press-{number},1")
        ear = re.escape(self._ear)
        with contextlib.suppress(ConsoleTimeout):  # a silent console does not tell
            self._host.console.wait_for(
                rf'Executing \[hear-{number}@{CONTEXT}:2\] .*\("{ear}"',
                timeout=TURN + KEY * len(digits),
                since=mark,
            )

    def _new_recording(self) -> str:
        """The path of a further recording, as Asterisk, which runs in the folder, can take it."""
        recording = self._folder / f"heard-{len(self._recordings)}.wav"
        recording.unlink(missing_ok=True)
        self._recordings.append(recording)
        if PLAIN_PATH.fullmatch(str(recording)) or sys.platform != "linux":
            return str(recording)
        return f"/proc/self/cwd/{recording.relative_to(self._host.folder)}"

    def _record_on(self) -> None:
        """End the recording, which lies in Asterisk's buffer for up to 2 s, and begin the next."""
        mark = self._host.console.mark
        with contextlib.suppress(CommandError):  # the call may have ended just now
            self._host.cli(f"mixmonitor stop {self._ear}")
            self._host.cli(f"mixmonitor start {self._ear} {self._new_recording()}")
        self._wait_for_end_of_recording(mark)

    def _complete(self) -> None:
        """Wait until the last recording of a call that has ended is on the disk."""
        if self._recording_since is None or self.state != "idle":
            return
        if any(recording.exists() for recording in self._recordings):
            self._wait_for_end_of_recording(self._recording_since)
        self._recording_since = None

    def _wait_for_end_of_recording(self, since: int) -> None:
        with contextlib.suppress(ConsoleTimeout, NotRunning):
            self._host.console.wait_for(
                rf"End MixMonitor Recording {re.escape(self._ear)}$", timeout=FLUSH, since=since
            )
