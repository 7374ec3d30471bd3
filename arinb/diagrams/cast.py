"""Who appears in a picture: channels by letter and colour, and what belongs to which of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from arinb.ari import payload
from arinb.diagrams.lettering import printable

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.payload import Json

# Each is seen on white and on #111 (3:1 and more), and carries a white letter (4.5:1 and more).
COLOURS = (
    "#0969b8", "#b35900", "#2a7f3f", "#8a4fbf", "#00797a", "#b8326e", "#7a6a12", "#5b6b7b",
)  # fmt: skip
NEUTRAL = "#6b6b6b"  # of what belongs to no channel

_ID = re.compile(r"(?:/ari)?/(channels|bridges|playbacks|recordings/live)/([^/?]+)")
_NO_CHANNELS = ("create", "externalMedia")  # POST /channels/create: an operation, not an id
_QUERY = re.compile(r"[?&](?:channel|channelId)=([^&]+)")


class Cast:
    """The channels of a picture: each has a letter, a colour and a name.

    Letters go by who comes first: A, B, … Z, AA, AB. A channel that only a request names has "?":
    it may not exist.

    Example: `Cast().letter("1400609726.3")` → `"A"`
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._owners: dict[str, str] = {}

    def letter(self, id_: str) -> str:
        """Return a channel's letter; a new channel gets the next.

        Example: `cast.letter("1400609726.3")`
        """
        if id_ not in self._names:
            return "?"
        place = self._places.setdefault(id_, len(self._places)) + 1
        letters = ""
        while place:
            place, rest = divmod(place - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters

    def colour(self, id_: str) -> str:
        """Return a channel's colour; after eight of them they come again.

        Example: `cast.colour("1400609726.3")`
        """
        if self.letter(id_) == "?":
            return NEUTRAL
        return COLOURS[self._places[id_] % len(COLOURS)]

    def name(self, id_: str) -> str:
        """Return a channel's name, or its id when no event told the name.

        Example: `cast.name("1400609726.3")` → `"PJSIP/1000-00000000"`
        """
        return self._names.get(id_) or printable(id_)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def introduce(self, id_: str, name: str) -> str:
        """Take in a channel's name, and return its letter.

        Example: `cast.introduce("1400609726.3", "PJSIP/1000-00000000")` → `"A"`
        """
        self._names[id_] = name or printable(id_)
        return self.letter(id_)

    def learn(self, entry: Entry, data: Json) -> None:
        """Take in what an entry says about names, and about whose a playback or recording is.

        Example: `cast.learn(entry, entry.data)`
        """
        for channel in _channels(entry, data):
            self._names[channel["id"]] = printable(channel.get("name")) or printable(channel["id"])
        for kind in ("playback", "recording"):
            for thing in (data.get(kind), data if entry.kind == "answer" else None):
                if isinstance(thing, dict) and (owner := next(payload.target_channel(thing), "")):
                    self._owners[_key(kind, thing)] = owner

    def channels(self, entry: Entry, data: Json) -> list[str]:
        """Return the ids of the channels that an entry is about, the main one first.

        Example: `cast.channels(entry, entry.data)`
        """
        if entry.kind == "event":
            return list(payload.channel_ids(data))[:1]
        ids = self._asked_for(entry.path)
        ids += [channel["id"] for channel in _channels(entry, data) if channel["id"] not in ids]
        return ids

    def _asked_for(self, path: str) -> list[str]:
        """The channels that a request's path and query name, or whose playback they name."""
        match = _ID.match(path)
        room, id_ = (match[1], unquote(match[2])) if match else ("", "")
        if room == "channels" and id_ not in _NO_CHANNELS:
            return [id_]
        if room in ("playbacks", "recordings/live"):
            return [self._owners[f"{room}/{id_}"]] if f"{room}/{id_}" in self._owners else []
        return [one for ids in _QUERY.findall(path) for one in unquote(ids).split(",") if one]


def bridge_id(path: str) -> str:
    """Return the id of the bridge that a request's path names, or "".

    Example: `bridge_id("/ari/bridges/5b0c/addChannel")` → `"5b0c"`
    """
    match = _ID.match(path)
    return unquote(match[2]) if match and match[1] == "bridges" else ""


def _channels(entry: Entry, data: Json) -> Iterator[Json]:
    """The Channel objects of an event, or the one that an answer's body is."""
    if entry.kind == "event":
        yield from payload.channels(data)
    elif isinstance(data.get("id"), str) and {"name", "state", "caller"} <= data.keys():
        yield data


def _key(kind: str, thing: Json) -> str:
    if kind == "playback":
        return f"playbacks/{thing.get('id')}"
    return f"recordings/live/{thing.get('name')}"
