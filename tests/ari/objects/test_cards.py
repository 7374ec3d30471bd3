"""How objects look in a notebook, whatever strangers have written into them."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from arinb.ari.client import Client
from arinb.ari.objects.asterisk import AsteriskInfo
from arinb.ari.objects.cards import LONGEST_LIST, WIDEST
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.model import Listing, Model
from arinb.ari.objects.playbacks import Playback

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><b>&amp;",
    "\x1b[31mred\x1b[0m\x07\x9b",
    "\u202eevil\u2066\u200b\ufeff",
    "x" * 100_000,
    "<" * 100_000,
    "\x1b" * 100_000,
    "\ud800",
    "a\r\n\tb\x00",
]

ALLOWED_TAGS = {"div", "table", "caption", "tbody", "thead", "tr", "th", "td", "em"}


class Page(HTMLParser):
    """HTML taken apart: its tags, attributes and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def harmless(html: str) -> Page:
    page = Page(html)
    assert set(page.tags) <= ALLOWED_TAGS
    assert page.attributes <= {"style", "scope"}
    assert page.open == []
    assert all(c.isprintable() or c in "\n\t" for c in html)
    html.encode()
    return page


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_a_hostile_text(client: Client, text: str) -> None:
    channel = Channel(client, {"id": text, "name": text, "state": text, "caller": {"name": text}})
    page = harmless(channel._repr_html_())
    assert len(page.texts) >= 8
    assert all(len(found) <= WIDEST for found in page.texts)
    harmless(Listing([channel, channel])._repr_html_())
    written = repr(channel)
    assert all(c.isprintable() or c in "\n\t" for c in written)
    written.encode()


@pytest.mark.parametrize("name", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_a_hostile_name_of_a_field(client: Client, name: str) -> None:
    thing = Model(client, {name: {name: [name, {name: name}]}})
    assert all(len(found) <= WIDEST for found in harmless(thing._repr_html_()).texts)
    page = harmless(Listing([thing])._repr_html_())
    assert all(len(found) <= WIDEST for found in page.texts)


def test_a_card(client: Client) -> None:
    channel = Channel(
        client,
        {
            "id": "1.1",
            "name": "PJSIP/1000-1",
            "state": "Up",
            "caller": {"name": "Ann", "number": "1000"},
            "connected": {"name": "", "number": ""},
            "dialplan": {"context": "default", "exten": "1000", "priority": 3},
        },
    )
    assert harmless(channel._repr_html_()).texts == [
        *("Channel", "name", "PJSIP/1000-1", "state", "Up", "caller", "Ann <1000>"),
        *("connected", "dialplan", "context: default, exten: 1000, priority: 3", "id", "1.1"),
    ]
    assert repr(channel) == "<Channel PJSIP/1000-1 Up>"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, []),
        ("", []),
        (0, ["0"]),
        (True, ["true"]),
        (0.5, ["0.5"]),
        ([], []),
        (["a", "b"], ["a, b"]),
        ([{"a": 1}, {"b": "2"}], ["a: 1; b: 2"]),
        ({"a": "", "b": {"c": "d"}}, ["b: c: d"]),
        ("a" * WIDEST, ["a" * WIDEST]),
        ("a" * (WIDEST + 1), ["a" * (WIDEST - 1) + "…"]),
    ],
)
def test_a_value(client: Client, value: Any, shown: list[str]) -> None:
    page = harmless(Model(client, {"it": value})._repr_html_())
    assert page.texts == ["Model", "it", *shown]


def test_deeply_nested(client: Client) -> None:
    deep: Any = "end"
    for _ in range(900):
        deep = {"a": [deep]}
    page = harmless(Model(client, {"it": deep})._repr_html_())
    assert all(len(text) <= WIDEST for text in page.texts)


@pytest.mark.parametrize("count", [1, 2, LONGEST_LIST, LONGEST_LIST + 1, 1000])
def test_a_listing(client: Client, count: int) -> None:
    listing = Listing(Playback(client, {"id": str(n), "state": "done"}) for n in range(count))
    page = harmless(listing._repr_html_())
    shown = min(count, LONGEST_LIST)
    assert page.tags.count("tr") == 1 + shown
    assert page.tags.count("th") == 4
    more = f", the first {LONGEST_LIST} of them" if count > LONGEST_LIST else ""
    assert page.texts[0] == f"Playback: {count}{more}"
    assert page.texts.count("done") == shown
    assert len(listing) == count


def test_an_empty_listing() -> None:
    assert harmless(Listing[Channel]()._repr_html_()).texts == ["none"]


def test_a_listing_of_several_kinds(client: Client) -> None:
    listing = Listing[Model]([Channel(client, {"id": "1"}), Playback(client, {"id": "2"})])
    page = harmless(listing._repr_html_())
    assert page.texts[0] == "Channel, Playback: 2"
    assert "media_uri" in page.texts


def test_an_object_without_a_choice_of_fields_shows_all(client: Client) -> None:
    info = AsteriskInfo(client, {"system": {"version": "22.10.1"}, "status": {"a": 1}})
    page = harmless(info._repr_html_())
    assert page.texts == ["AsteriskInfo", "system", "version: 22.10.1", "status", "a: 1"]
    assert json.dumps(info.raw)
