"""`arinb.diagnose()`: what to ask when nothing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.connection import Connection
from arinb.diagnosis.chain import follow
from arinb.diagnosis.links import LINKS
from arinb.diagnosis.scene import Scene
from arinb.errors import BadRequestArgument
from arinb.pbx.private import PrivateAsterisk

if TYPE_CHECKING:
    from arinb.diagnosis.report import Diagnosis


def diagnose(
    pbx: PrivateAsterisk | Connection | None = None,
    ari: Connection | PrivateAsterisk | None = None,
    *,
    url: str | None = None,
    username: str | None = None,
    password: str | None = None,
    app: str | None = None,
    extension: str | int | None = None,
    context: str | None = "default",
    origin: str | None = None,
) -> Diagnosis:
    """Say which link of the chain from Asterisk's process to the sound is broken, and what to do.

    It asks the files, the running Asterisk and the log, changes nothing in any of them, and stops
    at the first broken link. With a server that is not yours it asks what HTTP and ARI reveal.

    Parameters: `pbx`, a private Asterisk; `ari`, a connection; either or both, in any order.
    `url`, `username`, `password` and `app`, what the program uses where it is not that of `ari` or
    `pbx`: for a server elsewhere, or when `connect()` failed. `extension` in `context`: what the
    phone dials; None takes what was dialled last, or every extension that leads to Stasis().
    `origin`, such as "http://localhost:8000", of a page in a browser that is to use ARI.

    Raises BadRequestArgument when there is nothing to look at, or an argument can't be right.

    Example: `arinb.diagnose(pbx, ari)`
    """
    own, connection = _told_apart(pbx, ari)
    if own is None and connection is None and url is None:
        raise BadRequestArgument(
            "There is nothing to diagnose.",
            why="neither a private Asterisk nor a connection nor a URL was given",
            next_step='arinb.diagnose(pbx, ari), or arinb.diagnose(url="http://…", username="…")',
        )
    scene = Scene.of(own, connection)
    for name, value in {"url": url, "username": username, "password": password, "app": app,
                        "extension": extension, "origin": origin}.items():  # fmt: skip
        if value is not None:
            setattr(scene, name, str(value))  # a number, such as extension=1000, is meant as text
    scene.context = "default" if context is None else str(context)
    try:
        return follow(LINKS, scene)
    finally:
        scene.close()


def _told_apart(
    *things: PrivateAsterisk | Connection | None,
) -> tuple[PrivateAsterisk | None, Connection | None]:
    own: PrivateAsterisk | None = None
    connection: Connection | None = None
    for thing in things:
        if isinstance(thing, PrivateAsterisk):
            own = thing
        elif isinstance(thing, Connection):
            connection = thing
        elif thing is not None:
            raise BadRequestArgument(
                f"A {type(thing).__name__} can't be diagnosed.",
                why="diagnose() looks at a PrivateAsterisk and at what connect() returned",
                next_step="arinb.diagnose(pbx, ari)",
            )
    return own, connection
