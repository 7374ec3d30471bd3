"""All that ARI has, by name: put together from the descriptions by resource."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from arinb.ari.api.data.models import ALL as ALL_MODELS
from arinb.ari.api.data.operations import ALL as ALL_OPERATIONS

if TYPE_CHECKING:
    from arinb.ari.api.description import Model, Operation

OPERATIONS: Mapping[str, Operation] = MappingProxyType({o.name: o for o in ALL_OPERATIONS})
MODELS: Mapping[str, Model] = MappingProxyType({model.name: model for model in ALL_MODELS})
EVENTS: Mapping[str, Model] = MappingProxyType(
    {model.name: model for model in ALL_MODELS if model.is_event}
)


def operation_at(method: str, path: str) -> Operation | None:
    """Return the operation that a method and a path of a request mean, or None.

    Parameters: `method`, such as "POST"; `path`, with or without "/ari" and a query. Of several
    that fit, the one with the fewest ids in its path is meant, as in Asterisk itself.

    Example: `operation_at("POST", "/ari/channels/1400609726.3/play").name` → `"channels.play"`
    """
    fitting = [o for o in operations_of(path) if o.method == method]
    return fitting[0] if fitting else None


def operations_of(path: str) -> list[Operation]:
    """Return the operations whose path fits, whatever their method, the plainest path first.

    Example: `[operation.method for operation in operations_of("/channels")]` → `["GET", "POST"]`
    """
    path = path.partition("?")[0].removeprefix("/ari")
    fitting = [operation for operation in ALL_OPERATIONS if _pattern(operation.path).match(path)]
    return sorted(fitting, key=lambda operation: operation.path.count("{"))


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$")
