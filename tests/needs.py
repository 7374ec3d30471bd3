"""What a test needs from the machine: missing, it fails in CI and is skipped elsewhere."""

from __future__ import annotations

import os

import pytest


def needs(there: bool, reason: str) -> None:
    """Go on if it is there; else fail in CI, and skip with the reason on a learner's machine."""
    if there:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI must have this: {reason}")
    pytest.skip(reason)
