"""How files show themselves: findings beside their lines, no password, no markup of a stranger."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from arinb.pbx.conf import ConfFile, ConfFolder, check
from tests.pbx.conf.samples import HEALTHY, TUTORIAL

DOTS = "•" * 8


class Reader(HTMLParser):
    """The text of a page, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert all(value is not None for _, value in attrs)
        self.tags.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def file(folder: Path, text: str, name: str = "ari.conf") -> ConfFile:
    file = ConfFile(folder / name)
    file.write(text)
    return file


def test_text_has_lines_and_findings(tmp_path: Path) -> None:
    shown = str(file(tmp_path, TUTORIAL["http.conf"], "http.conf")).splitlines()
    assert shown[:3] == ["1  [general]", "2  enabled = yes", "3  bindaddr = 0.0.0.0"]
    assert shown[3].startswith("   ^ warning: With 0.0.0.0")
    assert shown[4].startswith("     why: ")
    assert shown[5].startswith("     fix: ")


def test_html_has_lines_and_findings_in_words(tmp_path: Path) -> None:
    page = file(tmp_path, TUTORIAL["http.conf"] + "enabled = no\n", "http.conf")._repr_html_()
    reader = Reader(page)
    assert not reader.open
    assert "http.conf (1 error, 1 warning)" in reader.text
    assert reader.text.index("bindaddr = 0.0.0.0") < reader.text.index("warning: With 0.0.0.0")
    assert reader.text.index("enabled = no") < reader.text.index("error: The web server is")
    assert reader.text.count("Why:") == reader.text.count("Fix:") == 2
    assert "var(--jp-" in page


def test_markup_in_a_file_is_text(tmp_path: Path) -> None:
    text = "[<b>]\nhint = <script>alert(1)</script>\n&amp = \"'\n"
    for name in ("http.conf", "ari.conf", "extensions.conf", "pjsip.conf", "x.conf"):
        reader = Reader(file(tmp_path, text, name)._repr_html_())
        assert not reader.tags & {"script", "b"}
        assert "<script>alert(1)</script>" in reader.text


@pytest.mark.parametrize(
    "line",
    [
        "password = hunter2",
        "password=hunter2",
        "password => hunter2",
        "PassWord = hunter2",
        "secret = hunter2",
        "password = hunter2 ; a comment",
        "password = a\\;hunter2",
        "password = hun;hunter2",
        "password hunter2",
        "password: hunter2",
        "pasword = hunter2",
        "passwd = hunter2",
        "; password = hunter2",
        ";password=hunter2",
        "password = a\npassword += hunter2",
        "md5_cred = hunter2",
        "password = hunter2\0hunter2",
        "password = hunter2\rhunter2",
        "\\password = hunter2",
        "password = x ;-- c --; hunter2",
    ],
)
def test_password_is_shown_as_dots(tmp_path: Path, line: str) -> None:
    shown = file(tmp_path, f"[general]\nenabled = yes\n[ann]\ntype = user\n{line}\n")
    for form in (str(shown), repr(shown), shown._repr_html_(), str(shown.findings)):
        assert "hunter2" not in form
    assert DOTS in str(shown)


def test_comment_behind_a_password_stays_readable(tmp_path: Path) -> None:
    assert f"password = {DOTS} ; mine" in str(file(tmp_path, "[a]\npassword = x ; mine\n"))


def test_what_is_no_password_is_shown(tmp_path: Path) -> None:
    for line in ("password_format = plain", "prefix = search", "exten => 1,1,Set(password=1)"):
        assert line in str(file(tmp_path, f"[a]\n{line}\n"))


def test_odd_bytes_are_visible(tmp_path: Path) -> None:
    shown = str(file(tmp_path, "[a]\nk = \udcff\x01\u00a0\u202e\n"))
    assert "k = \\xff\\x01\\xa0\\u202e" in shown


def test_repr_is_short_and_of_one_shape(tmp_path: Path) -> None:
    conf = ConfFolder(tmp_path)
    assert repr(file(tmp_path, TUTORIAL["http.conf"], "http.conf")) == (
        "<http.conf: 3 lines, 1 warning>"
    )
    assert repr(file(tmp_path, HEALTHY["ari.conf"])) == "<ari.conf: 6 lines>"
    assert repr(conf["extensions.conf"]) == "<extensions.conf: 0 lines, 1 error>"
    assert repr(conf) == "<ConfFolder: 2 files, 1 warning>"
    assert repr(conf.findings) == "<Findings: 1 warning>"


def test_folder_shows_all_files(tmp_path: Path) -> None:
    conf = ConfFolder(tmp_path)
    for name, text in TUTORIAL.items():
        conf[name] = text
    reader = Reader(conf._repr_html_())
    for name in TUTORIAL:
        assert name in reader.text
        assert name in str(conf)


def test_findings_are_a_sequence_that_shows_itself() -> None:
    findings = check("http.conf", "[general]\nenbled = yes\n")
    assert len(findings) == 3
    assert len(findings[:2]) == 2
    assert (len(findings.errors), len(findings.warnings), len(findings.notes)) == (2, 1, 0)
    assert str(findings).startswith("http.conf:1: error: ")
    assert Reader(findings._repr_html_()).text.count("Fix:") == 3
    assert Reader(findings[0]._repr_html_()).text.startswith("error: http.conf, line 1: ")
    assert findings == check("http.conf", "[general]\nenbled = yes\n")
    assert hash(findings) == hash(check("http.conf", "[general]\nenbled = yes\n"))


def test_no_findings_are_said_in_words() -> None:
    findings = check("http.conf", HEALTHY["http.conf"])
    assert repr(findings) == "<Findings: none>"
    assert str(findings) == "Nothing to complain about."
    assert Reader(findings._repr_html_()).text == "Nothing to complain about."
