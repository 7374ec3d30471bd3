"""Lessons 1 to 4: right ways that are not the solution's pass, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import arinb
from arinb.lessons import Lesson
from arinb.pbx.find import Program, find_baresip
from tests.needs import needs

CALLED = 'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
RIGHT = [
    pytest.param(
        "sounds",
        "count-the-messages",
        f"{CALLED}channel.answer()\n"
        'channel.play(["sound:vm-youhave", "characters:3", "sound:vm-messages"])\n',
        id="characters",
    ),
    pytest.param(
        "digits",
        "interrupt-the-menu",
        f'{CALLED}phone.wait_until("up")\nmenu = channel.play("sound:vm-opts")\n'
        'ari.events.wait_for("PlaybackStarted")\nphone.send_digits("2")\n'
        'ari.events.wait_for("ChannelDtmfReceived")\nmenu.stop()\n'
        'said = channel.play("digits:2")\n'
        'ari.events.wait_for("PlaybackFinished", playback=said)\n',
        id="the-digit-said-after-the-menu",
    ),
]


@pytest.fixture
def classroom(
    request: pytest.FixtureRequest,
    program_22: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Lesson, dict[str, object]]]:
    """A lesson that is started, and its names."""
    needs(find_baresip() is not None, "a SIP phone")
    monkeypatch.setenv("ARINB_ASTERISK", str(program_22.root or program_22.path))
    monkeypatch.chdir(tmp_path)
    lesson = Lesson(request.getfixturevalue("plan"))
    pbx, ari, *phones = lesson.start()
    yield lesson, {"arinb": arinb, "pbx": pbx, "ari": ari, "phone": phones[0]}
    lesson.close()


@pytest.mark.parametrize(("plan", "exercise", "code"), RIGHT)
def test_another_right_way_passes(
    classroom: tuple[Lesson, dict[str, object]], plan: str, exercise: str, code: str
) -> None:
    lesson, names = classroom
    lesson.begin(exercise)
    exec(code, names)
    verdict = lesson.check(exercise)
    assert verdict.passed, verdict
