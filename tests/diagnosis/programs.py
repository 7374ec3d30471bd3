"""Another program than the learner's, which is connected to the same Asterisk."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import websocket

from arinb.pbx.private import PrivateAsterisk


def another_program(
    pbx: PrivateAsterisk, app: str, defer: Callable[[Callable[[], object]], object]
) -> None:
    """Connect to the events of an application from another program, as wscat does."""
    secret = b64encode(f"{pbx.username}:{pbx.password}".encode()).decode()
    events = websocket.create_connection(
        f"{pbx.url.replace('http', 'ws', 1)}/ari/events?app={app}",
        header=[f"Authorization: Basic {secret}"],
        timeout=5,
    )
    defer(events.close)
