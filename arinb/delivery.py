"""Bringing the notebooks into the learner's folder, and new versions of them beside their work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from arinb.whole_file import UNFINISHED, replacing

MANIFEST = ".arinb-notebooks.json"
FORMAT = 1
NAMED_AT_MOST = 3  # files that are told by name


@dataclass
class Delivery:
    """What was brought into a learner's folder.

    Fields: `folder`; `new`, notebooks that were missing; `replaced`, earlier versions that nobody
    had changed; `beside`, new versions of notebooks that the learner has changed, under names of
    their own; `trouble`, why it could not be finished, or "". All are paths in the folder.

    Example: `deliver(source, folder).beside`
    """

    folder: Path
    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    trouble: str = ""

    def __str__(self) -> str:
        told = []
        if self.new:
            told.append(f"{len(self.new)} new")
        if self.replaced:
            told.append(f"{len(self.replaced)} replaced by a new version")
        if self.beside:
            told.append(f"a new version beside your own work: {_named(self.beside)}")
        if self.trouble:
            told.append(f"not brought up to date: {self.trouble}")
        return f"Notebooks in {self.folder}: {'; '.join(told)}" if told else ""


def deliver(source: Path, folder: Path) -> Delivery:
    """Copy the notebooks into a folder; what the learner has changed there stays as it is.

    A file's hash as it was delivered stands in a hidden file of the folder. A notebook that is
    still as it was delivered gives way to a new version; one that was changed in any way, be it
    only by running it, stays, and a new version is put beside it, once, as `NAME.new.ipynb`.

    Parameters: `source`, where the notebooks are; `folder`, the learner's. Raises OSError when a
    file can't be read or written; each file is whole then, old or new.

    Example: `print(deliver(Path("notebooks"), Path("arinb-notebooks")))`
    """
    delivery = Delivery(folder)
    notes = _Notes(folder)
    try:
        for path in sorted(_notebooks(source)):
            name = path.relative_to(source).as_posix()
            _bring(path.read_bytes(), name, notes, delivery)
    finally:
        with suppress(OSError):  # the error of a file above says more; without notes all is kept
            notes.save()
    return delivery


class _Notes:
    """The hidden file: which version of each notebook was delivered, and which put beside."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / MANIFEST
        self._read: dict[str, Any] = {}
        with suppress(OSError, ValueError, RecursionError):  # damaged: all then counts as work
            data = json.loads(self.path.read_text(encoding="utf-8"))
            self._read = data if isinstance(data, dict) else {}
        self.delivered = self._hashes("delivered")
        self.beside = self._hashes("beside")

    def _hashes(self, key: str) -> dict[str, str]:
        found = self._read.get(key)
        return dict(found) if isinstance(found, dict) else {}

    def save(self) -> None:
        data = {
            "format": FORMAT,
            **self._read,
            "delivered": self.delivered,
            "beside": self.beside,
        }
        if data != self._read:
            _write(self.path, (json.dumps(data, indent=1) + "\n").encode())


def _notebooks(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("[!.]*.ipynb"):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _bring(content: bytes, name: str, notes: _Notes, delivery: Delivery) -> None:
    path = delivery.folder / name
    newest, there = _hash(content), _hash_of(path)
    if there == newest:
        notes.delivered[name] = newest
        return
    if there is None:
        delivery.new.append(name)
    elif there == notes.delivered.get(name):
        delivery.replaced.append(name)
    else:
        if newest not in (notes.delivered.get(name), notes.beside.get(name)):
            _put_beside(content, name, notes, delivery)
        return
    _write(path, content)
    notes.delivered[name] = newest


def _put_beside(content: bytes, name: str, notes: _Notes, delivery: Delivery) -> None:
    """Write a new version under a name that no work of the learner's has."""
    newest, last = _hash(content), notes.beside.get(name)
    for other in _names_beside(name):
        there = _hash_of(delivery.folder / other)
        if there in (None, newest, last):
            break
    if there != newest:
        _write(delivery.folder / other, content)
    notes.beside[name] = newest
    delivery.beside.append(other)


def _names_beside(name: str) -> Iterator[str]:
    stem = name.removesuffix(".ipynb")
    yield f"{stem}.new.ipynb"
    number = 2
    while True:
        yield f"{stem}.new-{number}.ipynb"
        number += 1


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash_of(path: Path) -> str | None:
    """The hash of what is there; None where nothing is."""
    if not path.exists() and not path.is_symlink():
        return None
    return _hash(path.read_bytes()) if path.is_file() else ""


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f".{path.name}.*{UNFINISHED}"):
        left.unlink(missing_ok=True)  # of an earlier time, which was killed
    with replacing(path) as file:
        file.write(content)


def _named(names: list[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    told = ", ".join(names[:NAMED_AT_MOST])
    return f"{told} and {more} more" if more > 0 else told
