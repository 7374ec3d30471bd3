"""An operation with its arguments as the line of Python that does the same in a cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arinb.ari.secrets import without_secret_values

if TYPE_CHECKING:
    from arinb.ari.api.description import Operation

CONNECT = "events.websocket"  # the operation that arinb.connect() is


def python_line(
    operation: Operation, arguments: Mapping[str, Any], *, url: str = "", username: str = ""
) -> str:
    """Return the line that calls an operation with these arguments: `ari.channels.play(…)`.

    Parameters: `operation`; `arguments`, by ARI's own names, without those left out; `url` and
    `username`, of the server, for the operation that is `arinb.connect()`. The value of a password
    among the arguments is not in it.

    Example: `python_line(arinb.api.operation("channels.get"), {"channelId": "1400609726.3"})`
    """
    words = _words(operation, without_secret_values(dict(arguments)))
    if operation.name != CONNECT:
        return f"ari.{operation.name}({', '.join(words)})"
    # Where the curl command takes it from, too.
    from_environment = 'password=os.environ["ARI_PASSWORD"]'
    target = [literal(url), f"username={literal(username)}", from_environment]
    return f"ari = arinb.connect({', '.join([*target, *words])})"


def literal(value: object) -> str:
    """Return a value as Python writes it, texts in double quotes.

    Example: `literal(["sound:hello-world"])` → `'["sound:hello-world"]'`
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if value.isprintable() else repr(value)
    if isinstance(value, Mapping):
        pairs = (f"{literal(name)}: {literal(item)}" for name, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return repr(value)


def _words(operation: Operation, arguments: Mapping[str, Any]) -> list[str]:
    """What stands between the parentheses: the first that can't be left out without its name."""
    needed = [p for p in operation.parameters if p.required or p.place == "path"]
    first = needed[0].name if needed and operation.name != CONNECT else ""
    words = [literal(arguments[first])] if first in arguments else []
    for parameter in operation.parameters:
        if parameter.name in arguments and parameter.name != first:
            value = arguments[parameter.name]
            if operation.name == CONNECT and isinstance(value, list):
                value = ",".join(value)
            words.append(f"{parameter.name_in_python}={literal(value)}")
    return words
