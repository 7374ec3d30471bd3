"""What is alive, told from a log alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.connection import connect
from arinb.ari.entry import Entry
from arinb.ari.log import EventLog
from arinb.panels.alive import Alive, AliveInLog, alive
from arinb.panels.alive_events import READ
from arinb.pbx.private import PrivateAsterisk
from tests.panels.scripted import HOSTILE, Scripted, channel

A, B = channel("PJSIP/a", "1.1"), channel("PJSIP/b", "1.2")


def bridge(*members: str, id_: str = "b") -> dict[str, Any]:
    fields = {"name": "", "bridge_type": "mixing", "technology": "simple_bridge"}
    return {"id": id_, "channels": list(members), **fields}


def playback(state: str = "playing", target: str = "channel:1.1") -> dict[str, Any]:
    return {"id": "p", "media_uri": "sound:a", "state": state, "target_uri": target}


@pytest.fixture
def ari() -> Scripted:
    return Scripted()


def starts(ari: Scripted, *channels: dict[str, Any], app: str = "test") -> None:
    for one in channels:
        ari.event("StasisStart", application=app, channel=one, args=[])


class TestChannels:
    def test_nothing_at_the_beginning(self, ari: Scripted) -> None:
        state = alive(ari.log)
        assert not state.channels
        assert not state.bridges

    def test_one_enters_changes_and_is_hung_up(self, ari: Scripted) -> None:
        starts(ari, A | {"state": "Ring", "caller": {"name": "Ann", "number": "1000"}})
        found = alive(ari.log).channels["1.1"]
        assert (found.name, found.state, found.app) == ("PJSIP/a", "Ring", "test")
        assert found.caller == "Ann <1000>"
        ari.event("ChannelStateChange", channel=A)
        assert alive(ari.log).channels["1.1"].state == "Up"
        ari.event("ChannelHangupRequest", channel=A)
        assert alive(ari.log).channels["1.1"].leaving
        ari.event("StasisEnd", application="test", channel=A)
        assert not alive(ari.log).channels

    def test_one_goes_on_in_the_dialplan(self, ari: Scripted) -> None:
        starts(ari, A)
        ari.event("StasisEnd", application="test", channel=A)
        assert alive(ari.log).channels["1.1"].app == ""
        ari.event("ChannelDestroyed", channel=A)
        assert not alive(ari.log).channels

    def test_late_news_do_not_revive_one(self, ari: Scripted) -> None:
        starts(ari, A)
        ari.event("ChannelDestroyed", channel=A)
        ari.event("ChannelHangupRequest", channel=A)
        assert not alive(ari.log).channels
        starts(ari, A)
        assert alive(ari.log).channels

    def test_one_that_moves_to_another_application(self, ari: Scripted) -> None:
        starts(ari, A)
        starts(ari, A, app="other")
        ari.event("StasisEnd", application="test", channel=A)
        assert alive(ari.log).channels["1.1"].app == "other"

    def test_how_long_it_has_been_there_by_our_clock(self, ari: Scripted) -> None:
        times = {"timestamp": "2020-01-01T00:00:10.000+0000"}
        born = {"creationtime": "2020-01-01T00:00:00.000+0000"}
        ari.event("StasisStart", application="test", channel=A | born, **times)
        found = alive(ari.log).channels["1.1"]
        assert (ari.log[-1].received - found.born) / 1e9 == pytest.approx(10, abs=0.1)

    @pytest.mark.parametrize(
        ("requests", "muted"),
        [
            (["POST mute?direction=both"], "both"),
            (["POST mute?direction=in"], "in"),
            (["POST mute?direction=in", "POST mute?direction=out"], "both"),
            (["POST mute?direction=both", "DELETE mute?direction=in"], "out"),
            (["POST mute?direction=both", "DELETE mute?direction=both"], ""),
            (["POST mute?direction=in", "DELETE mute?direction=out"], "in"),
        ],
    )
    def test_what_only_the_answers_tell(
        self, ari: Scripted, requests: list[str], muted: str
    ) -> None:
        starts(ari, A)
        for request in requests:
            method, _, what = request.partition(" ")
            ari.exchange(method, f"/ari/channels/1.1/{what}", 204)
        assert alive(ari.log).channels["1.1"].muted == muted

    def test_music_hold_and_ringing(self, ari: Scripted) -> None:
        starts(ari, A | {"state": "Ring"})
        for what in ("ring", "moh", "silence"):
            ari.exchange("POST", f"/ari/channels/1.1/{what}", 204)
        found = alive(ari.log).channels["1.1"]
        assert (found.ringing, found.music, found.silence) == (True, True, True)
        ari.event("ChannelStateChange", channel=A)
        ari.exchange("POST", "/ari/channels/1.1/hold", 204)
        found = alive(ari.log).channels["1.1"]
        assert (found.ringing, found.music, found.held) == (False, False, True)
        ari.event("ChannelHold", channel=A)
        assert alive(ari.log).channels["1.1"].on_hold

    def test_a_refusal_changes_nothing(self, ari: Scripted) -> None:
        starts(ari, A)
        ari.exchange("POST", "/ari/channels/1.1/mute", 412, b'{"message": "no"}')
        assert alive(ari.log).channels["1.1"].muted == ""


class TestAnswers:
    def listed(self, ari: Scripted, *channels: dict[str, Any]) -> None:
        ari.exchange("GET", "/ari/channels", 200, json.dumps(channels).encode())

    def test_a_list_tells_what_was_there_already(self, ari: Scripted) -> None:
        place = {"context": "default", "exten": "1000", "priority": 2}
        in_stasis = {"app_name": "Stasis", "app_data": "other,one"}
        self.listed(ari, A | {"dialplan": place | in_stasis}, B | {"dialplan": place})
        state = alive(ari.log)
        assert state.channels["1.1"].app == "other"
        assert state.channels["1.2"].app == ""
        assert state.channels["1.2"].where == "1000 in default"
        assert state.asked == ari.log[-1].received

    def test_what_is_not_in_it_is_gone(self, ari: Scripted) -> None:
        starts(ari, A, B)
        self.listed(ari, B | {"dialplan": {"app_name": "Stasis", "app_data": "test"}})
        assert list(alive(ari.log).channels) == ["1.2"]

    def test_what_happens_while_it_is_on_its_way(self, ari: Scripted) -> None:
        starts(ari, A)
        row = ari.log.record_request("GET", "/ari/channels")
        starts(ari, B | {"state": "Ring"})
        ari.event("ChannelDestroyed", channel=A)
        ari.log.record_answer(row, 200, "OK", 0.1, json.dumps([A]))
        assert list(alive(ari.log).channels) == ["1.2"]

    def test_not_found(self, ari: Scripted) -> None:
        starts(ari, A)
        ari.exchange("GET", "/ari/channels/1.1/variable?variable=X", 404, b'{"message": "nothing"}')
        assert alive(ari.log).channels
        ari.exchange("POST", "/ari/channels/1.1/answer", 404, b'{"message": "Channel not found"}')
        assert not alive(ari.log).channels

    def test_one_that_is_hung_up_in_the_dialplan(self, ari: Scripted) -> None:
        self.listed(ari, A)
        ari.exchange("DELETE", "/ari/channels/1.1", 204)
        assert not alive(ari.log).channels

    def test_what_was_made(self, ari: Scripted) -> None:
        ari.exchange("POST", "/ari/channels?endpoint=x", 200, json.dumps(A).encode())
        ari.exchange("POST", "/ari/bridges", 200, json.dumps(bridge()).encode())
        state = alive(ari.log)
        assert (list(state.channels), list(state.bridges)) == (["1.1"], ["b"])

    @pytest.mark.parametrize("body", [b"", b"null", b"{}", b"[1, null]", b'[{"id": 7}]', b"\xff["])
    def test_nonsense(self, ari: Scripted, body: bytes) -> None:
        for path in ("/ari/channels", "/ari/bridges", "/ari/channels/1.1", "/ari/bridges/b/play"):
            ari.exchange("GET", path, 200, body)
        assert not alive(ari.log).channels


class TestBridges:
    def test_members_come_and_go(self, ari: Scripted) -> None:
        starts(ari, A, B)
        ari.event("ChannelEnteredBridge", bridge=bridge("1.1"), channel=A)
        ari.event("ChannelEnteredBridge", bridge=bridge("1.1", "1.2"), channel=B)
        state = alive(ari.log)
        assert state.bridges["b"].channels == ["1.1", "1.2"]
        found = state.bridge_of("1.2")
        assert found is not None
        assert found.id == "b"
        ari.event("ChannelLeftBridge", bridge=bridge("1.2"), channel=A)
        assert alive(ari.log).bridges["b"].channels == ["1.2"]
        ari.event("BridgeDestroyed", bridge=bridge())
        assert not alive(ari.log).bridges

    def test_one_that_is_destroyed_by_request(self, ari: Scripted) -> None:
        starts(ari, A)
        ari.event("ChannelEnteredBridge", bridge=bridge("1.1"), channel=A)
        ari.exchange("DELETE", "/ari/bridges/b", 204)
        ari.event("ChannelLeftBridge", bridge=bridge(), channel=A)
        assert not alive(ari.log).bridges

    def test_two_that_become_one(self, ari: Scripted) -> None:
        ari.event("BridgeCreated", bridge=bridge(id_="old"))
        ari.event("BridgeMerged", bridge=bridge(), bridge_from=bridge(id_="old"))
        assert list(alive(ari.log).bridges) == ["b"]


class TestMedia:
    def test_a_playback(self, ari: Scripted) -> None:
        starts(ari, A)
        body = json.dumps(playback("queued")).encode()
        ari.exchange("POST", "/ari/channels/1.1/play?media=sound:a", 201, body)
        assert alive(ari.log).playbacks["p"].state == "queued"
        ari.event("PlaybackStarted", playback=playback())
        ari.exchange("POST", "/ari/playbacks/p/control?operation=pause", 204)
        state = alive(ari.log)
        assert state.playbacks["p"].state == "paused"
        assert state.media_of("channel", "1.1") == [("playback", state.playbacks["p"])]
        ari.event("PlaybackFinished", playback=playback("done"))
        assert not alive(ari.log).playbacks

    def test_an_answer_that_comes_after_the_end(self, ari: Scripted) -> None:
        starts(ari, A)
        row = ari.log.record_request("POST", "/ari/channels/1.1/play?media=sound:a")
        ari.event("PlaybackStarted", playback=playback())
        ari.event("PlaybackFinished", playback=playback("done"))
        ari.log.record_answer(row, 201, "Created", 0.1, json.dumps(playback("queued")))
        assert not alive(ari.log).playbacks

    def test_a_recording(self, ari: Scripted) -> None:
        starts(ari, A)
        recording = {"name": "r", "format": "wav", "state": "recording", "target_uri": "bridge:b"}
        ari.event("RecordingStarted", recording=recording)
        assert alive(ari.log).recordings["r"].target == "bridge:b"
        ari.exchange("POST", "/ari/recordings/live/r/pause", 204)
        assert alive(ari.log).recordings["r"].state == "paused"
        ari.event("RecordingFinished", recording=recording)
        assert not alive(ari.log).recordings

    def test_it_ends_with_its_channel(self, ari: Scripted) -> None:
        starts(ari, A)
        ari.event("PlaybackStarted", playback=playback())
        ari.event("ChannelDestroyed", channel=A)
        assert not alive(ari.log).playbacks


class TestReadingALog:
    def test_bit_by_bit_it_is_the_same(self, ari: Scripted) -> None:
        reader = AliveInLog(ari.log)
        starts(ari, A, B)
        reader.advance()
        ari.event("ChannelDestroyed", channel=A)
        reader.advance()
        assert reader.state.channels == alive(ari.log).channels
        assert not reader.missed

    def test_rows_that_were_dropped(self) -> None:
        ari = Scripted(log=EventLog(max_events=3))
        reader = AliveInLog(ari.log)
        for number in range(6):
            starts(ari, channel(id_=str(number)))
        reader.advance()
        assert reader.missed
        ari.exchange("GET", "/ari/channels", 200, b"[]")
        reader.advance()
        assert not reader.missed

    def test_on_a_real_asterisk(self, shared_pbx: PrivateAsterisk) -> None:
        with connect(shared_pbx, app="alive") as ari:
            channel = ari.channels.originate("Local/1000@default", app="alive", app_args="x")
            ari.events.wait_for("StasisStart")
            bridge = ari.bridges.create(type="mixing")
            bridge.add_channel(channel)
            ari.events.wait_for("ChannelEnteredBridge")
            state = alive(ari.log)
            there = {c.id for c in ari.channels.list() if c.dialplan.app_data.startswith("alive")}
            assert {id_ for id_, c in state.channels.items() if c.app == "alive"} == there
            assert state.bridges[bridge.id].channels == [channel.id]
            channel.hangup()
            ari.events.wait_for("StasisEnd", channel=channel)
            bridge.destroy()
            state = alive(ari.log)
            assert channel.id not in state.channels
            assert not state.bridges


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "name", "channels", "caller", "x"]), inner)
    ),
    max_leaves=8,
)


@given(
    type_=st.sampled_from(sorted(READ)),
    fields=st.dictionaries(
        st.sampled_from(["channel", "bridge", "playback", "recording", "peer", "timestamp"]), JUNK
    ),
)
def test_no_event_is_too_strange(type_: str, fields: dict[str, Any]) -> None:
    state = Alive()
    raw = json.dumps({"type": type_, **fields}).encode()
    state.read(Entry("event", 0, raw=raw, type=type_))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
def test_hostile_texts_are_kept_short(ari: Scripted, text: str) -> None:
    starts(ari, channel(text, text))
    (found,) = alive(ari.log).channels.values()
    assert len(found.name) <= 500
