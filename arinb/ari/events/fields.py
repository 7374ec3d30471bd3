"""Filters on the fields of events, by ARI's own names, checked against ARI's description.

`digit="1"` is about a field of the event; two underscores go into an object that is in it:
`channel__state="Up"`, `channel__caller__number="1000"`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from numbers import Real
from typing import TYPE_CHECKING, NoReturn

from arinb.ari.api.catalogue import EVENTS, MODELS
from arinb.ari.objects.model import Live
from arinb.errors import BadWait

if TYPE_CHECKING:
    from arinb.ari.api.description import Field
    from arinb.ari.payload import Json

INTO = "__"  # goes into an object
ABSENT = object()

# What Python has for each type of ARI's, and how a message calls it.
_KINDS: dict[str, tuple[type, str]] = {
    "string": (str, "a text"),
    "Date": (str, "a time as a text"),
    "int": (Real, "a number"),
    "long": (Real, "a number"),
    "double": (Real, "a number"),
    "boolean": (bool, "True or False"),
}
# Objects in an event that a filter may name as a whole: by these fields of theirs.
_IDENTITIES = ("id", "name")


def value_at(data: Json, name: str) -> object:
    """Return the value of a field in an event's JSON, `ABSENT` when it has none.

    Parameters: `data`, the event's JSON object; `name`, such as "digit" or "channel__state".

    Example: `value_at(event.raw, "channel__state")` → `"Up"`
    """
    value: object = data
    for step in name.split(INTO):
        if not isinstance(value, dict) or step not in value:
            return ABSENT
        value = value[step]
    return value


def is_same(found: object, wanted: object) -> bool:
    """Whether a value in JSON is the one that a filter names; of an object, its id or name is.

    Example: `is_same({"id": "1400609726.3"}, "1400609726.3")`
    """
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted  # to Python, True is 1
    if isinstance(found, dict) and isinstance(wanted, str):
        return wanted in [found.get(name) for name in _IDENTITIES]
    if isinstance(wanted, tuple):
        return found == list(wanted)
    return found == wanted


def check_field(name: str, value: object, types: Sequence[str], others: Sequence[str]) -> object:
    """Return what a filter on a field compares with: the value, or the id of an object.

    Parameters: `name` and `value` of the filter; `types`, the event types that it is for, none for
    any; `others`, the other keywords that one may have meant.

    Raises `BadWait` when no event of these types has such a field, or none could have such a
    value. An event type that arinb does not know may have any field with any value.

    Example: `check_field("digit", "1", ["ChannelDtmfReceived"], ["channel", "timeout"])`
    """
    wanted = value._key if isinstance(value, Live) else value  # noqa: SLF001 - our own base
    if any(type_ not in EVENTS for type_ in types):
        return wanted
    known = types or tuple(EVENTS)
    fields = [field for type_ in known for field in _fields_at(type_, name.split(INTO))]
    if not fields:
        _refuse_name(name, known, others, whole=not types)
    if not any(_takes(field, value) for field in fields):
        _refuse_kind(name, value, fields[0])
    allowed = {each for field in fields for each in field.allowed}
    if isinstance(wanted, str) and wanted not in allowed and all(f.allowed for f in fields):
        _check_meant(name, wanted, sorted(allowed))
    return wanted


def _fields_of(model: str) -> dict[str, Field]:
    """The fields of a model by name, those of the models that it extends included."""
    inherited = _fields_of(MODELS[model].extends) if MODELS[model].extends else {}
    return inherited | {field.name: field for field in MODELS[model].fields}


def _fields_at(model: str, path: Sequence[str]) -> Iterator[Field]:
    """The field at the end of a path that begins in a model; nothing if there is none."""
    field = _fields_of(model).get(path[0])
    if field is None:
        return
    if len(path) == 1 or field.type == "object":
        yield field
    elif field.type in MODELS:
        yield from _fields_at(field.type, path[1:])


def _takes(field: Field, value: object) -> bool:
    """Whether a field can have such a value at all."""
    if field.type in MODELS:
        if isinstance(value, Live):
            return type(value).__name__ == field.type
        return isinstance(value, str) and bool(_identity(field.type))
    if field.type.startswith("List["):
        return isinstance(value, list | tuple)
    if field.type not in _KINDS:
        return True  # an object that can hold anything
    kind, _ = _KINDS[field.type]
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _identity(model: str) -> str:
    known = _fields_of(model)
    return next((name for name in _IDENTITIES if name in known and model != "CallerID"), "")


def _refuse_name(
    name: str, types: Sequence[str], others: Sequence[str], *, whole: bool
) -> NoReturn:
    paths = sorted({path for type_ in types for path in _paths(type_)})
    meant = _meant(name, [*others, *paths])
    own = sorted({path.partition(INTO)[0] for path in paths})
    whose = "event" if whole else " or ".join(types)
    raise BadWait(
        f"no {whose} has a field {name}" + (f": did you mean {meant}=…?" if meant else ""),
        why="no event that arinb knows has it"
        if whole
        else f"{whose} has {', '.join(own)}; two underscores go into an object: channel__state",
        next_step="if a newer Asterisk has such a field, look at it with where=…: "
        f"where=lambda event: event.raw.get({name!r}) == …",
    )


def _paths(model: str, before: str = "") -> Iterator[str]:
    """The names of all fields that a filter on a model can have, as one writes them."""
    for field in _fields_of(model).values():
        yield f"{before}{field.name}"
        if field.type in MODELS:
            yield from _paths(field.type, f"{before}{field.name}{INTO}")


def _meant(name: str, known: Sequence[str]) -> str:
    """The name that somebody meant; one that stands alone may belong into an object."""
    inside = [path for path in known if path.endswith(f"{INTO}{name}")]
    close = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.7)
    return next(iter([*sorted(inside, key=lambda path: path.count(INTO)), *close]), "")


def _refuse_kind(name: str, value: object, field: Field) -> NoReturn:
    if field.type in MODELS:
        inside = [f"{name}{INTO}{each}" for each in _fields_of(field.type)]
        kind, step = f"an object, a {field.type}", f"name one of its fields: {', '.join(inside)}"
    elif field.type.startswith("List["):
        kind, step = "a list", f"give all of it: {name}=[…]"
    else:
        python, kind = _KINDS[field.type]
        step = f"give it {kind}: {name}={_as(python, value)}"
    raise BadWait(
        f"{name}={value!r} can't match: {name} is {kind}",
        why=f"{value!r} is of type {type(value).__name__}, which is never equal to that",
        next_step=step,
    )


def _as(kind: type, value: object) -> str:
    """What somebody may have wanted to write who gave a value of another kind."""
    if kind is str and isinstance(value, Real):
        return repr(str(value))
    if kind is Real and isinstance(value, str) and value.isdecimal():
        return value
    return "…"


def _check_meant(name: str, value: str, allowed: Sequence[str]) -> None:
    """Refuse a value that is nearly one of those that the field can have."""
    by_lower = {each.lower(): each for each in allowed}
    close = difflib.get_close_matches(value.lower(), by_lower, n=1, cutoff=0.75)
    if close:
        raise BadWait(
            f"{name} is never {value!r}: did you mean {by_lower[close[0]]!r}?",
            why=f"it is one of {', '.join(allowed)}",
            next_step=f"{name}={by_lower[close[0]]!r}; if there really is such a value in a newer "
            "Asterisk, look at it with where=…",
        )
