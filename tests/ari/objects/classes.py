"""All that is made from ARI's description, found by name: collections, objects, events."""

from __future__ import annotations

import importlib
import pkgutil
from inspect import isclass
from operator import attrgetter
from types import SimpleNamespace

from arinb.ari import events, objects
from arinb.ari.api.catalogue import EVENTS, OPERATIONS
from arinb.ari.client import Client
from arinb.ari.events.event import Event
from arinb.ari.objects.model import Model
from arinb.ari.resources import Resources
from arinb.ari.resources.events import EventOperations
from arinb.ari.resources.resource import Resource

# connect() is that operation.
METHODS = {name: found for name, found in OPERATIONS.items() if name != "events.websocket"}


def collection(name: str) -> Resource:
    """The collection that an operation belongs to, such as `ari.recordings.stored`."""
    client = Client("http://127.0.0.1:9", "asterisk", "secret")
    ari = SimpleNamespace(**vars(Resources(client)), events=EventOperations(client))
    found = attrgetter(name.rpartition(".")[0])(ari)
    assert isinstance(found, Resource)
    return found


def every_object() -> dict[str, type[Model]]:
    """The classes of `arinb/ari/objects`, by name."""
    found: dict[str, type[Model]] = {}
    for module in pkgutil.iter_modules(objects.__path__, f"{objects.__name__}."):
        classes = [c for c in vars(importlib.import_module(module.name)).values() if isclass(c)]
        found |= {c.__name__: c for c in classes if issubclass(c, Model)}
    return found


def every_event() -> dict[str, type[Event]]:
    """The classes of the types of events, by name."""
    modules = (events.calls, events.channels, events.others)
    return {name: vars(m)[name] for m in modules for name in EVENTS if name in vars(m)}
