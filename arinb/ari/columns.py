"""Columns of a table that grows at its end: each is an array with room to spare.

A frame shows the filled part of the arrays without copying it; what is written behind that part
later, it never sees.
"""

from __future__ import annotations

import abc
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

# numpy's or pandas': both are sliced and filled alike.
Array: TypeAlias = Any
Values: TypeAlias = Sequence[Any]

TEXT = pd.StringDtype("python", na_value=np.nan)
TIME = pd.DatetimeTZDtype("ns", "UTC")

_EARLIEST, _LATEST = pd.Timestamp("1678", tz="UTC"), pd.Timestamp("2262", tz="UTC")

# So many names are kept in order; more stay as they came.
_SORTED = 1000
# So many texts are remembered, to keep once what comes again.
_REMEMBERED = 1 << 17


class Column(abc.ABC):
    """One column: `array` is its room; the table knows how much of that is filled.

    Example: `column.resize(0, 0, 1024); column.fill(0, ["a", "b"])`
    """

    def __init__(self) -> None:
        self.array = self.missing(0)

    @abc.abstractmethod
    def missing(self, count: int) -> Array:
        """Return an array of `count` missing values."""

    @abc.abstractmethod
    def ready(self, values: Values) -> Array:
        """Return values, None for what is missing, as the array takes them."""

    def fill(self, at: int, values: Values) -> None:
        """Write values into the array."""
        self.array[at : at + len(values)] = self.ready(values)

    def resize(self, begin: int, end: int, room: int) -> None:
        """Move what is between `begin` and `end` to the beginning of a new array with `room`."""
        array = self.missing(room)
        array[: end - begin] = self.array[begin:end]
        self.array = array


class Texts(Column):
    """Texts; equal ones share their memory, unless (`shared`) hardly any two are equal."""

    def __init__(self, *, shared: bool = True) -> None:
        super().__init__()
        self._seen: dict[str, str] | None = {} if shared else None

    def missing(self, count: int) -> Array:
        """See `Column`."""
        return pd.array(np.full(count, None, dtype=object), dtype=TEXT)

    def ready(self, values: Values) -> Array:
        """See `Column`."""
        seen = self._seen
        if seen is None:
            return values
        if len(seen) > _REMEMBERED:
            seen.clear()
        return [value and seen.setdefault(value, value) for value in values]


class Times(Column):
    """Times in UTC, from nanoseconds since 1970 or from texts as Asterisk writes them."""

    def missing(self, count: int) -> Array:
        """See `Column`."""
        return pd.array(np.full(count, "NaT", dtype="M8[ns]"), dtype=TIME)

    def ready(self, values: Values) -> Array:
        """See `Column`; a text that is no time counts as missing."""
        if isinstance(values[0], int):
            times = pd.to_datetime(np.array(values, dtype="int64"), unit="ns", utc=True)
        else:
            times = pd.to_datetime(list(values), format="ISO8601", utc=True, errors="coerce")
            # Nanoseconds end in the year 2262.
            times = pd.DatetimeIndex(times.where((times >= _EARLIEST) & (times <= _LATEST)))
        return times.as_unit("ns")


class Integers(Column):
    """Whole numbers, some of them missing."""

    def missing(self, count: int) -> Array:
        """See `Column`."""
        return pd.arrays.IntegerArray(np.ones(count, dtype="int64"), np.ones(count, dtype=bool))

    def ready(self, values: Values) -> Array:
        """See `Column`."""
        return values


class Floats(Column):
    """Numbers; NaN is missing."""

    def missing(self, count: int) -> Array:
        """See `Column`."""
        return np.full(count, np.nan)

    def ready(self, values: Values) -> Array:
        """See `Column`."""
        return np.array(values, dtype="float64")


class Categories(Column):
    """A few names that come again and again: each is a small number in the array, -1 is missing.

    The names are in alphabetical order (from the thousandth on in the order in which they came),
    or as they are given.
    """

    def __init__(self, names: Sequence[str] = ()) -> None:
        super().__init__()
        self._numbers = {name: number for number, name in enumerate(names)}
        self._dtype = pd.CategoricalDtype(list(names) or pd.Index([], dtype=TEXT))

    def missing(self, count: int) -> Array:
        """See `Column`."""
        return np.full(count, -1, dtype=self.array.dtype if hasattr(self, "array") else "int8")

    def ready(self, values: Values) -> Array:
        """See `Column`."""
        numbers = self._numbers
        try:
            return [-1 if value is None else numbers[value] for value in values]
        except KeyError:
            self._learn({value for value in values if value is not None} - numbers.keys())
            return self.ready(values)

    def part(self, begin: int, end: int) -> pd.Categorical:
        """Return a part of the column."""
        codes = self.array[begin:end].copy()
        return pd.Categorical.from_codes(codes, dtype=self._dtype, validate=False)

    def _learn(self, new: set[str]) -> None:
        known = list(self._numbers)
        names = [*known, *sorted(new)]
        if len(names) <= _SORTED:
            names.sort()
        self._numbers = {name: number for number, name in enumerate(names)}
        self._dtype = pd.CategoricalDtype(pd.Index(names, dtype=TEXT))
        # The last one is for -1.
        moved = np.array([*(self._numbers[name] for name in known), -1])
        small = np.min_scalar_type(-len(names))
        self.array = moved[self.array].astype(small)
