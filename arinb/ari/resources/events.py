"""The operations of /events: receiving them, and sending some."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import perform
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from arinb.ari.objects.applications import Application
    from arinb.ari.objects.channels import Channel
    from arinb.ari.objects.model import Live


class EventOperations(Resource):
    """What ARI can be asked of events: `ari.events`.

    Parameters: `client`, for its requests.

    Example: `ari.events.user_event("TeaIsReady", "hello-world", variables={"pot": "2"})`
    """

    def user_event(
        self,
        event_name: str,
        application: Application | str,
        *,
        source: Live | str | Sequence[Live | str] | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        """Send an event of your own to an application: ChannelUserevent.

        The application hears it whatever it is subscribed to. (POST /events/user/{eventName}, since
        Asterisk 12.3.)

        Parameters:
            event_name: its name; the event has it as `eventname`.
            application: the application that gets it.
            source: what it is about: a channel, a bridge or an endpoint, or several as a list; of
                several of one kind the event has only the last.
            variables: what it says: names and any values; the event has them as `userevent`.

        Raises:
            BadRequest (400): the kind before the colon is none of these, or no application is
                named.
            NotFound (404): there is no such application.
            Unprocessable (422): what `source` names does not exist.

        Example: `ari.events.user_event("TeaIsReady", "hello-world", variables={"pot": "2"})`
        """
        perform(
            self._client,
            "events.user_event",
            eventName=event_name,
            application=application,
            source=source,
            variables=variables,
        )

    def claim(self, channel: Channel | str, application: Application | str) -> None:
        """Claim a call that was offered to several applications by CallBroadcast.

        The first one gets the channel, with StasisStart; CallClaimed tells the others only if
        StasisBroadcast() in the dialplan wants it. The application's name is not checked: with a
        wrong one the answer is 204, and the call goes on in the dialplan. (POST /events/claim,
        since Asterisk 20.20, 22.10 or 23.4.)

        Parameters:
            channel: the channel that was offered.
            application: the application that claims it.

        Raises:
            NotFound (404): there is no such channel, or it is not being offered.
            Conflict (409): it is claimed already.

        Example: `ari.events.claim(channel, "hello-world")`
        """
        perform(self._client, "events.claim", channelId=channel, application=application)
