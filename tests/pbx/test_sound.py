"""Sounds: measured, saved, read, shown."""

from __future__ import annotations

import base64
import math
import re
import struct
import wave
from array import array
from pathlib import Path

import pytest

from arinb.errors import PhoneError
from arinb.pbx.sound import Sound, joined

RATE = 8000
AMPLITUDE = 10_000


def tone(seconds: float = 1.0) -> Sound:
    """A tone of 400 Hz: whole periods, so that its figures are exact."""
    count = int(seconds * RATE)
    wave_ = (round(AMPLITUDE * math.sin(2 * math.pi * 400 * n / RATE)) for n in range(count))
    return Sound(array("h", wave_), RATE)


def silence(seconds: float = 1.0) -> Sound:
    return Sound(array("h", bytes(int(seconds * RATE) * 2)), RATE)


class TestFigures:
    def test_a_tone(self) -> None:
        sound = tone(1.5)
        assert sound.duration == 1.5
        assert sound.rms == pytest.approx(AMPLITUDE / math.sqrt(2), rel=0.001)
        assert sound.peak == AMPLITUDE
        assert not sound.silent

    def test_silence(self) -> None:
        sound = silence()
        assert (sound.duration, sound.rms, sound.peak, sound.silent) == (1.0, 0.0, 0, True)

    def test_nothing_at_all(self) -> None:
        sound = Sound(array("h"), RATE)
        assert (sound.duration, sound.rms, sound.peak, sound.silent) == (0.0, 0.0, 0, True)

    def test_the_lowest_sample_is_the_loudest(self) -> None:
        assert Sound(array("h", [-32768, 32767]), RATE).peak == 32768

    def test_joined(self) -> None:
        both = joined([tone(0.5), silence(0.25)])
        assert both is not None
        assert both.duration == 0.75
        assert joined([]) is None


class TestFiles:
    def test_saved_and_loaded_it_is_the_same(self, tmp_path: Path) -> None:
        sound = tone()
        path = sound.save(tmp_path / "tone.wav")
        again = Sound.load(path)
        assert again.samples == sound.samples
        assert again.rate == RATE
        assert [x.name for x in tmp_path.iterdir()] == ["tone.wav"]

    def test_any_program_can_play_it(self, tmp_path: Path) -> None:
        with wave.open(str(tone().save(tmp_path / "tone.wav"))) as wav:
            assert wav.getparams()[:4] == (1, 2, RATE, RATE)

    def test_an_empty_file_has_no_sound_yet(self, tmp_path: Path) -> None:
        (tmp_path / "new.wav").touch()
        assert Sound.load(tmp_path / "new.wav").duration == 0

    @pytest.mark.parametrize("cut", [1, 12, 43, 44, 45, 1001])
    def test_a_file_that_is_still_being_written(self, tmp_path: Path, cut: int) -> None:
        path = tone().save(tmp_path / "tone.wav")
        path.write_bytes(path.read_bytes()[:cut])
        assert len(Sound.load(path).samples) == max(0, cut - 44) // 2

    def test_a_length_that_is_not_written_yet(self, tmp_path: Path) -> None:
        path = tone().save(tmp_path / "tone.wav")
        data = bytearray(path.read_bytes())
        data[40:44] = bytes(4)
        path.write_bytes(data)
        assert Sound.load(path).duration == 1.0

    def test_other_chunks_are_passed_over(self, tmp_path: Path) -> None:
        data = tone().save(tmp_path / "tone.wav").read_bytes()
        odd = b"LIST" + struct.pack("<I", 3) + b"abc\0"
        (tmp_path / "list.wav").write_bytes(data[:12] + odd + data[12:])
        assert Sound.load(tmp_path / "list.wav").duration == 1.0

    @pytest.mark.parametrize(
        "data", [b"no sound at all", b"\0" * 100, b"RIFF" + b"\0" * 60, b"RIFX" + b"\0" * 60]
    )
    def test_another_file(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "x.wav").write_bytes(data)
        with pytest.raises(PhoneError, match=r"x\.wav is no WAV file"):
            Sound.load(tmp_path / "x.wav")

    @pytest.mark.parametrize(("channels", "width"), [(2, 2), (1, 1)])
    def test_a_form_that_is_not_understood(self, tmp_path: Path, channels: int, width: int) -> None:
        with wave.open(str(tmp_path / "x.wav"), "wb") as wav:
            wav.setnchannels(channels)
            wav.setsampwidth(width)
            wav.setframerate(RATE)
            wav.writeframes(bytes(400))
        with pytest.raises(PhoneError, match=f"{channels} channels of {width * 8} bits") as raised:
            Sound.load(tmp_path / "x.wav")
        assert "sox" in raised.value.next_step

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(PhoneError, match="can't be read") as raised:
            Sound.load(tmp_path / "none.wav")
        assert raised.value.why == "No such file or directory."

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(PhoneError, match="can't be written") as raised:
            tone().save(tmp_path / "none" / "tone.wav")
        assert "a folder that is there" in raised.value.next_step

    def test_a_file_in_the_place_of_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(PhoneError, match="can't be written"):
            tone().save(tmp_path / "file" / "tone.wav")

    def test_a_full_disk_leaves_the_earlier_file(self, tmp_path: Path) -> None:
        path = silence().save(tmp_path / "tone.wav")
        (tmp_path / ".tone.wav.partial").symlink_to("/dev/full")
        with pytest.raises(PhoneError, match="can't be written") as raised:
            tone().save(path)
        assert raised.value.why == "No space left on device."
        assert Sound.load(path).silent
        assert [x.name for x in tmp_path.iterdir()] == ["tone.wav"]


class TestShown:
    def test_a_notebook_shows_a_player_of_the_whole_sound(self, tmp_path: Path) -> None:
        shown = tone(0.5)._repr_html_()
        found = re.search(r'<audio controls src="data:audio/wav;base64,([^"]+)">', shown)
        assert found is not None
        (tmp_path / "shown.wav").write_bytes(base64.b64decode(found[1]))
        assert Sound.load(tmp_path / "shown.wav").samples == tone(0.5).samples
        assert "0.5 s, 8000 Hz, loud enough to hear" in shown
        assert "silence" in silence()._repr_html_()

    def test_repr(self) -> None:
        assert repr(tone(1.5)) == "<Sound 1.5 s>"
        assert repr(silence()) == "<Sound 1.0 s, silent>"
