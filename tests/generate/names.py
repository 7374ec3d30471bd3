"""How what ARI describes is called in Python, and in which file it stands."""

from __future__ import annotations

import re
from types import ModuleType

from arinb.ari.api.catalogue import MODELS
from arinb.ari.api.data import models as model_rooms
from arinb.ari.api.data import operations as operation_rooms
from arinb.ari.api.description import Model, Operation

# Kinds of objects that one can act upon: the field that is their id, and what cards show of them.
LIVE = {
    "Application": ("name", ("name", "channel_ids", "bridge_ids", "endpoint_ids", "device_names")),
    "Bridge": ("id", ("bridge_type", "id", "name", "technology", "channels")),
    "Channel": ("id", ("name", "state", "caller", "connected", "dialplan", "id")),
    "DeviceState": ("name", ("name", "state")),
    "Endpoint": ("resource", ("technology", "resource", "state", "channel_ids")),
    "LiveRecording": ("name", ("name", "state", "format", "target_uri")),
    "LogChannel": ("channel", ("channel", "type", "status", "configuration")),
    "Mailbox": ("name", ("name", "old_messages", "new_messages")),
    "Module": ("name", ("name", "status", "description", "use_count")),
    "Playback": ("id", ("media_uri", "state", "target_uri", "id")),
    "Sound": ("id", ("id", "text", "formats")),
    "StoredRecording": ("name", ("name", "format")),
}
# What stands before the id of an object that an application can subscribe to.
SCHEMES = {
    "Bridge": "bridge",
    "Channel": "channel",
    "DeviceState": "deviceState",
    "Endpoint": "endpoint",
}
# Models that are no objects in Python: roots of the events, and values that stand for themselves.
LEFT_OUT = {"Message", "Event", "MissingParams", "Variable", "Variables"}
# Classes of ari/objects/extras.py, which add what no description has.
EXTRAS = {"CallerID", "Endpoint", "Playback"}

COLLECTIONS = {
    "applications": "Applications",
    "asterisk": "Asterisk",
    "asterisk.config": "Configuration",
    "asterisk.logging": "Logging",
    "asterisk.modules": "Modules",
    "bridges": "Bridges",
    "channels": "Channels",
    "device_states": "DeviceStates",
    "endpoints": "Endpoints",
    "events": "EventOperations",
    "mailboxes": "Mailboxes",
    "playbacks": "Playbacks",
    "recordings": "Recordings",
    "recordings.live": "LiveRecordings",
    "recordings.stored": "StoredRecordings",
    "sounds": "Sounds",
}


def rooms(package: ModuleType) -> dict[str, ModuleType]:
    """The modules of a package of descriptions, by name."""
    return {
        name: module
        for name, module in sorted(vars(package).items())
        if isinstance(module, ModuleType) and module.__name__.startswith(package.__name__)
    }


def operations_by_room() -> dict[str, tuple[Operation, ...]]:
    """The operations of each file that describes some, by the file's name."""
    return {
        name: module.OPERATIONS
        for name, module in rooms(operation_rooms).items()
        if hasattr(module, "OPERATIONS")
    }


def models_by_room() -> dict[str, tuple[Model, ...]]:
    """The models of each file that describes some, by the file's name."""
    return {name: module.MODELS for name, module in rooms(model_rooms).items()}


def room_of_model(name: str) -> str:
    """The file that describes a model; its class stands in one of the same name."""
    return next(room for room, found in models_by_room().items() if MODELS[name] in found)


def object_of(operation: Operation) -> str:
    """The class of the live object that an operation is about."""
    if operation.resource == "endpoints":
        return "Endpoint"
    return next(p.takes for p in operation.parameters if p.place == "path" and p.takes in LIVE)


def theme(room: str) -> str:
    """What a file is about within its resource: "Call" for channels_call."""
    _, _, rest = room.partition("_")
    return camel(rest) if rest else "Operations"


def mixin(kind: str, room: str) -> str:
    """The class with those methods of a live object that are described in `room`."""
    return kind + theme(room)


def collection(operation: Operation) -> tuple[str, str]:
    """The path of the collection, such as "recordings.stored", and the method's name."""
    path, _, method = operation.name.rpartition(".")
    return path, method


def camel(name: str) -> str:
    """`device_states` as a class is named: DeviceStates."""
    return "".join(part.capitalize() for part in re.split("_", name))
