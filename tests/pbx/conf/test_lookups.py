"""What others read out of the files: where the web server listens, and who may log in."""

from __future__ import annotations

import pytest

from arinb.pbx.conf import HttpAddress, User, first_user, http_address
from arinb.pbx.conf.ari import users
from tests.pbx.conf.samples import HEALTHY, TUTORIAL


@pytest.mark.parametrize(
    ("text", "expected", "url"),
    [
        (
            HEALTHY["http.conf"],
            HttpAddress(True, "127.0.0.1", 18088, tls_host="127.0.0.1"),
            "http://127.0.0.1:18088",
        ),
        (
            TUTORIAL["http.conf"],
            HttpAddress(True, "0.0.0.0", 8088, tls_host="0.0.0.0"),
            "http://127.0.0.1:8088",
        ),
        (
            "[General]\nEnabled=on\nbindaddr=[::1]\nbindport=80x\nprefix=a\n",
            HttpAddress(True, "::1", 8088, "/a", tls_host="::1"),
            "http://[::1]:8088/a",
        ),
        (
            "[general]\nenabled=1\nbindaddr=::\ntlsenable=yes\ntlsbindaddr=[::1]:443\n",
            HttpAddress(True, "::", 8088, "", True, "::1", 443),
            "http://[::1]:8088",
        ),
        (
            "[general]\nenabled=y\nbindaddr=127.0.0.1:8090\nbindport=1\n",
            HttpAddress(True, "127.0.0.1", 8090, tls_host="127.0.0.1"),
            "http://127.0.0.1:8090",
        ),
        (
            "[general]\nenabled=no\nbindaddr=localhost\n",
            HttpAddress(False, "localhost", 8088, tls_host="localhost"),
            "http://localhost:8088",
        ),
    ],
)
def test_http_address(text: str, expected: HttpAddress, url: str) -> None:
    assert http_address(text) == expected
    assert http_address(text).url == url


@pytest.mark.parametrize("text", ["", "[genral]\nenabled=yes\n", "[general]\nenabled=yes\n[x\n"])
def test_server_is_off_where_asterisk_reads_nothing(text: str) -> None:
    assert not http_address(text).enabled


def test_only_the_first_general_counts() -> None:
    address = http_address(HEALTHY["http.conf"] + "[general]\nenabled=no\nbindport=1\n")
    assert (address.enabled, address.port) == (True, 18088)


def test_first_user() -> None:
    assert first_user(TUTORIAL["ari.conf"]) == User("asterisk", "asterisk")
    assert first_user(HEALTHY["ari.conf"]) == User("learner", "q4Zr-81_x")


@pytest.mark.parametrize(
    "text", ["", "[a]\ntype=user\n", "[a]\npassword=x\n", "[a]\ntype=user\npassword=x\n[b\n"]
)
def test_there_may_be_no_user(text: str) -> None:
    assert first_user(text) is None


def test_users_of_a_template() -> None:
    text = "[u](!)\ntype=user\nread_only=yes\n[a](u)\npassword=a\\;b\n[b](u)\npassword=$6$x\n"
    found = users(text + "password_format=crypt\n")
    assert found == [User("a", "a;b", True), User("b", "$6$x", True, "crypt")]
    assert [user.password_is_known for user in found] == [False, False]


def test_repr_of_a_user_shows_no_password() -> None:
    assert "hunter2" not in repr(User("a", "hunter2")) + str(User("a", "hunter2"))
