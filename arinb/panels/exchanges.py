"""Requests and their answers, put together again from the rows of a log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from arinb.ari.api import operation_at
from arinb.ari.exchange import Exchange
from arinb.errors import BadRequestArgument
from arinb.panels import clicks, look

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.entry import Entry

_MASKED = ("…", "***")


@dataclass(frozen=True)
class Asked:
    """A request of a log and, once it has come, its answer.

    Fields: `row`, the request's; `request`, its entry, or None when it is not there (any more);
    `answer`, its entry, or None.

    Example: `Asked(3, ari.log[3], ari.log[4])`
    """

    row: int
    request: Entry | None
    answer: Entry | None

    @property
    def about(self) -> Entry:
        """The entry that says what was asked: the request, or else its answer."""
        entry = self.request or self.answer
        assert entry is not None  # noqa: S101 - one of the two is there, by how it is made
        return entry

    @property
    def outcome(self) -> tuple[look.Tone, str]:
        """How it ended, as a tone and a few words: "201 Created", "no answer", "waiting…"."""
        if self.answer is None:
            return "busy", "waiting…"
        if self.answer.status is None:
            return "bad", "no answer"
        good = self.answer.status < 400
        return "good" if good else "bad", f"{self.answer.status} {self.answer.reason}"

    def exchange(self, client: Client) -> Exchange:
        """Return it as an exchange, which knows how curl shows it.

        Parameters: `client`, who sent it.

        Example: `print(asked.exchange(ari.client).curl)`
        """
        sent = self.request.raw if self.request is not None else b""
        method, path = look.harmless(self.about.method), look.harmless(self.about.path)
        exchange = Exchange(method, client.url + path, client.username, sent)
        if self.answer is not None:
            exchange.status, exchange.reason = self.answer.status, self.answer.reason
            exchange.body, exchange.elapsed = self.answer.raw, self.answer.elapsed or 0.0
        return exchange

    def again(self, client: Client) -> Exchange:
        """Send it once more and return what came of it.

        Raises what `client.send` raises, and BadRequestArgument when the log has kept a secret
        out of it.

        Example: `asked.again(ari.client)`
        """
        sent = self.exchange(client)
        if any(
            mask in f"{self.about.path}{sent.sent.decode('utf-8', 'replace')}" for mask in _MASKED
        ):
            raise BadRequestArgument(
                "This request can't be sent again from here.",
                why="it has a password or a key in it, which the log does not keep",
                next_step="send it from a cell, as it was sent before",
            )
        return client.send(self.about.method, self.about.path, sent.sent)


def paired(entries: Iterable[Entry]) -> list[Asked]:
    """Return the requests among some entries with their answers, in the order of the requests.

    Example: `paired(ari.log)`
    """
    requests: dict[int, Entry] = {}
    answers: dict[int, Entry] = {}
    for entry in entries:
        if entry.kind == "request":
            requests[entry.row] = entry
        elif entry.kind == "answer" and entry.request_row is not None:
            answers[entry.request_row] = entry
    rows = sorted(requests.keys() | answers.keys())
    return [Asked(row, requests.get(row), answers.get(row)) for row in rows]


def asked_as_html(asked: Asked, client: Client) -> str:
    """Return a request as `curl -v` shows it, with its meaning and its curl command.

    Example: `asked_as_html(paired(ari.log)[-1], ari.client)`
    """
    exchange = asked.exchange(client)
    tone, outcome = asked.outcome
    head = (
        f'<p class="arinb-line"><strong>{look.shown(asked.about.method)} '
        f"{look.shown(exchange.path, 300)}</strong>, row {asked.row}: "
        f"{look.SIGNS[tone]} {look.shown(outcome)}</p>"
    )
    command = clicks.copyable(escape(exchange.curl))
    return f"{head}{_meaning(asked)}{command}{exchange._repr_html_()}"


def _meaning(asked: Asked) -> str:
    operation = operation_at(asked.about.method, asked.about.path)
    if operation is None:
        return '<p class="arinb-line">No operation of ARI has this method and path.</p>'
    words = [f"{operation.summary} <code>ari.{escape(operation.name)}</code>"]
    if asked.answer is not None:
        status, reason = asked.answer.status, asked.answer.reason
        if status is None:
            words.append(look.shown(reason, None))
        elif status in operation.errors:
            words.append(f"{status} here means: {escape(operation.errors[status])}")
    return f'<p class="arinb-line">{"<br>".join(words)}</p>'
