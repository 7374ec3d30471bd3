"""The models of /channels."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from arinb.ari.objects.channels_call import ChannelCall
from arinb.ari.objects.channels_line import ChannelLine
from arinb.ari.objects.channels_media import ChannelMedia
from arinb.ari.objects.channels_variables import ChannelVariables
from arinb.ari.objects.extras import CallerIDExtras
from arinb.ari.objects.model import Model
from arinb.ari.objects.perform import described, one, perform
from arinb.ari.objects.rtp import RTPstat

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, ClassVar, Literal, Self

    from arinb.ari.objects.applications import Application


class Dialed(Model):
    """A channel that was dialled; it says nothing about it.

    Since Asterisk 12.0.
    """


class DialplanCEP(Model):
    """Where in the dialplan a channel is: context, extension, priority.

    Since Asterisk 12.0.
    """

    @property
    def context(self) -> str:
        """The context."""
        return self._text("context")

    @property
    def exten(self) -> str:
        """The extension."""
        return self._text("exten")

    @property
    def priority(self) -> int:
        """The priority: the number of the step."""
        return self._number("priority")

    @property
    def app_name(self) -> str:
        """The dialplan application that it is in, such as "Stasis". Since Asterisk 13.27 or
        16.4.
        """
        return self._text("app_name")

    @property
    def app_data(self) -> str:
        """What stands between that application's parentheses. Since Asterisk 13.27 or 16.4."""
        return self._text("app_data")


class CallerID(CallerIDExtras):
    """Who somebody is, by name and number; empty where nobody knows.

    The other side says so itself: it may be anything.

    Since Asterisk 12.0.
    """

    @property
    def name(self) -> str:
        """The name."""
        return self._text("name")

    @property
    def number(self) -> str:
        """The number."""
        return self._text("number")


class Channel(ChannelCall, ChannelLine, ChannelMedia, ChannelVariables):
    """A channel: one line between Asterisk and a phone, or another part of a call.

    Most operations work while it is in an application: from its StasisStart to its StasisEnd.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "id"
    _scheme: ClassVar[str] = "channel"
    _shown: ClassVar[tuple[str, ...]] = ("name", "state", "caller", "connected", "dialplan", "id")

    @property
    def id(self) -> str:
        """Its id, such as "1400609726.3"."""
        return self._text("id")

    @property
    def protocol_id(self) -> str:
        """Its id in its technology; for SIP, the Call-ID. Since Asterisk 16.27, 18.13 or 19.5."""
        return self._text("protocol_id")

    @property
    def name(self) -> str:
        """Its name for people, such as "PJSIP/1000-00000001"."""
        return self._text("name")

    @property
    def state(self) -> str:
        """What it is doing: Ring is an incoming call that is not answered, Ringing an outgoing
        one, Down one that is not dialled yet, Up an answered one. One of Down, Rsrved,
        OffHook, Dialing, Ring, Ringing, Up, Busy, Dialing Offhook, Pre-ring, Unknown.
        """
        return self._text("state")

    @cached_property
    def caller(self) -> CallerID:
        """Who is on this channel."""
        return self._made(CallerID, "caller")

    @cached_property
    def connected(self) -> CallerID:
        """Who is on the other side."""
        return self._made(CallerID, "connected")

    @property
    def accountcode(self) -> str:
        """The account that the call is written down to."""
        return self._text("accountcode")

    @cached_property
    def dialplan(self) -> DialplanCEP:
        """Where in the dialplan it is."""
        return self._made(DialplanCEP, "dialplan")

    @property
    def creationtime(self) -> datetime | None:
        """When it was made."""
        return self._time("creationtime")

    @property
    def language(self) -> str:
        """The language in which it is spoken to, such as "en". Since Asterisk 13.2."""
        return self._text("language")

    @property
    def channelvars(self) -> dict[str, Any]:
        """Variables of it that ari.conf (`channelvars`) or a request wants to be shown. Since
        Asterisk 14.2. It may be missing: {}.
        """
        return self._mapping("channelvars")

    @property
    def caller_rdnis(self) -> str | None:
        """The number from which the call was passed on. Since Asterisk 18.21, 20.6 or 21.1. It
        may be missing: None.
        """
        return self._maybe_text("caller_rdnis")

    @property
    def tenantid(self) -> str | None:
        """The tenant to whom it belongs, where several share a server. Since Asterisk 18.25,
        20.10 or 21.5. It may be missing: None.
        """
        return self._maybe_text("tenantid")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /channels/{channelId}), and return it.

        Raises NotFound when it is gone.

        Example: `channel.refresh()`
        """
        answer = perform(self._client, "channels.get", channelId=self)
        return self._renewed(described(Channel, answer))

    def snoop(
        self,
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

        Example: `channel.snoop("hello-world", spy="both")`
        """
        answer = perform(
            self._client,
            "channels.snoop",
            channelId=self,
            spy=spy,
            whisper=whisper,
            app=app,
            appArgs=app_args,
            snoopId=snoop_id,
        )
        return one(Channel, self._client, answer)

    def snoop_with_id(
        self,
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

        Example: `channel.snoop_with_id("my-ear", "hello-world", spy="both")`
        """
        answer = perform(
            self._client,
            "channels.snoop_with_id",
            channelId=self,
            snoopId=snoop_id,
            spy=spy,
            whisper=whisper,
            app=app,
            appArgs=app_args,
        )
        return one(Channel, self._client, answer)

    def rtp_statistics(self) -> RTPstat:
        """Ask how the sound of a channel travels: packets, loss, jitter, round trip.

        Only channels whose sound comes over RTP have figures, such as PJSIP ones; a Local channel
        gets 403. It need not be in an application. (GET /channels/{channelId}/rtp_statistics, since
        Asterisk 13.27 or 16.4.)

        Returns a `RTPstat`.

        Raises:
            NotFound (404): there is no such channel, or it has no figures.

        Example: `channel.rtp_statistics().txcount`
        """
        answer = perform(self._client, "channels.rtp_statistics", channelId=self)
        return one(RTPstat, self._client, answer)
