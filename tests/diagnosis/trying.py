"""A set-up that works, for trying one mistake in it: what the tests of links share."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

import arinb
from arinb.ari.connection import Connection
from arinb.ari.objects.channels import Channel
from arinb.diagnosis import Diagnosis
from arinb.errors import ArinbError
from arinb.pbx.find import Program
from arinb.pbx.phones import Phone
from arinb.pbx.private import PrivateAsterisk

FILE = "extensions.conf"
STASIS = " same => n,Stasis(hello-world)\n"


# A channel that has not come to the end of the first steps yet.
_ANSWERING = re.compile(r"!default![^!]*!\d+!\w*!(NoOp|Answer|Set|GotoIf)!", re.IGNORECASE)


@dataclass
class Try:
    """A private Asterisk that runs, and what a learner does with it."""

    pbx: PrivateAsterisk
    kind: str = "local"
    app: str = "hello-world"
    _ari: Connection | None = field(default=None, init=False)

    @property
    def ari(self) -> Connection:
        """The program's connection, made when it is first used."""
        if self._ari is None:
            self._ari = arinb.connect(self.pbx, app=self.app)
        return self._ari

    @property
    def phone(self) -> Phone:
        """Its phone."""
        return self.pbx.phone("1000", kind="sip" if self.kind == "sip" else "local")

    def write(self, old: str, new: str, file: str = FILE, *, reload: bool = True) -> None:
        """Change a file, and have Asterisk read it."""
        text = self.pbx.conf[file].text
        assert old in text
        self.pbx.conf[file].write(text.replace(old, new))
        if reload:
            self.pbx.reload()

    def dial(self, extension: str = "1000") -> None:
        """Dial, whatever becomes of it."""
        with contextlib.suppress(ArinbError):
            self.phone.dial(extension, timeout=2)
            self.until(lambda: not _ANSWERING.search(self.pbx.cli("core show channels concise")))

    def call(self, extension: str = "1000") -> Channel:
        """Dial, and return the channel in the application."""
        since = self.ari.log.end
        self.phone.dial(extension)
        channel = self.ari.events.wait_for("StasisStart", since=since, timeout=5).channel
        assert channel is not None
        return channel

    def play(self, channel: Channel, media: str) -> None:
        """Play to its end."""
        with contextlib.suppress(ArinbError):
            playback = channel.play(media)
            self.ari.events.wait_for("PlaybackFinished", playback=playback, timeout=6)

    def ask(self, method: str, path: str, **params: object) -> None:
        """Send a request, whatever is answered."""
        with contextlib.suppress(ArinbError):
            self.ari.request(method, path, **params)

    def diagnose(self, extension: str = "") -> Diagnosis:
        """Ask, with the connection if there is one."""
        return arinb.diagnose(self.pbx, self._ari, extension=extension or None)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something."""
        deadline = time.monotonic() + 20
        while not holds() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert holds()

    def close(self) -> None:
        """End it all."""
        if self._ari is not None:
            self._ari.close()


@dataclass(frozen=True)
class Mistake:
    """What a learner does wrong, and what is to be found: the link, pieces of place and fix."""

    name: str
    do: Callable[[Try], object]
    link: str
    where: str
    fix: str
    extension: str = ""
    kind: str = "local"
    app: str = "hello-world"


def each(*mistakes: Mistake) -> pytest.MarkDecorator:
    """A test of each mistake."""
    return pytest.mark.parametrize("mistake", mistakes, ids=lambda mistake: mistake.name)


def check(mistake: Mistake, program: Program) -> None:
    """Make a mistake and see that it is found; before it, nothing is."""
    with trying(program, mistake.kind, mistake.app) as learner:
        mistake.do(learner)
        diagnosis = learner.diagnose(mistake.extension)
        secrets = [learner.pbx.password]
    assert diagnosis.link == mistake.link, str(diagnosis)
    finding = diagnosis.findings[0]
    assert mistake.where in finding.where, str(diagnosis)
    assert mistake.fix in finding.fix, str(diagnosis)
    assert finding.what
    assert finding.evidence
    assert not [secret for secret in secrets if secret in str(diagnosis)]


@contextlib.contextmanager
def trying(program: Program, kind: str = "local", app: str = "hello-world") -> Iterator[Try]:
    """A set-up that works."""
    with PrivateAsterisk(program=program) as pbx:
        learner = Try(pbx, kind, app)
        try:
            yield learner
        finally:
            learner.close()
