"""What happened since an exercise was begun, as checks ask for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

import arinb
from arinb.errors import AriError
from arinb.lessons import Happened
from arinb.pbx.private import PrivateAsterisk


@pytest.fixture
def ari(shared_pbx: PrivateAsterisk) -> Iterator[arinb.Connection]:
    with arinb.connect(shared_pbx, app="hello-world") as connection:
        yield connection


@pytest.fixture
def other(shared_pbx: PrivateAsterisk) -> Iterator[arinb.Connection]:
    with arinb.connect(shared_pbx, app="other") as connection:
        yield connection


def _since(pbx: PrivateAsterisk, row: int, *connections: arinb.Connection) -> Happened:
    return Happened(dict.fromkeys(connections, row), pbx, connections[0], {})


def _tell(ari: arinb.Connection, name: str, **variables: object) -> None:
    """Have Asterisk send an event of the learner's own to the application."""
    end = ari.log.end
    ari.request("POST", f"/events/user/{name}", application=ari.app, json={"variables": variables})
    assert ari.log.wait(lambda entry: entry.type == "ChannelUserevent", since=end, timeout=5)


def test_events_are_found_by_type_and_by_what_is_in_them(
    shared_pbx: PrivateAsterisk, ari: arinb.Connection
) -> None:
    _tell(ari, "too-early")
    row = ari.log.end
    _tell(ari, "one", colour="red", size={"depth": 3})
    _tell(ari, "two", colour="blue")
    happened = _since(shared_pbx, row, ari)
    assert [each["eventname"] for each in happened.events()] == ["one", "two"]
    assert happened.events("StasisStart") == []
    assert happened.first("StasisStart", "ChannelUserevent", eventname="two") is not None
    deep = happened.first("ChannelUserevent", userevent__size__depth=3)
    assert deep is not None
    assert deep["eventname"] == "one"
    assert happened.first(userevent__colour__shade="x", eventname="one") is None
    last = happened.last("ChannelUserevent")
    assert last is not None
    assert last["eventname"] == "two"
    assert last["time"] >= deep["time"] > 0
    assert happened.last("ChannelDestroyed") is None
    assert not happened.nothing


def test_requests_are_the_same_whether_written_in_the_query_or_the_body(
    shared_pbx: PrivateAsterisk, ari: arinb.Connection
) -> None:
    row = ari.log.end
    ari.request("POST", "/bridges", type="mixing", name="a b")
    ari.request("POST", "/bridges", json={"type": "mixing", "name": "a b"})
    in_query, in_body = _since(shared_pbx, row, ari).requests("POST", "/bridges")
    assert in_query.params == in_body.params == {"type": "mixing", "name": "a b"}
    assert in_query.worked
    assert in_query.status == 200
    assert in_query.answer["name"] == "a b"
    assert in_query.time < in_body.time
    for each in (in_query, in_body):
        ari.request("DELETE", f"/bridges/{each.answer['id']}")


def test_requests_are_found_by_method_and_whole_decoded_path(
    shared_pbx: PrivateAsterisk, ari: arinb.Connection
) -> None:
    row = ari.log.end
    with pytest.raises(AriError):
        ari.request("DELETE", "/channels/a%2Fb")
    ari.request("GET", "/channels")
    happened = _since(shared_pbx, row, ari)
    refused = happened.requests("DELETE", "/channels/[^ ]+")[0]
    assert refused.path == "/channels/a/b"
    assert (refused.status, refused.worked) == (404, False)
    assert refused.answer == {"message": "Channel not found"}
    assert [each.method for each in happened.requests()] == ["DELETE", "GET"]
    assert happened.requests("POST") == happened.requests(path="/chan") == []
    assert [each.method for each in happened.requests(path="/channels")] == ["GET"]


def test_a_list_and_true_in_a_body_read_as_in_the_query(
    shared_pbx: PrivateAsterisk, ari: arinb.Connection
) -> None:
    row = ari.log.end
    body = {"eventSource": ["channel:1", "channel:2"], "muted": True, "count": 2}
    with pytest.raises(AriError):
        ari.request("POST", "/applications/nobody/subscription", json=body)
    asked = _since(shared_pbx, row, ari).requests("POST")[0]
    assert asked.params == {"eventSource": "channel:1,channel:2", "muted": "true", "count": "2"}


@pytest.mark.parametrize("body", [b"{ broken", b"[1]", b"[" * 10_000, b"\xff\xfe"])
def test_a_body_that_is_no_json_object_does_not_break_a_check(
    shared_pbx: PrivateAsterisk, ari: arinb.Connection, body: bytes
) -> None:
    row = ari.log.end
    ari.log.record_request("POST", "/ari/channels", body)
    asked = _since(shared_pbx, row, ari).requests()[0]
    assert (asked.params, asked.status, asked.worked, asked.answer) == ({}, None, False, {})


def test_all_connections_of_the_program_count_in_the_order_of_time(
    shared_pbx: PrivateAsterisk, ari: arinb.Connection, other: arinb.Connection
) -> None:
    rows = {ari: ari.log.end, other: other.log.end}
    _tell(ari, "first")
    _tell(other, "second")
    other.request("GET", "/bridges")
    ari.request("GET", "/channels")
    happened = Happened(rows, shared_pbx, ari, {})
    assert [each["eventname"] for each in happened.events()] == ["first", "second"]
    assert [each.path for each in happened.requests("GET")] == ["/bridges", "/channels"]
    assert all(each.worked for each in happened.requests())


def test_nothing_is_nothing(shared_pbx: PrivateAsterisk, ari: arinb.Connection) -> None:
    happened = _since(shared_pbx, ari.log.end, ari)
    assert happened.nothing
    assert (happened.entries, happened.requests(), happened.first()) == ([], [], None)


def test_the_server_is_asked_without_a_row_in_the_log(
    shared_pbx: PrivateAsterisk, ari: arinb.Connection
) -> None:
    row = ari.log.end
    happened = _since(shared_pbx, row, ari)
    assert happened.get("/channels") == []
    assert happened.get("/channels/nobody") is None
    assert ari.log.end == row


def test_the_server_is_asked_when_the_connection_is_closed_and_none_when_it_is_gone(
    pbx: PrivateAsterisk,
) -> None:
    ari = arinb.connect(pbx, app="hello-world")
    ari.close()
    happened = _since(pbx, 0, ari)
    assert happened.get("/bridges") == []
    pbx.conf["ari.conf"] = "[general]\nenabled = yes\n\n[me]\ntype = user\npassword = mine\n"
    pbx.reload()
    assert happened.get("/bridges") == [], "ari.conf has another user now"
    pbx.stop()
    assert happened.get("/bridges") is None


def test_a_request_cant_be_changed(shared_pbx: PrivateAsterisk, ari: arinb.Connection) -> None:
    row = ari.log.end
    ari.request("GET", "/channels")
    asked = _since(shared_pbx, row, ari).requests()[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        asked.status = 500  # type: ignore[misc]
