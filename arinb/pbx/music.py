"""Music on hold for a private Asterisk: two soft chords, so that a caller on hold hears it."""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path

RATE = 8000  # samples a second, as on a telephone
CHORDS = ((262, 330, 392), (220, 262, 330))  # Hz; C major and A minor, a second each
LOUDNESS = 2000  # of 32,767, for each tone


def write_music(path: Path) -> None:
    """Write the two chords as a WAV file; played again and again they join without a click.

    Parameters: `path` of the file.

    Raises OSError when it can't be written.

    Example: `write_music(layout.folder / "moh" / "chords.wav")`
    """
    samples = array("h")
    for chord in CHORDS:
        for i in range(RATE):
            swell = LOUDNESS * math.sin(math.pi * i / RATE)
            samples.append(int(swell * sum(math.sin(math.tau * f * i / RATE) for f in chord)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
