"""Channels in an application, on Asterisks of both versions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from arinb.ari.connection import Connection, connect
from arinb.ari.objects.channels import Channel
from arinb.errors import NotFound
from arinb.pbx.private import PrivateAsterisk

APP = "resources"


@pytest.fixture(scope="session")
def pbx_each(shared_pbx_each: PrivateAsterisk) -> PrivateAsterisk:
    """A running Asterisk where `unanswered` leads into the application as it is."""
    shared_pbx_each.cli(f"dialplan add extension unanswered,1,Stasis({APP}) into default replace")
    return shared_pbx_each


@pytest.fixture
def ari(pbx_each: PrivateAsterisk) -> Iterator[Connection]:
    with connect(pbx_each, app=APP) as connection:
        yield connection


@pytest.fixture
def ringing(ari: Connection, pbx_each: PrivateAsterisk) -> Iterator[Channel]:
    """A channel in the application that nobody has answered yet."""
    pbx_each.cli("channel originate Local/unanswered@default application Wait 60")
    channel = ari.events.wait_for("StasisStart").channel
    assert channel is not None
    yield channel
    with suppress(NotFound):
        channel.hangup()


@pytest.fixture
def channel(ringing: Channel) -> Channel:
    """A channel in the application whose call is up."""
    ringing.answer()
    ringing.refresh()
    return ringing
