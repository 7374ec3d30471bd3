"""A package mirror on loopback, with a few packages of its own, that can be made to misbehave."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: nobody <nobody@example.invalid>
Description: a package for a test
{fields}"""


@dataclass
class Mirror:
    """What the mirror holds, how it behaves, and what it was asked for.

    `spoil` changes the bytes of an answer, by path; `hold`, while not set, keeps package files
    back after their first half.
    """

    folder: Path
    architecture: str
    port: int = 0
    indexes: dict[str, bytes] = field(default_factory=dict)
    pool: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    spoil: Callable[[str, bytes], bytes] = lambda _, body: body
    flow: threading.Event = field(default_factory=threading.Event)
    stuck: threading.Event = field(default_factory=threading.Event)

    def add(
        self, name: str, files: dict[str, bytes], *, depends: str = "", version: str = "1"
    ) -> None:
        """Build a package and put it on the mirror."""
        tree = self.folder / f"{name}_{version}"
        for path, content in files.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_bytes(content)
            (tree / path).chmod(0o755)
        (tree / "DEBIAN").mkdir(parents=True)
        fields = f"Depends: {depends}\n" if depends else ""
        control = CONTROL.format(
            name=name, version=version, architecture=self.architecture, fields=fields
        )
        (tree / "DEBIAN/control").write_text(control)
        deb = self.folder / f"{name}_{version}_{self.architecture}.deb"
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zgzip", "-b", str(tree), str(deb)],
            check=True,
            capture_output=True,
        )
        self.pool[deb.name] = deb.read_bytes()
        self.publish()

    def publish(self, **fields: str) -> None:
        """Write the lists anew; `fields` go into the Release file (`Valid_Until="…"`)."""
        listing = "\n".join(self._entry(name, body) for name, body in self.pool.items())
        path = f"main/binary-{self.architecture}/Packages"
        self.indexes = {path: listing.encode(), f"{path}.gz": gzip.compress(listing.encode())}
        lines = [
            "Origin: test",
            f"Date: {formatdate(usegmt=True)}",
            f"Architectures: {self.architecture}",
            "Components: main universe",
            *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
            "SHA256:",
            *(f" {_sha256(body)} {len(body)} {name}" for name, body in self.indexes.items()),
        ]
        self.indexes["Release"] = ("\n".join(lines) + "\n").encode()

    def answer(self, path: str) -> bytes | None:
        """The file at a path, whichever suite it asks for."""
        if "/pool/" in path:
            body = self.pool.get(path.rpartition("/")[2])
        else:
            body = self.indexes.get(path.partition("/dists/")[2].partition("/")[2])
        return None if body is None else self.spoil(path, body)

    def packages_asked(self) -> list[str]:
        """The package files that were asked for."""
        return [path.rpartition("/")[2] for path, _ in self.asked if "/pool/" in path]

    def _entry(self, name: str, body: bytes) -> str:
        control = (self.folder / name.rpartition("_")[0] / "DEBIAN/control").read_text()
        return (
            f"{control}Filename: pool/{name}\nSize: {len(body)}\nSHA256: {_sha256(body)}\n"
            f"MD5sum: {hashlib.md5(body).hexdigest()}\n"
        )


class _Handler(BaseHTTPRequestHandler):
    mirror: ClassVar[Mirror]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        mirror = self.mirror
        mirror.asked.append((self.path, self.headers.get("Range", "")))
        body = mirror.answer(self.path)
        if body is None:
            self.send_error(404)
            return
        start = int((self.headers.get("Range") or "bytes=0-").split("=")[1].split("-")[0])
        if start >= len(body):
            start = 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Last-Modified", "Sat, 01 Jan 2022 00:00:00 GMT")
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        half = start + (len(body) - start) // 2
        try:
            self.wfile.write(body[start:half])
            self.wfile.flush()
            if "/pool/" in self.path and not mirror.flow.is_set():
                mirror.stuck.set()
                mirror.flow.wait(60)
            self.wfile.write(body[half:])
        except OSError:
            self.close_connection = True  # the other side has gone, as some tests want it

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@contextmanager
def serve(folder: Path, architecture: str) -> Iterator[Mirror]:
    """A mirror that is up until the block ends."""
    mirror = Mirror(folder, architecture)
    mirror.flow.set()
    handler = type("Handler", (_Handler,), {"mirror": mirror})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    mirror.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield mirror
    finally:
        mirror.flow.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
