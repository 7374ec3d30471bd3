from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.panels.dots import Dots, passwords_of, without
from arinb.pbx.conf.secrets import MASK
from arinb.pbx.private import PrivateAsterisk

ARI = "[general]\nenabled = yes\n\n[asterisk]\npassword = secret ; mine\n;password = older\n"
TWO = f"[general]\nenabled = yes\n\n[asterisk]\npassword = {MASK} ; mine\n;password = {MASK}₂\n"


def test_each_password_has_its_dots() -> None:
    assert Dots().hide(ARI) == TWO


def test_the_same_password_has_the_same_dots() -> None:
    text = "password = one\npassword = two\nsecret = one\n"
    assert Dots().hide(text) == f"password = {MASK}\npassword = {MASK}₂\nsecret = {MASK}\n"


def test_lines_with_dots_can_be_moved_and_copied() -> None:
    dots = Dots()
    lines = dots.hide(ARI).splitlines(keepends=True)
    assert dots.reveal("".join(lines[::-1])) == "".join(ARI.splitlines(keepends=True)[::-1])
    assert dots.reveal(lines[5] * 2) == ";password = older\n" * 2


@given(
    st.lists(st.sampled_from([*ARI.splitlines(), "password", "password=a;b", "\tpassword => x"]))
)
def test_what_is_hidden_is_revealed(lines: list[str]) -> None:
    text, dots = "\n".join(lines), Dots()
    assert dots.reveal(dots.hide(text)) == text


@given(st.text(alphabet="password=•; \n[]-\\x\r\t\0"))
def test_whatever_the_text(text: str) -> None:
    dots = Dots()
    assert dots.reveal(dots.hide(text)) == text


@pytest.mark.parametrize("value", [MASK[1:], f"{MASK}x", f"x{MASK}", f"{MASK}₃", "•"])
def test_dots_that_stand_for_nothing_are_a_mistake(value: str) -> None:
    dots = Dots()
    dots.hide(ARI)
    (found,) = dots.mistakes("ari.conf", f"[asterisk]\npassword = {value}\n")
    assert (found.line, found.severity) == (2, "error")
    assert "password" in found.fix


def test_dots_elsewhere_are_a_mistake() -> None:
    dots = Dots()
    dots.hide(ARI)
    (found,) = dots.mistakes("ari.conf", f"{TWO}word = {MASK}\n")
    assert found.line == 7
    assert dots.mistakes("ari.conf", TWO) == []


def test_asterisks_own_words_have_no_passwords(shared_pbx: PrivateAsterisk) -> None:
    passwords = passwords_of(shared_pbx.conf)
    assert shared_pbx.password in passwords
    assert without(f"x{shared_pbx.password}y", passwords) == f"x{MASK}y"
    assert without("  password   : whatever", ()) == f"  password   : {MASK}"
    assert without("  password   :", ()) == "  password   :"
    assert without(" username   : me", ()) == " username   : me"
