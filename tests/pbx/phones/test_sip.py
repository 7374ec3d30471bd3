"""The SIP phone alone: registration, being called, and what goes wrong with its program."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import arinb.pbx.phones as phones
from arinb.errors import PhoneError
from arinb.pbx.find import Baresip, Program, find_baresip
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk
from tests.needs import needs
from tests.pbx.phones.conftest import hang_up_all


@pytest.fixture(autouse=True)
def _there_is_a_baresip() -> None:
    needs(find_baresip() is not None, "the SIP phone program baresip")


@pytest.fixture
def sip(exchange: PrivateAsterisk) -> Iterator[Phone]:
    phone = exchange.phone("1000", kind="sip")
    yield phone
    phone.close()
    hang_up_all(exchange)


def programs(phone: Phone, exchange: PrivateAsterisk) -> list[psutil.Process]:
    """The processes that run in the phone's own folder."""
    folder = str(exchange.folder / "phones" / phone.number)
    children = psutil.Process().children(recursive=True)
    return [x for x in children if x.cwd() == folder and "guard.py" not in " ".join(x.cmdline())]


class TestRegistration:
    @pytest.mark.usefixtures("sip")
    def test_asterisk_knows_where_it_is(self, exchange: PrivateAsterisk) -> None:
        contacts = exchange.cli("pjsip show contacts")
        assert re.search(r"1000/sip:1000\S*@127\.0\.0\.1:\d+", contacts)

    @pytest.mark.usefixtures("sip")
    def test_each_phone_has_its_own_random_password(self, exchange: PrivateAsterisk) -> None:
        other = exchange.phone("1003", kind="sip")
        conf = exchange.conf["pjsip.conf"]
        passwords = {conf.get(number, "password") for number in ("1000", "1003")}
        assert len(passwords) == 2
        assert all(password and len(password) >= 32 for password in passwords)
        other.close()

    def test_a_section_without_a_password(self, exchange: PrivateAsterisk) -> None:
        file = exchange.conf["pjsip.conf"]
        file.write(file.text + "\n[2000]\ntype = endpoint\n")
        with pytest.raises(PhoneError, match=r"\[2000\], but no password") as raised:
            exchange.phone("2000", kind="sip")
        assert "another number" in raised.value.next_step

    def test_asterisk_refuses_it(self, program_22: Program) -> None:
        with PrivateAsterisk(program=program_22) as pbx:
            pbx.phone("1000", kind="sip").close()
            # Written, but not read yet: Asterisk expects another one.
            pbx.conf["pjsip.conf"].set("1000", "password", "wrong")
            with pytest.raises(PhoneError, match="could not register") as raised:
                pbx.phone("1000", kind="sip")
            assert "401" in raised.value.why
            assert "pjsip.conf" in raised.value.next_step


class TestBeingCalled:
    def test_it_rings_and_answers(self, sip: Phone, exchange: PrivateAsterisk) -> None:
        exchange.cli("channel originate PJSIP/1000 extension hello@default")
        sip.wait_until("ringing")
        sip.answer()
        assert repr(sip) == "<Phone 1000 (sip), up>"
        exchange.console.wait_for("<PJSIP/1000-.*> Playing 'hello-world", timeout=10)
        sip.hangup()
        assert sip.state == "idle"

    def test_it_refuses(self, sip: Phone, exchange: PrivateAsterisk) -> None:
        exchange.cli("channel originate PJSIP/1000 extension hello@default")
        sip.wait_until("ringing")
        sip.hangup()
        assert sip.state == "idle"

    def test_the_caller_gives_up(self, sip: Phone, exchange: PrivateAsterisk) -> None:
        exchange.cli("channel originate PJSIP/1000 extension hello@default")
        sip.wait_until("ringing")
        exchange.cli("channel request hangup all")
        sip.wait_until("idle")

    def test_answering_when_it_does_not_ring(self, sip: Phone) -> None:
        with pytest.raises(PhoneError, match="does not ring; it is idle"):
            sip.answer()


class TestItsProgram:
    def test_it_is_killed_during_a_call(self, sip: Phone, exchange: PrivateAsterisk) -> None:
        sip.dial("quiet")
        (baresip,) = programs(sip, exchange)
        baresip.kill()
        sip.wait_until("idle")
        assert not sip.alive
        with pytest.raises(PhoneError, match="switched off"):
            sip.dial("quiet")
        again = exchange.phone("1000")
        assert again is not sip
        again.dial("quiet")
        again.close()

    def test_it_goes_with_its_asterisk(self, program_22: Program) -> None:
        with PrivateAsterisk(program=program_22) as pbx:
            phone = pbx.phone("1000", kind="sip")
            phone.dial("1000")
            found = programs(phone, pbx)
            assert len(found) == 1
            pbx.stop()
            assert not phone.alive
            assert psutil.wait_procs(found, timeout=3)[1] == []

    def test_it_does_not_start(
        self, exchange: PrivateAsterisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = Baresip((sys.executable, "-c", "exit('no modules')"), tmp_path, "a test")
        monkeypatch.setattr(phones, "find_baresip", lambda: broken)
        with pytest.raises(PhoneError, match="did not start") as raised:
            exchange.phone("1004", kind="sip")
        assert "no modules" in raised.value.why
        assert 'kind="local"' in raised.value.next_step

    def test_there_is_none(
        self, exchange: PrivateAsterisk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(phones, "find_baresip", lambda: None)
        with pytest.raises(PhoneError, match="no SIP phone program") as raised:
            exchange.phone("1004", kind="sip")
        assert "arinb asterisk install" in raised.value.next_step
        handset = exchange.phone("1004")
        assert handset.kind == "local"
        handset.close()


class TestKeptFolder:
    def test_a_new_phone_has_heard_nothing(self, program_22: Program, tmp_path: Path) -> None:
        with PrivateAsterisk(tmp_path / "kept", program=program_22) as pbx:
            pbx.phone("1000", kind="sip").dial("1000")
        with PrivateAsterisk(tmp_path / "kept", program=program_22) as pbx:
            assert pbx.phone("1000", kind="sip").heard is None
