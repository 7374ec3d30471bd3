"""The life of one channel, in words."""

from __future__ import annotations

import difflib
from urllib.parse import quote

import pandas as pd

from arinb.ari.analysis.prepared import TEXT, check_one_log, prepared, seconds, text
from arinb.ari.analysis.words import in_words
from arinb.errors import BadQuestion, NotInLog

_COLUMNS = (
    "received", "kind", "type", "application", "channel_id", "channel_name", "channel_state",
    "bridge_id", "playback_id", "playback_state", "method", "path", "status", "request_row",
    "detail", "raw",
)  # fmt: skip
_SUGGESTED_OF = 1000  # the latest names, among which a misspelt one is looked for


def channel(log: pd.DataFrame, which: object) -> pd.DataFrame:
    """Return what happened to a channel, in words; see `AriAccessor`.

    Example: `channel(ari.log.to_dataframe(), "PJSIP/1000-00000000")`
    """
    rows = prepared(log, *_COLUMNS)
    check_one_log(rows)
    rows = _about(rows, _id(rows, which))
    when = rows["received"]
    return pd.DataFrame(
        {
            "at": seconds(when - when.min()),
            "gap": seconds(when.diff()),
            "kind": rows["kind"],
            "type": rows["type"].astype(TEXT),
            "what": text(in_words(rows), rows.index),
            "received": when,
        }
    ).rename_axis("row")


def _about(rows: pd.DataFrame, id_: str) -> pd.DataFrame:
    """The rows about a channel: its events, and requests about it or its playbacks, answered."""
    about = rows["channel_id"] == id_
    playbacks = rows.loc[about, "playback_id"].dropna().unique()
    if len(playbacks):
        about |= rows["playback_id"].isin(playbacks)
    # A request may name a channel in its query: addChannel?channel=…
    requests = rows.loc[rows["kind"] == "request", "path"]
    for name in {id_, quote(id_, safe="")}:
        named = requests.str.contains(f"={name}", regex=False, na=False)
        about |= named.reindex(rows.index, fill_value=False)
    pairs = rows["request_row"].dropna().astype("int64")
    told = pairs.index.isin(rows.index[about]) | pairs.isin(rows.index[about])
    about |= rows.index.isin(pairs.index[told]) | rows.index.isin(pairs[told])
    return rows[about]


def _id(rows: pd.DataFrame, which: object) -> str:
    """The id of the channel that is meant by an id, a name or an object."""
    wanted = getattr(which, "id", which)
    if not isinstance(wanted, str) or not wanted:
        raise BadQuestion(
            f"{which!r} is no channel.",
            why="a channel is given as the object, or by its id or its name",
            next_step='for instance log.ari.channel(start.channel), or "PJSIP/1000-00000000"',
        )
    if (rows["channel_id"] == wanted).any():
        return wanted
    named = rows.loc[rows["channel_name"] == wanted, "channel_id"].dropna()
    if len(named):
        return str(named.iloc[-1])
    known = [str(x) for c in ("channel_name", "channel_id") for x in _latest(rows[c])]
    close = difflib.get_close_matches(wanted, known, n=1)
    raise NotInLog(
        f"There is no channel {wanted!r} in this log"
        + (f": did you mean {close[0]!r}?" if close else "."),
        why=f"it tells of {rows['channel_id'].nunique()} channels, of none with that name or id",
        next_step="log.ari.calls() lists them",
    )


def _latest(column: pd.Series) -> list[str]:
    return list(column.dropna().drop_duplicates(keep="last").iloc[-_SUGGESTED_OF:])
