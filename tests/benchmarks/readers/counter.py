"""Counts the events that a client library gives to its user's function."""

from __future__ import annotations

import time

from tests.benchmarks.firehose import FRAMES


class Counter:
    """Counts up to a number of events after the first, and takes the time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._so_far = -1
        self._first = 0
        self._begin = 0.0
        self.took = 0.0

    def is_enough(self, value: str) -> bool:
        """Count one event, whose value this is; whether it was the last one."""
        self._so_far += 1
        if not self._so_far:
            self._first, self._begin = int(value), time.perf_counter()
        if self._so_far != self._count:
            return False
        self.took = time.perf_counter() - self._begin
        missing = (int(value) - self._first - self._count) % FRAMES
        assert not missing, f"{missing} events are missing"
        return True
