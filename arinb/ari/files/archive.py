"""A folder of many logs, by date and application, which grows with each log that is saved to it.

```
archive/date=2026-11-25/application=hello-world/20261125T162250-1f0c3a5d9e77-000000000.parquet
```

The date is that of `received`, in UTC. A request, an answer or a connection change stands with the
application that its log's events are for. The names are Hive's, so that one may ask for
`date` and `application` as for columns:

```
duckdb -c "SELECT date, type, count(*) FROM 'archive/*/*/*.parquet' GROUP BY ALL"
```
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from arinb.ari.files.faults import not_saved
from arinb.ari.files.head import Head
from arinb.ari.files.parquet import Saved, Writer, tables
from arinb.ari.files.saving import saving
from arinb.errors import LogFileError

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.files.kept import Kept
    from arinb.ari.files.subjects import Column, Table

# Hive's word for "none".
NO_APPLICATION = "__HIVE_DEFAULT_PARTITION__"

_PATIENCE = 60.0  # seconds for another program that is saving to the same archive
_LOOKED_AT = 1000  # events, to find the log's application


def save(kept: Kept, folder: Path) -> int:
    """Add the rows of a log that are not in the archive yet; return how many these are.

    A log that is saved again adds only what has come since. If it can't be saved to the end, what
    is in the archive stays whole, and saving again adds the rest.

    Raises `NoRoom`, or `LogFileError`.

    Example: `save(Kept(ari.log), Path("archive"))`
    """
    with _alone(folder), _Adding(folder, kept) as adding:
        for table in adding.made:
            adding.add(table)
        return adding.rows


class _Adding:
    """A log on its way into an archive: a file for each date and application."""

    def __init__(self, folder: Path, kept: Kept) -> None:
        self._folder = folder
        self._kept = kept
        first = next(kept.entries(), None)
        self._log = _identity(first) if first is not None else ""
        self._application = _application_of(kept)
        self._files = contextlib.ExitStack()
        self._parts: dict[tuple[str, str], _Part] = {}
        # Of each date that has come up: the files that were there.
        self._there: dict[str, list[Saved]] = {}
        self.made = tables(kept)
        self.rows = 0

    def __enter__(self) -> Self:
        self._files.enter_context(contextlib.closing(self.made))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            for part in self._parts.values():
                part.end(self._log)
        self._files.__exit__(kind, error, trace)

    def add(self, table: Table) -> None:
        """Add what is new in a table of rows."""
        applications = pc.fill_null(table["application"].cast(pa.string()), self._application)
        dates = table["received"].cast(pa.date32()).cast(pa.string())
        for date in pc.unique(dates).to_pylist():
            new = pc.and_(pc.equal(dates, date), self._new(table, date))
            for application in pc.unique(applications.filter(new)).to_pylist():
                chosen = pc.and_(new, pc.equal(applications, application))
                self._part(date, application).add(table.filter(chosen))

    def _new(self, table: Table, date: str) -> Column:
        """Which of the rows are not in the archive; if others of theirs are, that tells the log."""
        if date not in self._there:
            self._there[date] = list(_saved(self._folder / f"date={date}"))
        new = pa.chunked_array([pa.array([True] * table.num_rows)])
        for saved in self._there[date]:
            if saved.more["first"] > table["row"][-1].as_py():
                continue
            if saved.more["last"] < table["row"][0].as_py():
                continue
            same = _same(table, saved.index())
            if pc.any(same).as_py():
                self._log = saved.more["log"]
                new = pc.and_(new, pc.invert(same))
        return new

    def _part(self, date: str, application: str) -> _Part:
        if (date, application) not in self._parts:
            folder = self._folder / f"date={date}" / f"application={_in_a_path(application)}"
            part = _Part(folder, self._log, self._files)
            self._parts[date, application] = part
        return self._parts[date, application]


class _Part:
    """One file of an archive while it is written."""

    def __init__(self, folder: Path, log: str, files: contextlib.ExitStack) -> None:
        self._folder = folder
        self._log = log
        self._files = files
        self._writer: Writer | None = None
        # Of rows: how many, the first one's and the last one's number, and when they came.
        self._rows = self._first = self._last = self._begin = self._end = 0

    def add(self, table: Table) -> None:
        """Write rows; the first ones name the file."""
        if self._writer is None:
            self._first = table["row"][0].as_py()
            self._begin = table["received_ns"][0].as_py()
            self._writer = self._begun()
        self._writer.add(table)
        self._rows += table.num_rows
        self._last = table["row"][-1].as_py()
        self._end = table["received_ns"][-1].as_py()

    def end(self, log: str) -> None:
        """Write what the file says of itself."""
        if self._writer is not None:
            more = {"log": log, "first": self._first, "last": self._last}
            times = {"begin": self._begin, "end": self._end}
            self._writer.end(Head(self._rows, self._first), **more, **times)

    def _begun(self) -> Writer:
        when = datetime.fromtimestamp(self._begin // 1_000_000_000, UTC)
        path = self._folder / f"{when:%Y%m%dT%H%M%S}-{self._log}-{self._first:09}.parquet"
        _make(self._folder)
        file = self._files.enter_context(saving(path))
        # The folder's name says the application; a column of that name, too, confuses readers.
        return self._files.enter_context(Writer(file, without=("application",)))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other programs from saving to the same archive meanwhile."""
    _make(folder)
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise not_saved(folder, error, 0) from error
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.05)
                continue
            raise LogFileError(
                f"The log was not saved to {folder}.",
                why=f"another program has been saving to it for {_PATIENCE:g} s",
                next_step="Look what that is (`fuser -v` names it), and save again.",
            ) from None
        except OSError:
            # Some file systems of networks have no locks.
            return
        return


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_saved(folder, error, 0) from error


def _saved(folder: Path) -> Iterator[Saved]:
    """The logs that can be read; one that can't must not keep others from being saved."""
    for path in sorted(folder.glob("application=*/*.parquet")):
        with contextlib.suppress(LogFileError):
            saved = Saved(path)
            if saved.in_archive:
                yield saved


def _identity(first: Entry) -> str:
    """A name for a log, made of its first row, so that it has the same one when saved again."""
    told = f"{first.row} {first.received} {first.monotonic!r} ".encode() + first.raw
    return hashlib.sha256(told).hexdigest()[:12]


def _application_of(kept: Kept) -> str:
    events = (entry for entry in kept.entries() if entry.kind == "event")
    for _, event in zip(range(_LOOKED_AT), events, strict=False):
        with contextlib.suppress(ValueError, AttributeError):
            application = orjson.loads(event.raw).get("application")
            if isinstance(application, str) and application:
                return application
    return NO_APPLICATION


def _same(table: Table, there: Table) -> Column:
    """Which rows of a table are in another one: of the same number, at the very same time."""
    at = pc.index_in(table["row"], value_set=there["row"])
    same = [
        pc.equal(pc.take(there[name], at), table[name]) for name in ("received_ns", "monotonic")
    ]
    return pc.fill_null(pc.and_(*same), fill_value=False)


def _in_a_path(name: str) -> str:
    """A name as Hive writes it: what may not stand in a path as `%2F`."""
    return "".join(
        c if c.isalnum() or c in "_.-~" or not c.isascii() else f"%{ord(c):02X}" for c in name
    )
