"""What a running Asterisk says of itself, as the links of the chain compare it with the files."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from arinb.ari.address import address_of
from arinb.ari.exchange import Exchange
from arinb.diagnosis.report import Finding
from arinb.errors import (
    AnswerError,
    AriError,
    ArinbError,
    BadRequestArgument,
    ConsoleTimeout,
    NotRunning,
)

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.conf import ConfFile
    from arinb.pbx.conf import Finding as InFile

HIDDEN = "•••"
BEGIN = "PBX UUID:"  # what Asterisk says first on its console

_BOUND = re.compile(r"^(HTTPS )?Server Enabled and Bound to (.*):(\d+)\s*$", re.MULTILINE)
_PREFIX = re.compile(r"^Prefix: *(\S*) *$", re.MULTILINE)
_ENABLED = re.compile(r"^Enabled: +(\w+)", re.MULTILINE)
_MODULE = re.compile(r"^(\S+)\.so .*?\b(Running|Not Running)\b", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """An address and a port at which a web server listens.

    Example: `str(Place("127.0.0.1", 8088))`
    """

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True)
class WebServer:
    """Asterisk's web server as it runs, by `http show status`.

    Fields: `plain`, where it speaks http, and `secure`, where https; None for nowhere; `prefix`,
    "" or with a slash before it; `ari`, whether ARI is on it.

    Example: `web_server(scene).plain.port`
    """

    plain: Place | None
    secure: Place | None
    prefix: str
    ari: bool

    @property
    def told(self) -> str:
        """Where it listens, in words.

        Example: `web_server(scene).told`
        """
        places = [f"http at {self.plain}"] if self.plain else []
        places += [f"https at {self.secure}"] if self.secure else []
        return " and ".join(places) or "nowhere"


def web_server(scene: Scene) -> WebServer | None:
    """The private Asterisk's web server; None where its console can't be asked.

    Example: `web_server(scene).told`
    """
    said = scene.cli("http show status")
    if said is None:
        return None
    places = {m[1] or "": Place(m[2].strip("[]"), int(m[3])) for m in _BOUND.finditer(said)}
    prefix = _PREFIX.search(said)
    ari = re.search(r"^\S*/ari/\.\.\. =>", said, re.MULTILINE) is not None
    return WebServer(
        places.get(""), places.get("HTTPS "), prefix[1] if prefix is not None else "", ari
    )


def own_url(server: WebServer | None) -> str:
    """The URL at which the private Asterisk's ARI is reached from here; "" for none.

    Example: `own_url(web_server(scene))`
    """
    if server is None or (place := server.plain or server.secure) is None:
        return ""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(place.host, place.host)  # noqa: S104 - told apart
    shown = f"[{host}]" if ":" in host else host
    return f"http{'' if server.plain else 's'}://{shown}:{place.port}{server.prefix}"


def users_there(scene: Scene) -> dict[str, bool] | None:
    """The users that the running Asterisk knows, and whether each is read-only.

    None where its console can't be asked, or ARI is not loaded.

    Example: `users_there(scene)` → `{"asterisk": False}`
    """
    said = scene.cli("ari show users")
    head, _, rows = (said or "").partition("\n")
    if "Username" not in head:
        return None
    column = head.index("Username")
    names = [row for row in rows.splitlines() if not row.startswith("---")]
    return {row[column:].rstrip(): row.startswith("Yes") for row in names if row[column:].strip()}


def ari_enabled(scene: Scene) -> bool | None:
    """Whether the running Asterisk has taken ARI as switched on; None where it does not say.

    Example: `ari_enabled(scene)`
    """
    found = _ENABLED.search(scene.cli("ari show status") or "")
    return None if found is None else found[1] == "Yes"


def modules_there(scene: Scene) -> frozenset[str] | None:
    """The modules that run, without ".so"; None where nobody says.

    Example: `"res_ari" in modules_there(scene)`
    """
    said = scene.cli("module show")
    if said is None:
        return None
    return frozenset(m[1] for m in _MODULE.finditer(said) if m[2] == "Running")


def answer(scene: Scene) -> Exchange | ArinbError:
    """What the server answers to the program, or to a stranger where the program names no user.

    Example: `answer(scene)`
    """
    try:
        address_of(scene.url, scene.username or None, scene.password or None)
    except BadRequestArgument:
        return scene.knock(scene.url)
    return scene.get("/applications")


def exchange_of(got: Exchange | ArinbError) -> Exchange | None:
    """The request and its answer, also where that answer is an error.

    Example: `exchange_of(answer(scene)).status`
    """
    if isinstance(got, Exchange):
        return got
    exchange = got.exchange if isinstance(got, AriError) else None
    return exchange if isinstance(exchange, Exchange) else None


def evidence(got: Exchange | ArinbError) -> str:
    """What was asked over HTTP and what came, in one sentence.

    Example: `evidence(answer(scene))`
    """
    exchange = exchange_of(got)
    if exchange is None or exchange.status is None:
        return str(got.what) if isinstance(got, ArinbError) else "No answer."
    message = f', "{got.message}"' if isinstance(got, AnswerError) and got.message else ""
    asked = exchange.url.partition("?")[0]
    return f"GET {asked} was answered with {exchange.status} {exchange.reason}{message}."


def from_file(link: str, found: InFile, how: str) -> Finding:
    """What the check of a file found, as a finding of the diagnosis.

    Parameters: `link` that it breaks; `found` in the file; `how` it shows in what runs.

    Example: `from_file("ari.conf", conf.findings.errors[0], "GET … was answered with 404.")`
    """
    where = f"{found.file}:{found.line}"
    fix = f"{found.fix} ({where})" if "the line" in found.fix else found.fix
    return Finding(link, found.what, where, f"{how} {found.why}".strip(), fix)


def line_of(conf: ConfFile, section: str, *keys: str) -> str:
    """Where a setting stands, as "http.conf:4": the first of `keys` that there is, or the section.

    Example: `line_of(conf, "general", "bindport", "bindaddr")`
    """
    document = conf.document
    for key in keys:
        if (setting := document.find(section, key)) is not None:
            return f"{conf.name}:{setting.line}"
    sections = document.named(section)
    return f"{conf.name}:{sections[0].line if sections else 1}"


def console_lines(scene: Scene, pattern: str, *, wait: float = 0.0) -> list[str]:
    """What the console said since Asterisk's latest start, as far as it fits a pattern.

    No password stands in it.

    Parameters: `pattern`, a regular expression; `wait`, seconds that the first such line may take
    to come, where Asterisk does something first and says so then.

    Example: `console_lines(scene, "Unable to bind")`
    """
    if scene.pbx is None:
        return []
    if wait:
        with contextlib.suppress(ConsoleTimeout, NotRunning):
            scene.pbx.console.wait_for(pattern, timeout=wait)
    lines = scene.pbx.console.lines
    begins = [number for number, line in enumerate(lines) if line.startswith(BEGIN)]
    latest = lines[begins[-1] :] if begins else lines
    return [without_passwords(scene, line) for line in latest if re.search(pattern, line)]


def without_passwords(scene: Scene, text: str) -> str:
    """A text of the console without any password that is known here.

    Example: `without_passwords(scene, line)`
    """
    known = {scene.password}
    for name in ("ari.conf", "pjsip.conf"):
        if (conf := scene.conf(name)) is not None:
            known |= {x.value for _, x in conf.document.settings() if "password" in x.name.lower()}
    for password in sorted(known, key=len, reverse=True):
        if len(password) > 2:
            text = text.replace(password, HIDDEN)
    return text


def parts_of(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and path of a server's URL.

    Example: `parts_of("http://127.0.0.1:8088/pbx")` → `("http", "127.0.0.1", 8088, "/pbx")`
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme, parts.hostname or "", port, parts.path
