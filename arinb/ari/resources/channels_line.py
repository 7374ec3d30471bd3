"""The operations of /channels: hold, mute, keys."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import perform
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from typing import Literal

    from arinb.ari.objects.channels import Channel


class ChannelsLine(Resource):
    """A part of `ari.channels`: hold, mute, keys.

    Parameters: `client`, for its requests.

    Example: `ari.channels.send_dtmf(channel, "12#")`
    """

    def send_dtmf(
        self,
        channel: Channel | str,
        dtmf: str | None = None,
        *,
        before: int | None = None,
        between: int | None = None,
        duration: int | None = None,
        after: int | None = None,
    ) -> None:
        """Press keys for the other side to hear.

        They go out of the channel, to the phone; what the phone sends arrives as
        ChannelDtmfReceived. The answer comes before they are sent. (POST
        /channels/{channelId}/dtmf, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            dtmf: the keys: 0 to 9, *, #, A to D; f for a hook flash, w to wait half a second, W a
                second; others are left out. It can't be left out itself.
            before: milliseconds to wait before the first; below 0 the channel waits for ever.
                Asterisk takes 0 when it is left out.
            between: milliseconds between two; 0 is taken as 100. Asterisk takes 100 when it is left
                out.
            duration: milliseconds that each is pressed. Asterisk takes 100 when it is left out.
            after: milliseconds to wait after the last. Asterisk takes 0 when it is left out.

        Raises:
            BadRequest (400): no keys are named.
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.send_dtmf(channel, "12#")`
        """
        perform(
            self._client,
            "channels.send_dtmf",
            channelId=channel,
            dtmf=dtmf,
            before=before,
            between=between,
            duration=duration,
            after=after,
        )

    def mute(
        self, channel: Channel | str, direction: Literal["both", "in", "out"] | None = None
    ) -> None:
        """Mute a channel.

        (POST /channels/{channelId}/mute, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            direction: which way: what comes from the channel ("in"), what goes to it ("out"), or
                both. Asterisk takes 'both' when it is left out.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.mute(channel, direction="in")`
        """
        perform(self._client, "channels.mute", channelId=channel, direction=direction)

    def unmute(
        self, channel: Channel | str, direction: Literal["both", "in", "out"] | None = None
    ) -> None:
        """Let a channel be heard again.

        (DELETE /channels/{channelId}/mute, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            direction: which way: what comes from the channel ("in"), what goes to it ("out"), or
                both. Asterisk takes 'both' when it is left out.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.unmute(channel, direction="in")`
        """
        perform(self._client, "channels.unmute", channelId=channel, direction=direction)

    def hold(self, channel: Channel | str) -> None:
        """Put the other side on hold: it is told that it waits.

        A phone of PJSIP hears music on hold, unless `moh_passthrough` has it told by SIP.
        ChannelHold does not come: that event tells of a hold by the phone itself. (POST
        /channels/{channelId}/hold, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.hold(channel)`
        """
        perform(self._client, "channels.hold", channelId=channel)

    def unhold(self, channel: Channel | str) -> None:
        """Take the other side off hold.

        (DELETE /channels/{channelId}/hold, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.unhold(channel)`
        """
        perform(self._client, "channels.unhold", channelId=channel)
