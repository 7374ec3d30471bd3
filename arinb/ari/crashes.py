"""Requests that Asterisk does not survive: they are not sent."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from arinb.ari.api.catalogue import OPERATIONS, operation_at
from arinb.errors import BadRequestArgument

# Operations that crash Asterisk when a parameter that they need is left out (met with 22.10.1, the
# first one with 16.28.0, too). `perform` never leaves one out.
_FATAL_WITHOUT = {"channels.move": "app", "bridges.record": "format"}


def check_survives(method: str, target: str, body: bytes) -> None:
    """Raise BadRequestArgument for a request that is known to crash Asterisk.

    Parameters: `method` in capitals; `target`, path and query; `body`, JSON.

    Example: `check_survives("POST", "/ari/channels/1.1/move", b"")`
    """
    if method != "POST" or not target.partition("?")[0].endswith(("/move", "/record")):
        return
    operation = operation_at(method, target)
    needed = _FATAL_WITHOUT.get(operation.name if operation else "")
    if operation is None or needed is None:
        return
    if isinstance(_given(target, body).get(needed), str):
        return
    raise BadRequestArgument(
        f"{method} {target} was not sent: {needed}= is missing.",
        why="without it, Asterisk itself crashes, and every call with it.",
        next_step=f"Name it: {OPERATIONS[operation.name].example}",
    )


def _given(target: str, body: bytes) -> dict[str, Any]:
    """The parameters as Asterisk puts them together: those of the body go before the query's."""
    data = json.loads(body) if body else None
    in_query = dict(parse_qsl(target.partition("?")[2], keep_blank_values=True))
    return {**in_query, **data} if isinstance(data, dict) else in_query
