"""A real Asterisk of the learner's own: no root, nothing outside its folder is touched."""

from __future__ import annotations

import html
import os
import weakref
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from arinb.errors import ConfError
from arinb.pbx.conf import ConfDocument, ConfFolder, first_user, http_address
from arinb.pbx.find import find_asterisk
from arinb.pbx.host import Host
from arinb.pbx.layout import LEARNERS, Layout, sweep

if TYPE_CHECKING:
    from arinb.pbx.console import Console
    from arinb.pbx.control import CliOutput
    from arinb.pbx.find import Program
    from arinb.pbx.phones import Phone

USERNAME = "asterisk"
OF_INTEREST = (*LEARNERS, "pjsip.conf")
CARD = (
    "display: inline-block; padding: 0.6em 1em; border-radius: 4px; "
    "border: 1px solid var(--jp-border-color1, rgba(127, 127, 127, 0.5)); "
    "color: var(--jp-content-font-color1, inherit);"
)

# Who uses a kept folder in this process: a cell that runs again takes it over.
_kept: weakref.WeakValueDictionary[Path, PrivateAsterisk] = weakref.WeakValueDictionary()


class PrivateAsterisk:
    """A private Asterisk: own folder, own free ports, own random password, on 127.0.0.1 only.

    It ends with the notebook's kernel, however that ends, and with the last variable that holds
    it. A new one is ready for the tutorial's call, or `blank` for writing the three files oneself.

    Parameters: `folder`, where it lives and stays; None makes a temporary one that goes with it.
    In a kept folder all files that are there already stay as they are. `blank`: http.conf,
    ari.conf and extensions.conf hold nothing but a comment. `program`: which Asterisk to run, as
    `find_asterisk()` finds it; None takes the first that it finds.

    Raises AsteriskNotFound when there is no Asterisk, and FolderError when the folder can't be
    used.

    Example: `with arinb.PrivateAsterisk() as pbx: print(pbx.cli("core show version"))`
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        blank: bool = False,
        program: Program | None = None,
    ) -> None:
        program = program or find_asterisk()
        sweep()
        kept = None if folder is None else Path(folder).expanduser().absolute()
        if kept is not None and (earlier := _kept.get(kept)) is not None:
            earlier.stop()
        layout = Layout(kept)
        self._host = Host(layout, program)
        self._end = weakref.finalize(self, self._host.close)
        try:
            layout.write(program, blank=blank)
        except BaseException:
            self._end()
            raise
        if kept is not None:
            _kept[kept] = self

    def start(self, timeout: float = 10.0) -> Self:
        """Start Asterisk and return when its console says that it is ready, in about 0.4 s.

        Whether ARI answers is another question: http.conf and ari.conf may leave it off. One that
        runs already is left as it is.

        Parameters: `timeout` in seconds.

        Raises StartError, with the console's lines that matter, when it does not get ready or
        another program has its port, and FolderError when another process uses its folder.

        Example: `pbx = arinb.PrivateAsterisk().start()`
        """
        self._host.start(timeout)
        return self

    def stop(self) -> None:
        """End Asterisk and its phones; return when they are gone. The files and lines stay.

        Example: `pbx.stop()`
        """
        self._host.stop()

    def restart(self, timeout: float = 10.0) -> Self:
        """Stop and start it: all files are read afresh, all calls end.

        Parameters: `timeout` in seconds.

        Raises what `start()` raises.

        Example: `pbx.restart()`
        """
        self.stop()
        return self.start(timeout)

    def reload(self) -> CliOutput:
        """Have Asterisk read its files again, calls going on; return what it said about them.

        All of http.conf, ari.conf, extensions.conf and pjsip.conf takes effect, ports too, as
        `core reload` does it. (modules.conf and asterisk.conf need `restart()`.)

        Raises NotRunning, and CommandError when another program has a port that is now asked for.

        Example: `pbx.conf["ari.conf"].set("general", "enabled", "yes"); pbx.reload()`
        """
        return self._host.reload()

    def cli(self, command: str, *, timeout: float = 10.0) -> CliOutput:
        """Have Asterisk's own console carry out a command, and return what it says.

        Parameters: `command`, one line such as "core show channels"; `timeout` in seconds.

        Raises CommandError when Asterisk refuses it, NotRunning when Asterisk does not run.

        Example: `pbx.cli("dialplan show default")`
        """
        return self._host.cli(command, timeout=timeout)

    def phone(self, number: str = "1000", *, kind: Literal["sip", "local"] | None = None) -> Phone:
        """Return the phone with that number: the one that is there, or a new one.

        Parameters: `number`, by which it is known; `kind`: "sip" for a real SIP phone, "local"
        for a handset inside of Asterisk, None for a SIP phone where there is one. An earlier phone
        of the other kind is closed.

        Raises NotRunning when Asterisk does not run, PhoneError when there is no such phone.

        Example: `pbx.phone("1000").dial("1000")`
        """
        from arinb.pbx.phones import open_phone  # noqa: PLC0415 - needed only for calls

        return open_phone(self._host, number, kind=kind)

    @property
    def phones(self) -> dict[str, Phone]:
        """The phones that there are, by number.

        Example: `pbx.phones["1000"].state`
        """
        if not self._host.phones:
            return {}
        from arinb.pbx.phones import Phone  # noqa: PLC0415 - needed only for calls

        there = self._host.phones.items()
        return {number: phone for number, phone in there if isinstance(phone, Phone)}

    @property
    def running(self) -> bool:
        """Whether Asterisk runs now."""
        return self._host.running

    @property
    def conf(self) -> ConfFolder:
        """The configuration files by name: `pbx.conf["http.conf"]`."""
        return self._host.conf

    @property
    def console(self) -> Console:
        """What Asterisk said on its console since the first start; it outlives a stop."""
        return self._host.console

    @property
    def folder(self) -> Path:
        """Where it lives; the configuration files are in its `etc`."""
        return self._host.folder

    @property
    def program(self) -> Program:
        """The Asterisk that it runs."""
        return self._host.program

    @property
    def url(self) -> str:
        """Where http.conf, as it is now, has Asterisk listen for ARI: `http://127.0.0.1:<port>`.

        While http.conf names no port and is off, the one that arinb proposes stands there.
        """
        text = self._text("http.conf")
        address = http_address(text)
        if address.enabled or ConfDocument(text).get("general", "bindport"):
            return address.url
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def username(self) -> str:
        """The first user in ari.conf as it is now; "asterisk" while there is none."""
        user = first_user(self._text("ari.conf"))
        return USERNAME if user is None else user.name

    @property
    def password(self) -> str:
        """The password of that user; the random one that arinb proposes while there is none."""
        user = first_user(self._text("ari.conf"))
        if user is None or user.password_format == "crypt":  # noqa: S105 - the format's name
            return self._host.layout.password
        return user.password

    @property
    def http_port(self) -> int:
        """A free TCP port for http.conf, proposed by arinb; a new http.conf has it already."""
        return self._host.layout.http_port

    @property
    def sip_port(self) -> int:
        """The UDP port for SIP, as pjsip.conf says. Raises ConfError when it names none."""
        return self._host.sip_port

    def _text(self, name: str) -> str:
        try:
            return self.conf[name].text
        except ConfError:
            return ""  # no such file (any more): Asterisk then takes it as empty

    def _state(self) -> str:
        return "running" if self.running else "stopped"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def __repr__(self) -> str:
        return f"<PrivateAsterisk {self.program.version}, {self._state()}, {self.url}>"

    def _repr_html_(self) -> str:
        kept = "temporary, goes with the notebook" if self._host.layout.temporary else "kept"
        rows = {
            "folder": f"<code>{html.escape(str(self.folder))}</code> ({kept})",
            "URL": f"<code>{html.escape(self.url)}</code>",
            "files": "<br>".join(filter(None, map(self._file_row, self.conf))),
        }
        body = "".join(
            f'<tr><th style="text-align: left">{name}</th>'
            f'<td style="text-align: left">{value}</td></tr>'
            for name, value in rows.items()
        )
        title = f"Asterisk {html.escape(self.program.version)}, {self._state()}"
        return f'<div style="{CARD}"><strong>{title}</strong><table>{body}</table></div>'

    def _file_row(self, name: str) -> str:
        count = len(self.conf[name].findings)
        if not count and name not in OF_INTEREST:
            return ""
        found = f": {count} finding{'s' * (count != 1)}" if count else ": nothing found wrong"
        return f"<code>{html.escape(name)}</code>{found}"
