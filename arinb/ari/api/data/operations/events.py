"""The operations of /events: receiving them, and sending some."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

OPERATIONS = (
    Operation(
        name="events.websocket",
        nickname="eventWebsocket",
        method="GET",
        path="/events",
        summary="Receive the events of an application, over a WebSocket.",
        details="`arinb.connect()` is this operation: it opens the WebSocket, and Asterisk "
        "then knows the application. A plain request gets 426.",
        parameters=(
            Parameter(
                name="app",
                text="the application, or several, separated by commas.",
                required=True,
                many=True,
            ),
            Parameter(
                name="subscribeAll",
                text="whether the events of everything are wanted, not only of what is in "
                "the application.",
                type="boolean",
                since="13.6",
            ),
        ),
        returns="Message",
        statuses=(101,),
        example='ari = arinb.connect(pbx, app="hello-world")',
    ),
    Operation(
        name="events.user_event",
        nickname="userEvent",
        method="POST",
        path="/events/user/{eventName}",
        summary="Send an event of your own to an application: ChannelUserevent.",
        details="The application hears it whatever it is subscribed to.",
        parameters=(
            Parameter(
                name="eventName",
                text="its name; the event has it as `eventname`.",
                place="path",
                required=True,
            ),
            Parameter(
                name="application",
                text="the application that gets it.",
                required=True,
                takes="Application",
            ),
            Parameter(
                name="source",
                text="what it is about: a channel, a bridge or an endpoint, or several as a list; "
                "of several of one kind the event has only the last.",
                many=True,
                schemes=("channel", "bridge", "endpoint"),
                takes="source",
            ),
            Parameter(
                name="variables",
                text="what it says: names and any values; the event has them as `userevent`.",
                place="body",
                type="containers",
            ),
        ),
        errors={
            400: "the kind before the colon is none of these, or no application is named.",
            404: "there is no such application.",
            422: "what `source` names does not exist.",
        },
        since="12.3",
        example='ari.events.user_event("TeaIsReady", "hello-world", variables={"pot": "2"})',
    ),
    Operation(
        name="events.claim",
        nickname="claimChannel",
        method="POST",
        path="/events/claim",
        summary="Claim a call that was offered to several applications by CallBroadcast.",
        details="The first one gets the channel, with StasisStart; CallClaimed tells the others "
        "only if StasisBroadcast() in the dialplan wants it. The application's name is not "
        "checked: with a wrong one the answer is 204, and the call goes on in the dialplan.",
        parameters=(
            Parameter(
                name="channelId",
                python="channel",
                text="the channel that was offered.",
                required=True,
                takes="Channel",
            ),
            Parameter(
                name="application",
                text="the application that claims it.",
                required=True,
                takes="Application",
            ),
        ),
        errors={
            404: "there is no such channel, or it is not being offered.",
            409: "it is claimed already.",
        },
        since="20.20/22.10/23.4",
        example='ari.events.claim(channel, "hello-world")',
    ),
)
