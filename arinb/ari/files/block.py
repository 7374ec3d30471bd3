"""Some ten thousand rows of a log, column by column, on their way into a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from arinb.ari.entry import Entry

if TYPE_CHECKING:
    from arinb.ari.files.kept import Columns, Kept

# The texts of an entry that events have none of.
TEXTS = ("method", "path", "reason", "detail")

# So many rows, or bytes of what came over the wire, stand together in a file.
ROWS = 1 << 15
BYTES = 1 << 26


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow one another, from number `first` on.

    Example: `block.columns.others[0].method`
    """

    first: int
    columns: Columns

    def __len__(self) -> int:
        return len(self.columns.raws)

    def entry(self, at: int) -> Entry:
        """Return one of the rows.

        Example: `block.entry(0)`
        """
        raws, types, received, monotonic, others = self.columns
        if at in others:
            return others[at]
        return Entry("event", self.first + at, received[at], monotonic[at], raws[at], types[at])


def blocks_of(kept: Kept) -> Iterator[Block]:
    """Yield all rows in blocks.

    Example: `for block in blocks_of(Kept(ari.log)): print(len(block))`
    """
    row, end = kept.first, kept.first + kept.count
    while row < end:
        columns = kept.columns(row, ROWS)
        fitting = sum(1 for size in accumulate(map(len, columns.raws)) if size <= BYTES)
        if fitting < len(columns.raws):
            columns = kept.columns(row, max(1, fitting))
        yield Block(row, columns)
        row += len(columns.raws)
