"""A real Asterisk under load, cut off and killed: no event is lost, doubled or out of order."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator

import pytest

from arinb.ari import reconnecting
from arinb.ari.connection import Connection, connect
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.faults import times
from tests.faults.load import (
    DIALPLAN,
    Ledger,
    be_busy,
    caught_up,
    comes,
    counted_to,
    hear,
    kill,
    nothing_left,
)
from tests.faults.proxy import Proxy

# Shown with --log-cli-level=INFO.
LOGGER = logging.getLogger(__name__)

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture
def busy(program_22: Program) -> Iterator[PrivateAsterisk]:
    """A private Asterisk 22 with a dialplan that makes events."""
    with nothing_left(), PrivateAsterisk(program=program_22) as private:
        private.conf["extensions.conf"].write(DIALPLAN)
        private.reload()
        yield private


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no wait between attempts be long."""
    monkeypatch.setattr(reconnecting, "LONGEST", 0.5)


def listen(pbx: PrivateAsterisk, proxy: Proxy) -> Connection:
    return connect(
        proxy.url,
        username=pbx.username,
        password=pbx.password,
        app="everything",
        max_bytes=300_000_000,
    )


def test_cuts_under_load(busy: PrivateAsterisk) -> None:
    chance = random.Random(2)
    with Proxy(busy.http_port) as proxy, listen(busy, proxy) as ari:
        ledger, row = Ledger(proxy, ari), 0
        hear(ari)
        be_busy(busy)
        for number in range(times(12, 200)):
            assert ari.log.wait(lambda _: True, since=row + 3000, timeout=30)
            if number % 4 == 3:
                proxy.stall()
            proxy.cut(chance.random(), reset=number % 2 == 1)
            proxy.flow()
            row = comes(ari.log, "lost", since=row)
            row = comes(ari.log, "back", since=row)
            hear(ari)
            caught_up(ari.log, since=row)
            ledger.settle()
        assert ari.state == "open"
        busy.stop()
        comes(ari.log, "lost", since=row)
        ledger.settle()
    LOGGER.info("%d events on the wire and in the log, %d more cut", ledger.events, ledger.cut)


def test_kills_under_load(busy: PrivateAsterisk) -> None:
    with Proxy(busy.http_port) as proxy, listen(busy, proxy) as ari:
        ledger, row = Ledger(proxy, ari), 0
        for _ in range(times(3, 50)):
            hear(ari)
            be_busy(busy)
            counted_to(ari.log, 5000, since=row)
            kill(busy)
            row = comes(ari.log, "lost", since=row)
            busy.start()
            row = comes(ari.log, "back", since=row)
            caught_up(ari.log, since=row)
            ledger.settle()
        busy.stop()
        comes(ari.log, "lost", since=row)
        ledger.settle()
    LOGGER.info("%d events on the wire and in the log, %d more cut", ledger.events, ledger.cut)
