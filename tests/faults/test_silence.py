"""A network that goes dead: no goodbye, no end, no reset, nothing."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys

import pytest

from arinb.ari.address import Address
from arinb.ari.handshake import SILENCE, open_websocket
from tests.ari.ws_peer import Wire, ws_peer
from tests.faults import SOAK
from tests.needs import needs


def test_the_system_looks_after_a_silent_connection() -> None:
    with ws_peer(Wire.until_closed) as url:
        websocket = open_websocket(Address(url, "a", "b"), "a", subscribe_all=False, timeout=5)
        connected = websocket.sock
        assert connected is not None
        assert connected.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        idle, pause, count, most = (
            connected.getsockopt(socket.IPPROTO_TCP, option)
            for option in (
                socket.TCP_KEEPIDLE,
                socket.TCP_KEEPINTVL,
                socket.TCP_KEEPCNT,
                socket.TCP_USER_TIMEOUT,
            )
        )
        assert idle + pause * count == SILENCE == most / 1000
        connected.close()


@pytest.mark.skipif(not SOAK, reason="takes half a minute: `make soak` does it")
def test_a_dead_network_is_noticed_and_survived() -> None:
    own_network = ["unshare", "--map-root-user", "--net"]
    able = bool(shutil.which("unshare") and shutil.which("ip"))
    if able:
        able = not subprocess.run(
            [*own_network, "true"], check=False, capture_output=True
        ).returncode
    needs(able, "`ip`, and `unshare` that makes a network of its own")
    ended = subprocess.run(
        [*own_network, sys.executable, "-m", "tests.faults.dead_network"],
        check=True,
        capture_output=True,
        timeout=110,
    )
    seconds, lost, trying, back = json.loads(ended.stdout)
    assert SILENCE - 1 < seconds < SILENCE + 8
    assert "no sign of life from the other side for 25 s" in lost
    assert "can't be reached" in trying
    assert "what happened in between is not in this log" in back
