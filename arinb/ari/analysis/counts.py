"""How many events, of which type, when, and about what."""

from __future__ import annotations

import warnings
from datetime import timedelta

import pandas as pd

from arinb.ari.analysis.prepared import TEXT, TIME, check_clock, rows_of, seconds
from arinb.errors import BadQuestion

MOST_ROWS = 1_000_000


def per_type(
    log: pd.DataFrame, every: str | timedelta = "1s", *, clock: str = "received"
) -> pd.DataFrame:
    """Return how many events of each type came in each stretch of time; see `AriAccessor`.

    Example: `per_type(ari.log.to_dataframe(), "100ms")`
    """
    width = _width(every)
    check_clock(clock)
    events = rows_of(log, "event", "type", clock).dropna()
    if events.empty:
        return pd.DataFrame(
            index=pd.DatetimeIndex([], dtype=TIME, name=clock),
            columns=pd.Index([], dtype=TEXT, name="type"),
            dtype="int64",
        )
    when = events[clock].dt.floor(width)
    first, last = when.min(), when.max()
    if (last - first) / width >= MOST_ROWS:
        raise BadQuestion(
            f"Stretches of {every} are too short for this log.",
            why=f"it spans {last - first}, which would make over {MOST_ROWS:,} rows",
            next_step='take longer ones, such as "1min"',
        )
    counts = events.groupby([when, "type"], observed=True).size().unstack(fill_value=0)
    counts.columns = counts.columns.astype(TEXT)
    by_size = counts.sum().sort_index().sort_values(ascending=False, kind="stable")
    every_stretch = pd.date_range(first, last, freq=width, name=clock)
    return counts[by_size.index].reindex(every_stretch, fill_value=0)


def per_channel(log: pd.DataFrame) -> pd.DataFrame:
    """Return how many events each channel had, and from when to when; see `AriAccessor`.

    Example: `per_channel(ari.log.to_dataframe())`
    """
    events = rows_of(log, "event", "received", "channel_id", "channel_name")
    table = events.groupby("channel_id", sort=False).agg(
        name=("channel_name", "first"),
        events=("received", "size"),
        first=("received", "min"),
        last=("received", "max"),
    )
    table["seconds"] = seconds(table["last"] - table["first"])
    return table.sort_values("first", kind="stable")


def per_application(log: pd.DataFrame) -> pd.DataFrame:
    """Return how many events each application got, and how fast; see `AriAccessor`.

    Example: `per_application(ari.log.to_dataframe())`
    """
    events = rows_of(log, "event", "received", "application", "channel_id")
    table = events.groupby("application").agg(
        events=("received", "size"),
        channels=("channel_id", "nunique"),
        first=("received", "min"),
        last=("received", "max"),
    )
    lasted = seconds(table["last"] - table["first"])
    table["per_second"] = table["events"] / lasted.where(lasted > 0)
    return table


def _width(every: str | timedelta) -> pd.Timedelta:
    """The length of a stretch of time, such as "1s"; `BadQuestion` if it is none."""
    width = None
    if isinstance(every, timedelta):
        width = pd.Timedelta(every)
    elif isinstance(every, str) and not every.strip().isdigit():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "1H" is old, and clear
            try:
                width = pd.Timedelta(f"1{every}" if every.isalpha() else every)
            except ValueError:
                width = None
    if width is None or pd.isna(width) or width <= pd.Timedelta(0):
        raise BadQuestion(
            f"{every!r} is no stretch of time.",
            why="it is a number and a unit, as in pandas: ms, s, min, h or D",
            next_step='for instance "100ms", "1s" or "5min"',
        )
    return width
