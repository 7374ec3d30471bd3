"""The port that the program asks, and who answers there."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from arinb.ari.exchange import Exchange
from arinb.diagnosis.chain import Link
from arinb.diagnosis.report import Finding
from arinb.diagnosis.scene import PATIENCE, Scene
from arinb.diagnosis.server import (
    WebServer,
    answer,
    console_lines,
    evidence,
    exchange_of,
    line_of,
    own_url,
    parts_of,
    web_server,
)
from arinb.errors import (
    AnswerError,
    AriDisabled,
    ArinbError,
    BadRequestArgument,
    Forbidden,
    NotAsterisk,
    NotAuthenticated,
    NotSent,
    OutcomeUnknown,
    Refused,
    ServerError,
    TlsError,
)

PORT, HTTP = "port", "HTTP"
USUAL = 8088
LIMIT = "HTTP session count exceeded"
SOON = 0.5  # seconds in which Asterisk says why it has cut a connection off


def look_at_port(scene: Scene) -> Iterator[Finding]:
    """Whether the program's URL leads to a port at which something listens."""
    try:
        url = scene.server
    except BadRequestArgument as error:
        yield Finding(PORT, f"{error.what}.", "the program's url", error.why, error.next_step)
        return
    got = answer(scene)
    if not isinstance(got, NotSent) or isinstance(got, TlsError):
        return
    own = own_url(web_server(scene))
    if own:
        yield _elsewhere(scene, url, own, got)
    else:
        yield Finding(PORT, f"Nothing can be reached at {url}.", url, _told(got),
                      _advice(scene, url, got))  # fmt: skip


def _elsewhere(scene: Scene, url: str, own: str, got: ArinbError) -> Finding:
    _, host, port, _ = parts_of(url)
    _, own_host, own_port, _ = parts_of(own)
    if port == own_port:
        what = f"Asterisk does not listen at {host}, only at {own_host}."
    else:
        what = f"Nothing listens at {host}:{port}; Asterisk listens at {own_host}:{own_port}."
    return Finding(PORT, what, url, f"{_told(got)} `http show status` says {own}.",
                   _use(scene, own))  # fmt: skip


def _use(scene: Scene, own: str) -> str:
    app = f', app="{scene.app}"' if scene.app else ""
    return f"Use the URL {own} (it is pbx.url), or simply: arinb.connect(pbx{app})"


def _advice(scene: Scene, url: str, got: ArinbError) -> str:
    _, host, port, _ = parts_of(url)
    shown = f"[{host}]" if ":" in host else host
    usual = f"http://{shown}:{USUAL}"
    if isinstance(got, Refused) and port != USUAL:
        there = scene.knock(usual)
        if isinstance(there, NotAuthenticated):
            return f"Asterisk answers at another port there: use the URL {usual}"
    if isinstance(got, Refused):
        return (
            "On that server, look whether Asterisk runs, and into http.conf: enabled = yes, "
            f"bindport = {port}, and a bindaddr that can be reached from here (127.0.0.1 can't be "
            "from another machine)."
        )
    return got.next_step


def _told(got: ArinbError) -> str:
    return f"{got.what} {got.why}".strip()


def look_at_http(scene: Scene) -> Iterator[Finding]:
    """Whether it is Asterisk's web server that answers, in the way that the program asks."""
    got, server = answer(scene), web_server(scene)
    url, own = scene.server, own_url(server)
    _scheme, _, port, path = parts_of(url)
    ours = {x.port for x in (server.plain, server.secure) if x} if server is not None else set()
    if ours and port not in ours and not isinstance(got, Exchange):
        yield Finding(HTTP, f"At {url} something else answers than this Asterisk.", url,
                      f"{evidence(got)} `http show status` says {own}.",
                      _use(scene, own))  # fmt: skip
    elif isinstance(got, TlsError | OutcomeUnknown):
        yield _no_answer(scene, got, own)
    elif isinstance(got, NotAsterisk):
        yield _stranger(scene, got, own)
    elif isinstance(got, AriDisabled):
        yield from _other_path(scene, server, path, own)
    elif isinstance(got, Forbidden) and not got.message:
        yield _kept_out(scene, got)
    elif isinstance(got, ServerError):
        yield Finding(HTTP, "Asterisk's web server fails.", url, evidence(got), got.next_step)


def _no_answer(scene: Scene, got: TlsError | OutcomeUnknown, own: str) -> Finding:
    """A request that was cut off, or never got as far as HTTP: the wrong scheme, or too many."""
    url = scene.server
    scheme, host, port, _path = parts_of(url)
    rest = url.partition("://")[2]
    spoken = _speaks_tls(host, port)
    if scheme == "https" and not spoken:
        return Finding(HTTP, "The URL says https, but this port speaks plain http.", url,
                       _told(got),
                       f"Write the URL with http: {own or f'http://{rest}'}")  # fmt: skip
    if scheme == "http" and spoken:
        return Finding(HTTP, "The URL says http, but this port speaks https only.", url, _told(got),
                       f"Write the URL with https: https://{rest}"
                       + (f" — or take the port for http: {own}" if own else ""))  # fmt: skip
    if isinstance(got, TlsError):
        return Finding(HTTP, "The certificate of this server is not trusted here.", url, _told(got),
                       got.next_step)  # fmt: skip
    if (limited := too_many(scene, HTTP, _told(got))) is not None:
        return limited
    return Finding(HTTP, "Something listens there, but does not answer.", url, _told(got),
                   _use(scene, own) if own else got.next_step)  # fmt: skip


def too_many(scene: Scene, link: str, how: str) -> Finding | None:
    """What http.conf has to do with a connection that was cut off; None for nothing.

    Parameters: `link` that is broken by it; `how` that showed.
    """
    conf, said = scene.conf("http.conf"), console_lines(scene, LIMIT, wait=SOON)
    if conf is None or not said:
        return None
    return Finding(
        link,
        "Asterisk cuts connections off: it has as many as it may have.",
        line_of(conf, "general", "sessionlimit"),
        f"{how} The console says: {said[-1]}",
        "Write a larger one, such as sessionlimit = 100, and pbx.reload(); close connections that "
        "you do not need (a WebSocket is one for as long as it is open).",
    )


def _speaks_tls(host: str, port: int) -> bool:
    """Whether a port takes a TLS connection, with whatever certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname=host),
        ):
            return True
    except OSError:
        return False


def _stranger(scene: Scene, got: NotAsterisk, own: str) -> Finding:
    exchange = exchange_of(got)
    conf = scene.conf("http.conf")
    if exchange is not None and 300 <= (exchange.status or 0) < 400:
        to = next((x for name, x in exchange.headers.items() if name.lower() == "location"), "")
        setting = conf.document.find("general", "redirect") if conf is not None else None
        where = f"http.conf:{setting.line}" if setting is not None else scene.server
        fix = "Take the line redirect out, and pbx.reload()."
        if setting is None:
            fix = f"Use the address that it names, if it is right: {to}"
        return Finding(HTTP, f"The web server sends the program somewhere else, to {to}.", where,
                       evidence(got), fix)  # fmt: skip
    return Finding(HTTP, "Something answers there, but it is not Asterisk's web server.",
                   scene.server, _told(got),
                   _use(scene, own) if own else got.next_step)  # fmt: skip


def _other_path(scene: Scene, server: WebServer | None, path: str, own: str) -> Iterator[Finding]:
    """Asterisk answers, and has no ARI at this path: perhaps it has at another one."""
    url, base = scene.server, scene.server.removesuffix(path)
    if server is not None:
        if server.prefix != path:
            yield _wrong_prefix(scene, server, path, own)
        return
    for other in ("",) if path else ("/asterisk",):
        there = scene.knock(base + other)
        if isinstance(there, AnswerError) and not isinstance(there, AriDisabled):
            yield Finding(HTTP, f"Asterisk has ARI at another path than {path or '/'}.", url,
                          f"{evidence(answer(scene))} {evidence(there)}",
                          f"Use the URL {base}{other}")  # fmt: skip


def _wrong_prefix(scene: Scene, server: WebServer, path: str, own: str) -> Finding:
    conf = scene.conf("http.conf")
    setting = conf.document.find("general", "prefix") if conf is not None else None
    now = f"/{setting.value}" if setting is not None and setting.value else ""
    how = f"{evidence(answer(scene))} `http show status` says Prefix: {server.prefix or 'none'}."
    if now == path:
        line = f"http.conf:{setting.line}" if setting is not None else "http.conf:1"
        return Finding(HTTP, "The prefix in http.conf was changed, and Asterisk has not read it.",
                       line, how, "Have Asterisk read its files again: pbx.reload()")  # fmt: skip
    out = ""
    if setting is not None:
        out = f", or take prefix out (http.conf:{setting.line}) and pbx.reload()"
        if setting.value.startswith("/"):
            out += f"; it is meant as prefix = {setting.value.lstrip('/')}"
    return Finding(HTTP, f"ARI is not below {path or '/'} but below {server.prefix or '/'}.",
                   scene.server, how, f"Use the URL {own}{out}")  # fmt: skip


def _kept_out(scene: Scene, got: Forbidden) -> Finding:
    conf = scene.conf("http.conf")
    for section in conf.document.sections if conf is not None else []:
        if section.value("type") == "restriction":
            lists = [x for x in section.settings if x.name in ("deny", "permit", "acl")]
            line = lists[0].line if lists else section.line
            return Finding(HTTP, f"[{section.name}] in http.conf keeps this machine out.",
                           f"http.conf:{line}", evidence(got),
                           "Let it in, for instance with permit = 127.0.0.1/255.255.255.255 below "
                           "the deny, and pbx.reload().")  # fmt: skip
    return Finding(HTTP, "The web server keeps this machine out.", scene.server, evidence(got),
                   "Look for a section with type = restriction in the server's http.conf, and at "
                   "proxies in between.")  # fmt: skip


LINKS: tuple[Link, ...] = (
    Link(PORT, "Does something listen where the program asks?", look_at_port),
    Link(HTTP, "Is it Asterisk's web server that answers?", look_at_http),
)
