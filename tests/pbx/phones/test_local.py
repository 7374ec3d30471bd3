"""The handset inside Asterisk alone: what sets it apart from a SIP phone."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from arinb.errors import PhoneError
from arinb.pbx.find import Program
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk
from tests.pbx.phones.conftest import with_dialplan


@pytest.fixture
def handset(exchange: PrivateAsterisk) -> Iterator[Phone]:
    phone = exchange.phone("1000", kind="local")
    yield phone
    phone.close()


def test_it_can_be_dialled_after_a_reload_of_the_dialplan(
    handset: Phone, exchange: PrivateAsterisk
) -> None:
    handset.dial("quiet")
    handset.hangup()
    exchange.cli("dialplan reload")
    handset.dial("quiet")
    handset.wait_until("up")


def test_nobody_can_call_it(handset: Phone) -> None:
    with pytest.raises(PhoneError, match="can't be called") as raised:
        handset.answer()
    assert 'kind="sip"' in raised.value.next_step


def test_it_goes_on_being_heard_after_it_was_listened_to(
    handset: Phone, exchange: PrivateAsterisk
) -> None:
    mark = exchange.console.mark
    handset.dial("hello")
    exchange.console.wait_for(r"Executing \[hello@default:3\] Wait", timeout=10, since=mark)
    first = handset.heard
    second = handset.heard
    assert first is not None
    assert second is not None
    assert second.duration >= first.duration
    assert second.samples[: len(first.samples)] == first.samples


@pytest.mark.parametrize("name", ["plain", "with blank", "comma,semicolon;", "Bücher"])
def test_the_folder_may_have_any_name(program_22: Program, tmp_path: Path, name: str) -> None:
    with PrivateAsterisk(tmp_path / name, program=program_22) as pbx:
        handset = with_dialplan(pbx).phone("1000", kind="local")
        handset.dial("hello")
        pbx.console.wait_for(r"Executing \[hello@default:3\] Wait", timeout=10)
        handset.hangup()
        heard = handset.heard
        assert heard is not None
        assert not heard.silent


def test_its_recording_is_a_wav_file_of_telephone_quality(
    handset: Phone, exchange: PrivateAsterisk, tmp_path: Path
) -> None:
    mark = exchange.console.mark
    handset.dial("hello")
    exchange.console.wait_for(r"Executing \[hello@default:3\] Wait", timeout=10, since=mark)
    handset.hangup()
    assert handset.heard is not None
    with wave.open(str(handset.heard.save(tmp_path / "heard.wav"))) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 8000)
