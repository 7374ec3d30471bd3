"""How a request is written, and what is refused before anything is sent."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.encoding import (
    MAX_BODY,
    MAX_LINE,
    body,
    check_line,
    checked_method,
    line_length,
    segment,
    target,
)
from arinb.errors import BadRequestArgument

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/channels", "/ari/channels"),
        ("channels", "/ari/channels"),
        ("/ari/channels", "/ari/channels"),
        ("ari/channels", "/ari/channels"),
        (" /channels ", "/ari/channels"),
        ("/ari", "/ari"),
        ("/arid", "/ari/arid"),
        ("/channels/1.2/play?media=sound:a", "/ari/channels/1.2/play?media=sound:a"),
        ("/endpoints/PJSIP/a b", "/ari/endpoints/PJSIP/a%20b"),
        ("/endpoints/PJSIP/a%20b", "/ari/endpoints/PJSIP/a%20b"),
        ("/endpoints/PJSIP/100%", "/ari/endpoints/PJSIP/100%25"),
        ("/channels?app=a#b", "/ari/channels?app=a%23b"),
        ("/channels?app=$x!", "/ari/channels?app=%24x%21"),
        ("/deviceStates/Stasis:lamp", "/ari/deviceStates/Stasis:lamp"),
        ("/sounds/x?uri=http://a/b", "/ari/sounds/x?uri=http://a/b"),
    ],
)
def test_a_path(path: str, written: str) -> None:
    assert target(path, {}) == written


@pytest.mark.parametrize(
    ("params", "written"),
    [
        ({"media": "sound:hello-world"}, "media=sound:hello-world"),
        ({"media": ["sound:a", "sound:b"]}, "media=sound:a,sound:b"),
        ({"only": ()}, "only="),
        ({"mute": True, "absorbDTMF": False}, "mute=true&absorbDTMF=false"),
        ({"lang": None}, ""),
        ({"skipms": 3000, "x": 0.5}, "skipms=3000&x=0.5"),
        ({"playbackId": UUID(int=1)}, "playbackId=00000000-0000-0000-0000-000000000001"),
        ({"value": "a&b=c d+e%f#g"}, "value=a%26b%3Dc%20d%2Be%25f%23g"),
        ({"value": "ü €"}, "value=%C3%BC%20%E2%82%AC"),
        ({"variable": "CALLERID(num)"}, "variable=CALLERID%28num%29"),
    ],
)
def test_parameters(params: dict[str, Any], written: str) -> None:
    assert target("/x", params) == "/ari/x" + (f"?{written}" if written else "")


def test_parameters_are_added_to_a_paths_own() -> None:
    written = target("/channels?timeout=30", {"app": "a"})
    assert written == "/ari/channels?timeout=30&app=a"


@pytest.mark.parametrize(
    ("path", "params", "words"),
    [
        ("/x?media=sound:a&media=sound:b", {}, "media= stands 2 times"),
        ("/x?a=1&b=2&a=3&a=4", {}, "a= stands 3 times"),
        ("/x?a=1&%61=2", {}, "a= stands 2 times"),
        ("/x?a&a", {}, "a= stands 2 times"),
        ("/channels?app=a", {"app": "a"}, "app= stands 2 times"),
    ],
)
def test_a_parameter_that_stands_twice(path: str, params: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequestArgument, match=words) as raised:
        target(path, params)
    assert "only the last one" in raised.value.why
    assert "with commas" in raised.value.next_step


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/x?media=a&Media=b", {}),
        ("/x?media=a", {"media": None}),
        ("/x?a=media=b&media=c", {}),
        ("/x?a=1&&", {"b": 1}),
    ],
)
def test_parameters_that_only_look_alike(path: str, params: dict[str, Any]) -> None:
    assert target(path, params).startswith(f"/ari{path}")


def test_the_longest_first_line() -> None:
    rest = len("GET /ari/x?v= HTTP/1.1\r\n")
    longest = target("/x", {"v": "x" * (MAX_LINE - rest)})
    assert line_length("GET", longest) == MAX_LINE == 4_095
    check_line("GET", longest)
    with pytest.raises(BadRequestArgument, match="first line has 4,096 bytes") as raised:
        check_line("GET", f"{longest}x")
    assert "json={" in raised.value.next_step
    with pytest.raises(BadRequestArgument, match="first line has 6,0"):
        check_line("GET", target("/x", {"v": "ü" * 1_000}))  # as it is written: %C3%BC


@given(TEXTS.filter(lambda text: text not in ("", ".", "..")))
def test_any_name_is_one_segment(name: str) -> None:
    path = urlsplit(f"http://h{target(f'/x/{segment(name)}/y', {})}").path
    assert path.count("/") == 4
    assert unquote(path.split("/")[3]) == name


@given(TEXTS)
def test_any_text_arrives_as_it_is(text: str) -> None:
    query = urlsplit(f"http://h{target('/x', {'value': text})}").query
    assert parse_qs(query, keep_blank_values=True) == {"value": [text]}


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_what_is_no_segment(name: str) -> None:
    with pytest.raises(BadRequestArgument, match="can't be an id"):
        segment(name)


@pytest.mark.parametrize("path", ["/a\nb", "/a\r\nX: y", "http://h/ari/channels", "/\ud800", "/\0"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(BadRequestArgument, match="can't be a path"):
        target(path, {})


@pytest.mark.parametrize("value", [{"a": 1}, b"a", {"a"}, object(), ["a", "b,c"], [["a"]], [None]])
def test_what_is_no_parameter(value: Any) -> None:
    with pytest.raises(BadRequestArgument, match=r"v= can't be sent[^~]*json="):
        target("/x", {"v": value})


def test_half_a_character() -> None:
    with pytest.raises(BadRequestArgument, match="surrogate"):
        target("/x", {"v": "\ud800"})
    with pytest.raises(BadRequestArgument, match="surrogate"):
        segment("\ud800")


@pytest.mark.parametrize(("method", "written"), [("get", "GET"), ("Post", "POST")])
def test_a_method(method: str, written: str) -> None:
    assert checked_method(method) == written


@pytest.mark.parametrize("method", ["", "GETT", "GET /x HTTP/1.1\r\nX: y", "CONNECT"])
def test_what_is_no_method(method: str) -> None:
    with pytest.raises(BadRequestArgument, match="no HTTP method"):
        checked_method(method)


def test_a_body() -> None:
    assert body(None) == b""
    assert body({}) == b"{}"
    assert json.loads(body({"variables": {"NAME": "Zoë"}})) == {"variables": {"NAME": "Zoë"}}


def test_the_longest_body() -> None:
    assert len(body("x" * (MAX_BODY - 2))) == MAX_BODY
    with pytest.raises(BadRequestArgument, match="40,961 bytes"):
        body("x" * (MAX_BODY - 1))


def endless() -> list[Any]:
    data: list[Any] = []
    data.append(data)
    return data


@pytest.mark.parametrize("data", [object(), b"x", float("nan"), {1: {2}}, endless()])
def test_what_is_no_body(data: object) -> None:
    with pytest.raises(BadRequestArgument, match="JSON"):
        body(data)
