"""Looking things up in ARI's description: one by name, all as a table, or those about something."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from arinb.ari.api.catalogue import EVENTS, MODELS, OPERATIONS
from arinb.ari.api.description import Model, Operation
from arinb.errors import NotInAri

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T", Model, Operation)


def operation(name: str) -> Operation:
    """Return one operation; a notebook shows all about it.

    Parameters: `name`, such as "channels.play", which is `ari.channels.play` as well.

    Raises NotInAri, with the nearest name, when there is none.

    Example: `arinb.api.operation("channels.play")`
    """
    return _found(name.removeprefix("ari."), OPERATIONS, "operation", "operations")


def model(name: str) -> Model:
    """Return one model: what the JSON of a channel, an answer or an event consists of.

    Parameters: `name`, such as "Channel" or "StasisStart". Raises NotInAri when there is none.

    Example: `arinb.api.model("Channel")`
    """
    return _found(name, MODELS, "model", "models")


def event(name: str) -> Model:
    """Return the description of one type of event.

    Parameters: `name`, such as "StasisStart". Raises NotInAri when there is none.

    Example: `arinb.api.event("StasisStart")`
    """
    return _found(name, EVENTS, "event", "events")


def operations(resource: str | None = None) -> pd.DataFrame:
    """Return all operations of ARI as a table, one a row, indexed by `name`.

    Columns, all text: `method`, `path`, `summary`, `returns`, `since` (the first version of each
    branch that has it).

    Parameters: `resource`, such as "channels", for those of one resource only. Raises NotInAri
    when there is no such resource.

    Example: `arinb.api.operations("bridges")`
    """
    chosen = list(OPERATIONS.values())
    if resource is not None:
        resources = {o.resource: o for o in chosen} | {o.name.split(".")[0]: o for o in chosen}
        wanted = _found(resource, resources, "resource", "operations").resource
        chosen = [o for o in chosen if o.resource == wanted]
    columns = ("method", "path", "summary", "returns", "since")
    return _frame(({"name": o.name} | {c: getattr(o, c) for c in columns} for o in chosen), columns)


def models() -> pd.DataFrame:
    """Return all models of ARI as a table, one a row, indexed by `name`; events are among them.

    Columns, all text but the last: `resource`, `summary`, `since`, `fields` (how many of its own).

    Example: `arinb.api.models().query("resource == 'channels'")`
    """
    return _models(MODELS.values())


def events() -> pd.DataFrame:
    """Return all types of events as a table; columns and index as in `models()`.

    Example: `arinb.api.events()`
    """
    return _models(EVENTS.values())


def search(words: str) -> pd.DataFrame:
    """Return what ARI has about something: the operations, events and models that speak of it.

    Parameters: `words`, all of which have to occur in names, summaries, details or parameters, as
    words or as the beginnings of some, or together in a name ("hang up" in ChannelHangupRequest);
    upper and lower case are the same. Returns a table indexed by `name`, columns `kind`
    ("operation", "event" or "model") and `summary`; those that have it in their name or summary
    come first.

    Example: `arinb.api.search("hang up")`
    """
    wanted = [re.compile(rf"\b{re.escape(word)}") for word in words.lower().split()]
    together = "".join(words.lower().split())
    rows = []
    things: list[Operation | Model] = [*OPERATIONS.values(), *MODELS.values()]
    for thing in things:
        text = _all_text(thing).lower()
        if together in thing.name.lower() or all(word.search(text) for word in wanted):
            head = f"{thing.name} {thing.summary}".lower().replace("_", " ")
            named = together in head or all(word.search(head) for word in wanted)
            rows.append((not named, thing))
    rows.sort(key=lambda row: row[0])
    return _frame(
        ({"name": t.name, "kind": _kind(t), "summary": t.summary} for _, t in rows),
        ("kind", "summary"),
    )


def _models(chosen: Iterable[Model]) -> pd.DataFrame:
    columns = ("resource", "summary", "since", "fields")
    return _frame(
        (
            {
                "name": model.name,
                "resource": model.resource,
                "summary": model.summary,
                "since": model.since,
                "fields": len(model.fields),
            }
            for model in chosen
        ),
        columns,
    )


def _frame(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - half a second, and not everybody needs it

    return pd.DataFrame(list(rows), columns=["name", *columns]).set_index("name")


def _kind(thing: Operation | Model) -> str:
    if isinstance(thing, Operation):
        return "operation"
    return "event" if thing.is_event else "model"


def _all_text(thing: Operation | Model) -> str:
    parts = thing.parameters if isinstance(thing, Operation) else thing.fields
    inner = " ".join(f"{part.name} {part.text}" for part in parts)
    return f"{thing.name} {thing.summary} {thing.details} {inner}"


def _found(name: str, among: Mapping[str, T], what: str, table: str) -> T:
    if name in among:
        return among[name]
    # Of "channels.play", somebody may remember "play" only.
    names = {known.rpartition(".")[2].lower(): known for known in among}
    names |= {known.lower(): known for known in among}
    close = difflib.get_close_matches(name.lower(), names, n=1)
    meant = names[close[0]] if close else ""
    raise NotInAri(
        f"ARI has no {what} {name!r}.",
        why=f"it is none of the {len(among)} that Asterisk 23 has.",
        next_step=f"Did you mean {meant!r}?" if meant else f"`arinb.api.{table}()` lists them all.",
    )
