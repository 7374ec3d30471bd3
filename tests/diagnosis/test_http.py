"""The port and who answers there: other programs, other paths, other schemes."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

import arinb
from arinb.ari.connection import Connection
from arinb.diagnosis import Diagnosis
from arinb.diagnosis.scene import Scene
from arinb.errors import OutcomeUnknown
from arinb.pbx.find import Program
from arinb.pbx.ports import free_port
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.setups import (
    Change,
    added,
    assert_told,
    changed,
    diagnosed,
    elsewhere,
    scene_of,
    started,
)


@pytest.mark.parametrize(
    ("url", "where", "fix"),
    [
        ("http://127.0.0.1:{free}", "http://127.0.0.1:{free}", "{url}"),
        ("http://nowhere.invalid:8088", "http://nowhere.invalid:8088", "{url}"),
        ("http://127.0.0.2:{port}", "http://127.0.0.2:{port}", "{url}"),
        ("127.0.0.1:{port}", "the program's url", "http://"),
        ("http://127.0.0.1:{port}?app=x", "the program's url", "http://"),
    ],
    ids=["port", "host", "address", "no-scheme", "with-a-query"],
)
def test_an_url_at_which_nothing_listens(
    url: str, where: str, fix: str, shared_pbx: PrivateAsterisk
) -> None:
    names = {"free": free_port("tcp"), "port": shared_pbx.http_port, "url": shared_pbx.url}
    diagnosis = diagnosed(scene_of(shared_pbx, url=url.format(**names)))
    assert_told(diagnosis, "port", where.format(**names), fix.format(**names))


def test_a_server_elsewhere_that_does_not_listen() -> None:
    url = f"http://127.0.0.1:{free_port('tcp')}"
    diagnosis = diagnosed(Scene(None, None, url, "me", "secret"))
    assert_told(diagnosis, "port", url, "http.conf", "secret")
    unknown = {x.link for x in diagnosis.chain if x.verdict == "unknown"}
    assert unknown == {"process", "modules", "http.conf"}


def test_the_usual_port_is_tried_when_another_one_is_silent(
    shared_pbx: PrivateAsterisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arinb.diagnosis.links.http.USUAL", shared_pbx.http_port)
    diagnosis = elsewhere(shared_pbx, url=f"http://127.0.0.1:{free_port('tcp')}")
    assert_told(diagnosis, "port", "http://127.0.0.1", shared_pbx.url)


@pytest.mark.parametrize(
    ("lines", "url", "where", "fix"),
    [
        ("", "{url}/asterisk", "{url}/asterisk", "{url}"),
        ("prefix = pbx\n", "{url}", "{url}", "{url}/pbx"),
        ("prefix = /pbx\n", "{url}/pbx", "{url}/pbx", "prefix = pbx"),
        ("redirect = /ari/applications /static\n", "{url}", "http.conf:6", "redirect out"),
        ("\n[/ari]\ntype = restriction\ndeny = 0.0.0.0/0\n", "{url}", "http.conf:9", "permit"),
    ],
    ids=["path", "prefix", "slash", "redirect", "restriction"],
)
def test_an_url_at_which_asterisk_has_no_ari(
    lines: str, url: str, where: str, fix: str, program_22: Program
) -> None:
    with started(program_22) as pbx:
        own = pbx.url
        added("http.conf", lines)(pbx)
        pbx.reload()
        diagnosis = diagnosed(scene_of(pbx, url=url.format(url=own)))
    assert_told(diagnosis, "HTTP", where.format(url=own), fix.format(url=own))


def test_a_prefix_that_was_not_reloaded(program_22: Program) -> None:
    with started(program_22) as pbx:
        added("http.conf", "prefix = pbx\n")(pbx)
        assert_told(diagnosed(scene_of(pbx)), "HTTP", "http.conf:6", "pbx.reload()")
        pbx.reload()
        assert diagnosed(scene_of(pbx)).ok


@pytest.mark.parametrize(
    ("lines", "path", "better"),
    [("prefix = asterisk\n", "", "/asterisk"), ("", "/asterisk", "")],
    ids=["prefix", "path"],
)
def test_the_path_of_a_server_elsewhere(
    lines: str, path: str, better: str, program_22: Program
) -> None:
    with started(program_22) as pbx:
        own = pbx.url
        added("http.conf", lines)(pbx)
        pbx.reload()
        diagnosis = elsewhere(pbx, url=own + path)
    assert_told(diagnosis, "HTTP", own + path, f"Use the URL {own}{better}")


def test_https_to_a_port_for_http(shared_pbx: PrivateAsterisk) -> None:
    url = shared_pbx.url.replace("http:", "https:")
    assert_told(diagnosed(scene_of(shared_pbx, url=url)), "HTTP", url, shared_pbx.url)
    assert_told(elsewhere(shared_pbx, url=url), "HTTP", url, shared_pbx.url)


def test_another_asterisk(shared_pbx: PrivateAsterisk, program_22: Program) -> None:
    with started(program_22) as pbx:
        diagnosis = diagnosed(scene_of(pbx, url=shared_pbx.url))
        assert_told(diagnosis, "HTTP", shared_pbx.url, pbx.url)


def test_too_few_connections_are_allowed(program_22: Program) -> None:
    with started(program_22, added("http.conf", "sessionlimit = 1\n")) as pbx:
        assert_told(diagnosed(scene_of(pbx)), "WebSocket", "http.conf:6", "sessionlimit")
        with _connected(pbx) as ari:
            diagnosis = diagnosed(scene_of(pbx, ari))
    assert_told(diagnosis, "HTTP", "http.conf:6", "sessionlimit = 100")


def _connected(pbx: PrivateAsterisk) -> Connection:
    """A connection, once Asterisk counts the one before it no more."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return arinb.connect(pbx, app="hello-world")
        except OutcomeUnknown:
            if time.monotonic() > deadline:
                raise


class _Page(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("Location", "http://pbx.example/ari")
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Redirection(_Page):
    status = 301


@contextlib.contextmanager
def _web_server(page: type[_Page]) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextlib.contextmanager
def _silent() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@contextlib.contextmanager
def _talking() -> Iterator[str]:
    """A server that is none of HTTP, as Asterisk's manager interface."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            with contextlib.suppress(OSError):
                while True:
                    caller, _ = server.accept()
                    with caller:
                        caller.sendall(b"Asterisk Call Manager/9.0.0\r\n")
                        caller.recv(1024)

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _diagnosed_elsewhere(url: str) -> Diagnosis:
    return diagnosed(Scene(None, None, url, "me", "secret"))


@pytest.mark.parametrize(
    ("serving", "fix"),
    [
        (lambda: _web_server(_Page), "http.conf"),
        (lambda: _web_server(_Redirection), "http://pbx.example/ari"),
        (_silent, "whether Asterisk still runs"),
        (_talking, "5038"),
    ],
    ids=["web", "redirect", "silent", "manager"],
)
def test_another_server(
    serving: Callable[[], contextlib.AbstractContextManager[str]],
    fix: str,
    shared_pbx: PrivateAsterisk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("arinb.diagnosis.scene.PATIENCE", 0.5)
    monkeypatch.setattr("arinb.diagnosis.links.http.PATIENCE", 0.5)
    with serving() as url:
        assert_told(diagnosed(scene_of(shared_pbx, url=url)), "HTTP", url, shared_pbx.url)
        assert_told(_diagnosed_elsewhere(url), "HTTP", url, fix, "secret")


@pytest.mark.parametrize(
    "change",
    [
        changed("http.conf", "127.0.0.1", "localhost"),
        added("http.conf", "servername =\n"),
        added("http.conf", "prefix = some/where\n"),
    ],
    ids=["localhost", "no-name", "prefix"],
)
def test_what_is_unusual_is_not_wrong(change: Change, program_22: Program) -> None:
    with started(program_22, change) as pbx:
        diagnosis = diagnosed(scene_of(pbx))
        assert diagnosis.ok, diagnosis
        assert elsewhere(pbx).ok
        port = pbx.http_port
        if not pbx.url.endswith("where"):
            assert diagnosed(scene_of(pbx, url=f"http://localhost:{port}/ari")).ok
