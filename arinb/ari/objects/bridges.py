"""The model of /bridges."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.bridges_media import BridgeMedia
from arinb.ari.objects.bridges_members import BridgeMembers
from arinb.ari.objects.bridges_variables import BridgeVariables
from arinb.ari.objects.perform import described, perform

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, ClassVar, Self


class Bridge(BridgeMedia, BridgeMembers, BridgeVariables):
    """A bridge: where channels hear each other, or wait.

    It is there until it is destroyed, with or without channels. Its fields are as of its last
    change, not of the moment.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "id"
    _scheme: ClassVar[str] = "bridge"
    _shown: ClassVar[tuple[str, ...]] = ("bridge_type", "id", "name", "technology", "channels")

    @property
    def id(self) -> str:
        """Its id."""
        return self._text("id")

    @property
    def technology(self) -> str:
        """How Asterisk does it: "simple_bridge" for two, "softmix" for more (an announcer
        counts), "holding_bridge" and others; it changes with who is in it.
        """
        return self._text("technology")

    @property
    def bridge_type(self) -> str:
        """What it is for. One of mixing, holding."""
        return self._text("bridge_type")

    @property
    def bridge_class(self) -> str:
        """To whom it belongs: "stasis" if ARI made it, else another word, such as "base" or
        "basic", and ARI can only look at it.
        """
        return self._text("bridge_class")

    @property
    def creator(self) -> str:
        """Who made it: "Stasis" for ARI, else a dialplan application such as "BridgeWait"."""
        return self._text("creator")

    @property
    def name(self) -> str:
        """Its name for people, perhaps empty."""
        return self._text("name")

    @property
    def channels(self) -> list[str]:
        """The ids of the channels in it; Asterisk's own announcers and recorders are left out."""
        return self._items("channels")

    @property
    def video_mode(self) -> str | None:
        """How the video to be shown is chosen: "talker", whoever talks; "single", one channel;
        "sfu", everybody gets everybody's; or "none". Since Asterisk 13.13 or 14.2. It may be
        missing: None.
        """
        return self._maybe_text("video_mode")

    @property
    def video_source_id(self) -> str | None:
        """The id of the channel whose video is shown; only there if one was chosen. Since
        Asterisk 13.13 or 14.2. It may be missing: None.
        """
        return self._maybe_text("video_source_id")

    @property
    def creationtime(self) -> datetime | None:
        """When it was made. Since Asterisk 13.26 or 16.3."""
        return self._time("creationtime")

    @property
    def bridgevars(self) -> dict[str, Any]:
        """Variables of it that were set with `report_events`, by name; only there if there are
        any. Since Asterisk 20.20, 22.10 or 23.4. It may be missing: {}.
        """
        return self._mapping("bridgevars")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /bridges/{bridgeId}), and return it.

        Raises NotFound when it is gone.

        Example: `bridge.refresh()`
        """
        answer = perform(self._client, "bridges.get", bridgeId=self)
        return self._renewed(described(Bridge, answer))

    def destroy(self) -> None:
        """End a bridge; the channels in it stay in the application.

        ChannelLeftBridge follows for each of them. BridgeDestroyed follows for an application that
        has subscribed to the bridge; one that hears of it only by its channels hears no more once
        the last has left. A bridge that is not ARI's gets 409. (DELETE /bridges/{bridgeId}, since
        Asterisk 12.0.)

        Raises:
            NotFound (404): there is no bridge with that id (any more).

        Example: `bridge.destroy()`
        """
        perform(self._client, "bridges.destroy", bridgeId=self)
