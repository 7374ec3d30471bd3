"""The command `arinb`, run as a learner runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from arinb.cli import main
from arinb.pbx.find import Program
from arinb.pbx.ports import free_port
from arinb.pbx.private import PrivateAsterisk
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


def test_doctor_of_a_server_where_all_is_well(shared_pbx: PrivateAsterisk) -> None:
    done = arinb(
        "doctor", "--url", shared_pbx.url, "--user", "asterisk", ARI_PASSWORD=shared_pbx.password
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✓ credentials" in done.stdout
    assert "✗" not in done.stdout
    assert shared_pbx.password not in done.stdout + done.stderr


def test_doctor_names_the_broken_link_of_a_server(shared_pbx: PrivateAsterisk) -> None:
    done = arinb(
        "doctor", "--url", shared_pbx.url, "--user", "asterisk", ARI_PASSWORD="not-the-password"
    )
    assert done.returncode == 1
    assert "The chain is broken at: credentials." in done.stdout
    assert "fix:" in done.stdout
    assert "not-the-password" not in done.stdout + done.stderr


def test_doctor_looks_at_the_application_and_the_origin(shared_pbx: PrivateAsterisk) -> None:
    words = ("doctor", "--url", shared_pbx.url, "--user", "asterisk")
    done = arinb(*words, "--app", "nobody", ARI_PASSWORD=shared_pbx.password)
    assert done.returncode == 1
    assert "The chain is broken at: application." in done.stdout
    done = arinb(*words, "--origin", "http://localhost:1", ARI_PASSWORD=shared_pbx.password)
    assert done.returncode == 1
    assert "The chain is broken at: origin." in done.stdout


def test_doctor_of_a_server_that_is_not_there() -> None:
    done = arinb("doctor", "--url", f"http://127.0.0.1:{free_port('tcp')}")
    assert done.returncode == 1
    assert "The chain is broken at: port." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_doctor_asks_for_the_password_without_showing_it(
    shared_pbx: PrivateAsterisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARI_PASSWORD", raising=False)
    done = CliRunner().invoke(
        main,
        ["doctor", "--url", shared_pbx.url, "--user", "asterisk"],
        input=f"{shared_pbx.password}\n",
    )
    assert done.exit_code == 0, done.output
    assert "Password of asterisk" in done.stderr
    assert "Password" not in done.stdout
    assert shared_pbx.password not in done.output


def test_doctor_takes_no_password_as_an_argument() -> None:
    done = arinb("doctor", "--url", "http://127.0.0.1:8088", "--password", "secret")
    assert done.returncode == 2
    assert "--password" in done.stderr


def test_doctor_asks_for_the_server_that_is_meant() -> None:
    done = arinb("doctor", "--user", "asterisk")
    assert done.returncode == 2
    assert "--url" in done.stderr


def test_doctor_without_a_user_says_how_to_name_one(shared_pbx: PrivateAsterisk) -> None:
    done = arinb("doctor", "--url", shared_pbx.url)
    assert done.returncode == 1
    assert "--user NAME" in done.stdout
    assert "username=" not in done.stdout


def test_doctor_says_what_is_wrong_with_a_url() -> None:
    done = arinb("doctor", "--url", "pbx.example:8088")
    assert done.returncode == 1
    assert "http://" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
