"""Servers that are no Asterisk, for those who have taken the wrong port."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Page(BaseHTTPRequestHandler):
    """Somebody's web page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "12")
        self.end_headers()
        self.wfile.write(b"<p>Hello</p>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Say nothing."""


def a_web_server(defer: Callable[[Callable[[], object]], object]) -> int:
    """Start a web server that knows nothing of ARI; return its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    defer(server.server_close)
    defer(server.shutdown)
    return server.server_port


def a_silent_server(defer: Callable[[Callable[[], object]], object]) -> int:
    """Start a server that takes connections and never says a word; return its port."""
    server = socket.create_server(("127.0.0.1", 0))
    defer(server.close)
    port: int = server.getsockname()[1]
    return port
