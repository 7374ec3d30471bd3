"""Cut the network itself, without a word to either side; to be run in a network of its own.

Prints how long it took until the log said "lost", and the details of "lost", of the next "trying"
that tells of a failure, and of "back".
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from arinb.ari.connection import connect
from tests.ari.ws_peer import Wire, ws_peer


def switch(state: str) -> None:
    """Switch the network on or off."""
    subprocess.run(["ip", "link", "set", "lo", state], check=True)


def script(wire: Wire) -> None:
    """Send one event, and no more."""
    wire.send(b'{"type":"A"}')
    wire._connection.settimeout(200)
    wire.until_closed()


def main() -> None:
    """Switch the network on, off, and on again."""
    switch("up")
    with (
        ws_peer(script) as url,
        connect(url, username="a", password="b", app="a", timeout=2) as ari,
    ):

        def comes(state: str, words: str = "") -> str:
            entry = ari.log.wait(lambda e: words in e.detail, timeout=60, types={state})
            return "" if entry is None else entry.detail

        ari.events.wait_for("A")
        begin = time.monotonic()
        switch("down")
        lost = comes("lost")
        seconds = time.monotonic() - begin
        trying = comes("trying", "attempt 2")
        switch("up")
        sys.stdout.write(json.dumps([seconds, lost, trying, comes("back")]))


if __name__ == "__main__":
    main()
