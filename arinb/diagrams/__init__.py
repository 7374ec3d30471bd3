"""Pictures of an event log: pure functions from a log to something to look at."""

from __future__ import annotations

from arinb.diagrams.counts import Plot, rates
from arinb.diagrams.ladders import ladder
from arinb.diagrams.lives import states
from arinb.diagrams.picture import Picture
from arinb.diagrams.timelines import timeline
from arinb.errors import PictureError

__all__ = ["Picture", "PictureError", "Plot", "ladder", "rates", "states", "timeline"]
