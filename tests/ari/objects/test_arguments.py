"""What an operation is given is checked before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from arinb.ari.client import Client
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import perform
from arinb.ari.objects.playbacks import Playback
from arinb.ari.objects.recordings import LiveRecording
from arinb.errors import BadRequestArgument
from tests.ari.calls import Call
from tests.ari.objects.wire import Wire

ONE = {"channelId": "1.1"}
PLAY = "channels.play"
RECORD = {"channelId": "1.1", "name": "n", "format": "wav"}
CREATE = {"endpoint": "PJSIP/1", "app": "a"}


def refused(client: Client, operation: str, given: dict[str, Any]) -> BadRequestArgument:
    """The refusal, after a look whether it really was one: nothing is sent, nothing logged."""
    with pytest.raises(BadRequestArgument) as raised:
        perform(client, operation, **given)
    assert raised.value.what.startswith(f"{operation}() was not sent: ")
    assert raised.value.why
    assert raised.value.next_step
    assert len(client.log) == 0
    return raised.value


@pytest.mark.parametrize(
    ("operation", "given", "words"),
    [
        (PLAY, {**ONE, "media": 7}, 'media= is 7.[^~]*write media="7" if that is meant'),
        (PLAY, {**ONE, "media": True}, 'media= is True.[^~]*write media="True"'),
        (PLAY, {**ONE, "media": b"sound:a"}, "it is a text, and no bytes"),
        (PLAY, {**ONE, "media": {"sound": "a"}}, "it is a text, and no dict"),
        (PLAY, {**ONE, "media": ["sound:a", 7]}, "media= is 7"),
        (PLAY, {"channelId": 1.1, "media": "sound:a"}, r'channel= is 1\.1[^~]*channel="1\.1"'),
        (PLAY, {"channelId": ["1.1"], "media": "sound:a"}, "a Channel or a text, and no list"),
        (PLAY, {**ONE, "media": "sound:a", "offsetms": "100"}, "offset_ms= is '100'[^~]*whole"),
        (PLAY, {**ONE, "media": "sound:a", "offsetms": 0.5}, "offset_ms= is 0.5[^~]*whole"),
        (PLAY, {**ONE, "media": "sound:a", "skipms": True}, "skip_ms= is True[^~]*whole"),
        ("channels.record", {**RECORD, "beep": "yes"}, "beep= is 'yes'[^~]*True or False"),
        ("channels.record", {**RECORD, "beep": 1}, "beep= is 1[^~]*True or False"),
        (
            "applications.filter",
            {"applicationName": "a", "filter": []},
            "filter= is [^~]*it is a dict",
        ),
        ("channels.create", {**CREATE, "variables": "A=1"}, "variables= is 'A=1'[^~]*\"LANG\""),
        ("channels.create", {**CREATE, "variables": {"A": None}}, "has 'A': None"),
        ("channels.create", {**CREATE, "variables": {"A": True}}, "has 'A': True"),
        ("channels.create", {**CREATE, "variables": {"A": {"v": "1"}}}, "has 'A': {'v': '1'}"),
        ("channels.create", {**CREATE, "variables": {"A": {"value": []}}}, "has 'A'"),
        ("channels.create", {**CREATE, "variables": {"": "1"}}, "has '': '1'"),
        ("channels.create", {**CREATE, "variables": {1: "1"}}, "has 1: '1'"),
    ],
)
def test_the_wrong_type(client: Client, operation: str, given: dict[str, Any], words: str) -> None:
    assert str(refused(client, operation, given))
    with pytest.raises(BadRequestArgument, match=words):
        perform(client, operation, **given)


@pytest.mark.parametrize(
    ("operation", "given", "name"),
    [
        (PLAY, ONE, "media"),
        (PLAY, {"media": "sound:a"}, "channel"),
        (PLAY, {"channelId": None, "media": "sound:a"}, "channel"),
        ("channels.record", {"channelId": "1.1", "name": "n"}, "format"),
        ("endpoints.send_message", {"to": "pjsip:1"}, "from_"),
        ("channels.set_variables", ONE, "variables"),
    ],
)
def test_what_is_missing(client: Client, operation: str, given: dict[str, Any], name: str) -> None:
    error = refused(client, operation, given)
    assert f"{name}= is missing" in error.what
    assert error.next_step.startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("operation", "given", "meant"),
    [
        ("channels.hangup", {**ONE, "reason": "bussy"}, "Did you mean 'busy'?"),
        ("channels.hangup", {**ONE, "reason": "BUSY"}, "Did you mean 'busy'?"),
        ("channels.hangup", {**ONE, "reason": "xyz"}, "Choose one of these."),
        ("channels.hangup", {**ONE, "reason": ""}, "Choose one of these."),
        ("playbacks.control", {"playbackId": "p", "operation": "pauze"}, "Did you mean 'pause'?"),
        ("asterisk.info", {"only": ["build", "sistem"]}, "Did you mean 'system'?"),
        ("asterisk.info", {"only": "build,sistem"}, "Did you mean 'system'?"),
        (PLAY, {**ONE, "media": "hello-world"}, 'Did you mean media="sound:hello-world"?'),
        (PLAY, {**ONE, "media": "sounds:a"}, "Did you mean 'sound'?"),
        (PLAY, {**ONE, "media": ["sound:a", "record:b"]}, "Did you mean 'recording'?"),
        (PLAY, {**ONE, "media": ""}, 'Did you mean media="sound:"?'),
        (
            "applications.subscribe",
            {"applicationName": "a", "eventSource": "channels:1.1"},
            "Did you mean 'channel'?",
        ),
    ],
)
def test_a_value_that_it_does_not_take(
    client: Client, operation: str, given: dict[str, Any], meant: str
) -> None:
    assert refused(client, operation, given).next_step == meant


@pytest.mark.parametrize(("name", "least"), [("maxDurationSeconds", 0), ("maxSilenceSeconds", 0)])
def test_a_number_that_is_too_small(client: Client, wire: Wire, name: str, least: int) -> None:
    error = refused(client, "channels.record", {**RECORD, name: least - 1})
    assert error.why == f"it is {least} or more."
    assert wire.sent("channels.record", **RECORD, **{name: least}).query[name] == str(least)


@pytest.mark.parametrize("many", [[], (), iter(())])
def test_an_empty_list(client: Client, many: object) -> None:
    assert "is an empty list" in refused(client, PLAY, {**ONE, "media": many}).what


@pytest.mark.parametrize(
    "id_", ["1.1\n", "1.1\r\nX-Evil: y", "\x00", "\x1b[31m", "\u202e1", "\x7f"]
)
def test_an_id_that_can_not_be_printed(client: Client, id_: str) -> None:
    for operation, name in [("channels.get", "channelId"), ("playbacks.get", "playbackId")]:
        error = refused(client, operation, {name: id_})
        assert "no line break or other character that can't be printed" in error.why
        assert all(line.isprintable() for line in str(error).splitlines())
    refused(client, "bridges.add_channel", {"bridgeId": "b", "channel": ["1.1", id_]})


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("channels.get", {"channelId": ""}),
        ("channels.get", {"channelId": Channel(None, {})}),  # type: ignore[arg-type]
        ("bridges.add_channel", {"bridgeId": "b", "channel": ""}),
        ("bridges.add_channel", {"bridgeId": "b", "channel": ["1.1", ""]}),
        ("channels.play_with_id", {**ONE, "playbackId": "", "media": "sound:a"}),
        ("sounds.get", {"soundId": ""}),
    ],
)
def test_an_empty_id(client: Client, operation: str, given: dict[str, Any]) -> None:
    assert refused(client, operation, given).why == "nothing has an empty name."


@pytest.mark.parametrize("id_", [".", "..", "\ud800"])
def test_an_id_that_no_path_can_hold(client: Client, id_: str) -> None:
    with pytest.raises(BadRequestArgument):
        perform(client, "bridges.get", bridgeId=id_)
    assert len(client.log) == 0


@pytest.mark.parametrize(
    ("operation", "name", "kind", "words"),
    [
        ("channels.get", "channelId", Bridge, "a Bridge is no Channel.\nNext: Give a Channel, or"),
        ("bridges.get", "bridgeId", Playback, "a Playback is no Bridge.\nNext: Give a Bridge, or"),
        ("playbacks.get", "playbackId", Channel, "a Channel is no Playback."),
        ("applications.get", "applicationName", Channel, "Next: Give an Application, or its id."),
        ("recordings.stored.get", "recordingName", LiveRecording, "is no StoredRecording"),
        ("sounds.list", "lang", Channel, "a Channel is no text.\nNext: Give a text."),
    ],
)
def test_an_object_of_the_wrong_kind(
    client: Client, operation: str, name: str, kind: type[Live], words: str
) -> None:
    given = kind(client, {"id": "1.1", "name": "n", "state": "Up"})
    assert words in str(refused(client, operation, {name: given}))


def test_a_source_is_what_one_can_subscribe_to(client: Client, wire: Wire) -> None:
    def given(source: object) -> dict[str, object]:
        return {"applicationName": "a", "eventSource": source}

    channel = Channel(client, {"id": "1.1"})
    query = wire.sent("applications.subscribe", **given(channel)).query
    assert query == {"eventSource": "channel:1.1"}
    both = [channel, "bridge:b", Bridge(client, {"id": "c"})]
    query = wire.sent("applications.subscribe", **given(both)).query
    assert query == {"eventSource": "channel:1.1,bridge:b,bridge:c"}
    refused(client, "applications.subscribe", given(Playback(client, {"id": "p"})))


def test_an_event_in_the_place_of_what_it_has() -> None:
    call = Call()
    call.channel_event("StasisStart")
    call.playback_event("PlaybackStarted", "playing")
    start, started = call.events
    rows = len(call.log)
    for operation, name, event, more, words in [
        ("channels.answer", "channelId", start, {}, "event.channel."),
        ("channels.move", "app", start, ONE, "event.application."),
        ("playbacks.stop", "playbackId", started, {}, "event.playback."),
        ("bridges.get", "bridgeId", started, {}, "Give a Bridge, or its id."),
    ]:
        with pytest.raises(BadRequestArgument, match="is no ") as raised:
            perform(call.client, operation, **{name: event} | more)
        assert raised.value.next_step.endswith(words)
    assert len(call.log) == rows


def test_nothing_reaches_the_server(wire: Wire) -> None:
    before = len(wire.peer.requests), len(wire.client.log)
    wrong: list[dict[str, object]] = [{}, {"media": 7}, {"media": "a"}, {"media": []}]
    for given in wrong:
        with pytest.raises(BadRequestArgument):
            wire.sent(PLAY, **ONE, **given)
    assert (len(wire.peer.requests), len(wire.client.log)) == before
