"""The checks of the four files: what is found, where, and how severe it is."""

from __future__ import annotations

import pytest

from arinb.pbx.conf import Finding, check
from tests.pbx.conf.samples import HEALTHY, TUTORIAL

HTTP = "[general]\nenabled = yes\nbindaddr = 127.0.0.1\n"
ARI = "[general]\nenabled = yes\n[ann]\ntype = user\npassword = q4Zr-81_x\n"
PJSIP = HEALTHY["pjsip.conf"]


def only(name: str, text: str) -> Finding:
    (finding,) = check(name, text)
    return finding


def test_tutorial_gets_its_two_warnings_and_no_more() -> None:
    found = [finding for name, text in TUTORIAL.items() for finding in check(name, text)]
    assert [(f.file, f.line, f.severity) for f in found] == [
        ("http.conf", 3, "warning"),
        ("ari.conf", 8, "warning"),
    ]
    assert "0.0.0.0" in found[0].what
    assert "password" in found[1].what


def _patient(value: str) -> str:
    return ARI.replace("[ann]", f"websocket_write_timeout = {value}\n[ann]")


@pytest.mark.parametrize("name", HEALTHY)
def test_healthy_file_has_no_findings(name: str) -> None:
    assert not check(name, HEALTHY[name], version="16.28.0")


@pytest.mark.parametrize(
    ("text", "line", "severity", "words"),
    [
        ("", 1, "error", "no [general]"),
        ("; nothing here\n", 1, "error", "no [general]"),
        ("[genral]\nenabled = yes\nbindaddr = ::1\n", 1, "error", "[genral]"),
        ("[ general ]\nenabled = yes\nbindaddr = ::1\n", 1, "error", "[ general ]"),
        ("[general](!)\nenabled = yes\nbindaddr = ::1\n", 1, "error", "[general](!)"),
        (HTTP + "[general]\nbindport = 1\n", 4, "error", "second [general]"),
        (HTTP.replace("yes", "no"), 2, "error", "switched off"),
        (HTTP.replace("yes", "maybe"), 2, "error", "'maybe' for no"),
        (HTTP.replace("enabled = yes\n", ""), 1, "error", "enabled = yes"),
        (HTTP + "enabled = no\n", 4, "error", "switched off"),
        ("[general]\nenabled = yes\n", 1, "error", "bindaddr"),
        (HTTP.replace("127.0.0.1", ""), 3, "error", "bindaddr"),
        (HTTP.replace("127.0.0.1", "127.0.0.1:x"), 3, "error", "not an address"),
        (HTTP.replace("127.0.0.1", "127.0.0.1/x"), 3, "error", "not an address"),
        (HTTP.replace("127.0.0.1", "0.0.0.0:8089"), 3, "warning", "all network interfaces"),
        (HTTP.replace("127.0.0.1", "[::1]:80") + "bindport = 81\n", 4, "warning", "port 80"),
        (HTTP + "prefix = /x\n", 4, "warning", "begins with a /"),
        (HTTP.replace("127.0.0.1", "http://localhost"), 3, "error", "not an address"),
        (HTTP.replace("127.0.0.1", "127.0.0.256"), 3, "error", "not an address"),
        (HTTP.replace("127.0.0.1", "::"), 3, "warning", "all network interfaces"),
        (HTTP.replace("127.0.0.1", "192.0.2.7"), 3, "warning", "others can reach"),
        (HTTP + "bindport = 80x\n", 4, "error", "not a port"),
        (HTTP + "bindport = 65536\n", 4, "error", "not a port"),
        (HTTP + "bindport = 0\n", 4, "error", "not a port"),
        (HTTP + "port = 80\n", 4, "warning", "Did you mean bindport?"),
        (HTTP + "enbled = 80\n", 4, "warning", "Did you mean enabled?"),
        (HTTP + "tlsenable = yes\n", 4, "error", "no certificate"),
    ],
)
def test_http_conf(text: str, line: int, severity: str, words: str) -> None:
    finding = only("http.conf", text)
    assert (finding.line, finding.severity) == (line, severity)
    assert words in finding.what
    assert finding.why
    assert finding.fix


@pytest.mark.parametrize(
    "text",
    [
        HTTP.replace("general", "General"),
        HTTP.replace("enabled", "Enabled"),
        HTTP.replace("127.0.0.1", "localhost"),
        HTTP.replace("127.0.0.1", "::1"),
        HTTP.replace("127.0.0.1", "[::1]"),
        HTTP.replace("127.0.0.1", "127.0.0.1:8089"),
        HTTP + "tlsenable = yes\ntlscertfile = a.pem\nprefix = x\n[/x]\ntype = restriction\n",
        '#include "other.conf"\n',
        '[general]\n#include "other.conf"\n',
    ],
)
def test_http_conf_that_works(text: str) -> None:
    assert not check("http.conf", text)


@pytest.mark.parametrize(
    ("text", "line", "severity", "words"),
    [
        (ARI.replace("general", "General"), 1, "error", "[General]"),
        (ARI.replace("general", "genral"), 1, "error", "[genral]"),
        (ARI.removeprefix("[general]\nenabled = yes\n"), 1, "error", "no [general]"),
        (ARI + "[general]\npretty = yes\n", 6, "error", "second [general]"),
        (ARI.replace("enabled = yes", "enabled = no"), 2, "error", "switched off"),
        (ARI.replace("enabled = yes", "enabled = si"), 2, "error", "'si' for no"),
        (ARI.replace("enabled", "Enabled"), 2, "error", "Did you mean enabled?"),
        (ARI.replace("[ann]", "prety = yes\n[ann]"), 3, "error", "Did you mean pretty?"),
        (ARI.replace("[ann]", "nonsense = yes\n[ann]"), 3, "error", "nonsense"),
        (_patient("100ms"), 3, "error", "number of milliseconds: 100ms"),
        (_patient(""), 3, "error", "number of milliseconds: nothing"),
        (_patient("-1"), 3, "error", "number of milliseconds"),
        (_patient("2147483648"), 3, "error", "number of milliseconds"),
        (ARI.replace("password = q4Zr-81_x\n", ""), 3, "error", "no password"),
        (ARI.replace("q4Zr-81_x", ""), 5, "error", "no password"),
        (ARI.replace("q4Zr-81_x", "ann"), 5, "warning", "guess"),
        (ARI.replace("q4Zr-81_x", "secret"), 5, "warning", "guess"),
        (ARI.replace("q4Zr", "q4;Zr"), 5, "warning", "ends at the ;"),
        (ARI.replace("q4Zr", "x" * 250), 5, "error", "too long"),
        (ARI + "readonly = no\n", 6, "error", "Did you mean read_only?"),
        (ARI + "password_format = md5\n", 6, "error", "'md5'"),
        (ARI + "read_only = yes\n", 6, "note", "may only look"),
        (ARI.replace("[ann]", "[a:n]"), 3, "error", "colon"),
        (ARI + "[ann]\ntype = user\npassword = q4Zr-81_x\n", 6, "error", "second section [ann]"),
        ("[general]\nenabled = yes\n", 2, "error", "no user"),
        (ARI + "[ws]\ntype = outbound_websocket\nap = x\n", 8, "error", "Did you mean apps?"),
        (ARI + "[bob]\npassword = x1-y\n", 6, "error", "(type)"),
        (ARI + "[bob]\ntype = usr\n", 7, "error", "Did you mean user?"),
    ],
)
def test_ari_conf(text: str, line: int, severity: str, words: str) -> None:
    finding = only("ari.conf", text)
    assert (finding.line, finding.severity) == (line, severity)
    assert words in finding.what
    assert finding.why
    assert finding.fix


def test_user_without_type_leaves_nobody() -> None:
    found = check("ari.conf", ARI.replace("type = user\n", ""))
    assert [finding.severity for finding in found] == ["error"]
    assert "does not say what it is" in found[0].what


def test_user_with_a_capital_type_is_told_once() -> None:
    found = check("ari.conf", ARI.replace("type = user\n", "type = User\n"))
    assert [finding.fix for finding in found] == ["Write: type = user"]


@pytest.mark.parametrize(
    "text",
    [
        *(_patient(value) for value in ("0", "+5", "0x10", "2147483647")),
        ARI.replace("q4Zr", "q4\\;Zr"),
        ARI.replace("_x", "_x ; a comment"),
        ARI + "password_format = crypt\nread_only = no\npermit = 127.0.0.1\n",
        '[general]\nenabled = yes\n#include "users.conf"\n',
        "[general]\nenabled = yes\n[u](!)\ntype = user\n[ann](u)\npassword = q4Zr-81_x\n",
    ],
)
def test_ari_conf_that_works(text: str) -> None:
    assert not check("ari.conf", text)


@pytest.mark.parametrize(
    ("body", "line", "severity", "words"),
    [
        ("exten => 1,NoOp()", 2, "error", "NoOp stands where the priority belongs"),
        ("exten => 1,Answer", 2, "error", "Answer stands where the priority belongs"),
        ("exten => 1,2,NoOp()", 2, "error", "begins at priority 2"),
        ("exten => 1,n,NoOp()", 2, "error", "can't have the priority n"),
        ("exten => 1,x,NoOp()", 2, "error", "x is no priority"),
        ("exten => 1", 2, "error", "There is no priority in this line"),
        ("exten => 1,n,NoOp()\nsame => n,Answer()\nsame => n,Hangup()", 2, "error", "priority n"),
        ("exten => 1|1|NoOp()\nsame => n,Answer()", 2, "error", "no comma"),
        ("exten => 1.1,NoOp()\nsame => n,Answer()", 2, "error", "NoOp stands where"),
        ("exten => 1;1;NoOp()\nsame => n,Answer()", 2, "error", "There is no priority"),
        ("extension => 1,1,NoOp()\nsame => n,Answer()", 2, "error", "begin with. Did you mean"),
        ("exten -> 1,1,NoOp()\nsame => n,Answer()", 2, "error", "no = in this line"),
        ("same => n,NoOp()\nsame => n,Answer()", 2, "error", "no exten above"),
        ("exten => 1,1,NoOp()\nsame => Stasis(a)", 3, "error", "Stasis stands where"),
        ("exten => 1,1,NoOp()\nsame => n Answer()", 3, "error", "n Answer is no priority"),
        ("same => n,NoOp()", 2, "error", "no exten above"),
        ("exten => 1,1,NoOp(", 2, "warning", "never closed"),
        ("exten => 1,1,Stasis()", 2, "error", "does not name an application"),
        ("exten => 1,1,Stasis", 2, "error", "does not name an application"),
        ("exten => 1,1,Stasis(,a)", 2, "error", "does not name an application"),
        ("exten => 1,1,Anser()", 2, "warning", "Did you mean Answer?"),
        ("exten => 1,1,Stasys(a)", 2, "warning", "Did you mean Stasis?"),
        ("exten => 1,1,Play(a)", 2, "warning", "Did you mean Playback?"),
        ("exten => 1,1", 2, "error", "no application"),
        ("exten => ,1,NoOp()", 2, "error", "no extension"),
        ("exten => 1,1,NoOp()\nexten => 1,1,Hangup()", 3, "error", "already"),
        ("exten => 1,1,NoOp()\nexten => 1,3,Hangup()", 3, "warning", "no priority 2"),
        ("exten => 1XX,1,NoOp()", 2, "warning", "no pattern"),
        ("extern => 1,1,NoOp()", 2, "error", "Did you mean exten?"),
        ("include => deflt", 2, "warning", "Did you mean default?"),
    ],
)
def test_extensions_conf(body: str, line: int, severity: str, words: str) -> None:
    finding = only("extensions.conf", f"[default]\n{body}\n")
    assert (finding.line, finding.severity) == (line, severity)
    assert words in finding.what
    assert finding.why
    assert finding.fix


@pytest.mark.parametrize(
    ("body", "fix"),
    [
        ("exten => 1,1,NoOp()\nsame => Stasis(a)", "same => n,Stasis(…)"),
        ("exten => 1|1|NoOp()", "exten => 1,1,NoOp()"),
        ("exten => 1,Answer()", "exten => 1000,1,Answer()"),
        ("exten => 1000,1,Answer()\nexten => 100,n,Stasis(a)", "Write 1000 in place of 100."),
        ("exten => 1000,1,Answer()\nexten => 2,n,Stasis(a)", "exten => 2,1,Stasis(a)"),
    ],
)
def test_what_to_write_in_extensions_conf(body: str, fix: str) -> None:
    assert fix in only("extensions.conf", f"[default]\n{body}\n").fix


@pytest.mark.parametrize(
    ("text", "severity", "words"),
    [
        ("", "error", "no context"),
        ("[general]\nstatic = yes\n", "error", "no context"),
        ("[defualt]\nexten => 1,1,NoOp()\n", "warning", "[defualt]"),
        ("[Default]\nexten => 1,1,NoOp()\n", "warning", "[Default]"),
    ],
)
def test_context_is_missing_or_misspelt(text: str, severity: str, words: str) -> None:
    finding = only("extensions.conf", text)
    assert finding.severity == severity
    assert words in finding.what


def test_extension_in_general_is_no_extension() -> None:
    found = check("extensions.conf", "[general]\nexten => 1,1,NoOp()\n[default]\n")
    assert [(f.line, f.severity) for f in found] == [(2, "error")]


@pytest.mark.parametrize(
    "body",
    [
        "exten => 1,1,noop()\nsame => n,ANSWER\nsame => n(loop),Wait(1)\nsame => n,Goto(loop)",
        "exten => 1,hint,PJSIP/1\nexten => 1,1,${APP}(x)",
        "exten => _[1,2]XX,1,Set(a=$[1+(2)])",
        "exten => 1,1,NoOp()\nexten => 1,n+9(far),Hangup()",
        "exten => _X.,1,NoOp()\nexten => 12,2,Hangup()",
        "exten => 1,1,MyOwnThing(x)",
        "exten = s,1,NoOp()\nignorepat => 9\nautohints = yes",
    ],
)
def test_dialplan_that_works(body: str) -> None:
    assert not check("extensions.conf", f"[default]\n{body}\n")


def test_context_may_be_written_in_two_parts() -> None:
    text = (
        "[default]\nexten => 1,1,NoOp()\n[x]\nexten => 1,1,NoOp()\n[default]\nexten => 1,2,NoOp()\n"
    )
    assert not check("extensions.conf", text)


@pytest.mark.parametrize(
    ("text", "line", "severity", "words"),
    [
        (PJSIP.replace("type = transport\n", ""), 1, "error", "(type)"),
        (PJSIP.replace("= endpoint", "= enpoint"), 7, "error", "Did you mean endpoint?"),
        (PJSIP.replace("auth = 1000", "auth = 100"), 8, "error", "Did you mean 1000?"),
        (PJSIP.replace("aors = 1000", "aors = 1000,x"), 9, "error", "[x]"),
        (PJSIP.replace("aors = 1000\n", ""), 6, "warning", "no aors"),
        (PJSIP.replace("password = q4Zr-81_x\n", ""), 11, "error", "no password"),
        (PJSIP.replace("username = 1000\n", ""), 11, "error", "no username"),
        (PJSIP.replace("bind = 127.0.0.1\n", ""), 1, "error", "(bind)"),
        (PJSIP.replace("aors", "transport = tcp\naors"), 9, "error", "type = transport"),
        ("", 1, "error", "no transport"),
    ],
)
def test_pjsip_conf(text: str, line: int, severity: str, words: str) -> None:
    finding = next(f for f in check("pjsip.conf", text) if words in f.what)
    assert (finding.line, finding.severity) == (line, severity)
    assert finding.why
    assert finding.fix


@pytest.mark.parametrize(
    ("text", "line", "severity", "words"),
    [
        ("[s\n", 1, "error", "[ of this section"),
        ("[s](\n", 1, "error", "( behind [s]"),
        ("a = 1\n", 1, "error", "before the first section"),
        ("[s]\nword\n", 2, "error", "no = in this line"),
        ("[s]\n = 1\n", 2, "error", "no name in front"),
        ("[s]\n\\\n", 2, "error", "backslash"),
        ("[t](!)\n[s](tt)\n", 2, "error", "Did you mean t?"),
        ("[s](t)\n", 1, "error", "[t] above"),
        ("[s](+)\n", 1, "error", "does not exist above"),
        ("[s]\n#inlcude x\n", 2, "error", "Did you mean include?"),
        ("[s]\n#include\n", 2, "error", "names no file"),
        ("[s] a = 1\n", 1, "warning", "behind [s]"),
        ("[s]\n;-- a\n", 2, "warning", "never closed"),
        ("[s]\na = 1--;\n", 2, "error", "never begun"),
        ("[s]\ra = 1\n", 1, "warning", "behind [s]"),
        ("[s]\na\rb = 1\n", 2, "error", "carriage return"),
        ("[s]\na = 1\0\n", 2, "error", "NUL"),
        ("[s]\na\u00a0= 1\n", 2, "warning", "no-break space"),
        ("[s]\na = " + "x" * 8190 + "\n", 2, "error", "too long"),
    ],
)
def test_form_of_any_file(text: str, line: int, severity: str, words: str) -> None:
    finding = check("other.conf", text)[0]
    assert (finding.line, finding.severity) == (line, severity)
    assert words in finding.what
    assert finding.why
    assert finding.fix


def test_after_a_fatal_line_nothing_else_is_said() -> None:
    for name in HEALTHY:
        assert len(check(name, "[general\nnonsense\n")) == 1


@pytest.mark.parametrize(
    ("version", "lines"), [("16.28.0", [3, 7]), ("22.8.0", [7]), ("22.9.0", []), ("23.0.0", [7])]
)
def test_option_of_a_later_version(version: str, lines: list[int]) -> None:
    text = "[general]\nenabled = yes\ntype = general\n[ann]\ntype = user\npassword = q4Zr-81_x\n"
    found = check("ari.conf", text + "permit = ::1\n", version=version)
    assert [finding.line for finding in found] == lines
    assert all(version in finding.what for finding in found)
