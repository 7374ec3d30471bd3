"""What each saved log says of itself, whatever its format."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from arinb.ari.files.faults import not_a_log
from arinb.errors import NewerLog

FORMAT = "arinb event log"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Head:
    """How many `rows` a file has, and how many the log had `dropped` before them.

    Example: `Head(rows=1000, dropped=0).to_json()`
    """

    rows: int
    dropped: int

    def to_json(self, **more: object) -> dict[str, object]:
        """Return it as a file's first line or metadata has it, with `more` in it.

        Example: `Head(3, 0).to_json()["format"]`
        """
        return {
            "format": FORMAT,
            "version": VERSION,
            "rows": self.rows,
            "dropped": self.dropped,
            "saved": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "arinb": _own_version(),
            **more,
        }

    @staticmethod
    def of(data: Any, path: Path) -> Head:  # noqa: ANN401 - JSON is what it is
        """Return what the first line or metadata of a file says; unknown fields do not count.

        Raises `NotALog`, or `NewerLog` when a later arinb has saved it.

        Example: `Head.of({"format": "arinb event log", "version": 1, "rows": 3}, path).rows`
        """
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise not_a_log(path, f'it does not begin with {{"format": "{FORMAT}", …}}')
        counts = [data.get("version"), data.get("rows"), data.get("dropped", 0)]
        if not all(type(count) is int and count >= 0 for count in counts):
            raise not_a_log(path, "its version, rows or dropped are no whole numbers")
        version, rows, dropped = map(int, counts)
        if version > VERSION:
            raise NewerLog(
                f"{path} was saved in version {version} of the format; this arinb knows {VERSION}.",
                why=f"it was saved by a newer arinb: {data.get('arinb', 'unknown')}",
                next_step="Load it with that one: pip install --upgrade arinb",
            )
        return Head(rows, dropped)


def _own_version() -> str:
    try:
        return importlib.metadata.version("arinb")
    except importlib.metadata.PackageNotFoundError:
        return ""
