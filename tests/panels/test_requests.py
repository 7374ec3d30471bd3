from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from arinb.ari.connection import connect
from arinb.errors import BadRequestArgument
from arinb.panels.exchanges import paired
from arinb.panels.requests import LATEST, RequestsPanel
from arinb.pbx.private import PrivateAsterisk
from tests.panels.scripted import HOSTILE, Scripted, displayed, find, text_of

PATIENCE = 5.0


@pytest.fixture
def ari() -> Scripted:
    return Scripted()


@pytest.fixture
def panel(ari: Scripted) -> Iterator[RequestsPanel]:
    panel = RequestsPanel(ari.as_connection())
    displayed(panel)
    yield panel
    panel.close()


def _field(panel: RequestsPanel, description: str) -> Any:
    return find(panel, lambda widget: getattr(widget, "description", "") == description)


def _painted(panel: RequestsPanel) -> str:
    panel.paint()
    return text_of(panel)


def test_before_the_first_request(panel: RequestsPanel) -> None:
    assert "No request yet." in panel.live


def test_the_newest_comes_first_with_its_outcome(ari: Scripted, panel: RequestsPanel) -> None:
    ari.exchange("GET", "/ari/channels", 200, b"[]")
    ari.exchange("POST", "/ari/channels/1.1/play?media=sound:hello", 404)
    ari.exchange("GET", "/ari/bridges", None)
    ari.log.record_request("DELETE", "/ari/channels/1.1")
    text = _painted(panel)
    outcomes = ["◌ waiting…", "▲ no answer", "▲ 404 Not Found", "● 200 OK"]
    places = [text.index(f"<td>{outcome}</td>") for outcome in outcomes]
    assert places == sorted(places)
    assert "<td>4 ms</td>" in text
    assert "<td>POST /channels/1.1/play?media=sound:hello</td>" in text


def test_so_many_and_no_more(ari: Scripted, panel: RequestsPanel) -> None:
    for number in range(2 * LATEST):
        ari.exchange("GET", f"/ari/channels/{number}", 200)
    ari.log.record_events([b'{"type": "StasisStart"}'] * 5000)
    panel.paint()
    assert panel.live.count("<tr data-row") == LATEST


class TestOneRequest:
    def test_the_latest_is_shown_as_curl_shows_it(
        self, ari: Scripted, panel: RequestsPanel
    ) -> None:
        ari.exchange("GET", "/ari/asterisk/info", 200, b'{"system": {}}')
        ari.exchange("POST", "/ari/channels/1.1/play?media=sound:hello", 404, b"{}")
        text = _painted(panel)
        assert "&gt; POST /ari/channels/1.1/play?media=sound:hello HTTP/1.1" in text
        assert "&lt; HTTP/1.1 404 Not Found" in text
        assert "ari.channels.play" in text
        assert "404 here means: " in text

    def test_the_one_that_is_chosen(self, ari: Scripted, panel: RequestsPanel) -> None:
        row = ari.exchange("GET", "/ari/asterisk/info", 200, b'{"system": {}}')
        ari.exchange("GET", "/ari/channels", 200)
        for chosen in (row, row + 1):
            _field(panel, "Row").value = str(chosen)
            assert "&lt; HTTP/1.1 200 OK" in _painted(panel)
            assert "&gt; GET /ari/asterisk/info HTTP/1.1" in text_of(panel)
            assert f'<tr data-row="{row}" aria-selected="true">' in panel.live

    def test_one_that_is_no_longer_in_the_table(self, ari: Scripted, panel: RequestsPanel) -> None:
        row = ari.exchange("GET", "/ari/asterisk/info", 200)
        for _ in range(2 * LATEST):
            ari.exchange("GET", "/ari/channels", 200)
        _field(panel, "Row").value = str(row)
        assert "GET /ari/asterisk/info" in _painted(panel)

    def test_a_row_that_is_none(self, panel: RequestsPanel) -> None:
        _field(panel, "Row").value = "0"
        assert "Row 0 is no request." in _painted(panel)
        _field(panel, "Row").value = "7"
        assert "There is no row 7 yet." in _painted(panel)

    def test_its_curl_command_has_no_password(self, ari: Scripted, panel: RequestsPanel) -> None:
        ari.exchange("GET", "/ari/channels?api_key=asterisk:a-secret-word", 200)
        text = _painted(panel) + panel.still()
        assert "a-secret-word" not in text
        assert "curl -v -u asterisk:&quot;$ARI_PASSWORD&quot; -X GET" in text

    def test_no_operation_of_ari(self, ari: Scripted, panel: RequestsPanel) -> None:
        ari.exchange("GET", "/nowhere", 404)
        assert "No operation of ARI" in _painted(panel)

    @pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
    def test_nothing_from_the_wire_is_markup(
        self, ari: Scripted, panel: RequestsPanel, text: str
    ) -> None:
        row = ari.log.record_request("GET", f"/ari/channels/{text}")
        body = json.dumps({text: text}).encode()
        ari.log.record_answer(row, 200, text, 0.1, body)
        shown = _painted(panel) + panel.still()
        assert "<img" not in shown
        assert "<script" not in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        shown.encode()
        assert panel.failure is None


class TestDoItAgain:
    def test_the_chosen_request_is_sent_once_more(self, shared_pbx: PrivateAsterisk) -> None:
        with connect(shared_pbx, app="requests-panel") as ari:
            ari.request("GET", "/asterisk/ping")
            ari.request("GET", "/channels")
            panel = RequestsPanel(ari)
            displayed(panel)
            ping = next(asked for asked in paired(ari.log) if "ping" in asked.about.path)
            _field(panel, "Row").value = str(ping.row)
            panel.paint()
            again = panel._action
            again.button.click()
            assert again.join(PATIENCE)
            assert "● Done again: 200 OK" in _painted(panel)
            assert [a.about.path for a in paired(ari.log)][-1] == "/ari/asterisk/ping"
            panel.close()

    def test_what_goes_wrong_is_shown(self, ari: Scripted, panel: RequestsPanel) -> None:
        ari.exchange("GET", "/ari/channels", 200)
        panel.paint()
        panel._action.start()
        assert panel._action.join(PATIENCE)
        assert "was not sent: nothing listens at http://127.0.0.1:9" in _painted(panel)

    def test_nothing_to_do_again(self, panel: RequestsPanel) -> None:
        panel._action.start()
        assert panel._action.join(PATIENCE)
        assert "There is no request to do again." in _painted(panel)

    def test_not_with_a_secret_that_the_log_has_not_kept(self, ari: Scripted) -> None:
        ari.exchange("GET", "/ari/channels?api_key=me:word", 200)
        with pytest.raises(BadRequestArgument, match="can't be sent again"):
            paired(ari.log)[0].again(ari.client)


class TestPairs:
    def test_an_answer_whose_request_was_dropped(self, ari: Scripted) -> None:
        ari.exchange("GET", "/ari/channels", 200)
        (asked,) = paired(list(ari.log)[-1:])
        assert (asked.request, asked.about.path) == (None, "/ari/channels")
        assert asked.exchange(ari.client).status == 200
