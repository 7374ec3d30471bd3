"""Changing a setting: what is read back is what was set, and nothing else has changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arinb.errors import ConfSyntaxError, ConfValueError
from arinb.pbx.conf import ConfDocument
from arinb.pbx.conf.editing import with_setting, without_setting
from tests.pbx.conf.samples import HEALTHY
from tests.pbx.conf.test_document import CONF_TEXT

VALUE = st.text(st.sampled_from("ab;-\\=>+[]()#!\"' \t:@%é,"), max_size=12) | st.text(max_size=20)


def set_in(text: str, key: str, value: str, section: str = "s") -> str:
    return with_setting(ConfDocument(text), section, key, value)


@given(VALUE)
@example(">a")
@example("a\\")
@example(";--a--;b")
@example("--;")
def test_value_is_read_back_or_refused(value: str) -> None:
    for before in (
        "[s]\nk = old ; c\nj = 1\n",
        "[s]\nk=old;c\nj = 1",
        "[s]\nk =;c\nj = 1\n",
        "[s]\nj=1",
    ):
        try:
            after = ConfDocument(set_in(before, "k", value))
        except ConfValueError:
            assert value != value.strip() or set(value) & set("\n\r\0") or not value.isprintable()
            continue
        assert after.get("s", "k") == value
        assert after.get("s", "j") == "1"
        assert not after.problems


@given(CONF_TEXT, VALUE)
def test_other_settings_stay_as_they_are(before: str, value: str) -> None:
    document = ConfDocument("[a]\n" + before)
    try:
        after = ConfDocument(with_setting(document, "a", "new", value))
    except (ConfValueError, ConfSyntaxError):
        return
    own = [(s.name, x.name, x.value) for s, x in document.settings()]
    then = [(s.name, x.name, x.value) for s, x in after.settings() if x.name != "new"]
    assert then == own


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[s]\nk = old\n", "[s]\nk = new\n"),
        ("[s]\nk=old\n", "[s]\nk=new\n"),
        ("[s]\n  k  =>  old  ; why\n", "[s]\n  k  =>  new  ; why\n"),
        ("[s]\r\nk = old\r\n", "[s]\r\nk = new\r\n"),
        ("[s]\nk = old", "[s]\nk = new"),
        ("[s]\nK = old\n", "[s]\nK = new\n"),
        ("[s]\nk = 1\nk = 2\n", "[s]\nk = 1\nk = new\n"),
        ("[s]\nk = a\nk += b\n", "[s]\nk = a\nk = new\n"),
        ("[s]\nk =\n", "[s]\nk = new\n"),
        ("[s]\nk=\n", "[s]\nk=new\n"),
        ("[s]\nk = ; c\n", "[s]\nk = new ; c\n"),
        ("[s]\nk = a ;-- c --; b\n", "[s]\nk = new ;-- c --;\n"),
        ("[s]\n;k = 1\nj = 1\n\n[t]\n", "[s]\n;k = 1\nj = 1\nk = new\n\n[t]\n"),
        ("[s]", "[s]\nk = new\n"),
        ("; nothing", "; nothing\n[s]\nk = new\n"),
        ("", "[s]\nk = new\n"),
        ("[x]\r\n", "[x]\r\n[s]\r\nk = new\r\n"),
        ("[t](!)\nk = 1\n[s](t)\n", "[t](!)\nk = 1\n[s](t)\nk = new\n"),
        ("[s]\nj = 1\n;--\n--;\n[t]\n", "[s]\nj = 1\nk = new\n;--\n--;\n[t]\n"),
        ("[S]\nk = old\n", "[S]\nk = new\n"),
        ("[s]\na = 1\n[s]\nk = old\n", "[s]\na = 1\n[s]\nk = new\n"),
    ],
)
def test_only_the_one_line_changes(before: str, after: str) -> None:
    assert set_in(before, "k", "new") == after


def test_semicolon_is_escaped() -> None:
    assert set_in("[s]\nk = 1\n", "k", "a;b") == "[s]\nk = a\\;b\n"


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\0b", " a", "a ", "\ta", "\x01a", "\ud800"])
def test_value_that_asterisk_would_not_read_back_is_refused(value: str) -> None:
    with pytest.raises(ConfValueError) as caught:
        set_in("[s]\n", "password", value)
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("value", "next_step"),
    [(True, '"yes" or "no"'), (8089, '"8089"'), (["a", "b"], '"a,b"'), (None, "one text")],
)
def test_what_is_no_text_is_refused(value: Any, next_step: str) -> None:
    with pytest.raises(ConfValueError, match="no text") as caught:
        with_setting(ConfDocument("[a]\n"), "a", "b", value)
    assert next_step in caught.value.next_step


def test_refusal_does_not_show_the_value() -> None:
    with pytest.raises(ConfValueError) as caught:
        set_in("[s]\n", "password", "hunter2\n")
    assert "hunter2" not in str(caught.value)


def test_value_longer_than_a_line_is_refused() -> None:
    with pytest.raises(ConfValueError, match="too long"):
        set_in("[s]\n", "k", "x" * 8190)


@pytest.mark.parametrize("key", ["", "a=b", "[a", "#a", "\\a", "a+", " a", "a\n"])
def test_key_that_asterisk_would_read_otherwise_is_refused(key: str) -> None:
    with pytest.raises(ConfValueError):
        set_in("[s]\n", key, "v")


@pytest.mark.parametrize("section", ["", "a]b", "a\nb"])
def test_section_that_asterisk_would_read_otherwise_is_refused(section: str) -> None:
    with pytest.raises(ConfValueError):
        set_in("[s]\n", "k", "v", section=section)


def test_section_with_a_semicolon_is_escaped() -> None:
    text = set_in("", "k", "v", section="a;b")
    assert ConfDocument(text).get("a;b", "k") == "v"


def test_nothing_is_written_into_a_comment_without_end() -> None:
    with pytest.raises(ConfSyntaxError, match="can't be set"):
        set_in(";-- open\n[s]\n", "k", "v")


def test_removing_takes_the_lines_out_and_nothing_else() -> None:
    text = "[s]\nk = 1 ; c\nj = 1\nK = 2\n[t]\nk = 3\n"
    assert without_setting(ConfDocument(text), "s", "k") == "[s]\nj = 1\n[t]\nk = 3\n"


def test_removing_keeps_a_block_comment_that_begins_in_the_line() -> None:
    text = without_setting(ConfDocument("[s]\nk = 1 ;-- c\nd --;\nj = 1\n"), "s", "k")
    assert text == "[s]\n ;-- c\nd --;\nj = 1\n"


def test_removing_what_is_not_there_changes_nothing() -> None:
    for text in HEALTHY.values():
        assert without_setting(ConfDocument(text), "general", "nothing") == text
