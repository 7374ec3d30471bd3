"""Perform an operation of ARI: check what it is given, write the request, send it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from arinb.ari.api.catalogue import OPERATIONS
from arinb.ari.encoding import MAX_LINE, body, line_length, quoted, segment
from arinb.ari.objects.arguments import by_name, checked, in_body
from arinb.ari.objects.model import Listing, Live, Model
from arinb.errors import InvalidState, NeedsNewer, NotAsterisk
from arinb.versions import in_words, knows

if TYPE_CHECKING:
    from arinb.ari.api.description import Operation, Parameter
    from arinb.ari.client import Client
    from arinb.ari.exchange import Exchange

M = TypeVar("M", bound=Model)

_IN_A_QUERY = "/:@,"

# How Asterisk takes several values out of a query: as many at most, and not without a change if
# one of these is in them. In a body, a list is a list.
_MOST = 127
_SEPARATORS = ',"\\'


def perform(client: Client, name: str, /, **values: object) -> Exchange:
    """Send the request of an operation and return it with its answer.

    Parameters: `name` of the operation, such as "channels.play"; `values`, its parameters by
    ARI's own names; None means: left out. Where the URL would be longer than Asterisk reads,
    or several values can't be told apart in it, they travel in the body.

    Raises BadRequestArgument, before anything is sent, for what the operation does not take;
    NeedsNewer for what this server is too old for; and what `Client.request` raises.

    Example: `perform(client, "channels.play", channelId="1.1", media="sound:hello-world")`
    """
    operation = OPERATIONS[name]
    given = {key: value for key, value in values.items() if value is not None}
    _check_version(operation, given, client.version)
    target, content = _written(operation, checked(operation, given))
    try:
        return client.send(operation.method, target, body(content or None))
    except InvalidState as error:
        states = [v["state"] for v in given.values() if isinstance(v, Live) and "state" in v]
        if states:
            error.why = f"{error.why} When ARI last described it, it was {states[0]}."
        raise


def one(kind: type[M], client: Client, exchange: Exchange) -> M:
    """Return the object that an answer describes.

    Raises NotAsterisk if it describes none of that kind.

    Example: `one(Channel, client, perform(client, "channels.get", channelId="1.1"))`
    """
    return kind(client, described(kind, exchange))


def several(kind: type[M], client: Client, exchange: Exchange) -> Listing[M]:
    """Return the objects that an answer lists. Raises NotAsterisk if it lists none of that kind.

    Example: `several(Channel, client, perform(client, "channels.list"))`
    """
    data = _json(exchange)
    if isinstance(data, list) and all(_describes(kind, item) for item in data):
        return Listing(kind(client, item) for item in data)
    raise _not_described(exchange)


def described(kind: type[Model], exchange: Exchange) -> dict[str, Any]:
    """Return the JSON of the object that an answer describes. Raises NotAsterisk if it does not.

    Example: `described(Channel, exchange)["state"]`
    """
    data = _json(exchange)
    if isinstance(data, dict) and _describes(kind, data):
        return data
    raise _not_described(exchange)


def value_in(exchange: Exchange) -> str:
    """Return the value of a variable that an answer holds. Raises NotAsterisk if it holds none.

    Example: `value_in(perform(client, "asterisk.get_variable", variable="LANG"))`
    """
    data = _json(exchange)
    if isinstance(data, dict) and isinstance(data.get("value"), str):
        return str(data["value"])
    raise _not_described(exchange)


def values_in(exchange: Exchange) -> dict[str, Any]:
    """Return the variables, by name, that an answer holds. Raises NotAsterisk if it holds none.

    Example: `values_in(perform(client, "channels.get_variables", channelId=id, variables="A"))`
    """
    data = _json(exchange)
    if isinstance(data, dict) and isinstance(data.get("variables"), dict):
        return dict(data["variables"])
    raise _not_described(exchange)


def _check_version(operation: Operation, given: dict[str, object], version: str) -> None:
    if not version:
        return
    if not knows(version, operation.since):
        raise _too_old(operation, "()", operation.since, version)
    for parameter in operation.parameters:
        value = given.get(parameter.name)
        since = _since(parameter, value)
        if not knows(version, since):
            raise _too_old(operation, _use(parameter, value), since, version)


def _since(parameter: Parameter, value: object) -> str:
    """Since when a parameter may be given like this, or be left out."""
    if value is None:
        return parameter.optional_since
    if isinstance(value, str) and value in parameter.allowed_since:
        return parameter.allowed_since[value]
    return parameter.since


def _use(parameter: Parameter, value: object) -> str:
    """How a parameter is given, in words."""
    name = parameter.name_in_python
    if value is None:
        return f"() without {name}="
    if isinstance(value, str) and value in parameter.allowed_since:
        return f"({name}={value!r})"
    return f"({name}=…)"


def _too_old(operation: Operation, what: str, since: str, version: str) -> NeedsNewer:
    return NeedsNewer(
        f"{operation.name}{what} needs Asterisk {in_words(since)}; this is {version}.",
        why="this Asterisk was made before ARI learnt that.",
        next_step="Do without it, or use a newer Asterisk; "
        f'`arinb.api.operation("{operation.name}")` shows what came when.',
    )


def _written(operation: Operation, given: dict[str, Any]) -> tuple[str, Any]:
    """The path with its query, and the body before it is written as JSON."""
    path, query, known = operation.path, list[tuple[str, Any]](), by_name(operation)
    content, whole = in_body(operation, given)
    for name, value in given.items():
        place = known[name].place
        if place == "path":
            path = path.replace(f"{{{name}}}", segment(value))
        elif place == "query":
            if isinstance(value, list) and not (whole or _fit_into_a_query(value)):
                content[name] = value
            else:
                query.append((name, value))
    target = _target(path, query)
    if line_length(operation.method, target) > MAX_LINE and not whole:
        return _target(path, []), content | dict(query)
    return target, content


def _fit_into_a_query(values: list[str]) -> bool:
    """Whether Asterisk takes them out of a query again as they are, and all of them."""
    return len(values) <= _MOST and not any(set(value) & set(_SEPARATORS) for value in values)


def _target(path: str, query: list[tuple[str, Any]]) -> str:
    pairs = "&".join(f"{name}={quoted(_joined(value), _IN_A_QUERY)}" for name, value in query)
    return f"/ari{path}?{pairs}" if pairs else f"/ari{path}"


def _joined(value: object) -> str:
    if isinstance(value, bool):
        return json.dumps(value)
    return ",".join(value) if isinstance(value, list) else str(value)


def _json(exchange: Exchange) -> Any:  # noqa: ANN401 - JSON is what it is
    try:
        return exchange.json()
    except (ValueError, RecursionError):
        return None


def _describes(kind: type[Model], data: object) -> bool:
    """Whether it is a JSON object, of a live kind one with an id."""
    if not isinstance(data, dict):
        return False
    return not issubclass(kind, Live) or isinstance(data.get(kind._identity), str)  # noqa: SLF001 - our own base


def _not_described(exchange: Exchange) -> NotAsterisk:
    return NotAsterisk(
        f"{exchange.method} {exchange.path.partition('?')[0]} was answered, but not as ARI does.",
        why="the answer describes nothing that ARI has.",
        next_step="Look at the answer (it is the error's .exchange), and check host and port.",
        exchange=exchange,
    )
