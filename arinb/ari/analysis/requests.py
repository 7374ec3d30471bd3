"""Requests, their answers, and the events that they caused."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

import pandas as pd

from arinb.ari.analysis.caused import EFFECTS, Effect
from arinb.ari.analysis.operations import operation_names
from arinb.ari.analysis.prepared import TEXT, check_one_log, prepared, seconds, text

FIRST_ERROR = 400
_SUBJECTS = ("channel_id", "bridge_id", "playback_id", "recording_name")
_MEMBERS = re.compile(r"[?&]channel=([^&#]*)")


def requests(log: pd.DataFrame) -> pd.DataFrame:
    """Return requests with their answers and the events that they caused; see `AriAccessor`.

    Example: `requests(ari.log.to_dataframe())`
    """
    rows = prepared(
        log, "kind", "type", "received", "method", "path", "status", "elapsed", "request_row",
        *_SUBJECTS,
    )  # fmt: skip
    check_one_log(rows)
    rows = rows.rename_axis("row").reset_index()
    asked = _asked(rows)
    effects = _effects(asked, rows[rows["kind"] == "event"])
    table = asked.merge(effects, on="request_row", how="left", suffixes=("", "_of_event"))
    table = table.sort_values(["request_row", "event_row"], kind="stable", ignore_index=True)
    before = table.groupby("request_row")["happened"].shift().fillna(table["received"])
    return pd.DataFrame(
        {
            "request_row": table["request_row"].astype("int64"),
            "answer_row": table["answer_row"].astype("Int64"),
            "operation": table["operation"],
            "method": table["method"],
            "path": table["path"],
            "status": table["status"],
            "elapsed": table["elapsed"],
            "event_row": table["event_row"].astype("Int64"),
            "event": table["event"].astype(TEXT),
            "channel_id": table["channel_id_of_event"].fillna(table["channel_id"]).astype(TEXT),
            "delay": seconds(table["happened"] - table["received"]),
            "gap": seconds(table["happened"] - before),
        }
    )


def _asked(rows: pd.DataFrame) -> pd.DataFrame:
    """The requests, each with what its answer tells."""
    requests = rows[rows["kind"] == "request"].drop(columns=["status", "elapsed", "request_row"])
    answers = rows[(rows["kind"] == "answer") & rows["request_row"].notna()]
    answers = answers.drop_duplicates("request_row").astype({"request_row": "int64"})
    told = ["request_row", "row", "status", "elapsed", *_SUBJECTS]
    asked = requests.rename(columns={"row": "request_row"}).merge(
        answers[told].rename(columns={"row": "answer_row"}),
        on="request_row",
        how="left",
        suffixes=("", "_told"),
    )
    for name in _SUBJECTS:
        asked[name] = asked[f"{name}_told"].fillna(asked[name])
    asked["operation"] = operation_names(asked["method"], asked["path"])
    return asked


def _effects(asked: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The events that the requests caused: request_row, event_row, event, channel_id, happened."""
    refused = (asked["status"] >= FIRST_ERROR).fillna(value=False).astype(bool)
    done = asked[~refused]
    by_effect: dict[Effect, list[str]] = {}
    for name, effects in EFFECTS.items():
        for effect in effects:
            by_effect.setdefault(effect, []).append(name)
    found = [
        _caused(effect, done[done["operation"].isin(names)], events)
        for effect, names in by_effect.items()
    ]
    return pd.concat(found).drop_duplicates(["request_row", "event_row"])


def _caused(effect: Effect, asked: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Each event of an effect, beside the latest such request before it about the same."""
    key = list(effect.key)
    if len(key) > 1:
        asked = _by_member(asked)
    asked = asked[["request_row", *key]].dropna()
    if effect.types:
        events = events[events["type"].isin(effect.types)]
    events = events[events[key[0]].isin(asked[key[0]])].dropna(subset=key)
    events = events.rename(columns={"row": "event_row", "received": "happened", "type": "event"})
    events["event"] = events["event"].astype(TEXT)
    events = events.drop(columns="request_row")
    both = pd.merge_asof(
        events.sort_values("event_row"),
        asked.sort_values("request_row"),
        left_on="event_row",
        right_on="request_row",
        by=key,
    ).dropna(subset="request_row")
    if not effect.repeated:
        once = ["request_row", *key] + (["event"] if effect.types else [])
        both = both.drop_duplicates(once)
    both = both.astype({"request_row": "int64"})
    return both[["request_row", "event_row", "event", "channel_id", "happened"]]


def _by_member(asked: pd.DataFrame) -> pd.DataFrame:
    """Adding and removing channels: one row per channel, as the query names them."""
    named = [_members(path) for path in asked["path"]]
    rows = asked.assign(channel_id=pd.Series(named, index=asked.index, dtype="object"))
    rows = rows.explode("channel_id")
    return rows.assign(channel_id=text(rows["channel_id"], rows.index))


def _members(path: object) -> list[str]:
    found = _MEMBERS.findall(path) if isinstance(path, str) else []
    return unquote_plus(found[-1]).split(",") if found else []
