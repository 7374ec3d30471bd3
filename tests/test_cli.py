"""The command `arinb`, run as a learner runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from importlib.metadata import version
from pathlib import Path

import pytest

from arinb.pbx.find import Program
from arinb.pbx.sound import Sound


def arinb(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from arinb.cli import main; main()", *words],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def named(program: Program) -> str:
    return str(program.root or program.path)


def test_without_a_command_it_helps() -> None:
    done = arinb("--help")
    assert done.returncode == 0
    for command in ("hello", "doctor", "asterisk", "lab"):
        assert command in done.stdout


def test_it_knows_its_version() -> None:
    assert version("arinb") in arinb("--version").stdout


@pytest.mark.parametrize("phone", ["sip", "local"])
def test_hello_makes_the_tutorials_call(program: Program, phone: str, tmp_path: Path) -> None:
    wav = tmp_path / "heard.wav"
    done = arinb("hello", "--phone", phone, "--keep-wav", str(wav), ARINB_ASTERISK=named(program))
    assert done.returncode == 0, done.stdout + done.stderr
    in_order = [
        "--- http.conf", "--- ari.conf", "--- extensions.conf", "Creating Stasis app",
        "Executing [1000@default:1]", '"StasisStart"', "> POST /ari/channels/",
        "< HTTP/1.1 201 Created", '"PlaybackStarted"', '"PlaybackFinished"', '"StasisEnd"',
        "channel_name",
    ]  # fmt: skip
    places = [done.stdout.index(text) for text in in_order]
    assert places == sorted(places)
    with wave.open(str(wav)) as file:
        assert file.getframerate() == 8000
    heard = Sound.load(wav)
    assert heard.rms > 300
    assert 1.0 < heard.duration < 3.0


def test_hello_shows_no_password(program_22: Program, tmp_path: Path) -> None:
    done = arinb("hello", "--keep-wav", str(tmp_path / "w.wav"), ARINB_ASTERISK=named(program_22))
    assert "password = ••••" in done.stdout
    assert "Authorization: Basic ***" in done.stdout


def test_hello_says_which_link_broke(program_22: Program, tmp_path: Path) -> None:
    nowhere = tmp_path / "missing" / "heard.wav"
    done = arinb("hello", "--keep-wav", str(nowhere), ARINB_ASTERISK=named(program_22))
    assert done.returncode == 1
    assert "The chain broke at this link: the sound" in done.stdout
    assert "Next:" in done.stdout


def test_hello_without_an_asterisk_names_the_ways_left(tmp_path: Path) -> None:
    done = arinb("hello", ARINB_ASTERISK=str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "arinb asterisk install" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_path_says_where_the_asterisk_is(program_22: Program) -> None:
    done = arinb("asterisk", "path", ARINB_ASTERISK=named(program_22))
    assert Path(done.stdout.strip()) == program_22.path


def test_path_without_an_asterisk_is_a_plain_error(tmp_path: Path) -> None:
    done = arinb("asterisk", "path", ARINB_ASTERISK=str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "Next:" in done.stderr
    assert "Traceback" not in done.stderr


def test_install_if_missing_does_nothing_where_there_is_one(program_22: Program) -> None:
    done = arinb("asterisk", "install", "--if-missing", ARINB_ASTERISK=named(program_22))
    assert done.returncode == 0
    assert program_22.version in done.stdout


def test_doctor_on_a_healthy_machine(program_22: Program) -> None:
    done = arinb("doctor", ARINB_ASTERISK=named(program_22))
    assert done.returncode == 0, done.stdout
    assert "Everything that a lesson needs is there." in done.stdout
    assert "✗" not in done.stdout


def test_doctor_without_an_asterisk(tmp_path: Path) -> None:
    done = arinb("doctor", ARINB_ASTERISK=str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "✗ Asterisk" in done.stdout
    assert "→" in done.stdout
