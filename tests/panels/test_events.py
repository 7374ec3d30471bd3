from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import ipywidgets
import pytest

from arinb.ari.connection import connect
from arinb.ari.log import EventLog
from arinb.panels.events import LATEST, EventsPanel, Filter
from arinb.pbx.private import PrivateAsterisk
from tests.panels.scripted import HOSTILE, Scripted, channel, displayed, find, text_of

PATIENCE = 5.0


@pytest.fixture
def ari() -> Scripted:
    return Scripted()


@pytest.fixture
def panel(ari: Scripted) -> Iterator[EventsPanel]:
    panel = EventsPanel(ari.as_connection())
    displayed(panel)
    yield panel
    panel.close()


def _field(panel: EventsPanel, description: str) -> Any:
    return find(panel, lambda widget: getattr(widget, "description", "") == description)


def _types(panel: EventsPanel) -> list[str]:
    panel.paint()
    return [row.split("</td>")[2].removeprefix("<td>") for row in panel.live.split("<tr")[2:]]


def test_before_the_first_event(panel: EventsPanel) -> None:
    assert _types(panel) == ["opened"]


def test_an_empty_log_says_what_will_be_there() -> None:
    ari = Scripted()
    ari.log = EventLog()
    panel = EventsPanel(ari.as_connection())
    assert "As soon as somebody calls" in displayed(panel).live
    panel.close()


def test_the_newest_comes_first_and_requests_are_not_events(
    ari: Scripted, panel: EventsPanel
) -> None:
    ari.event("StasisStart", channel=channel())
    ari.exchange("GET", "/ari/channels", 200)
    ari.log.record_malformed(b"\xff", "not UTF-8")
    ari.event("StasisEnd", channel=channel())
    assert _types(panel) == ["StasisEnd", "(no event)", "StasisStart", "opened"]
    assert "PJSIP/1000-00000001" in panel.live


def test_so_many_rows_and_no_more(ari: Scripted, panel: EventsPanel) -> None:
    ari.log.record_events([b'{"type": "StasisStart"}'] * 5000)
    assert len(_types(panel)) == LATEST


def test_all_are_counted_by_type(ari: Scripted, panel: EventsPanel) -> None:
    ari.log.record_events([b'{"type": "StasisStart"}'] * 1234)
    ari.event("StasisEnd")
    panel.paint()
    assert "1,235 events, newest first; 1,236 rows in the log" in text_of(panel)
    assert "<span>StasisStart <strong>1,234</strong></span>" in text_of(panel)


class TestFilter:
    def test_by_type(self, ari: Scripted, panel: EventsPanel) -> None:
        for type_ in ("StasisStart", "ChannelVarset", "StasisEnd"):
            ari.event(type_)
        _field(panel, "Type").value = "stasis"
        assert _types(panel) == ["StasisEnd", "StasisStart"]
        _field(panel, "Type").value = ""
        assert len(_types(panel)) == 4

    def test_by_channel(self, ari: Scripted, panel: EventsPanel) -> None:
        ari.event("StasisStart", channel=channel("PJSIP/alice-1", "17.1"))
        ari.event("StasisEnd", channel=channel("PJSIP/bob-2", "17.2"), value="alice")
        ari.event("PlaybackStarted", playback={"id": "p", "target_uri": "channel:17.1"})
        _field(panel, "Channel").value = "ALICE"
        assert _types(panel) == ["StasisStart"]
        _field(panel, "Channel").value = "17.1"
        assert _types(panel) == ["PlaybackStarted", "StasisStart"]

    def test_by_text(self, ari: Scripted, panel: EventsPanel) -> None:
        ari.event("ChannelVarset", variable="LANGUAGE", value="de")
        ari.event("ChannelVarset", variable="VOLUME", value="3")
        _field(panel, "Text").value = "language"
        assert len(_types(panel)) == 1

    def test_nothing_passes(self, panel: EventsPanel) -> None:
        _field(panel, "Text").value = "no such thing"
        panel.paint()
        assert "No row passes the filter." in panel.live

    def test_upper_and_lower_case_are_the_same(self, ari: Scripted) -> None:
        entry = ari.log[ari.event("StasisStart", channel=channel())]
        assert Filter("STASIS", "pjsip", "stasisstart").keeps(entry)
        assert not Filter(channel="sip2").keeps(entry)


class TestPause:
    def test_rows_stay_and_the_newer_ones_are_counted(
        self, ari: Scripted, panel: EventsPanel
    ) -> None:
        ari.event("StasisStart")
        panel.paint()
        _field(panel, "Pause").value = True
        ari.event("StasisEnd")
        ari.event("StasisEnd")
        assert _types(panel) == ["StasisStart", "opened"]
        assert "paused: 2 newer rows" in text_of(panel)
        _field(panel, "Pause").value = False
        assert _types(panel)[0] == "StasisEnd"
        assert "paused" not in text_of(panel)


class TestOneRow:
    def test_its_json_and_what_it_means(self, ari: Scripted, panel: EventsPanel) -> None:
        row = ari.event("StasisStart", channel=channel())
        _field(panel, "Row").value = str(row)
        panel.paint()
        text = text_of(panel)
        assert "A channel has entered the application" in text or "Stasis" in text
        assert "arinb.api.event(&#x27;StasisStart&#x27;)" in text
        assert "&quot;id&quot;: &quot;1400609726.3&quot;" in text
        assert f'<tr data-row="{row}" aria-selected="true">' in text

    def test_an_event_that_nobody_knows(self, ari: Scripted, panel: EventsPanel) -> None:
        _field(panel, "Row").value = str(ari.event("Brandnew"))
        panel.paint()
        assert "No event of ARI that arinb knows" in text_of(panel)

    def test_what_is_no_event(self, ari: Scripted, panel: EventsPanel) -> None:
        _field(panel, "Row").value = str(ari.log.record_malformed(b"{", "not JSON").row)
        panel.paint()
        assert "but is no event: not JSON" in text_of(panel)

    @pytest.mark.parametrize("text", ["", "-1", "x", "1.5", "²"])
    def test_no_row(self, panel: EventsPanel, text: str) -> None:
        _field(panel, "Row").value = text
        panel.paint()
        assert "Click a row" in text_of(panel)

    def test_a_row_that_is_not_there_yet(self, panel: EventsPanel) -> None:
        _field(panel, "Row").value = "99"
        panel.paint()
        assert "There is no row 99 yet." in text_of(panel)

    def test_a_row_that_was_dropped(self) -> None:
        ari = Scripted(log=EventLog(max_events=3))
        ari.log.record_events([b'{"type": "StasisStart"}'] * 10)
        panel = EventsPanel(ari.as_connection())
        displayed(panel)
        _field(panel, "Row").value = "1"
        panel.paint()
        assert "Row 1 was dropped" in text_of(panel)
        assert "8 oldest rows dropped" in text_of(panel)
        panel.close()


class TestConnection:
    @pytest.mark.parametrize(
        ("state", "words", "role"),
        [
            ("lost", "▲ The connection is lost (at ", "alert"),
            ("trying", "▲ The connection is lost; trying to connect again", "status"),
            ("replaced", "▲ Another program has taken", "alert"),
            ("refused", "▲ Asterisk refuses the connection", "alert"),
            ("closed", "■ The connection is closed", "status"),
            ("back", "● Connected again", "status"),
        ],
    )
    def test_what_has_happened_to_it_is_said_in_words(
        self, ari: Scripted, panel: EventsPanel, state: str, words: str, role: str
    ) -> None:
        ari.log.record_connection(state, "because of <this>")
        panel.paint()
        assert f'role="{role}">{words}' in text_of(panel)
        assert "because of &lt;this&gt;" in text_of(panel)

    def test_an_asterisk_that_stops_and_a_connection_that_is_closed(
        self, pbx: PrivateAsterisk
    ) -> None:
        ari = connect(pbx, app="events-panel")
        panel = EventsPanel(ari)
        displayed(panel)
        assert 'role="' not in panel._notice()
        pbx.stop()
        deadline = time.monotonic() + PATIENCE
        while "The connection is lost" not in text_of(panel) and time.monotonic() < deadline:
            time.sleep(0.05)
            panel.paint()
        assert "▲ The connection is lost" in text_of(panel)
        ari.close()
        panel.paint()
        assert "■ The connection is closed" in text_of(panel)
        panel.close()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
def test_nothing_from_the_wire_is_markup(ari: Scripted, panel: EventsPanel, text: str) -> None:
    row = ari.event(text, channel=channel(text, text), **{text: text})
    ari.log.record_malformed(text.encode("utf-8", "replace"), text)
    ari.log.record_connection("lost", text)
    for chosen in range(row, row + 3):
        _field(panel, "Row").value = str(chosen)
        panel.paint()
        shown = text_of(panel) + panel.still()
        assert "<img" not in shown
        assert "<script" not in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert len(shown) < 150_000
        shown.encode()
    assert panel.failure is None


def test_a_still_has_what_was_seen(ari: Scripted, panel: EventsPanel) -> None:
    ari.event("StasisStart")
    panel.paint()
    assert "StasisStart" in panel.still()
    assert "onclick" not in panel.still()


def test_its_fields_are_ipywidgets_own(panel: EventsPanel) -> None:
    assert isinstance(_field(panel, "Type"), ipywidgets.Combobox)
