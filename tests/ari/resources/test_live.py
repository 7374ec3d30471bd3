"""What live objects share, and answers that are none of ARI's."""

from __future__ import annotations

import pytest

from arinb.ari.client import Client
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.playbacks import Playback
from arinb.ari.resources.channels import Channels
from arinb.errors import NotAsterisk
from tests.ari.peer import Peer, answer

HOSTILE = {"id": "<b>1</b>", "name": "<script>alert(1)</script>", "state": "Up\x1b[31m"}


@pytest.fixture
def client() -> Client:
    return Client("http://127.0.0.1:9", "asterisk", "secret")  # port 9: nobody is asked


def test_equal_by_kind_and_id(client: Client) -> None:
    first = Channel(client, {"id": "1", "state": "Ring"})
    later = Channel(client, {"id": "1", "state": "Up"})
    assert first == later
    assert len({first, later}) == 1
    assert first != Channel(client, {"id": "2"})
    assert first != Playback(client, {"id": "1"})
    assert first != "1"


def test_nothing_from_outside_is_obeyed_in_a_card(client: Client) -> None:
    card = Channel(client, HOSTILE)._repr_html_()
    assert "<script>" not in card
    assert "<b>" not in card
    assert "&lt;script&gt;" in card
    assert "\x1b" not in card


def test_nothing_from_outside_is_obeyed_in_a_terminal(client: Client) -> None:
    assert "\x1b" not in repr(Channel(client, HOSTILE))


def test_a_card_of_nearly_nothing(client: Client) -> None:
    assert repr(Channel(client, {})) == "<Channel>"
    assert "Channel" in Channel(client, {})._repr_html_()


@pytest.mark.parametrize("body", ["", "no json", "[]", "{}", '{"id": 7}', "null"])
def test_an_answer_that_describes_nothing(body: str) -> None:
    with Peer(answer("200 OK", body)) as peer:
        channels = Channels(Client(peer.url, "asterisk", "secret"))
        with pytest.raises(NotAsterisk) as raised:
            channels.get("1")
    assert raised.value.exchange is not None
    assert "host and port" in raised.value.next_step


@pytest.mark.parametrize("body", ["", "no json", "{}", "[1]", "null"])
def test_an_answer_that_lists_nothing(body: str) -> None:
    with Peer(answer("200 OK", body)) as peer, pytest.raises(NotAsterisk):
        Channels(Client(peer.url, "asterisk", "secret")).list()
