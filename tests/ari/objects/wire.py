"""What goes out when an operation is performed: path, parameters and body, taken apart again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

from arinb.ari.client import Client
from arinb.ari.objects.perform import perform
from tests.ari.peer import Peer, answer

# It closes each connection, so it says so: a client that did not know would find it closed.
NOTHING = answer("204 No Content", Connection="close")


@dataclass(frozen=True)
class Sent:
    """One request: its method, the steps of its path, its query, its body."""

    method: str
    path: list[str]
    query: dict[str, str]
    body: Any


class Wire:
    """A peer that says yes to everything, and a client of it."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.client = Client(peer.url, "asterisk", "secret")

    def sent(self, operation: str, **values: object) -> Sent:
        """Perform an operation, and return what has arrived."""
        perform(self.client, operation, **values)
        return read(self.peer.requests[-1])

    def target(self, operation: str, **values: object) -> str:
        """Perform an operation, and return path and query as they stood in the first line."""
        perform(self.client, operation, **values)
        return self.peer.requests[-1].split(b" ", 2)[1].decode()


def read(request: bytes) -> Sent:
    """Take a request apart, as a server does."""
    head, _, content = request.partition(b"\r\n\r\n")
    method, target, version = head.partition(b"\r\n")[0].decode("ascii").split(" ")
    assert version == "HTTP/1.1"
    path, _, query = target.partition("?")
    pairs = parse_qs(query, keep_blank_values=True, strict_parsing=bool(query))
    assert all(len(values) == 1 for values in pairs.values())
    return Sent(
        method,
        [unquote(step) for step in path.split("/")[1:]],
        {name: values[0] for name, values in pairs.items()},
        json.loads(content) if content else None,
    )
