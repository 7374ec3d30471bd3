"""Applying edited files to a running Asterisk: what was asked before, what was said, what after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

import requests

from arinb.ari.client import Client
from arinb.ari.exchange import Exchange
from arinb.errors import AriDisabled, AriError, ArinbError, Refused
from arinb.panels import look
from arinb.panels.console_lines import level_of
from arinb.panels.dots import passwords_of, without
from arinb.panels.panel import in_words
from arinb.pbx.conf import http_address
from arinb.pbx.host import RELOADED

if TYPE_CHECKING:
    from arinb.pbx.private import PrivateAsterisk

PATIENCE = 3.0  # seconds for an answer
LINES = 40  # of the console that are shown
_INFO = "GET /ari/asterisk/info"
_NOBODY = "GET /ari/asterisk/info, without a password"
_EARLIER = "GET /ari/asterisk/info, with the earlier user and password"
_DIALPLAN = "dialplan show 1000@default"
_SILENT = "Nothing but that it read its files."


@dataclass
class Applied:
    """What came of an attempt to bring files to a running Asterisk.

    Fields: `how`, what was done, in a sentence; `time`; `before` and `after`, the answers to a few
    questions; `said`, those of Asterisk's lines that tell something, and `lines`, all of them;
    `difference`, what was written, by file; `trouble`, what kept Asterisk from taking it, or
    None; `why`, what the last answer means when it is an error.

    Example: `apply(pbx, {"ari.conf": text}).after`
    """

    how: str
    time: datetime = field(default_factory=lambda: datetime.now().astimezone())
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    difference: dict[str, str] = field(default_factory=dict)
    trouble: ArinbError | None = None
    why: str = ""

    def as_html(self) -> str:
        """Return it as HTML.

        Example: `applied.as_html()`
        """
        complains = any(level_of(line) == "ERROR" for line in self.said)
        tone: look.Tone = "bad" if self.trouble else "busy" if complains else "good"
        how = f"{self.how} It complains: see its lines below." if complains else self.how
        said = "\n".join(self.said[-LINES:])
        parts = [
            look.note(tone, f"{self.time:%H:%M:%S}: {how}"),
            look.note("bad", in_words(self.trouble), role="alert") if self.trouble else "",
            self._answers(),
            look.note("bad", self.why) if self.why else "",
            '<p class="arinb-line">What Asterisk said:</p>',
            f"<pre>{look.shown(said, None)}</pre>" if said else look.empty(_SILENT),
            _folded(f"All it said: {look.count(len(self.lines), 'line')}", "\n".join(self.lines)),
            *(
                _folded(f"What was written into {name}", text or "Nothing new.")
                for name, text in self.difference.items()
            ),
        ]
        return "".join(parts)

    def _answers(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{look.shown(name, 200)}</th>'
            f"<td>{look.shown(self.before.get(name, ''), 200)}</td>"
            f"<td>{look.shown(self._after(name), 300)}</td></tr>"
            for name in {**self.before, **self.after}
        )
        head = "".join(f'<th scope="col">{name}</th>' for name in ("asked", "before", "after"))
        return (
            '<table class="arinb-table arinb-answers" aria-label="Answers before and after">'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _after(self, name: str) -> str:
        now = self.after.get(name, "")
        return now if self.before.get(name) == now else f"▶ {now} (changed)"


def apply(pbx: PrivateAsterisk, texts: Mapping[str, str], *, restart: bool = False) -> Applied:
    """Write files, have Asterisk read them, and return what changed by that.

    Where Asterisk runs it reloads; where the files say that ARI is on, and it is not after that,
    it is restarted, too. One that is stopped stays so, unless `restart` is said.

    Parameters: `pbx`; `texts`, by the files' names; `restart`, whether to restart in any case.

    Raises ConfError when a file can't be written.

    Example: `apply(pbx, {"http.conf": text})`
    """
    asked = _Questions(pbx)
    applied = Applied("", before=asked.answers())
    mark = pbx.console.mark
    for name, text in texts.items():
        pbx.conf[name] = text
    try:
        applied.how = _taken(pbx, texts, restart=restart)
    except ArinbError as error:
        applied.how = f"{_names(texts)} written." if texts else "Nothing was written."
        applied.trouble = error
    lines = pbx.console.since(mark)
    asked.earlier, asked.now = asked.now, _user(pbx)
    applied.after, applied.why = asked.answers(), asked.why
    passwords = passwords_of(pbx.conf)
    applied.lines = [without(line, passwords) for line in lines]
    applied.said = [line for line in applied.lines if not RELOADED.match(line)]
    return applied


class _Questions:
    """The questions that are asked of Asterisk before and after."""

    def __init__(self, pbx: PrivateAsterisk) -> None:
        self._pbx = pbx
        self.now = _user(pbx)
        self.earlier = self.now
        self.why = ""

    def answers(self) -> dict[str, str]:
        """Ask them."""
        found = {_INFO: self._info(*self.now, explain=True), _NOBODY: self._nobody()}
        if self.earlier != self.now:
            found[_EARLIER] = self._info(*self.earlier)
        found[_DIALPLAN] = self._extension()
        return found

    def _info(self, username: str, password: str, *, explain: bool = False) -> str:
        words, error = info(self._pbx.url, username, password)
        if explain:
            self.why = in_words(error) if error is not None and self._pbx.running else ""
        return words

    def _nobody(self) -> str:
        with requests.Session() as session:
            session.trust_env = False  # no proxy, no password of a .netrc
            url = f"{self._pbx.url}/ari/asterisk/info"
            try:
                answer = session.get(url, timeout=PATIENCE, allow_redirects=False)
            except requests.RequestException:
                return "no answer"
            return f"{answer.status_code} {answer.reason}"

    def _extension(self) -> str:
        try:
            self._pbx.cli(_DIALPLAN, timeout=PATIENCE)
        except ArinbError as error:
            return "no such extension" if self._pbx.running else error.what
        return "the extension is there"


def info(url: str, username: str, password: str) -> tuple[str, ArinbError | None]:
    """Return the answer to `GET /asterisk/info` in words, and the error if it is one.

    Example: `info(pbx.url, pbx.username, pbx.password)`
    """
    try:
        client = Client(url, username, password, timeout=PATIENCE)
    except ArinbError as error:
        return error.what, error
    try:
        answer = client.get("/asterisk/info")
    except AriError as error:
        exchange = error.exchange
        if isinstance(exchange, Exchange) and exchange.status is not None:
            return f"{exchange.status} {exchange.reason}", error
        return "no answer", error
    finally:
        client.close()
    return f"{answer.status} {answer.reason}", None


def _taken(pbx: PrivateAsterisk, texts: Mapping[str, str], *, restart: bool) -> str:
    """Have Asterisk read its files; return what was done."""
    written = f"{_names(texts)} written. " if texts else ""
    if restart:
        began = "restarted" if pbx.running else "started"
        pbx.restart()
        return f"{written}Asterisk was {began}."
    if not pbx.running:
        return f"{written}Asterisk does not run: it reads its files when it is started."
    pbx.reload()
    if not _ari_is_missing(pbx):
        return f"{written}Asterisk has read its files again (a reload)."
    pbx.restart()
    return f"{written}A reload was not enough for ARI to answer: Asterisk was restarted."


def _ari_is_missing(pbx: PrivateAsterisk) -> bool:
    """Whether the files say that ARI is on, without a mistake, and it is off all the same."""
    http, ari = pbx.conf["http.conf"], pbx.conf["ari.conf"]
    if http.findings.errors or ari.findings.errors or not http_address(http.text).enabled:
        return False
    if (ari.get("general", "enabled") or "yes").lower() not in ("yes", "true", "on", "1"):
        return False
    _, error = info(pbx.url, pbx.username, pbx.password)
    return isinstance(error, AriDisabled | Refused)


def _user(pbx: PrivateAsterisk) -> tuple[str, str]:
    return pbx.username, pbx.password


def _names(texts: Mapping[str, str]) -> str:
    return " and ".join(texts) if texts else "nothing"


def _folded(title: str, text: str) -> str:
    return (
        f"<details><summary>{escape(title)}</summary><pre>{look.shown(text, None)}</pre></details>"
    )
