"""The WebSocket: whether the program's one is open, or whether one would be accepted."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.ari.address import address_of
from arinb.ari.handshake import open_websocket
from arinb.diagnosis.chain import Link
from arinb.diagnosis.links.http import too_many
from arinb.diagnosis.report import Finding
from arinb.diagnosis.scene import PATIENCE, Scene
from arinb.errors import AriError

if TYPE_CHECKING:
    from arinb.ari.connection import Connection

NAME = "WebSocket"
RECOVERY = 3.0  # seconds in which a connection that is being opened again may be back
PROBE = "arinb-diagnosis-"  # how the name of an application begins that is only a question

_CLOSED = {
    "closed": "The program has closed its WebSocket: no event comes any more.",
    "lost": "The program has lost its WebSocket: no event comes any more.",
    "trying": "The program has lost its WebSocket, and has not got it back yet.",
    "refused": "Asterisk refused the program's WebSocket, and arinb has given it up.",
}


def look(scene: Scene) -> Iterator[Finding]:
    """Whether events can come."""
    if scene.ari is not None:
        yield from _of_the_program(scene, scene.ari)
    else:
        yield from _of_our_own(scene)


def _of_the_program(scene: Scene, ari: Connection) -> Iterator[Finding]:
    state = _settled(ari)
    if state in ("open", "replaced"):
        return  # what it means to be replaced is the next link's
    row = ari.log.connection
    detail = f": {row.detail}" if row is not None and row.detail else ""
    app = scene.app or ari.app
    target = "pbx" if scene.pbx is not None else "url"
    fix = f'Connect again: ari = arinb.connect({target}, app="{app}")'
    if state == "trying":
        fix += ", or wait: arinb goes on trying."
    yield Finding(
        NAME,
        _CLOSED.get(state, f"The program's WebSocket is {state}."),
        "ari",
        f"ari.state is {state!r}; the log's last row of the connection says “{state}”{detail}.",
        fix,
    )


def _settled(ari: Connection) -> str:
    """The state of the connection, once it has had the time to get back what it lost."""
    row = ari.log.connection
    if ari.state == "trying" and row is not None:
        ends = ("back", "replaced", "refused", "closed")
        ari.log.wait(lambda entry: entry.kind == "connection", since=row.row, timeout=RECOVERY,
                     types=ends)  # fmt: skip
    return ari.state


def _of_our_own(scene: Scene) -> Iterator[Finding]:
    """Open a WebSocket as an application that nobody else has, and close it again."""
    app = PROBE + secrets.token_hex(4)
    try:
        address = address_of(scene.url, scene.username or None, scene.password or None)
        websocket = open_websocket(address, app, subscribe_all=False, timeout=PATIENCE)
    except AriError as error:
        how = f"{error.what} {error.why}"
        yield too_many(scene, NAME, how) or Finding(
            NAME, "The server answers requests, but does not accept a WebSocket.", scene.server,
            how,
            "If a proxy stands between, it has to pass the headers Upgrade and Connection on; else "
            f"the module res_ari_events.so is to be loaded. {error.next_step}",
        )  # fmt: skip
        return
    websocket.close(timeout=PATIENCE)


LINKS: tuple[Link, ...] = (Link(NAME, "Is the WebSocket for events accepted, and open?", look),)
