"""The event log: one ordered record of everything that an application hears and says.

The collector's thread writes events and connection changes, the client writes requests and
answers, each as one `Entry`, in the order in which they happened. Everything else (waits, tables,
pictures) reads the log and nothing else.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, overload

from arinb.ari import listing, table
from arinb.ari.entry import Entry, without_secrets

if TYPE_CHECKING:
    import pandas as pd


class EventLog:
    """The events, requests, answers and connection changes of one application, in order.

    It is a sequence of `Entry`: `len(log)`, `log[0]`, `log[-5:]` and iteration work while events
    arrive. Any thread may write and read.

    Example: `ari.log.to_dataframe()`
    """

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._connection: Entry | None = None
        # Guards both fields above, and is notified of every new entry.
        self._changed = threading.Condition(threading.Lock())

    def record_event(self, raw: bytes | str) -> Entry:
        """Write down a text frame of the WebSocket, and return its entry.

        Parameters: `raw`, the frame as it came. An event of a type that nobody knows is an event
        all the same; what is not a JSON object with a `type` becomes an entry of kind "malformed".

        Example: `log.record_event('{"type": "StasisStart"}')`
        """
        frame = _bytes(raw)
        try:
            type_ = _type_of(frame)
        except ValueError as error:
            return self.record_malformed(frame, str(error))
        return self._append(Entry("event", raw=frame, type=type_))

    def record_malformed(self, raw: bytes, detail: str) -> Entry:
        """Write down a frame that is no event, and return its entry.

        Parameters: `raw`, the frame as it came; `detail`, what is wrong with it.

        Example: `log.record_malformed(frame, "a binary frame")`
        """
        return self._append(Entry("malformed", raw=raw, detail=detail))

    def record_request(self, method: str, path: str) -> int:
        """Write down a request that is about to be sent, and return its row.

        Parameters: `method`, such as "POST"; `path`, with its query; an `api_key` is masked.

        Example: `row = log.record_request("GET", "/ari/channels")`
        """
        return self._append(Entry("request", method=method, path=without_secrets(path))).row

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
        request = self[request_row]
        answer = Entry(
            "answer",
            raw=_bytes(body),
            method=request.method,
            path=request.path,
            status=status,
            reason=without_secrets(reason),
            elapsed=elapsed,
            request_row=request_row,
        )
        return self._append(answer).row

    def record_connection(self, state: str, detail: str = "") -> Entry:
        """Write down a change of the WebSocket connection, and return its entry.

        Parameters: `state`: "opened", "lost", "replaced" (somebody else took the application
        over) or "closed"; `detail`, a sentence.

        Example: `log.record_connection("lost", "Asterisk closed the connection")`
        """
        entry = Entry("connection", type=state, detail=without_secrets(detail))
        return self._append(entry)

    @property
    def connection(self) -> Entry | None:
        """The latest connection change, or None before the first.

        Example: `ari.log.connection.type`
        """
        with self._changed:
            return self._connection

    def wait(
        self, predicate: Callable[[Entry], bool], *, since: int = 0, timeout: float
    ) -> Entry | None:
        """Return the first entry that `predicate` holds for; wait for it if need be.

        Parameters: `predicate`, called with each entry in order, never under the log's lock;
        `since`, the row to begin at; `timeout`, seconds; 0 looks only at what is there.
        Returns the entry, or None when the time is over.

        Example: `log.wait(lambda entry: entry.type == "StasisStart", timeout=5)`
        """
        deadline = time.monotonic() + timeout
        position = since
        while True:
            fresh = self._fresh(position, deadline)
            for entry in fresh:
                if predicate(entry):
                    return entry
            position += len(fresh)
            if time.monotonic() >= deadline:
                return None

    def to_dataframe(self) -> pd.DataFrame:
        """Return the log as a pandas DataFrame, one row per entry, indexed by row number.

        The columns are the same for every log, an empty one included; see `arinb.ari.table`.

        Example: `ari.log.to_dataframe().query("kind == 'event'")`
        """
        return table.to_dataframe(self[:])

    def __len__(self) -> int:
        with self._changed:
            return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self[:])

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        with self._changed:
            return self._entries[index]

    def __repr__(self) -> str:
        return f"<EventLog: {len(self)} entries>"

    def __str__(self) -> str:
        return listing.as_text(self[:])

    def _repr_html_(self) -> str:
        return listing.as_html(self[:])

    def _append(self, entry: Entry) -> Entry:
        with self._changed:
            entry.row = len(self._entries)
            entry.received = time.time_ns()
            entry.monotonic = time.monotonic()
            self._entries.append(entry)
            if entry.kind == "connection":
                self._connection = entry
            self._changed.notify_all()
        return entry

    def _fresh(self, position: int, deadline: float) -> list[Entry]:
        """Return the entries from `position` on, as soon as there are any; [] at the deadline."""
        with self._changed:
            while len(self._entries) <= position:
                left = deadline - time.monotonic()
                if left <= 0:
                    return []
                self._changed.wait(left)
            return self._entries[position:]


def _bytes(raw: bytes | str) -> bytes:
    return raw if isinstance(raw, bytes) else raw.encode("utf-8", "backslashreplace")


def _type_of(frame: bytes) -> str:
    try:
        text = frame.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start} is {frame[error.start]:#04x}") from error
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"JSON, but no object: {type(data).__name__}")  # noqa: TRY004 - the frame's value, not our caller's type
    type_ = data.get("type")
    if not isinstance(type_, str) or not type_:
        raise ValueError("a JSON object without a type")
    return sys.intern(type_)
