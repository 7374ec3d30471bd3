"""Logs as Parquet: columns, compressed, which many programs read (see `arinb.ari.files.arrow`).

```
duckdb -c "SELECT type, count(*) FROM 'call.parquet' GROUP BY type"
```
"""

from __future__ import annotations

import contextlib
import json
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.parquet

from arinb.ari.files.arrow import NEEDED, SCHEMA, entries_of, table_of
from arinb.ari.files.block import ROWS, blocks_of
from arinb.ari.files.faults import damaged, not_a_log, not_loaded
from arinb.ari.files.head import Head
from arinb.ari.files.saving import saving

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.files.kept import Kept
    from arinb.ari.files.subjects import Table

_KEY = b"arinb"
_MAGIC = b"PAR1"
_CHECKED = {"page_checksum_verification": True}
# Most of the work is Arrow's, which leaves Python's lock alone meanwhile.
_THREADS = 2
# Of those that every reader knows, it makes the smallest files, and hardly takes longer.
_COMPRESSION, _LEVEL = "zstd", 1
# These have values that come again and again; the others would only try.
_REPEATED = (
    *("kind", "type", "application", "channel_id", "channel_name", "channel_state", "bridge_id"),
    *("playback_id", "playback_state", "recording_name", "method", "path", "detail", "reason"),
)


def save(kept: Kept, path: Path) -> None:
    """Save the rows of a log.

    Example: `save(Kept(ari.log), Path("call.parquet"))`
    """
    with saving(path) as file, Writer(file) as writer, contextlib.closing(tables(kept)) as made:
        for table in made:
            writer.add(table)
        writer.end(Head(kept.count, kept.first))


def tables(kept: Kept) -> Generator[Table]:
    """Yield the rows of a log as tables; threads make them while the next rows are taken.

    Example: `for table in tables(Kept(ari.log)): print(table.num_rows)`
    """
    with ThreadPoolExecutor(_THREADS, "arinb-files") as threads:
        made: deque[Future[Table]] = deque()
        for block in blocks_of(kept):
            made.append(threads.submit(table_of, block))
            if len(made) > _THREADS:
                yield made.popleft().result()
        while made:
            yield made.popleft().result()


class Writer:
    """Writes tables of rows into a Parquet file.

    Parameters: `file`, open for writing; `without`, columns to leave out.

    Example: `with Writer(file) as writer: writer.add(table); writer.end(Head(1000, 0))`
    """

    def __init__(self, file: IO[bytes], without: tuple[str, ...] = ()) -> None:
        self._schema = pa.schema([field for field in SCHEMA if field.name not in without])
        self._writer = pa.parquet.ParquetWriter(
            file,
            self._schema,
            compression=_COMPRESSION,
            compression_level=_LEVEL,
            use_dictionary=[name for name in _REPEATED if name in self._schema.names],
            write_statistics=[name for name in self._schema.names if name != "raw"],
            write_page_checksum=True,
        )

    def add(self, table: Table) -> None:
        """Write more rows.

        Example: `writer.add(table)`
        """
        self._writer.write_table(table.select(self._schema.names), row_group_size=ROWS)

    def end(self, head: Head, **more: object) -> None:
        """Write what the file says of itself.

        Example: `writer.end(Head(1000, 0))`
        """
        self._writer.add_key_value_metadata({_KEY: json.dumps(head.to_json(**more))})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._writer.close()
            return
        # The file is thrown away. What stopped it, such as a full disk, may do so again.
        with contextlib.suppress(OSError, pa.ArrowException):
            self._writer.close()


class Saved:
    """A saved log: iterate over its entries.

    Fields: `path`; `head`, and `more`, all that its metadata says. Raises `NotALog`, `NewerLog`,
    `DamagedLog`, or `LogFileError` if it can't be read.

    Parameters: `path` of the file.

    Example: `EventLog.from_entries(Saved(Path("call.parquet")))`
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _faults(path), pa.parquet.ParquetFile(path) as file:
            metadata = (file.metadata.metadata or {}).get(_KEY)
            names = file.schema_arrow.names
        if metadata is None:
            raise not_a_log(path, "it is a Parquet file, but arinb has not saved it")
        try:
            self.more: dict[str, Any] = json.loads(metadata)
        except ValueError as error:
            raise not_a_log(path, "its metadata are no JSON") from error
        self.head = Head.of(self.more, path)
        if missing := [name for name in NEEDED if name not in names]:
            raise not_a_log(path, f"it has no column {missing[0]!r}")

    def __iter__(self) -> Iterator[Entry]:
        """Yield the rows."""
        with _faults(self.path), pa.parquet.ParquetFile(self.path, **_CHECKED) as file:
            for batch in file.iter_batches(ROWS, columns=list(NEEDED)):
                yield from entries_of(batch)

    @property
    def in_archive(self) -> bool:
        """Whether its metadata say which part of which log it is, as those in an archive do.

        Example: `Saved(Path("call.parquet")).in_archive`
        """
        return self.more.keys() >= {"log", "first", "last", "begin", "end"}

    def index(self) -> Table:
        """Return the columns that tell its rows from those of other logs, as a table.

        Example: `saved.index()["row"]`
        """
        with _faults(self.path), pa.parquet.ParquetFile(self.path) as file:
            return file.read(["row", "received_ns", "monotonic"])


@contextlib.contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Turn what Arrow and the system say about a file into errors of arinb's."""
    try:
        yield
    except pa.ArrowException as error:
        raise _unreadable(path, error) from error
    except OSError as error:
        # Arrow calls broken data an error of the system, too, but then it has no number.
        raise (not_loaded(path, error) if error.errno else _unreadable(path, error)) from error


def _unreadable(path: Path, error: Exception) -> Exception:
    with path.open("rb") as file:
        begin = file.read(len(_MAGIC))
        file.seek(max(0, path.stat().st_size - len(_MAGIC)))
        end = file.read()
    if begin != _MAGIC:
        return not_a_log(path, "it is no Parquet file")
    why = f"Arrow says: {str(error).splitlines()[0]}"
    if end != _MAGIC:
        why = "it is cut off: a Parquet file's list of contents is its end, and that is missing"
    step = "Copy or download it again, or save the log again if it is still in memory somewhere."
    return damaged(path, why, step)
