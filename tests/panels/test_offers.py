"""The operations that fit, and the cards that offer them."""

from __future__ import annotations

import pytest

from arinb.ari.api import OPERATIONS
from arinb.panels import offers
from arinb.panels.alive import Alive, AliveBridge, AliveChannel, AliveMedia
from arinb.panels.alive_cards import BRIDGES, CHANNELS, Shows, as_html, offered

NOW = 1_800_000_000_000_000_000


def labels(channel: AliveChannel, state: Alive | None = None) -> list[str]:
    return [offer.label for offer in offers.for_channel(state or Alive(), channel)]


@pytest.mark.parametrize(
    ("fields", "some", "none"),
    [
        ({"state": "Ring"}, {"Answer", "Ring", "Play", "Hang up"}, {"Dial"}),
        ({"state": "Ring", "ringing": True}, {"Stop ringing"}, {"Ring"}),
        ({"state": "Up"}, {"Play", "Music", "Mute", "Hold", "Hang up"}, {"Answer", "Ring"}),
        ({"state": "Up", "muted": "in"}, {"Unmute"}, {"Mute"}),
        ({"state": "Up", "held": True, "music": True}, {"Unhold", "Stop music"}, {"Hold"}),
        ({"state": "Down"}, {"Dial", "Hang up"}, {"Play", "Answer"}),
        ({"state": "Ringing"}, {"Hang up"}, {"Play", "Dial"}),
        ({"state": "Up", "app": ""}, {"Hang up"}, {"Play", "Mute"}),
        ({"state": "Up", "leaving": True}, {"Hang up"}, {"Play"}),
    ],
)
def test_what_fits_a_channel(fields: dict[str, str], some: set[str], none: set[str]) -> None:
    channel = AliveChannel("1.1", **{"app": "test", **fields})  # type: ignore[arg-type]
    found = set(labels(channel))
    assert some <= found
    assert not none & found


def test_bridges_to_go_into_and_out_of() -> None:
    state = Alive()
    channel = AliveChannel("1.1", state="Up", app="test")
    state.bridges = {str(n): AliveBridge(str(n), name=f"room {n}") for n in range(6)}
    into = [label for label in labels(channel, state) if label.startswith("Into")]
    assert into == ["Into room 3", "Into room 4", "Into room 5"]
    state.bridges["4"].channels = ["1.1"]
    assert "Out of the bridge" in labels(channel, state)
    assert not any(label.startswith("Into") for label in labels(channel, state))


def test_what_fits_a_bridge() -> None:
    assert [o.label for o in offers.for_bridge(AliveBridge("b"))] == ["Destroy"]
    full = AliveBridge("b", channels=["1.1"], music=True)
    assert [o.label for o in offers.for_bridge(full)] == ["Play", "Stop music", "Destroy"]


@pytest.mark.parametrize(
    ("kind", "state", "found"),
    [
        ("playback", "queued", ["Stop"]),
        ("playback", "playing", ["Pause", "Stop"]),
        ("playback", "paused", ["Go on", "Stop"]),
        ("recording", "recording", ["Pause", "Stop"]),
        ("recording", "paused", ["Go on", "Stop"]),
    ],
)
def test_what_fits_what_is_played(kind: str, state: str, found: list[str]) -> None:
    assert [o.label for o in offers.for_media(kind, AliveMedia("p", state=state))] == found


def everything() -> Alive:
    """A state with a card of each kind."""
    state = Alive()
    states = ("Ring", "Up", "Down", "Ringing")
    for number, name in enumerate(states):
        state.channels[str(number)] = AliveChannel(str(number), state=name, app="test")
    state.channels["1"].where = "1000 in default"
    state.bridges["b"] = AliveBridge("b", channels=["1"])
    state.bridges["c"] = AliveBridge("c")
    state.playbacks["p"] = AliveMedia("p", "sound:a", "playing", "channel:1")
    state.recordings["r"] = AliveMedia("r", "r", "recording", "bridge:b")
    return state


def test_each_offer_is_an_operation_with_all_that_it_needs() -> None:
    found = offered(everything(), "test")
    assert len(found) > 20
    for key, offer in found.items():
        operation = OPERATIONS[offer.operation]
        needed = {p.name for p in operation.parameters if p.required or p.place == "path"}
        assert set(offer.arguments) | ({"media"} if offer.wants_media else set()) == needed, key
        assert offer.tooltip


def test_each_offer_has_a_button_with_a_name() -> None:
    state = everything()
    html = as_html(state, Shows("test", NOW))
    for key in offered(state, "test"):
        assert html.count(f'data-do="{key}"') == 1
    assert 'aria-label="Answer: 0"' in html
    assert "<button" not in as_html(state, Shows("test", NOW, buttons=False))


def test_one_that_is_at_work() -> None:
    html = as_html(everything(), Shows("test", NOW, working=("channels.answer 0",)))
    assert 'aria-disabled="true">working…</button>' in html


def test_so_many_cards_and_no_more() -> None:
    state = Alive()
    for number in range(1_000):
        id_ = str(number)
        state.channels[id_] = AliveChannel(id_, state="Up", app="test", born=NOW - number)
        state.bridges[id_] = AliveBridge(id_)
    state.channels["500"].app = "other"
    html = as_html(state, Shows("test", NOW))
    assert html.count("<li ") == CHANNELS + BRIDGES
    assert "Channels: 1,000" in html
    assert f"and {1_000 - CHANNELS} more" in html
    assert "Up · 0<" in html
    assert "Up · 500<" not in html


def test_what_a_card_tells() -> None:
    state = everything()
    channel = state.channels["1"]
    channel.caller, channel.connected, channel.muted = "Ann <1000>", "Bob", "in"
    channel.born = NOW - 125_000_000_000
    html = as_html(state, Shows("test", NOW))
    for words in (
        "● Up · 1", "Ann &lt;1000&gt; ↔ Bob", "in this application, test", "in the bridge b",
        "muted (in)", "for 2 min", "plays sound:a (playing)", "is recorded as r (recording)",
    ):  # fmt: skip
        assert words in html
