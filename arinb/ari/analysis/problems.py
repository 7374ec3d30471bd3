"""What went wrong: refused requests, and times without a connection."""

from __future__ import annotations

import pandas as pd

from arinb.ari.analysis.operations import operation_names
from arinb.ari.analysis.prepared import TEXT, parsed, rows_of, seconds, text

FIRST_ERROR = 400


def refused(log: pd.DataFrame) -> pd.DataFrame:
    """Return the requests that Asterisk refused or did not answer, counted; see `AriAccessor`.

    Example: `refused(ari.log.to_dataframe())`
    """
    rows = rows_of(log, "answer", "received", "method", "path", "status", "detail", "raw")
    rows = rows[rows["status"].isna() | (rows["status"] >= FIRST_ERROR).fillna(value=False)]
    message = text(map(_message, rows["raw"]), rows.index).fillna(rows["detail"])
    rows = rows.assign(message=message, operation=operation_names(rows["method"], rows["path"]))
    keys = ["status", "operation", "message"]
    table = (
        rows.groupby(keys, dropna=False, sort=True)
        .agg(
            count=("received", "size"),
            first=("received", "min"),
            last=("received", "max"),
            path=("path", "last"),
        )
        .reset_index()
        .astype({"status": "Int64", "operation": TEXT, "message": TEXT, "count": "int64"})
    )
    return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def gaps(log: pd.DataFrame) -> pd.DataFrame:
    """Return the times without a connection, from lost to back; see `AriAccessor`.

    Example: `gaps(ari.log.to_dataframe())`
    """
    rows = rows_of(log, "connection", "received", "type", "detail")
    opened = rows["received"].where(rows["type"].isin(["opened", "back"]))
    back = opened.bfill()
    lost = rows["type"].isin(["lost", "replaced"])
    table = pd.DataFrame(
        {
            "state": rows["type"].astype(TEXT),
            "lost": rows["received"],
            "back": back,
            "seconds": seconds(back - rows["received"]),
            "detail": rows["detail"],
        }
    )
    return table[lost].rename_axis("row")


def _message(raw: object) -> str | None:
    """Asterisk's own words in the body of an answer; None if there are none."""
    body = parsed(raw)
    words = body.get("message", body.get("error"))
    return words if isinstance(words, str) and words else None
