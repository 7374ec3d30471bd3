"""Which operation of ARI a request is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.analysis.prepared import text
from arinb.ari.api.catalogue import operation_at

if TYPE_CHECKING:
    import pandas as pd


def operation_names(methods: pd.Series, paths: pd.Series) -> pd.Series:
    """Return the name of each request's operation, such as "channels.play"; missing if unknown.

    Example: `operation_names(log["method"], log["path"])`
    """
    bare = paths.str.partition("?")[0] if len(paths) else paths
    known: dict[tuple[object, object], str | None] = {}
    names = []
    for method, path in zip(methods, bare, strict=True):
        if (method, path) not in known:
            known[method, path] = _name(method, path)
        names.append(known[method, path])
    return text(names, methods.index)


def _name(method: object, path: object) -> str | None:
    if not isinstance(method, str) or not isinstance(path, str):
        return None
    operation = operation_at(method, path)
    return operation.name if operation else None
