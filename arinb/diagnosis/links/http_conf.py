"""http.conf: whether Asterisk's web server is on, and where the file has it listen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.comments import never_closed
from arinb.diagnosis.report import Finding
from arinb.diagnosis.server import (
    Place,
    WebServer,
    console_lines,
    from_file,
    line_of,
    parts_of,
    web_server,
)
from arinb.errors import BadRequestArgument
from arinb.pbx.conf import ConfFile, http_address
from arinb.pbx.conf import Finding as InFile
from arinb.pbx.conf.http import DEFAULT_PORT, KNOWN_KEYS
from arinb.pbx.conf.values import closest, is_true
from arinb.pbx.host import NO_HTTP

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

NAME = "http.conf"
OPENS = ("enabled", "bindaddr")  # without these no port is opened
TLS = ("tls", "ssl")


def look(scene: Scene) -> Iterator[Finding]:
    """Whether the web server is on, as http.conf has it."""
    conf, server = scene.conf(NAME), web_server(scene)
    if conf is None:
        raise CantTell("the files of this server can't be seen")
    if server is None:
        raise CantTell("the console does not say whether the web server is on")
    how = f"`http show status` says that the web server listens {server.told}."
    try:
        scheme, _, port, _ = parts_of(scene.server)
    except BadRequestArgument:
        scheme, port = "", 0  # the next link says so
    if scheme == "https" and (server.secure is not None or _asks_https(conf)):
        yield from _https(scene, conf, server, how)
    elif server.plain is None:
        yield from _why_off(scene, conf, how)
    elif (bad_port := _bad_port(conf)) is not None:
        fix = f"Write a port from 1 to 65535, such as bindport = {_free_port(scene)}"
        yield replace(from_file(NAME, bad_port, how), fix=fix)
    elif (wanted := http_address(conf.text)).enabled and port == wanted.port != server.plain.port:
        yield Finding(
            NAME,
            f"http.conf says port {wanted.port}, but Asterisk still listens at {server.plain}.",
            line_of(conf, "general", "bindport", "bindaddr"),
            f"{how} The file was changed, and Asterisk has not read it again.",
            "Have Asterisk read its files again: pbx.reload()",
        )


def _why_off(scene: Scene, conf: ConfFile, how: str) -> Iterator[Finding]:
    if conf.findings.errors and (hiding := never_closed(conf)):
        yield from (from_file(NAME, comment, how) for comment in hiding)
        return
    if (misspelt := _misspelt(conf)) is not None:
        yield from_file(NAME, misspelt, how)
        return
    if errors := [x for x in conf.findings.errors if not _is_about(conf, x, (*TLS, "bindport"))]:
        yield from (from_file(NAME, error, how) for error in errors)
        return
    wanted = http_address(conf.text)
    if (refused := _refused(scene, conf, Place(wanted.host, wanted.port))) is not None:
        yield refused
        return
    yield Finding(
        NAME,
        "http.conf is right by now, but Asterisk has not read it since.",
        line_of(conf, "general", "enabled"),
        f"{how} The file has it listen at {wanted.host}:{wanted.port}.",
        "Have Asterisk read its files again: pbx.reload()",
    )


def _misspelt(conf: ConfFile) -> InFile | None:
    """A misspelt option without whose right name the web server is off."""
    sections = conf.document.named("general")
    if conf.document.fatal or not sections:
        return None
    general = sections[0]
    for setting in general.settings:
        guess = closest(setting.name, KNOWN_KEYS)
        strange = setting.name.lower() not in KNOWN_KEYS
        if strange and guess in OPENS and general.last(guess) is None:
            return next(iter(conf.findings.on_line(setting.line)), None)
    return None


def _refused(scene: Scene, conf: ConfFile, wanted: Place) -> Finding | None:
    """What the system or Asterisk said against the address in the file."""
    for line in reversed(console_lines(scene, "Unable to (bind http|resolve host)")):
        bound = NO_HTTP.search(line)
        if bound is not None and bound["where"] == str(wanted):
            taken = "in use" in bound["why"]
            return Finding(
                NAME,
                f"Asterisk could not listen at {wanted}: {bound['why'].lower()}.",
                line_of(conf, "general", *(("bindport", "bindaddr") if taken else ("bindaddr",))),
                f"The console says: {line}",
                f"Write a free port: bindport = {_free_port(scene)}"
                if taken
                else "Write: bindaddr = 127.0.0.1",
            )
        if f"host '{wanted.host}'" in line:
            return Finding(
                NAME,
                f"There is no host {wanted.host}, so Asterisk does not know where to listen.",
                line_of(conf, "general", "bindaddr"),
                f"The console says: {line}",
                "Write: bindaddr = 127.0.0.1",
            )
    return None


def _free_port(scene: Scene) -> int:
    return DEFAULT_PORT if scene.pbx is None else scene.pbx.http_port


def _asks_https(conf: ConfFile) -> bool:
    return is_true(conf.get("general", "tlsenable") or "")


def _bad_port(conf: ConfFile) -> InFile | None:
    """A port that is none: Asterisk takes another one, which nobody meant."""
    return next((x for x in conf.findings.errors if _is_about(conf, x, ("bindport",))), None)


def _https(scene: Scene, conf: ConfFile, server: WebServer, how: str) -> Iterator[Finding]:
    """Why there is no https, where http.conf asks for it and the program too."""
    if server.secure is not None:
        return
    if errors := [x for x in conf.findings.errors if _is_about(conf, x, TLS)]:
        yield from (from_file(NAME, error, how) for error in errors)
        return
    said = console_lines(scene, "TLS/SSL error|Unable to bind https")
    if not said:
        yield Finding(
            NAME,
            "http.conf switches https on, but Asterisk has not read it since.",
            line_of(conf, "general", "tlsenable"),
            how,
            "Have Asterisk read its files again: pbx.reload()",
        )
        return
    key = "tlsprivatekey" if "private key" in said[-1] else "tlscertfile"
    yield Finding(
        NAME,
        "Asterisk can't use the certificate that http.conf names, and opens no https port.",
        line_of(conf, "general", key, "tlscertfile"),
        f"{how} The console says: {said[-1]}",
        "Name files that are there and that Asterisk may read: tlscertfile = the certificate "
        "(.pem), tlsprivatekey = its key.",
    )


def _is_about(conf: ConfFile, found: InFile, names: tuple[str, ...]) -> bool:
    """Whether a finding is about one of these options; they may be the beginnings of names."""
    there = conf.document.settings()
    return any(x.line == found.line and x.name.lower().startswith(names) for _, x in there)


LINKS: tuple[Link, ...] = (Link(NAME, "Does http.conf switch the web server on?", look),)
