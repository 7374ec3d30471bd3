"""One request and its answer, shown as `curl -v` shows it, without any password."""

from __future__ import annotations

import contextlib
import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from arinb.ari.entry import without_secrets

_COLOURS = {
    ">": "var(--jp-info-color0, #0a6ebd)",
    "<": "var(--jp-success-color0, #2e7d32)",
}
_LONGEST_SHOWN = 20_000

# Names in JSON whose values nobody but the two sides should see.
_SECRETS = frozenset({"api_key", "md5_cred", "password", "secret"})


@dataclass(slots=True, repr=False)
class Exchange:
    """A request to ARI and, once it has come, the answer.

    Fields: `method`, such as "POST"; `url`, all of it; `username`, as whom; `sent`, the body that
    was sent; `status`, the HTTP status, None while there is no answer; `reason`, the status
    line's words; `headers` and `body` of the answer; `elapsed`, seconds.

    Example: `print(ari.request("GET", "/asterisk/info"))`
    """

    method: str
    url: str
    username: str
    sent: bytes = b""
    status: int | None = None
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    elapsed: float = 0.0

    @property
    def path(self) -> str:
        """The path and query, such as "/ari/channels?…".

        Example: `exchange.path`
        """
        rest = self.url.split("://", 1)[-1]
        return "/" + rest.partition("/")[2]

    @property
    def host(self) -> str:
        """Host and port.

        Example: `exchange.host`
        """
        return self.url.split("://", 1)[-1].partition("/")[0]

    @property
    def text(self) -> str:
        """The answer's body as text.

        Example: `exchange.text`
        """
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:  # noqa: ANN401 - JSON is what it is
        """Return the answer's body, parsed; None when there is no body.

        Raises ValueError if the body is no JSON, for instance a recording's sound.

        Example: `ari.request("GET", "/channels").json()`
        """
        return json.loads(self.body) if self.body else None

    @property
    def curl(self) -> str:
        """The same request for a terminal; it takes the password from $ARI_PASSWORD.

        Example: `print(exchange.curl)`
        """
        words = ["curl -v -u", f'{shlex.quote(self.username)}:"$ARI_PASSWORD"']
        words += ["-I"] if self.method == "HEAD" else ["-X", self.method]
        if self.sent:
            body = json.dumps(_masked(json.loads(self.sent)), ensure_ascii=False)
            words += ["-H 'Content-Type: application/json'", "-d", shlex.quote(body)]
        words.append(f'"{_in_double_quotes(without_secrets(self.url))}"')
        return " ".join(words)

    def __repr__(self) -> str:
        status = f"{self.status} {self.reason}" if self.status else "no answer"
        return f"<Exchange {self.method} {without_secrets(self.path)}: {status}>"

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        lines = "\n".join(_coloured(line) for line in self._lines())
        return f'<pre style="white-space: pre-wrap; overflow-wrap: anywhere">{lines}</pre>'

    def _lines(self) -> Iterator[str]:
        yield f"> {self.method} {without_secrets(self.path)} HTTP/1.1"
        yield f"> Host: {self.host}"
        yield "> Authorization: Basic ***"
        if self.sent:
            yield "> Content-Type: application/json"
        yield ">"
        if self.sent:
            yield _readable(self.sent)
        if self.status is None:
            yield "* no answer"
            return
        yield visible(f"< HTTP/1.1 {self.status} {self.reason}")
        for name, value in self.headers.items():
            yield visible(f"< {name}: {value}")
        yield "<"
        if self.body:
            yield _readable(self.body)


def visible(text: str) -> str:
    r"""Return a text from the wire with all that could steer a terminal written as `\x1b`.

    Line breaks and tabs stay.

    Example: `print(visible(exchange.text))`
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text)


def _in_double_quotes(text: str) -> str:
    for special in ("\\", "$", "`", '"'):
        text = text.replace(special, f"\\{special}")
    return text


def _coloured(line: str) -> str:
    colour = _COLOURS.get(line[:1]) if line[1:2] in ("", " ") else None
    return f'<span style="color: {colour}">{escape(line)}</span>' if colour else escape(line)


def _readable(body: bytes) -> str:
    """JSON with line breaks, other text as it is, and a word on what is no text."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return f"({len(body)} bytes that are no text)"
    with contextlib.suppress(ValueError, RecursionError):
        text = json.dumps(_masked(json.loads(text)), indent=2, ensure_ascii=False)
    text = visible(text.replace("\r\n", "\n")).rstrip()
    if len(text) > _LONGEST_SHOWN:
        return f"{text[:_LONGEST_SHOWN]}\n… ({len(text) - _LONGEST_SHOWN} characters more)"
    return text


def _masked(data: Any) -> Any:  # noqa: ANN401 - JSON is what it is
    """The same JSON without the values of passwords, wherever they stand in it.

    The dynamic configuration keeps them as {"attribute": "password", "value": "…"}.
    """
    if isinstance(data, list):
        return [_masked(item) for item in data]
    if not isinstance(data, dict):
        return data
    named = str(data.get("attribute")).lower() in _SECRETS
    return {
        name: "***" if name.lower() in _SECRETS or (named and name == "value") else _masked(value)
        for name, value in data.items()
    }
