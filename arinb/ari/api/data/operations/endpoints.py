"""The operations of /endpoints: phones and lines."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

NO_ENDPOINT = "there is no such endpoint."
NOT_REACHED = (
    "there is no such endpoint, it can't be reached (its phone has not registered), or its "
    "technology sends no messages."
)
NOT_REFERRED = (
    "there is no such endpoint, or it or the one of `refer_to` can't be reached (its phone has "
    "not registered)."
)
NO_TEXTS = "one of the variables is not a text."
TO = Parameter(
    name="to",
    text='who gets it: "pjsip:", with small letters, and an endpoint, "pjsip:1000"; or an address '
    'by way of an endpoint, "pjsip:1000/sip:ann@example.org".',
    required=True,
)
FROM = Parameter(
    name="from",
    python="from_",
    text='who it is from, an address such as "sip:ann@example.org".',
    required=True,
)
BODY = Parameter(name="body", text="the text; empty if it is left out.")
MORE = Parameter(
    name="variables",
    text="more to send with it: for SIP, headers and their values.",
    place="body",
    type="containers",
)
MORE_TO_REFER = Parameter(
    name="variables",
    text='more to send with it: headers and their values. One called "display_name" is no header '
    "but the name that is shown of `refer_to`.",
    place="body",
    type="containers",
)
REFER_TO = Parameter(
    name="refer_to",
    text='whom it is to call: an address, "sip:ann@example.org", or an endpoint without its '
    'technology, "1001".',
    required=True,
)
TO_SELF = Parameter(
    name="to_self",
    text="if `refer_to` is an endpoint, whether the call goes to Asterisk itself, rather than past "
    "it to the address at which that endpoint has registered.",
    type="boolean",
    default=False,
)
TECH = Parameter(name="tech", text='the technology, such as "PJSIP".', place="path")
RESOURCE = Parameter(
    name="resource", text='the endpoint\'s name in that technology, such as "1000".', place="path"
)

OPERATIONS = (
    Operation(
        name="endpoints.list",
        nickname="list",
        method="GET",
        path="/endpoints",
        summary="List all endpoints: phones and lines that can be called.",
        details="Those of pjsip.conf, above all, registered or not. Local channels have no "
        "endpoint.",
        returns="List[Endpoint]",
        statuses=(200,),
        example="ari.endpoints.list()",
    ),
    Operation(
        name="endpoints.send_message",
        nickname="sendMessage",
        method="PUT",
        path="/endpoints/sendMessage",
        summary="Send a text message to an address (SIP: MESSAGE).",
        details="202 says that it was sent; nothing tells whether it arrived or was read.",
        parameters=(TO, FROM, BODY, MORE),
        statuses=(202,),
        errors={400: f"`to` is missing, or {NO_TEXTS}", 404: NOT_REACHED},
        since="12.5",
        example='ari.endpoints.send_message("pjsip:1000", "sip:ann@example.org", body="Hello")',
    ),
    Operation(
        name="endpoints.refer",
        nickname="refer",
        method="POST",
        path="/endpoints/refer",
        summary="Ask an address to call somebody else, outside of any call (SIP: REFER).",
        details="202 says that it was sent; nothing tells whether the other side does it.",
        parameters=(TO, FROM, REFER_TO, TO_SELF, MORE_TO_REFER),
        statuses=(202,),
        errors={400: f"`to` is missing, or {NO_TEXTS}", 404: NOT_REFERRED},
        since="18.20/20.5",
        example='ari.endpoints.refer("pjsip:1000", "sip:ann@example.org", "1001")',
    ),
    Operation(
        name="endpoints.list_by_tech",
        nickname="listByTech",
        method="GET",
        path="/endpoints/{tech}",
        summary="List the endpoints of one technology.",
        details='Upper and lower case matter here: "pjsip" gets 404.',
        parameters=(TECH,),
        returns="List[Endpoint]",
        statuses=(200,),
        errors={404: "the technology is not loaded, or has no endpoints."},
        example='ari.endpoints.list_by_tech("PJSIP")',
    ),
    Operation(
        name="endpoints.get",
        nickname="get",
        method="GET",
        path="/endpoints/{tech}/{resource}",
        summary="Ask for one endpoint: whether it can be reached, and its channels.",
        parameters=(TECH, RESOURCE),
        returns="Endpoint",
        statuses=(200,),
        errors={400: "does not happen, though described.", 404: NO_ENDPOINT},
        on_object="refresh",
        example='ari.endpoints.get("PJSIP", "1000").state',
    ),
    Operation(
        name="endpoints.send_message_to",
        nickname="sendMessageToEndpoint",
        method="PUT",
        path="/endpoints/{tech}/{resource}/sendMessage",
        summary="Send a text message to an endpoint (SIP: MESSAGE).",
        details="202 says that it was sent; nothing tells whether it arrived or was read.",
        parameters=(TECH, RESOURCE, FROM, BODY, MORE),
        statuses=(202,),
        errors={400: NO_TEXTS, 404: NOT_REACHED},
        since="12.5",
        on_object="send_message",
        example='ari.endpoints.send_message_to("PJSIP", "1000", "sip:ann@example.org", body="Hi")',
    ),
    Operation(
        name="endpoints.refer_to",
        nickname="referToEndpoint",
        method="POST",
        path="/endpoints/{tech}/{resource}/refer",
        summary="Ask an endpoint to call somebody else, outside of any call (SIP: REFER).",
        details="202 says that it was sent; nothing tells whether the other side does it.",
        parameters=(TECH, RESOURCE, FROM, REFER_TO, TO_SELF, MORE_TO_REFER),
        statuses=(202,),
        errors={400: NO_TEXTS, 404: NOT_REFERRED},
        since="18.20/20.5",
        on_object="refer",
        example='ari.endpoints.refer_to("PJSIP", "1000", "sip:ann@example.org", "1001")',
    ),
)
