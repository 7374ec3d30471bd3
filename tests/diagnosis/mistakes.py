"""Mistakes as data: how one is read from the catalogue, made on a real Asterisk, and diagnosed.

The catalogue is the `*.toml` files in `catalogue/`; its README says what may stand in an entry.
"""

from __future__ import annotations

import contextlib
import re
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import arinb
from arinb.ari.connection import Connection
from arinb.diagnosis import Diagnosis
from arinb.errors import ArinbError
from arinb.pbx.find import Program
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk

CATALOGUE = Path(__file__).parent / "catalogue"
APP = "hello-world"
SOON = 1.0  # seconds for what comes at once, or never
WHOLE = 6.0  # seconds for a sentence that is spoken

Applied = Literal["before", "restart", "reload", "left", "never"]


@dataclass(frozen=True)
class Edit:
    """A change of one file."""

    file: str
    replace: str = ""
    by: str = ""
    append: str = ""
    write: str | None = None
    delete: bool = False

    def make(self, pbx: PrivateAsterisk, filled: Callable[[str], str]) -> None:
        """Make it, and fail where it changes nothing."""
        path = pbx.folder / "etc" / self.file
        if self.delete:
            path.unlink()
            return
        before = path.read_text()
        after = before if self.write is None else filled(self.write)
        if self.replace:
            wanted = filled(self.replace)
            assert wanted in before, f"{self.file} has no {self.replace!r}"
            after = after.replace(wanted, filled(self.by))
        after += filled(self.append)
        assert after != before, f"{self.file} stays as it is"
        path.write_text(after)


@dataclass(frozen=True)
class Mistake:
    """One entry of the catalogue; a healthy one names no link."""

    name: str
    says: str = ""
    link: str = ""
    where: str = ""
    fix: str = ""
    edit: list[dict[str, Any]] = field(default_factory=list)
    applied: Applied = "before"
    prepare: str = ""
    code: str = ""
    connect: dict[str, Any] | None = field(default_factory=dict)
    phone: Literal["sip", "local"] = "local"
    given: tuple[str, ...] = ("pbx", "ari")
    diagnose: dict[str, Any] = field(default_factory=dict)

    def make(self, program: Program, *, fails: bool = True) -> Made:
        """Make it on an Asterisk of its own, and ask for the diagnosis.

        Parameters: `program`, the Asterisk; `fails`: one of arinb's errors may come meanwhile.
        """
        with ExitStack() as stack:
            attempt = Attempt(self, PrivateAsterisk(program=program), stack, fails)
            secret = attempt.pbx.password
            diagnosis = attempt.diagnosed()
            return Made(diagnosis, attempt.filled(self.where), attempt.filled(self.fix), secret)


@dataclass(frozen=True)
class Made:
    """What a mistake led to: the diagnosis, the pieces it is to name, and what it may not show."""

    diagnosis: Diagnosis
    where: str
    fix: str
    secret: str = field(repr=False)


@dataclass
class Attempt:
    """What a learner does from the start to `arinb.diagnose()`, with one mistake in it."""

    mistake: Mistake
    pbx: PrivateAsterisk
    stack: ExitStack
    fails: bool
    names: dict[str, Any] = field(default_factory=dict)

    def diagnosed(self) -> Diagnosis:
        """Do it all."""
        self.stack.callback(self._close)
        self.names = {"arinb": arinb, "pbx": self.pbx, "defer": self.stack.callback}
        self._run(self.mistake.prepare)
        if self.mistake.applied in ("restart", "reload", "left"):
            self.pbx.start()
            self._connect({})
            assert arinb.diagnose(self.pbx, self.names["ari"]).ok, "it is whole at first"
        self._edit()
        self._apply()
        if not isinstance(self.names.get("ari"), Connection) and self.mistake.connect is not None:
            self._connect(self.mistake.connect)
        with self._perhaps_failing():
            if not self.fails:
                self._wait_until_open()
            self._phone()
            self._run(self.mistake.code) if self.mistake.code else self._call()
        return self._diagnose()

    def _wait_until_open(self) -> None:
        """After a restart the connection comes back by itself, on a busy machine in a while."""
        ari, deadline = self.names.get("ari"), time.monotonic() + WHOLE
        while isinstance(ari, Connection) and ari.state != "open" and time.monotonic() < deadline:
            ari.log.wait(lambda _entry: True, since=ari.log.end, timeout=0.1)

    def _edit(self) -> None:
        for edit in self.mistake.edit:
            Edit(**edit).make(self.pbx, self.filled)

    def _apply(self) -> None:
        match self.mistake.applied:
            case "before":
                with self._perhaps_failing():
                    self.pbx.start()
            case "restart":
                with self._perhaps_failing():
                    self.pbx.restart()
            case "reload":
                with self._perhaps_failing():
                    self.pbx.reload()

    def _connect(self, given: dict[str, Any]) -> None:
        """Connect as the program does; where that fails, remember with what it was tried."""
        arguments = {key: self.filled(value) for key, value in given.items()}
        self.names["tried"] = {"app": APP} | arguments
        named = {key: value for key, value in self.names["tried"].items() if key != "url"}
        with self._perhaps_failing():
            target = arguments.get("url", self.pbx)
            if "url" in arguments:
                named = {"username": self.pbx.username, "password": self.pbx.password} | named
            self.names["ari"] = arinb.connect(target, timeout=3, **named)

    def _phone(self) -> None:
        self.names["phone"] = self.pbx.phone("1000", kind=self.mistake.phone)

    def _call(self) -> None:
        """The tutorial's call."""
        phone: Phone = self.names["phone"]
        phone.dial("1000", timeout=2)
        if "ari" in self.names:
            hello(self.names["ari"])
        phone.hangup()

    def _run(self, code: str) -> None:
        names = self.names | {"hello": hello, "Path": Path}
        exec(compile(code, f"<{self.mistake.name}>", "exec"), names)
        del names["__builtins__"]
        self.names = names

    def _diagnose(self) -> Diagnosis:
        given: dict[str, Any] = {k: self.filled(v) for k, v in self.mistake.diagnose.items()}
        things = [self.names.get(name) for name in self.mistake.given]
        if self.names.get("ari") is None and "tried" in self.names:
            given = self.names["tried"] | given
        return arinb.diagnose(*things, **given)

    @contextlib.contextmanager
    def _perhaps_failing(self) -> Iterator[None]:
        try:
            yield
        except ArinbError:
            if not self.fails:
                raise

    def filled(self, text: str) -> str:
        """A text of the catalogue with its `<names>` filled in: <url>, <password>, <port>, …"""
        known = {"url": self.pbx.url, "username": self.pbx.username, "password": self.pbx.password,
                 "port": str(self.pbx.http_port)}  # fmt: skip
        known |= {key: str(x) for key, x in self.names.items() if isinstance(x, str | int)}
        return re.sub(r"<(\w+)>", lambda found: known.get(found[1], found[0]), text)

    def _close(self) -> None:
        ari = self.names.get("ari")
        if isinstance(ari, Connection):
            with contextlib.suppress(ArinbError):
                ari.close()
        self.pbx.__exit__(None, None, None)


def hello(ari: Connection, soon: float = SOON) -> None:
    """What the tutorial's program does with a call: it plays hello-world to it."""
    start = ari.events.wait_for("StasisStart", timeout=soon)
    assert start.channel is not None
    playback = start.channel.play(media="sound:hello-world")
    ari.events.wait_for("PlaybackFinished", playback=playback, timeout=WHOLE)


def catalogue(kind: Literal["mistake", "healthy"] = "mistake") -> Iterator[Mistake]:
    """All entries of a kind."""
    for path in sorted(CATALOGUE.glob("*.toml")):
        for entry in tomllib.loads(path.read_text()).get(kind, []):
            if entry.get("connect") is False:
                entry["connect"] = None
            yield Mistake(**entry)
