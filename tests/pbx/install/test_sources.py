"""The machine's own mirror is found among whatever stands in apt's source files."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from arinb.errors import NoPackages
from arinb.pbx.install.machine import AptSettings, Distribution
from arinb.pbx.install.sources import Source, own_sources, read_sources, sources_for

NOBLE = Distribution("ubuntu", "noble", "Ubuntu 24.04")
BOOKWORM = Distribution("debian", "bookworm", "Debian 12")
UBUNTU_KEY = "/usr/share/keyrings/ubuntu-archive-keyring.gpg"
DEBIAN_KEY = "/usr/share/keyrings/debian-archive-keyring.gpg"

NOBLE_SOURCES = f"""
    # See the manual for how to upgrade to newer versions.
    Types: deb
    URIs: http://mirror.example/ubuntu/
    Suites: noble noble-updates noble-backports
    Components: main universe restricted multiverse
    Signed-By: {UBUNTU_KEY}

    ## Security updates
    Types: deb deb-src
    URIs: http://security.example/ubuntu/
    Suites: noble-security
    Components: main universe restricted multiverse
    Signed-By: {UBUNTU_KEY}
"""
NOBLE_LIST = """
    # deb cdrom:[Ubuntu 24.04 _Noble Numbat_]/ noble main
    deb http://mirror.example/ubuntu noble main restricted  # the first
    # deb-src http://mirror.example/ubuntu noble main restricted
    deb http://mirror.example/ubuntu noble-updates main restricted
    deb http://mirror.example/ubuntu noble universe
    deb [arch=amd64,i386 trusted=yes] http://ppa.example/someone/app/ubuntu noble-app main
    deb cdrom:[Ubuntu 24.04]/ noble main restricted
"""
STRANGERS_SOURCES = """
    Types: deb
    URIs: https://ppa.example/someone/app/ubuntu/
    Suites: noble
    Components: main
    Signed-By:
     -----BEGIN PGP PUBLIC KEY BLOCK-----
     .
     mQINBGKItdQBEADWMw
     -----END PGP PUBLIC KEY BLOCK-----

    Enabled: no
    Types: deb
    URIs: http://off.example/ubuntu
    Suites: noble
    Components: main
"""
STRANGERS_LIST = """
    deb [signed-by=/usr/share/keyrings/docker.gpg] https://docker.example/debian bookworm stable
    deb [signed-by=/usr/share/keyrings/ms.gpg] https://ms.example/debian/12/prod bookworm main
    deb https://node.example/node_20.x nodistro main
    deb http://flat.example/debian ./
    deb http://short.example
"""


def settings(folder: Path, **files: str) -> AptSettings:
    parts = folder / "sources.list.d"
    parts.mkdir()
    for name, text in files.items():
        stem, _, kind = name.rpartition("_")
        where = folder / "sources.list" if stem == "etc" else parts / f"{stem}.{kind}"
        where.write_text(textwrap.dedent(text))
    return AptSettings(folder / "sources.list", parts, Path("/dev/null"), "amd64")


def test_ubuntu_deb822(tmp_path: Path) -> None:
    own = own_sources(
        settings(tmp_path, ubuntu_sources=NOBLE_SOURCES, app_sources=STRANGERS_SOURCES), NOBLE
    )
    assert [(source.uri, source.suite) for source in own] == [
        ("http://mirror.example/ubuntu/", "noble"),
        ("http://mirror.example/ubuntu/", "noble-updates"),
        ("http://mirror.example/ubuntu/", "noble-backports"),
        ("http://security.example/ubuntu/", "noble-security"),
    ]
    (only,) = sources_for("noble", own)
    assert only == Source(
        "http://mirror.example/ubuntu/", "noble", ("main", "universe"), (("Signed-By", UBUNTU_KEY),)
    )


def test_ubuntu_one_line(tmp_path: Path) -> None:
    own = own_sources(settings(tmp_path, etc_list=NOBLE_LIST), NOBLE)
    assert {(source.uri, source.suite) for source in own} == {
        ("http://mirror.example/ubuntu", "noble"),
        ("http://mirror.example/ubuntu", "noble-updates"),
    }
    assert sources_for("noble", own) == [
        Source("http://mirror.example/ubuntu", "noble", ("main", "universe"))
    ]


def test_debian_takes_another_suite_from_the_same_mirror(tmp_path: Path) -> None:
    own_text = f"""
        deb [signed-by={DEBIAN_KEY}] http://mirror.example/debian bookworm main contrib
        deb [signed-by={DEBIAN_KEY}] http://mirror.example/security bookworm-security main
        deb [signed-by={DEBIAN_KEY}] http://mirror.example/debian testing main
    """
    files = {"others_list": STRANGERS_LIST, "debian_list": own_text}
    own = own_sources(settings(tmp_path, **files), BOOKWORM)
    (only,) = sources_for("testing", own)
    assert only.uri == "http://mirror.example/debian"
    assert only.components == ("main",)
    assert only.stanza("arm64").splitlines() == [
        "Types: deb",
        "URIs: http://mirror.example/debian",
        "Suites: testing",
        "Components: main",
        "Architectures: arm64",
        "Targets: Packages",
        f"Signed-By: {DEBIAN_KEY}",
    ]


def test_the_distributions_own_beats_others_of_the_same_suite(tmp_path: Path) -> None:
    files = {
        "a_list": "deb http://other.example/tools bookworm main",
        "b_list": "deb [signed-by=/usr/share/keyrings/x.gpg] http://x.example/debian bookworm main",
        "c_list": "deb http://plain.example/debian bookworm main",
    }
    own = own_sources(settings(tmp_path, **files), BOOKWORM)
    assert [source.uri for source in own] == ["http://plain.example/debian"]


def test_a_testing_machine_that_names_no_codename(tmp_path: Path) -> None:
    files = {"a_list": "deb mirror+file:/etc/apt/mirrors.list testing main"}
    own = own_sources(settings(tmp_path, **files), Distribution("debian", "forky", "Debian"))
    assert [source.suite for source in sources_for("testing", own)] == ["testing"]


def test_an_inline_key_survives(tmp_path: Path) -> None:
    found = settings(tmp_path, app_sources=STRANGERS_SOURCES)
    (source,) = read_sources(found.source_list, found.source_parts)
    again = tmp_path / "again"
    again.mkdir()
    again_found = settings(again, app_sources=source.stanza("amd64"))
    (second,) = read_sources(again_found.source_list, again_found.source_parts)
    assert second.options == source.options
    assert "\n mQINBGKItdQBEADWMw\n" in dict(second.options)["Signed-By"]


def test_no_source_of_the_distribution(tmp_path: Path) -> None:
    with pytest.raises(NoPackages, match="no source for Debian 12") as caught:
        own_sources(settings(tmp_path, others_list="deb http://a.example/x y main"), BOOKWORM)
    assert "ARINB_ASTERISK" in caught.value.next_step
