"""Asterisk's process, and the modules that it has loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.ari.exchange import Exchange
from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.module_list import ANYWHERE, OWN_FILE, ModuleList, modules_of, needed
from arinb.diagnosis.report import Finding
from arinb.diagnosis.server import (
    console_lines,
    from_file,
    line_of,
    modules_there,
)
from arinb.errors import AsteriskError
from arinb.pbx.conf import http_address
from arinb.pbx.host import NO_HTTP, NO_SIP, telling
from arinb.pbx.modules import WANTED

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.private import PrivateAsterisk

PROCESS, MODULES = "process", "modules"
LAST = 4  # lines of the console that are shown
MANY = 3  # modules that are told one by one


def look_at_process(scene: Scene) -> Iterator[Finding]:
    """Whether the private Asterisk runs, and answers its console."""
    pbx = scene.pbx
    if pbx is None:
        raise CantTell("this Asterisk is not one of arinb's own: its process can't be seen")
    if pbx.running:
        if scene.cli("core show uptime") is None and pbx.running:
            yield Finding(
                PROCESS, "Asterisk runs, but does not answer on its console.", "pbx",
                "`core show uptime` got no answer: the process hangs, or was halted.",
                "Start it anew: pbx.restart()",
            )  # fmt: skip
        return
    if pbx.console.mark == 0:
        yield _never_started(pbx)
    else:
        yield _why_ended(scene, pbx)


def _never_started(pbx: PrivateAsterisk) -> Finding:
    if (exposure := pbx.conf.exposure) is not None:
        return from_file(PROCESS, exposure, "arinb does not start such an Asterisk.")
    return Finding(
        PROCESS, "Asterisk has not been started.", "pbx",
        "No process runs, and its console has no line yet.", "Start it: pbx.start()",
    )  # fmt: skip


def _why_ended(scene: Scene, pbx: PrivateAsterisk) -> Finding:
    lines = console_lines(scene, "")
    how = f"{_how_it_ended(pbx)}. Its console's last words: {_last(telling(lines))}"
    for line in lines:
        port = NO_HTTP.search(line)
        if port is not None and (found := _no_port(pbx, port, how)) is not None:
            return found
        if NO_SIP.search(line) is not None:
            return Finding(
                PROCESS, "Asterisk could not have the port for SIP, and was not started.",
                line_of(pbx.conf["pjsip.conf"], "transport-udp", "bind"), how,
                "Write another port behind bind = 127.0.0.1: and start it: pbx.start()",
            )  # fmt: skip
    if any("modules.conf' invalid" in line or "Failed to load module" in line for line in lines):
        return _modules_end_it(scene, pbx, how)
    return Finding(
        PROCESS, "Asterisk does not run any more.", "pbx", how, "Start it again: pbx.start()"
    )


def _how_it_ended(pbx: PrivateAsterisk) -> str:
    try:
        pbx.cli("core show uptime")
    except AsteriskError as error:
        return f"Asterisk is gone: {error.why}"
    return "Asterisk was gone a moment ago"


def _last(lines: list[str]) -> str:
    return " / ".join(lines[-LAST:]) or "none"


def _no_port(pbx: PrivateAsterisk, line: re.Match[str], how: str) -> Finding | None:
    """The port that Asterisk could not have; None when http.conf names another one by now."""
    conf = pbx.conf["http.conf"]
    wanted = http_address(conf.text)
    if line["where"] != f"{wanted.host}:{wanted.port}":
        return None
    taken = "in use" in line["why"]
    fix = (
        f"Write a free port from 1 to 65535: bindport = {pbx.http_port}"
        if taken
        else "Write: bindaddr = 127.0.0.1"
    )
    return Finding(
        PROCESS,
        f"Asterisk could not listen at {line['where']}: {line['why'].lower()}.",
        line_of(conf, "general", *(("bindport", "bindaddr") if taken else ("bindaddr",))),
        how,
        f"{fix} — and start it: pbx.start()",
    )


def _modules_end_it(scene: Scene, pbx: PrivateAsterisk, how: str) -> Finding:
    conf = scene.conf("modules.conf")
    if conf is None:
        return Finding(
            PROCESS, "There is no file modules.conf.", "modules.conf:1", how,
            "arinb writes it anew: make a new PrivateAsterisk.",
        )  # fmt: skip
    if errors := conf.findings.errors:
        return from_file(PROCESS, errors[0], how)
    listed, has = ModuleList(conf), modules_of(pbx)
    strange = [x for x in listed.lines if "load" in x.verb or "require" in x.verb]
    for line in strange:
        if line.name not in has:
            return Finding(
                PROCESS, f"This Asterisk has no module {line.name}.so.",
                f"modules.conf:{line.line}", how, "Take the line out, and start it: pbx.start()",
            )  # fmt: skip
    missing = [x for x in WANTED if listed.of(x.removesuffix(".so")) is None]
    wanted = [name for name in missing if name.removesuffix(".so") in has]
    fix = " ".join(f"load = {name}" for name in wanted) or "(what arinb writes into a new folder)"
    return Finding(
        PROCESS, "Asterisk ended since a module that it can't do without did not load.",
        f"modules.conf:{listed.line}", how, f"Write into modules.conf: {fix} — and pbx.start()",
    )  # fmt: skip


def look_at_modules(scene: Scene) -> Iterator[Finding]:
    """Whether the modules for ARI and calls are loaded, and if not, which keeps them out."""
    pbx, there = scene.pbx, modules_there(scene)
    if pbx is None:
        yield from _of_a_server_elsewhere(scene)
        return
    conf = scene.conf("modules.conf")
    if there is None or conf is None:
        raise CantTell("the console does not say which modules are loaded")
    has = modules_of(pbx)
    missing = [name for name in needed(scene, has) if name not in there]
    if missing:
        yield from _roots(scene, ModuleList(conf), missing, there, has)


def _roots(
    scene: Scene, listed: ModuleList, missing: list[str], there: frozenset[str], has: frozenset[str]
) -> Iterator[Finding]:
    """What keeps modules out: those that others only wait for, not the others."""
    if not listed.there:
        yield _finding(missing[0], f"modules.conf:{listed.line}",
                       "modules.conf has no [modules] section: Asterisk loads nothing.",
                       "Write [modules] above its lines")  # fmt: skip
        return
    kept_out = [name for name in missing if (x := listed.of(name)) and x.verb == "noload"]
    left_out = [name for name in missing if not listed.all and listed.of(name) is None]
    if not kept_out and not left_out:
        # What is needed is listed, and waits for something that is not.
        waiting = [name.removesuffix(".so") for name in WANTED]
        others = [name for name in waiting if name in has and name not in there]
        left_out = [name for name in others if not listed.all and listed.of(name) is None]
        left_out = left_out if console_lines(scene, "Failed to resolve dependencies") else []
    for name in kept_out:
        line = listed.of(name)
        yield _finding(name, f"modules.conf:{line.line if line else 1}",
                       f"modules.conf keeps {name}.so out.",
                       f"Write: load = {name}.so")  # fmt: skip
    if len(left_out) > MANY:
        names = ", ".join(f"{name}.so" for name in left_out)
        yield _finding(left_out[0], f"modules.conf:{listed.line}",
                       f"modules.conf does not name {names}.",
                       "Write a line for each below [modules], such as "
                       f"load = {left_out[0]}.so")  # fmt: skip
    else:
        for name in left_out:
            yield _left_out(listed, name, has)
    if not kept_out and not left_out:
        yield from _refused(scene, listed, missing)


def _left_out(listed: ModuleList, name: str, has: frozenset[str]) -> Finding:
    misspelt = listed.misspelt(name, has)
    if misspelt is None:
        return _finding(name, f"modules.conf:{listed.line}",
                        f"modules.conf does not have Asterisk load {name}.so.",
                        f"Write below [modules]: load = {name}.so")  # fmt: skip
    return _finding(name, f"modules.conf:{misspelt.line}",
                    f"modules.conf names {misspelt.name}.so, which there is not. "
                    f"Did you mean {name}.so?", f"Write: load = {name}.so")  # fmt: skip


def _finding(name: str, where: str, what: str, fix: str) -> Finding:
    return Finding(MODULES, what, where, f"`module show` has no {name}.so that runs.",
                   f"{fix} — and start Asterisk anew: pbx.restart()")  # fmt: skip


def _refused(scene: Scene, listed: ModuleList, missing: list[str]) -> Iterator[Finding]:
    """Modules that are listed, and that Asterisk has, but that do not run."""
    for name in missing:
        if name not in OWN_FILE or not console_lines(scene, rf"\b{name}(\.so)? declined to load"):
            continue
        conf = scene.conf(OWN_FILE[name])
        if name == "pbx_config" or (conf is not None and conf.findings.errors):
            return  # the link of that file says it better
        yield Finding(
            MODULES, f"{name}.so did not load when Asterisk started.", f"{OWN_FILE[name]}",
            f"The console says: {console_lines(scene, name)[0]} Its file is right by now.",
            "Start Asterisk anew: pbx.restart()",
        )  # fmt: skip
        return
    silent = [name for name in missing if not console_lines(scene, rf"\b{name}\b.*(load|depend)")]
    for name in silent or missing[:1]:
        line = listed.of(name)
        said = console_lines(scene, rf"\b{name}\b")
        where = f"{name}.so (modules.conf:{line.line})" if line is not None else f"{name}.so"
        yield Finding(
            MODULES, f"The module {name}.so is not loaded, though modules.conf names it.", where,
            f"`module show` has no {name}.so that runs."
            + (f" The console says: {said[-1]}" if said else ""),
            f'Load it: pbx.cli("module load {name}.so"), or start Asterisk anew: pbx.restart()',
        )  # fmt: skip


def _of_a_server_elsewhere(scene: Scene) -> Iterator[Finding]:
    got = scene.get("/asterisk/modules")
    if not isinstance(got, Exchange):
        raise CantTell("the modules of a server elsewhere can be seen once ARI answers")
    try:
        modules = {str(x["name"]): x["status"] == "Running" for x in got.json()}
    except (ValueError, KeyError, TypeError) as error:
        raise CantTell("the server's list of modules can't be read") from error
    for name in ANYWHERE:
        if not modules.get(f"{name}.so", False):
            yield Finding(
                MODULES, f"The module {name}.so is not loaded on this server.", scene.server,
                f"GET /ari/asterisk/modules does not list {name}.so as running.",
                f"On the server's console: module load {name}.so — and in its modules.conf: "
                f"load = {name}.so",
            )  # fmt: skip


LINKS: tuple[Link, ...] = (
    Link(PROCESS, "Does Asterisk run?", look_at_process),
    Link(MODULES, "Are the modules loaded that ARI and calls need?", look_at_modules),
)
