"""Calls through ari-py, in an environment that has it. It is written for Python 2.

What it needs to run on Python 3 is done here: modules under their old names, and its own files
under the short ones by which they import each other. Nothing that a call does is changed.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import urllib.parse
from typing import Any

from tests.benchmarks.worker import serve, where


def ari_py() -> Any:
    """Import it."""
    sys.modules["urlparse"] = urllib.parse
    for name in ("urlencode", "quote_plus"):
        setattr(urllib, name, getattr(urllib.parse, name))
    for package in ("ari", "swaggerpy"):
        spec = importlib.util.find_spec(package)
        if spec is None:
            raise ModuleNotFoundError(package)
        sys.path += spec.submodule_search_locations or []
    return importlib.import_module("ari")


def main() -> None:
    """Carry out the orders."""
    url, username, password, channel = where()
    client = ari_py().connect(url, username, password)

    def ping() -> None:
        client.asterisk.ping()

    def get() -> None:
        client.channels.get(channelId=channel)

    serve({"ping": ping, "get": get})


if __name__ == "__main__":
    main()
