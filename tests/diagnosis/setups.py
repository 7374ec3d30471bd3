"""Set-ups with one mistake in them, made on a real Asterisk, and the links up to the WebSocket."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from arinb.ari.connection import Connection
from arinb.diagnosis import Diagnosis
from arinb.diagnosis.chain import follow
from arinb.diagnosis.links import (
    ari_conf,
    browser,
    credentials,
    http,
    http_conf,
    process,
    users,
    websocket,
)
from arinb.diagnosis.scene import Scene
from arinb.errors import ArinbError
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk

Change = Callable[[PrivateAsterisk], object]

CHAIN = (
    *process.LINKS, *http_conf.LINKS, *http.LINKS, *ari_conf.LINKS, *users.LINKS,
    *credentials.LINKS, *websocket.LINKS, *browser.LINKS,
)  # fmt: skip


def changed(name: str, old: str, new: str) -> Change:
    """A change of one place in a file; `{password}` is the password in it."""

    def change(pbx: PrivateAsterisk) -> None:
        text, password = pbx.conf[name].text, pbx.password
        filled = old.replace("{password}", password)
        assert filled in text, f"{name} has no {old!r}"
        pbx.conf[name].write(text.replace(filled, new.replace("{password}", password)))

    return change


def added(name: str, text: str) -> Change:
    """Lines at the end of a file."""
    return lambda pbx: pbx.conf[name].write(pbx.conf[name].text + text)


def deleted(name: str) -> Change:
    """No such file any more."""
    return lambda pbx: pbx.conf[name].path.unlink()


@contextmanager
def started(program: Program, *changes: Change) -> Iterator[PrivateAsterisk]:
    """An Asterisk that was started, as far as it could be, after the changes."""
    pbx = PrivateAsterisk(program=program)
    try:
        for change in changes:
            change(pbx)
        with contextlib.suppress(ArinbError):
            pbx.start()
        yield pbx
    finally:
        pbx.__exit__(None, None, None)


def scene_of(pbx: PrivateAsterisk, ari: Connection | None = None, **given: str) -> Scene:
    """What `arinb.diagnose(pbx, ari, …)` looks at."""
    return replace(Scene.of(pbx, ari), **given)  # type: ignore[arg-type]


def diagnosed(scene: Scene) -> Diagnosis:
    """Follow the links up to the WebSocket, and the one for browsers."""
    try:
        return follow(CHAIN, scene)
    finally:
        scene.close()


def elsewhere(pbx: PrivateAsterisk, **given: str) -> Diagnosis:
    """The diagnosis of a server of which only the URL, a user and a password are known."""
    known = {"url": pbx.url, "username": pbx.username, "password": pbx.password} | given
    return diagnosed(Scene(None, None, **known))  # type: ignore[arg-type]


def assert_told(diagnosis: Diagnosis, link: str, where: str, fix: str, *secrets: str) -> None:
    """It names the link, the place and the fix, says how it knows, and shows no password."""
    told = str(diagnosis)
    assert diagnosis.link == link, told
    assert [x for x in diagnosis.findings if where in x.where and fix in x.fix], told
    assert all(x.what and x.evidence for x in diagnosis.findings), told
    assert {x.link for x in diagnosis.findings} == {link}
    for secret in filter(None, secrets):
        assert secret not in f"{told}{diagnosis!r}{diagnosis._repr_html_()}"
