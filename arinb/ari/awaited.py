"""What a wait waits for, checked before it begins."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arinb.ari import payload
from arinb.ari.event_types import EVENT_TYPES, meant
from arinb.errors import BadWait

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.log import EventLog


@dataclass(frozen=True)
class Awaited:
    """The events that a wait would accept.

    Fields: `types`, the event types, empty for any; `channel` and `playback`, ids or None for any;
    `narrowed`, whether a `where` function has the last word.

    Example: `Awaited(("PlaybackFinished",), playback="5b0c…").matches(entry)`
    """

    types: tuple[str, ...] = ()
    channel: str | None = None
    playback: str | None = None
    narrowed: bool = False

    def matches(self, entry: Entry) -> bool:
        """Whether a log entry is such an event (`where` is not asked here).

        Parameters: `entry`, of any kind. Its JSON is only parsed when its type fits.

        Example: `awaited.matches(ari.log[-1])`
        """
        if entry.kind != "event" or (self.types and entry.type not in self.types):
            return False
        if self.channel is None and self.playback is None:
            return True
        data = entry.data
        if self.channel is not None and self.channel not in payload.channel_ids(data):
            return False
        playback = payload.playback(data)
        return self.playback is None or (playback is not None and playback["id"] == self.playback)

    def __str__(self) -> str:
        words = [" or ".join(self.types) or "event"]
        if self.channel is not None:
            words.append(f"for channel {self.channel}")
        if self.playback is not None:
            words.append(f"for playback {self.playback}")
        if self.narrowed:
            words.append("that where=… accepts")
        return " ".join(words)


def awaited(
    types: type | str | Iterable[str | type] | None,
    channel: object,
    playback: object,
    log: EventLog,
    *,
    narrowed: bool,
) -> Awaited:
    """Return what to wait for, from what the caller of `wait_for` wrote.

    Parameters: as `Events.wait_for` takes them; `log`, whose events count as known types.
    Raises `BadWait` when a type is most likely misspelt, or a channel or playback is neither an
    object with an id nor an id.

    Example: `awaited("StasisEnd", channel, None, log, narrowed=False)`
    """
    names = _names(types)
    for name in names:
        _check_type(name, log)
    return Awaited(names, _id("channel", channel), _id("playback", playback), narrowed)


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


def _names(types: type | str | Iterable[str | type] | None) -> tuple[str, ...]:
    if types is None:
        return ()
    if isinstance(types, type) and types.__name__ == "Event":
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
    if suggestion is None or any(entry.type == name for entry in log if entry.kind == "event"):
        return
    raise BadWait(
        f"Asterisk has no event of type {name!r}: did you mean {suggestion!r}?",
        why=f"it is none of the {len(EVENT_TYPES)} types that arinb knows, and none has arrived",
        next_step=f"wait_for({suggestion!r}); if there really is such a type in a newer Asterisk: "
        f"wait_for(None, where=lambda event: event.type == {name!r})",
    )


def _id(what: str, value: object) -> str | None:
    id_ = getattr(value, "id", value)
    if id_ is None or (isinstance(id_, str) and id_):
        return id_
    raise BadWait(
        f"{what}={value!r} is no {what}",
        why=f"a {what} is given as the object, or by its id",
        next_step=f"for instance {what}=start.{what}"
        if what == "channel"
        else f"for instance {what}={what}, as channel.play(…) returned it",
    )
