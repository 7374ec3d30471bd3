"""The cards of what is alive: what they show, and that their buttons do it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from arinb.ari.connection import Connection, connect
from arinb.ari.log import EventLog
from arinb.errors import NotFound
from arinb.panels.channels_and_bridges import ChannelsAndBridgesPanel
from arinb.pbx.private import PrivateAsterisk
from tests.panels.scripted import HOSTILE, Scripted, channel, displayed, find, inside, text_of

PATIENCE = 5.0
APP = "cards"


@pytest.fixture
def ari() -> Scripted:
    return Scripted()


@pytest.fixture
def panel(ari: Scripted) -> Iterator[ChannelsAndBridgesPanel]:
    # As if Asterisk had been asked before.
    ari.exchange("GET", "/ari/channels", 200, b"[]")
    panel = ChannelsAndBridgesPanel(ari.as_connection())
    displayed(panel)
    yield panel
    panel.close()
    assert panel.join()


def painted(panel: ChannelsAndBridgesPanel) -> str:
    panel.paint()
    return text_of(panel)


def ring(ari: Scripted, id_: str = "1.1") -> None:
    ringing = channel("PJSIP/1000-00000001", id_) | {"state": "Ring"}
    ari.event("StasisStart", application="test", channel=ringing)


class TestWhatIsShown:
    def test_nothing_is_alive(self, panel: ChannelsAndBridgesPanel) -> None:
        assert "No channel and no bridge is alive." in panel.live

    def test_a_call_comes_in_and_ends(self, ari: Scripted, panel: ChannelsAndBridgesPanel) -> None:
        ring(ari)
        text = painted(panel)
        assert "◌ Ring · PJSIP/1000-00000001" in text
        assert 'data-do="channels.answer 1.1"' in text
        ari.event("ChannelStateChange", channel=channel(id_="1.1"))
        assert "● Up · PJSIP/1000-00000001" in painted(panel)
        assert "channels.answer" not in panel.live
        ari.event("ChannelDestroyed", channel=channel(id_="1.1"))
        assert "No channel and no bridge is alive." in painted(panel)

    def test_without_change_nothing_is_sent(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel
    ) -> None:
        ring(ari)
        panel.paint()
        before = panel.live
        ari.log.record_events([b'{"type": "ChannelVarset"}'] * 10_000)
        panel.paint()
        assert panel.live is before

    def test_a_painting_is_two_messages_at_most(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel
    ) -> None:
        sent: list[str] = []
        for widget in inside(panel.box):
            widget.observe(lambda change: sent.append(change["name"]))
        for number in range(20):
            ring(ari, f"1.{number}")
            ari.event("BridgeCreated", bridge={"id": str(number), "channels": []})
            before = len(sent)
            panel.paint()
            assert len(sent) - before <= 2
        assert len(sent) >= 20

    def test_a_lost_connection_leaves_no_buttons(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel
    ) -> None:
        ring(ari)
        assert "<button" in painted(panel)
        ari.log.record_connection("lost", "it went away")
        text = painted(panel)
        assert "The connection is lost" in text
        assert "Ring · PJSIP/1000-00000001" in text
        assert "<button" not in panel.live
        assert not panel.press("channels.answer 1.1")

    def test_a_closed_panel_keeps_its_last_state(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel
    ) -> None:
        ring(ari)
        panel.paint()
        panel.close()
        assert "Ring · PJSIP/1000-00000001" in panel.live
        assert "<button" not in panel.live
        assert not panel.press("channels.answer 1.1")

    def test_a_still_picture_has_no_buttons_and_no_age(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel
    ) -> None:
        ring(ari)
        still = panel.still()
        assert "Ring · PJSIP/1000-00000001" in still
        assert "<button" not in still
        assert ", for " not in still

    def test_rows_that_were_dropped(self) -> None:
        ari = Scripted(log=EventLog(max_events=2))
        for number in range(4):
            ring(ari, str(number))
        panel = ChannelsAndBridgesPanel(ari.as_connection())
        assert "ask again" in panel.still()
        panel.close()

    @pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
    def test_nothing_from_the_wire_is_markup(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel, text: str
    ) -> None:
        strange = channel(text, text) | {"caller": {"name": text, "number": text}}
        ari.event("StasisStart", application="test", channel=strange)
        ari.event("BridgeCreated", bridge={"id": text, "name": text, "bridge_type": text})
        target = {"target_uri": f"channel:{text}", "media_uri": text, "state": text}
        ari.event("PlaybackStarted", playback={"id": text, **target})
        shown = painted(panel) + panel.still()
        assert "<img" not in shown
        assert "<script" not in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        shown.encode()
        assert panel.failure is None
        assert "Bridges: 1" in shown


class TestPressing:
    def test_what_is_not_offered_is_not_done(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel
    ) -> None:
        ring(ari)
        panel.paint()
        rows = len(ari.log)
        field = find(panel, lambda widget: "arinb-do" in widget._dom_classes)
        for number, key in enumerate(["channels.dial 1.1", "channels.answer 9.9", "", "x y z"]):
            field.value = f"{number} {key}"
            assert panel.join()
        assert len(ari.log) == rows
        assert "not offered any more" in painted(panel)

    def test_an_operation_that_fails_is_explained(
        self, ari: Scripted, panel: ChannelsAndBridgesPanel
    ) -> None:
        ring(ari)
        panel.paint()
        find(panel, lambda w: "arinb-do" in w._dom_classes).value = "1 channels.answer 1.1"
        assert panel.join()
        text = painted(panel)
        assert "▲" in text
        assert "nothing listens at http://127.0.0.1:9" in text


@pytest.fixture
def call(shared_pbx: PrivateAsterisk) -> Iterator[tuple[Connection, ChannelsAndBridgesPanel]]:
    """A real call that rings in the application, and the panel."""
    shared_pbx.cli(f"dialplan add extension {APP},1,Stasis({APP}) into default replace")
    with connect(shared_pbx, app=APP) as ari:
        panel = ChannelsAndBridgesPanel(ari)
        displayed(panel)
        assert panel.join()
        shared_pbx.cli(f"channel originate Local/{APP}@default application Wait 60")
        ari.events.wait_for("StasisStart")
        yield ari, panel
        assert panel.join()
        panel.close()
        for one in ari.channels.list():
            with suppress(NotFound):  # it went with its other half
                one.hangup()
        for bridge in ari.bridges.list():
            bridge.destroy()


def until(panel: ChannelsAndBridgesPanel, condition: Callable[[str], bool]) -> str:
    deadline = time.monotonic() + PATIENCE
    while not condition(text := painted(panel)):
        assert time.monotonic() < deadline, text
        time.sleep(0.02)
    return text


def do(panel: ChannelsAndBridgesPanel, operation: str) -> None:
    """Press the button of an operation; there is one of it."""
    panel.paint()
    (key,) = (key for key in panel._offers if key.startswith(operation + " "))
    assert panel.press(key)
    assert panel.join()


def test_a_whole_call_by_the_buttons(
    call: tuple[Connection, ChannelsAndBridgesPanel],
) -> None:
    ari, panel = call
    until(panel, lambda text: "Ring ·" in text)
    do(panel, "channels.ring")
    until(panel, lambda text: "ringing is played" in text)
    do(panel, "channels.answer")
    until(panel, lambda text: "● Up ·" in text and "● 204 No Content" in text)
    do(panel, "channels.play")
    until(panel, lambda text: "plays sound:hello-world (playing)" in text)
    do(panel, "playbacks.control")
    until(panel, lambda text: "plays sound:hello-world (paused)" in text)
    do(panel, "playbacks.stop")
    until(panel, lambda _: "plays" not in panel.live)
    do(panel, "channels.mute")
    until(panel, lambda text: "<br>muted" in text)
    do(panel, "channels.unmute")
    do(panel, "channels.start_moh")
    until(panel, lambda text: "<br>music on hold" in text)
    do(panel, "channels.hold")
    until(panel, lambda text: "<br>held" in text)
    do(panel, "channels.unhold")
    find(panel, lambda w: getattr(w, "description", "") == "New bridge").click()
    assert panel.join()
    panel._new.join(PATIENCE)
    until(panel, lambda text: "Bridges: 1" in text)
    do(panel, "bridges.add_channel")
    until(panel, lambda text: "in the bridge" in text)
    do(panel, "bridges.play")
    until(panel, lambda text: "playing" in text)
    do(panel, "bridges.remove_channel")
    until(panel, lambda text: "in the bridge" not in text)
    do(panel, "bridges.destroy")
    until(panel, lambda text: "Bridges:" not in text)
    do(panel, "channels.hangup")
    until(panel, lambda text: f"in this application, {APP}" not in text)
    refused = [e for e in ari.log if e.kind == "answer" and (e.status or 0) >= 400]
    assert refused == []


def test_what_was_there_before_is_asked_for_once(
    call: tuple[Connection, ChannelsAndBridgesPanel],
) -> None:
    ari, panel = call
    for _ in range(3):
        panel.paint()
    asked = [e.path for e in ari.log if e.kind == "request"]
    assert asked.count("/ari/channels") == asked.count("/ari/bridges") == 1


def test_what_has_changed_meanwhile_is_explained(
    call: tuple[Connection, ChannelsAndBridgesPanel],
) -> None:
    ari, panel = call
    panel.paint()
    (key,) = (key for key in panel._offers if key.startswith("channels.answer"))
    offer = panel._offers[key]
    ari.request("DELETE", f"/channels/{offer.arguments['channelId']}")
    ari.events.wait_for("StasisEnd")
    assert panel.press(key)
    assert panel.join()
    assert "there is no channel with that id (any more)" in painted(panel)
