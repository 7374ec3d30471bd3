"""Why a connection does not come back: each cause has words of its own in the log."""

from __future__ import annotations

import contextlib
import socket
import ssl
from pathlib import Path

import pytest

from arinb.ari import reconnecting
from arinb.ari.connection import Connection, connect
from arinb.errors import ConnectionLost, NotAuthenticated
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.ari.peer import certificate
from tests.ari.secrets import SECRET, assert_secret_is_kept
from tests.ari.ws_peer import Wire, ws_peer
from tests.faults.load import comes, nothing_left

HTML = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no wait between attempts be long."""
    monkeypatch.setattr(reconnecting, "LONGEST", 0.1)


def told(ari: Connection, words: str, *, since: int = 0) -> int:
    """Wait until an attempt has failed in these words, and return the row after that."""
    entry = ari.log.wait(
        lambda entry: words in entry.detail, since=since, timeout=20, types={"trying"}
    )
    assert entry is not None, [entry.detail for entry in ari.log if entry.type == "trying"]
    return entry.row + 1


def test_a_real_asterisk_in_all_kinds_of_trouble(program_22: Program) -> None:
    with (
        nothing_left(),
        PrivateAsterisk(program=program_22) as pbx,
        connect(pbx, app="hello-world", timeout=3) as ari,
    ):
        pbx.stop()
        row = told(ari, "was not sent: nothing listens at")
        with ws_peer(HTML, port=pbx.http_port):
            row = told(ari, "was answered, but not by ARI: 200 OK", since=row)
        pbx.conf["ari.conf"].set("general", "enabled", "no")
        pbx.start()
        row = told(
            ari, "was refused: 404 Not Found. Asterisk's web server is there, but", since=row
        )
        pbx.conf["ari.conf"].set("general", "enabled", "yes")
        pbx.restart()
        row = comes(ari.log, "back", since=row)
        pbx.stop()
        with socket.create_server(("127.0.0.1", pbx.http_port)):
            row = told(ari, "no answer came within 3.0 s", since=row)
        pbx.conf["ari.conf"].set(pbx.username, "password", SECRET)
        pbx.start()
        comes(ari.log, "refused", since=row)
        assert "401 Unauthorized" in ari.log[-1].detail
        with pytest.raises(ConnectionLost) as raised:
            ari.events.wait_for("StasisStart", timeout=30)
        assert isinstance(raised.value.__cause__, NotAuthenticated)
        assert_secret_is_kept(raised.value)


def test_a_certificate_that_was_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, other = tmp_path / "good", tmp_path / "other"
    for folder in (good, other):
        folder.mkdir()
    (trusted, file), (stranger, _) = certificate(good), certificate(other)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))

    def serve(wrap: ssl.SSLContext | None, port: int = 0) -> contextlib.AbstractContextManager[str]:
        return ws_peer(Wire.until_closed, wrap=wrap, port=port)

    with nothing_left(), contextlib.ExitStack() as closed_at_the_end:
        with serve(trusted) as at:
            url = at.replace("http:", "https:")
            ari = connect(url, username="asterisk", password=SECRET, app="a")
            closed_at_the_end.enter_context(ari)
        row, port = comes(ari.log, "lost"), int(url.rpartition(":")[2])
        with serve(stranger, port):
            row = told(ari, "its certificate is not trusted: self-signed certificate", since=row)
        with serve(None, port):
            row = told(ari, "what answers there speaks no TLS", since=row)
        with serve(trusted, port):
            comes(ari.log, "back", since=row)
            assert ari.state == "open"


def test_a_name_that_is_not_found_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = socket.getaddrinfo

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with nothing_left(), contextlib.ExitStack() as closed_at_the_end:
        with ws_peer(Wire.until_closed) as at:
            url = at.replace("127.0.0.1", "localhost")
            ari = connect(url, username="asterisk", password=SECRET, app="a")
            closed_at_the_end.enter_context(ari)
            monkeypatch.setattr(socket, "getaddrinfo", unknown)
        row = told(ari, "there is no host of that name")
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        with ws_peer(Wire.until_closed, port=int(url.rpartition(":")[2])):
            comes(ari.log, "back", since=row)
