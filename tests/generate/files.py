"""Whole files: which classes stand in which, and what they import."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from types import ModuleType

from arinb.ari.api.catalogue import MODELS, OPERATIONS
from arinb.ari.api.data import models as model_rooms
from arinb.ari.api.data import operations as operation_rooms
from arinb.ari.api.description import Model, Operation
from tests.generate import classes, names

NOTE = "# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.\n"
FUTURE = "from __future__ import annotations\n"

# Names that a file may use, and where they come from.
USUAL = {
    "Any": "typing",
    "ClassVar": "typing",
    "Literal": "typing",
    "Self": "typing",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "cached_property": "functools",
    "datetime": "datetime",
    "Event": "arinb.ari.events.event",
    "Listing": "arinb.ari.objects.model",
    "Live": "arinb.ari.objects.model",
    "Model": "arinb.ari.objects.model",
    "described": "arinb.ari.objects.perform",
    "one": "arinb.ari.objects.perform",
    "perform": "arinb.ari.objects.perform",
    "several": "arinb.ari.objects.perform",
    "value_in": "arinb.ari.objects.perform",
    "values_in": "arinb.ari.objects.perform",
    "Resource": "arinb.ari.resources.resource",
}


def all_files() -> Iterator[tuple[PurePath, str]]:
    """Every generated file: its path below `arinb/ari`, and its text before it is formatted."""
    yield from _collections()
    yield from _objects()
    yield from _events()


def _collections() -> Iterator[tuple[PurePath, str]]:
    """One file for each file of operations: a collection, or a part of one."""
    for room, operations in names.operations_by_room().items():
        path = PurePath("resources", f"{room}.py")
        parts = [
            classes.plain_class(
                name,
                _collection_bases(name, room),
                _about_collection(name, room, found),
                classes.methods(found, on_object=False),
            )
            for name, found in _by_collection(room, operations).items()
        ]
        yield path, _file(path, _doc(operation_rooms, room), parts)


def _by_collection(room: str, operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        if operation.name == "events.websocket":
            continue  # connect() is that operation
        where, _ = names.collection(operation)
        main = room == where.partition(".")[0] or "." in where or where == "events"
        found[names.COLLECTIONS[where] + ("" if main else names.theme(room))].append(operation)
    return found


def _collection_bases(name: str, room: str) -> list[str]:
    """A collection's parts that stand in other files come in as its bases."""
    return [part for part, _ in _parts(name) if part != name] or ["Resource"]


def _parts(name: str) -> list[tuple[str, str]]:
    """The classes, with their rooms, of which the collection `name` is made."""
    found = [
        (part, room)
        for room, operations in names.operations_by_room().items()
        for part in _by_collection(room, operations)
        if part.startswith(name) and room.startswith(f"{_snake(name)}_")
    ]
    return sorted(found)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _about_collection(name: str, room: str, operations: list[Operation]) -> list[str]:
    where = names.collection(operations[0])[0]
    if names.COLLECTIONS[where] == name:
        line = f"What ARI can be asked of {_subject(where)}: `ari.{where}`."
    else:
        line = f"A part of `ari.{where}`: {_theme(room)}"
    return [line, "", "Parameters: `client`, for its requests.", "",
            f"Example: `{operations[0].example}`"]  # fmt: skip


def _objects() -> Iterator[tuple[PurePath, str]]:
    """Files with the objects of each file of models, and with the rest of their methods."""
    refreshing = {names.object_of(o): o for o in OPERATIONS.values() if o.on_object == "refresh"}
    mixins: dict[str, list[str]] = defaultdict(list)
    rooms = names.models_by_room()
    for room, operations in names.operations_by_room().items():
        if room in rooms and not _strangers(room, operations):
            continue
        path = PurePath("objects", f"{room}.py")
        parts = []
        for kind, found in _by_object(operations).items():
            name = names.mixin(kind, room)
            mixins[kind].append(name)
            doc = [f"A part of what a `{kind}` can do: {_theme(room)}"]
            parts.append(
                classes.plain_class(name, ["Live"], doc, classes.methods(found, on_object=True))
            )
        if parts:
            yield path, _file(path, f"What objects can do: {_theme(room)}", parts)
    for room, models in rooms.items():
        path = PurePath("objects", f"{room}.py")
        parts = [
            classes.model(found, _bases(found, mixins), _members(found, room, refreshing))
            for found in models
            if not found.extends and found.name not in names.LEFT_OUT
        ]
        if parts:
            yield path, _file(path, _doc(model_rooms, room), parts)


def _strangers(room: str, operations: Iterable[Operation]) -> list[str]:
    """Objects of these operations that are described in another file of models."""
    return [kind for kind in _by_object(operations) if names.room_of_model(kind) != room]


def _by_object(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        if operation.on_object not in ("", "refresh"):
            found[names.object_of(operation)].append(operation)
    return found


def _bases(found: Model, mixins: dict[str, list[str]]) -> list[str]:
    extras = [f"{found.name}Extras"] if found.name in names.EXTRAS else []
    if found.name not in names.LIVE:
        return extras or ["Model"]
    return [*extras, *mixins[found.name]] or ["Live"]


def _members(found: Model, room: str, refreshing: dict[str, Operation]) -> list[str]:
    if found.name not in names.LIVE:
        return []
    own = names.operations_by_room().get(room, ())
    parts = [classes.refresh(refreshing[found.name])] if found.name in refreshing else []
    if not _strangers(room, own):
        mine = _by_object(own).get(found.name, [])
        parts += classes.methods(mine, on_object=True)
    return parts


def _events() -> Iterator[tuple[PurePath, str]]:
    for room, models in names.models_by_room().items():
        parts = [classes.model(found, ["Event"], []) for found in models if found.is_event]
        if parts:
            path = PurePath("events", f"{room.removeprefix('events_')}.py")
            yield path, _file(path, _doc(model_rooms, room), parts)


def _file(path: PurePath, doc: str, parts: list[str]) -> str:
    source = "\n\n".join(parts)
    return f'"""{doc}"""\n\n{NOTE}\n{FUTURE}\n{_imports(path, source)}\n\n{source}'


def _imports(path: PurePath, source: str) -> str:
    """The imports that the classes need; what only types need is marked as such."""
    code = re.sub(r'r?""".*?"""', "", source, flags=re.DOTALL)
    there = set(re.findall(r"^class (\w+)", code, re.MULTILINE))
    needed: dict[str, set[str]] = defaultdict(set)
    for_types: dict[str, set[str]] = defaultdict(set)
    runtime = set(re.findall(r"\w+", _at_runtime(code)))
    for name in sorted(set(re.findall(r"[A-Za-z]\w+", code)) - there):
        if (where := _home(name)) and where != _module(path):
            (needed if name in runtime else for_types)[where].add(name)
    lines = _lines(needed)
    if for_types:
        typing = ["from typing import TYPE_CHECKING"]
        lines += [*typing, "", "if TYPE_CHECKING:", *(f"    {line}" for line in _lines(for_types))]
    return "\n".join(lines)


def _at_runtime(code: str) -> str:
    """The code without what stands in annotations, which nobody evaluates."""
    code = re.sub(r"def (\w+)\(.*?\) -> .*?:\n", "def\n", code, flags=re.DOTALL)
    return re.sub(r"ClassVar\[.*\] = ", "", code)


def _lines(imports: dict[str, set[str]]) -> list[str]:
    return [f"from {where} import {', '.join(sorted(found))}" for where, found in imports.items()]


def _module(path: PurePath) -> str:
    return f"arinb.ari.{'.'.join(path.with_suffix('').parts)}"


def _home(name: str) -> str | None:
    """The module that a class or function comes from."""
    if name in USUAL:
        return USUAL[name]
    if name.endswith("Extras"):
        return "arinb.ari.objects.extras"
    if name in MODELS and name not in names.LEFT_OUT and not MODELS[name].is_event:
        return f"arinb.ari.objects.{names.room_of_model(name)}"
    for room, operations in names.operations_by_room().items():
        if name in _by_collection(room, operations):
            return f"arinb.ari.resources.{room}"
        if any(name == names.mixin(kind, room) for kind in _by_object(operations)):
            return f"arinb.ari.objects.{room}"
    return None


def _doc(package: ModuleType, room: str) -> str:
    """What the description's own file says it is about."""
    return str(names.rooms(package)[room].__doc__)


def _theme(room: str) -> str:
    """The same in short: what stands behind the colon."""
    return _doc(operation_rooms, room).rpartition(": ")[2]


def _subject(where: str) -> str:
    return where.replace("_", " ").replace(".", " ")
