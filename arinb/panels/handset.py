"""A phone as a panel needs it: taken anew after a restart, its state at hand, its keys queued."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from arinb.errors import ArinbError, PhoneError
from arinb.pbx.phones import Phone, open_phone

if TYPE_CHECKING:
    from arinb.pbx.phones import Kind, State
    from arinb.pbx.phones.phone import PhoneHost

Condition: TypeAlias = "State | Literal['off']"
_PATIENCE = 2.0


class Handset:
    """A phone of a private Asterisk, be it there already or not.

    Several threads may use it.

    Parameters: `host`, what phones need of their Asterisk; `number`; `kind`, "sip", "local" or
    None, as `pbx.phone()` takes it; `failed`, called with what goes wrong in a thread.

    Fields: `number`; `dialled`, what was dialled last; `keys`, those pressed in this call.

    Example: `Handset(host, "1000", None, self.tell_error).condition`
    """

    def __init__(
        self, host: PhoneHost, number: str, kind: Kind | None, failed: Callable[[ArinbError], None]
    ) -> None:
        self.number = number
        self.dialled = ""
        self.keys = ""
        self._host = host
        self._kind = kind
        self._failed = failed
        # Guards all that follows.
        self._lock = threading.Lock()
        self._condition: Condition = "off"
        self._since = time.monotonic()
        self._queue = ""
        self._threads: set[threading.Thread] = set()
        self._looking = False

    @property
    def kind(self) -> Kind | None:
        """Whether it is a real SIP phone or a handset inside Asterisk; None while it is off.

        Example: `handset.kind`
        """
        phone = self.phone
        return None if phone is None else phone.kind

    @property
    def phone(self) -> Phone | None:
        """The phone, if there is one that works.

        Example: `handset.phone`
        """
        phone = self._host.phones.get(self.number)
        if isinstance(phone, Phone) and self._host.running and phone.alive:
            return phone
        return None

    @property
    def running(self) -> bool:
        """Whether its Asterisk runs.

        Example: `handset.running`
        """
        return self._host.running

    @property
    def condition(self) -> Condition:
        """Its state when somebody looked last, or "off".

        Example: `handset.condition`
        """
        with self._lock:
            return self._condition

    @property
    def seconds(self) -> int:
        """For how many seconds it has been so.

        Example: `handset.seconds`
        """
        with self._lock:
            return int(time.monotonic() - self._since)

    def look(self) -> None:
        """Look what state it is in; at a handset inside Asterisk, which must be asked, in a thread.

        Example: `handset.look()`
        """
        phone = self.phone
        if phone is None:
            self._set("off")
        elif phone.kind == "sip":
            self._set(phone.state)
        else:
            with self._lock:
                looking, self._looking = self._looking, True
            if not looking:
                self._start(self._look_aside, "arinb-phone-look")

    def switched_on(self) -> Phone:
        """Return the phone, which is taken anew if need be.

        Raises NotRunning when Asterisk does not run, PhoneError when there can't be such a phone.

        Example: `handset.switched_on().dial("1000")`
        """
        return self.phone or open_phone(self._host, self.number, kind=self._kind)

    def dial(self, extension: str) -> None:
        """Dial; raises what `Phone.dial` raises.

        Example: `handset.dial("1000")`
        """
        phone = self.switched_on()
        if phone.state == "idle":
            self.dialled, self.keys = extension, ""
        phone.dial(extension)

    def hang_up(self) -> None:
        """Hang up; without a call it does nothing.

        Example: `handset.hang_up()`
        """
        if (phone := self.phone) is not None:
            phone.hangup()

    def answer(self) -> None:
        """Answer a call that rings; raises PhoneError when none does.

        Example: `handset.answer()`
        """
        phone = self.phone
        if phone is None:
            raise PhoneError(f"Phone {self.number} is off.", next_step="Switch it on first.")
        self.dialled, self.keys = "", ""
        phone.answer()

    def press(self, key: str) -> None:
        """Press a key during a call; keys are sent one after another, in a thread.

        Example: `handset.press("#")`
        """
        with self._lock:
            idle = not self._queue
            self._queue += key
        if idle:
            self._start(self._send, "arinb-phone-keys")

    def join(self, timeout: float = _PATIENCE) -> None:
        """Wait until no thread of it is at work.

        Parameters: `timeout`, seconds.

        Example: `handset.join()`
        """
        with self._lock:
            threads = list(self._threads)
        for thread in threads:
            thread.join(timeout)

    def _start(self, target: Callable[[], None], name: str) -> None:
        def run() -> None:
            try:
                target()
            except ArinbError as error:
                self._failed(error)
            finally:
                with self._lock:
                    self._threads.discard(threading.current_thread())

        thread = threading.Thread(target=run, name=name, daemon=True)
        with self._lock:
            self._threads.add(thread)
        thread.start()

    def _look_aside(self) -> None:
        try:
            phone = self.phone
            self._set("off" if phone is None else phone.state)
        finally:
            with self._lock:
                self._looking = False

    def _send(self) -> None:
        while True:
            with self._lock:
                keys = self._queue
            if not keys:
                return
            try:
                phone = self.switched_on()
                phone.send_digits(keys)
            except ArinbError:
                with self._lock:
                    self._queue = ""
                raise
            self.keys += keys
            with self._lock:
                self._queue = self._queue[len(keys) :]

    def _set(self, condition: Condition) -> None:
        with self._lock:
            if condition != self._condition:
                self._condition, self._since = condition, time.monotonic()
