"""The operations of /channels."""

from __future__ import annotations

import pytest

from arinb.ari.connection import Connection, connect
from arinb.ari.objects.channels import Channel
from arinb.errors import BadRequest, Conflict, Forbidden, InvalidState, NotFound, ServerError
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk
from arinb.versions import knows
from tests.ari.operations.conftest import APP, newer


@pytest.mark.operation("channels.list", "channels.get")
@pytest.mark.refused("channels.get")
def test_looking(ari: Connection, channel: Channel) -> None:
    found = ari.channels.list()
    assert channel in found
    assert channel.name in found._repr_html_()
    assert ari.channels.get(channel.id).dialplan.app_name == "Stasis"
    with pytest.raises(NotFound, match="every call has new ids"):
        ari.channels.get("1.1")


@pytest.mark.operation("channels.originate", "channels.originate_with_id")
@pytest.mark.refused("channels.originate", "channels.originate_with_id")
def test_originating(ari: Connection) -> None:
    made = ari.channels.originate(
        "Local/answers@default",
        app=APP,
        app_args="a,b",
        caller_id="Ann <1000>",
        timeout=5,
        variables={"LANG": "en", "COUNT": 3},
    )
    start = ari.events.wait_for("StasisStart", channel=made)
    assert start["args"] == ["a", "b"]
    assert made.get_variable("COUNT") == "3"
    made.hangup()
    named = ari.channels.originate_with_id("my call/1", "Local/answers@default", app=APP)
    assert named.id == "my call/1"
    ari.events.wait_for("StasisStart", channel="my call/1")
    with pytest.raises(Conflict, match="that id is taken"):
        ari.channels.originate_with_id("my call/1", "Local/answers@default", app=APP)
    # Asterisk remembers the conflict above, and says 409 in the place of 500.
    with pytest.raises((ServerError, Conflict), match=r"technology[^~]*is misspelt"):
        ari.channels.originate("Nonsense/1", app=APP)
    with pytest.raises(BadRequest, match="Application or extension"):
        ari.channels.originate("Local/answers@default")
    named.hangup()


@pytest.mark.operation("channels.create", "channels.dial")
@pytest.mark.refused("channels.create", "channels.dial")
def test_creating_and_dialling(ari: Connection) -> None:
    made = ari.channels.create("Local/answers@default", ari.app, channel_id="made")
    assert (made.id, made.state) == ("made", "Down")
    with pytest.raises(Conflict):
        ari.channels.create("Local/answers@default", ari.app, channel_id="made")
    ari.events.wait_for("StasisStart", channel=made)
    with pytest.raises(InvalidState, match="it was Down"):
        made.play("sound:hello-world")
    made.dial(timeout=5)
    ari.events.wait_for("Dial", where=lambda event: event["dialstatus"] == "ANSWER")
    assert made.refresh().state == "Up"
    with pytest.raises(Conflict):
        made.dial()
    made.hangup()


@pytest.mark.operation("channels.external_media")
@pytest.mark.refused("channels.external_media")
def test_media_elsewhere(ari: Connection) -> None:
    there = "127.0.0.1:40000"
    media = ari.channels.external_media(APP, "ulaw", external_host=there)
    assert media.get_variable("UNICASTRTP_LOCAL_ADDRESS") == "127.0.0.1"
    media.hangup()
    with pytest.raises((BadRequest, ServerError)):
        ari.channels.external_media(APP, "no-such-format", external_host=there)


@pytest.mark.operation("channels.snoop", "channels.snoop_with_id")
@pytest.mark.refused("channels.snoop", "channels.snoop_with_id")
def test_snooping(ari: Connection, channel: Channel) -> None:
    ear = channel.snoop(APP, spy="both", app_args="ear")
    assert ari.events.wait_for("StasisStart", channel=ear)["args"] == ["ear"]
    mouth = ari.channels.snoop_with_id(channel, "mouth", ari.app, whisper="out")
    assert mouth.id == "mouth"
    for other in (ear, mouth):
        other.hangup()
    with pytest.raises(NotFound):
        ari.channels.snoop("1.1", APP, spy="in")
    with pytest.raises(NotFound):
        ari.channels.snoop_with_id("1.1", "ear", APP, spy="in")


@pytest.mark.operation("channels.get_variable", "channels.set_variable")
@pytest.mark.refused("channels.get_variable", "channels.set_variable")
def test_a_variable(ari: Connection, channel: Channel) -> None:
    channel.set_variable("COLOUR", "blue, 50 % + ü")
    # Asterisk 16 answers before it has done it.
    ari.events.wait_for("ChannelVarset", where=lambda event: event["variable"] == "COLOUR")
    assert channel.get_variable("COLOUR") == "blue, 50 % + ü"
    ari.channels.set_variable(channel, "CALLERID(name)", "Ann")
    ari.events.wait_for("ChannelCallerId", channel=channel)
    assert ari.channels.get_variable(channel.id, "CALLERID(name)") == "Ann"
    with pytest.raises(NotFound, match="no variable of that name"):
        channel.get_variable("NOPE")
    with pytest.raises(ServerError, match="no function of that name"):
        channel.get_variable("NOPE(x)")
    with pytest.raises(NotFound):
        ari.channels.set_variable("1.1", "X")


@pytest.mark.operation("channels.get_variables", "channels.set_variables")
@pytest.mark.refused("channels.get_variables", "channels.set_variables")
def test_several_variables(ari: Connection, channel: Channel) -> None:
    with newer(ari, "channels.set_variables"):
        channel.set_variables({"ONE": "1", "TWO": {"value": "2", "report_events": True}})
        values = channel.get_variables(["ONE", "TWO"])
        assert values == {"ONE": "1", "TWO": "2"}
        with pytest.raises(NotFound):
            ari.channels.set_variables("1.1", {"ONE": "1"})
    with newer(ari, "channels.get_variables"), pytest.raises(NotFound):
        ari.channels.get_variables("1.1", "ONE")


@pytest.mark.operation("channels.rtp_statistics")
@pytest.mark.refused("channels.rtp_statistics")
def test_figures_of_the_sound(ari: Connection, on_the_phone: Channel, channel: Channel) -> None:
    ari.events.wait_for("PlaybackFinished", playback=on_the_phone.play("sound:hello-world"))
    figures = on_the_phone.rtp_statistics()
    assert figures.txcount > 0
    assert figures.channel_uniqueid == on_the_phone.id
    with pytest.raises(Forbidden, match="does not come over RTP"):
        channel.rtp_statistics()
    with pytest.raises(NotFound):
        ari.channels.rtp_statistics("1.1")


@pytest.mark.operation("channels.answer", "channels.ring", "channels.ring_stop")
@pytest.mark.refused("channels.answer", "channels.ring", "channels.ring_stop")
def test_answering(ari: Connection, ringing: Channel) -> None:
    ringing.ring()
    ringing.ring_stop()
    ringing.answer()
    assert ringing.refresh().state == "Up"
    for act in (ari.channels.answer, ari.channels.ring, ari.channels.ring_stop):
        with pytest.raises(NotFound):
            act("1.1")


@pytest.mark.operation("channels.progress")
@pytest.mark.refused("channels.progress")
def test_progress(ari: Connection, ringing: Channel) -> None:
    with newer(ari, "channels.progress"):
        ringing.progress()
        with pytest.raises(NotFound):
            ari.channels.progress("1.1")


@pytest.mark.operation("channels.hangup")
@pytest.mark.refused("channels.hangup")
def test_hanging_up(ari: Connection, channel: Channel) -> None:
    if knows(ari.version, "17.0"):
        with pytest.raises(BadRequest):
            channel.hangup(reason="busy", reason_code="17")
    channel.hangup("busy")
    ari.events.wait_for("StasisEnd", channel=channel)
    with pytest.raises(NotFound):
        channel.hangup()


@pytest.mark.operation("channels.redirect")
@pytest.mark.refused("channels.redirect")
def test_redirecting(ari: Connection, phone: Phone) -> None:
    phone.dial("enters")
    channel = ari.events.wait_for("StasisStart").channel
    assert channel is not None
    with pytest.raises(NotFound):
        ari.channels.redirect("1.1", "PJSIP/1000")
    channel.redirect("PJSIP/1000")
    ari.events.wait_for("StasisEnd", channel=channel)


@pytest.mark.operation("channels.move")
@pytest.mark.refused("channels.move")
def test_moving(ari: Connection, channel: Channel, pbx_each: PrivateAsterisk) -> None:
    with connect(pbx_each, app="elsewhere") as other:
        channel.move("elsewhere", app_args="moved")
        assert other.events.wait_for("StasisStart", channel=channel)["args"] == ["moved"]
    with pytest.raises(NotFound):
        ari.channels.move("1.1", "elsewhere")


@pytest.mark.operation("channels.continue_in_dialplan")
@pytest.mark.refused("channels.continue_in_dialplan")
def test_continuing(ari: Connection, channel: Channel) -> None:
    channel.continue_in_dialplan(context="default", extension="answers", priority=2)
    ari.events.wait_for("StasisEnd", channel=channel)
    with pytest.raises(Conflict, match="between its StasisStart and its StasisEnd"):
        channel.continue_in_dialplan()


@pytest.mark.operation("channels.transfer_progress")
@pytest.mark.refused("channels.transfer_progress")
def test_a_transfer(
    ari: Connection, on_the_phone: Channel, phone: Phone, pbx_each: PrivateAsterisk
) -> None:
    with newer(ari, "channels.transfer_progress"):
        with pytest.raises(NotFound):
            ari.channels.transfer_progress("1.1", "channel_answered")
        on_the_phone.set_variable("PJSIP_TRANSFER_HANDLING()", value="ari-only")
        phone._baresip.command("transfer", f"sip:1001@127.0.0.1:{pbx_each.sip_port}")  # type: ignore[attr-defined]
        transfer = ari.events.wait_for("ChannelTransfer")
        assert transfer["refer_to"]["requested_destination"]["destination"] == "1001"
        on_the_phone.transfer_progress("channel_answered")
