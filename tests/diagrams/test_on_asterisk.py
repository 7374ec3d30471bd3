"""Pictures of real calls, on a real Asterisk and with a real phone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from arinb.ari.connection import Connection, connect
from arinb.ari.objects.channels import Channel
from arinb.diagrams import ladder, rates, states, timeline
from arinb.errors import ArinbError
from arinb.pbx.find import find_baresip
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk
from tests.diagrams.calls import texts
from tests.needs import needs


@pytest.fixture(params=["sip", "local"])
def phone(shared_pbx_each: PrivateAsterisk, request: pytest.FixtureRequest) -> Iterator[Phone]:
    if request.param == "sip":
        needs(find_baresip() is not None, "the SIP phone program baresip")
    phone = shared_pbx_each.phone("1000", kind=request.param)
    yield phone
    phone.close()


@pytest.fixture
def ari(shared_pbx_each: PrivateAsterisk) -> Iterator[Connection]:
    with connect(shared_pbx_each, app="hello-world") as connection:
        yield connection


def enters(ari: Connection, phone: Phone) -> Channel:
    """The channel of a call to the application."""
    phone.dial("1000")
    channel = ari.events.wait_for("StasisStart").channel
    assert channel is not None
    return channel


def test_the_tutorials_call(ari: Connection, phone: Phone) -> None:
    channel = enters(ari, phone)
    playback = channel.play("sound:hello-world")
    ari.events.wait_for("PlaybackFinished", playback=playback)
    phone.hangup()
    ari.events.wait_for("StasisEnd", channel=channel)
    drawn = ladder(ari.log)
    lines = drawn.text.split("\n")
    order = [
        "dials 1000",
        "/channels/…/play",
        "♪ sound:hello-world",
        "PlaybackFinished",
        "hangs up",
        "StasisEnd",
    ]
    rows = [next(n for n, line in enumerate(lines) if words in line) for words in order]
    assert rows == sorted(rows)
    assert f"A {channel.name}"[:12] in drawn.text
    assert "sound:hello-world" in texts(timeline(ari.log).svg)
    life = states(ari.log, channel)
    assert "in the application hello-world" in life.text
    assert life.text.endswith("hung up") or "hung up: Normal Clearing" in life.text
    assert "StasisStart" in rates(ari.log).text


def test_a_meeting_with_keys_and_a_recording(ari: Connection, phone: Phone) -> None:
    caller = enters(ari, phone)
    bridge = ari.bridges.create(type="mixing", name="meeting")
    bridge.add_channel(caller)
    phone.wait_until("up")
    phone.send_digits("1#")
    recording = bridge.record("diagrams", "wav", if_exists="overwrite")
    ari.events.wait_for("RecordingStarted")
    assert ari.log.wait(lambda entry: b'"digit": "#"' in entry.raw, timeout=5)
    recording.stop()
    with suppress(ArinbError):
        ari.request("GET", "/channels/12.5")
    caller.hangup()
    ari.events.wait_for("StasisEnd", channel=caller)
    bridge.destroy()
    ari.events.wait_for("BridgeDestroyed")
    time.sleep(0.1)
    drawn = ladder(ari.log, channel=caller)
    for words in ("presses 1", "#", "is hung up", "ChannelEnteredBridge  meeting"):
        assert words in drawn.text
    assert re.search("✗.* 404 Not Found", ladder(ari.log).text)
    rows = timeline(ari.log).text
    for words in ("bridge meeting (destroyed)", "diagrams: ", "keys", "Up, in meeting: "):
        assert words in rows
    assert "in the bridge meeting" in states(ari.log, caller.id).text
    assert "hung up" in states(ari.log, caller.id).text.split("\n")[-1]
