"""An exchange, as `curl -v` shows it and as curl repeats it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from arinb.ari.client import Client, segment
from arinb.ari.exchange import Exchange
from arinb.pbx.private import PrivateAsterisk
from tests.needs import needs

PLAYBACK = '{"id":"9567ea46","media_uri":"sound:hello-world","state":"queued"}'


def played() -> Exchange:
    return Exchange(
        "POST",
        "http://localhost:8088/ari/channels/1400609726.3/play?media=sound:hello-world",
        "asterisk",
        status=201,
        reason="Created",
        headers={"Server": "Asterisk/22.10.1", "Content-type": "application/json"},
        body=PLAYBACK.encode(),
        elapsed=0.004,
    )


def test_it_looks_as_in_the_tutorial() -> None:
    assert str(played()).splitlines() == [
        "> POST /ari/channels/1400609726.3/play?media=sound:hello-world HTTP/1.1",
        "> Host: localhost:8088",
        "> Authorization: Basic ***",
        ">",
        "< HTTP/1.1 201 Created",
        "< Server: Asterisk/22.10.1",
        "< Content-type: application/json",
        "<",
        "{",
        '  "id": "9567ea46",',
        '  "media_uri": "sound:hello-world",',
        '  "state": "queued"',
        "}",
    ]


def test_a_body_stands_below_its_headers() -> None:
    exchange = Exchange("POST", "http://h/ari/x", "me", sent=b'{"a":1}')
    assert str(exchange).splitlines()[2:] == [
        "> Authorization: Basic ***",
        "> Content-Type: application/json",
        ">",
        "{",
        '  "a": 1',
        "}",
        "* no answer",
    ]


def test_its_parts() -> None:
    exchange = played()
    assert exchange.path == "/ari/channels/1400609726.3/play?media=sound:hello-world"
    assert exchange.host == "localhost:8088"
    assert exchange.json() == json.loads(PLAYBACK)
    assert exchange.text == PLAYBACK
    assert Exchange("GET", "http://h", "me").json() is None


def test_its_repr_is_short() -> None:
    assert repr(played()).endswith("/play?media=sound:hello-world: 201 Created>")
    unanswered = Exchange("GET", "http://h/ari/channels", "me")
    assert repr(unanswered) == "<Exchange GET /ari/channels: no answer>"


def test_html_is_escaped_and_follows_the_theme() -> None:
    exchange = played()
    exchange.reason = "<script>alert(1)</script>"
    exchange.headers = {"X": "<b>"}
    exchange.body = b'{"name": "<img src=x onerror=alert(1)>"}'
    html = exchange._repr_html_()
    assert html.startswith("<pre")
    assert "<script" not in html
    assert "<b>" not in html
    assert "<img" not in html
    assert "&lt;img" in html
    assert html.count("var(--jp-") == len(str(exchange).splitlines()) - 3  # the body is plain


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"plain\r\ntext\n", "plain\ntext"),
        (b"\xff\xfeRIFF", "(6 bytes that are no text)"),
        (b"\x1b]0;evil\x07\x1b[2J", r"\x1b]0;evil\x07\x1b[2J"),
        (rb'"\ud800 \u001b[2J"', r'"\ud800 \u001b[2J"'),
        ("Zoë".encode(), "Zoë"),
        (b"[" * 100_000, "[" * 20_000 + "\n… (80000 characters more)"),
    ],
)
def test_any_body_can_be_shown(body: bytes, shown: str) -> None:
    exchange = played()
    exchange.body = body
    assert str(exchange).split("<\n", 1)[1] == shown
    str(exchange).encode()
    exchange._repr_html_().encode()


def test_headers_can_not_steer_a_terminal() -> None:
    exchange = played()
    exchange.reason = "\x1b[31mOh"
    exchange.headers = {"Server": "\x1b]0;x\x07"}
    assert "\x1b" not in str(exchange)


@pytest.mark.parametrize(
    "url",
    ["http://h/ari/x?api_key=me:SECRET", "http://h/ari/x?app=a&API_KEY=me%3ASECRET&b=c"],
)
def test_an_api_key_is_masked(url: str) -> None:
    exchange = Exchange("GET", url, "me")
    for shown in (repr(exchange), str(exchange), exchange._repr_html_(), exchange.curl):
        assert "SECRET" not in shown


@pytest.mark.parametrize(
    "data",
    [
        {"password": "SECRET"},
        {"fields": [{"attribute": "password", "value": "SECRET"}]},
        [{"attribute": "MD5_cred", "value": "SECRET"}, {"a": {"Api_Key": "me:SECRET"}}],
    ],
)
def test_a_password_in_a_body_is_masked(data: object) -> None:
    body = json.dumps(data).encode()
    exchange = Exchange("PUT", "http://h/ari/x", "me", sent=body, status=200, body=body)
    for shown in (repr(exchange), str(exchange), exchange._repr_html_(), exchange.curl):
        assert "SECRET" not in shown
        assert "***" in shown or shown == repr(exchange)


def test_curl_takes_the_password_from_a_variable() -> None:
    assert played().curl == (
        'curl -v -u asterisk:"$ARI_PASSWORD" -X POST '
        '"http://localhost:8088/ari/channels/1400609726.3/play?media=sound:hello-world"'
    )


@pytest.mark.parametrize("name", ["a b", "a'b", 'a"b', "$HOME", "`id`", "a\\b", "!x", "[1-3]{a,b}"])
def test_curl_does_the_same(shared_pbx: PrivateAsterisk, name: str) -> None:
    client = Client(shared_pbx.url, shared_pbx.username, shared_pbx.password)
    sent = {"variable": "ARINB_TEST", "value": f"{name} ü"}
    exchange = client.post("/asterisk/variable", json=sent)
    client.post("/asterisk/variable", variable="ARINB_TEST", value="")
    assert run(exchange, shared_pbx) == ""
    read = client.get("/asterisk/variable", variable="ARINB_TEST")
    assert read.json() == {"value": f"{name} ü"}
    bridge = client.post(f"/bridges/{segment(name)}", name=name)
    again = json.loads(run(client.get(f"/bridges/{segment(name)}"), shared_pbx))
    assert again["id"] == bridge.json()["id"] == name
    client.delete(f"/bridges/{segment(name)}")


def test_curl_asks_for_the_head_only(shared_pbx: PrivateAsterisk) -> None:
    exchange = Exchange("HEAD", f"{shared_pbx.url}/ari/channels", shared_pbx.username)
    assert run(exchange, shared_pbx).startswith("HTTP/1.1 405")


def run(exchange: Exchange, pbx: PrivateAsterisk) -> str:
    needs(shutil.which("curl") is not None, "curl")
    done = subprocess.run(
        ["bash", "-c", exchange.curl],
        env={**os.environ, "ARI_PASSWORD": pbx.password, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    )
    return done.stdout
