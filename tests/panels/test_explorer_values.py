"""What fields hold, as arguments or as mistakes; and what there is to choose from."""

from __future__ import annotations

import json
from typing import Any

import pytest

from arinb.ari.api import OPERATIONS
from arinb.errors import BadRequestArgument
from arinb.panels.explorer_choices import LISTS, ChoicesInLog
from arinb.panels.explorer_values import (
    Raw,
    arguments_of,
    is_dangerous,
    mistake,
    request_of,
    value_of,
)
from tests.panels.scripted import Scripted, channel


def parameter(name: str) -> Any:
    operation, _, parameter_ = name.rpartition(".")
    return OPERATIONS[operation].parameter(parameter_)


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("channels.play.lang", "", None),
        ("channels.play.lang", "en", "en"),
        ("channels.play.skip_ms", " 30 ", 30),
        ("channels.record.beep", False, False),
        ("channels.record.beep", None, None),
        ("channels.record.if_exists", "append", "append"),
        ("channels.play.media", "sound:a,sound:b", "sound:a,sound:b"),
        ("bridges.add_channel.channel", "1.1, 1.2", ["1.1", "1.2"]),
        ("bridges.add_channel.channel", ("a,b",), ["a,b"]),
        ("asterisk.info.only", ("build", "system"), ["build", "system"]),
        ("asterisk.info.only", (), None),
        ("channels.create.variables", '{"A": 1}', {"A": 1}),
        ("channels.create.variables", "A=1\n\n B = x=y ", {"A": "1", "B": "x=y"}),
        ("channels.create.variables", "  ", None),
        ("asterisk.config.update.fields", '[{"attribute": "a"}]', [{"attribute": "a"}]),
        ("applications.filter.filter", '{"allowed": []}', {"allowed": []}),
    ],
)
def test_what_a_field_means(name: str, raw: Raw, value: object) -> None:
    assert value_of(parameter(name), raw) == value


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("channels.play.skip_ms", "fast", "whole number"),
        ("channels.record.max_duration_seconds", "-1", "0 or more"),
        ("channels.play.media", "hello", 'Did you mean media="sound:hello"?'),
        ("channels.create.variables", "just words", "a name and a value"),
        ("channels.create.variables", '{"A": ', "JSON"),
        ("channels.create.variables", '{"A": true}', "a text"),
        ("applications.filter.filter", "[]", "a dict"),
        ("channels.get.channel", "line\nbreak", "no line break"),
        ("applications.subscribe.event_source", "phone:1", "channel, bridge, endpoint"),
    ],
)
def test_a_mistake(name: str, raw: Raw, words: str) -> None:
    operation = OPERATIONS[name.rpartition(".")[0]]
    found = mistake(operation, parameter(name), raw)
    assert words in found
    assert found[0].isupper() or found[0] == '"'


def test_what_is_missing_is_a_mistake_once_somebody_has_tried() -> None:
    operation = OPERATIONS["channels.play"]
    assert mistake(operation, parameter("channels.play.media"), "") == ""
    assert mistake(operation, parameter("channels.play.media"), "", missing=True)


def test_all_together() -> None:
    operation = OPERATIONS["channels.play"]
    raws: dict[str, Raw] = {"channelId": "1.1", "media": "sound:a", "skipms": "5", "lang": ""}
    assert arguments_of(operation, raws) == {"channelId": "1.1", "media": "sound:a", "skipms": 5}
    with pytest.raises(BadRequestArgument, match="media= is missing"):
        arguments_of(operation, {"channelId": "1.1"})


def test_which_are_asked_for_twice() -> None:
    twice = {name for name, operation in OPERATIONS.items() if is_dangerous(operation)}
    assert {n for n, o in OPERATIONS.items() if o.method == "DELETE"} < twice
    assert {"asterisk.modules.unload", "asterisk.modules.reload", "asterisk.config.delete"} < twice
    assert not {n for n in twice if OPERATIONS[n].method == "GET"}


def test_a_request_that_is_not_sent() -> None:
    ari = Scripted()
    rows = len(ari.log)
    arguments = {"channelId": "1.1", "media": "sound:a"}
    asked = request_of(ari.client, OPERATIONS["channels.play"], arguments)
    assert asked.path == "/ari/channels/1.1/play?media=sound:a"
    assert "$ARI_PASSWORD" in asked.curl
    assert len(ari.log) == rows


class TestChoices:
    @pytest.fixture
    def ari(self) -> Scripted:
        return Scripted()

    def of(self, ari: Scripted, name: str) -> dict[str, str]:
        return ChoicesInLog(ari.log).of(parameter(name))

    def test_what_is_alive(self, ari: Scripted) -> None:
        ari.event("StasisStart", application="test", channel=channel("PJSIP/a", "1.1"))
        ari.event("BridgeCreated", bridge={"id": "b", "name": "room", "bridge_type": "mixing"})
        ari.event("PlaybackStarted", playback={"id": "p", "media_uri": "sound:a", "state": "x"})
        ari.event("RecordingStarted", recording={"name": "r"})
        assert self.of(ari, "channels.get.channel") == {"1.1 (PJSIP/a, Up)": "1.1"}
        assert self.of(ari, "bridges.get.bridge") == {"b (room, mixing)": "b"}
        assert self.of(ari, "playbacks.get.playback") == {"p (sound:a, x)": "p"}
        assert self.of(ari, "recordings.live.get.recording") == {"r": "r"}
        assert self.of(ari, "applications.subscribe.event_source") == {
            "channel:1.1 (PJSIP/a)": "channel:1.1",
            "bridge:b (room)": "bridge:b",
        }

    @pytest.mark.parametrize("kind", LISTS)
    def test_what_asterisk_lists(self, ari: Scripted, kind: str) -> None:
        path, fields = LISTS[kind]
        thing = {"technology": "PJSIP"} | dict.fromkeys(fields, "PJSIP")
        ari.exchange("GET", f"/ari{path}", 200, json.dumps([thing, {}, None]).encode())
        takes = [(o, p) for o in OPERATIONS.values() for p in o.parameters if p.takes == kind]
        choices = ChoicesInLog(ari.log)
        operation, wanted = takes[0] if takes else (OPERATIONS["endpoints.get"], None)
        if wanted is not None:
            assert list(choices.of(wanted).values()) == ["/".join(["PJSIP"] * len(fields))]
            assert choices.unlisted(wanted) == []
        assert operation

    def test_sounds_and_recordings_to_play(self, ari: Scripted) -> None:
        choices = ChoicesInLog(ari.log)
        media = parameter("channels.play.media")
        assert choices.unlisted(media) == ["/sounds", "/recordings/stored"]
        ari.exchange("GET", "/ari/sounds", 200, b'[{"id": "tt-monkeys"}]')
        ari.exchange("GET", "/ari/recordings/stored", 200, b'[{"name": "ann"}]')
        choices.advance()
        assert {"sound:tt-monkeys", "recording:ann", "tone:ring"} <= set(choices.of(media))
        assert choices.unlisted(media) == []

    def test_endpoints_in_two_parts(self, ari: Scripted) -> None:
        body = b'[{"technology": "PJSIP", "resource": "1000"}]'
        ari.exchange("GET", "/ari/endpoints", 200, body)
        assert "PJSIP" in self.of(ari, "endpoints.get.tech")
        assert "1000" in self.of(ari, "endpoints.get.resource")

    @pytest.mark.parametrize("body", [b"", b"{}", b"[7]", b"\xff", b'[{"id": 7}]'])
    def test_nonsense(self, ari: Scripted, body: bytes) -> None:
        for path, _ in LISTS.values():
            ari.exchange("GET", f"/ari{path}", 200, body)
        assert self.of(ari, "sounds.get.sound") == {}
