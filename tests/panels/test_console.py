from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from arinb.panels import console, entering
from arinb.panels.console import ConsolePanel
from arinb.panels.console_lines import LATEST, LatestLines, LineFilter, level_of, lines_as_html
from arinb.pbx.console import Console
from arinb.pbx.find import find_baresip
from arinb.pbx.private import PrivateAsterisk
from tests.needs import needs
from tests.panels.scripted import HOSTILE, displayed, find, text_of

PATIENCE = 5.0
ERROR = "[10:00:00] ERROR[12]: loader.c: bad"
WARNING = "[10:00:00] WARNING[12][C-00000001]: app_stasis.c: hm"
NOTICE = "[10:00:00] NOTICE[12]: cdr.c: so"
STEP = "    -- Executing [1000@default:1] NoOp(PJSIP/1000-00000000, ) in new stack"


@pytest.fixture
def panel(shared_pbx: PrivateAsterisk) -> Iterator[ConsolePanel]:
    with contextlib.closing(ConsolePanel(shared_pbx)) as panel:
        displayed(panel)
        yield panel
        assert panel.join()


def _run(panel: ConsolePanel, command: str) -> None:
    panel._field.value = command
    panel._run.start()
    assert panel._run.join(PATIENCE)
    _settle(panel)


def _settle(panel: ConsolePanel) -> None:
    for _ in range(5):
        panel.paint()


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


def _console(*lines: str) -> Console:
    said = Console()
    said.attach(io.BytesIO("\n".join(lines).encode()))
    said.join(PATIENCE)
    return said


def test_levels() -> None:
    assert [level_of(line) for line in (ERROR, WARNING, NOTICE, STEP, "")] == [
        "ERROR", "WARNING", "NOTICE", "", "",
    ]  # fmt: skip
    assert level_of("    -- Set(x=ERROR[1]") == ""


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        (LineFilter(), 4),
        (LineFilter(level="NOTICE"), 3),
        (LineFilter(level="WARNING"), 2),
        (LineFilter(level="ERROR"), 1),
        (LineFilter("LOADER"), 1),
        (LineFilter("loader", "WARNING"), 1),
        (LineFilter("nowhere"), 0),
    ],
)
def test_a_filter(keep: LineFilter, left: int) -> None:
    assert [keep.keeps(line) for line in (ERROR, WARNING, NOTICE, STEP)].count(True) == left


def test_only_the_latest_are_kept() -> None:
    said = _console(*(f"line {number}" for number in range(12_000)))
    latest = LatestLines(said, LineFilter())
    latest.advance()
    assert len(latest.lines) == LATEST
    assert latest.lines[-1] == "line 11999"
    latest.advance()
    assert len(set(latest.lines)) == LATEST
    assert latest.mark == said.mark == 12_000


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
def test_nothing_that_asterisk_says_is_markup(text: str) -> None:
    html = lines_as_html(_console(text.encode("utf-8", "replace").decode()).lines)
    for wrong in ("<img", "<script", "\x1b", "\u202e"):
        assert wrong not in html
    assert len(html) < 2_000


def test_what_asterisk_says_is_shown_newest_at_the_bottom(panel: ConsolePanel) -> None:
    for module in ("pbx_config.so", "res_musiconhold.so"):
        _reload(panel, module)
    panel.paint()
    assert panel.live.rindex("pbx_config.so") < panel.live.rindex("res_musiconhold.so")


def _reload(panel: ConsolePanel, module: str) -> None:
    """Have Asterisk say something: it names a module that it loads again."""
    mark = panel.pbx.console.mark
    panel.pbx.cli(f"module reload {module}")
    panel.pbx.console.wait_for(module, timeout=PATIENCE, since=mark)


def test_lines_can_be_narrowed_and_held(panel: ConsolePanel) -> None:
    text = find(panel, lambda widget: getattr(widget, "description", "") == "Text")
    text.value = "asterisk ready"
    panel.paint()
    assert panel.live.count("<div") == 2
    text.value = "no such line <b>"
    panel.paint()
    assert "No line passes." in panel.live
    text.value = ""
    pause = find(panel, lambda widget: getattr(widget, "description", "") == "Pause")
    panel.paint()
    pause.value = True
    before = panel.live
    mark = panel.pbx.console.mark
    panel.pbx.cli("module reload pbx_config.so")
    _until(lambda: panel.pbx.console.mark > mark)
    _settle(panel)
    assert panel.live == before
    assert "paused:" in panel._head.value
    pause.value = False
    panel.paint()
    assert panel.live != before


def test_a_command_and_its_answer(panel: ConsolePanel) -> None:
    _run(panel, "core show channels")
    assert "active channels" in panel._said.value
    assert panel._field.value == ""
    assert "active channels" in panel.still()


def test_a_command_that_does_not_exist_is_explained_and_stays(panel: ConsolePanel) -> None:
    _run(panel, "core shwo <b>")
    assert "No such command" in panel._said.value
    assert "<b>" not in panel._said.value
    assert panel._field.value == "core shwo <b>"
    _run(panel, "")
    assert "There is no command." in text_of(panel)


def test_no_password_is_in_an_answer(panel: ConsolePanel) -> None:
    needs(find_baresip() is not None, "a SIP phone program, as baresip")
    panel.pbx.phone("1000", kind="sip").close()
    password = panel.pbx.conf["pjsip.conf"].get("1000", "password") or ""
    assert len(password) > 20
    _run(panel, "pjsip show auth 1000")
    assert "userpass" in panel._said.value
    assert password not in panel._said.value


def test_a_long_answer_is_cut(panel: ConsolePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "LONGEST", 10)
    _run(panel, "core show help")
    assert "lines more: pbx.cli(&#x27;core show help&#x27;) has them" in panel._said.value
    assert panel._said.value.count("\n") == 10


def test_earlier_commands_come_back(panel: ConsolePanel) -> None:
    for command in ("core show uptime", "core show version"):
        _run(panel, command)
    up, down = (find(panel, _has_icon(icon)) for icon in ("arrow-up", "arrow-down"))
    up.click()
    assert panel._field.value == "core show version"
    up.click()
    up.click()
    assert panel._field.value == "core show uptime"
    down.click()
    down.click()
    assert panel._field.value == ""
    assert panel._field.options[:2] == ("core show version", "core show uptime")


def test_enter_runs_what_is_typed(panel: ConsolePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "WAIT", 0.01)
    panel._field._handle_custom_msg({"event": "submit"}, [])
    panel._field.value = "core show uptime"  # the browser tells of it after the key
    _until(lambda: panel._answer is not None)
    panel.join()
    _settle(panel)
    assert "System uptime" in panel._said.value


@pytest.mark.parametrize("command", ["core stop now", "core  stop gracefully", " CORE STOP now"])
def test_a_command_that_ends_asterisk_is_asked_about(panel: ConsolePanel, command: str) -> None:
    _run(panel, command)
    assert "ends Asterisk" in panel._said.value
    assert panel._confirm.button.layout.display == ""
    assert panel.pbx.running
    _run(panel, "core show uptime")
    assert panel._confirm.button.layout.display == "none"
    assert panel.pbx.running
    panel._confirm.start()
    assert panel.join()
    assert panel.pbx.running


def test_confirmed_it_ends_and_that_is_shown(pbx: PrivateAsterisk) -> None:
    with contextlib.closing(ConsolePanel(pbx)) as panel:
        displayed(panel)
        _run(panel, "core stop now")
        panel._confirm.start()
        assert panel._confirm.join(PATIENCE)
        _until(lambda: not pbx.running)
        _settle(panel)
        assert "Asterisk is not running any more" in text_of(panel)
        assert "Asterisk Ready." in panel.live
        _run(panel, "core show channels")
        assert "▲ Asterisk is not running any more" in panel._said.value
        pbx.start()
        _run(panel, "core show channels")
        assert "0 active channels" in panel._said.value
        assert "not running" not in text_of(panel)


def test_its_repr_is_short_and_constant(panel: ConsolePanel) -> None:
    assert repr(panel) == "<ConsolePanel>"


def _has_icon(icon: str) -> Callable[[Any], bool]:
    return lambda widget: cast("bool", getattr(widget, "icon", "") == icon)
