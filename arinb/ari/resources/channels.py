"""The operations of /channels: which there are, and listening in."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.channels import Channel
from arinb.ari.objects.perform import one, perform, several
from arinb.ari.objects.rtp import RTPstat
from arinb.ari.resources.channels_call import ChannelsCall
from arinb.ari.resources.channels_line import ChannelsLine
from arinb.ari.resources.channels_media import ChannelsMedia
from arinb.ari.resources.channels_placing import ChannelsPlacing
from arinb.ari.resources.channels_variables import ChannelsVariables

if TYPE_CHECKING:
    from typing import Literal

    from arinb.ari.objects.applications import Application
    from arinb.ari.objects.model import Listing


class Channels(ChannelsCall, ChannelsLine, ChannelsMedia, ChannelsPlacing, ChannelsVariables):
    """What ARI can be asked of channels: `ari.channels`.

    Parameters: `client`, for its requests.

    Example: `ari.channels.list()`
    """

    def list(self) -> Listing[Channel]:
        """List all channels that there are now, in an application or not.

        (GET /channels, since Asterisk 12.0.)

        Returns a list of `Channel` objects that one can act upon; a notebook shows it as a table.

        Example: `ari.channels.list()`
        """
        answer = perform(self._client, "channels.list")
        return several(Channel, self._client, answer)

    def get(self, channel: Channel | str) -> Channel:
        """Ask what a channel is doing.

        (GET /channels/{channelId}, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.

        Returns a `Channel` that one can act upon.

        Raises:
            NotFound (404): there is no channel with that id (any more).

        Example: `ari.channels.get(channel).state`
        """
        answer = perform(self._client, "channels.get", channelId=channel)
        return one(Channel, self._client, answer)

    def snoop(
        self,
        channel: Channel | str,
        app: Application | str,
        *,
        spy: Literal["none", "both", "out", "in"] | None = None,
        whisper: Literal["none", "both", "out", "in"] | None = None,
        app_args: str | None = None,
        snoop_id: str | None = None,
    ) -> Channel:
        """Listen in on a channel, or whisper into it, by a new channel.

        The new channel is in the application at once; record it, or put it into a bridge. It ends
        with the channel that it listens to, which need not be in an application. An id that is
        taken gets 500. (POST /channels/{channelId}/snoop, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            app: the application that gets the snooping channel.
            spy: what of the channel is heard: what comes from it ("in"), what goes to it ("out"),
                or both. Asterisk takes 'none' when it is left out.
            whisper: what the snooping channel says to whom: to the channel ("out"), to the other
                side ("in"), or to both. Asterisk takes 'none' when it is left out.
            app_args: words for the application, separated by commas; StasisStart has them as
                `args`.
            snoop_id: an id of your own for the snooping channel. Since Asterisk 12.2.

        Returns a `Channel` that one can act upon.

        Raises:
            BadRequest (400): neither `spy` nor `whisper` is given a direction, one is not among the
                words it takes, or no application is named.
            NotFound (404): there is no channel with that id (any more).

        Example: `ari.channels.snoop(channel, "hello-world", spy="both")`
        """
        answer = perform(
            self._client,
            "channels.snoop",
            channelId=channel,
            spy=spy,
            whisper=whisper,
            app=app,
            appArgs=app_args,
            snoopId=snoop_id,
        )
        return one(Channel, self._client, answer)

    def snoop_with_id(
        self,
        channel: Channel | str,
        snoop_id: str,
        app: Application | str,
        *,
        spy: Literal["none", "both", "out", "in"] | None = None,
        whisper: Literal["none", "both", "out", "in"] | None = None,
        app_args: str | None = None,
    ) -> Channel:
        """Listen in on a channel, as `snoop` does, by a channel whose id you choose.

        (POST /channels/{channelId}/snoop/{snoopId}, since Asterisk 12.2.)

        Parameters:
            channel: the channel, or its id.
            snoop_id: the id that the snooping channel is to have.
            app: the application that gets the snooping channel.
            spy: what of the channel is heard: what comes from it ("in"), what goes to it ("out"),
                or both. Asterisk takes 'none' when it is left out.
            whisper: what the snooping channel says to whom: to the channel ("out"), to the other
                side ("in"), or to both. Asterisk takes 'none' when it is left out.
            app_args: words for the application, separated by commas; StasisStart has them as
                `args`.

        Returns a `Channel` that one can act upon.

        Raises:
            BadRequest (400): neither `spy` nor `whisper` is given a direction, one is not among the
                words it takes, or no application is named.
            NotFound (404): there is no channel with that id (any more).

        Example: `ari.channels.snoop_with_id(channel, "my-ear", "hello-world", spy="both")`
        """
        answer = perform(
            self._client,
            "channels.snoop_with_id",
            channelId=channel,
            snoopId=snoop_id,
            spy=spy,
            whisper=whisper,
            app=app,
            appArgs=app_args,
        )
        return one(Channel, self._client, answer)

    def rtp_statistics(self, channel: Channel | str) -> RTPstat:
        """Ask how the sound of a channel travels: packets, loss, jitter, round trip.

        Only channels whose sound comes over RTP have figures, such as PJSIP ones; a Local channel
        gets 403. It need not be in an application. (GET /channels/{channelId}/rtp_statistics, since
        Asterisk 13.27 or 16.4.)

        Parameters:
            channel: the channel, or its id.

        Returns a `RTPstat`.

        Raises:
            NotFound (404): there is no such channel, or it has no figures.

        Example: `ari.channels.rtp_statistics(channel).txcount`
        """
        answer = perform(self._client, "channels.rtp_statistics", channelId=channel)
        return one(RTPstat, self._client, answer)
