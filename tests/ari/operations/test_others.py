"""The operations of /applications, /deviceStates, /endpoints, /events, /mailboxes and /sounds."""

from __future__ import annotations

import json

import pytest

from arinb.ari.client import Client
from arinb.ari.connection import Connection, connect
from arinb.ari.objects.channels import Channel
from arinb.ari.resources import Resources
from arinb.ari.resources.mailboxes import Mailboxes
from arinb.errors import (
    AnswerError,
    BadRequest,
    Conflict,
    NotFound,
    OutcomeUnknown,
    Unprocessable,
)
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk
from tests.ari.operations.conftest import newer
from tests.ari.peer import Peer, answer


@pytest.mark.operation("applications.list", "applications.get")
@pytest.mark.refused("applications.get")
def test_applications(ari: Connection) -> None:
    mine = ari.applications.get(ari.app)
    assert mine in ari.applications.list()
    with pytest.raises(NotFound, match="connected"):
        ari.applications.get("nope")


@pytest.mark.operation("applications.subscribe", "applications.unsubscribe", "applications.filter")
@pytest.mark.refused("applications.subscribe", "applications.unsubscribe", "applications.filter")
def test_subscribing(ari: Connection, channel: Channel) -> None:
    lamp = ari.device_states.get("Stasis:lamp")
    mine = ari.applications.subscribe(ari.app, [channel, lamp])
    assert channel.id in mine.channel_ids
    assert "Stasis:lamp" in mine.device_names
    mine = mine.unsubscribe(lamp)
    assert "Stasis:lamp" not in mine.device_names
    mine = mine.filter({"disallowed": [{"type": "ChannelVarset"}]})
    assert mine.events_disallowed == [{"type": "ChannelVarset"}]
    assert mine.filter({}).events_disallowed == []
    with pytest.raises(Unprocessable):
        mine.subscribe("channel:1.1")
    with pytest.raises((Unprocessable, Conflict)):
        mine.unsubscribe("deviceState:Stasis:nope")
    with pytest.raises(BadRequest):
        mine.filter({"allowed": [{"name": "StasisStart"}]})


@pytest.mark.operation(
    "device_states.list", "device_states.get", "device_states.update", "device_states.delete"
)
@pytest.mark.refused("device_states.update", "device_states.delete")
def test_device_states(ari: Connection) -> None:
    ari.device_states.update("Stasis:lamp & co", "INUSE")
    lamp = ari.device_states.get("Stasis:lamp & co")
    assert (lamp.name, lamp.state) == ("Stasis:lamp & co", "INUSE")
    assert lamp in ari.device_states.list()
    lamp.update("NOT_INUSE")
    assert lamp.refresh().state == "NOT_INUSE"
    lamp.delete()
    assert lamp not in ari.device_states.list()
    with pytest.raises(Conflict, match="Stasis:lamp"):
        ari.device_states.update("PJSIP/1000", "INUSE")
    with pytest.raises(Conflict):
        ari.device_states.delete("PJSIP/1000")


@pytest.mark.operation("endpoints.list", "endpoints.list_by_tech", "endpoints.get")
@pytest.mark.refused("endpoints.list_by_tech", "endpoints.get")
def test_endpoints(ari: Connection, phone: Phone) -> None:
    found = ari.endpoints.get("PJSIP", phone.number)
    assert found in ari.endpoints.list()
    assert found in ari.endpoints.list_by_tech("PJSIP")
    assert found.refresh().resource == phone.number
    with pytest.raises(NotFound):
        ari.endpoints.list_by_tech("Nonsense")
    with pytest.raises(NotFound, match="no endpoint of that name"):
        ari.endpoints.get("PJSIP", "a/b +%")


@pytest.mark.operation("endpoints.send_message", "endpoints.send_message_to")
@pytest.mark.refused("endpoints.send_message", "endpoints.send_message_to")
def test_messages(ari: Connection, phone: Phone) -> None:
    ari.endpoints.send_message("pjsip:1000", "pjsip:1001", body="Hello, ü & + %")
    there = ari.endpoints.get("PJSIP", phone.number)
    there.send_message("pjsip:1001", body="Hello")
    with pytest.raises((BadRequest, NotFound)):
        ari.endpoints.send_message("nonsense", "pjsip:1001")
    with pytest.raises(NotFound):
        ari.endpoints.send_message_to("PJSIP", "nope", "pjsip:1001")


@pytest.mark.operation("endpoints.refer", "endpoints.refer_to")
@pytest.mark.refused("endpoints.refer", "endpoints.refer_to")
def test_referring(ari: Connection, phone: Phone) -> None:
    with newer(ari, "endpoints.refer"):
        ari.endpoints.refer("pjsip:1000", "pjsip:1001", "sip:1002@127.0.0.1")
        with pytest.raises((BadRequest, NotFound)):
            ari.endpoints.refer("nonsense", "pjsip:1001", "sip:1002@127.0.0.1")
    with newer(ari, "endpoints.refer_to"):
        ari.endpoints.refer_to("PJSIP", phone.number, "pjsip:1001", "sip:1002@127.0.0.1")
        with pytest.raises(NotFound):
            ari.endpoints.refer_to("PJSIP", "nope", "pjsip:1001", "sip:1002@127.0.0.1")


@pytest.mark.operation("events.user_event")
@pytest.mark.refused("events.user_event")
def test_an_event_of_ones_own(ari: Connection, channel: Channel) -> None:
    ari.events.user_event("Tea is/ready", ari.app, source=channel, variables={"pot": "2"})
    event = ari.events.wait_for("ChannelUserevent")
    assert (event["eventname"], event["userevent"]["pot"]) == ("Tea is/ready", "2")
    assert event.channel == channel
    with pytest.raises(NotFound):
        ari.events.user_event("Tea", "nope")


@pytest.mark.operation("events.claim")
@pytest.mark.refused("events.claim")
def test_claiming_a_call(ari: Connection, pbx_each: PrivateAsterisk) -> None:
    with newer(ari, "events.claim"):
        with pytest.raises(NotFound):
            ari.events.claim("1.1", ari.app)
        pbx_each.cli("channel originate Local/offers@default application Wait 60")
        offered = ari.events.wait_for("CallBroadcast").channel
        assert offered is not None
        ari.events.claim(offered, ari.app)
        assert ari.events.wait_for("StasisStart").channel == offered
        offered.hangup()


def test_the_websocket_is_an_operation_too(pbx_each: PrivateAsterisk) -> None:
    """`events.websocket`: connect() performs it, and is refused without a name."""
    with connect(pbx_each, app="one", subscribe_all=True) as connection:
        path = connection.log[0].detail.partition("/ari")[2]
    assert path == "/events?app=one&subscribeAll=true"
    with pytest.raises(AnswerError, match="426"):
        Client(pbx_each.url, pbx_each.username, pbx_each.password).get("/events", app="one")


@pytest.mark.operation("sounds.list", "sounds.get")
@pytest.mark.refused("sounds.get")
def test_sounds(ari: Connection) -> None:
    hello = ari.sounds.get("hello-world")
    assert hello in ari.sounds.list(lang="en", format="gsm")
    assert ("en", "gsm") in [(pair.language, pair.format) for pair in hello.formats]
    with pytest.raises(NotFound, match="no sound of that name"):
        ari.sounds.get("no/such+sound")


def test_mailboxes_of_a_scripted_server() -> None:
    """Debian's Asterisk has no res_mwi_external, which they need."""
    mailbox = {"name": "1000@default", "old_messages": 2, "new_messages": 1}
    closing = {"connection": "close"}  # the peer does so after each answer
    missing = answer("404 Not Found", '{"message": "Mailbox not found"}', **closing)
    script = (
        answer("200 OK", json.dumps([mailbox]), **closing),
        answer("200 OK", json.dumps(mailbox), **closing),
        answer("204 No Content", **closing),
        answer("204 No Content", **closing),
        missing,
    )
    with Peer(*script) as peer:
        mailboxes = Mailboxes(Client(peer.url, "asterisk", "secret"))
        found = mailboxes.list()[0]
        assert found.refresh().new_messages == 1
        found.update(3, 0)
        found.delete()
        for act in (mailboxes.get, mailboxes.delete):
            with pytest.raises(NotFound):
                act("1000@default")
        with pytest.raises(NotFound):
            mailboxes.update("1000@default", 1, 1)
        lines = [request.split(b"\r\n")[0].decode() for request in peer.requests]
    assert lines[:4] == [
        "GET /ari/mailboxes HTTP/1.1",
        "GET /ari/mailboxes/1000%40default HTTP/1.1",
        "PUT /ari/mailboxes/1000%40default?oldMessages=3&newMessages=0 HTTP/1.1",
        "DELETE /ari/mailboxes/1000%40default HTTP/1.1",
    ]


def test_mailboxes_of_an_asterisk_without_them(ari: Connection) -> None:
    with pytest.raises(NotFound, match=r"res_ari_mailboxes\.so\) is not loaded"):
        ari.mailboxes.list()


def test_an_outcome_that_nobody_knows() -> None:
    with Peer(b"") as peer, pytest.raises(OutcomeUnknown):
        Resources(Client(peer.url, "asterisk", "secret")).bridges.create("mixing")
