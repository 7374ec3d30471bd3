"""What travels over the WebSocket, and what events hold."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="ContactInfo",
        resource="events",
        summary="Where a phone registered from, and whether it can be reached there.",
        fields=(
            Field(name="uri", type="string", text="its address."),
            Field(
                name="contact_status",
                type="string",
                text="whether it can be reached.",
                allowed=("Unreachable", "Reachable", "Unknown", "NonQualified", "Removed"),
            ),
            Field(name="aor", type="string", text="the address of record that it belongs to."),
            Field(
                name="roundtrip_usec",
                type="string",
                text="the time there and back, in microseconds.",
                required=False,
            ),
        ),
        since="13.6",
    ),
    Model(
        name="Peer",
        resource="events",
        summary="How the other end of an endpoint is doing.",
        details="PJSIP tells only `peer_status`; IAX2 tells more, `port` and `time` as numbers.",
        fields=(
            Field(
                name="peer_status",
                type="string",
                text='one of "Reachable", "Unreachable", "Registered", "Unregistered" or "Lagged".',
            ),
            Field(name="cause", type="string", text="why.", required=False),
            Field(name="address", type="string", text="its address.", required=False),
            Field(name="port", type="string", text="its port.", required=False),
            Field(
                name="time",
                type="string",
                text="the time that it took to answer, in milliseconds.",
                required=False,
            ),
        ),
        since="13.6",
    ),
    Model(
        name="ReferTo",
        resource="events",
        summary="To whom a call shall be transferred.",
        fields=(
            Field(
                name="requested_destination",
                type="RequiredDestination",
                text="what the phone asked for.",
            ),
            Field(
                name="destination_channel",
                type="Channel",
                text="the channel that it asked for, where it is one of this Asterisk.",
                required=False,
            ),
            Field(
                name="connected_channel",
                type="Channel",
                text="who is connected with that channel.",
                required=False,
            ),
            Field(
                name="bridge",
                type="Bridge",
                text="the bridge in which that channel is.",
                required=False,
            ),
        ),
        since="20.13/21.8/22.3",
    ),
    Model(
        name="ReferredBy",
        resource="events",
        summary="Who asks for a transfer.",
        fields=(
            Field(
                name="source_channel", type="Channel", text="the channel of the phone that asks."
            ),
            Field(
                name="connected_channel",
                type="Channel",
                text="who is connected with it.",
                required=False,
            ),
            Field(name="bridge", type="Bridge", text="the bridge in which it is.", required=False),
        ),
        since="20.13/21.8/22.3",
    ),
    Model(
        name="RequiredDestination",
        resource="events",
        summary="What a phone asked for when it asked for a transfer.",
        fields=(
            Field(
                name="protocol_id",
                type="string",
                text="for a transfer to a call that exists, that call's id in its technology.",
                required=False,
            ),
            Field(
                name="destination",
                type="string",
                text="the extension that was asked for.",
                required=False,
            ),
            Field(
                name="additional_protocol_params",
                type="List[AdditionalParam]",
                text="what else the technology said.",
                required=False,
            ),
        ),
        since="20.13/21.8/22.3",
    ),
    Model(
        name="AdditionalParam",
        resource="events",
        summary="A name and a value that a technology added.",
        fields=(
            Field(name="parameter_name", type="string", text="the name."),
            Field(name="parameter_value", type="string", text="the value."),
        ),
        since="20.13/21.8/22.3",
    ),
    Model(
        name="RESTHeader",
        resource="events",
        summary="A header of a request over the WebSocket.",
        fields=(
            Field(name="name", type="string", text="its name."),
            Field(name="value", type="string", text="its value."),
        ),
        since="20.14/21.9/22.4",
    ),
    Model(
        name="RESTQueryStringParameter",
        resource="events",
        summary="A parameter of a request over the WebSocket.",
        fields=(
            Field(name="name", type="string", text="its name."),
            Field(name="value", type="string", text="its value."),
        ),
        since="20.14/21.9/22.4",
    ),
    Model(
        name="RESTRequest",
        resource="events",
        summary="A request over the WebSocket, in the place of one over HTTP.",
        details="RESTResponse answers it.",
        fields=(
            Field(name="type", type="string", text='always "RESTRequest".'),
            Field(
                name="transaction_id",
                type="string",
                text="an id of your own for requests that belong together; may be left out.",
            ),
            Field(
                name="request_id",
                type="string",
                text="an id of your own for this one; may be left out.",
            ),
            Field(name="method", type="string", text='the HTTP method, such as "GET".'),
            Field(
                name="uri",
                type="string",
                text="the path below /ari, without a slash at its beginning; may carry a query.",
            ),
            Field(
                name="content_type",
                type="string",
                text="the type of the body, such as application/json.",
                required=False,
            ),
            Field(
                name="query_strings",
                type="List[RESTQueryStringParameter]",
                text="parameters.",
                required=False,
            ),
            Field(name="message_body", type="string", text="the body, as text.", required=False),
        ),
        since="20.14/21.9/22.4",
    ),
    Model(
        name="Message",
        resource="events",
        summary="What Asterisk sends over the WebSocket.",
        fields=(
            Field(name="type", type="string", text='its type, such as "StasisStart".'),
            Field(
                name="asterisk_id",
                type="string",
                text="the Asterisk that sends it.",
                required=False,
                since="13.13/14.2",
            ),
        ),
    ),
    Model(
        name="MissingParams",
        resource="events",
        summary="The WebSocket was opened without parameters that it needs.",
        details="Only Asterisk 12 and 13 send it; later ones refuse the WebSocket with 400.",
        fields=(
            Field(name="params", type="List[string]", text="the parameters that are missing."),
        ),
        extends="Message",
    ),
    Model(
        name="Event",
        resource="events",
        summary="What all events have.",
        fields=(
            Field(name="application", type="string", text="the application that gets it."),
            Field(name="timestamp", type="Date", text="when it happened, by the server's clock."),
        ),
        extends="Message",
    ),
)
