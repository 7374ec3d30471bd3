"""What the reader, the writer and the checks say is what the real Asterisk does, 22 and 16."""

from __future__ import annotations

import base64
import http.client
import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from arinb.pbx.conf import ConfDocument, http_address
from arinb.pbx.private import PrivateAsterisk

if TYPE_CHECKING:
    from arinb.pbx.find import Program

PASSWORDS = """
a;b ;a a; ;; ;--a ;--a--;b --; a--;b a+b a@b a:b a=b =a =>a >a +=a a\\b \\ \\\\ \\; a\\;b \\n
"a" [a] (a) <a> #include ${X} %20 a,b a|b ! * pä€ß 𝄞
""".split()  # noqa: SIM905 - much easier to read than a list of quoted ones
PASSWORDS += ["a b", "a  b", "a\tb", "a\x01b", "a ; b", "x" * 240]
GENERAL = "[general]\nenabled = yes\n"
USER = "[ann]\ntype = user\npassword = q4Zr-81_x\n"


@pytest.fixture(scope="module")
def shared(program: Program) -> Iterator[PrivateAsterisk]:
    with PrivateAsterisk(program=program) as pbx:
        yield pbx


def log_in(pbx: PrivateAsterisk, name: str = "ann", password: str = "q4Zr-81_x") -> int:
    """The status that Asterisk answers to this user, or 0 where nothing listens."""
    address = http_address(pbx.conf["http.conf"].text)
    login = base64.b64encode(f"{name}:{password}".encode("utf-8", "surrogateescape")).decode()
    connection = http.client.HTTPConnection("127.0.0.1", address.port or pbx.http_port, timeout=5)
    try:
        connection.request("GET", "/ari/applications", headers={"Authorization": f"Basic {login}"})
        return connection.getresponse().status
    except ConnectionRefusedError:
        return 0
    finally:
        connection.close()


def test_password_that_was_set_opens_ari(program: Program) -> None:
    pbx = PrivateAsterisk(program=program, blank=True)
    http_conf, ari_conf = pbx.conf["http.conf"], pbx.conf["ari.conf"]
    http_conf.write(f"{GENERAL}bindaddr = 127.0.0.1\nbindport = {pbx.http_port}\n")
    ari_conf.write("[general]\nenabled = yes ; a comment\n")
    for number, password in enumerate(PASSWORDS):
        ari_conf.set(f"user{number}", "type", "user")
        ari_conf.set(f"user{number}", "password", password)
    assert not ari_conf.findings
    with pbx:
        for number, password in enumerate(PASSWORDS):
            assert ari_conf.get(f"user{number}", "password") == password
            assert log_in(pbx, f"user{number}", password) == 200, password
        assert log_in(pbx, "user0", "another") == 401


TOKENS = """
; -- ;-- --; - \\ \\; = => > += + a b " [ ] ( ! # é , : A
""".split()  # noqa: SIM905 - much easier to read than a list of quoted ones
TOKENS += [" ", "\t"]


def any_text(dice: random.Random) -> str:
    """A dialplan file with globals that are hard to read."""
    lines = ["[general]", "clearglobalvars = yes", "[globals]"]
    for _ in range(dice.randint(1, 5)):
        before = dice.choice([*[""] * 6, " ", "\\", ";-- ", "x --; "])
        equals = dice.choice(["=", " = ", "=>", " => ", "+=", " += ", "= "])
        tail = "".join(dice.choices(TOKENS, k=dice.randint(0, 7)))
        lines.append(f"{before}{dice.choice('ABC')}{equals}{tail}")
    return "\n".join([*lines, "[default]", "exten => 1,1,NoOp()"]) + dice.choice(["", "\n"])


def global_variables(pbx: PrivateAsterisk) -> dict[str, str]:
    shown = str(pbx.cli("dialplan show globals"))
    found = re.findall(r"^   (.*?)=(.*?)\n(?=   \S|\n)", shown, re.MULTILINE | re.DOTALL)
    return {name: value for name, value in found if value and re.fullmatch(r"\w+", name)}


def test_reader_reads_what_asterisk_reads(shared: PrivateAsterisk) -> None:
    dice = random.Random(20)
    before = shared.conf["extensions.conf"].text
    checked = 0
    try:
        for text in (any_text(dice) for _ in range(150)):
            document = ConfDocument(text)
            if document.fatal:
                continue
            shared.conf["extensions.conf"] = text
            shared.cli("dialplan reload")
            ours = {
                setting.name: setting.value
                for section, setting in document.settings()
                if section.name == "globals" and re.fullmatch(r"\w+", setting.name)
            }
            theirs = global_variables(shared)
            assert {k: v for k, v in ours.items() if v} == theirs, text
            checked += len(theirs)
    finally:
        shared.conf["extensions.conf"] = before
    assert checked > 100


# What a file does in Asterisk 22 and in 16: the status of a request, 0 for a refused connection.
OUTCOMES = [
    ("http.conf", "[General]\nEnabled = yes\nbindaddr = 127.0.0.1\nbindport = {port}\n", 200, 200),
    ("http.conf", "[ general ]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = {port}\n", 0, 0),
    ("http.conf", "[general]\nenabled = yes\nbindport = {port}\n", 0, 0),
    ("http.conf", "[general]\nenabled = yes\n[general]\nbindaddr = 127.0.0.1\n", 0, 0),
    (
        "http.conf",
        "[general]\nenabled = yes\nbindaddr = 127.0.0.1:{port}\nbindport = 1\n",
        200,
        200,
    ),
    ("http.conf", "[general]\nenabled = yes\nbindaddr = 127.0.0.1/x\nbindport = {port}\n", 0, 0),
    ("http.conf", "[general]\nenabled = yes\nbindaddr = 127.0.0.256\nbindport = {port}\n", 0, 0),
    ("http.conf", "bindport = {port}\n[general]\nenabled = yes\nbindaddr = 127.0.0.1\n", 0, 0),
    ("ari.conf", f"[General]\nenabled = yes\n{USER}", 404, 200),
    ("ari.conf", USER, 404, 200),
    ("ari.conf", f"{GENERAL}{USER}[general]\npretty = yes\n", 404, 200),
    ("ari.conf", f"{GENERAL}nonsense = x\n{USER}", 404, 404),
    ("ari.conf", f"[general]\nEnabled = yes\n{USER}", 404, 200),
    ("ari.conf", f"{GENERAL}{USER}nonsense = x\n", 401, 404),
    ("ari.conf", f"{GENERAL}{USER}password_format = md5\n", 401, 404),
    ("ari.conf", f"{GENERAL}{USER}[ann]\ntype = user\npassword = other\n", 401, 401),
    ("ari.conf", f"{GENERAL}{USER}".replace("type = user\n", ""), 401, 404),
    ("ari.conf", f"{GENERAL}{USER}".replace("q4Zr", "q4Zr;"), 401, 401),
    ("ari.conf", f"{GENERAL}[u](!)\ntype = user\n[ann]( u )\npassword = q4Zr-81_x\n", 404, 404),
    ("ari.conf", f'{GENERAL}{USER}#include "none.conf"\n', 404, 404),
    ("ari.conf", f"{GENERAL}auth_realm = a--;\n{USER}", 401, 401),
    ("ari.conf", f'{GENERAL}{USER}#tryinclude "none.conf"\n', 200, 200),
    ("ari.conf", f"{GENERAL}[u](!)\ntype = user\n[ann](U)\npassword = q4Zr-81_x\n", 200, 200),
    ("ari.conf", f"\ufeff{GENERAL}{USER}".replace("\n", "\r\n"), 200, 200),
]


@pytest.mark.parametrize(("name", "text", "status_22", "status_16"), OUTCOMES)
def test_findings_foretell_what_happens(
    program: Program, name: str, text: str, status_22: int, status_16: int
) -> None:
    pbx = PrivateAsterisk(program=program)
    conf = pbx.conf
    conf["http.conf"] = f"{GENERAL}bindaddr = 127.0.0.1\nbindport = {pbx.http_port}\n"
    conf["ari.conf"] = GENERAL + USER
    conf[name] = text.format(port=pbx.http_port)
    errors = conf["http.conf"].findings.errors or conf["ari.conf"].findings
    with pbx:
        assert log_in(pbx) == (status_22 if program.major > 16 else status_16)
    assert bool(errors) == (status_22 != 200)


def test_dialplan_keeps_and_skips_the_lines_that_the_check_says(program: Program) -> None:
    lines = [
        "exten => 1000,1,noop()",
        "same => n,ANSWER",
        "same => n Hangup()",
        "exten => 2,NoOp()",
        "exten => 3,1,NoOp(x",
        "exten => 4,x,NoOp()",
        "extern => 5,1,NoOp()",
        "exten => 3,1,Hangup()",
        "exten => ,1,NoOp()",
        "exten => _[6,7]X,1(a),NoOp()",
        "exten => _[6,7]X,a,Hangup()",
        "exten => _[6,7]X,n+3,Hangup()",
    ]
    with PrivateAsterisk(program=program) as pbx:
        pbx.conf["extensions.conf"] = "[default]\n" + "\n".join(lines) + "\n[globals]\n"
        pbx.cli("dialplan reload")
        shown = str(pbx.cli("dialplan show default"))
        kept = {int(number) for number in re.findall(r"extensions\.conf:(\d+)\]", shown)}
        skipped = {f.line for f in pbx.conf["extensions.conf"].findings if "skips" in f.why}
    assert kept | skipped == set(range(2, 2 + len(lines)))
    assert not kept & skipped
