"""A private Asterisk that a test starts itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk


@pytest.fixture
def stopped(program: Program) -> Iterator[PrivateAsterisk]:
    """One of each version that has not been started."""
    pbx = PrivateAsterisk(program=program)
    with ExitStack() as stack:
        stack.callback(pbx.__exit__, None, None, None)
        yield pbx
