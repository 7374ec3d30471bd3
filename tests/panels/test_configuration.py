from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from arinb.panels import patient
from arinb.panels.conf_applying import Applied
from arinb.panels.conf_draft import Draft
from arinb.panels.configuration import ConfigurationPanel
from arinb.pbx.conf import ConfFile, Findings, check
from arinb.pbx.conf.secrets import MASK
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.notebook_files import REPOSITORY
from tests.panels.scripted import HOSTILE, displayed, text_of

GOOD = "[general]\nenabled = yes\n\n[asterisk]\ntype = user\npassword = first-secret\n"
INFO = "GET /ari/asterisk/info"


@pytest.fixture
def panel(pbx: PrivateAsterisk) -> Iterator[ConfigurationPanel]:
    with contextlib.closing(ConfigurationPanel(pbx)) as panel:
        displayed(panel)
        _settle(panel)
        yield panel
        assert panel.join()


def _settle(panel: ConfigurationPanel) -> None:
    """Paint until there is nothing more to paint."""
    for _ in range(12):
        panel.paint()
        assert panel.join()


def _type(panel: ConfigurationPanel, name: str, old: str, new: str) -> None:
    field = panel.editors[name].field
    assert old in field.value
    field.value = field.value.replace(old, new)
    _settle(panel)


def _in_front(panel: ConfigurationPanel, name: str) -> None:
    panel._tabs.selected_index = list(panel.drafts).index(name)
    _settle(panel)


def _press(panel: ConfigurationPanel, what: str) -> Applied:
    action = getattr(panel, f"_{what}")
    action.start()
    assert action.join(20)
    _settle(panel)
    assert panel._applied is not None, text_of(panel)
    return panel._applied


def test_complaints_are_pointed_at() -> None:
    said = ["[10:00:00] ERROR[12]: config_options.c: <b>bad</b>"]
    html = Applied("Read.", said=said).as_html()
    assert "◌" in html
    assert "Read. It complains" in html
    assert "<b>" not in html


class TestDraft:
    @pytest.fixture
    def file(self, tmp_path: Path) -> ConfFile:
        file = ConfFile(tmp_path / "ari.conf")
        file.write(GOOD)
        return file

    def test_what_others_write_is_shown_while_nothing_is_typed(self, file: ConfFile) -> None:
        draft = Draft(file)
        file.write(GOOD + "; more\n")
        assert draft.look()
        assert draft.typed.endswith("; more\n")
        assert not draft.look()

    def test_what_is_typed_stays(self, file: ConfFile) -> None:
        draft = Draft(file)
        draft.typed = mine = draft.typed + "; mine\n"
        file.write(GOOD + "; theirs\n")
        draft.look()
        assert (draft.typed, draft.overtaken) == (mine, True)
        draft.take()
        assert draft.typed.endswith("; theirs\n")

    def test_edits_that_are_undone_are_none(self, file: ConfFile) -> None:
        draft = Draft(file)
        before = draft.typed
        draft.typed = before + "x"
        file.write(GOOD + "; theirs\n")
        draft.look()
        draft.typed = before
        assert (draft.edited, draft.overtaken) == (False, False)
        assert draft.typed.endswith("; theirs\n")

    def test_what_is_typed_while_it_is_written_stays(self, file: ConfFile) -> None:
        draft = Draft(file)
        draft.typed = draft.typed.replace(MASK, "new-secret")
        typed, text = draft.ready()
        file.write(text)
        draft.typed = later = typed + "; later\n"
        draft.written(typed)
        assert (draft.typed, draft.edited, draft.overtaken) == (later, True, False)
        assert "new-secret" in draft.text
        draft.cover()
        assert "new-secret" not in draft.typed
        assert "new-secret" in draft.text

    @pytest.mark.parametrize(
        "data",
        [b"; \xe4\xff\n", b"[general]\r\nenabled = yes\r\n", b"a\rb\0c\x1b\n", b"; \xef\x9c\x8d"],
    )
    def test_no_byte_is_changed_that_was_not_typed(self, file: ConfFile, data: bytes) -> None:
        file.path.write_bytes(data)
        draft = Draft(file)
        draft.typed.encode()
        assert "\r" not in draft.typed
        draft.typed = ";new\n" + draft.typed
        file.write(draft.text)
        end = b"\r\n" if b"\r\n" in data else b"\n"
        if b"\xef\x9c\x8d" not in data:  # a character of the private area, of which we make use
            assert file.path.read_bytes() == b";new" + end + data

    def test_a_missing_file(self, tmp_path: Path) -> None:
        draft = Draft(ConfFile(tmp_path / "http.conf"))
        assert draft.typed == ""
        assert "There is no file" in draft.checked("")[0].what


def test_the_findings_of_a_line_stand_beside_it(panel: ConfigurationPanel) -> None:
    _in_front(panel, "ari.conf")
    _type(panel, "ari.conf", "enabled = yes", "enabeld = yes")
    found = panel.editors["ari.conf"]._found.value
    for words in ("error", "line 3", "enabeld", "Why:", "Fix:"):
        assert words in found
    assert "<b>▲ 3</b>" in panel.editors["ari.conf"]._numbers.value
    assert panel._tabs.titles[1] == "ari.conf (edited) ▲ 1"
    assert "Not applied yet: ari.conf." in panel.live


def test_a_mistake_applied_is_seen_in_the_answers(panel: ConfigurationPanel) -> None:
    _type(panel, "ari.conf", "enabled = yes", "enabled = no")
    applied = _press(panel, "apply")
    assert (applied.before[INFO], applied.after[INFO]) == ("200 OK", "404 Not Found")
    assert "enabled = no" in panel.pbx.conf["ari.conf"].text
    assert "▶ 404 Not Found (changed)" in panel.live
    assert "Why:" in panel.live
    assert "res_ari.so" in panel.live
    assert "+enabled = no" in panel.live
    assert "(edited)" not in panel._tabs.titles[1]
    _type(panel, "ari.conf", "enabled = no", "enabled = yes")
    assert _press(panel, "apply").after[INFO] == "200 OK"


def test_a_new_password_is_applied_and_becomes_dots(panel: ConfigurationPanel) -> None:
    _type(panel, "ari.conf", MASK, "another-secret")
    applied = _press(panel, "apply")
    assert panel.pbx.password == "another-secret"
    assert applied.after[INFO] == "200 OK"
    earlier = next(words for name, words in applied.after.items() if "earlier" in name)
    assert earlier == "401 Unauthorized"
    assert f"password = {MASK}\n" in panel.editors["ari.conf"].field.value
    assert "another-secret" not in text_of(panel) + panel.still()


def test_the_dots_are_written_as_the_password(panel: ConfigurationPanel) -> None:
    before = panel.pbx.password
    _type(panel, "ari.conf", "[general]", "; a comment\n[general]")
    _press(panel, "apply")
    assert panel.pbx.password == before
    assert MASK not in panel.pbx.conf["ari.conf"].text


def test_broken_dots_are_found_and_not_applied(panel: ConfigurationPanel) -> None:
    before = panel.pbx.conf["ari.conf"].text
    _type(panel, "ari.conf", MASK, MASK[1:])
    assert "Some of the dots" in panel.editors["ari.conf"].checking.findings.errors[0].what
    panel._apply.start()
    _settle(panel)
    assert "ari.conf, line 9" in text_of(panel)
    assert panel.pbx.conf["ari.conf"].text == before
    assert panel.editors["ari.conf"].draft.edited


def test_a_password_that_was_typed_becomes_dots_when_its_tab_is_left(
    panel: ConfigurationPanel,
) -> None:
    _in_front(panel, "ari.conf")
    _type(panel, "ari.conf", MASK, "another-secret")
    assert "another-secret" not in panel.still()
    _in_front(panel, "http.conf")
    _in_front(panel, "ari.conf")
    assert "another-secret" not in text_of(panel)
    _press(panel, "apply")
    assert panel.pbx.password == "another-secret"


def test_a_file_that_code_has_changed_meanwhile(panel: ConfigurationPanel) -> None:
    pbx = panel.pbx
    _type(panel, "http.conf", "enabled = yes", "enabled = no")
    theirs = pbx.conf["http.conf"].text + "; theirs\n"
    pbx.conf["http.conf"] = theirs
    _settle(panel)
    assert "http.conf was changed by something else" in panel.live
    assert panel._mine.button.layout.display == ""
    assert "enabled = no" in panel.editors["http.conf"].field.value
    panel._apply.start()
    _settle(panel)
    assert "http.conf is not written" in text_of(panel)
    assert pbx.conf["http.conf"].text == theirs
    _press(panel, "mine")
    assert "enabled = no" in pbx.conf["http.conf"].text
    assert "theirs" not in pbx.conf["http.conf"].text
    assert panel._mine.button.layout.display == "none"


def test_the_files_text_can_be_taken_instead(panel: ConfigurationPanel) -> None:
    _type(panel, "http.conf", "enabled = yes", "enabled = no")
    panel.pbx.conf["http.conf"] = panel.pbx.conf["http.conf"].text + "; theirs\n"
    panel._undo.start()
    _settle(panel)
    assert panel.editors["http.conf"].field.value.endswith("; theirs\n")
    assert not panel.drafts["http.conf"].edited


def test_where_anybody_could_log_in_nothing_is_reloaded(panel: ConfigurationPanel) -> None:
    _type(panel, "http.conf", "127.0.0.1", "0.0.0.0")
    _type(panel, "ari.conf", MASK, "asterisk")
    applied = _press(panel, "apply")
    assert applied.trouble is not None
    assert "Nothing is reloaded." in panel.live
    assert applied.after[INFO] != "200 OK"


def test_asterisk_stopped_is_shown_and_started(panel: ConfigurationPanel) -> None:
    panel.pbx.stop()
    _settle(panel)
    assert "it was stopped" in text_of(panel)
    assert panel._start.button.layout.display == ""
    assert panel._restart.button.layout.display == "none"
    _type(panel, "extensions.conf", "1000", "1001")
    assert "does not run" in _press(panel, "apply").how
    assert _press(panel, "start").after[INFO] == "200 OK"
    assert panel.pbx.running
    assert "it was stopped" not in text_of(panel)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:12])
def test_nothing_in_a_file_is_markup(pbx: PrivateAsterisk, text: str) -> None:
    hostile = text.encode("utf-8", "backslashreplace").decode()
    pbx.conf["http.conf"] = f"[{hostile}]\n{hostile} = {hostile}\n"
    with contextlib.closing(ConfigurationPanel(pbx)) as panel:
        displayed(panel)
        _settle(panel)
        shown = panel.editors["http.conf"]._found.value + panel.still()
        for wrong in ("<img", "<script", "\x1b", "\u202e"):
            assert wrong not in shown
        panel.editors["http.conf"].field.value.encode()


def test_a_painting_changes_few_widgets(
    panel: ConfigurationPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed: list[str] = []
    bring = patient.PatientPanel._bring

    def counted(self: Any, updates: Any) -> None:
        def seen() -> Iterator[Any]:
            for widget, name, value in updates:
                if getattr(widget, name) != value:
                    changed.append(name)
                yield widget, name, value

        bring(self, seen())

    monkeypatch.setattr(patient.PatientPanel, "_bring", counted)
    panel.editors["http.conf"].field.value = "[genral]\n" * 30
    for _ in range(8):
        changed.clear()
        panel.paint()
        assert len(changed) <= patient.MOST + 1  # the last is left for the next time
        panel.join()
    assert changed == []


def test_what_is_typed_is_not_sent_back_letter_by_letter(panel: ConfigurationPanel) -> None:
    field = panel.editors["http.conf"].field
    assert field.trait_metadata("value", "echo_update") is False
    assert field.trait_metadata("value", "sync") is True


def test_a_long_file_is_checked_beside_the_painter(
    panel: ConfigurationPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkers: set[str] = set()

    def noted(*given: object) -> Findings:
        checkers.add(threading.current_thread().name)
        return check(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("arinb.panels.conf_draft.check", noted)
    lines = "".join(f"exten => {number},1,NoOp()\n" for number in range(3000))
    panel.editors["extensions.conf"].field.value = f"[default]\n{lines}nonsense = 1\n"
    panel.paint()
    panel.paint()
    panel.join()
    assert checkers == {"arinb-check"}


def test_an_asterisk_that_nobody_holds_ends_and_the_panel_says_so(program_22: Program) -> None:
    panel = ConfigurationPanel(PrivateAsterisk(program=program_22))
    displayed(panel)
    panel.paint()
    assert panel.gone
    assert panel.closed
    assert "This panel is closed" in text_of(panel)


def test_its_repr_is_short_and_constant(panel: ConfigurationPanel) -> None:
    assert repr(panel) == "<ConfigurationPanel>"


NOTEBOOK = """\
import arinb, pathlib, time
from arinb.panels.configuration import ConfigurationPanel
from arinb.panels.console import ConsolePanel
pbx = arinb.PrivateAsterisk().start()
phone = pbx.phone("1000")

panel = ConfigurationPanel(pbx)
panel

console = ConsolePanel(pbx)
console

console.run("pjsip show auth 1000")

field = panel.editors["ari.conf"].field
field.value = field.value.replace("pretty = yes", "pretty = no")
panel._apply.start()
panel.join()

time.sleep(2)

assert "pretty = no" in pbx.conf["ari.conf"].text
phones = pbx.conf["pjsip.conf"].get("1000", "password")
n = pathlib.Path("PLACE").write_text(f"{pbx.password} {phones}")
panel.close(); console.close(); pbx.stop()
"""


def test_no_password_is_in_a_saved_notebook(program_22: Program, tmp_path: Path) -> None:
    place = tmp_path / "passwords"
    sources = NOTEBOOK.replace("PLACE", str(place)).strip().split("\n\n")
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    notebook: Any = nbformat.v4.new_notebook(metadata=kernel, cells=cells)
    resources = {"metadata": {"path": REPOSITORY}}
    NotebookClient(notebook, timeout=60, resources=resources).execute()
    saved = json.dumps(notebook, ensure_ascii=False)
    passwords = place.read_text().split()
    assert len(passwords) == 2
    assert MASK in saved
    still = notebook.cells[1].outputs[1].data["text/html"]
    for words in ("http.conf", "pretty = no", f"password = {MASK}", INFO, "ari.conf written."):
        assert words in still
    assert "widgets" in notebook.metadata
    for password in passwords:
        assert len(password) > 20
        assert password not in saved
