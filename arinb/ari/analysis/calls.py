"""The calls: one row per channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from arinb.ari import payload
from arinb.ari.analysis.prepared import TIME, parsed, rows_of, seconds, text

if TYPE_CHECKING:
    from arinb.ari.payload import Json


def calls(log: pd.DataFrame) -> pd.DataFrame:
    """Return one row per channel: who, when, how long, why it ended; see `AriAccessor`.

    Example: `calls(ari.log.to_dataframe())`
    """
    names = ("type", "timestamp", "application", "channel_id", "channel_name", "channel_state")
    events = rows_of(log, "event", *names, "raw")
    events = events[events["channel_id"].notna()]
    by_channel = events.groupby("channel_id", sort=False)
    table = pd.DataFrame(
        {
            "name": by_channel["channel_name"].first(),
            "application": by_channel["application"].first(),
        }
    )
    about = _about(events, table.index)
    table["caller_number"] = about["caller_number"]
    table["caller_name"] = about["caller_name"]
    table["extension"] = about["extension"]
    table["began"] = about["began"]
    table["answered"] = _first(events[events["channel_state"] == "Up"])
    table["entered"] = _first(events[events["type"] == "StasisStart"])
    table["left"] = _last(events[events["type"] == "StasisEnd"])
    asked = events[events["type"] == "ChannelHangupRequest"]
    gone = events[events["type"] == "ChannelDestroyed"]
    table["hung_up"] = _first(asked)
    table["ended"] = _last(gone)
    end = table["ended"].fillna(table["left"]).fillna(table["hung_up"])
    table["seconds"] = seconds(end - table["began"])
    table[["cause", "cause_text"]] = _causes(asked, gone, table.index)
    return table.sort_values("began", kind="stable")


def _first(events: pd.DataFrame) -> pd.Series:
    """When, by channel, the first of these events happened."""
    return events.drop_duplicates("channel_id").set_index("channel_id")["timestamp"]


def _last(events: pd.DataFrame) -> pd.Series:
    return events.drop_duplicates("channel_id", keep="last").set_index("channel_id")["timestamp"]


def _about(events: pd.DataFrame, channels: pd.Index) -> pd.DataFrame:
    """What only the JSON tells of a channel, from one event of each: its StasisStart if it has."""
    with_channel = events[events["channel_name"].notna()]
    chosen = with_channel.drop_duplicates("channel_id").set_index("channel_id")["raw"]
    entered = events[events["type"] == "StasisStart"].drop_duplicates("channel_id")
    chosen = entered.set_index("channel_id")["raw"].reindex(channels).fillna(chosen)
    found = [_channel(raw, id_) for id_, raw in chosen.items()]
    began = text((_inside(c, "creationtime") for c in found), channels)
    return pd.DataFrame(
        {
            "caller_number": text((_inside(c, "caller", "number") for c in found), channels),
            "caller_name": text((_inside(c, "caller", "name") for c in found), channels),
            "extension": text((_inside(c, "dialplan", "exten") for c in found), channels),
            "began": pd.to_datetime(began, utc=True, format="ISO8601", errors="coerce").astype(
                TIME
            ),
        }
    )


def _causes(asked: pd.DataFrame, gone: pd.DataFrame, channels: pd.Index) -> pd.DataFrame:
    """Why each channel ended: ISDN's number for it, and the word.

    A program's wish to hang up carries a number that is no cause, and is marked as "soft".
    """
    cause: dict[object, int] = {}
    words: dict[object, object] = {}
    for id_, raw in zip(asked["channel_id"], asked["raw"], strict=True):
        data = parsed(raw)
        if not data.get("soft") and isinstance(data.get("cause"), int):
            cause[id_] = data["cause"]
    for id_, raw in zip(gone["channel_id"], gone["raw"], strict=True):
        data = parsed(raw)
        if isinstance(data.get("cause"), int):
            cause[id_], words[id_] = data["cause"], data.get("cause_txt")
    return pd.DataFrame(
        {
            "cause": pd.Series([cause.get(id_) for id_ in channels], channels, dtype="Int64"),
            "cause_text": text((words.get(id_) for id_ in channels), channels),
        }
    )


def _channel(raw: object, id_: object) -> Json:
    return next((c for c in payload.channels(parsed(raw)) if c["id"] == id_), {})


def _inside(channel: Json, *names: str) -> str | None:
    """A text inside of a channel's JSON; None if it is not there, or empty."""
    value: object = channel
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value else None
