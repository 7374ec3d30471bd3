"""What a wait, an expectation or a handler is about, checked before it begins."""

from __future__ import annotations

import inspect
import math
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from arinb.ari import listing
from arinb.ari.event_types import EVENT_TYPES, meant
from arinb.ari.events import fields as in_fields
from arinb.ari.events.event import Event
from arinb.ari.events.so_far import events
from arinb.ari.events.subjects import SUBJECTS, check_about, id_of
from arinb.errors import BadWait

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog
    from arinb.ari.payload import Json

Kinds: TypeAlias = type[Event] | str | Iterable[str | type[Event]] | None

# What else can be given by name, for "did you mean".
_KEYWORDS = (*SUBJECTS, "where", "timeout", "since")


@dataclass(frozen=True)
class Awaited:
    """The events that somebody wants.

    Fields: `types`, the event types, none for any; `subjects`, the ids of what they must be about,
    by kind ("channel", "playback", …); `fields`, the values that fields must have, by name;
    `where`, a function that has the last word, or None.

    Example: `Awaited(("PlaybackFinished",), {"playback": "5b0c…"}).matches(entry)`
    """

    types: tuple[str, ...] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    where: Callable[[Any], object] | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether a log entry is an event of one of the types; its JSON is not looked at.

        Example: `awaited.fits(ari.log[-1])`
        """
        return entry.kind == "event" and (not self.types or entry.type in self.types)

    def is_about(self, data: Json) -> bool:
        """Whether an event's JSON names all that it must be about.

        Example: `awaited.is_about(event.raw)`
        """
        return all(id_ in SUBJECTS[kind].ids(data) for kind, id_ in self.subjects.items())

    def has_fields(self, data: Json) -> bool:
        """Whether the fields of an event's JSON have the values that they must have.

        Example: `awaited.has_fields(event.raw)`
        """
        return all(
            in_fields.is_same(in_fields.value_at(data, name), value)
            for name, value in self.fields.items()
        )

    def matches(self, entry: Entry) -> bool:
        """Whether a log entry is such an event, as far as `where` is not asked.

        Example: `awaited.matches(ari.log[-1])`
        """
        if not self.fits(entry):
            return False
        return not (self.subjects or self.fields) or self._accepts(entry.data)

    def event(self, entry: Entry, client: Client) -> Event | None:
        """Return the event that an entry holds if it is such an event, else None.

        Parameters: `entry`, of any kind; `client`, for the live objects. An error in `where` is
        passed on.

        Example: `awaited.event(ari.log[-1], ari.client)`
        """
        if not self.fits(entry):
            return None
        event = Event.of(entry, client)
        if not self._accepts(event.raw) or (self.where is not None and not self.where(event)):
            return None
        return event

    def _accepts(self, data: Json) -> bool:
        return self.is_about(data) and self.has_fields(data)

    def __str__(self) -> str:
        words = [" or ".join(self.types) or "event"]
        words += [f"for {kind} {listing.printable(id_)}" for kind, id_ in self.subjects.items()]
        if self.fields:
            wanted = [f"{name}={listing.printable(repr(v))}" for name, v in self.fields.items()]
            words.append(f"with {', '.join(wanted)}")
        if self.where is not None:
            words.append("that where=… accepts")
        return " ".join(words)


def awaited(
    types: Kinds,
    log: EventLog,
    subjects: Mapping[str, object],
    fields: Mapping[str, object],
    where: Callable[[Any], object] | None = None,
) -> Awaited:
    """Return what to wait for, from what the caller of `wait_for`, `expect` or `on` wrote.

    Parameters: `types`, as `Events.wait_for` takes them; `log`, whose events count as known types;
    `subjects` and `fields`, by name: None is as good as left out; `where`.

    Raises `BadWait` when a type, a field or a value is most likely misspelt, or nothing could ever
    match.

    Example: `awaited("StasisEnd", ari.log, {"channel": channel}, {})`
    """
    names = _names(types)
    for name in names:
        _check_type(name, log)
    if where is not None and not callable(where):
        raise BadWait(
            f"where={where!r} is no function",
            why="where=… is asked about each event, and says whether it is the one",
            next_step="for instance where=lambda event: event.channel.name.startswith('PJSIP/')",
        )
    return narrowed(Awaited(names, where=where), subjects, fields)


def narrowed(
    wanted: Awaited, subjects: Mapping[str, object], fields: Mapping[str, object]
) -> Awaited:
    """Return the same with more conditions. Raises `BadWait` as `awaited` does.

    Example: `narrowed(awaited, {"playback": playback}, {})`
    """
    ids = {kind: id_of(kind, value) for kind, value in subjects.items() if value is not None}
    for kind in ids:
        check_about(kind, wanted.types)
    values = {
        name: in_fields.check_field(name, value, wanted.types, _KEYWORDS)
        for name, value in fields.items()
        if value is not None
    }
    return replace(wanted, subjects={**wanted.subjects, **ids}, fields={**wanted.fields, **values})


def check_timeout(timeout: float) -> None:
    """Raise `BadWait` unless `timeout` is a number of seconds above 0, and finite.

    Example: `check_timeout(10)`
    """
    number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if number and math.isfinite(timeout) and 0 < timeout <= threading.TIMEOUT_MAX:
        return
    raise BadWait(
        f"timeout={timeout!r} is no time to wait",
        why="a wait lasts a number of seconds above 0, and always ends",
        next_step="give it seconds, for instance timeout=10",
    )


def check_function(function: object) -> None:
    """Raise `BadWait` unless `function` can be called with an event.

    Example: `check_function(print)`
    """
    if callable(function) and not inspect.iscoroutinefunction(function):
        return
    raise BadWait(
        f"{function!r} can't be called with events",
        why="it is no function"
        if not callable(function)
        else "an async function does nothing when it is called: it wants an event loop",
        next_step="give a function that takes one argument, the event: "
        'ari.on("StasisStart", lambda event: event.channel.answer())',
    )


def check_since(since: int | None) -> None:
    """Raise `BadWait` unless `since` is a row of the log, or None.

    Example: `check_since(0)`
    """
    if since is None or (isinstance(since, int) and not isinstance(since, bool) and since >= 0):
        return
    raise BadWait(
        f"since={since!r} is no row of the log",
        why="rows are counted from 0, as `ari.log.to_dataframe()` shows them",
        next_step="since=0 looks at all events from the beginning",
    )


def _names(types: Kinds) -> tuple[str, ...]:
    if types is None or types is Event:
        return ()
    if isinstance(types, str | type) or not isinstance(types, Iterable):
        return (_name(types),)
    return tuple(map(_name, types)) or ("",)  # none at all is refused as no type


def _name(type_: Any) -> Any:  # noqa: ANN401 - _check_type says what it is
    known = isinstance(type_, type) and type_.__name__ in EVENT_TYPES
    return type_.__name__ if known else type_


def _check_type(name: object, log: EventLog) -> None:
    if not isinstance(name, str) or not name:
        raise BadWait(
            f"{name!r} is no event type",
            why="an event type is a text such as 'StasisStart'",
            next_step="to wait for an event of any type, use None and where=…",
        )
    suggestion = meant(name)
    if suggestion is None or events(log, (name,)):
        return
    raise BadWait(
        f"Asterisk has no event of type {name!r}: did you mean {suggestion!r}?",
        why=f"it is none of the {len(EVENT_TYPES)} types that arinb knows, and none has arrived",
        next_step=f"wait_for({suggestion!r}); if there really is such a type in a newer Asterisk: "
        f"wait_for(None, where=lambda event: event.type == {name!r})",
    )
