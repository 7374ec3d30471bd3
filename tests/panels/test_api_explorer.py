"""The explorer: every operation can be read about, filled in and tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from arinb.ari.api import OPERATIONS
from arinb.ari.connection import connect
from arinb.errors import NotInAri
from arinb.panels.action import Action
from arinb.panels.api_explorer import ApiExplorerPanel
from arinb.panels.explorer_values import is_dangerous
from arinb.pbx.private import PrivateAsterisk
from arinb.versions import knows
from tests.panels.scripted import HOSTILE, Scripted, channel, displayed, inside, text_of

PATIENCE = 10.0


@pytest.fixture
def ari() -> Scripted:
    return Scripted()


@pytest.fixture
def panel(ari: Scripted) -> Iterator[ApiExplorerPanel]:
    # Nobody is there to be asked for lists.
    ari.log.record_connection("lost", "for a test")
    panel = ApiExplorerPanel(ari.as_connection(), "channels.play")
    displayed(panel)
    yield panel
    panel.close()
    assert panel.join()


def painted(panel: ApiExplorerPanel) -> str:
    panel.paint()
    return text_of(panel)


def fill(panel: ApiExplorerPanel, **values: Any) -> None:
    """Fill in fields, by their names in Python."""
    panel.paint()
    assert panel._form is not None
    fields = {field.parameter.name_in_python: field for field in panel._form.fields}
    for name, value in values.items():
        fields[name].widget.value = value


def press(panel: ApiExplorerPanel, action: Action) -> str:
    action.start()
    assert action.join(PATIENCE)
    return painted(panel)


def sent(ari: Any) -> list[str]:
    return [f"{e.method} {e.path}" for e in ari.log if e.kind == "request"]


class TestReading:
    @pytest.mark.parametrize("name", OPERATIONS)
    def test_every_operation(self, panel: ApiExplorerPanel, name: str) -> None:
        panel.choose(name)
        text = painted(panel)
        operation = OPERATIONS[name]
        assert panel.failure is None
        assert f"ari.{name}" in text
        assert operation.method in text
        assert panel._chooser.value == name
        assert panel._form is not None
        shown = {field.parameter.name for field in panel._form.fields}
        assert shown == {p.name for p in operation.parameters}
        for field in panel._form.fields:
            assert field.parameter.name_in_python in field.widget.description
            assert ("required" in field.widget.description) == field.needed

    def test_one_that_is_not_there(self, ari: Scripted, panel: ApiExplorerPanel) -> None:
        with pytest.raises(NotInAri, match=r"channels\.play"):
            panel.choose("channels.plai")
        with pytest.raises(NotInAri):
            ApiExplorerPanel(ari.as_connection(), "nothing")

    def test_it_needs_a_newer_asterisk(self, ari: Scripted, panel: ApiExplorerPanel) -> None:
        ari.version = ari.client.version = "16.28.0"
        panel.choose("channels.progress")
        assert "It needs Asterisk 20.16, 21.11 or 22.6; this is 16.28.0." in painted(panel)
        panel.choose("channels.hangup")
        assert "Needs Asterisk 17.0; this is 16.28.0." in painted(panel)
        assert panel._form is not None
        disabled = [f.parameter.name for f in panel._form.fields if f.widget.disabled]
        assert disabled == ["reason_code"]

    def test_those_of_a_resource(self, panel: ApiExplorerPanel) -> None:
        panel._resource = "playbacks"
        panel.paint()
        names = [name for _, name in panel._chooser.options]
        assert names == [name for name in OPERATIONS if name.startswith("playbacks.")]
        panel.paint()
        assert panel._operation.name == names[0]

    def test_those_that_have_to_do_with_something(self, panel: ApiExplorerPanel) -> None:
        panel._words = "hang up"
        panel.paint()
        assert "channels.hangup" in [name for _, name in panel._chooser.options]
        panel._words = "nothing has this in it"
        panel.paint()
        assert list(panel._chooser.options) == []
        panel._words = ""
        panel.paint()
        assert len(panel._chooser.options) == len(OPERATIONS)


class TestFillingIn:
    def test_the_fields_fit_their_types(self, panel: ApiExplorerPanel) -> None:
        panel.choose("channels.record")
        panel.paint()
        assert panel._form is not None
        kinds = {f.parameter.name: type(f.widget).__name__ for f in panel._form.fields}
        assert kinds["ifExists"] == kinds["beep"] == "Dropdown"
        assert kinds["channelId"] == "Combobox"
        units = [f.widget.description for f in panel._form.fields]
        assert "max_duration_seconds (seconds)" in units

    def test_a_mistake_is_shown_beside_its_field(
        self, ari: Scripted, panel: ApiExplorerPanel
    ) -> None:
        fill(panel, channel="1.1", media="hello", skip_ms="fast")
        panel.paint()
        assert panel._form is not None
        notes = {f.parameter.name: f.note.value for f in panel._form.fields}
        assert "Did you mean media=&quot;sound:hello&quot;?" in notes["media"]
        assert "whole number" in notes["skipms"]
        assert "▲" not in notes["channelId"]
        text = press(panel, panel._try)
        assert "was not sent" in text
        assert sent(ari) == []

    def test_what_is_missing_is_marked_after_a_try(
        self, ari: Scripted, panel: ApiExplorerPanel
    ) -> None:
        assert "can&#x27;t be left out" not in painted(panel)
        assert "Still to fill in: channel, media." in painted(panel)
        assert press(panel, panel._try).count("can&#x27;t be left out") == 2
        assert sent(ari) == []

    def test_the_request_is_shown_before_it_is_sent(
        self, ari: Scripted, panel: ApiExplorerPanel
    ) -> None:
        fill(panel, channel="1.1", media="sound:a")
        text = painted(panel)
        assert "ari.channels.play(&quot;1.1&quot;, media=&quot;sound:a&quot;)" in text
        assert "curl -v -u asterisk:&quot;$ARI_PASSWORD&quot; -X POST" in text
        assert "a-secret-word" not in text
        assert sent(ari) == []

    def test_what_is_alive_can_be_chosen(self, ari: Scripted, panel: ApiExplorerPanel) -> None:
        ari.event("StasisStart", application="test", channel=channel("PJSIP/a", "1.1"))
        panel.paint()
        fill(panel, channel="1.1 (PJSIP/a, Up)", media="sound:a")
        assert "/ari/channels/1.1/play" in painted(panel)

    def test_one_that_was_chosen_stays_so(self, ari: Scripted, panel: ApiExplorerPanel) -> None:
        ringing = channel("PJSIP/a", "1.1") | {"state": "Ring"}
        ari.event("StasisStart", application="test", channel=ringing)
        panel.paint()
        fill(panel, channel="1.1 (PJSIP/a, Ring)", media="sound:a")
        ari.event("ChannelStateChange", channel=channel("PJSIP/a", "1.1"))
        panel.paint()
        ari.event("ChannelDestroyed", channel=channel("PJSIP/a", "1.1"))
        ari.event("StasisStart", application="test", channel=channel("PJSIP/b", "1.2"))
        assert "/ari/channels/1.1/play" in painted(panel)

    @pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
    def test_nothing_is_markup(self, ari: Scripted, panel: ApiExplorerPanel, text: str) -> None:
        ari.event("StasisStart", application="test", channel=channel(text, text))
        fill(panel, channel=text, media=f"sound:{text}", skip_ms=text)
        shown = painted(panel) + panel.still()
        fill(panel, skip_ms="")
        for html in (shown, painted(panel)):
            # Fields hold texts; what is HTML is escaped.
            markup = html.replace(text, "")
            assert "<img" not in markup
            assert "<script" not in markup
        assert panel.failure is None

    def test_a_form_that_is_left_is_closed(self, panel: ApiExplorerPanel) -> None:
        panel.paint()
        before = len(inside(panel.box))
        for name in ("channels.originate", "channels.play"):
            panel.choose(name)
            panel.paint()
        assert len(inside(panel.box)) == before


class TestTrying:
    def test_what_goes_wrong_is_explained(self, ari: Scripted, panel: ApiExplorerPanel) -> None:
        fill(panel, channel="1.1", media="sound:a")
        text = press(panel, panel._try)
        assert "nothing listens at http://127.0.0.1:9" in text
        assert sent(ari) == ["POST /ari/channels/1.1/play?media=sound:a"]

    def test_the_websocket_is_no_request(self, ari: Scripted, panel: ApiExplorerPanel) -> None:
        panel.choose("events.websocket")
        fill(panel, app="x")
        assert "ari = arinb.connect(" in painted(panel)
        assert "it opens a WebSocket" in press(panel, panel._try)
        assert sent(ari) == []

    def test_a_dangerous_one_is_asked_for_twice(
        self, ari: Scripted, panel: ApiExplorerPanel
    ) -> None:
        panel.choose("channels.hangup")
        fill(panel, channel="1.1")
        assert "This takes something away" in press(panel, panel._try)
        assert panel._confirm.button.layout.display == ""
        assert sent(ari) == []
        fill(panel, channel="1.2")
        assert "This takes something away" not in painted(panel)
        assert panel._confirm.button.layout.display == "none"
        press(panel, panel._try)
        press(panel, panel._confirm)
        press(panel, panel._confirm)
        assert sent(ari) == ["DELETE /ari/channels/1.2"]
        assert panel._confirm.button.layout.display == "none"


@pytest.fixture
def values() -> dict[str, str]:
    """What goes into fields that have to be filled in, by name; for others "nobody" will do."""
    return {
        "media": "sound:a", "eventSource": "channel:nobody", "variables": "A=1", "format": "wav",
        "oldMessages": "1", "newMessages": "1", "endpoint": "Local/nobody@default",
        "from": "sip:a@example.org", "to": "pjsip:nobody", "refer_to": "sip:b@example.org",
        "states": "channel_progress",
    }  # fmt: skip


def test_every_operation_on_a_real_asterisk(
    shared_pbx_each: PrivateAsterisk, values: dict[str, str]
) -> None:
    """Each one is sent, and refused mostly, for nobody is there."""
    with connect(shared_pbx_each, app="explorer") as ari:
        panel = ApiExplorerPanel(ari)
        displayed(panel)
        for operation in OPERATIONS.values():
            if operation.name in ("events.websocket", "asterisk.logging.rotate"):
                continue
            panel.choose(operation.name)
            panel.paint()
            assert panel.join()
            assert panel._form is not None
            for field in panel._form.fields:
                if field.needed:
                    allowed = field.parameter.allowed
                    text = allowed[0] if allowed else values.get(field.parameter.name, "nobody")
                    field.widget.value = text
            before = len(ari.log)
            text = press(panel, panel._try)
            if is_dangerous(operation) and knows(ari.version, operation.since):
                text = press(panel, panel._confirm)
            if knows(ari.version, operation.since):
                answers = [e for e in ari.log.since(before) if e.kind == "answer"]
                assert answers, operation.name
                assert answers[-1].method == operation.method
                assert f"<strong>{answers[-1].status} " in text, operation.name
            else:
                assert "It needs Asterisk" in text
                assert len(ari.log) == before
            assert panel.failure is None
        panel.close()


def test_lists_to_choose_from_are_asked_for_once(shared_pbx: PrivateAsterisk) -> None:
    with connect(shared_pbx, app="explorer") as ari:
        panel = ApiExplorerPanel(ari, "channels.play")
        displayed(panel)
        assert panel.join()
        panel.paint()
        assert panel._form is not None
        media = next(f for f in panel._form.fields if f.parameter.name == "media")
        assert "sound:tt-monkeys" in media.widget.options
        panel.choose("bridges.play")
        panel.paint()
        assert panel.join()
        assert sent(ari).count("GET /ari/sounds") == 1
        panel.close()
