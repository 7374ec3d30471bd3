"""How long callers waited for the first sound."""

from __future__ import annotations

import pandas as pd

from arinb.ari.analysis.prepared import rows_of, seconds


def to_first_playback(log: pd.DataFrame) -> pd.DataFrame:
    """Return the time from StasisStart to the first playback, by channel; see `AriAccessor`.

    Example: `to_first_playback(ari.log.to_dataframe())`
    """
    names = ("type", "received", "timestamp", "channel_id", "channel_name", "application")
    events = rows_of(log, "event", *names, "playback_id")
    events = events[events["channel_id"].notna()].rename_axis("row").reset_index()
    entered = events[events["type"] == "StasisStart"].drop_duplicates("channel_id")
    started = events[events["type"] == "PlaybackStarted"]
    started = started.merge(entered[["channel_id", "row"]], on="channel_id", suffixes=("", "_in"))
    started = started[started["row"] > started["row_in"]].drop_duplicates("channel_id")
    entered = entered.set_index("channel_id")
    started = started.set_index("channel_id").reindex(entered.index)
    return pd.DataFrame(
        {
            "name": entered["channel_name"],
            "application": entered["application"],
            "playback_id": started["playback_id"],
            "entered": entered["timestamp"],
            "started": started["timestamp"],
            "seconds": seconds(started["timestamp"] - entered["timestamp"]),
            "seconds_here": seconds(started["received"] - entered["received"]),
        }
    )
