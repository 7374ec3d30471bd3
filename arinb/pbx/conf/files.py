"""Configuration files on disk: one of them, and the folder that holds them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from arinb.errors import ConfError, ConfValueError, UnknownConfFile
from arinb.pbx.conf import ari, editing, extensions, http, pjsip, rendering, syntax, versions
from arinb.pbx.conf.document import ConfDocument
from arinb.pbx.conf.findings import Finding, Findings
from arinb.pbx.conf.values import did_you_mean
from arinb.whole_file import replacing

CHECKS = {
    "http.conf": http.check,
    "ari.conf": ari.check,
    "extensions.conf": extensions.check,
    "pjsip.conf": pjsip.check,
}


def check(name: str, text: str, folder: Path | None = None, version: str | None = None) -> Findings:
    r"""Check the text of the file `name` (such as "http.conf") as Asterisk would read it.

    `folder` is where `#include` finds its files; without it they are not looked for.
    With `version`, such as "16.28.0", options that came later are found too. Never raises.

    Example: `check("http.conf", "[general]\nenabled = yes\n").errors`
    """
    document = ConfDocument(text)
    findings = syntax.check(name, document, folder)
    if name in CHECKS:
        findings += CHECKS[name](document)
    if version is not None:
        findings += versions.check(name, document, version)
    return Findings(sorted(findings, key=lambda finding: finding.line))


class ConfFile:
    """One of Asterisk's configuration files, such as `http.conf`.

    Parameters: `path` of the file; it need not exist yet; `version` of the Asterisk that reads it,
    such as "22.10.1", if it is known: the checks then know which options it has. In a notebook it
    shows itself with line numbers and findings, passwords as dots; in `text` they stand as they
    are.

    Example: `pbx.conf["http.conf"].set("general", "bindport", "8089")`
    """

    def __init__(self, path: str | os.PathLike[str], version: str | None = None) -> None:
        self.path = Path(path)
        self.version = version

    @property
    def name(self) -> str:
        """The file's name, such as "http.conf"."""
        return self.path.name

    @property
    def text(self) -> str:
        """The file's text as it is, passwords included; "" if there is no such file.

        Bytes that are not UTF-8 stand in it as Python's surrogate escapes. Raises ConfError if
        the file can't be read.

        Example: `conf["http.conf"].text.splitlines()[0]`
        """
        try:
            return self.path.read_bytes().decode("utf-8", "surrogateescape")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise ConfError(
                f"{self.path} can't be read.",
                why=str(error.strerror),
                next_step="Look at who owns the file, and at its permissions.",
            ) from error

    def write(self, text: str) -> None:
        r"""Write the whole file, with or without mistakes in it: `findings` tells about them.

        The old file stays until the new one is complete. A new file can be read by its owner
        only. Raises ConfError, with the old file untouched, if it can't be written.

        Example: `conf["http.conf"].write("[general]\nenabled = yes\n")`
        """
        _write(self.path, _encoded(text))

    @property
    def document(self) -> ConfDocument:
        """The file as Asterisk reads it now.

        Example: `conf["pjsip.conf"].document.named("1000")[0].value("type")`
        """
        return ConfDocument(self.text)

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of its sections, in order, each once; templates apart.

        Example: `"general" in conf["ari.conf"].sections`
        """
        return tuple(dict.fromkeys(s.name for s in self.document.sections if not s.template))

    @property
    def findings(self) -> Findings:
        """What is wrong or risky in it, with line, cause and fix; checked anew each time.

        Example: `print(conf["http.conf"].findings)`
        """
        if self.name in CHECKS and not self.path.exists():
            return Findings([self._missing()])
        return check(self.name, self.text, self.path.parent, self.version)

    def get(self, section: str, key: str, default: str | None = None) -> str | None:
        """The value of `key` in `[section]` as Asterisk sees it, or `default`.

        Example: `conf["http.conf"].get("general", "bindport", "8088")`
        """
        return self.document.get(section, key, default)

    def get_all(self, section: str, key: str) -> list[str]:
        """All values of `key` in `[section]`, in order.

        Example: `conf["extensions.conf"].get_all("default", "exten")`
        """
        return self.document.get_all(section, key)

    def set(self, section: str, key: str, value: str) -> None:
        r"""Set `key` in `[section]`, changing that one line only.

        A `;` in the value is written as `\;`. Raises ConfValueError for a value that Asterisk
        could not read back, such as one with a line feed in it.

        Example: `conf["ari.conf"].set("general", "pretty", "yes")`
        """
        self.write(editing.with_setting(self.document, section, key, value))

    def remove(self, section: str, key: str) -> None:
        """Take the lines that set `key` out of `[section]`; nothing happens if there are none.

        Example: `conf["http.conf"].remove("general", "prefix")`
        """
        self.write(editing.without_setting(self.document, section, key))

    def _missing(self) -> Finding:
        return Finding(
            self.name,
            1,
            "error",
            f"There is no file {self.name}.",
            "Asterisk finds nothing to read, and leaves this part switched off.",
            f'Write it: conf["{self.name}"] = "[general]…"',
        )

    def __repr__(self) -> str:
        count = len(self.document.lines)
        summary = self.findings.summary()
        lines = f"{count} line{'' if count == 1 else 's'}"
        return f"<{self.name}: {', '.join(filter(None, (lines, summary)))}>"

    def __str__(self) -> str:
        return rendering.as_text(self.document, self.findings)

    def _repr_html_(self) -> str:
        return rendering.as_html(self.name, self.document, self.findings)


class ConfFolder(Mapping[str, ConfFile]):
    """The configuration files in a folder, by name.

    Parameters: `folder`, such as a private Asterisk's, or `/etc/asterisk`; `version` of the
    Asterisk that reads it, such as "22.10.1", if it is known. Iterating gives the
    names of the `.conf` files that are there; `folder[name] = text` writes one.

    Example: `conf = ConfFolder("/etc/asterisk"); conf["http.conf"]`
    """

    def __init__(self, folder: str | os.PathLike[str], version: str | None = None) -> None:
        self.folder = Path(folder)
        self.version = version

    def __getitem__(self, name: str) -> ConfFile:
        file = ConfFile(self.folder / _plain(name), self.version)
        if name not in CHECKS and not file.path.is_file():
            raise UnknownConfFile(
                f"There is no file {name} here.{did_you_mean(name, {*self, *CHECKS})}",
                why=f"The folder holds {', '.join(self) or 'no .conf files'}.",
                next_step=f'To make one, write: conf["{name}"] = "…"',
            )
        return file

    def __setitem__(self, name: str, text: str) -> None:
        ConfFile(self.folder / _plain(name)).write(text)

    def __contains__(self, name: object) -> bool:
        return name in set(self)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.name for path in self.folder.glob("*.conf") if path.is_file()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def findings(self) -> Findings:
        """The findings of all files in the folder.

        Example: `pbx.conf.findings.errors`
        """
        return Findings(finding for name in self for finding in self[name].findings)

    @property
    def exposure(self) -> Finding | None:
        """A finding if anybody could log in to ARI from another machine, else None.

        That is so where `http.conf` opens the web server beyond this machine while a user in
        `ari.conf` has a password that everybody knows, such as the tutorial's.
        """
        address = http.http_address(self["http.conf"].text)
        known = [user for user in ari.users(self["ari.conf"].text) if user.password_is_known]
        if not (address.enabled and known and http.is_open_to_all(address.host)):
            return None
        setting = self["http.conf"].document.find("general", "bindaddr")
        return Finding(
            http.FILE,
            setting.line if setting else 1,
            "error",
            f"Other machines can reach {address.host}, and everybody knows the password of "
            f"{known[0].name} in ari.conf.",
            "Whoever finds this Asterisk can place calls through it.",
            "Write bindaddr = 127.0.0.1 in http.conf, or a random password in ari.conf.",
        )

    def __repr__(self) -> str:
        return f"<ConfFolder: {len(self)} files, {self.findings.summary() or 'no findings'}>"

    def __str__(self) -> str:
        return "\n\n".join(f"{name}\n{self[name]}" for name in self)

    def _repr_html_(self) -> str:
        return "".join(
            rendering.as_html(name, file.document, file.findings) for name, file in self.items()
        )


def _plain(name: str) -> str:
    if not name or name in (".", "..") or "/" in name or "\0" in name:
        raise ConfValueError(
            f"{name!r} is not the plain name of a file.",
            why="A file is named without its folder.",
            next_step='Write only its name, such as "http.conf".',
        )
    return name


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise ConfValueError(
            "The text has half of a surrogate pair in it.",
            why="Such a half is not a character, and can't be written as UTF-8.",
            next_step="Leave that character out.",
        ) from error


def _write(path: Path, data: bytes) -> None:
    try:
        with replacing(path, private=True) as file:
            file.write(data)
    except OSError as error:
        raise ConfError(
            f"{path.name} can't be written into {path.parent}; the file is as it was.",
            why=str(error.strerror),
            next_step="Make room on the disk, or look at who may write into that folder.",
        ) from error
