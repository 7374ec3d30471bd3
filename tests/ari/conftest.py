"""What tests of the application's wing share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ari.calls import Call


@pytest.fixture
def call() -> Iterator[Call]:
    """A call's log and events, without Asterisk; its handlers end with the test."""
    made = Call()
    yield made
    made.log.record_connection("closed", "by the test")
    made.events.close()
    made.client.close()
