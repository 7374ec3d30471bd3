"""The operations of /channels: the course of a call."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import perform
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from typing import Literal

    from arinb.ari.objects.applications import Application
    from arinb.ari.objects.channels import Channel
    from arinb.ari.objects.endpoints import Endpoint


class ChannelsCall(Resource):
    """A part of `ari.channels`: the course of a call.

    Parameters: `client`, for its requests.

    Example: `ari.channels.hangup(channel, reason="busy")`
    """

    def hangup(
        self,
        channel: Channel | str,
        reason: Literal[
            "normal",
            "busy",
            "congestion",
            "no_answer",
            "timeout",
            "rejected",
            "unallocated",
            "normal_unspecified",
            "number_incomplete",
            "codec_mismatch",
            "interworking",
            "failure",
            "answered_elsewhere",
        ]
        | None = None,
        *,
        reason_code: str | None = None,
    ) -> None:
        """Hang up.

        ChannelHangupRequest, StasisEnd and ChannelDestroyed follow. The cause is in the last: 32 in
        the first is a flag of Asterisk, no cause of the telephone network. The channel need not be
        in an application. (DELETE /channels/{channelId}, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            reason: the cause as a word; "normal" if neither is given.
            reason_code: the cause as a number of the telephone network (Q.850), such as "17" for
                busy; give this or `reason`, not both. Since Asterisk 17.0.

        Raises:
            BadRequest (400): there is no such reason, or both kinds are given.
            NotFound (404): there is no channel with that id (any more).

        Example: `ari.channels.hangup(channel, reason="busy")`
        """
        perform(
            self._client,
            "channels.hangup",
            channelId=channel,
            reason_code=reason_code,
            reason=reason,
        )

    def continue_in_dialplan(
        self,
        channel: Channel | str,
        *,
        context: str | None = None,
        extension: str | None = None,
        priority: int | None = None,
        label: str | None = None,
    ) -> None:
        """Let the channel leave the application and go on in the dialplan.

        StasisEnd follows. Without a place it goes on after the Stasis() by which it came. An
        extension that does not exist gets 204 all the same, and the call ends. (POST
        /channels/{channelId}/continue, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            context: the context to go on in; the channel's own if it is left out.
            extension: the extension to go on in; the channel's own if it is left out, "s" if a
                context is given.
            priority: the priority to go on at; 1 if it is left out, the next one if nothing is
                given at all.
            label: the label to go on at; it goes before `priority`, and an unknown one gets 404.
                Since Asterisk 13.2.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.continue_in_dialplan(channel, extension="1001")`
        """
        perform(
            self._client,
            "channels.continue_in_dialplan",
            channelId=channel,
            context=context,
            extension=extension,
            priority=priority,
            label=label,
        )

    def move(
        self, channel: Channel | str, app: Application | str, *, app_args: str | None = None
    ) -> None:
        """Hand the channel over to another application.

        It answers 204 even when nobody is connected as that application; then ApplicationMoveFailed
        comes. Else StasisEnd comes here, and StasisStart there. (POST /channels/{channelId}/move,
        since Asterisk 13.26 or 16.3.)

        Parameters:
            channel: the channel, or its id.
            app: the application that gets it.
            app_args: words for the application, separated by commas; StasisStart has them as
                `args`.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.

        Example: `ari.channels.move(channel, "voice-mail")`
        """
        perform(self._client, "channels.move", channelId=channel, app=app, appArgs=app_args)

    def redirect(self, channel: Channel | str, endpoint: Endpoint | str) -> None:
        """Have the caller's phone call somebody else instead, where the technology can do that.

        In SIP that is 302 for a call that is not answered, REFER for one that is. 204 says only
        that it was asked for: nobody checks that the endpoint exists, and the channel stays until
        the phone does it. (POST /channels/{channelId}/redirect, since Asterisk 13.3.)

        Parameters:
            channel: the channel, or its id.
            endpoint: the endpoint to call instead; it has to be of the same technology.

        Raises:
            BadRequest (400): no endpoint is named.
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.
            Unprocessable (422): the endpoint is of another technology than the channel, or has no
                slash.

        Example: `ari.channels.redirect(channel, "PJSIP/1001")`
        """
        perform(self._client, "channels.redirect", channelId=channel, endpoint=endpoint)

    def answer(self, channel: Channel | str) -> None:
        """Answer the call.

        ChannelStateChange follows, with the state Up. Answering once more does nothing. (POST
        /channels/{channelId}/answer, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.answer(channel)`
        """
        perform(self._client, "channels.answer", channelId=channel)

    def ring(self, channel: Channel | str) -> None:
        """Let the caller hear that it rings.

        It says so to the phone, which makes the tone itself; to an answered call Asterisk plays the
        tone, if indications.conf has one. (POST /channels/{channelId}/ring, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.ring(channel)`
        """
        perform(self._client, "channels.ring", channelId=channel)

    def ring_stop(self, channel: Channel | str) -> None:
        """Stop saying that it rings.

        (DELETE /channels/{channelId}/ring, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.ring_stop(channel)`
        """
        perform(self._client, "channels.ring_stop", channelId=channel)

    def progress(self, channel: Channel | str) -> None:
        """Say that the call makes progress, so that a sound can be heard before it is answered.

        In SIP that is 183 Session Progress; play after it: early media. (POST
        /channels/{channelId}/progress, since Asterisk 20.16, 21.11 or 22.6.)

        Parameters:
            channel: the channel, or its id.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `ari.channels.progress(channel)`
        """
        perform(self._client, "channels.progress", channelId=channel)

    def dial(
        self,
        channel: Channel | str,
        *,
        caller: Channel | str | None = None,
        timeout: int | None = None,
    ) -> None:
        """Dial a channel that `create` made.

        Dial events tell how it goes; once it is answered its state is Up. If nobody answers in
        time, it is hung up. (POST /channels/{channelId}/dial, since Asterisk 14.0.)

        Parameters:
            channel: the channel, or its id.
            caller: the channel that calls: its caller's name and number, language and inherited
                variables go over to this one; an unknown one is passed over.
            timeout: seconds until nobody is waited for any more; 0 for ever. Asterisk takes 0 when
                it is left out.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): it is in no Stasis application, has been dialled already, or was not
                made by `create`.

        Example: `ari.channels.dial(channel, timeout=30)`
        """
        perform(self._client, "channels.dial", channelId=channel, caller=caller, timeout=timeout)

    def transfer_progress(self, channel: Channel | str, states: str) -> None:
        """Tell a phone that asked for a transfer how the transfer is getting on.

        It works for a channel whose transfers are left to ARI (the function PJSIP_TRANSFER_HANDLING
        is "ari-only") after its event ChannelTransfer. (POST
        /channels/{channelId}/transfer_progress, since Asterisk 20.13, 21.8 or 22.3.)

        Parameters:
            channel: the channel, or its id.
            states: how far it is: "channel_progress", "channel_answered", "channel_unavailable" or
                "channel_declined".

        Raises:
            BadRequest (400): there is no such state.
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it, says Asterisk's description;
                in fact it is not looked at.

        Example: `ari.channels.transfer_progress(channel, "channel_answered")`
        """
        perform(self._client, "channels.transfer_progress", channelId=channel, states=states)
