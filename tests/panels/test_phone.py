from __future__ import annotations

import contextlib
import time
from array import array
from collections.abc import Callable, Iterator

import pytest

import arinb
from arinb.errors import CallRefused
from arinb.panels.phone import PhonePanel
from arinb.panels.phone_card import LONGEST, PhoneCard, heard_html
from arinb.pbx.find import find_baresip
from arinb.pbx.private import PrivateAsterisk
from arinb.pbx.sound import Sound
from tests.needs import needs
from tests.panels.scripted import displayed, text_of

PATIENCE = 8.0


@pytest.fixture(params=["sip", "local"])
def panel(pbx: PrivateAsterisk, request: pytest.FixtureRequest) -> Iterator[PhonePanel]:
    """A panel with one phone, of each kind in turn."""
    kind = request.param
    needs(kind == "local" or find_baresip() is not None, "a SIP phone program, as baresip")
    with contextlib.closing(PhonePanel(pbx.phone("1000", kind=kind))) as panel:
        displayed(panel)
        yield panel
        assert panel.join()


def _until(panel: PhonePanel, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        panel.paint()
        time.sleep(0.05)
    assert condition(), text_of(panel)


def _dial(panel: PhonePanel, card: PhoneCard, number: str) -> None:
    card.number_field.value = number
    card.dial.start()
    assert card.dial.join(PATIENCE)
    panel.paint()


def test_a_call_from_the_panel(pbx: PrivateAsterisk, panel: PhonePanel) -> None:
    (card,) = panel.cards
    with arinb.connect(pbx, app="hello-world") as ari:
        _dial(panel, card, "1000")
        start = ari.events.wait_for("StasisStart", timeout=5)
        _until(panel, lambda: "up: 1000 for 0:0" in text_of(panel))
        assert start.channel is not None
        playback = start.channel.play(media="sound:hello-world")
        for key in "1#":
            card.press(key)
            ari.events.wait_for("ChannelDtmfReceived", digit=key, timeout=5)
        _until(panel, lambda: "keys sent: 1#" in text_of(panel))
        ari.events.wait_for("PlaybackFinished", playback=playback, timeout=10)
        card.hang_up.start()
        _until(panel, lambda: "<audio controls" in text_of(panel))
        assert "■ idle" in text_of(panel)
        assert "<audio controls" in panel.still()


def test_what_goes_wrong_is_explained_at_its_phone(panel: PhonePanel) -> None:
    (card,) = panel.cards
    _dial(panel, card, "77")
    _until(panel, lambda: "no extension 77" in card._words.value)
    assert "Next:" in card._words.value
    _dial(panel, card, "<b>")
    _until(panel, lambda: "&lt;b&gt;" in card._words.value)
    assert "<b>" not in card._words.value


def test_keys_before_a_call_go_into_the_number(panel: PhonePanel) -> None:
    (card,) = panel.cards
    panel.paint()
    card.handset.join()
    card.number_field.value = ""
    for key in "10*#":
        card.press(key)
    assert card.number_field.value == "10*#"


def test_after_a_restart_it_is_taken_anew(pbx: PrivateAsterisk, panel: PhonePanel) -> None:
    (card,) = panel.cards
    kind = card.handset.kind
    pbx.stop()
    _until(panel, lambda: "Asterisk is not running" in text_of(panel))
    assert "off: its Asterisk is not running" in text_of(panel)
    card.dial.start()
    assert card.dial.join(PATIENCE)
    _until(panel, lambda: "pbx.start() starts it" in card._words.value)
    pbx.start()
    _until(panel, lambda: "off: dial, or switch it on" in text_of(panel))
    card.switch_on.start()
    assert card.switch_on.join(PATIENCE)
    _until(panel, lambda: "■ idle" in text_of(panel))
    assert card.handset.kind == kind
    assert "Asterisk is not running" not in text_of(panel)


def test_nothing_heard_yet(panel: PhonePanel) -> None:
    (card,) = panel.cards
    card.listen.start()
    assert card.listen.join(PATIENCE)
    _until(panel, lambda: "heard nothing yet" in card._words.value)


def test_two_side_by_side_and_one_calls_the_other(pbx: PrivateAsterisk) -> None:
    needs(find_baresip() is not None, "a SIP phone program, as baresip")
    pbx.conf["extensions.conf"] = "[default]\nexten => 1001,1,Dial(PJSIP/1001)\n"
    pbx.reload()
    with contextlib.closing(PhonePanel(pbx, numbers=("1000", "1001"))) as panel:
        displayed(panel)
        one, other = panel.cards
        other.switch_on.start()
        assert other.switch_on.join(PATIENCE)
        _dial(panel, one, "1001")
        _until(panel, lambda: "ringing" in other._head.value)
        assert other.answer.button.layout.display == ""
        other.answer.start()
        assert other.answer.join(PATIENCE)
        _until(panel, lambda: "up" in one._head.value and "up" in other._head.value)
        _until(panel, lambda: other.answer.button.layout.display == "none")
        other.hang_up.start()
        _until(panel, lambda: "idle" in one._head.value and "idle" in other._head.value)
        assert panel.join()


def test_it_shows_the_phone_that_code_has_taken(pbx: PrivateAsterisk) -> None:
    with contextlib.closing(PhonePanel(pbx)) as panel:
        displayed(panel)
        assert "off" in panel.cards[0]._head.value
        phone = pbx.phone("1000", kind="local")
        _until(panel, lambda: "■ idle" in text_of(panel))
        with pytest.raises(CallRefused):
            phone.dial("77")
        panel.join()


def test_what_was_heard_for_long_is_cut() -> None:
    long = Sound(array("h", [0]) * 8000 * 40, 8000)
    assert "The first 10 s are left out" in heard_html("1000", long)
    assert len(heard_html("1000", long)) < 8000 * 2 * LONGEST * 1.4


def test_without_a_phone_it_says_so() -> None:
    with contextlib.closing(PhonePanel()) as panel:
        assert "No phone" in displayed(panel).live
        assert repr(panel) == "<PhonePanel>"
