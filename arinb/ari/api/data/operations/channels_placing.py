"""The operations of /channels: placing calls."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import APP_ARGS
from arinb.ari.api.description import Operation, Parameter

CHANNEL_EXISTS = "a channel with that id exists already."
ENDPOINT = Parameter(
    name="endpoint",
    text='whom to call: technology and name, such as "PJSIP/1000" or "Local/1000@default".',
    required=True,
    takes="Endpoint",
)
EXTENSION = Parameter(
    name="extension",
    text="where in the dialplan the channel goes once it is answered, if no `app` is given.",
)
CONTEXT = Parameter(
    name="context", text='the context of that extension; "default" if it is left out.'
)
PRIORITY = Parameter(
    name="priority", text="the priority to begin at; 1 if it is left out.", type="long"
)
LABEL = Parameter(
    name="label",
    text="the label to begin at; it goes before `priority`, and an unknown one gets 404.",
    since="13.2",
)
APP = Parameter(
    name="app",
    text="the application that gets the channel, once it is answered.",
    takes="Application",
)
CALLER_ID = Parameter(
    name="callerId",
    text='who calls, as the other side is shown it: "Ann <1000>", or a number only.',
)
TIMEOUT = Parameter(
    name="timeout",
    text="seconds until nobody is waited for any more; -1 for ever; 0 is taken as 30.",
    type="int",
    default=30,
)
ORIGINATOR = Parameter(
    name="originator",
    text="the channel for which the call is made; the new one takes over its account and "
    "sound formats.",
    since="13.2",
    takes="Channel",
)
FORMATS = Parameter(
    name="formats",
    text="the sound formats that the new channel may use, separated by commas, such as "
    '"ulaw,slin".',
    since="13.10",
)
APP_AT_ONCE = Parameter(
    name="app",
    text="the application that gets the channel at once.",
    required=True,
    takes="Application",
)
CHANNEL_ID = Parameter(
    name="channelId",
    text="an id of your own for the new channel; Asterisk makes one if it is left out.",
)
OTHER_CHANNEL_ID = Parameter(
    name="otherChannelId", text="for a Local channel, an id of your own for its second half."
)
FIRST_VARIABLES = Parameter(
    name="variables",
    text="channel variables to set before anything else happens: names and values.",
    place="body",
    type="containers",
)

OPERATIONS = (
    Operation(
        name="channels.originate",
        nickname="originate",
        method="POST",
        path="/channels",
        summary="Call somebody: make a channel, dial it, and hand it over once it is answered.",
        details="It returns at once, while it still rings; the channel goes to an application "
        "(`app`), which hears of it from the beginning, or into the dialplan (`extension`). An "
        "application that nobody is connected as is no error: the channel just ends. An endpoint "
        'or a technology that is not there gets 500 "Allocation failed".',
        parameters=(
            ENDPOINT,
            EXTENSION,
            CONTEXT,
            PRIORITY,
            LABEL,
            APP,
            APP_ARGS,
            CALLER_ID,
            TIMEOUT,
            Parameter(
                name="variables",
                text="channel variables to set before anything else happens: names and values.",
                place="body",
                type="containers",
                since="12.1",
            ),
            Parameter(
                name="channelId",
                text="an id of your own for the new channel; Asterisk makes one if it is left out.",
                since="12.2",
            ),
            Parameter(
                name="otherChannelId",
                text="for a Local channel, an id of your own for its second half.",
                since="12.2",
            ),
            ORIGINATOR,
            FORMATS,
        ),
        returns="Channel",
        statuses=(200,),
        errors={
            400: (
                "no endpoint, neither an `app` nor an `extension`, an endpoint that is not "
                "written technology/name, an unknown format or originator or both of them, "
                "or an id over 149 characters."
            ),
            409: CHANNEL_EXISTS,
        },
        errors_since={409: "13.13/14.2"},
        example='ari.channels.originate("PJSIP/1000", app="hello-world")',
    ),
    Operation(
        name="channels.create",
        nickname="create",
        method="POST",
        path="/channels/create",
        summary="Make a channel without dialling it, in the state Down.",
        details="It enters the application a moment later: wait for its StasisStart, set it up as "
        "you like, then call `dial`; it can be played to once it is answered. A wrong endpoint or "
        'format gets 400, an endpoint or a technology that is not there 500 "Allocation failed".',
        parameters=(
            ENDPOINT,
            APP_AT_ONCE,
            APP_ARGS,
            CHANNEL_ID,
            OTHER_CHANNEL_ID,
            Parameter(
                name="originator",
                text="the channel for which the call is made; the new one takes over its "
                "account and sound formats, and an unknown one is passed over.",
                takes="Channel",
            ),
            Parameter(
                name="formats",
                text="the sound formats that the new channel may use, separated by commas, "
                'such as "ulaw,slin".',
            ),
            Parameter(
                name="variables",
                text="channel variables to set before anything else happens: names and values.",
                place="body",
                type="containers",
                since="16.11/17.5",
            ),
        ),
        returns="Channel",
        statuses=(200,),
        errors={409: CHANNEL_EXISTS},
        errors_since={409: "14.2"},
        since="14.0",
        example='ari.channels.create("PJSIP/1000", app="hello-world")',
    ),
    Operation(
        name="channels.originate_with_id",
        nickname="originateWithId",
        method="POST",
        path="/channels/{channelId}",
        summary="Call somebody, as `originate` does, by a channel whose id you choose.",
        details="With an id that is known before the call begins, no event of it can be missed.",
        parameters=(
            Parameter(
                name="channelId",
                text="an id of your own for the new channel, at most 149 characters.",
                place="path",
                required=True,
            ),
            ENDPOINT,
            EXTENSION,
            CONTEXT,
            PRIORITY,
            LABEL,
            APP,
            APP_ARGS,
            CALLER_ID,
            TIMEOUT,
            FIRST_VARIABLES,
            OTHER_CHANNEL_ID,
            ORIGINATOR,
            FORMATS,
        ),
        returns="Channel",
        statuses=(200,),
        errors={
            400: (
                "no endpoint, neither an `app` nor an `extension`, an endpoint that is not "
                "written technology/name, an unknown format or originator or both of them, "
                "or an id over 149 characters."
            ),
            409: CHANNEL_EXISTS,
        },
        errors_since={409: "13.13/14.2"},
        since="12.2",
        example='ari.channels.originate_with_id("my-call", "PJSIP/1000", app="hello-world")',
    ),
    Operation(
        name="channels.external_media",
        nickname="externalMedia",
        method="POST",
        path="/channels/externalMedia",
        summary="Make a channel that exchanges its sound with a program of your own.",
        details="The program may be a speech recogniser; put the channel into a bridge with a "
        "caller. With RTP, the variables UNICASTRTP_LOCAL_ADDRESS and UNICASTRTP_LOCAL_PORT, in "
        "the answer's `channelvars`, say where Asterisk listens. A transport that has no module "
        "loaded gets 500.",
        parameters=(
            CHANNEL_ID,
            APP_AT_ONCE,
            FIRST_VARIABLES,
            Parameter(
                name="external_host",
                text='host and port of the other program, such as "127.0.0.1:4000"; for a '
                "WebSocket, the section of websocket_client.conf as client, nothing as server.",
                optional_since="20.16/21.11/22.6",
            ),
            Parameter(
                name="encapsulation",
                text="how the sound is wrapped: rtp goes over udp, audiosocket over tcp, none over "
                "websocket.",
                allowed=("rtp", "audiosocket", "none"),
                allowed_since={"audiosocket": "18.0", "none": "20.16/21.11/22.6"},
                default="rtp",
            ),
            Parameter(
                name="transport",
                text="over what it travels.",
                allowed=("udp", "tcp", "websocket"),
                allowed_since={"tcp": "18.0", "websocket": "20.16/21.11/22.6"},
                default="udp",
            ),
            Parameter(
                name="connection_type",
                text='who opens the connection: Asterisk as "client", or the other program, '
                'Asterisk being the "server", for a WebSocket only.',
                allowed=("client", "server"),
                allowed_since={"server": "20.16/21.11/22.6"},
                default="client",
            ),
            Parameter(
                name="format",
                text='the format of the sound, such as "ulaw" or "slin16".',
                required=True,
            ),
            Parameter(
                name="direction", text="which way it goes.", allowed=("both",), default="both"
            ),
            Parameter(
                name="data",
                text="for AudioSocket, the UUID by which the other program knows the call, needed "
                "there; else StasisStart has it as `args`.",
                since="18.0",
            ),
            Parameter(
                name="transport_data",
                text="more options of the transport, as its channel driver takes them.",
                since="20.18/22.8/23.2",
            ),
        ),
        returns="Channel",
        statuses=(200,),
        errors={
            400: (
                "something is missing, or the address, encapsulation, transport and connection "
                "type do not go together; an unknown format gets 500 from Asterisk 22."
            ),
            409: "a channel with that id exists already; Asterisk 22 answers 500 instead.",
        },
        since="16.6/17.1",
        example='ari.channels.external_media("my-app", "ulaw", external_host="127.0.0.1:4000")',
    ),
)
