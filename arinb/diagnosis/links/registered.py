"""The link "application": the program is connected, and Asterisk knows it by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from arinb.ari.client import segment
from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.dialled import last_call
from arinb.diagnosis.links.websocket import PROBE
from arinb.diagnosis.report import Finding
from arinb.errors import ArinbError, NotFound
from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.diagnosis.scene import Scene

NAME = "application"
_FELL_THROUGH = ("doesn't exist", "not registered", "not active")


def registered(scene: Scene) -> dict[str, Any] | None:
    """The applications that Asterisk knows, by name; None where it does not tell.

    Example: `"hello-world" in registered(scene)`
    """
    answer = scene.get("/applications")
    if isinstance(answer, ArinbError):
        return None
    # The diagnosis itself has asked with a name of its own whether a WebSocket is accepted.
    found = {each["name"]: each for each in answer.json()}
    return {name: each for name, each in found.items() if not name.startswith(PROBE)}


def _look(scene: Scene) -> Iterator[Finding]:
    ari = scene.ari
    if ari is not None and ari.app == scene.app and ari.state == "replaced":
        yield _replaced(scene, ari)
    elif scene.app:
        yield from _known(scene)
    else:
        yield from _wanted(scene)


def _replaced(scene: Scene, ari: Connection) -> Finding:
    change = ari.log.connection
    row = f", row {change.row} of ari.log" if change is not None else ""
    detail = f": {change.detail}" if change is not None and change.detail else ""
    return Finding(
        NAME,
        f"Another program has taken over the application {scene.app}.",
        f'connect(app="{scene.app}"){row}',
        f"ari.state is 'replaced'{detail}",
        "Two programs need two names: stop the other one, or connect with a name of your own, "
        f'ari = arinb.connect({_target(scene)}, app="{scene.app}-2"), and write that name in '
        "Stasis(…), too.",
    )


def _known(scene: Scene) -> Iterator[Finding]:
    path = f"/applications/{segment(scene.app)}"
    answer = scene.get(path)
    if isinstance(answer, NotFound):
        yield _unknown(scene, scene.app, f"GET {path}: {answer.status}, {answer.message}")
    elif isinstance(answer, ArinbError):
        raise CantTell(f"Asterisk does not say which applications it knows: {answer.what}")
    else:
        yield from _filtered(scene, answer.json())


def _unknown(scene: Scene, app: str, evidence: str) -> Finding:
    others = registered(scene) or {}
    guess = closest(app, others)
    connected = f"; connected are {', '.join(sorted(others))}" if others else "; none is connected"
    fix = f'Connect: ari = arinb.connect({_target(scene)}, app="{app}")'
    if guess:
        fix += f'. If {guess} is your program, its name has to be the same: app="{guess}".'
    return Finding(
        NAME,
        f"No program is connected as {app}.",
        f"{scene.url}/ari/applications/{app}",
        evidence + connected,
        fix,
    )


def _filtered(scene: Scene, application: dict[str, Any]) -> Iterator[Finding]:
    allowed = {each.get("type") for each in application.get("events_allowed", [])}
    disallowed = {each.get("type") for each in application.get("events_disallowed", [])}
    if "StasisStart" not in disallowed and (not allowed or "StasisStart" in allowed):
        return
    yield Finding(
        NAME,
        "An event filter keeps StasisStart from the program: it does not learn of calls.",
        f"{scene.url}/ari/applications/{scene.app}/eventFilter",
        f"GET /applications/{scene.app}: only {', '.join(sorted(map(str, allowed))) or 'others'} "
        f"allowed, {', '.join(sorted(map(str, disallowed))) or 'none'} disallowed",
        "Allow StasisStart, or take the filter away: "
        f'ari.request("PUT", "/applications/{scene.app}/eventFilter", json={{}})',
    )


def _wanted(scene: Scene) -> Iterator[Finding]:
    """Without a program: a call that ended for want of one."""
    call = last_call(scene)
    if call is None:
        return
    names = [args.split(",")[0] for *_, app, args in call.ran if app.lower() == "stasis"]
    said = [line for line in call.lines if any(words in line for words in _FELL_THROUGH)]
    known = registered(scene)
    if not names or not said or known is None or names[-1] in known or not names[-1]:
        return
    if closest(names[-1], known) is None:
        yield _unknown(scene, names[-1], f"the console: {said[-1].strip()}")


def _target(scene: Scene) -> str:
    return "pbx" if scene.pbx is not None else f'"{scene.url}", username="…", password="…"'


LINKS: tuple[Link, ...] = (
    Link(NAME, "Is the program connected, and known to Asterisk by its name?", _look),
)
