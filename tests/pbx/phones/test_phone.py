"""What every phone can do, SIP or not, on Asterisk 22 and 16."""

from __future__ import annotations

import re
import signal

import pytest

from arinb.errors import CallRefused, NotRunning, PhoneError
from arinb.pbx.find import Program
from arinb.pbx.phones import Kind, Phone
from arinb.pbx.private import PrivateAsterisk
from tests.pbx.ask import process
from tests.pbx.phones.conftest import with_dialplan


class TestACall:
    def test_a_dialled_call_gets_up_and_over(self, phone: Phone) -> None:
        assert phone.state == "idle"
        assert phone.dial("quiet") is phone
        phone.wait_until("up")
        phone.hangup()
        assert phone.state == "idle"

    def test_it_knows_what_it_dialled_last_even_in_vain(
        self, phone: Phone, exchange: PrivateAsterisk
    ) -> None:
        assert exchange.phones["1000"] is phone
        mark = exchange.console.mark
        with pytest.raises(CallRefused):
            phone.dial("nobody")
        assert phone.dialled == "nobody"
        assert phone.dialled_at >= mark

    def test_a_number_without_quotation_marks_is_taken_as_text(self, phone: Phone) -> None:
        with pytest.raises(CallRefused):
            phone.dial(4711)
        assert phone.dialled == "4711"
        with pytest.raises(PhoneError, match="is in no call"):
            phone.send_digits(5)

    def test_asterisk_knows_the_channel_by_the_phone(
        self, phone: Phone, exchange: PrivateAsterisk
    ) -> None:
        phone.dial("quiet")
        begins = {"sip": "PJSIP/1000-", "local": "Local/1000@arinb-phone-"}[phone.kind]
        channels = exchange.cli("core show channels concise")
        names = [line.partition("!")[0] for line in channels.splitlines()]
        assert any(name.startswith(begins) for name in names), names
        phone.hangup()

    def test_asterisk_sees_who_calls(self, phone: Phone, exchange: PrivateAsterisk) -> None:
        phone.dial("quiet")
        channels = exchange.cli("core show channels concise").splitlines()
        numbers = {fields[7] for line in channels if (fields := line.split("!"))[1] == "default"}
        assert numbers == {"1000"}
        phone.hangup()

    def test_a_call_that_is_not_answered_rings(self, phone: Phone) -> None:
        phone.dial("rings")
        assert "calling" in repr(phone)
        phone.hangup()
        assert phone.state == "idle"

    def test_the_other_side_hangs_up(self, phone: Phone) -> None:
        phone.dial("over")
        phone.wait_until("idle", timeout=5)

    def test_a_busy_call_ends_by_itself(self, phone: Phone) -> None:
        phone.dial("busy")
        phone.wait_until("idle", timeout=5)

    @pytest.mark.parametrize("extension", ["rings", "silent"])
    def test_a_call_that_nobody_answers_is_given_up(
        self, phone: Phone, exchange: PrivateAsterisk, extension: str
    ) -> None:
        phone.dial(extension)
        phone.hangup()
        assert phone.state == "idle"
        assert extension not in exchange.cli("core show channels concise")
        phone.dial("quiet")  # it can be used again

    def test_hanging_up_twice_or_without_a_call_does_nothing(self, phone: Phone) -> None:
        phone.hangup()
        phone.dial("quiet")
        phone.hangup()
        phone.hangup()
        assert phone.state == "idle"

    def test_one_call_after_another(self, phone: Phone) -> None:
        for _ in range(3):
            phone.dial("quiet")
            phone.wait_until("up")
            phone.hangup()

    def test_nothing_is_left_on_asterisk(self, phone: Phone, exchange: PrivateAsterisk) -> None:
        phone.dial("quiet")
        phone.close()
        left = exchange.cli("core show channels concise")
        assert "1000" not in left


class TestHeard:
    def test_nothing_before_the_first_call(self, phone: Phone) -> None:
        assert phone.heard is None

    def test_hello_world_is_heard(self, phone: Phone, exchange: PrivateAsterisk) -> None:
        mark = exchange.console.mark
        phone.dial("hello")
        exchange.console.wait_for(r"Executing \[hello@default:3\] Wait", timeout=10, since=mark)
        phone.hangup()
        heard = phone.heard
        assert heard is not None
        assert not heard.silent
        assert heard.rms > 500
        assert 1.0 < heard.duration < 4.0

    def test_what_is_heard_can_be_asked_for_during_the_call(
        self, phone: Phone, exchange: PrivateAsterisk
    ) -> None:
        mark = exchange.console.mark
        phone.dial("hello")
        exchange.console.wait_for(r"Executing \[hello@default:3\] Wait", timeout=10, since=mark)
        heard = phone.heard
        assert heard is not None
        assert not heard.silent
        phone.hangup()
        assert phone.heard is not None
        assert phone.heard.duration >= heard.duration

    def test_silence_is_silent(self, phone: Phone) -> None:
        phone.dial("quiet")
        phone.wait_until("up")
        phone.hangup()
        assert phone.heard is None or phone.heard.silent

    def test_the_next_call_is_heard_anew(self, phone: Phone, exchange: PrivateAsterisk) -> None:
        mark = exchange.console.mark
        phone.dial("hello")
        exchange.console.wait_for(r"Executing \[hello@default:3\] Wait", timeout=10, since=mark)
        phone.hangup()
        assert phone.heard is not None
        assert not phone.heard.silent
        phone.dial("quiet")
        phone.wait_until("up")
        phone.hangup()
        assert phone.heard is None or phone.heard.silent


class TestDigits:
    def test_asterisk_hears_each_key_once(self, phone: Phone, exchange: PrivateAsterisk) -> None:
        mark = exchange.console.mark
        phone.dial("keys")
        phone.wait_until("up")
        phone.send_digits("11*d")
        line = exchange.console.wait_for(r'NoOp\(".*", "pressed', timeout=10, since=mark)
        assert '"pressed 11*D"' in line
        phone.hangup()

    @pytest.mark.parametrize("keys", ["", "x", "1 2", "1;2", "1,2", "ü"])
    def test_a_key_that_no_phone_has(self, phone: Phone, keys: str) -> None:
        with pytest.raises(PhoneError, match="no keys for") as raised:
            phone.send_digits(keys)
        assert raised.value.next_step

    def test_without_a_call(self, phone: Phone) -> None:
        with pytest.raises(PhoneError, match="is in no call") as raised:
            phone.send_digits("1")
        assert "Dial first" in raised.value.next_step


class TestWhatGoesWrong:
    def test_an_extension_that_is_not_there(self, phone: Phone) -> None:
        with pytest.raises(CallRefused, match="no extension 4711") as raised:
            phone.dial("4711")
        assert "extensions.conf" in raised.value.next_step
        assert phone.state == "idle"

    @pytest.mark.parametrize("extension", ["", "10 00", "1000,1", "1000;x", "a/b", "x" * 81])
    def test_what_nobody_can_dial(self, phone: Phone, extension: str) -> None:
        with pytest.raises(PhoneError, match="can't be dialled") as raised:
            phone.dial(extension)
        assert raised.value.next_step

    def test_dialling_in_a_call(self, phone: Phone) -> None:
        phone.dial("quiet")
        with pytest.raises(PhoneError, match="in a call already") as raised:
            phone.dial("hello")
        assert "hangup" in raised.value.next_step
        assert phone.state != "idle"  # the call goes on
        phone.hangup()

    def test_a_state_that_is_none(self, phone: Phone) -> None:
        with pytest.raises(PhoneError, match="never 'busy'"):
            phone.wait_until("busy")  # type: ignore[arg-type]

    def test_waiting_in_vain_says_how_it_is(self, phone: Phone) -> None:
        with pytest.raises(PhoneError, match=r"was not up within 0\.05 s; it is idle"):
            phone.wait_until("up", timeout=0.05)

    def test_answering_when_nobody_calls(self, phone: Phone) -> None:
        with pytest.raises(PhoneError) as raised:
            phone.answer()
        assert raised.value.next_step

    def test_asterisk_is_killed_in_the_middle_of_a_call(self, program: Program, kind: Kind) -> None:
        with PrivateAsterisk(program=program) as pbx:
            phone = with_dialplan(pbx).phone("1000", kind=kind)
            phone.dial("quiet")
            process(pbx).send_signal(signal.SIGKILL)
            _wait_until_gone(pbx)
            phone.hangup()
            assert phone.state == "idle"
            with pytest.raises(NotRunning) as raised:
                phone.dial("quiet")
            assert "pbx.start()" in raised.value.next_step
            pbx.start()
            again = pbx.phone("1000", kind=kind)
            again.dial("quiet")
            again.wait_until("up")

    def test_a_closed_phone_says_so(self, phone: Phone) -> None:
        phone.close()
        phone.close()
        assert not phone.alive
        with pytest.raises(PhoneError, match="switched off") as raised:
            phone.dial("quiet")
        assert 'pbx.phone("1000")' in raised.value.next_step


class TestOpening:
    def test_a_living_phone_is_the_same_when_asked_for_again(
        self, phone: Phone, exchange: PrivateAsterisk, kind: Kind
    ) -> None:
        assert exchange.phone("1000") is phone
        assert exchange.phone("1000", kind=kind) is phone

    def test_a_closed_one_is_made_anew(
        self, phone: Phone, exchange: PrivateAsterisk, kind: Kind
    ) -> None:
        phone.close()
        again = exchange.phone("1000", kind=kind)
        assert again is not phone
        again.dial("quiet").hangup()
        again.close()

    def test_two_phones_at_once(self, phone: Phone, exchange: PrivateAsterisk, kind: Kind) -> None:
        other = exchange.phone("1001", kind=kind)
        phone.dial("quiet")
        other.dial("quiet")
        phone.wait_until("up")
        other.wait_until("up")
        phone.hangup()
        assert other.state == "up"
        other.close()

    @pytest.mark.parametrize("number", ["", "10 00", "a/b", "../x", "[x]", "x;y", "a@b", "n" * 41])
    def test_a_number_that_is_none(self, exchange: PrivateAsterisk, number: str) -> None:
        with pytest.raises(PhoneError, match="can't be a phone's number") as raised:
            exchange.phone(number)
        assert raised.value.next_step

    def test_an_asterisk_that_does_not_run(self, stopped: PrivateAsterisk) -> None:
        with pytest.raises(NotRunning) as raised:
            stopped.phone("1000")
        assert "pbx.start()" in raised.value.next_step

    def test_the_environment_chooses(
        self, exchange: PrivateAsterisk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ARINB_PHONE", "local")
        phone = exchange.phone("1002")
        assert phone.kind == "local"
        phone.close()

    def test_the_environment_chooses_badly(
        self, exchange: PrivateAsterisk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ARINB_PHONE", "mobile")
        with pytest.raises(PhoneError, match="ARINB_PHONE says 'mobile'"):
            exchange.phone("1002")


class TestRepr:
    def test_it_names_number_kind_and_state(self, phone: Phone) -> None:
        assert repr(phone) == f"<Phone 1000 ({phone.kind}), idle>"
        phone.dial("quiet")
        phone.wait_until("up")
        assert repr(phone) == f"<Phone 1000 ({phone.kind}), up>"
        phone.close()
        assert repr(phone) == f"<Phone 1000 ({phone.kind}), closed>"

    def test_no_password_is_shown(self, phone: Phone, exchange: PrivateAsterisk) -> None:
        passwords = re.findall(r"password = (\S+)", exchange.conf["pjsip.conf"].text)
        assert all(password not in repr(phone) for password in passwords)


def _wait_until_gone(pbx: PrivateAsterisk) -> None:
    """Wait until the killed Asterisk is known to be gone."""
    with pytest.raises(NotRunning):
        pbx.console.wait_for("nobody says this", timeout=5)
