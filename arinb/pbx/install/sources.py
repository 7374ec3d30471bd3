"""Where the machine gets its packages from, read from apt's own source files.

Both forms: one-line (`deb [signed-by=…] uri suite component …`, files named `*.list`) and deb822
(`Types:`, `URIs:`, `Suites:` …, files named `*.sources`). From these the distribution's own
mirror is taken; other people's repositories are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from arinb.errors import NoPackages
from arinb.pbx.install.faults import OTHER_WAYS

if TYPE_CHECKING:
    from arinb.pbx.install.machine import AptSettings, Distribution

_KEPT = ("Signed-By", "Trusted", "Check-Valid-Until")
_POCKET = re.compile(r"[-/](updates|security|backports|proposed|proposed-updates)$")
_DEBIAN_NAMES = {"stable", "oldstable", "oldoldstable", "testing", "unstable", "sid"}
_ONE_LINE = re.compile(r"^\s*deb\s+(?:\[(?P<options>[^]]*)\]\s*)?(?P<rest>[^#]*)")


@dataclass(frozen=True)
class Source:
    """One suite of one package repository.

    Fields: `uri`, its address; `suite`, such as "bookworm" or "bookworm-updates"; `components`,
    such as ("main", "universe"); `options`, how it is to be trusted, as in a deb822 file.

    Example: `Source("http://mirror/debian", "bookworm", ("main",)).stanza("amd64")`
    """

    uri: str
    suite: str
    components: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()

    def stanza(self, architecture: str) -> str:
        """Return it as a deb822 stanza that has apt fetch no more than the list of packages.

        Parameters: `architecture`, such as "amd64".

        Example: `source.stanza("arm64")`
        """
        fields = {
            "Types": "deb",
            "URIs": self.uri,
            "Suites": self.suite,
            "Components": " ".join(self.components),
            "Architectures": architecture,
            "Targets": "Packages",
            **dict(self.options),
        }
        return "".join(f"{name}: {value}\n" for name, value in fields.items())


def own_sources(settings: AptSettings, distribution: Distribution) -> list[Source]:
    """Return the sources of the machine's own distribution, all of its suites, by the file.

    Parameters: `settings` of the machine's apt; its `distribution`. Raises NoPackages if there
    is none.

    Example: `own_sources(read_apt_settings(), read_distribution())`
    """
    found = [
        (_strangeness(source, distribution), source)
        for source in read_sources(settings.source_list, settings.source_parts)
        if _is_of(source, distribution)
    ]
    if any(_base(source) == distribution.codename for _, source in found):
        found = [(n, source) for n, source in found if _base(source) == distribution.codename]
    nearest = min((n for n, _ in found), default=0)
    own = [replace(s, components=distribution.components) for n, s in found if n == nearest]
    if not own:
        raise NoPackages(
            f"The machine's apt has no source for {distribution.name}.",
            why=f"no line in {settings.source_list} or {settings.source_parts} names "
            f"{distribution.codename} with its component main.",
            next_step=f"Add the distribution's own mirror there. {OTHER_WAYS}",
        )
    return list(dict.fromkeys(own))


def sources_for(suite: str, own: list[Source]) -> list[Source]:
    """Return the sources of another suite on the machine's own mirror.

    Parameters: `suite`, such as "testing"; `own`, what `own_sources()` returned.

    Example: `sources_for("testing", own)`
    """
    bases = [source for source in own if _base(source) == source.suite] or own
    return list(dict.fromkeys(replace(source, suite=suite) for source in bases))


def read_sources(source_list: Path, source_parts: Path) -> list[Source]:
    """Return all enabled binary sources, in the order in which apt reads them.

    Parameters: `source_list`, apt's `sources.list`; `source_parts`, its folder `sources.list.d`.

    Example: `read_sources(Path("/etc/apt/sources.list"), Path("/etc/apt/sources.list.d"))`
    """
    files = [source_list, *sorted(source_parts.glob("*"))]
    return [source for file in files for source in _read(file)]


def _read(file: Path) -> Iterator[Source]:
    readers = {".list": _one_line, ".sources": _deb822}
    reader = readers.get(file.suffix)
    if reader is None:
        return
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return  # not there, or not for this user's eyes: then it is of no use to their apt either
    yield from reader(text)


def _one_line(text: str) -> Iterator[Source]:
    for line in text.splitlines():
        match = _ONE_LINE.match(line)
        if not match:
            continue
        words = match["rest"].split()
        if len(words) < 2:
            continue
        uri, suite, *components = words
        pairs = (word.partition("=") for word in (match["options"] or "").split())
        options = {name.casefold(): value for name, _, value in pairs}
        yield Source(uri, suite, tuple(components), _kept(options))


def _deb822(text: str) -> Iterator[Source]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for stanza in re.split(r"\n\s*\n", "\n".join(lines)):
        fields = {
            match["name"].casefold(): match["value"].strip(" \t")
            for match in re.finditer(
                r"^(?P<name>[\w-]+)[ \t]*:(?P<value>.*(?:\n[ \t].*)*)", stanza, re.MULTILINE
            )
        }
        enabled = fields.get("enabled", "yes").casefold() not in {"no", "false", "off", "0"}
        if not enabled or "deb" not in fields.get("types", "").split():
            continue
        for uri in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                components = tuple(fields.get("components", "").split())
                yield Source(uri, suite, components, _kept(fields))


def _kept(options: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Of a source's options, those that say how it is trusted."""
    return tuple((name, options[name.casefold()]) for name in _KEPT if name.casefold() in options)


def _base(source: Source) -> str:
    """The release that a suite belongs to: bookworm-updates is of bookworm."""
    return _POCKET.sub("", source.suite)


def _is_of(source: Source, distribution: Distribution) -> bool:
    """Whether a source may be the distribution's own: one of its suites, with its part main."""
    names = {distribution.codename} | (_DEBIAN_NAMES if distribution.id == "debian" else set())
    scheme = urlsplit(source.uri).scheme
    return _base(source) in names and "main" in source.components and scheme not in {"", "cdrom"}


def _strangeness(source: Source, distribution: Distribution) -> int:
    """How little a source looks like the distribution's own mirror: its key tells, or its path."""
    signed_by = dict(source.options).get("Signed-By", "")
    if f"{distribution.id}-archive" in signed_by:
        return 0
    folder = urlsplit(source.uri).path.rstrip("/").rpartition("/")[2]
    usual = folder.startswith(distribution.id)
    return (1 if usual else 2) + (2 if signed_by else 0)
