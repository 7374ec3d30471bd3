from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest

from arinb.errors import CommandError, NotRunning
from arinb.pbx.control import LONGEST_COMMAND, CliOutput, ask

if TYPE_CHECKING:
    from pathlib import Path

    from arinb.pbx.private import PrivateAsterisk


def test_a_command_says_what_asterisk_says(shared_pbx_each: PrivateAsterisk) -> None:
    said = shared_pbx_each.cli("core show channels")
    assert isinstance(said, str)
    assert said.lines[0].startswith("Channel")
    assert any(line.strip().endswith((" active call", " active calls")) for line in said.lines)
    assert repr(said) == str(said)


def test_a_long_answer_is_whole(shared_pbx_each: PrivateAsterisk) -> None:
    said = shared_pbx_each.cli("core show applications")
    assert said.lines[-1].strip().endswith("Applications Registered =-")
    assert len(said.lines) > 80


def test_an_unknown_command_is_refused_in_asterisk_s_words(
    shared_pbx_each: PrivateAsterisk,
) -> None:
    with pytest.raises(CommandError, match="No such command 'core show nonsense'"):
        shared_pbx_each.cli("core show nonsense")


def test_a_command_that_fails(shared_pbx_each: PrivateAsterisk) -> None:
    with pytest.raises(CommandError, match="Unable to load module res_nonsense"):
        shared_pbx_each.cli("module load res_nonsense.so")


def test_wrong_arguments_give_the_usage(shared_pbx_each: PrivateAsterisk) -> None:
    assert shared_pbx_each.cli("core show application").startswith("Usage:")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", "there is no command"),
        ("   ", "there is no command"),
        ("core show\nchannels", "one line"),
        ("core show\0channels", "one line"),
        ("core show " + "x" * LONGEST_COMMAND, "bytes"),
    ],
)
def test_what_asterisk_could_not_take_is_refused_here(
    shared_pbx: PrivateAsterisk, command: str, words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        shared_pbx.cli(command)


def test_the_longest_command_goes_through(shared_pbx_each: PrivateAsterisk) -> None:
    command = "dialplan set global LONG ".ljust(LONGEST_COMMAND, "x")
    shared_pbx_each.cli(command)
    assert "LONG=xxx" in shared_pbx_each.cli("dialplan show globals")


def test_other_alphabets(shared_pbx_each: PrivateAsterisk) -> None:
    shared_pbx_each.cli("dialplan set global NAME Jürgen_中")
    assert "NAME=Jürgen_中" in shared_pbx_each.cli("dialplan show globals")


def test_a_restart_over_the_console_is_not_for_a_private_one(shared_pbx: PrivateAsterisk) -> None:
    with pytest.raises(CommandError, match="restart") as caught:
        shared_pbx.cli("core restart now")
    assert "pbx.restart()" in caught.value.next_step
    assert shared_pbx.running


def test_commands_from_many_threads(shared_pbx: PrivateAsterisk) -> None:
    answers: list[str] = []

    def show() -> None:
        answers.extend(shared_pbx.cli("core show version") for _ in range(20))

    threads = [threading.Thread(target=show) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 160
    assert len(set(answers)) == 1


def test_commands_leave_no_lines_on_the_console(shared_pbx: PrivateAsterisk) -> None:
    mark = shared_pbx.console.mark
    ended = shared_pbx.console.connections_ended
    shared_pbx.cli("core show channels")
    shared_pbx.console.settle(ended + 1, timeout=5)
    assert not [line for line in shared_pbx.console.since(mark) if "Remote UNIX" in line]


def test_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(NotRunning, match="does not answer"):
        ask(tmp_path / "asterisk.ctl", "core show channels", 1.0)


def test_an_answer_that_never_comes(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "ctl"))
        deaf.listen()
        with pytest.raises(CommandError, match=r"within 0\.1 s"):
            ask(tmp_path / "ctl", "core show channels", 0.1)


def test_a_socket_with_a_very_long_path(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120)
    deep.mkdir()
    with pytest.raises(NotRunning, match="No such file"):
        ask(deep / "ctl", "core show channels", 1.0)


def test_output_is_text() -> None:
    said = CliOutput("a\nb")
    assert (said, said.lines, f"{said!r}") == ("a\nb", ["a", "b"], "a\nb")
