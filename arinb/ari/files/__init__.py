"""Event logs in files: saved, and loaded again exactly as they were."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import os
import warnings
from pathlib import Path
from types import ModuleType

from arinb.ari.files import jsonl
from arinb.ari.files.faults import TruncatedLog, not_loaded
from arinb.ari.files.kept import with_kept
from arinb.ari.log import EventLog
from arinb.errors import LogFileError, PackageMissing

__all__ = ["TruncatedLog", "load", "save"]

ENDINGS = (".jsonl", ".jsonl.gz", ".parquet")

_PARQUET = b"PAR1"


def save(log: EventLog, path: str | os.PathLike[str]) -> None:
    """Save a log; what its rows hold is saved, with their numbers and times.

    Parameters: `path`, whose ending says how: "….jsonl" (a line of JSON for each row),
    "….jsonl.gz" (the same, packed), "….parquet" (columns, for DuckDB, pandas, Spark, …); or a
    folder for many logs: a path that ends with "/", is a folder already, or has no ending. In it,
    there is a Parquet file for each date and application, and a log that is saved again adds only
    its new rows.

    A file is replaced when the new one is whole on the disk; an error, an interrupt or a kill
    leaves the old one as it was.

    Raises `NoRoom` when the disk is full; `LogFileError` for a path that can't be written or
    has another ending; `PackageMissing` without pyarrow, which Parquet needs.

    Example: `save(ari.log, "call.jsonl")`
    """
    place = Path(path)
    ending = _ending(place)
    if _is_folder(path, place):
        archive = _of_pyarrow("archive")
        with_kept(log, lambda kept: archive.save(kept, place))
    elif ending == ".parquet":
        parquet = _of_pyarrow("parquet")
        with_kept(log, lambda kept: parquet.save(kept, place))
    elif ending in ENDINGS:
        packed = ending.endswith(".gz")
        with_kept(log, lambda kept: jsonl.save(kept, place, compressed=packed))
    else:
        raise LogFileError(
            f"The log was not saved to {place}.",
            why=f"arinb writes {', '.join(ENDINGS)}, and folders, whose names end with /",
            next_step=f"for instance {place.with_suffix('.jsonl').name}; for other formats, "
            "log.to_dataframe() has to_csv(), to_json() and more",
        )


def load(
    path: str | os.PathLike[str],
    *,
    date: str | dt.date | None = None,
    application: str | None = None,
) -> EventLog:
    """Load a log that was saved, with the rows, numbers and times that it had.

    Parameters: `path` of a file, whatever its name, or of a folder to which logs were saved; of
    such a folder, `date` (such as "2026-11-25", in UTC) and `application`, the only ones that are
    wanted, if any. Where these are rows of several logs, they come in the order in which they were
    received, numbered anew.

    A JSON Lines file that was cut off is loaded up to there, with the warning `TruncatedLog`.

    Raises `NoSuchLog` for what is not there; `NotALog` for another file; `DamagedLog` when a part
    can't be read; `NewerLog` for the format of a later arinb; `LogFileError` when the system
    refuses; `PackageMissing` without pyarrow, which Parquet needs.

    Example: `load("call.jsonl").to_dataframe()`
    """
    place = Path(path)
    if _is_dir(place):
        day = date.isoformat() if isinstance(date, dt.date) else date
        reading = _of_pyarrow("reading")
        return EventLog.from_entries(reading.Archive(place, day, application))
    if date is not None or application is not None:
        _refuse_choice(place)
    if _first_bytes(place) == _PARQUET:
        parquet = _of_pyarrow("parquet")
        return EventLog.from_entries(parquet.Saved(place))
    saved = jsonl.Saved(place)
    log = EventLog.from_entries(saved)
    if saved.cut is not None:
        warnings.warn(saved.cut, stacklevel=3)  # of who called EventLog.load()
    return log


def _ending(place: Path) -> str:
    name = place.name.lower()
    return next((ending for ending in reversed(ENDINGS) if name.endswith(ending)), place.suffix)


def _is_folder(path: str | os.PathLike[str], place: Path) -> bool:
    return os.fspath(path).endswith(os.sep) or _is_dir(place) or not place.suffix


def _is_dir(place: Path) -> bool:
    with contextlib.suppress(OSError):
        return place.is_dir()
    # What may not even be looked at raises its error when it is opened.
    return False


def _first_bytes(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(len(_PARQUET))
    except OSError as error:
        raise not_loaded(place, error) from error


def _refuse_choice(place: Path) -> None:
    _first_bytes(place)
    raise LogFileError(
        f"No log was loaded from {place}.",
        why="date= and application= choose among the logs in a folder, and this is one file",
        next_step=f"load({str(place)!r}) loads all of it; then log.to_dataframe().query(…) chooses",
    )


def _of_pyarrow(room: str) -> ModuleType:
    """The module of that name in here, which needs pyarrow."""
    try:
        importlib.import_module("pyarrow")
    except ImportError as error:
        raise PackageMissing(
            "Parquet files need the package pyarrow, which is not installed here.",
            why=str(error),
            next_step="pip install 'arinb[parquet]' (in a notebook: %pip …); .jsonl and .jsonl.gz "
            "need nothing more",
        ) from error
    return importlib.import_module(f"arinb.ari.files.{room}")
