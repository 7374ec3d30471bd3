"""The event log: one ordered record of everything that an application hears and says.

The collector's thread writes events and connection changes, the client writes requests and
answers, each as one row, in the order in which they happened. Everything else (waits, tables,
pictures, files) reads the log and nothing else.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, overload

from arinb.ari import listing
from arinb.ari.entry import Entry, type_of, without_secrets
from arinb.ari.rows import Rows
from arinb.ari.secrets import without_secret_fields, without_secrets_sent

if TYPE_CHECKING:
    import pandas as pd

    from arinb.ari.replay import Replay
    from arinb.ari.table import Table

# Readers take so many rows at once from a log that is being written.
_AT_ONCE = 4096


class EventLog(Sequence[Entry]):
    """The events, requests, answers and connection changes of one application, in order.

    It is a sequence of `Entry`: `len(log)`, `log[0]`, `log[-5:]` and iteration work while events
    arrive. Any thread may write and read. Each row has a number that it keeps, `entry.row`; when
    the log has a bound and has dropped its oldest rows, `log[0]` is the oldest that is left.

    Parameters: `max_events`, the most rows that are kept, or None for all; `max_bytes`, the most
    bytes from the wire that are kept (memory is about 1.2 times that), or None. Beyond them the
    oldest rows are dropped, and `dropped` counts them.

    Raises `BadRequestArgument` for bounds that are no whole numbers above 0.

    Example: `ari.log.to_dataframe()`
    """

    def __init__(self, *, max_events: int | None = None, max_bytes: int | None = None) -> None:
        self._rows = Rows(max_events, max_bytes)
        self._connection: Entry | None = None
        # Guards both of the above, and is notified of new rows.
        self._changed = threading.Condition(threading.Lock())
        # Requests without an answer yet, by row: each is written and read by one thread.
        self._asked: dict[int, Entry] = {}
        self._table: Table | None = None
        # Guards the table: one thread at a time brings it up to date.
        self._table_lock = threading.Lock()

    @classmethod
    def from_entries(cls, entries: Iterable[Entry]) -> EventLog:
        """Return a log of entries as they are: with their row numbers and times.

        Parameters: `entries`, in the order of their rows, which follow one another; the first may
        be above 0, when the log that they come from had dropped some.

        Example: `EventLog.from_entries(ari.log[-100:])`
        """
        log = cls()
        rows = log._rows
        for entry in entries:
            rows.begin_at(entry.row)
            log._add(entry if entry.row == rows.end else replace(entry, row=rows.end))
        return log

    def record_event(self, raw: bytes | str) -> Entry:
        """Write down a text frame of the WebSocket, and return its entry.

        Parameters: `raw`, the frame as it came. An event of a type that nobody knows is an event
        all the same; what is not a JSON object with a `type` becomes an entry of kind "malformed".

        Example: `log.record_event('{"type": "StasisStart"}')`
        """
        frame = _bytes(raw)
        try:
            type_ = type_of(frame)
        except ValueError as error:
            return self.record_malformed(frame, str(error))
        return self.append(Entry("event", raw=frame, type=type_))

    def record_events(self, frames: Sequence[bytes]) -> list[str]:
        """Write down text frames that came together; return their types, "" for what is no event.

        Example: `log.record_events([b'{"type": "StasisStart"}'])` → `["StasisStart"]`
        """
        try:
            types = list(map(type_of, frames))
        except ValueError:
            # One of them is no event: one by one, then.
            entries = list(map(self.record_event, frames))
            return [entry.type for entry in entries]
        with self._changed:
            self._rows.add_events(frames, types, time.time_ns(), time.monotonic())
            self._changed.notify_all()
        return types

    def record_malformed(self, raw: bytes, detail: str) -> Entry:
        """Write down a frame that is no event, and return its entry.

        Parameters: `raw`, the frame as it came; `detail`, what is wrong with it.

        Example: `log.record_malformed(frame, "a binary frame")`
        """
        return self.append(Entry("malformed", raw=raw, detail=detail))

    def record_request(self, method: str, path: str, body: bytes = b"") -> int:
        """Write down a request that is about to be sent, and return its row.

        Parameters: `method`, such as "POST"; `path`, with its query; `body`, JSON. An `api_key` and
        what a field named like a password holds are masked.

        Example: `row = log.record_request("GET", "/ari/channels")`
        """
        raw = without_secrets_sent(body)
        request = self.append(Entry("request", raw=raw, method=method, path=without_secrets(path)))
        self._asked[request.row] = request
        return request.row

    def record_answer(
        self,
        request_row: int,
        status: int | None,
        reason: str,
        elapsed: float,
        body: bytes | str = b"",
    ) -> int:
        """Write down how a request ended, and return its row.

        Parameters: `request_row`, what `record_request` returned; `status`, the HTTP status, or
        None when no answer came; `reason`, the status line's words, or why there is no answer;
        `elapsed`, seconds since the request; `body`, the answer's body.

        Example: `log.record_answer(row, 201, "Created", 0.004, '{"id": "…"}')`
        """
        request = self._asked.pop(request_row)
        answer = Entry(
            "answer",
            raw=without_secret_fields(request.path, _bytes(body)),
            method=request.method,
            path=request.path,
            status=status,
            reason=without_secrets(reason),
            elapsed=elapsed,
            request_row=request_row,
        )
        return self.append(answer).row

    def record_connection(self, state: str, detail: str = "") -> Entry:
        """Write down a change of the WebSocket connection, and return its entry.

        Parameters: `state`, one of `arinb.ari.entry.STATES`; `detail`, a sentence.

        Example: `log.record_connection("lost", "Asterisk closed the connection")`
        """
        return self.append(Entry("connection", type=state, detail=without_secrets(detail)))

    def append(self, entry: Entry) -> Entry:
        """Write down a row of any kind as happening now; return it with its number and times.

        Parameters: `entry`, whose `row`, `received` and `monotonic` do not count.

        Example: `log.append(recorded[0])`
        """
        with self._changed:
            row, received, monotonic = self._rows.end, time.time_ns(), time.monotonic()
            now = replace(entry, row=row, received=received, monotonic=monotonic)
            self._add(now)
            self._changed.notify_all()
        return now

    @property
    def connection(self) -> Entry | None:
        """The latest connection change, or None before the first.

        Example: `ari.log.connection.type`
        """
        with self._changed:
            return self._connection

    @property
    def dropped(self) -> int:
        """How many of the oldest rows were dropped, to keep the log's bound.

        It is also the number of the oldest row that is left.

        Example: `ari.log.dropped`
        """
        with self._changed:
            return self._rows.first

    @property
    def end(self) -> int:
        """The number that the next row will have; so many have been written.

        Example: `begin = ari.log.end`
        """
        with self._changed:
            return self._rows.end

    def tally(self, since: int = 0) -> Counter[str]:
        """Count the events of each type, quickly also in a log of a million rows.

        Parameters: `since`, the row to begin at.

        Example: `ari.log.tally().most_common(3)`
        """
        with self._changed:
            return self._rows.tally(since)

    def since(self, row: int) -> list[Entry]:
        """Return the entries from a row on, as far as they are still kept.

        Parameters: `row`, a row's number.

        Example: `ari.log.since(start.row)`
        """
        with self._changed:
            return self._rows.entries(row, self._rows.end)

    def wait(
        self,
        predicate: Callable[[Entry], bool],
        *,
        since: int = 0,
        timeout: float,
        types: Collection[str] = (),
    ) -> Entry | None:
        """Return the first entry that `predicate` holds for; wait for it if need be.

        Parameters: `predicate`, called with each entry in order, never under the log's lock;
        `since`, the row to begin at; `timeout`, seconds; 0 looks only at what is there; `types`,
        the only event types and connection states to look at, or none for every entry.
        Returns the entry, or None when the time is over.

        Example: `log.wait(lambda entry: entry.type == "StasisStart", timeout=5)`
        """
        deadline = time.monotonic() + timeout
        row, last = since, sys.maxsize
        while row < last:
            fresh, row = self._fresh(row, deadline, types)
            for entry in fresh:
                if predicate(entry):
                    return entry
            if last == sys.maxsize and time.monotonic() >= deadline:
                # What came in time is looked at; what is still coming is not.
                last = self.end
        return None

    def to_dataframe(self) -> pd.DataFrame:
        """Return the log as a pandas DataFrame, one row per entry, indexed by row number.

        The columns are the same for every log, an empty one included; see `arinb.ari.table`.
        Asking again costs only what has come since. The frame is yours: changing it changes
        neither the log nor other frames.

        Example: `ari.log.to_dataframe().query("kind == 'event'")`
        """
        from arinb.ari.analysis import register  # noqa: PLC0415 - needs pandas, as not all do
        from arinb.ari.table import Table  # noqa: PLC0415 - as above

        register()
        with self._table_lock:
            if self._table is None:
                self._table = Table()
            table = self._table
            while fresh := self._some(table.end):
                table.extend(fresh)
            table.drop_before(self.dropped)
            return table.frame()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the log to a file, or to a folder of many logs; see `arinb.ari.files.save`.

        Parameters: `path`, which ends with ".jsonl" (a line of JSON for each row), ".jsonl.gz",
        ".parquet" (needs pyarrow), or "/": a folder of Parquet files by date and application.

        Raises `LogFileError`, `NoRoom` or `PackageMissing`; what was there before stays then.

        Example: `ari.log.save("call.jsonl")`
        """
        from arinb.ari import files  # noqa: PLC0415 - a room above this one

        files.save(self, path)

    @staticmethod
    def load(
        path: str | os.PathLike[str],
        *,
        date: str | dt.date | None = None,
        application: str | None = None,
    ) -> EventLog:
        """Return a log that was saved; see `arinb.ari.files.load`.

        Parameters: `path`, a file, or a folder of many logs; of a folder, `date` (in UTC) and
        `application` choose some of them.

        Raises `NoSuchLog`, `NotALog`, `DamagedLog`, `NewerLog`, `LogFileError` or
        `PackageMissing`. A file that was cut off is loaded up to there, with a warning.

        Example: `arinb.EventLog.load("call.jsonl")`
        """
        from arinb.ari import files  # noqa: PLC0415 - a room above this one

        return files.load(path, date=date, application=application)

    def replay(self, speed: float = 1.0) -> Replay:
        """Play the log again into a new one, for everything that reads a live log.

        Parameters: `speed`, 2 for twice as fast, `math.inf` for all at once.

        Raises `ReplayError` for a speed that is no number above 0.

        Example: `arinb.EventLog.load("call.jsonl").replay(speed=10).events.wait_for("StasisEnd")`
        """
        from arinb.ari.replay import Replay  # noqa: PLC0415 - a room above this one

        return Replay(self, speed)

    def __len__(self) -> int:
        with self._changed:
            return self._rows.end - self._rows.first

    def __iter__(self) -> Iterator[Entry]:
        row, end = 0, self.end
        while entries := self._some(row, end):
            yield from entries
            row = entries[-1].row + 1

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        with self._changed:
            rows = range(self._rows.first, self._rows.end)[index]
            if isinstance(rows, int):
                return self._rows.entry(rows)
            return [self._rows.entry(row) for row in rows]

    def __repr__(self) -> str:
        dropped = f", {self.dropped:,} older ones dropped" if self.dropped else ""
        return f"<EventLog: {len(self):,} entries{dropped}>"

    def __str__(self) -> str:
        return listing.as_text(self, dropped=self.dropped)

    def _repr_html_(self) -> str:
        return listing.as_html(self, dropped=self.dropped)

    def _add(self, entry: Entry) -> None:
        """Add a row that has its number; with the lock held."""
        self._rows.add(entry)
        if entry.kind == "connection":
            self._connection = entry

    def _some(self, row: int, end: int = sys.maxsize) -> list[Entry]:
        """The next entries from a row on, [] when there are none before `end`."""
        with self._changed:
            begin = max(row, self._rows.first)
            return self._rows.entries(begin, min(end, begin + _AT_ONCE))

    def _fresh(self, row: int, deadline: float, types: Collection[str]) -> tuple[list[Entry], int]:
        """Return the next entries from a row on as soon as there are any, and where to go on."""
        with self._changed:
            while self._rows.end <= row:
                left = deadline - time.monotonic()
                if left <= 0:
                    return [], row
                self._changed.wait(left)
            begin = max(row, self._rows.first)
            end = min(begin + _AT_ONCE, self._rows.end)
            return self._rows.entries(begin, end, types), end


def _bytes(raw: bytes | str) -> bytes:
    return raw if isinstance(raw, bytes) else raw.encode("utf-8", "backslashreplace")
