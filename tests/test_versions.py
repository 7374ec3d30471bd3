"""Which Asterisk has what."""

from __future__ import annotations

import pytest

from arinb.versions import in_words, knows, numbers, version_in


@pytest.mark.parametrize(
    ("version", "since", "has_it"),
    [
        ("16.28.0", "", True),
        ("16.28.0", "12.0", True),
        ("16.28.0", "13.26/16.3", True),
        ("16.2.1", "13.26/16.3", False),
        ("15.7.4", "13.26/16.3", False),
        ("17.0.0", "13.26/16.3", True),
        ("16.28.0", "20.20/22.10/23.4", False),
        ("21.12.0", "20.20/22.10/23.4", False),
        ("22.10.1", "20.20/22.10/23.4", True),
        ("22.9.9", "20.20/22.10/23.4", False),
        ("23.3.0", "20.20/22.10/23.4", False),
        ("24.0.0", "20.20/22.10/23.4", True),
        ("22.10.1+dfsg+~cs6", "22.10", True),
    ],
)
def test_a_version_has_what_its_branch_got(version: str, since: str, has_it: bool) -> None:
    assert knows(version, since) is has_it


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("22.10.1+dfsg+~cs6.17.60671434-1", "22.10.1"),
        ("16.28.0~dfsg-0+deb11u4", "16.28.0"),
        ("GIT-23-abcdef", "23"),
        ("certified/20.7-cert2", "20.7"),
        ("", ""),
    ],
)
def test_the_version_in_what_an_asterisk_says(said: str, version: str) -> None:
    assert version_in(said) == version


def test_numbers() -> None:
    assert numbers("22.10.1") == (22, 10)
    assert numbers("nonsense") == (0,)


def test_in_words() -> None:
    assert in_words("12.0") == "12.0"
    assert in_words("16.6/17.1") == "16.6 or 17.1"
    assert in_words("20.20/22.10/23.4") == "20.20, 22.10 or 23.4"
