"""The client, on real Asterisks of both versions."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from arinb.ari.client import Client, segment
from arinb.ari.log import EventLog
from arinb.errors import (
    BadRequestArgument,
    NotAuthenticated,
    NotFound,
    OutcomeUnknown,
    Refused,
)
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.ari.peer import Peer, answer, silence
from tests.ari.secrets import SECRET, assert_secret_is_kept

NAMES = ["a/b", "a b", "a+b", "a%b", "a%2Fb", "a#b", "a?b=c&d", "a;b", "ü", "日本", "~'\"", "..."]

# One user for each: whatever a password is made of, ari.conf and the client carry it.
PASSWORDS = [
    "a;b",
    ";b",
    "a+b",
    "a@b",
    "a:b",
    "a b",
    "a%41",
    "a\\b",
    "a\"b'",
    "#a",
    "a=b",
    "a,b",
    "[a]",
    "a;--b",
    "pässwörd €",
    "日本",
    SECRET,
]


@pytest.fixture
def client(shared_pbx_each: PrivateAsterisk) -> Iterator[Client]:
    pbx = shared_pbx_each
    client = Client(pbx.url, pbx.username, pbx.password)
    yield client
    client.close()


@pytest.fixture(scope="module")
def many_users(program: Program) -> Iterator[PrivateAsterisk]:
    """An Asterisk with a user for each password."""
    with PrivateAsterisk(program=program) as pbx:
        for number, password in enumerate(PASSWORDS):
            conf = pbx.conf["ari.conf"]
            conf.write(f"{conf.text}\n[user{number}]\ntype = user\n")
            conf.set(f"user{number}", "password", password)
        pbx.reload()
        yield pbx


def test_the_first_request(client: Client, shared_pbx_each: PrivateAsterisk) -> None:
    exchange = client.get("/asterisk/info", only=["build", "system"])
    assert (exchange.status, exchange.reason) == (200, "OK")
    assert exchange.json()["system"]["version"].startswith(shared_pbx_each.program.version)
    assert set(exchange.json()) == {"build", "system"}
    assert 0 < exchange.elapsed < 5


def test_each_method(client: Client) -> None:
    assert client.post("/bridges/methods", name="a").json()["name"] == "a"
    assert client.get("/bridges/methods").json()["id"] == "methods"
    assert client.delete("/bridges/methods").status == 204
    device = "/deviceStates/Stasis:lamp"
    assert client.put(device, deviceState="INUSE").json() is None
    assert client.get(device).json()["state"] == "INUSE"
    client.delete(device)


@pytest.mark.parametrize("path", ["/ari/channels", "/channels", "channels", "ari/channels"])
def test_a_path_with_or_without_ari(client: Client, path: str) -> None:
    assert client.get(path).path == "/ari/channels"


@pytest.mark.parametrize("name", NAMES)
def test_any_id_reaches_asterisk(client: Client, name: str) -> None:
    assert client.post(f"/bridges/{segment(name)}").json()["id"] == name
    assert client.get(f"/bridges/{segment(name)}").json()["id"] == name
    assert client.delete(f"/bridges/{segment(name)}").status == 204


@pytest.mark.parametrize("name", NAMES)
def test_any_value_reaches_asterisk(client: Client, name: str) -> None:
    client.post("/asterisk/variable", variable="ARINB_TEST", value=name)
    assert client.get("/asterisk/variable", variable="ARINB_TEST").json() == {"value": name}
    client.post("/asterisk/variable", json={"variable": "ARINB_TEST", "value": f"{name}{name}"})
    assert client.get("/asterisk/variable", variable="ARINB_TEST").json()["value"] == name * 2


def test_aris_own_timeout_goes_into_the_path(client: Client) -> None:
    exchange = client.post("/channels?timeout=7", endpoint="Local/1000@default", app="nobody")
    assert exchange.path.startswith("/ari/channels?timeout=7&endpoint=")
    assert exchange.status == 200


@pytest.mark.parametrize("number", range(len(PASSWORDS)))
def test_any_password(many_users: PrivateAsterisk, number: int) -> None:
    url, password = many_users.url, PASSWORDS[number]
    assert Client(url, f"user{number}", password).get("/asterisk/ping").status == 200
    inside = url.replace("//", f"//user{number}:{quote(password, safe='')}@")
    client = Client(inside)
    assert client.get("/asterisk/ping").status == 200
    assert repr(client) == f"<Client user{number} at {url}>"
    with pytest.raises(NotAuthenticated):
        Client(url, f"user{number}", password + "x").get("/asterisk/ping")


@pytest.mark.parametrize("ending", ["", "/", "/ari", "/ari/", "/ari/events"])
def test_forms_of_the_url(shared_pbx: PrivateAsterisk, ending: str) -> None:
    client = Client(shared_pbx.url + ending, shared_pbx.username, shared_pbx.password)
    assert client.get("/asterisk/ping").json()["ping"] == "pong"
    assert client.url == shared_pbx.url


def test_a_prefix(pbx: PrivateAsterisk) -> None:
    pbx.conf["http.conf"].set("general", "prefix", "pbx")
    pbx.restart()
    client = Client(f"{pbx.url}/ari/", pbx.username, pbx.password)
    assert client.get("/asterisk/ping").path == "/pbx/ari/asterisk/ping"


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), "5"])
def test_what_is_no_timeout(timeout: float) -> None:
    with pytest.raises(BadRequestArgument, match="timeout"):
        Client("http://127.0.0.1:9", "me", SECRET, timeout=timeout)
    client = Client("http://127.0.0.1:9", "me", SECRET)
    with pytest.raises(BadRequestArgument, match="timeout"):
        client.get("/channels", timeout=timeout)
    assert len(client.log) == 0


def test_what_is_refused_is_not_logged() -> None:
    client = Client("http://127.0.0.1:9", "me", SECRET)
    refused: list[tuple[str, dict[str, Any]]] = [
        ("/a\nb", {}),
        ("/x", {"v": {}}),
        ("/x", {"json": "x" * 50_000}),
    ]
    for path, params in refused:
        with pytest.raises(BadRequestArgument):
            client.post(path, **params)
    assert len(client.log) == 0


def test_every_exchange_is_logged(client: Client) -> None:
    client.get("/asterisk/ping", api_key=f"me:{SECRET}")
    with pytest.raises(NotFound):
        client.delete("/channels/none")
    assert [(e.kind, e.method, e.path, e.status, e.reason) for e in client.log] == [
        ("request", "GET", "/ari/asterisk/ping?api_key=…", None, ""),
        ("answer", "GET", "/ari/asterisk/ping?api_key=…", 200, "OK"),
        ("request", "DELETE", "/ari/channels/none", None, ""),
        ("answer", "DELETE", "/ari/channels/none", 404, "Not Found"),
    ]
    assert client.log[1].request_row == 0
    assert client.log[1].data["ping"] == "pong"
    assert client.log[3].elapsed is not None


def test_a_request_without_an_answer_is_logged(pbx: PrivateAsterisk) -> None:
    log = EventLog()
    client = Client(pbx.url, pbx.username, pbx.password, log=log)
    client.get("/asterisk/ping")
    pbx.stop()
    with pytest.raises(Refused) as raised:
        client.post("/bridges")
    assert log[3].status is None
    assert log[3].reason == raised.value.what


def test_a_restarted_asterisk_is_found_again(pbx: PrivateAsterisk) -> None:
    client = Client(pbx.url, pbx.username, pbx.password)
    client.get("/asterisk/ping")
    pbx.restart()
    assert client.post("/bridges").status == 200


def test_a_connection_that_asterisk_gave_up_is_not_used_again(program: Program) -> None:
    pbx = PrivateAsterisk(program=program)
    pbx.conf["http.conf"].set("general", "session_keep_alive", "50")
    with pbx.start():
        client = Client(pbx.url, pbx.username, pbx.password)
        for _ in range(4):
            assert client.post("/bridges").status == 200
            time.sleep(0.1)  # twice as long as Asterisk keeps an idle connection


def test_a_question_is_asked_once_more_when_the_connection_ends() -> None:
    pong = answer("200 OK", '{"ping": "pong"}', server="Asterisk/22")
    with Peer(b"", pong) as peer:
        client = Client(peer.url, "me", SECRET)
        assert client.get("/asterisk/ping").json() == {"ping": "pong"}
        assert [entry.kind for entry in client.log] == ["request", "answer"]
    assert len(peer.requests) == 2


def test_nothing_is_done_twice() -> None:
    with Peer(b"", answer("204 No Content")) as peer, pytest.raises(OutcomeUnknown) as raised:
        Client(peer.url, "me", SECRET).post("/channels/1/answer")
    assert len(peer.requests) == 1
    assert "may have been carried out" in str(raised.value)


def test_head_leaves_the_connection_in_order(client: Client) -> None:
    for _ in range(5):
        with pytest.raises(Exception, match="405"):
            client.request("HEAD", "/channels")
        assert client.get("/asterisk/ping").status == 200


def test_many_threads_use_one_client(client: Client) -> None:
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                only = client.get("/asterisk/variable", variable=f"N{number}T{turn}")
                assert only.path.endswith(f"N{number}T{turn}")
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    answers = [entry for entry in client.log if entry.kind == "answer"]
    assert len(answers) == 16 * 20
    assert all(client.log[entry.request_row or 0].path == entry.path for entry in answers)


def test_an_interrupt_leaves_the_client_in_order() -> None:
    main = threading.main_thread().ident
    assert main is not None

    def interrupt(connection: socket.socket) -> None:
        signal.pthread_kill(main, signal.SIGINT)
        silence(connection)

    with Peer(interrupt, answer("204 No Content")) as peer:
        client = Client(peer.url, "me", SECRET)
        with pytest.raises(KeyboardInterrupt):
            client.post("/channels/1/ring")
        assert client.log[1].reason == "interrupted"
        assert client.post("/channels/1/ring").status == 204


def test_a_closed_client_opens_new_connections(client: Client) -> None:
    client.close()
    client.close()
    assert client.get("/asterisk/ping").status == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_proxy_on_the_way_to_this_machine(
    shared_pbx: PrivateAsterisk, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    url = shared_pbx.url.replace("127.0.0.1", host)
    assert Client(url, shared_pbx.username, shared_pbx.password).get("/channels").status == 200


def test_a_proxy_on_the_way_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Peer(answer("200 OK", "[]", server="Asterisk/22")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        client = Client("http://pbx.invalid:8088", "me", SECRET)
        assert client.get("/channels").json() == []
    assert proxy.requests[0].startswith(b"GET http://pbx.invalid:8088/ari/channels HTTP/1.1")


def test_the_password_is_nowhere() -> None:
    """Not even when a server, made for trying things out, sends back all that it was sent."""

    def echo(connection: socket.socket) -> None:
        request = peer.requests[-1].decode("latin-1")
        connection.sendall(answer("404 Not Found", request, server="echo"))

    with Peer(echo) as peer:
        client = Client(peer.url.replace("//", f"//me:{quote(SECRET, safe='')}@"))
        with pytest.raises(Exception, match="not by ARI") as raised:
            client.get("/channels", api_key=f"me:{SECRET}")
    token = peer.requests[0].split(b"Basic ")[1].split(b"\r\n")[0].decode()
    error = raised.value
    shown = f"{error}{error!r}{error.exchange}{client.log}{client!r}"  # type: ignore[attr-defined]
    shown += "".join(entry.text for entry in client.log) + client.log._repr_html_()
    assert token not in shown
    assert_secret_is_kept(error)  # type: ignore[arg-type]


def test_what_asterisk_would_read_otherwise_is_not_sent() -> None:
    with Peer(answer("200 OK", "[]")) as peer:
        client = Client(peer.url, "me", SECRET)
        with pytest.raises(BadRequestArgument, match="media= stands 2 times"):
            client.post("/channels/1/play?media=sound:a&media=sound:b")
        with pytest.raises(BadRequestArgument, match="app= stands 2 times"):
            client.post("/channels?app=a", app="b")
        with pytest.raises(BadRequestArgument, match=r"4,095[^~]*in the body: json="):
            client.post("/channels", variable="x" * 4_095)
        with pytest.raises(BadRequestArgument, match="4,095"):
            client.send("GET", f"/ari/channels?{'x' * 4_095}")
        assert len(client.log) == 0
        assert peer.requests == []


def test_the_longest_first_line_reaches_asterisk(client: Client) -> None:
    rest = len("GET /ari/asterisk/info?only=system&x= HTTP/1.1\r\n")
    assert client.get("/asterisk/info", only="system", x="x" * (4_095 - rest)).status == 200


def test_the_version(client: Client, shared_pbx_each: PrivateAsterisk) -> None:
    assert client.version == ""
    version = client.learn_version()
    assert version == client.version
    assert shared_pbx_each.program.version.startswith(version)
    assert version.count(".") == 2


@pytest.mark.parametrize(
    ("status", "body", "version"),
    [
        ("200 OK", '{"system": {"version": "22.10.1~dfsg+~cs6"}}', "22.10.1"),
        ("200 OK", '{"system": {"version": "certified/18.9-cert4"}}', "18.9"),
        ("200 OK", '{"system": {"version": "GIT-master-0a1b"}}', ""),
        ("200 OK", '{"system": {"version": 22}}', ""),
        ("200 OK", '{"system": {"version": ""}}', ""),
        ("200 OK", '{"system": []}', ""),
        ("200 OK", "[]", ""),
        ("200 OK", "null", ""),
        ("200 OK", "", ""),
        ("200 OK", "no json", ""),
        ("200 OK", "[" * 100_000, ""),
        ("404 Not Found", '{"message": "Resource not found"}', ""),
        ("403 Forbidden", '{"message": "Access denied by ACL"}', ""),
    ],
)
def test_a_server_that_says_its_version_otherwise(status: str, body: str, version: str) -> None:
    with Peer(answer(status, body, Server="Asterisk", Connection="close")) as peer:
        client = Client(peer.url, "me", SECRET)
        client.version = "1.0"  # what it was once
        assert client.learn_version() == client.version == version
    assert peer.requests[0].startswith(b"GET /ari/asterisk/info?only=system HTTP/1.1\r\n")


def test_the_version_of_nobody() -> None:
    with Peer(answer("200 OK")) as peer:
        url = peer.url
    assert Client(url, "me", SECRET).learn_version() == ""


def test_its_password_can_be_asked_for_and_is_not_shown() -> None:
    client = Client("http://127.0.0.1:9", "me", SECRET)
    assert client.password == SECRET
    assert SECRET not in repr(client)
