"""The tutorial's whole call, from the three files to the hang-up, printed as the tutorial does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from arinb.ari.connection import Connection, connect
from arinb.errors import ArinbError
from arinb.pbx.private import PrivateAsterisk

if TYPE_CHECKING:
    import pandas as pd

    from arinb.ari.events import Event
    from arinb.pbx.phones import Phone

FILES = ("http.conf", "ari.conf", "extensions.conf")
APPLICATION = "hello-world"
EXTENSION = "1000"
MEDIA = "sound:hello-world"


class BrokenLink(ArinbError):
    """A link of the chain from the configuration to the caller's ear does not hold."""


def hello(
    *,
    wav: Path,
    phone: Literal["sip", "local"] | None = None,
    say: Callable[[str], None] = print,
) -> int:
    """Make the hello-world call on a private Asterisk and print all that happens.

    Parameters: `wav`, the file for what the caller heard (8,000 samples a second, 16 bit);
    `phone`, the kind of phone: "sip", "local", or None for a SIP phone where there is one;
    `say`, which takes each block of text.

    Returns the exit status: 0 when the playback ended `done`, StasisEnd came and the recording
    holds sound; 1 when a link of the chain broke, after saying which.

    Example: `hello(wav=Path("heard.wav"))`
    """
    with ExitStack() as stack:
        call = HelloCall(wav, phone, say, stack)
        try:
            call.make()
        except ArinbError as error:
            say(f"\nThe chain broke at this link: {call.link}\n{error}")
            return 1
    say(f"\nHello, world! What the caller heard is in {wav}")
    return 0


@dataclass
class HelloCall:
    """One hello-world call, step by step; `link` is the step that is being made."""

    wav: Path
    phone_kind: Literal["sip", "local"] | None
    say: Callable[[str], None]
    stack: ExitStack
    link: str = field(default="a private Asterisk", init=False)
    step: int = field(default=0, init=False)

    def make(self) -> None:
        """Make the call from beginning to end."""
        with self._step("a private Asterisk", "A private Asterisk with the tutorial's three files"):
            pbx = self.stack.enter_context(PrivateAsterisk())
            self._show_files(pbx)
            pbx.start()
            self.say(f"Asterisk {pbx.program.version} is running: {pbx.url}")
        with self._step("the WebSocket", "Connecting to the events (the tutorial's wscat)"):
            ari = self._connect(pbx)
        with self._step("the phone", "A phone dials 1000"):
            phone = pbx.phone("1000", kind=self.phone_kind)
            self._dial(pbx, phone)
        with self._step("Stasis", "The channel enters the application: StasisStart"):
            start = ari.events.wait_for("StasisStart")
            self.say(f"< {start}")
        with self._step("the playback", "Playing hello-world (the tutorial's curl)"):
            self._play(ari, start)
        with self._step("the hang-up", "Hanging up: StasisEnd"):
            phone.hangup()
            self.say(f"< {ari.events.wait_for('StasisEnd', channel=start.channel)}")
        with self._step("the sound", "What the caller heard"):
            self._keep_sound(phone)
        with self._step("the log", "The whole call as a table"):
            self.say(call_table(ari.log.to_dataframe()))

    @contextmanager
    def _step(self, link: str, title: str) -> Iterator[None]:
        self.link = link
        self.step += 1
        self.say(f"\n{self.step}. {title}\n")
        yield

    def _show_files(self, pbx: PrivateAsterisk) -> None:
        for name in FILES:
            self.say(f"--- {name}\n{pbx.conf[name]}\n")

    def _connect(self, pbx: PrivateAsterisk) -> Connection:
        before = pbx.console.mark
        ari = self.stack.enter_context(connect(pbx, app=APPLICATION))
        pbx.console.wait_for(f"Creating Stasis app '{APPLICATION}'", timeout=5, since=before)
        self.say(f"connected to {ari.url} as application {ari.app!r}; Asterisk's console says:")
        self._show_console(pbx, before)
        return ari

    def _dial(self, pbx: PrivateAsterisk, phone: Phone) -> None:
        self.say(f"phone {phone.number} ({phone.kind}) dials {EXTENSION}; the console says:")
        before = pbx.console.mark
        phone.dial(EXTENSION)
        pbx.console.wait_for("Stasis\\(", timeout=5, since=before)
        self._show_console(pbx, before)

    def _show_console(self, pbx: PrivateAsterisk, before: int) -> None:
        for line in pbx.console.since(before):
            self.say(f"    {line}")

    def _play(self, ari: Connection, start: Event) -> None:
        if start.channel is None:
            raise BrokenLink("StasisStart named no channel", next_step="look at the event above")
        exchange = ari.request("POST", f"/channels/{start.channel.id}/play", media=MEDIA)
        self.say(f"{exchange}\n")
        playback = exchange.json()["id"]
        for type_ in ("PlaybackStarted", "PlaybackFinished"):
            event = ari.events.wait_for(type_, playback=playback)
            self.say(f"< {event}")
        if event["playback"]["state"] != "done":
            raise BrokenLink(
                f"the playback ended {event['playback']['state']!r}, not 'done'",
                why=f"Asterisk could not play {MEDIA} to the end",
                next_step="`arinb doctor` says whether the sounds are there",
            )

    def _keep_sound(self, phone: Phone) -> None:
        heard = phone.heard
        if heard is None or heard.silent:
            raise BrokenLink(
                "the caller heard nothing",
                why="the playback is done, but no sound reached the phone",
                next_step="try the other kind of phone: `arinb hello --phone local`",
            )
        heard.save(self.wav)
        self.say(f"{heard.duration:.1f} s of sound, RMS {heard.rms:.0f} of 32768")


def call_table(log: pd.DataFrame) -> str:
    """Return the log of a call as text, a line a row.

    Parameters: `log`, as `EventLog.to_dataframe()` returns it.

    Example: `print(call_table(ari.log.to_dataframe()))`
    """
    request = log["method"].astype("str").fillna("") + " " + log["path"].fillna("")
    table = log.assign(
        seconds=(log["received"] - log["received"].iloc[0]).dt.total_seconds().round(3),
        what=log["type"].astype("string").fillna("").where(log["type"].notna(), request),
    )
    columns = ["seconds", "kind", "what", "status", "channel_name", "channel_state"]
    columns.append("playback_state")
    return table[columns].astype("string").fillna("").to_string(max_colwidth=44)
