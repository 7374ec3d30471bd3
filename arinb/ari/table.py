"""The event log as a pandas DataFrame.

One row per entry, indexed by `row`, the entry's number in the log. The columns and their types
are the same for every log, an empty one included:

| column | type | meaning |
|---|---|---|
| `received` | time, UTC | when it happened, on this machine's clock |
| `timestamp` | time, UTC | when it happened, on the server's clock (events only) |
| `kind` | category | event, malformed, request, answer, connection |
| `type` | category | an event's type; a connection's state: opened, lost, trying, back, closed, … |
| `application` | category | the application that an event was sent to |
| `channel_id`, `channel_name` | text | the channel that it is about |
| `channel_state` | category | that channel's state: Up, Ring, … |
| `bridge_id` | text | the bridge that it is about |
| `playback_id` | text | the playback that it is about |
| `playback_state` | category | that playback's state: playing, done, … |
| `recording_name` | text | the recording that it is about |
| `method` | category | the request's method, repeated beside its answer |
| `path` | text | the request's path, repeated beside its answer |
| `status` | integer | the answer's HTTP status |
| `elapsed` | seconds | from the request to its answer |
| `request_row` | integer | the row of the request that this answers |
| `detail` | text | what a malformed frame or a connection change is about; an answer's reason |
| `raw` | text | what came over the wire: JSON |

What a row does not have is missing (`NaN`, `NaT` or `<NA>`), never an empty text.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arinb.ari.cells import cells_of
from arinb.ari.columns import Categories, Column, Floats, Integers, Texts, Times
from arinb.ari.entry import KINDS, Entry

COLUMNS = (
    "received",
    "timestamp",
    "kind",
    "type",
    "application",
    "channel_id",
    "channel_name",
    "channel_state",
    "bridge_id",
    "playback_id",
    "playback_state",
    "recording_name",
    "method",
    "path",
    "status",
    "elapsed",
    "request_row",
    "detail",
    "raw",
)

_SMALLEST = 64


class Table:
    """The table of a log, which grows with it: only new rows cost anything.

    Example: `table.extend(log[:]); table.frame()`
    """

    def __init__(self) -> None:
        # The number that the next row must have, and the first one that is kept.
        self.end = self._first = 0
        # Where the rows are in the columns' arrays: between _begin and _begin + end - _first.
        self._begin = 0
        self._room = 0
        self._columns = {name: _column(name) for name in COLUMNS}
        # All columns but the categories, with all their room. Frames are parts of it, and pandas
        # copies what somebody changes in one.
        self._whole = pd.DataFrame()

    def extend(self, entries: Sequence[Entry]) -> None:
        """Add rows: those that follow, or later ones when those were dropped.

        Example: `table.extend(log[table.end:])`
        """
        if entries[0].row != self.end:
            self.drop_before(entries[0].row)
        self._make_room(len(entries))
        rows = list(map(cells_of, entries))
        at = self._begin + self.end - self._first
        for name in set().union(*rows):
            self._columns[name].fill(at, [row.get(name) for row in rows])
        self.end += len(entries)

    def drop_before(self, row: int) -> None:
        """Forget the rows before `row`.

        Example: `table.drop_before(log.dropped)`
        """
        dropped = min(row, self.end) - self._first
        if dropped > 0:
            self._begin += dropped
            self._first += dropped
        if row > self.end:
            self.end = self._first = row

    def frame(self) -> pd.DataFrame:
        """Return the rows as a DataFrame of its own.

        Example: `table.frame().dtypes`
        """
        self._make_room(0)
        begin, end = self._begin, self._begin + self.end - self._first
        frame = self._whole.iloc[begin:end]
        for place, (name, column) in enumerate(self._columns.items()):
            if isinstance(column, Categories):
                frame.insert(place, name, pd.Series(column.part(begin, end), index=frame.index))
        frame.index = pd.RangeIndex(self._first, self.end, name="row")
        return frame

    def _make_room(self, count: int) -> None:
        filled = self.end - self._first
        if self._room and self._begin + filled + count <= self._room:
            return
        # Half as much again, so that moving costs little for each row.
        self._room = max(_SMALLEST, (filled + count) * 3 // 2)
        for column in self._columns.values():
            column.resize(self._begin, self._begin + filled, self._room)
        self._begin = 0
        self._whole = pd.DataFrame(
            {
                name: column.array
                for name, column in self._columns.items()
                if not isinstance(column, Categories)
            },
            copy=False,
        )


def to_dataframe(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return log entries as a DataFrame with the columns that this module's docstring names.

    Parameters: `entries`, any part of a log.

    Example: `to_dataframe(ari.log[-10:])`
    """
    table = Table()
    if entries:
        table.extend(entries)
    frame = table.frame()
    frame.index = pd.Index([entry.row for entry in entries], dtype="int64", name="row")
    return frame


def _column(name: str) -> Column:
    if name in ("received", "timestamp"):
        return Times()
    if name == "kind":
        return Categories(KINDS)
    if name in ("status", "request_row"):
        return Integers()
    if name == "elapsed":
        return Floats()
    if name in ("type", "application", "method") or name.endswith("_state"):
        return Categories()
    return Texts(shared=name != "raw")
