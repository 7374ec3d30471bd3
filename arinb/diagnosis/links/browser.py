"""A page in a browser: whether its origin may use ARI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests

from arinb.ari.address import address_of
from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.report import Finding
from arinb.diagnosis.scene import PATIENCE, Scene
from arinb.diagnosis.server import line_of, parts_of

if TYPE_CHECKING:
    from arinb.pbx.conf import ConfFile

NAME = "origin"
HEADER = "Access-Control-Allow-Origin"
LOCAL = ("localhost", "127.0.0.1", "::1")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(\[[0-9a-f:.]+\]|[^\s/\[\]:@]+)(:\d+)?")


def look(scene: Scene) -> Iterator[Finding]:
    """Whether a browser lets a page of that origin read ARI's answers."""
    if not scene.origin:
        return
    origin = _as_browsers_send(scene.origin)
    if origin != "null" and not _ORIGIN.fullmatch(origin):
        yield _no_origin(scene.origin)
        return
    scheme, host, _, _ = parts_of(scene.server)
    if origin.startswith("https:") and scheme == "http" and host not in LOCAL:
        yield Finding(
            NAME, "A page that came over https may not ask a server over plain http.", scene.server,
            f"The page's origin is {origin}, the server's URL begins with http:.",
            "Give Asterisk a certificate (tlsenable and tlscertfile in http.conf) and use https.",
        )  # fmt: skip
        return
    allowed = _allowed(scene, origin)
    if allowed in (origin, "*"):
        return
    how = f"A request with Origin: {origin} was answered " + (
        f"with {HEADER}: {allowed}." if allowed else f"without {HEADER}."
    )
    conf = scene.conf("ari.conf")
    if conf is None:
        yield Finding(
            NAME, f"This server does not let pages of {origin} in.", scene.server, how,
            f"In [general] of that server's ari.conf: allowed_origins = {origin}",
        )  # fmt: skip
    else:
        yield _in_file(conf, origin, how)


def _no_origin(origin: str) -> Finding:
    host = origin.rpartition("//")[2].partition("/")[0]
    right = f"http://{host}" if re.fullmatch(r"[\w.-]+(:\d+)?", host) else "http://localhost:8000"
    return Finding(
        NAME,
        f"{origin!r} is not what a browser sends as a page's origin.",
        "origin",
        "an origin begins with http:// or https://, then come the host and the port",
        f"Take it from the browser's address bar, such as {right}",
    )


def _as_browsers_send(origin: str) -> str:
    """Scheme, host and port: a browser sends no path, and small letters."""
    try:
        parts = urlsplit(origin)
    except ValueError:  # a bracket that is not closed
        return origin
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else origin


def _allowed(scene: Scene, origin: str) -> str:
    address = address_of(scene.url, scene.username or None, scene.password or None)
    with requests.Session() as session:
        session.trust_env = address.host not in LOCAL
        session.headers["Origin"] = origin
        session.headers["Authorization"] = address.authorization
        try:
            answer = session.get(
                f"{address.url}/ari/applications", timeout=PATIENCE, allow_redirects=False
            )
        except requests.RequestException as error:
            raise CantTell("the server does not answer a request with an Origin") from error
    return answer.headers.get(HEADER, "")


def _in_file(conf: ConfFile, origin: str, how: str) -> Finding:
    there = conf.get("general", "allowed_origins") or ""
    where = line_of(conf, "general", "allowed_origins")
    if origin in there.split(",") or there == "*":
        return Finding(
            NAME, f"{origin} is allowed in ari.conf, but Asterisk has not read it since.", where,
            how, "Have Asterisk read its files again: pbx.reload()",
        )  # fmt: skip
    meant = [_as_browsers_send(part.strip("\"'")) for part in re.split(r"[,\s]+", there) if part]
    what = f"ari.conf does not let pages of {origin} in."
    if origin in meant:
        what += " It has nearly the same: no slash, blank, quote or capital letter may differ."
    both = ",".join(dict.fromkeys([*meant, origin]))
    return Finding(
        NAME, what, where, f"{how} The file has allowed_origins = {there or '(nothing)'}.",
        f"Write in [general]: allowed_origins = {both} — and pbx.reload()",
    )  # fmt: skip


LINKS: tuple[Link, ...] = (Link(NAME, "May a page in a browser use ARI?", look),)
