"""What a phone heard, as a sound that a notebook can play."""

from __future__ import annotations

import base64
import contextlib
import io
import math
import os
import struct
import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

from arinb.errors import PhoneError

# Below this RMS (of 32768) nobody hears anything; speech has a thousand and more.
AUDIBLE = 50

HEADER = 44  # bytes of a WAV file before its first sample
RATE = 8000  # samples per second of a file that does not tell yet
PCM = 1  # the coding of plain samples
FORMAT = struct.Struct("<HHIIHH")  # coding, channels, rate, bytes per second, block, bits


class Sound:
    """A sound of 16 bits a sample, one channel.

    Parameters: `samples`, from -32768 to 32767; `rate`, samples per second.

    Example: `phone.heard.duration`
    """

    def __init__(self, samples: array[int], rate: int) -> None:
        self.samples = samples
        self.rate = rate

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Sound:
        """Return the sound in a WAV file, even while it is still being written.

        Parameters: `path` of a file of 16 bits a sample, one channel.

        Raises PhoneError if the file is another one or can't be read.

        Example: `Sound.load("heard.wav").rms`
        """
        path = Path(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PhoneError(
                f"The sound {path} can't be read.",
                why=f"{error.strerror}.",
                next_step="Name a WAV file that is there.",
            ) from error
        return cls(*_parsed(data, path.name))

    @property
    def duration(self) -> float:
        """Its length in seconds.

        Example: `round(phone.heard.duration, 1)`
        """
        return len(self.samples) / self.rate

    @property
    def rms(self) -> float:
        """Its loudness: the root of the mean of the squares, from 0 to 32768.

        Example: `phone.heard.rms > 300`
        """
        if not self.samples:
            return 0.0
        return math.sqrt(sum(s * s for s in self.samples) / len(self.samples))

    @property
    def peak(self) -> int:
        """Its loudest sample, from 0 to 32768.

        Example: `phone.heard.peak`
        """
        return max(map(abs, self.samples), default=0)

    @property
    def silent(self) -> bool:
        """Whether nobody would hear anything.

        Example: `assert not phone.heard.silent`
        """
        return self.rms < AUDIBLE

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write it into a WAV file and return the file's path.

        Parameters: `path` of the file, which is replaced if it is there.

        Raises PhoneError, with an earlier file untouched, if it can't be written.

        Example: `phone.heard.save("heard.wav")`
        """
        path = Path(path)
        partial = path.with_name(f".{path.name}.partial")
        try:
            partial.write_bytes(self._wav())
            partial.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):  # where the folder is the trouble, it is not there
                partial.unlink()
            raise PhoneError(
                f"The sound can't be written to {path}.",
                why=f"{error.strerror}.",
                next_step="Name another file, in a folder that is there and that you may write to.",
            ) from error
        return path

    def __repr__(self) -> str:
        return f"<Sound {self.duration:.1f} s{', silent' if self.silent else ''}>"

    def _repr_html_(self) -> str:
        data = base64.b64encode(self._wav()).decode("ascii")
        heard = "silence" if self.silent else "loud enough to hear"
        return (
            f'<audio controls src="data:audio/wav;base64,{data}"></audio>'
            f"<div>{self.duration:.1f} s, {self.rate} Hz, {heard}</div>"
        )

    def _wav(self) -> bytes:
        file = io.BytesIO()
        with wave.open(file, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(self.rate)
            wav.writeframes(_little_endian(self.samples).tobytes())
        return file.getvalue()


def joined(sounds: list[Sound]) -> Sound | None:
    """Return sounds one after another as one; None for none.

    Example: `joined([Sound.load("a.wav"), Sound.load("b.wav")])`
    """
    if not sounds:
        return None
    samples = array("h")
    for sound in sounds:
        samples.extend(sound.samples)
    return Sound(samples, sounds[0].rate)


def _parsed(data: bytes, name: str) -> tuple[array[int], int]:
    """Samples and rate; of a file that is still being written, those that are there."""
    samples = array("h")
    if len(data) < HEADER and b"RIFF".startswith(data[:4]):
        return samples, RATE
    chunks = dict(_chunks(data))
    form = chunks.get(b"fmt ", b"")
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE" or len(form) < FORMAT.size:
        raise PhoneError(f"{name} is no WAV file.", next_step="Use a file that a phone recorded.")
    coding, channels, rate, _, _, bits = FORMAT.unpack_from(form)
    if (coding, channels, bits) != (PCM, 1, 16) or not rate:
        raise PhoneError(
            f"{name} has {channels} channels of {bits} bits, in coding {coding}.",
            why="only one channel of 16 bits of plain samples (coding 1) is understood.",
            next_step="Convert it first, for instance with sox.",
        )
    body = chunks.get(b"data", b"")
    samples.frombytes(body[: len(body) // 2 * 2])
    return _little_endian(samples), rate


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The named parts of a WAV file. The length of the sound is written last, so it may be wrong:
    0, or more than there is.
    """
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        at += 8
        end = len(data) if name == b"data" and not length else at + length
        yield name, data[at:end]
        at = end + end % 2


def _little_endian(samples: array[int]) -> array[int]:
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples
