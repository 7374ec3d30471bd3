"""A real SIP phone: baresip, registered with Asterisk over chan_pjsip."""

from __future__ import annotations

import re
import secrets
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from arinb.errors import PhoneError
from arinb.pbx.phones.baresip import BaresipProcess, Message
from arinb.pbx.phones.phone import Phone, PhoneHost, State
from arinb.pbx.ports import free_port
from arinb.pbx.sound import Sound

if TYPE_CHECKING:
    from arinb.pbx.find import Baresip

ACCOUNT = "<sip:{number}@127.0.0.1:{port};transport=udp>;auth_user={number};auth_pass={password}"
ACCOUNT += ";regint={seconds};audio_codecs=pcmu;ptime=20;answermode=manual"
REGISTERED = 60  # seconds that a registration holds; baresip renews it
REGISTERING = 5.0  # seconds that Asterisk has to take the registration
ANSWERING = CLOSING = 3.0  # seconds for a call to begin or to end
GIVING_UP = 0.5  # seconds for a call that does not even ring to end by the phone alone
KEY_DOWN = 0.1  # seconds that a key is pressed: Asterisk takes 0.08 for a short one
KEY_UP = 0.1  # seconds between two keys
KEY_RELEASED = "\x04"  # what baresip calls it

ENDPOINT = """
; The phone {number}
[{number}]
type = endpoint
transport = transport-udp
context = default
disallow = all
allow = ulaw
auth = {number}
aors = {number}
callerid = "{number}" <{number}>
direct_media = no

[{number}]
type = auth
auth_type = userpass
username = {number}
password = {password}

[{number}]
type = aor
max_contacts = 1
remove_existing = yes
"""


class SipPhone(Phone):
    """A SIP phone; Asterisk sees it as `PJSIP/<number>`.

    Parameters: `host`, what it needs of its Asterisk; `number`, its user and extension;
    `baresip`, the program.

    Raises PhoneError when it does not start or Asterisk does not let it register, NotRunning when
    Asterisk does not run.

    Example: `SipPhone(host, "1000", find_baresip()).dial("1000")`
    """

    kind: ClassVar[Literal["sip", "local"]] = "sip"

    def __init__(self, host: PhoneHost, number: str, baresip: Baresip) -> None:
        super().__init__(host, number)
        # Guards the state, the registration and the reason below, and is notified of each change.
        self._changed = threading.Condition()
        self._state: State = "idle"
        self._registered: bool | None = None
        self._closed_because = ""
        password = self._account()
        account = ACCOUNT.format(
            number=number, port=host.sip_port, password=password, seconds=REGISTERED
        )
        self._baresip = BaresipProcess(
            baresip, host.folder / "phones" / number, free_port(), self._on_event
        )
        self._forget_dumps()  # of an earlier phone in a kept folder
        try:
            self._register(account)
        except BaseException:
            self.close()
            raise

    @property
    def alive(self) -> bool:
        """Whether its program runs; it ends when its Asterisk is stopped."""
        return self._baresip.alive

    @property
    def heard(self) -> Sound | None:
        """What it heard in this call, or in the last one; None before the first."""
        dumps = sorted(self._dumps("dec"), key=lambda path: path.stat().st_mtime_ns)
        return Sound.load(dumps[-1]) if dumps else None

    def hangup(self) -> None:
        """Hang up and return when the call is over; without a call it does nothing."""
        if self.state == "idle":
            return
        unanswered = self.state == "calling"
        self._baresip.command("hangup")
        if unanswered and not self._gets_to("idle", GIVING_UP):
            self._have_asterisk_end_it()
        self.wait_until("idle", timeout=CLOSING)

    def _have_asterisk_end_it(self) -> None:
        """End a call that Asterisk has said nothing about yet: until it does, SIP can't cancel."""
        channels = self._host.cli("core show channels concise").lines
        for name in (line.partition("!")[0] for line in channels):
            if name.startswith(f"PJSIP/{self.number}-"):
                self._host.cli(f"channel request hangup {name}")

    def answer(self) -> None:
        """Answer a call that rings. Raises PhoneError when none does."""
        if self.state != "ringing":
            raise PhoneError(
                f"Phone {self.number} does not ring; it is {self.state}.",
                next_step='Wait for the call: phone.wait_until("ringing").',
            )
        self._forget_dumps()
        self._baresip.command("accept")
        self.wait_until("up", timeout=ANSWERING)

    def close(self) -> None:
        """End the phone and its call; a second call does nothing."""
        # Without an Asterisk it would wait for seconds to be told that it is not registered.
        self._baresip.close(at_once=not self._host.running)

    def _call_state(self) -> State:
        with self._changed:
            return self._state

    def _gets_to(self, state: State, timeout: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.state == state, timeout)

    def _dial(self, extension: str) -> None:
        self._forget_dumps()
        self._set("calling")
        answer = self._baresip.command("dial", extension)
        if not answer.get("ok"):
            self._set("idle")
            raise PhoneError(
                f"The phone program did not dial {extension}.",
                why=str(answer.get("data", "")).strip(),
                next_step="Take the phone anew: pbx.phone(…).",
            )

    def _begins(self, extension: str) -> str:
        number, extension = re.escape(self.number), re.escape(extension)
        return (
            rf'Executing \[{extension}@[^:]+:1\] .*\("(?P<channel>PJSIP/{number}-[^"]+)"'
            rf"| {number}: Call .* to extension '{extension}' rejected because (?P<refused>.*)"
        )

    def _why_refused(self) -> str:
        with self._changed:
            return self._closed_because

    def _send_digits(self, digits: str) -> None:
        for digit in digits:
            self._baresip.command("sndcode", digit)
            time.sleep(KEY_DOWN)
            self._baresip.command("sndcode", KEY_RELEASED)
            time.sleep(KEY_UP)

    def _on_event(self, message: Message) -> None:
        match message.get("type"):
            case "CALL_INCOMING":
                self._set("ringing")
            case "CALL_ESTABLISHED":
                self._set("up")
            case "CALL_CLOSED":
                self._set("idle", str(message.get("param", "")))
            case "REGISTER_OK":
                self._set_registered(True)
            case "REGISTER_FAIL":
                self._set_registered(False, str(message.get("param", "")))
            case "EXIT":
                self._set("idle", "the phone's program has ended")

    def _set(self, state: State, because: str = "") -> None:
        with self._changed:
            self._state = state
            self._closed_because = because
            self._changed.notify_all()

    def _set_registered(self, registered: bool, because: str = "") -> None:
        with self._changed:
            self._registered = registered
            self._closed_because = because
            self._changed.notify_all()

    def _account(self) -> str:
        """The phone's password in pjsip.conf, which gets the phone if it has it not yet."""
        conf = self._host.conf["pjsip.conf"]
        if self.number in conf.sections:
            known = conf.get(self.number, "password")
            if known is None:
                raise PhoneError(
                    f"pjsip.conf has a section [{self.number}], but no password for the phone.",
                    next_step=f"Remove the sections [{self.number}], or choose another number.",
                )
            return known
        password = secrets.token_hex(16)
        conf.write(conf.text + ENDPOINT.format(number=self.number, password=password))
        self._host.cli("module reload res_pjsip.so")
        return password

    def _register(self, account: str) -> None:
        """Tell Asterisk where the phone is, so that it can be called."""
        self._baresip.command("uanew", account)
        with self._changed:
            answered = self._changed.wait_for(lambda: self._registered is not None, REGISTERING)
            if answered and self._registered:
                return
            why = self._closed_because or f"no answer came within {REGISTERING:g} s."
        raise PhoneError(
            f"Phone {self.number} could not register with Asterisk.",
            why=why,
            next_step="Look at pjsip.conf, and at `pjsip show endpoints` on the console.",
        )

    def _dumps(self, which: str = "*") -> list[Path]:
        """The WAV files with what was said ("enc") and heard ("dec")."""
        return list(self._baresip.folder.glob(f"dump-*-{which}.wav"))

    def _forget_dumps(self) -> None:
        for dump in self._dumps():
            dump.unlink()
