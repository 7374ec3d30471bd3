"""A private Asterisk does not open to the network with a password that everybody knows."""

from __future__ import annotations

import pytest

from arinb.errors import CommandError, StartError
from arinb.pbx.private import PrivateAsterisk
from tests.pbx.ask import ping

TUTORIAL = "[general]\nenabled = yes\n[asterisk]\ntype = user\npassword = asterisk\n"


def test_it_is_not_started(stopped: PrivateAsterisk) -> None:
    stopped.conf["ari.conf"] = TUTORIAL
    stopped.conf["http.conf"].set("general", "bindaddr", "0.0.0.0")
    with pytest.raises(StartError, match="Other machines can reach 0\\.0\\.0\\.0") as raised:
        stopped.start()
    assert "place calls" in raised.value.why
    assert "bindaddr = 127.0.0.1" in raised.value.next_step
    assert not stopped.running
    stopped.conf["http.conf"].set("general", "bindaddr", "127.0.0.1")
    assert ping(stopped.start()) == 200


def test_nothing_is_reloaded(stopped: PrivateAsterisk) -> None:
    stopped.conf["ari.conf"] = TUTORIAL
    stopped.start()
    stopped.conf["http.conf"].set("general", "bindaddr", "0.0.0.0")
    with pytest.raises(CommandError, match="Nothing is reloaded") as raised:
        stopped.reload()
    assert "bindaddr = 127.0.0.1" in raised.value.next_step
    assert "127.0.0.1" in stopped.cli("http show status")


def test_a_random_password_may_be_seen_from_everywhere(stopped: PrivateAsterisk) -> None:
    stopped.conf["http.conf"].set("general", "bindaddr", "0.0.0.0")
    assert ping(stopped.start()) == 200
