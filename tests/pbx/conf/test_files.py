"""Files and folders: what is on the disk is whole, private, and what was written."""

from __future__ import annotations

import errno
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from arinb.errors import ConfError, ConfValueError, UnknownConfFile
from arinb.pbx.conf import ConfFile, ConfFolder
from tests.pbx.conf.samples import HEALTHY, TUTORIAL


@pytest.fixture
def conf(tmp_path: Path) -> ConfFolder:
    folder = ConfFolder(tmp_path)
    for name, text in HEALTHY.items():
        folder[name] = text
    return folder


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = ConfFile(tmp_path / "http.conf")
    for text in ("[general]\n", "a\r\nb", "", "\udcff\0é"):
        file.write(text)
        assert file.text == text
    assert file.path.read_bytes() == "\udcff\0é".encode("utf-8", "surrogateescape")


def test_setting_and_removing_change_the_file(conf: ConfFolder) -> None:
    file = conf["http.conf"]
    file.set("general", "prefix", "a;b")
    assert file.text == HEALTHY["http.conf"] + "prefix = a\\;b\n"
    assert file.get("general", "prefix") == "a;b"
    file.remove("general", "prefix")
    assert file.text == HEALTHY["http.conf"]
    assert file.get("general", "prefix", "none") == "none"


def test_sections_and_all_values(conf: ConfFolder) -> None:
    assert conf["pjsip.conf"].sections == ("udp", "1000")
    assert conf["extensions.conf"].get_all("default", "same") == [
        "n,Answer()",
        "n,Stasis(hello-world)",
        "n,Hangup()",
    ]


def test_new_file_is_for_its_owner_only(conf: ConfFolder) -> None:
    assert stat.S_IMODE(conf["ari.conf"].path.stat().st_mode) == 0o600


def test_permissions_of_an_old_file_are_kept(conf: ConfFolder) -> None:
    conf["ari.conf"].path.chmod(0o640)
    conf["ari.conf"].set("general", "pretty", "yes")
    assert stat.S_IMODE(conf["ari.conf"].path.stat().st_mode) == 0o640


def test_link_stays_a_link(conf: ConfFolder, tmp_path: Path) -> None:
    link = tmp_path / "link.conf"
    link.symlink_to("http.conf")
    ConfFile(link).write("[general]\n")
    assert link.is_symlink()
    assert conf["http.conf"].text == "[general]\n"


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_disk_that_is_full_loses_nothing(conf: ConfFolder) -> None:
    names = set(conf.folder.iterdir())
    with pytest.raises(ConfError) as caught, no_file_larger_than(1000):
        conf["http.conf"].write("[general]\n" + "; x\n" * 1000)
    assert caught.value.why == os.strerror(errno.EFBIG)
    assert caught.value.next_step
    assert conf["http.conf"].text == HEALTHY["http.conf"]
    assert set(conf.folder.iterdir()) == names


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfError, match="can't be written"):
        ConfFile(tmp_path / "none" / "http.conf").write("")


def test_file_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "http.conf").mkdir()
    with pytest.raises(ConfError, match="can't be read"):
        _ = ConfFile(tmp_path / "http.conf").text


def test_half_a_surrogate_pair_is_refused(conf: ConfFolder) -> None:
    with pytest.raises(ConfValueError):
        conf["http.conf"].write("\ud800")
    assert conf["http.conf"].text == HEALTHY["http.conf"]


def test_folder_is_a_mapping_of_its_files(conf: ConfFolder) -> None:
    (conf.folder / "README").write_text("no configuration")
    assert list(conf) == ["ari.conf", "extensions.conf", "http.conf", "pjsip.conf"]
    assert len(conf) == 4
    assert "http.conf" in conf
    assert "README" not in conf
    assert conf["http.conf"].name == "http.conf"


def test_file_of_a_lesson_may_be_missing(tmp_path: Path) -> None:
    file = ConfFolder(tmp_path)["http.conf"]
    assert file.text == ""
    assert [f.severity for f in file.findings] == ["error"]
    assert "no file http.conf" in str(file)


def test_misspelt_name_is_not_an_empty_file(conf: ConfFolder) -> None:
    with pytest.raises(UnknownConfFile, match=r"Did you mean http\.conf\?"):
        _ = conf["htp.conf"]
    assert conf.get("htp.conf") is None
    conf["htp.conf"] = "[a]\n"
    assert conf["htp.conf"].text == "[a]\n"


@pytest.mark.parametrize("name", ["", ".", "..", "../http.conf", "/etc/http.conf", "a\0"])
def test_name_leads_nowhere_else(conf: ConfFolder, name: str) -> None:
    with pytest.raises(ConfValueError):
        conf[name] = "x"
    with pytest.raises(ConfValueError):
        _ = conf[name]


def test_healthy_folder_has_no_findings(conf: ConfFolder) -> None:
    assert not conf.findings
    assert conf.exposure is None
    assert repr(conf) == "<ConfFolder: 4 files, no findings>"


def test_missing_include_is_found(conf: ConfFolder) -> None:
    conf["http.conf"] = HEALTHY["http.conf"] + '#include "more.conf"\n#tryinclude "other.conf"\n'
    assert [f.line for f in conf["http.conf"].findings] == [5]
    conf["more.conf"] = ""
    assert not conf["http.conf"].findings
    conf["http.conf"] = f'{HEALTHY["http.conf"]}#include "{conf.folder}/mo*.conf"\n'
    assert not conf["http.conf"].findings


def test_version_reaches_the_checks(tmp_path: Path) -> None:
    conf = ConfFolder(tmp_path, version="16.28.0")
    conf["ari.conf"] = HEALTHY["ari.conf"] + "permit = 127.0.0.1\n"
    assert [f.line for f in conf.findings] == [7]


def test_known_password_on_all_interfaces_is_told(conf: ConfFolder) -> None:
    def place() -> tuple[str, int] | None:
        return None if (found := conf.exposure) is None else (found.file, found.line)

    conf["http.conf"] = TUTORIAL["http.conf"]
    assert place() is None
    conf["ari.conf"] = TUTORIAL["ari.conf"]
    assert place() == ("http.conf", 3)
    conf["http.conf"].set("general", "bindaddr", "127.0.0.1")
    assert place() is None
