"""Calls through arinb, with all that it does: checks, log, live objects."""

from __future__ import annotations

from arinb.ari.connection import connect
from tests.benchmarks.worker import serve, where


def main() -> None:
    """Carry out the orders."""
    url, username, password, channel = where()
    with connect(url, username=username, password=password, app="with-arinb") as ari:

        def ping() -> None:
            ari.asterisk.ping()

        def get() -> None:
            ari.channels.get(channel)

        serve({"ping": ping, "get": get})


if __name__ == "__main__":
    main()
