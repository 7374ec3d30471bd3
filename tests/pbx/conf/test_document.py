"""Reading as Asterisk reads: each case below was measured on Asterisk 22 and 16."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.pbx.conf import ConfDocument
from arinb.pbx.conf.lines import LONGEST_LINE

WORDS = "[a] [b](!) [c](b) [a](+) k = => += ; ;-- --; \\; \\ v é # #include ( ]"
ODD = ["\n", "\t", "\x00", "\r", "�", "\ufeff", "\r\n", "\n"]
CONF_TEXT = st.lists(st.sampled_from([*WORDS.split(), *ODD, " "])).map("".join)


def value(body: str) -> str | None:
    return ConfDocument(f"[s]\nk{body}\n").get("s", "k")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (" = v", "v"),
        ("=v", "v"),
        (" => v", "v"),
        ("=>v", "v"),
        ("= >v", ">v"),
        (" \t=\t v \t", "v"),
        (" = a b", "a b"),
        (' = "v"', '"v"'),
        (" = a=b", "a=b"),
        (" = v ; comment", "v"),
        (" = v;comment", "v"),
        (" = a\\;b", "a;b"),
        (" = a\\;b ; c", "a;b"),
        (" = \\;", ";"),
        (" = a\\\\;b", "a\\;b"),
        (" = a\\b", "a\\b"),
        (" = a ;-- c --; b", "a  b"),
        (" = a ;-- c ;-- d --; e --; b", "a  b"),
        (" = a ;--- c", "a"),
        (" = a\\;-- b", "a;-- b"),
        (" = secret--;x", "secret--;x"),
        (" =", ""),
        (" = v\r", "v"),
        (" = a\rb", "a\rb"),
        (" = v\0hidden", "v"),
        (" = v\nK = w", "w"),
        (" = v\nk += w", "v w"),
        (" = v\nk +=w", "vw"),
        (" += w", "w"),
    ],
)
def test_value_is_read_as_asterisk_reads_it(body: str, expected: str) -> None:
    assert value(body) == expected


@given(CONF_TEXT)
def test_nothing_is_lost(text: str) -> None:
    assert ConfDocument(text).text == text


@given(st.text(st.characters(codec="utf-8")))
def test_nothing_of_any_text_is_lost(text: str) -> None:
    assert ConfDocument(text).text == text


@given(st.binary())
def test_nothing_of_any_bytes_is_lost(data: bytes) -> None:
    document = ConfDocument(data.decode("utf-8", "surrogateescape"))
    assert document.text.encode("utf-8", "surrogateescape") == data


def test_template_gives_its_settings_and_is_no_section_itself() -> None:
    document = ConfDocument("[t](!)\na = 1\nb = 1\n[s](t)\nb = 2\n")
    assert (document.get("s", "a"), document.get("s", "b")) == ("1", "2")
    assert document.get("t", "a") is None


def test_section_can_be_added_to() -> None:
    document = ConfDocument("[s]\na = 1\n[x]\n[S](+)\nb = 2\n")
    assert document.get("s", "b") == "2"
    assert document.sections[0].lines == [1, 4]


def test_section_can_be_added_to_by_type() -> None:
    text = "[p]\ntype=auth\n[p]\ntype=aor\n[p](+type=aor)\nk=1\n[p](+type=endpoint)\n"
    document = ConfDocument(text)
    assert [section.value("k") for section in document.sections] == ["", "1", ""]
    assert document.fatal is not None
    assert document.fatal.line == 7


def test_section_may_inherit_from_several_and_from_ordinary_ones() -> None:
    document = ConfDocument("[a]\nx=1\n[b](!)\ny=2\n[c](a,b)\n")
    assert (document.get("c", "x"), document.get("c", "y")) == ("1", "2")


def test_block_comment_hides_lines() -> None:
    document = ConfDocument("[s]\n;-- a\nk = 1\n--;\nj = 2\n;-- b\nj = 3\n")
    assert document.get("s", "k") is None
    assert document.get("s", "j") == "2"
    assert [(p.kind, p.line) for p in document.problems] == [("open-comment", 6)]


def test_stray_end_of_a_block_comment_hides_all_that_follows() -> None:
    document = ConfDocument("[s]\na = 1--;\nb = 2\n")
    assert (document.get("s", "a"), document.get("s", "b")) == ("1--;", None)
    assert [(p.kind, p.line) for p in document.problems] == [("stray-end", 2)]


def test_byte_order_mark_is_skipped() -> None:
    assert ConfDocument("\ufeff[s]\nk = 1\n").get("s", "k") == "1"


def test_line_may_be_8191_bytes_with_its_end_and_no_longer() -> None:
    fits = "k = " + "x" * (LONGEST_LINE - 5)
    assert ConfDocument(f"[s]\n{fits}\n").get("s", "k") is not None
    assert ConfDocument(f"[s]\n{fits}x\n").get("s", "k") is None
    assert ConfDocument(f"[s]\n{fits}x").get("s", "k") is None


@pytest.mark.parametrize(
    ("text", "kind", "fatal"),
    [
        ("[s\nk=1\n", "unclosed-bracket", True),
        ("[s](!\nk=1\n", "unclosed-options", True),
        ("k=1\n[s]\n", "before-section", True),
        ("[s](t)\n", "no-template", True),
        ("[t](!)\n[s]( t )\n", "no-template", True),
        ("[s](+)\n", "no-section-to-add-to", True),
        ("[s]\n\\\n", "bad-escape", True),
        ("[s]\n\\é = 1\n", "bad-escape", True),
        ("[s]\nword\n", "no-equals", False),
        ("[s]\n= v\n", "no-name", False),
        ("[s]\n#inclde f\n", "unknown-directive", False),
        ("[s]\n#include\n", "directive-without-file", False),
        ("[s] k=1\n", "after-header", False),
        ("[s] (!)\n", "after-header", False),
    ],
)
def test_problems_are_told(text: str, kind: str, fatal: bool) -> None:
    (problem,) = ConfDocument(text).problems
    assert (problem.kind, problem.fatal) == (kind, fatal)


def test_first_character_may_be_escaped() -> None:
    assert ConfDocument("[s]\n\\[k = 1\n").get("s", "[k") == "1"


def test_includes_are_seen() -> None:
    document = ConfDocument(
        '#include "a.conf"\n#tryinclude <b.conf>\n#exec\t/bin/c d\n#Include e\n'
    )
    assert [(i.kind, i.target) for i in document.includes] == [
        ("include", "a.conf"),
        ("tryinclude", "b.conf"),
        ("exec", "/bin/c d"),
        ("include", "e"),
    ]


def test_repr_shows_no_password() -> None:
    document = ConfDocument("[s]\npassword = hunter2\n")
    assert "hunter2" not in repr(document) + repr(document.sections) + repr(document.lines)
    assert "hunter2" not in str(document)
