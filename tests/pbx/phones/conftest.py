"""Phones of both kinds, on Asterisks of both versions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import cast

import pytest

from arinb.pbx.find import Program, find_baresip
from arinb.pbx.phones import Kind, Phone
from arinb.pbx.private import PrivateAsterisk
from tests.needs import needs

PATIENCE = 5.0  # seconds for calls to end

# Beside the tutorial's 1000: what a call can come to without a program that controls it.
DIALPLAN = """
exten => hello,1,Answer()
 same => n,Playback(hello-world)
 same => n,Wait(60)

exten => quiet,1,Answer()
 same => n,Wait(60)

exten => over,1,Answer()
 same => n,Hangup()

exten => rings,1,Ringing()
 same => n,Wait(60)

exten => silent,1,Wait(60)

exten => busy,1,Busy(1)

exten => keys,1,Answer()
 same => n,Read(PRESSED,,4,,1,20)
 same => n,NoOp(pressed ${PRESSED})
 same => n,Wait(60)
"""


@pytest.fixture(params=["sip", "local"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each kind of phone in turn."""
    if request.param == "sip":
        needs(find_baresip() is not None, "the SIP phone program baresip")
    return cast("Kind", request.param)


@pytest.fixture(scope="session")
def exchange(program: Program) -> Iterator[PrivateAsterisk]:
    """A running Asterisk of each version whose dialplan knows some calls."""
    with PrivateAsterisk(program=program) as pbx:
        yield with_dialplan(pbx)


@pytest.fixture
def phone(exchange: PrivateAsterisk, kind: Kind) -> Iterator[Phone]:
    """A phone of each kind, in no call."""
    phone = exchange.phone("1000", kind=kind)
    yield phone
    phone.close()
    hang_up_all(exchange)


def with_dialplan(pbx: PrivateAsterisk) -> PrivateAsterisk:
    """Write the calls above below the context [default] and have them read."""
    file = pbx.conf["extensions.conf"]
    file.write(file.text + DIALPLAN)
    pbx.cli("dialplan reload")
    return pbx


def hang_up_all(pbx: PrivateAsterisk) -> None:
    """End what calls a test left: of a phone that was killed, Asterisk would wait for long."""
    pbx.cli("channel request hangup all")
    deadline = time.monotonic() + PATIENCE
    while pbx.cli("core show channels concise") and time.monotonic() < deadline:
        time.sleep(0.02)
