"""What a private Asterisk consists of: its folder, its process, its console, its phones.

The learner holds a `PrivateAsterisk`; threads and phones hold its `Host` only. So when the
learner's variable goes, for instance because a cell is run again, nothing keeps the old one.
"""

from __future__ import annotations

import os
import re
import threading
from typing import TYPE_CHECKING, Protocol

from arinb.errors import (
    CommandError,
    ConfError,
    ConsoleTimeout,
    NotRunning,
    StartError,
)
from arinb.pbx.conf import ConfFolder
from arinb.pbx.console import Console
from arinb.pbx.control import CliOutput, ask
from arinb.pbx.process import AsteriskProcess, how_it_ended

if TYPE_CHECKING:
    from pathlib import Path

    from arinb.pbx.find import Program
    from arinb.pbx.layout import Layout

READY = r"^Asterisk Ready\.$"
TROUBLE = re.compile(r"\b(ERROR|WARNING)\[|error|unable|cannot|can't|failed", re.IGNORECASE)
TELLING = 10  # lines of the console that an error shows
ENDING = 1.0  # seconds in which an Asterisk that has just been killed is known to be gone
SETTLE = 0.5  # seconds for a command's own lines to reach the console

# Asterisk goes on without a port that it can't have; only these lines tell.
NO_HTTP = re.compile(r"Unable to bind http.* server to (?P<where>\S+): (?P<why>.+)")
NO_SIP = re.compile(r"Transport '(?P<where>.+)' could not be started: (?P<why>.+)")
IN_USE = "Address already in use"
# What a reload says even when nothing has changed.
RELOADED = re.compile(
    r"\s*-- (Reloading module |Time to |Total time |pbx_config successfully |CEL logging |"
    r"Setting default indication country )"
    r"|.*(Asterisk Queue Logger restarted|CDR simple logging enabled|RTP Allocating from port|"
    r"indication country to|country for indication|Type 'system' is not reloadable)"
)


class Closing(Protocol):
    """What ends together with its Asterisk: a phone."""

    def close(self) -> None:
        """End it."""


class Host:
    """A private Asterisk without its learner.

    Parameters: `layout` of its folder; `program`, the Asterisk to run.

    Example: `Host(Layout(None), find_asterisk()).start(10.0)`
    """

    def __init__(self, layout: Layout, program: Program) -> None:
        self.layout = layout
        self.program = program
        self.conf = ConfFolder(layout.etc, program.version)
        self.console = Console()
        self.phones: dict[str, Closing] = {}
        # Guards `_process`: one start or stop at a time, also from a button's thread.
        self._turn = threading.RLock()
        self._process: AsteriskProcess | None = None
        self._owner = os.getpid()

    @property
    def folder(self) -> Path:
        """The folder in which everything lives."""
        return self.layout.folder

    @property
    def running(self) -> bool:
        """Whether Asterisk runs now."""
        return self._process is not None and self._process.alive

    @property
    def sip_port(self) -> int:
        """The UDP port for SIP on 127.0.0.1, as pjsip.conf says.

        Raises ConfError when pjsip.conf has no transport with a port.
        """
        conf = self.conf["pjsip.conf"]
        for section in conf.sections:
            port = (conf.get(section, "bind") or "").rpartition(":")[2]
            if conf.get(section, "type") == "transport" and port.isdigit():
                return int(port)
        raise ConfError(
            "pjsip.conf has no transport, so Asterisk takes no SIP calls",
            why="a section with `type = transport` and `bind = 127.0.0.1:<port>` is missing",
            next_step="bring the [transport-udp] section back",
        )

    def start(self, timeout: float) -> None:
        """Start Asterisk and return when its console says that it is ready."""
        with self._turn:
            if self.running:
                return
            self.stop()
            if exposure := self.conf.exposure:
                raise StartError(
                    f"Asterisk is not started. {exposure.what}",
                    why=exposure.why,
                    next_step=exposure.fix,
                )
            self.layout.lock()
            mark = self.console.mark
            self._process = process = AsteriskProcess(self.program, self.layout, self.console)
            try:
                process.launch()
                self._wait_until_ready(process, mark, timeout)
            except BaseException:
                self.stop()
                raise

    def stop(self, *, at_once: bool = False) -> None:
        """End Asterisk and its phones; return when they are gone."""
        with self._turn:
            while self.phones:
                self.phones.popitem()[1].close()
            if self._process is not None:
                self._process.stop(at_once=at_once)
            if not self.layout.temporary:
                self.layout.unlock()

    def close(self) -> None:
        """End everything and remove the folder if it is a temporary one.

        Nothing of a temporary one is kept, so its Asterisk is not given the second that a clean
        end takes.
        """
        if os.getpid() != self._owner:
            return  # a fork of the notebook's kernel ends, not the kernel
        self.stop(at_once=self.layout.temporary)
        self.layout.remove()

    def cli(self, command: str, *, timeout: float = 10.0) -> CliOutput:
        """Have Asterisk's console carry out a command."""
        process = self._running_process()
        if command.split()[:2] == ["core", "restart"]:
            raise CommandError(
                f"{command!r} is not for a private Asterisk",
                why="it would come back without its libraries, or not at all",
                next_step="call `pbx.restart()`",
            )
        try:
            return ask(self.layout.socket, command, timeout)
        except NotRunning as error:
            if process.ends_within(ENDING):
                raise process.ending() from error
            raise

    def reload(self) -> CliOutput:
        """Have Asterisk read its files again; return what its console said about them."""
        self._running_process()
        if exposure := self.conf.exposure:
            raise CommandError(
                f"Nothing is reloaded. {exposure.what}", why=exposure.why, next_step=exposure.fix
            )
        self.layout.touch()
        mark = self.console.mark
        ended = self.console.connections_ended + 1
        self.cli("core reload")
        self.console.settle(ended, SETTLE)
        lines = [line for line in self.console.since(mark) if not RELOADED.match(line)]
        if trouble := self._no_port(lines):
            raise CommandError(
                trouble.what,
                why=f"{trouble.why}; all else is reloaded",
                next_step=trouble.next_step,
            )
        return CliOutput("\n".join(lines))

    def _running_process(self) -> AsteriskProcess:
        if self._process is None:
            raise NotRunning("Asterisk has not been started", next_step="call `pbx.start()` first")
        if not self._process.alive:
            raise self._process.ending()
        return self._process

    def _wait_until_ready(self, process: AsteriskProcess, mark: int, timeout: float) -> None:
        try:
            self.console.wait_for(READY, timeout=timeout, since=mark)
        except ConsoleTimeout as error:
            raise StartError(
                f"Asterisk did not get ready within {timeout:g} s",
                why="the machine is busy, or a module hangs",
                next_step="try `start(timeout=60)`",
                console=telling(self.console.since(mark)),
            ) from error
        except NotRunning as error:
            process.stop()
            raise StartError(
                "Asterisk ended while it was starting",
                why=how_it_ended(process.code),
                next_step="the console's lines say what it could not do",
                console=telling(self.console.since(mark)),
            ) from error
        if trouble := self._no_port(self.console.since(mark)):
            raise trouble

    def _no_port(self, lines: list[str]) -> StartError | None:
        """Say which port Asterisk wanted and did not get, as its console tells."""
        for line in lines:
            if match := NO_HTTP.search(line):
                place, own = match["where"], "`pbx.http_port` is free: write it into http.conf"
            elif match := NO_SIP.search(line):
                place, own = f"127.0.0.1:{self.sip_port} (SIP)", "write another one into pjsip.conf"
            else:
                continue
            port = place.partition(" ")[0].rpartition(":")[2]
            in_use = match["why"] == IN_USE
            find = f"`ss -tulpn | grep {port}` shows which program has it; " if in_use else ""
            return StartError(
                f"Asterisk can't listen at {place}: {match['why'].lower()}",
                why="another program has that port, perhaps another Asterisk or notebook"
                if in_use
                else "the system refuses this address or port to an ordinary program",
                next_step=find + own,
                console=[line],
            )
        return None


def telling(lines: list[str]) -> list[str]:
    """Return the lines of a console that tell what went wrong: its complaints, else its last.

    Parameters: `lines` of the console.

    Example: `telling(pbx.console.lines)`
    """
    return [line for line in lines if TROUBLE.search(line)][-TELLING:] or lines[-TELLING:]
