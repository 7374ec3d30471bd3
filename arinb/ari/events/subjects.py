"""What an event is about: channels, playbacks, bridges, recordings, endpoints and devices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from arinb.ari import payload
from arinb.ari.api.catalogue import EVENTS
from arinb.ari.objects.model import Live, Model
from arinb.errors import BadWait

if TYPE_CHECKING:
    from arinb.ari.payload import Json

# Where events keep a Bridge.
_BRIDGE_KEYS = (
    "bridge",
    "bridge_from",
    "transferer_first_leg_bridge",
    "transferer_second_leg_bridge",
    "destination_threeway_bridge",
)
_WITH_TARGET = ("playback", "recording")


@dataclass(frozen=True)
class Subject:
    """A kind of thing that events are about.

    Fields: `classes`, the live objects that stand for one; `models`, what in an event's JSON
    names one; `ids`, returns the ids in an event's JSON; `example`, how a filter is written.

    Example: `SUBJECTS["channel"].ids(event.raw)`
    """

    classes: tuple[str, ...]
    models: frozenset[str]
    ids: Callable[[Json], Iterator[str]]
    example: str


def _bridges(data: Json) -> Iterator[str]:
    for key in _BRIDGE_KEYS:
        yield from _texts(data.get(key), "id")
    yield from _texts(data, "destination_bridge")
    for key in _WITH_TARGET:
        for target in _texts(data.get(key), "target_uri"):
            kind, _, id_ = target.partition(":")
            if kind == "bridge":
                yield id_


def _endpoints(data: Json) -> Iterator[str]:
    found = data.get("endpoint")
    for technology in _texts(found, "technology"):
        for resource in _texts(found, "resource"):
            yield f"{technology}/{resource}"


def _texts(value: object, name: str) -> Iterator[str]:
    """The text of that name in a JSON object, if it is an object and has one."""
    if isinstance(value, dict) and isinstance(text := value.get(name), str):
        yield text


# The keyword of each kind, as `wait_for(…, channel=…)` has it.
SUBJECTS: dict[str, Subject] = {
    "channel": Subject(
        classes=("Channel",),
        models=frozenset({"Channel", "Playback", "LiveRecording", "ReferTo", "ReferredBy"}),
        ids=payload.channel_ids,
        example="channel=start.channel",
    ),
    "playback": Subject(
        classes=("Playback",),
        models=frozenset({"Playback"}),
        ids=lambda data: _texts(data.get("playback"), "id"),
        example="playback=playback, as channel.play(…) returned it",
    ),
    "bridge": Subject(
        classes=("Bridge",),
        models=frozenset({"Bridge", "Playback", "LiveRecording"}),
        ids=_bridges,
        example="bridge=bridge, as ari.bridges.create(…) returned it",
    ),
    "recording": Subject(
        classes=("LiveRecording", "StoredRecording"),
        models=frozenset({"LiveRecording"}),
        ids=lambda data: _texts(data.get("recording"), "name"),
        example="recording=recording, as channel.record(…) returned it, or its name",
    ),
    "endpoint": Subject(
        classes=("Endpoint",),
        models=frozenset({"Endpoint"}),
        ids=_endpoints,
        example='endpoint="PJSIP/1000"',
    ),
    "device": Subject(
        classes=("DeviceState",),
        models=frozenset({"DeviceState"}),
        ids=lambda data: _texts(data.get("device_state"), "name"),
        example='device="Stasis:lamp"',
    ),
}


def id_of(kind: str, value: object) -> str:
    """Return the id by which events name a thing.

    Parameters: `kind`, a key of `SUBJECTS`; `value`, a live object of that kind, or an id.

    Raises `BadWait` when it is neither.

    Example: `id_of("channel", start.channel)`
    """
    if isinstance(value, str | UUID) and str(value):
        return str(value)
    classes = {each.__name__ for each in type(value).__mro__}
    if isinstance(value, Live) and classes & set(SUBJECTS[kind].classes):
        return value._key  # noqa: SLF001 - our own base
    step = f"for instance {SUBJECTS[kind].example}"
    if isinstance(value, Model) and "Event" in classes and kind in value:
        step = f"the event has one: {kind}=event.{kind}"
    raise BadWait(
        f"{kind}={value!r} is no {kind}",
        why=f"{_a(kind)} is given as the object, or by its id",
        next_step=step,
    )


def check_about(kind: str, types: Sequence[str]) -> None:
    """Raise `BadWait` when no event of these types is ever about such a thing.

    Parameters: `kind`, a key of `SUBJECTS`; `types`, none for any. A type that arinb does not know
    may be about anything.

    Example: `check_about("playback", ["PlaybackFinished"])`
    """
    models = SUBJECTS[kind].models
    if not types or any(name not in EVENTS or _has(name, models) for name in types):
        return
    about = [k for k, subject in SUBJECTS.items() if any(_has(t, subject.models) for t in types)]
    instead = " or ".join(f"{each}=…" for each in about)
    raise BadWait(
        f"no {' or '.join(types)} is ever about {_a(kind)}",
        why=f"it can be about {' or '.join(map(_a, about)) or 'nothing but the application'}",
        next_step=f"leave {kind}=… out" + (f", or give {instead}" if about else ""),
    )


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _has(type_: str, models: frozenset[str]) -> bool:
    return any(field.type in models for field in EVENTS[type_].fields)
