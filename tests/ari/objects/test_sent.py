"""What an operation is given arrives as it was meant: in the path, the query or the body."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.encoding import MAX_LINE
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.endpoints import Endpoint
from arinb.ari.objects.playbacks import Playback
from arinb.errors import BadRequestArgument
from tests.ari.objects.wire import Sent, Wire

WHOLE = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(WHOLE)
IDS = st.text(WHOLE.filter(str.isprintable), min_size=1).filter(lambda i: i not in (".", ".."))

PLAY = "channels.play"
SOUND = {"media": "sound:a"}
CREATE = {"endpoint": "PJSIP/1", "app": "a"}


def values(sent: Sent, name: str) -> list[str]:
    """Several values as Asterisk takes them out of a query or a body."""
    if name in (sent.body or {}):
        found = sent.body[name]
        return list(found) if isinstance(found, list) else [found]
    text = sent.query[name]
    assert not set(text) & set('"\\'), "Asterisk would leave them out"
    assert text.count(",") < 127, "Asterisk would say: too many"
    return text.split(",")


@pytest.mark.parametrize(
    ("id_", "written"),
    [
        ("1400609726.3", "1400609726.3"),
        ("a/b", "a%2Fb"),
        ("a+b", "a%2Bb"),
        ("100%", "100%25"),
        ("a%2Fb", "a%252Fb"),
        ("a#b", "a%23b"),
        ("a?b=c&d", "a%3Fb%3Dc%26d"),
        ("a b", "a%20b"),
        ("ü", "%C3%BC"),
        ("1.1;2", "1.1%3B2"),
        ("...", "..."),
    ],
)
def test_an_id_in_the_path(wire: Wire, id_: str, written: str) -> None:
    assert wire.target("channels.get", channelId=id_) == f"/ari/channels/{written}"
    channel = Channel(wire.client, {"id": id_})
    assert wire.sent("channels.get", channelId=channel) == Sent(
        "GET", ["ari", "channels", id_], {}, None
    )


def test_other_forms_of_an_id(wire: Wire) -> None:
    uuid = UUID(int=7)
    assert wire.sent("bridges.get", bridgeId=uuid).path[-1] == str(uuid)
    endpoint = Endpoint(wire.client, {"technology": "PJSIP", "resource": "1000"})
    assert wire.sent("channels.create", endpoint=endpoint, app="a").query["endpoint"] == (
        "PJSIP/1000"
    )


@pytest.mark.parametrize(
    ("operation", "values", "query"),
    [
        (PLAY, {"channelId": "1", **SOUND}, "media=sound:a"),
        (PLAY, {"channelId": "1", **SOUND, "lang": None}, "media=sound:a"),
        (PLAY, {"channelId": "1", **SOUND, "skipms": 0}, "media=sound:a&skipms=0"),
        (PLAY, {"channelId": "1", "media": ["sound:a", "tone:ring"]}, "media=sound:a,tone:ring"),
        (PLAY, {"channelId": "1", "media": ("sound:a",)}, "media=sound:a"),
        (PLAY, {"channelId": "1", "media": "sound:a,sound:b"}, "media=sound:a,sound:b"),
        (PLAY, {"channelId": "1", "media": "sound:a b&c"}, "media=sound:a%20b%26c"),
        ("channels.mute", {"channelId": "1"}, "direction=both"),
        ("channels.mute", {"channelId": "1", "direction": "in"}, "direction=in"),
        ("asterisk.info", {"only": "build,system"}, "only=build,system"),
        ("asterisk.info", {}, ""),
        (
            "bridges.add_channel",
            {"bridgeId": "b", "channel": "1.1,2.2", "mute": True, "absorbDTMF": False},
            "channel=1.1,2.2&mute=true&absorbDTMF=false",
        ),
        (
            "endpoints.send_message",
            {"to": "pjsip:1", "from": "pjsip:2", "body": "ü + %"},
            "to=pjsip:1&from=pjsip:2&body=%C3%BC%20%2B%20%25",
        ),
    ],
)
def test_a_query(wire: Wire, operation: str, values: dict[str, Any], query: str) -> None:
    target = wire.target(operation, **values)
    assert target.partition("?")[2] == query
    assert target.endswith("?") is False


@pytest.mark.parametrize(
    ("media", "sent"),
    [
        ("tone:440/100,0/100", ["tone:440/100,0/100"]),
        ("tone:440/100,0/100,sound:a", ["tone:440/100,0/100,sound:a"]),
        (["tone:440/100,0/100", "sound:a"], ["tone:440/100,0/100", "sound:a"]),
        (['sound:a"b', "sound:a\\b"], ['sound:a"b', "sound:a\\b"]),
        ('sound:a"b', ['sound:a"b']),
        (["digits:1"] * 128, ["digits:1"] * 128),
    ],
)
def test_what_a_query_would_not_keep_goes_into_the_body(
    wire: Wire, media: object, sent: list[str]
) -> None:
    found = wire.sent(PLAY, channelId="1", media=media, lang="en")
    assert found.body == {"media": sent}
    assert found.query == {"lang": "en"}


def test_as_many_as_a_query_takes(wire: Wire) -> None:
    found = wire.sent(PLAY, channelId="1", media=["digits:1"] * 127)
    assert found.body is None
    assert values(found, "media") == ["digits:1"] * 127


def test_an_object_whose_id_has_a_comma(wire: Wire) -> None:
    channel = Channel(wire.client, {"id": "a,b"})
    assert wire.sent("bridges.add_channel", bridgeId="b", channel=channel).body == {
        "channel": ["a,b"]
    }


@pytest.mark.parametrize(
    ("given_", "sent"),
    [
        ({"A": "1"}, {"A": "1"}),
        ({"A": 1, "B": 0.5}, {"A": "1", "B": "0.5"}),
        ({"A": np.int64(3), "B": np.float64(0.5)}, {"A": "3", "B": "0.5"}),
        ({"A": {"value": "1"}}, {"A": {"value": "1"}}),
        (
            {"A": {"value": 1, "report_events": True}},
            {"A": {"value": "1", "report_events": True}},
        ),
        ({"CALLERID(num)": "ü\n,"}, {"CALLERID(num)": "ü\n,"}),
        ({}, {}),
    ],
)
def test_variables(wire: Wire, given_: dict[str, Any], sent: dict[str, Any]) -> None:
    found = wire.sent("channels.create", **CREATE, variables=given_)
    assert found.body == {"variables": sent}
    assert found.query == CREATE


def test_a_body_that_is_whole(wire: Wire) -> None:
    chosen = {"allowed": [{"type": "StasisStart"}]}
    assert wire.sent("applications.filter", applicationName="a", filter=chosen).body == chosen


@pytest.mark.parametrize("fields", [{"a": "1", "b": 2}, [{"attribute": "a", "value": "1"}]])
def test_fields_of_the_configuration(wire: Wire, fields: Any) -> None:
    where = {"configClass": "res_pjsip", "objectType": "aor", "id": "1000"}
    body = wire.sent("asterisk.config.update", **where, fields=fields).body
    pairs = fields.items() if isinstance(fields, dict) else [("a", "1")]
    assert body == {"fields": [{"attribute": n, "value": str(v)} for n, v in pairs]}


def test_a_long_query_moves_into_the_body(wire: Wire) -> None:
    ids = [f"1400609726.{n}" for n in range(100)]
    long = "x" * MAX_LINE
    found = wire.sent(
        "bridges.add_channel", bridgeId="b", channel=ids, role=long, mute=True, absorbDTMF=False
    )
    assert found.query == {}
    # In a body, Asterisk takes no text for a boolean.
    assert found.body == {"channel": ids, "role": long, "mute": True, "absorbDTMF": False}
    found = wire.sent(PLAY, channelId="1", **SOUND, skipms=5, lang=long)
    assert found.body == {"media": ["sound:a"], "skipms": 5, "lang": long}
    found = wire.sent("channels.create", **CREATE, formats=long, variables={"A": "1"})
    assert found.body == {**CREATE, "formats": long, "variables": {"A": "1"}}


def test_the_longest_query(wire: Wire) -> None:
    rest = len("POST /ari/channels/1/play?media=sound:a&lang= HTTP/1.1\r\n")
    fits = wire.sent(PLAY, channelId="1", **SOUND, lang="x" * (MAX_LINE - rest))
    assert fits.body is None
    too_long = wire.sent(PLAY, channelId="1", **SOUND, lang="x" * (MAX_LINE - rest + 1))
    assert too_long.query == {}


def test_what_is_too_long_for_a_path_is_not_sent(wire: Wire) -> None:
    before = len(wire.client.log), len(wire.peer.requests)
    with pytest.raises(BadRequestArgument, match="first line has 5,0"):
        wire.sent("channels.get", channelId="x" * 5_000)
    with pytest.raises(BadRequestArgument, match="no body over 40,960"):
        wire.sent("channels.set_variables", channelId="1", variables={"A": "x" * 50_000})
    assert (len(wire.client.log), len(wire.peer.requests)) == before


@given(id_=IDS, name=TEXTS, value=TEXTS)
def test_any_id_and_any_text(wire: Wire, id_: str, name: str, value: str) -> None:
    found = wire.sent("channels.set_variable", channelId=id_, variable=name, value=value)
    assert found.method == "POST"
    assert found.path == ["ari", "channels", id_, "variable"]
    assert found.query | (found.body or {}) == {"variable": name, "value": value}


@given(bridge=IDS, ids=st.lists(IDS, min_size=1, max_size=150), mute=st.booleans())
def test_any_list(wire: Wire, bridge: str, ids: list[str], mute: bool) -> None:
    found = wire.sent("bridges.add_channel", bridgeId=bridge, channel=ids, mute=mute)
    assert found.path == ["ari", "bridges", bridge, "addChannel"]
    assert values(found, "channel") == ids
    assert found.query.get("mute") == json.dumps(mute) or found.body["mute"] is mute


@given(id_=IDS)
def test_any_object(wire: Wire, id_: str) -> None:
    channel, playback = Channel(wire.client, {"id": id_}), Playback(wire.client, {"id": id_})
    assert values(wire.sent("bridges.add_channel", bridgeId="b", channel=channel), "channel") == [
        id_
    ]
    assert wire.sent("playbacks.stop", playbackId=playback).path[-1] == id_


@given(variables=st.dictionaries(TEXTS.filter(bool), TEXTS | st.integers(), max_size=5))
def test_any_variables(wire: Wire, variables: dict[str, str | int]) -> None:
    found = wire.sent("channels.set_variables", channelId="1", variables=variables)
    assert found.body == {"variables": {name: str(value) for name, value in variables.items()}}
