"""What the program sends, compared with ari.conf, without a word of either password."""

from __future__ import annotations

import pytest

from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.setups import (
    added,
    assert_told,
    changed,
    diagnosed,
    elsewhere,
    scene_of,
    started,
)


@pytest.mark.parametrize(
    ("name", "where", "fix"),
    [
        ("Asterisk", 'username="Asterisk"', 'username="asterisk"'),
        ("asterix", 'username="asterix"', 'username="asterisk"'),
        ("asterisk ", 'username="asterisk "', 'username="asterisk"'),
        ("somebody", 'username="somebody"', 'username="asterisk"'),
    ],
)
def test_another_user(name: str, where: str, fix: str, shared_pbx: PrivateAsterisk) -> None:
    diagnosis = diagnosed(scene_of(shared_pbx, username=name))
    assert_told(diagnosis, "credentials", where, fix, shared_pbx.password)
    assert "lists asterisk." in diagnosis.findings[0].evidence


@pytest.mark.parametrize(
    ("written", "sent", "where", "fix"),
    [
        ("correct-horse", "Correct-Horse", "password=", "case"),
        ("correct-horse", "correct-horse ", "password=", "space"),
        ("correct-horse", "\tcorrect-horse", "password=", "ari.conf"),
        ("correct+horse", "correct horse", "password=", "%2B"),
        ("correct horse", "correct+horse", "password=", "unquote"),
        ("correct@horse", "correct%40horse", "password=", "%40"),
        ('"correct-horse"', "correct-horse", "ari.conf:", "quotation marks out of the file"),
        ("correct-horse", "'correct-horse'", "password=", "without the quotation marks"),
        ("correct-horse", "battery-staple", "password=", "ari.conf:9"),
        ("correct-horse", "other-password", "password=", 'username="other"'),
        ("correct-horse", "", "password=", "password="),
    ],
    ids=["case", "space", "tab", "plus", "space-as-plus", "percent", "quotes-in-file",
         "quotes-sent", "another", "of-another-user", "none"],
)  # fmt: skip
def test_another_password(
    written: str, sent: str, where: str, fix: str, program_22: Program
) -> None:
    with started(program_22) as pbx:
        pbx.conf["ari.conf"].set("asterisk", "password", written)
        added("ari.conf", "\n[other]\ntype = user\npassword = other-password\n")(pbx)
        pbx.reload()
        diagnosis = diagnosed(scene_of(pbx, password=sent))
        told = elsewhere(pbx, password=sent) if sent.isprintable() and sent else diagnosis
    assert_told(diagnosis, "credentials", where, fix, written, sent)
    if told is not diagnosis:
        assert_told(told, "credentials", pbx.url, "ari.conf", written, sent)


def test_a_file_that_is_not_utf_8(program_22: Program) -> None:
    with started(program_22) as pbx:
        path = pbx.conf["ari.conf"].path
        text = path.read_text().replace(pbx.password, "schlüssel")
        path.write_bytes(text.encode("latin-1"))
        pbx.reload()
        diagnosis = diagnosed(scene_of(pbx, password="schlüssel"))
    assert_told(diagnosis, "credentials", "ari.conf:", "UTF-8", "schlüssel")


def test_a_password_that_was_changed_and_not_reloaded(program_22: Program) -> None:
    with started(program_22) as pbx:
        pbx.conf["ari.conf"].set("asterisk", "password", "brand-new")
        diagnosis = diagnosed(scene_of(pbx))
        assert_told(diagnosis, "credentials", "ari.conf:9", "pbx.reload()", "brand-new")
        pbx.reload()
        assert diagnosed(scene_of(pbx)).ok


def test_no_user_is_named(shared_pbx: PrivateAsterisk) -> None:
    diagnosis = elsewhere(shared_pbx, username="")
    assert_told(diagnosis, "credentials", "username=", "username=", shared_pbx.password)


def test_the_user_and_the_password_in_the_url(shared_pbx: PrivateAsterisk) -> None:
    url = shared_pbx.url.replace("://", f"://asterisk:{shared_pbx.password}@")
    diagnosis = elsewhere(shared_pbx, url=url, username="", password="")
    assert diagnosis.ok, diagnosis
    assert shared_pbx.password not in str(diagnosis)


@pytest.mark.parametrize("password", ["a;b", "a+b&c=d", "pässwort", "with space", "%41", "a\\b"])
def test_signs_that_are_right(password: str, program_22: Program) -> None:
    with started(program_22) as pbx:
        pbx.conf["ari.conf"].set("asterisk", "password", password)
        pbx.reload()
        diagnosis = diagnosed(scene_of(pbx))
        assert diagnosis.ok, diagnosis


def test_blanks_in_the_brackets(program_22: Program) -> None:
    with started(program_22, changed("ari.conf", "[asterisk]", "[ asterisk ]")) as pbx:
        told = diagnosed(scene_of(pbx, username="asterisk"))
        assert_told(told, "credentials", "ari.conf:", "[asterisk]", pbx.password)
