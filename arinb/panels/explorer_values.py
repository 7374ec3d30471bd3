"""What is written into the explorer's fields, as the arguments of an operation, or as a mistake."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from arinb.ari.exchange import Exchange
from arinb.ari.objects.arguments import checked
from arinb.ari.objects.perform import perform
from arinb.errors import BadRequestArgument

if TYPE_CHECKING:
    from arinb.ari.api.description import Operation, Parameter
    from arinb.ari.client import Client

# What a field holds: a text, a choice among some, several of them, or nothing.
Raw: TypeAlias = str | bool | tuple[str, ...] | None

# Operations that are no DELETE, and take something away or interrupt it all the same.
_DANGEROUS = frozenset(
    ["asterisk.config.update", "asterisk.logging.rotate", "asterisk.modules.load",
     "asterisk.modules.reload"]
)  # fmt: skip


def is_dangerous(operation: Operation) -> bool:
    """Return whether an operation is asked for twice: it takes something away, or restarts it.

    Example: `is_dangerous(arinb.api.operation("asterisk.modules.unload"))`
    """
    return operation.method == "DELETE" or operation.name in _DANGEROUS


def value_of(parameter: Parameter, raw: Raw) -> object:
    """Return the value that a field's content means; None for one that is left out.

    Raises BadRequestArgument for what means nothing.

    Example: `value_of(operation.parameter("media"), "sound:hello-world")`
    """
    if raw is None or raw in ("", ()):
        return None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, tuple):
        return list(raw)
    if parameter.type in ("int", "long"):
        return _number(raw)
    if parameter.type in ("object", "containers"):
        return _object(parameter, raw)
    if parameter.many and not parameter.schemes and "," in raw:
        return [part.strip() for part in raw.split(",") if part.strip()]
    return raw


def arguments_of(operation: Operation, raws: Mapping[str, Raw]) -> dict[str, object]:
    """Return the arguments that the fields mean, by ARI's names, without those left out.

    Raises BadRequestArgument for the first that is no good, or is missing.

    Example: `arguments_of(operation, {"channelId": "1400609726.3", "media": "sound:a"})`
    """
    values = {p.name: value_of(p, raws.get(p.name)) for p in operation.parameters}
    given = {name: value for name, value in values.items() if value is not None}
    checked(operation, given)
    return given


def mistake(operation: Operation, parameter: Parameter, raw: Raw, *, missing: bool = False) -> str:
    """Return what is wrong with a field, "" for nothing.

    Parameters: `raw`, its content; `missing`, whether it is wrong that it is empty.

    Example: `mistake(operation, operation.parameter("skipms"), "fast")`
    """
    try:
        value = value_of(parameter, raw)
        if value is None:
            return "It can't be left out." if missing else ""
        alone = dataclasses.replace(operation, parameters=(parameter,))
        checked(alone, {parameter.name: value})
    except BadRequestArgument as error:
        said = f"{error.why} {error.next_step}".strip()
        return said[:1].upper() + said[1:]
    return ""


def request_of(client: Client, operation: Operation, arguments: Mapping[str, object]) -> Exchange:
    """Return the request that an operation would be, without sending it.

    Raises what `perform` raises before it sends anything.

    Example: `print(request_of(ari.client, operation, arguments).curl)`
    """
    return perform(cast("Client", _Unsent(client)), operation.name, **arguments)


class _Unsent:
    """Stands where a client does, and sends nothing."""

    def __init__(self, client: Client) -> None:
        self.version = client.version
        self._url, self._username = client.url, client.username

    def send(self, method: str, target: str, body: bytes = b"") -> Exchange:
        return Exchange(method, self._url + target, self._username, sent=body)


def _number(raw: str) -> int:
    try:
        return int(raw.strip())
    except ValueError:
        raise BadRequestArgument(
            f"{raw!r} is no whole number.",
            why="it is a whole number.",
            next_step="Write it with digits only, such as 30.",
        ) from None


def _object(parameter: Parameter, raw: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """JSON, or for names with values also lines such as LANG=en."""
    text = raw.strip()
    if not text:
        return None
    if parameter.type == "containers" and not text.startswith(("{", "[")):
        return _pairs(text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequestArgument(
            "That is no JSON.",
            why=f"it is JSON, and this is none: {error}.",
            next_step='For instance {"LANG": "en"}.',
        ) from None


def _pairs(text: str) -> dict[str, str]:
    pairs = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, sign, value = line.partition("=")
        if not sign or not name.strip():
            raise BadRequestArgument(
                f"{line!r} is no name with a value.",
                why="each line is a name and a value.",
                next_step='For instance LANG=en, or all of it as JSON: {"LANG": "en"}.',
            )
        pairs[name.strip()] = value.strip()
    return pairs
