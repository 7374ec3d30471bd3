"""The operations of /applications: who is connected, and what each is told about."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

NO_APPLICATION = (
    "there is no application of that name: nobody is connected as it, and it has no subscription."
)
APPLICATION_NAME = Parameter(
    name="applicationName",
    python="application",
    text="the application, or its name.",
    place="path",
    required=True,
    takes="Application",
)

OPERATIONS = (
    Operation(
        name="applications.list",
        nickname="list",
        method="GET",
        path="/applications",
        summary="List all applications: who is connected, and what each is told about.",
        returns="List[Application]",
        statuses=(200,),
        example="ari.applications.list()",
    ),
    Operation(
        name="applications.get",
        nickname="get",
        method="GET",
        path="/applications/{applicationName}",
        summary="Ask for one application: what it is told about.",
        parameters=(APPLICATION_NAME,),
        returns="Application",
        statuses=(200,),
        errors={404: NO_APPLICATION},
        on_object="refresh",
        example='ari.applications.get("hello-world").channel_ids',
    ),
    Operation(
        name="applications.subscribe",
        nickname="subscribe",
        method="POST",
        path="/applications/{applicationName}/subscription",
        summary="Be told about more: events of channels, bridges, endpoints or devices.",
        details="A channel that enters an application is subscribed to by itself, until it "
        "leaves. Subscriptions to channels, bridges and endpoints are counted: after two it takes "
        "two times `unsubscribe`. Of several, those before a wrong one stay subscribed.",
        parameters=(
            APPLICATION_NAME,
            Parameter(
                name="eventSource",
                text="what to be told about: a channel, a bridge, an endpoint or a device "
                'state, or several as a list; as text "channel:<id>", "bridge:<id>", '
                '"endpoint:<technology>/<name>", "deviceState:<name>", where no id '
                "means all.",
                required=True,
                many=True,
                schemes=("channel", "bridge", "endpoint", "deviceState"),
                takes="source",
            ),
        ),
        returns="Application",
        statuses=(200,),
        errors={
            400: "the kind before the colon is none, or nothing is named.",
            404: NO_APPLICATION,
            422: "what is named does not exist.",
        },
        on_object="subscribe",
        example='ari.applications.subscribe("hello-world", channel)',
    ),
    Operation(
        name="applications.unsubscribe",
        nickname="unsubscribe",
        method="DELETE",
        path="/applications/{applicationName}/subscription",
        summary="Be told no more about something.",
        details='What was subscribed to as a whole ("channel:") ends by the name that the '
        'application shows for it ("channel:__AST_CHANNEL_ALL_TOPIC"); without a name it is '
        'answered with 501, except for "deviceState:".',
        parameters=(
            APPLICATION_NAME,
            Parameter(
                name="eventSource",
                text="what not to be told about any more: a channel, a bridge, an endpoint "
                'or a device state, or several as a list; as text "channel:<id>", '
                '"bridge:<id>", "endpoint:<technology>/<name>", "deviceState:<name>".',
                required=True,
                many=True,
                schemes=("channel", "bridge", "endpoint", "deviceState"),
                takes="source",
            ),
        ),
        returns="Application",
        statuses=(200,),
        errors={
            400: "the kind before the colon is none, or nothing is named.",
            404: NO_APPLICATION,
            409: "described by Asterisk, but not sent: 422 comes instead.",
            422: "the application is not subscribed to what is named.",
        },
        on_object="unsubscribe",
        example='ari.applications.unsubscribe("hello-world", channel)',
    ),
    Operation(
        name="applications.filter",
        nickname="filter",
        method="PUT",
        path="/applications/{applicationName}/eventFilter",
        summary="Choose which types of events an application gets.",
        details="What is disallowed goes before what is allowed; a list that is left out stays as "
        "it was, and {} lets all come again. No name of a type is checked, and the filter is "
        "forgotten with the application.",
        parameters=(
            APPLICATION_NAME,
            Parameter(
                name="filter",
                positional=True,
                text='types by list: {"allowed": [{"type": "StasisStart"}], "disallowed": '
                "[…]}; an empty list takes its own back.",
                place="body",
                type="object",
                shape="whole",
            ),
        ),
        returns="Application",
        statuses=(200,),
        errors={400: 'it is not written like that: each entry has a "type".', 404: NO_APPLICATION},
        since="13.26/16.3",
        on_object="filter",
        example='ari.applications.filter("my-app", filter={"allowed": [{"type": "Dial"}]})',
    ),
)
