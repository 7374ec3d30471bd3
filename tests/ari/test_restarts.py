"""connect() on a real Asterisk of either version that is killed, restarted, or changed."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from arinb.ari.connection import connect
from arinb.errors import AriError, ConnectionLost, NotAuthenticated
from arinb.pbx.private import PrivateAsterisk
from tests.ari.placing import DIALPLAN, enter, hang_up_everything, place_call
from tests.ari.secrets import SECRET, assert_secret_is_kept
from tests.faults.load import processes_of

if TYPE_CHECKING:
    from arinb.pbx.find import Program


def test_asterisk_killed_in_the_middle_of_a_call(program: Program) -> None:
    with (
        PrivateAsterisk(program=program) as pbx,
        connect(pbx, app="hello-world", reconnect=False) as ari,
    ):
        enter(pbx, ari)
        threading.Timer(0.3, processes_of(pbx)[0].kill).start()
        begin = time.monotonic()
        with pytest.raises(ConnectionLost, match="is Asterisk still running") as raised:
            ari.events.wait_for("StasisEnd", timeout=30)
        assert time.monotonic() - begin < 2
        assert "lost" in raised.value.arrived[0]
        assert repr(ari).endswith("lost>")
        with pytest.raises(AriError):
            ari.request("GET", "/channels")


def test_an_asterisk_that_is_started_again_is_found_again(program: Program) -> None:
    with (
        PrivateAsterisk(program=program) as pbx,
        connect(pbx, app="everything", subscribe_all=True) as ari,
    ):
        url = pbx.url
        pbx.stop()
        assert ari.log.wait(lambda entry: entry.type == "trying", timeout=5)
        assert repr(ari).endswith("trying>")
        pbx.conf["extensions.conf"].write(DIALPLAN)
        pbx.start()
        assert pbx.url == url
        ended = ari.log.wait(lambda e: (e.kind, e.path) == ("answer", "/ari/bridges"), timeout=15)
        assert ended is not None, str(ari.log)
        changes = [entry.type for entry in ari.log if entry.kind == "connection"]
        assert changes[:3] == ["opened", "lost", "trying"]
        assert (changes[-1], ari.state, ari.version) == ("back", "open", program.version)
        # It receives everything again, and learnt what is there now.
        application, channels, bridges = [entry.text for entry in ari.log[-5::2]]
        assert "__AST_CHANNEL_ALL_TOPIC" in application
        assert (channels, bridges) == ("[]", "[]")
        place_call(pbx, "silence")
        ari.events.wait_for("ChannelCreated", timeout=5)
        hang_up_everything(pbx)
        ari.events.wait_for("ChannelDestroyed", timeout=5)
        # A later connect() to the same application closes it, as ever.
        pbx.stop()
        assert ari.log.wait(lambda e: e.type == "trying", since=ended.row, timeout=5)
        pbx.start()
        with connect(pbx, app="everything") as newer:
            assert (ari.state, newer.state) == ("closed", "open")


def test_a_password_that_was_changed_counts_for_the_next_connection(program: Program) -> None:
    with PrivateAsterisk(program=program) as pbx, connect(pbx, app="hello-world") as ari:
        pbx.conf["ari.conf"].set(pbx.username, "password", SECRET)
        pbx.reload()
        # The WebSocket that is open goes on; requests don't.
        with pytest.raises(NotAuthenticated):
            ari.request("GET", "/channels")
        assert ari.state == "open"
        pbx.restart()
        with pytest.raises(ConnectionLost, match="was refused: 401") as raised:
            ari.events.wait_for("StasisStart", timeout=15)
        assert (ari.state, type(raised.value.__cause__)) == ("refused", NotAuthenticated)
        assert_secret_is_kept(raised.value)
