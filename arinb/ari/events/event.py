"""One event of ARI: its JSON, typed access to it, and live objects made from it."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, ClassVar

from arinb.ari import listing, payload
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.model import Model
from arinb.ari.objects.playbacks import Playback

if TYPE_CHECKING:
    from arinb.ari.client import Client
    from arinb.ari.entry import Entry

_PRE = (
    "background:var(--jp-layout-color1,transparent);color:var(--jp-content-font-color1,inherit);"
    "font-family:var(--jp-code-font-family,monospace);margin:0;white-space:pre-wrap"
)


class Event(Model):
    """One event of ARI, as Asterisk sent it.

    Each type has a class of its own, such as `StasisStart`, with a property for each of its
    fields; an event of a type that arinb does not know is an `Event` all the same.

    Fields: `raw`, its JSON object as a dict; `row`, its number in the log. `event["channel"]` is
    short for `event.raw["channel"]`; in a notebook an event shows itself as pretty JSON.

    Example: `ari.events.wait_for("StasisStart").channel.play("sound:hello-world")`
    """

    # The class of each type; filled as the classes are made.
    _known: ClassVar[dict[str, type[Event]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Event._known[cls.__name__] = cls

    def __init__(self, entry: Entry, client: Client) -> None:
        super().__init__(client, entry.data)
        self.row = entry.row

    @staticmethod
    def of(entry: Entry, client: Client) -> Event:
        """Return the event that a row of the log holds, as an object of its type's class.

        Parameters: `entry`, of kind "event"; `client`, for the live objects.

        Example: `Event.of(ari.log[3], ari.client)`
        """
        return Event._known.get(entry.type, Event)(entry, client)

    @property
    def type(self) -> str:
        """The event's type, such as "StasisStart"; "" if it has none.

        Example: `event.type`
        """
        return self._text("type")

    @property
    def application(self) -> str:
        """The application that the event was sent to.

        Example: `event.application`
        """
        return self._text("application")

    @property
    def asterisk_id(self) -> str | None:
        """The Asterisk that sent it, where a program listens to several; None before 13.13.

        Example: `event.asterisk_id`
        """
        return self._maybe_text("asterisk_id")

    @property
    def timestamp(self) -> datetime | None:
        """When it happened, on the server's clock and in its time zone; None if it doesn't say.

        Example: `finished.timestamp - started.timestamp`
        """
        return self._time("timestamp")

    @property
    def channel(self) -> Channel | None:
        """The channel that the event is about, ready to be played to, hung up, …; or None.

        Of events with several channels (Dial: `peer`, `caller`) it is the first that is there; of
        a playback's events it is None, although `playback.target_uri` names a channel.

        Example: `start.channel.hangup()`
        """
        data = payload.channel(self.raw)
        return None if data is None else Channel(self._client, data)

    @property
    def playback(self) -> Playback | None:
        """The playback that the event is about, or None.

        Its state is the one at the time of the event: look at it after PlaybackFinished, which
        also comes when a playback failed.

        Example: `assert finished.playback.state == "done"`
        """
        data = payload.playback(self.raw)
        return None if data is None else Playback(self._client, data)

    def __repr__(self) -> str:
        channel = payload.channel(self.raw)
        playback = payload.playback(self.raw) or {}
        about = channel.get("name", channel["id"]) if channel else playback.get("id", "")
        return f"<{listing.printable(f'{self.type} {about}'.strip())}>"

    def __str__(self) -> str:
        pretty = json.dumps(self.raw, indent=2, ensure_ascii=False)
        # Half a surrogate pair can be escaped in JSON, but no terminal or notebook can show it.
        return pretty.encode("utf-8", "backslashreplace").decode("utf-8")

    def _repr_html_(self) -> str:
        return f'<pre style="{_PRE}">{escape(str(self))}</pre>'
