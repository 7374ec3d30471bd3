"""Every operation of ARI, called on real Asterisks of both versions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from arinb.ari.api.catalogue import OPERATIONS, operation_at
from arinb.ari.connection import Connection, connect
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.recordings import LiveRecording
from arinb.errors import AriError, NeedsNewer
from arinb.pbx.find import find_baresip
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk
from arinb.versions import knows
from tests.needs import needs

APP = "operations"
DIALPLAN = {
    "enters": [f"Stasis({APP},one,two)"],
    "answers": ["Answer()", "Wait(60)"],
    "offers": [f"StasisBroadcast(5000,^{APP}$)"],
}


@pytest.fixture(scope="session")
def pbx_each(shared_pbx_each: PrivateAsterisk) -> PrivateAsterisk:
    """A running Asterisk whose dialplan leads into the application."""
    for extension, steps in DIALPLAN.items():
        for priority, step in enumerate(steps, start=1):
            where = f"{extension},{priority},{step} into default replace"
            shared_pbx_each.cli(f"dialplan add extension {where}")
    return shared_pbx_each


@pytest.fixture
def ari(pbx_each: PrivateAsterisk, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A connection; afterwards its log must show that the operations were really called."""
    with connect(pbx_each, app=APP) as connection:
        yield connection
        answered = [
            (operation.name, entry.status)
            for entry in connection.log
            if entry.kind == "answer"
            and (operation := operation_at(entry.method, entry.path)) is not None
        ]
        for name in _marked(request, "operation"):
            statuses = OPERATIONS[name].statuses
            if knows(connection.version, OPERATIONS[name].since):
                assert any(n == name and s in statuses for n, s in answered), name
        for name in _marked(request, "refused"):
            if knows(connection.version, OPERATIONS[name].since):
                assert any(n == name and (s or 0) >= 400 for n, s in answered), name


def _marked(request: pytest.FixtureRequest, mark: str) -> list[str]:
    marks = request.node.iter_markers(mark)
    return [name for found in marks for name in found.args]


@contextmanager
def newer(ari: Connection, name: str) -> Iterator[None]:
    """What an old Asterisk does not have is refused before it is sent; a new one goes on."""
    if knows(ari.version, OPERATIONS[name].since):
        yield
        return
    sent = len(ari.log)
    with pytest.raises(NeedsNewer, match=f"needs Asterisk .*; this is {ari.version}") as raised:
        yield
    assert raised.value.next_step
    assert len(ari.log) == sent


@pytest.fixture
def ringing(ari: Connection, pbx_each: PrivateAsterisk) -> Iterator[Channel]:
    """A channel in the application that nobody has answered yet."""
    pbx_each.cli("channel originate Local/enters@default application Wait 60")
    channel = ari.events.wait_for("StasisStart").channel
    assert channel is not None
    yield channel
    with suppress(AriError):
        channel.hangup()


@pytest.fixture
def channel(ringing: Channel) -> Channel:
    """A channel in the application whose call is up."""
    ringing.answer()
    return ringing.refresh()


@pytest.fixture
def bridge(ari: Connection) -> Iterator[Bridge]:
    """A mixing bridge."""
    bridge = ari.bridges.create(type="mixing", name="a test's")
    yield bridge
    with suppress(AriError):
        bridge.destroy()


@pytest.fixture
def recording(ari: Connection, channel: Channel, request: pytest.FixtureRequest) -> LiveRecording:
    """A recording that goes on."""
    name = f"tests/{request.node.name}"
    recording = channel.record(name, "wav", if_exists="overwrite")
    ari.events.wait_for("RecordingStarted")
    return recording


@pytest.fixture
def phone(pbx_each: PrivateAsterisk) -> Iterator[Phone]:
    """A SIP phone."""
    needs(find_baresip() is not None, "the SIP phone program baresip")
    phone = pbx_each.phone("1000", kind="sip")
    yield phone
    phone.close()


@pytest.fixture
def on_the_phone(ari: Connection, phone: Phone) -> Iterator[Channel]:
    """The channel of a call that a SIP phone has made, and that is up."""
    phone.dial("enters")
    channel = ari.events.wait_for("StasisStart").channel
    assert channel is not None
    channel.answer()
    phone.wait_until("up")
    yield channel.refresh()
    with suppress(AriError):
        channel.hangup()
