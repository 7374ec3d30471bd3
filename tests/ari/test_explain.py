"""What error answers mean: real ones of both versions, and those of other servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from arinb.ari.client import Client
from arinb.ari.connection import connect
from arinb.ari.exchange import Exchange
from arinb.ari.explain import answer_error
from arinb.errors import (
    AnswerError,
    AriDisabled,
    BadRequest,
    BodyTooLarge,
    Conflict,
    Forbidden,
    InvalidState,
    MethodNotAllowed,
    NotAsterisk,
    NotAuthenticated,
    NotFound,
    ReadOnlyUser,
    ServerError,
    Unprocessable,
)
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.ari.peer import Peer, answer
from tests.ari.secrets import SECRET, assert_secret_is_kept

HTML = "<!DOCTYPE html><html><body>It works! Asterisk</body></html>"


def client_of(pbx: PrivateAsterisk) -> Client:
    return Client(pbx.url, pbx.username, pbx.password)


@pytest.mark.parametrize(
    ("method", "path", "params", "error", "words"),
    [
        ("POST", "/channels", {}, BadRequest, '400 Bad Request, "Endpoint must be specified"'),
        ("POST", "/channels", {"endpoint": "x", "app": "a"}, BadRequest, "technology/name"),
        ("POST", "/channels", {"endpoint": "Local/1@default"}, BadRequest, 'app="hello-world"'),
        ("GET", "/asterisk/variable", {}, BadRequest, "a parameter is missing"),
        ("POST", "/playbacks/x/control", {"operation": "y"}, BadRequest, "Invalid operation y"),
        ("GET", "/channels/1.1", {}, NotFound, '"Channel not found"[^~]*hung up[^~]*GET /channels'),
        ("POST", "/channels/1.1/play", {"media": "sound:x"}, NotFound, "every call has new ids"),
        ("GET", "/playbacks/x", {}, NotFound, '"Playback not found"[^~]*has finished'),
        ("GET", "/bridges/x", {}, NotFound, '"Bridge not found"[^~]*GET /bridges'),
        ("GET", "/applications/x", {}, NotFound, "connected with it"),
        ("GET", "/sounds/x", {}, NotFound, "no sound of that name"),
        ("GET", "/endpoints/PJSIP/x", {}, NotFound, "no endpoint of that name"),
        ("GET", "/recordings/stored/x", {}, NotFound, "no recording of that name"),
        ("GET", "/nonsense", {}, NotFound, "ARI has no /ari/nonsense[^~]*arinb.api.operations"),
        ("GET", "/channels/", {}, NotFound, "the path ends with a slash"),
        ("PATCH", "/channels", {}, MethodNotAllowed, "not with PATCH; it takes OPTIONS,GET,POST"),
        ("DELETE", "/asterisk/info", {}, MethodNotAllowed, "it takes OPTIONS,GET"),
        ("PUT", "/deviceStates/x", {"deviceState": "INUSE"}, Conflict, "Stasis:lamp"),
        ("GET", "/events", {"app": "a"}, AnswerError, "426[^~]*WebSocket[^~]*connect"),
        ("POST", "/channels", {"endpoint": "No/1", "app": "a"}, ServerError, "channeltypes"),
    ],
)
def test_what_asterisk_refuses(
    shared_pbx_each: PrivateAsterisk,
    method: str,
    path: str,
    params: dict[str, Any],
    error: type[AnswerError],
    words: str,
) -> None:
    with pytest.raises(error, match=words) as raised:
        client_of(shared_pbx_each).request(method, path, **params)
    told = raised.value
    assert type(told) is error
    assert str(told).startswith(f"{method} /ari{path} was refused: {told.status} ")
    assert told.why
    assert told.next_step
    assert isinstance(told.exchange, Exchange)
    assert told.exchange.status == told.status
    assert f'"{told.message}"' in str(told) or not told.message


@pytest.fixture
def channel(shared_pbx_each: PrivateAsterisk) -> Iterator[str]:
    """The id of a channel that was made, but not dialled yet: its state is Down."""
    with connect(shared_pbx_each, app="somebody") as ari:
        made = ari.client.post("/channels/create", endpoint="Local/1000@default", app="somebody")
        ari.events.wait_for("StasisStart", channel=made.json()["id"])
        yield made.json()["id"]
        ari.client.delete(f"/channels/{made.json()['id']}")


def test_a_channel_in_another_state(shared_pbx_each: PrivateAsterisk, channel: str) -> None:
    with pytest.raises(InvalidState, match=r"412[^~]*invalid state[^~]*answer\(\)"):
        client_of(shared_pbx_each).post(f"/channels/{channel}/play", media="sound:hello-world")


def test_a_channel_that_is_there_already(shared_pbx_each: PrivateAsterisk, channel: str) -> None:
    params = {"endpoint": "Local/1000@default", "app": "nobody", "channelId": channel}
    with pytest.raises(Conflict, match=r"that id is taken"):
        client_of(shared_pbx_each).post("/channels", **params)


def test_an_endpoint_that_asterisk_takes_for_an_id(
    shared_pbx_each: PrivateAsterisk, channel: str
) -> None:
    """Asterisk remembers the number of the error before, and says once more that an id is taken."""
    client, wrong = client_of(shared_pbx_each), {"endpoint": "No/1", "app": "nobody"}
    taken = {"endpoint": "Local/1000@default", "app": "nobody", "channelId": channel}
    with pytest.raises(Conflict, match="that id is taken"):
        client.post("/channels", **taken)
    with pytest.raises(AnswerError, match="could not make the channel") as raised:
        client.post("/channels", **wrong)
    assert "core show channeltypes" in raised.value.next_step
    client.close()


@pytest.mark.parametrize(
    ("path", "json", "words"),
    [
        ("/channels?endpoint=No/1&app=a", None, "no id was asked for"),
        ("/channels/create?endpoint=No/1&app=a", None, "no id was asked for"),
        ("/channels/externalMedia?app=a&external_host=h&format=ulaw", None, "no id was asked for"),
        ("/channels", {"endpoint": "No/1", "app": "a"}, "no id was asked for"),
        ("/channels?endpoint=No/1&app=a&channelId=1", None, "that id is taken"),
        ("/channels?endpoint=Local/1&app=a&otherChannelId=1", None, "that id is taken"),
        ("/channels/mine?endpoint=No/1&app=a", None, "that id is taken"),
        ("/channels", {"endpoint": "No/1", "app": "a", "channelId": "1"}, "that id is taken"),
    ],
)
def test_an_id_that_is_taken(path: str, json: object, words: str) -> None:
    said = answer("409 Conflict", '{"message":"Channel with given unique ID already exists"}')
    with Peer(said) as peer, pytest.raises(Conflict, match=words):
        Client(peer.url, "me", SECRET).post(path, json=json)


def test_a_bridge_that_is_there_already(shared_pbx: PrivateAsterisk) -> None:
    client = client_of(shared_pbx)
    client.post("/bridges/taken")
    for path in ("/bridges/taken", "/bridges?bridgeId=taken"):
        with pytest.raises(Conflict, match=r"such a bridge exists already[^~]*bridges\.get"):
            client.post(path)
    client.delete("/bridges/taken")


def test_a_module_that_is_not_loaded(pbx: PrivateAsterisk) -> None:
    client = client_of(pbx)
    assert client.get("/sounds").status == 200
    pbx.cli("module unload res_ari_sounds.so")
    for path in ("/sounds", "/sounds/hello-world"):
        with pytest.raises(NotFound, match=r"\(res_ari_sounds\.so\) is not loaded") as raised:
            client.get(path)
        assert "`module load res_ari_sounds.so`" in raised.value.next_step
    pbx.cli("module load res_ari_sounds.so")
    assert client.get("/sounds").status == 200


def test_a_format_that_is_not_there(shared_pbx_each: PrivateAsterisk, channel: str) -> None:
    with pytest.raises(Unprocessable, match=r'422[^~]*format="wav"'):
        client_of(shared_pbx_each).post(f"/channels/{channel}/record", name="x", format="zzz")


def test_a_phone_that_is_not_there(shared_pbx_each: PrivateAsterisk) -> None:
    with pytest.raises(AnswerError, match=r"no such phone[^~]*endpoints\.list"):
        client_of(shared_pbx_each).post("/channels", endpoint="PJSIP/4711", app="nobody")


def test_a_recording_that_is_there_already(shared_pbx_each: PrivateAsterisk) -> None:
    for step in ("1,Answer()", "2,Wait(30)"):
        shared_pbx_each.cli(f"dialplan add extension waits,{step} into default replace")
    with connect(shared_pbx_each, app="somebody") as ari:
        channel = ari.channels.originate("Local/waits@default", app="somebody")
        ari.events.wait_for("StasisStart", channel=channel)
        recording = channel.record("taken", "wav")
        ari.events.wait_for("RecordingStarted", recording=recording)
        recording.stop()
        ari.events.wait_for("RecordingFinished", recording=recording)
        with pytest.raises(Conflict, match=r'has ended[^~]*if_exists="overwrite"'):
            channel.record("taken", "wav")
        ari.recordings.stored.get("taken").delete()
        channel.hangup()
        ari.events.wait_for("ChannelDestroyed", channel=channel)


def test_a_variable_that_is_not_set(shared_pbx_each: PrivateAsterisk, channel: str) -> None:
    path = f"/channels/{channel}/variable"
    with pytest.raises(NotFound, match=r"Variable Not Found[^~]*no variable of that name"):
        client_of(shared_pbx_each).get(path, variable="NOPE")
    with pytest.raises(ServerError, match=r"no function of that name"):
        client_of(shared_pbx_each).get(path, variable="NOPE(x)")


def test_a_channel_outside_of_any_application(shared_pbx_each: PrivateAsterisk) -> None:
    pbx = shared_pbx_each
    pbx.cli("channel originate Local/1000@default application Wait 5")
    client = client_of(pbx)
    waiting = next(
        channel["id"]
        for channel in client.get("/channels").json()
        if channel["name"].endswith(";1")
    )
    with pytest.raises(Conflict, match=r"not in Stasis[^~]*between its StasisStart and"):
        client.post(f"/channels/{waiting}/play", media="sound:hello-world")
    pbx.cli("channel request hangup all")


@pytest.mark.parametrize(
    ("data", "status", "error", "words"),
    [
        ("{", 400, BadRequest, "the body is no JSON"),
        ('"' + "x" * 50_000 + '"', 413, BodyTooLarge, "no body over 40,960 bytes"),
    ],
)
def test_bodies_that_arinb_would_not_send(
    shared_pbx_each: PrivateAsterisk, data: str, status: int, error: type[Exception], words: str
) -> None:
    url = f"{shared_pbx_each.url}/ari/channels"
    user = (shared_pbx_each.username, shared_pbx_each.password)
    headers = {"Content-Type": "application/json"}
    with requests.post(url, data=data, headers=headers, auth=user, timeout=5) as said:
        exchange = Exchange("POST", url, user[0], status=said.status_code, reason=said.reason)
        exchange.headers, exchange.body = said.headers, said.content
    told = answer_error(exchange)
    assert exchange.status == status
    assert type(told) is error
    assert words in str(told)


def test_who_asterisk_does_not_know(shared_pbx_each: PrivateAsterisk) -> None:
    pbx = shared_pbx_each
    for name, password in [(pbx.username, SECRET), ("nobody", pbx.password)]:
        with pytest.raises(NotAuthenticated, match=r"401[^~]*type = user[^~]*; in it") as raised:
            Client(pbx.url, name, password).get("/channels")
        assert_secret_is_kept(raised.value)


def test_a_user_that_may_only_look(program: Program) -> None:
    pbx = PrivateAsterisk(program=program)
    pbx.conf["ari.conf"].set(pbx.username, "read_only", "yes")
    with pbx.start():
        assert client_of(pbx).get("/channels").status == 200
        with pytest.raises(ReadOnlyUser, match=r"403[^~]*read_only = no"):
            client_of(pbx).post("/channels", endpoint="Local/1000@default", app="a")


def test_a_user_whose_address_is_kept_out(pbx: PrivateAsterisk) -> None:
    pbx.conf["ari.conf"].set(pbx.username, "deny", "127.0.0.1/255.255.255.255")
    pbx.restart()
    with pytest.raises(Forbidden, match=r"403[^~]*access list") as raised:
        client_of(pbx).get("/channels")
    assert not isinstance(raised.value, ReadOnlyUser)


@pytest.mark.parametrize("servername", [None, "", "My PBX"])
@pytest.mark.parametrize(("key", "value"), [("enabled", "no"), ("prety", "yes")])
def test_ari_that_is_off(program: Program, servername: str | None, key: str, value: str) -> None:
    pbx = PrivateAsterisk(program=program)
    pbx.conf["ari.conf"].set("general", key, value)
    if servername is not None:
        pbx.conf["http.conf"].set("general", "servername", servername)
    with pbx.start(), pytest.raises(AriDisabled, match=r"404 Not Found[^~]*misspelt[^~]*prefix"):
        client_of(pbx).get("/asterisk/info")


def test_a_prefix_that_the_url_lacks(pbx: PrivateAsterisk) -> None:
    pbx.conf["http.conf"].set("general", "prefix", "pbx")
    pbx.restart()
    url = pbx.url.removesuffix("/pbx")
    with pytest.raises(AriDisabled, match=r"prefix"):
        Client(url, pbx.username, pbx.password).get("/asterisk/info")


def test_an_asterisk_that_sends_elsewhere(pbx: PrivateAsterisk) -> None:
    pbx.conf["http.conf"].set("general", "redirect", "/ari/channels http://127.0.0.1:9/x")
    pbx.restart()
    with pytest.raises(NotAsterisk, match=r"302[^~]*http://127.0.0.1:9/x[^~]*password nowhere"):
        client_of(pbx).get("/channels")


@pytest.mark.parametrize(
    "said",
    [
        answer("200 OK", HTML, Server="nginx", Content_Type="text/html"),
        answer("200 OK", HTML),
        answer("200 OK", "pong", Content_Type="text/plain"),
        answer("200 OK", '{"a', Content_Type="application/json"),
        answer("404 Not Found", HTML, Server="Apache", Content_Type="text/html"),
        answer("404 Not Found", HTML, Content_Type="text/html"),
        answer("404 Not Found", "404 page not found", Content_Type="text/plain"),
        answer("404 Not Found", '{"detail": "Not Found"}', Server="uvicorn"),
        answer("404 Not Found", "[]"),
        answer("404 Not Found", '{"message": 3}'),
        answer("401 Unauthorized", HTML, Server="nginx", WWW_Authenticate="Basic"),
        answer("403 Forbidden", Server="AirTunes/1"),
        answer("500 Oh", "[" * 100_000),
        answer("302 Found", Location="http://elsewhere.invalid/"),
        answer("302 Found", Location="http://["),
        answer("301 Moved"),
        answer("304 Not Modified", Server="nginx"),
    ],
)
def test_a_server_that_is_no_asterisk(said: bytes) -> None:
    with Peer(said) as peer, pytest.raises(NotAsterisk, match=r"not by ARI") as raised:
        Client(peer.url, "me", SECRET).get("/channels")
    assert isinstance(raised.value.exchange, Exchange)
    assert len(peer.requests) == 1
    assert_secret_is_kept(raised.value)


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (answer("503 X", '{"message":"Asterisk not booted"}'), ServerError, "Wait a second"),
        (answer("501 Not Implemented", Server="Asterisk/22"), ServerError, "console tells more"),
        (answer("500 X", '{"error":"Odd"}', Server="nginx"), ServerError, '"Odd"'),
        (answer("500 X", '{"message":"Failed to queue media for playback"}'), ServerError, "media"),
        (answer("418 Teapot", '{"message":"no"}'), AnswerError, "does not know this answer"),
        (answer("999 Odd", Server="Asterisk/22"), AnswerError, "does not know this answer"),
        (answer("403 X", '{"message":"Access denied by ACL"}'), Forbidden, "permit and deny"),
        (answer("409 X", '{"message":"Odd"}'), Conflict, "not in a place"),
        (answer("422 X", '{"message":"Odd"}'), Unprocessable, "well-formed"),
        (answer("405 X", '{"message":"Invalid method"}'), MethodNotAllowed, "it takes others"),
    ],
)
def test_answers_that_are_hard_to_get(said: bytes, error: type[AnswerError], words: str) -> None:
    with Peer(said) as peer, pytest.raises(error, match=words) as raised:
        Client(peer.url, "me", SECRET).get("/channels")
    assert type(raised.value) is error


@pytest.mark.parametrize(
    "said",
    [
        answer("200 OK", "[]", Server="nginx", Content_Type="application/json"),
        answer("200 OK", "[]"),
        answer("204 No Content", Server="My PBX"),
        answer("202 Accepted"),
        answer("200 OK", b"RIFF\xff", Content_Type="audio/wav"),
        answer("200 OK", b"\xff", Server="Asterisk/22"),
    ],
)
def test_good_answers(said: bytes) -> None:
    with Peer(said) as peer:
        assert Client(peer.url, "me", SECRET).get("/channels").status in (200, 202, 204)


def test_a_strangers_words_can_not_steer_a_terminal() -> None:
    said = answer("404 \x1b[31m", '{"message":"\\u001b]0;x\\u0007\\ud800' + "x" * 9_999 + '"}')
    with Peer(said) as peer, pytest.raises(NotFound) as raised:
        Client(peer.url, "me", SECRET).get("/channels")
    assert "\x1b" not in str(raised.value)
    assert len(str(raised.value)) < 1_000
    str(raised.value).encode()
