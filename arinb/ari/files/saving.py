"""Files of logs, which are saved whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from arinb.ari.files.faults import not_saved
from arinb.whole_file import replacing


@contextlib.contextmanager
def saving(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write a log into, as `arinb.whole_file.replacing` does.

    Raises `NoRoom` when the disk is full, or `LogFileError`.

    Example: `with saving(Path("call.jsonl")) as file: file.write(line)`
    """
    written = 0
    try:
        with replacing(path) as file:
            try:
                yield file
                file.flush()
            finally:
                written = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise not_saved(path, error, written) from error
