"""What a diagnosis may ask: the files, the console, HTTP, the log. Each is asked only once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self

from arinb.ari.address import address_of
from arinb.ari.client import Client
from arinb.errors import ArinbError, AsteriskError

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.ari.exchange import Exchange
    from arinb.ari.log import EventLog
    from arinb.pbx.conf import ConfFile
    from arinb.pbx.private import PrivateAsterisk

PATIENCE = 5.0  # seconds for an answer over HTTP or from the console
NOBODY = ("arinb-diagnosis", "nobody")  # a user and a password that no server has


@dataclass
class Scene:
    """Everything that is known of a set-up, and ways to learn more that change nothing in it.

    Fields: `pbx`, the private Asterisk, or None for a server of somebody else's; `ari`, the
    program's connection, or None; `url` of the web server, `username`, `password` and `app` as the
    program uses them, "" where there is none; `extension` and `context` that are dialled;
    `origin` of a page in a browser, "" for none.

    Example: `Scene(pbx=pbx, ari=None, url=pbx.url, username="asterisk", password="…")`
    """

    pbx: PrivateAsterisk | None
    ari: Connection | None
    url: str
    username: str
    password: str = field(repr=False)
    app: str = ""
    extension: str = ""
    context: str = "default"
    origin: str = ""
    _answers: dict[tuple[str, str], Exchange | ArinbError] = field(default_factory=dict, repr=False)
    _said: dict[str, str | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, pbx: PrivateAsterisk | None, ari: Connection | None) -> Self:
        """What is known of a private Asterisk, a connection, or both; the connection's word counts.

        Example: `Scene.of(pbx, ari)`
        """
        if ari is not None:
            client = ari.client
            return cls(pbx, ari, client.url, client.username, client.password, ari.app)
        if pbx is not None:
            return cls(pbx, None, pbx.url, pbx.username, pbx.password)
        return cls(None, None, "", "", "")

    def get(self, path: str) -> Exchange | ArinbError:
        """GET a path below /ari with the program's own user; the answer, or why there was none.

        Parameters: `path`, such as "/applications". The learner's log is not written to.

        Example: `scene.get("/asterisk/info")`
        """
        return self._asked("GET", path)

    def cli(self, command: str) -> str | None:
        """What the private Asterisk's console says to a command; None where it can't be asked.

        Parameters: `command`, one that only looks, such as "http show status".

        Example: `scene.cli("core show applications")`
        """
        if command not in self._said:
            self._said[command] = self._ask_console(command)
        return self._said[command]

    def conf(self, name: str) -> ConfFile | None:
        """A configuration file; None where the files can't be seen.

        Parameters: `name`, such as "ari.conf".

        Example: `scene.conf("ari.conf").findings.errors`
        """
        if self.pbx is None or (name not in self.pbx.conf and name not in OURS):
            return None
        return self.pbx.conf[name]

    @property
    def server(self) -> str:
        """The URL of the web server without "/ari", user and password.

        Raises BadRequestArgument when it can't be a URL.

        Example: `scene.server` → `"http://127.0.0.1:8088"`
        """
        return address_of(self.url, *NOBODY).url

    def knock(self, url: str) -> Exchange | ArinbError:
        """Ask ARI for something at any URL, as a user that no server has: who answers there?

        Parameters: `url` of a web server. An Asterisk with ARI answers 401.

        Example: `scene.knock("http://127.0.0.1:8088")`
        """
        if ("KNOCK", url) not in self._answers:
            try:
                client = Client(url, *NOBODY, timeout=PATIENCE)
                try:
                    answer: Exchange | ArinbError = client.send("GET", "/ari/applications")
                finally:
                    client.close()
            except ArinbError as error:
                answer = error
            self._answers["KNOCK", url] = answer
        return self._answers["KNOCK", url]

    @property
    def log(self) -> EventLog | None:
        """The program's log; None without a connection."""
        return None if self.ari is None else self.ari.log

    def close(self) -> None:
        """Close what was opened for asking."""
        if "_client" in vars(self):
            self._client.close()

    @cached_property
    def _client(self) -> Client:
        # A URL may carry the user and the password.
        return Client(self.url, self.username or None, self.password or None, timeout=PATIENCE)

    def _asked(self, method: str, path: str) -> Exchange | ArinbError:
        if (method, path) not in self._answers:
            try:
                answer: Exchange | ArinbError = self._client.send(method, f"/ari{path}")
            except ArinbError as error:
                answer = error
            self._answers[method, path] = answer
        return self._answers[method, path]

    def _ask_console(self, command: str) -> str | None:
        if self.pbx is None or not self.pbx.running:
            return None
        try:
            return str(self.pbx.cli(command, timeout=PATIENCE))
        except AsteriskError:
            return None


OURS = ("http.conf", "ari.conf", "extensions.conf", "pjsip.conf")
