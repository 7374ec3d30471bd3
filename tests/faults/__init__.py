"""Faults, provoked: connections that are cut, Asterisks that are killed, networks that go dead.

The short form is a part of `make test`; with ARINB_SOAK=1 in the environment it takes longer.
"""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("ARINB_SOAK"))


def times(short: int, soak: int) -> int:
    """How often to do something."""
    return soak if SOAK else short
