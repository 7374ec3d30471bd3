"""What the tests of live objects share: a client of nobody, and one of a scripted peer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arinb.ari.client import Client
from tests.ari.objects.wire import NOTHING, Wire
from tests.ari.peer import Peer


@pytest.fixture
def client() -> Client:
    """A client whose requests would reach nobody: port 9."""
    return Client("http://127.0.0.1:9", "asterisk", "secret")


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    """A peer that says yes to everything, and a client of it."""
    with Peer(NOTHING) as peer:
        made = Wire(peer)
        yield made
        made.client.close()
