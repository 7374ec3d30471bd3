"""What objects can do: who is in them."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import perform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from arinb.ari.objects.channels import Channel


class BridgeMembers(Live):
    """A part of what a `Bridge` can do: who is in them."""

    def add_channel(
        self,
        channel: Channel | str | Sequence[Channel | str],
        *,
        role: str | None = None,
        absorb_dtmf: bool | None = None,
        mute: bool | None = None,
        inhibit_connected_line_updates: bool | None = None,
    ) -> None:
        """Put channels into a bridge.

        ChannelEnteredBridge follows for each, and the application hears of the bridge while they
        are in it. A channel that is in another bridge leaves that one; one that is not answered can
        be put in, and is not answered by it. If one of several does not exist or is not in Stasis,
        none is put in. (POST /bridges/{bridgeId}/addChannel, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or several as a list.
            role: in a holding bridge, "announcer" for the one whom all hear, "participant" else.
                Other words are not refused.
            absorb_dtmf: whether the keys that it presses are kept from the others. Asterisk takes
                False when it is left out. Since Asterisk 16.0.
            mute: whether it is not heard by the others. Asterisk takes False when it is left out.
                Since Asterisk 16.0.
            inhibit_connected_line_updates: whether the others are not shown who it is. Asterisk
                takes False when it is left out. Since Asterisk 18.0.

        Raises:
            BadRequest (400): no channel is named, or one of them does not exist (any more).
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): the channel is being recorded, or the bridge is not ARI's.
            Unprocessable (422): the channel is not (or no longer) in a Stasis application.

        Example: `bridge.add_channel(channel)`
        """
        perform(
            self._client,
            "bridges.add_channel",
            bridgeId=self,
            channel=channel,
            role=role,
            absorbDTMF=absorb_dtmf,
            mute=mute,
            inhibitConnectedLineUpdates=inhibit_connected_line_updates,
        )

    def remove_channel(self, channel: Channel | str | Sequence[Channel | str]) -> None:
        """Take channels out of a bridge; they stay in the application.

        ChannelLeftBridge follows for each. If one of several is not in the bridge, all stay. (POST
        /bridges/{bridgeId}/removeChannel, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or several as a list.

        Raises:
            BadRequest (400): no channel is named, or one of them does not exist (any more).
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): the bridge is not ARI's: the dialplan or Asterisk itself made it.
            Unprocessable (422): the channel is not in this bridge, or not in a Stasis application.

        Example: `bridge.remove_channel(channel)`
        """
        perform(self._client, "bridges.remove_channel", bridgeId=self, channel=channel)

    def set_video_source(self, channel: Channel | str) -> None:
        """Show the video of one channel to all others in a bridge.

        BridgeVideoSourceChanged follows. A channel that does not exist gets 400, which Asterisk's
        description leaves out. (POST /bridges/{bridgeId}/videoSource/{channelId}, since Asterisk
        13.13 or 14.2.)

        Parameters:
            channel: the channel whose video it is.

        Raises:
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): the bridge is not ARI's: the dialplan or Asterisk itself made it.
            Unprocessable (422): the channel is not in this bridge, or not in a Stasis application.

        Example: `bridge.set_video_source(channel)`
        """
        perform(self._client, "bridges.set_video_source", bridgeId=self, channelId=channel)

    def clear_video_source(self) -> None:
        """Show nobody's video by choice any more, but that of whoever talks.

        What ARI says of the bridge shows it only after the next change in it. A bridge that is not
        ARI's gets 409. (DELETE /bridges/{bridgeId}/videoSource, since Asterisk 13.13 or 14.2.)

        Raises:
            NotFound (404): there is no bridge with that id (any more).

        Example: `bridge.clear_video_source()`
        """
        perform(self._client, "bridges.clear_video_source", bridgeId=self)
