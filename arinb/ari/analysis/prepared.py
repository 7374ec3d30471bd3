"""The log's columns as they have to be for a question, wherever the table comes from.

A table from `log.to_dataframe()` is right as it is. One that was read from a file may have its
times as text, its rows as a column, or texts where a category was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import orjson
import pandas as pd

from arinb.errors import BadQuestion, MissingColumns

if TYPE_CHECKING:
    from arinb.ari.payload import Json

TEXT = pd.StringDtype(na_value=np.nan)
TIME = pd.DatetimeTZDtype("ns", "UTC")

CLOCKS = {"received": "this machine's", "timestamp": "the server's"}
_WHOLE = ("status", "request_row")


def prepared(log: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Return the named columns with the types of `log.to_dataframe()`, indexed by row.

    Parameters: `log`, such a table or a part of it, also one that was read from a file.

    Raises `MissingColumns`, or `BadQuestion` when a column's values have been damaged.

    Example: `prepared(log, "kind", "type")`
    """
    if "row" in log.columns and log.index.name != "row":
        log = log.set_index("row")
    missing = [name for name in names if name not in log.columns]
    if missing:
        there = sorted(map(str, log.columns))
        raise MissingColumns(
            f"This table has no column {' and no '.join(missing)}.",
            why=f"it has {', '.join(there) or 'none at all'}",
            next_step="ask the whole table: ari.log.to_dataframe().ari; rows may be taken out of "
            "it, columns not",
        )
    return pd.DataFrame({name: _typed(log[name], name) for name in names}, index=log.index)


def rows_of(log: pd.DataFrame, kind: str, *names: str) -> pd.DataFrame:
    """Return the rows of one kind, such as "event", with the named columns.

    Example: `rows_of(log, "event", "type", "channel_id")`
    """
    if "kind" not in log.columns:
        return prepared(log, "kind", *names)  # which says what is missing
    return prepared(log[log["kind"] == kind], *names)


def check_one_log(rows: pd.DataFrame) -> None:
    """Raise `BadQuestion` if the table has two rows of the same number: those of several logs.

    Example: `check_one_log(log)`
    """
    if rows.index.has_duplicates:
        number = rows.index[rows.index.duplicated()][0]
        raise BadQuestion(
            "This table holds rows of several logs.",
            why=f"there are two rows {number}, so an answer's request can't be told",
            next_step="ask one log at a time; arinb.EventLog.load(…) of an archive numbers the "
            "rows anew",
        )


def check_clock(clock: str) -> None:
    """Raise `BadQuestion` unless `clock` is a column with times.

    Example: `check_clock("received")`
    """
    if clock not in CLOCKS:
        raise BadQuestion(
            f"clock={clock!r} is no clock of the log.",
            why="the log has two: " + ", ".join(f"{k!r} is {v}" for k, v in CLOCKS.items()),
            next_step='clock="received" goes for every row, clock="timestamp" for events',
        )


def text(values: Iterable[object], index: pd.Index | None = None) -> pd.Series:
    """Return values as a column of texts; None is missing.

    Example: `text(["tea", None])`
    """
    return pd.Series(list(values), index=index, dtype="object").astype(TEXT)


def seconds(durations: pd.Series) -> pd.Series:
    """Return durations as numbers of seconds.

    Example: `seconds(log["received"].diff())`
    """
    numbers: pd.Series = durations.dt.total_seconds().astype("float64")
    return numbers


def parsed(raw: object) -> Json:
    """Return the JSON object in a cell of the column `raw`; {} when there is none.

    Example: `parsed('{"type": "StasisStart"}')["type"]`
    """
    try:
        data = orjson.loads(raw) if isinstance(raw, str) else {}
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _typed(column: pd.Series, name: str) -> pd.Series:
    if name in CLOCKS:
        if column.dtype == TIME:
            return column
        return pd.to_datetime(column, utc=True, format="ISO8601", errors="coerce").astype(TIME)
    if name in _WHOLE:
        return column.astype("Int64")
    if name == "elapsed":
        return column.astype("float64")
    if name in ("kind", "type") and isinstance(column.dtype, pd.CategoricalDtype):
        return column
    if name == "raw":
        return column  # large, and few cells of it are read
    if name.endswith("_id") and pd.api.types.is_numeric_dtype(column) and column.notna().any():
        raise BadQuestion(
            f"The column {name} holds numbers, where ids should be.",
            why="an id such as 1795450970.10 is a text; read as a number it loses its last 0",
            next_step=f'read the file anew, with dtype={{"{name}": "str"}}',
        )
    return column.astype(TEXT)
