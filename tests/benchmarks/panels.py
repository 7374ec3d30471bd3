"""What a flood of events costs those who look at it: all panels open in a real JupyterLab."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from tests.benchmarks.measure import Figure, Row
from tests.panels import flood

SECONDS = 20.0
NO_CHROMIUM = "Not measured: the panels, which need a Chromium, as `make test` gets it"


def panels() -> Iterator[Row]:
    """A cell that computes 1 + 1 meanwhile, and the messages that the panels send."""
    seen = flood.in_a_lab(SECONDS)
    if seen is None:
        yield NO_CHROMIUM
        return
    rate = f"{seen.events / seen.seconds:,.0f} events/s, all panels open"
    median, slowest = statistics.median(seen.took) / 1e3, max(seen.took) / 1e3
    yield Figure("a cell 1 + 1 during a flood", median, "s", 0.15, rate)
    yield Figure("… the slowest of them", slowest, "s")
    most = max(seen.messages.values())
    yield Figure("… messages of the busiest panel", most, "a second", 10)
    yield Figure("… the browser's memory grew by", seen.grown, "MB")
    missing = abs(int(seen.logged) - int(seen.counted))
    yield Figure("… events that the panel did not count", missing, "events", 0)
