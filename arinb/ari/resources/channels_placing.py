"""The operations of /channels: placing calls."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.channels import Channel
from arinb.ari.objects.perform import one, perform
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    from arinb.ari.objects.applications import Application
    from arinb.ari.objects.endpoints import Endpoint


class ChannelsPlacing(Resource):
    """A part of `ari.channels`: placing calls.

    Parameters: `client`, for its requests.

    Example: `ari.channels.originate("PJSIP/1000", app="hello-world")`
    """

    def originate(
        self,
        endpoint: Endpoint | str,
        *,
        extension: str | None = None,
        context: str | None = None,
        priority: int | None = None,
        label: str | None = None,
        app: Application | str | None = None,
        app_args: str | None = None,
        caller_id: str | None = None,
        timeout: int | None = None,
        variables: Mapping[str, Any] | None = None,
        channel_id: str | None = None,
        other_channel_id: str | None = None,
        originator: Channel | str | None = None,
        formats: str | None = None,
    ) -> Channel:
        """Call somebody: make a channel, dial it, and hand it over once it is answered.

        It returns at once, while it still rings; the channel goes to an application (`app`), which
        hears of it from the beginning, or into the dialplan (`extension`). An application that
        nobody is connected as is no error: the channel just ends. An endpoint or a technology that
        is not there gets 500 "Allocation failed". (POST /channels, since Asterisk 12.0.)

        Parameters:
            endpoint: whom to call: technology and name, such as "PJSIP/1000" or
                "Local/1000@default".
            extension: where in the dialplan the channel goes once it is answered, if no `app` is
                given.
            context: the context of that extension; "default" if it is left out.
            priority: the priority to begin at; 1 if it is left out.
            label: the label to begin at; it goes before `priority`, and an unknown one gets 404.
                Since Asterisk 13.2.
            app: the application that gets the channel, once it is answered.
            app_args: words for the application, separated by commas; StasisStart has them as
                `args`.
            caller_id: who calls, as the other side is shown it: "Ann <1000>", or a number only.
            timeout: seconds until nobody is waited for any more; -1 for ever; 0 is taken as 30.
                Asterisk takes 30 when it is left out.
            variables: channel variables to set before anything else happens: names and values.
                Since Asterisk 12.1.
            channel_id: an id of your own for the new channel; Asterisk makes one if it is left out.
                Since Asterisk 12.2.
            other_channel_id: for a Local channel, an id of your own for its second half. Since
                Asterisk 12.2.
            originator: the channel for which the call is made; the new one takes over its account
                and sound formats. Since Asterisk 13.2.
            formats: the sound formats that the new channel may use, separated by commas, such as
                "ulaw,slin". Since Asterisk 13.10.

        Returns a `Channel` that one can act upon.

        Raises:
            BadRequest (400): no endpoint, neither an `app` nor an `extension`, an endpoint that is
                not written technology/name, an unknown format or originator or both of them, or an
                id over 149 characters.
            Conflict (409): a channel with that id exists already.

        Example: `ari.channels.originate("PJSIP/1000", app="hello-world")`
        """
        answer = perform(
            self._client,
            "channels.originate",
            endpoint=endpoint,
            extension=extension,
            context=context,
            priority=priority,
            label=label,
            app=app,
            appArgs=app_args,
            callerId=caller_id,
            timeout=timeout,
            variables=variables,
            channelId=channel_id,
            otherChannelId=other_channel_id,
            originator=originator,
            formats=formats,
        )
        return one(Channel, self._client, answer)

    def create(
        self,
        endpoint: Endpoint | str,
        app: Application | str,
        *,
        app_args: str | None = None,
        channel_id: str | None = None,
        other_channel_id: str | None = None,
        originator: Channel | str | None = None,
        formats: str | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> Channel:
        """Make a channel without dialling it, in the state Down.

        It enters the application a moment later: wait for its StasisStart, set it up as you like,
        then call `dial`; it can be played to once it is answered. A wrong endpoint or format gets
        400, an endpoint or a technology that is not there 500 "Allocation failed". (POST
        /channels/create, since Asterisk 14.0.)

        Parameters:
            endpoint: whom to call: technology and name, such as "PJSIP/1000" or
                "Local/1000@default".
            app: the application that gets the channel at once.
            app_args: words for the application, separated by commas; StasisStart has them as
                `args`.
            channel_id: an id of your own for the new channel; Asterisk makes one if it is left out.
            other_channel_id: for a Local channel, an id of your own for its second half.
            originator: the channel for which the call is made; the new one takes over its account
                and sound formats, and an unknown one is passed over.
            formats: the sound formats that the new channel may use, separated by commas, such as
                "ulaw,slin".
            variables: channel variables to set before anything else happens: names and values.
                Since Asterisk 16.11 or 17.5.

        Returns a `Channel` that one can act upon.

        Raises:
            Conflict (409): a channel with that id exists already.

        Example: `ari.channels.create("PJSIP/1000", app="hello-world")`
        """
        answer = perform(
            self._client,
            "channels.create",
            endpoint=endpoint,
            app=app,
            appArgs=app_args,
            channelId=channel_id,
            otherChannelId=other_channel_id,
            originator=originator,
            formats=formats,
            variables=variables,
        )
        return one(Channel, self._client, answer)

    def originate_with_id(
        self,
        channel_id: str,
        endpoint: Endpoint | str,
        *,
        extension: str | None = None,
        context: str | None = None,
        priority: int | None = None,
        label: str | None = None,
        app: Application | str | None = None,
        app_args: str | None = None,
        caller_id: str | None = None,
        timeout: int | None = None,
        variables: Mapping[str, Any] | None = None,
        other_channel_id: str | None = None,
        originator: Channel | str | None = None,
        formats: str | None = None,
    ) -> Channel:
        """Call somebody, as `originate` does, by a channel whose id you choose.

        With an id that is known before the call begins, no event of it can be missed. (POST
        /channels/{channelId}, since Asterisk 12.2.)

        Parameters:
            channel_id: an id of your own for the new channel, at most 149 characters.
            endpoint: whom to call: technology and name, such as "PJSIP/1000" or
                "Local/1000@default".
            extension: where in the dialplan the channel goes once it is answered, if no `app` is
                given.
            context: the context of that extension; "default" if it is left out.
            priority: the priority to begin at; 1 if it is left out.
            label: the label to begin at; it goes before `priority`, and an unknown one gets 404.
                Since Asterisk 13.2.
            app: the application that gets the channel, once it is answered.
            app_args: words for the application, separated by commas; StasisStart has them as
                `args`.
            caller_id: who calls, as the other side is shown it: "Ann <1000>", or a number only.
            timeout: seconds until nobody is waited for any more; -1 for ever; 0 is taken as 30.
                Asterisk takes 30 when it is left out.
            variables: channel variables to set before anything else happens: names and values.
            other_channel_id: for a Local channel, an id of your own for its second half.
            originator: the channel for which the call is made; the new one takes over its account
                and sound formats. Since Asterisk 13.2.
            formats: the sound formats that the new channel may use, separated by commas, such as
                "ulaw,slin". Since Asterisk 13.10.

        Returns a `Channel` that one can act upon.

        Raises:
            BadRequest (400): no endpoint, neither an `app` nor an `extension`, an endpoint that is
                not written technology/name, an unknown format or originator or both of them, or an
                id over 149 characters.
            Conflict (409): a channel with that id exists already.

        Example: `ari.channels.originate_with_id("my-call", "PJSIP/1000", app="hello-world")`
        """
        answer = perform(
            self._client,
            "channels.originate_with_id",
            channelId=channel_id,
            endpoint=endpoint,
            extension=extension,
            context=context,
            priority=priority,
            label=label,
            app=app,
            appArgs=app_args,
            callerId=caller_id,
            timeout=timeout,
            variables=variables,
            otherChannelId=other_channel_id,
            originator=originator,
            formats=formats,
        )
        return one(Channel, self._client, answer)

    def external_media(
        self,
        app: Application | str,
        format: str,
        *,
        channel_id: str | None = None,
        variables: Mapping[str, Any] | None = None,
        external_host: str | None = None,
        encapsulation: Literal["rtp", "audiosocket", "none"] | None = None,
        transport: Literal["udp", "tcp", "websocket"] | None = None,
        connection_type: Literal["client", "server"] | None = None,
        direction: Literal["both"] | None = None,
        data: str | None = None,
        transport_data: str | None = None,
    ) -> Channel:
        """Make a channel that exchanges its sound with a program of your own.

        The program may be a speech recogniser; put the channel into a bridge with a caller. With
        RTP, the variables UNICASTRTP_LOCAL_ADDRESS and UNICASTRTP_LOCAL_PORT, in the answer's
        `channelvars`, say where Asterisk listens. A transport that has no module loaded gets 500.
        (POST /channels/externalMedia, since Asterisk 16.6 or 17.1.)

        Parameters:
            app: the application that gets the channel at once.
            format: the format of the sound, such as "ulaw" or "slin16".
            channel_id: an id of your own for the new channel; Asterisk makes one if it is left out.
            variables: channel variables to set before anything else happens: names and values.
            external_host: host and port of the other program, such as "127.0.0.1:4000"; for a
                WebSocket, the section of websocket_client.conf as client, nothing as server.
            encapsulation: how the sound is wrapped: rtp goes over udp, audiosocket over tcp, none
                over websocket. Asterisk takes 'rtp' when it is left out.
            transport: over what it travels. Asterisk takes 'udp' when it is left out.
            connection_type: who opens the connection: Asterisk as "client", or the other program,
                Asterisk being the "server", for a WebSocket only. Asterisk takes 'client' when it
                is left out.
            direction: which way it goes. Asterisk takes 'both' when it is left out.
            data: for AudioSocket, the UUID by which the other program knows the call, needed there;
                else StasisStart has it as `args`. Since Asterisk 18.0.
            transport_data: more options of the transport, as its channel driver takes them. Since
                Asterisk 20.18, 22.8 or 23.2.

        Returns a `Channel` that one can act upon.

        Raises:
            BadRequest (400): something is missing, or the address, encapsulation, transport and
                connection type do not go together; an unknown format gets 500 from Asterisk 22.
            Conflict (409): a channel with that id exists already; Asterisk 22 answers 500 instead.

        Example: `ari.channels.external_media("my-app", "ulaw", external_host="127.0.0.1:4000")`
        """
        answer = perform(
            self._client,
            "channels.external_media",
            channelId=channel_id,
            app=app,
            variables=variables,
            external_host=external_host,
            encapsulation=encapsulation,
            transport=transport,
            connection_type=connection_type,
            format=format,
            direction=direction,
            data=data,
            transport_data=transport_data,
        )
        return one(Channel, self._client, answer)
