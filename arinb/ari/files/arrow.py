"""Rows of the log as Arrow tables: what DuckDB, pandas, Dask and Spark read, and arinb again.

The columns are those of `arinb.ari.table`, by the same names, and these:

| column | type | meaning |
|---|---|---|
| `row` | integer | the row's number in the log |
| `received_ns` | integer | `received` to the nanosecond, which not every program has room for |
| `monotonic` | seconds | the same on a clock that nobody can set back |
| `reason` | text | an answer's reason, which `detail` repeats |
| `exact` | text | JSON of what the other columns can't hold as it came: bytes that are no UTF-8 |
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa

from arinb.ari.cells import clean
from arinb.ari.entry import Entry
from arinb.ari.files.block import TEXTS
from arinb.ari.files.subjects import Column, Table, subjects

if TYPE_CHECKING:
    from arinb.ari.files.block import Block

Type: TypeAlias = Any
# What columns can't hold: of a row, by field.
Exact: TypeAlias = dict[int, dict[str, str]]

TEXT = pa.string()
NAME = pa.dictionary(pa.int32(), pa.string())
TIME = pa.timestamp("us", "UTC")

SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("received", TIME),
        ("timestamp", TIME),
        ("kind", NAME),
        ("type", NAME),
        ("application", NAME),
        ("channel_id", TEXT),
        ("channel_name", TEXT),
        ("channel_state", NAME),
        ("bridge_id", TEXT),
        ("playback_id", TEXT),
        ("playback_state", NAME),
        ("recording_name", TEXT),
        ("method", NAME),
        ("path", TEXT),
        ("status", pa.int64()),
        ("elapsed", pa.float64()),
        ("request_row", pa.int64()),
        ("detail", TEXT),
        ("raw", TEXT),
        ("received_ns", pa.int64()),
        ("monotonic", pa.float64()),
        ("reason", TEXT),
        ("exact", TEXT),
    ]
)

# What an entry is made of again, in the order of its fields.
_FIELDS = (
    *("kind", "row", "received_ns", "monotonic", "raw", "type", "method", "path"),
    *("status", "reason", "elapsed", "request_row", "detail"),
)
NEEDED = (*_FIELDS, "exact")
_NUMBERS = ("status", "elapsed", "request_row")


def table_of(block: Block) -> Table:
    """Return rows as an Arrow table of `SCHEMA`.

    Example: `table_of(block).to_pandas()`
    """
    exact: Exact = {}
    received = pa.array(np.frombuffer(block.columns.received, dtype="int64"))
    columns = {
        "row": pa.array(np.arange(block.first, block.first + len(block), dtype="int64")),
        "received": received.cast(pa.timestamp("ns", "UTC")).cast(TIME, safe=False),
        "received_ns": received,
        "monotonic": pa.array(np.frombuffer(block.columns.monotonic)),
        "raw": _raws(block, exact),
        "type": _types(block, exact),
        **_others(block, exact),
    }
    columns.update(subjects(block, {row for row in exact if "raw" in exact[row]}))
    texts = {row: json.dumps(found) for row, found in exact.items()}
    columns["exact"] = _sparse(len(block), texts, TEXT)
    arrays = [_as(columns[field.name], field.type) for field in SCHEMA]
    return pa.table(arrays, schema=SCHEMA)


def entries_of(batch: Table) -> Iterator[Entry]:
    """Yield the rows of a table or batch that has at least the columns `NEEDED`.

    Example: `list(entries_of(table_of(block)))`
    """
    count = batch.num_rows
    columns = {name: _values(name, batch.column(name), count) for name in _FIELDS}
    reasons = batch.column("reason")
    if reasons.null_count < count:
        # Where there is a reason, the detail is the same once more.
        pairs = zip(columns["reason"], columns["detail"], strict=False)
        columns["detail"] = ["" if reason else detail for reason, detail in pairs]
    if batch.column("exact").null_count < count:
        _restore(columns, batch.column("exact").to_pylist())
    return map(Entry, *columns.values())


def _raws(block: Block, exact: Exact) -> Column:
    raws = block.columns.raws
    if all(raws):
        offsets = np.zeros(len(raws) + 1, dtype="int32")
        np.cumsum(np.fromiter(map(len, raws), "int32", len(raws)), out=offsets[1:])
        buffers = pa.py_buffer(offsets), pa.py_buffer(b"".join(raws))
        texts = pa.StringArray.from_buffers(len(raws), *buffers)
        with contextlib.suppress(pa.ArrowInvalid):
            texts.validate(full=True)
            return texts
    return pa.array([_shown(block, at, exact) for at in range(len(raws))], TEXT)


def _shown(block: Block, at: int, exact: Exact) -> str | None:
    raw = block.columns.raws[at]
    try:
        return raw.decode() or None
    except UnicodeDecodeError:
        exact.setdefault(at, {})["raw"] = base64.b64encode(raw).decode()
        return raw.decode("utf-8", "backslashreplace")


def _types(block: Block, exact: Exact) -> Column:
    types = [type_ or None for type_ in block.columns.types]
    try:
        return pa.array(types, TEXT)
    except UnicodeEncodeError:
        # Half a surrogate pair, out of the escapes of JSON.
        for at, type_ in enumerate(block.columns.types):
            if clean(type_) != type_:
                exact.setdefault(at, {})["type"] = type_
        return pa.array(list(map(clean, types)), TEXT)


def _others(block: Block, exact: Exact) -> dict[str, Column]:
    """The columns that events have nothing in."""
    found: dict[str, dict[int, Any]] = {name: {} for name in (*TEXTS, *_NUMBERS)}
    kinds: list[str] = ["event"] * len(block)
    for at, entry in block.columns.others.items():
        kinds[at] = entry.kind
        for name in TEXTS:
            value = getattr(entry, name)
            found[name][at] = clean(value) or None
            if clean(value) != value or (name == "detail" and value and entry.reason):
                exact.setdefault(at, {})[name] = value
        for name in _NUMBERS:
            found[name][at] = getattr(entry, name)
        found["detail"][at] = clean(entry.detail or entry.reason) or None
    columns = {
        name: _sparse(len(block), values, TEXT if name in TEXTS else SCHEMA.field(name).type)
        for name, values in found.items()
    }
    return columns | {"kind": pa.array(kinds, TEXT)}


def _sparse(count: int, found: dict[int, Any], type_: Type) -> Column:
    if not found:
        return pa.nulls(count, type_)
    values: list[Any] = [None] * count
    for at, value in found.items():
        values[at] = value
    return pa.array(values, type_)


def _as(column: Column, type_: Type) -> Column:
    if column.type == type_:
        return column
    return column.dictionary_encode() if type_ == NAME else column.cast(type_)


def _values(name: str, column: Column, count: int) -> Iterable[Any]:
    """A column as Python has it, "" for what is missing in a text."""
    missing: Any = None if name in _NUMBERS else b"" if name == "raw" else ""
    values: list[Any]
    if column.null_count == count:
        return [missing] * count if name == "raw" else repeat(missing)
    if name == "raw":
        values = column.cast(pa.binary()).to_pylist()
    elif pa.types.is_dictionary(column.type):
        names = [*column.dictionary.to_pylist(), None]
        values = [names[-1 if at is None else at] for at in column.indices.to_pylist()]
    else:
        values = column.to_pylist()
    if column.null_count and missing is not None:
        return [missing if value is None else value for value in values]
    return values


def _restore(columns: dict[str, Any], texts: list[str | None]) -> None:
    """Put what no column could hold into its place."""
    for at, text in enumerate(texts):
        if text is None:
            continue
        for name, value in json.loads(text).items():
            if name not in columns:
                continue
            if not isinstance(columns[name], list):
                columns[name] = [""] * len(texts)
            columns[name][at] = base64.b64decode(value) if name == "raw" else value
