"""The operations of /channels: which there are, and listening in."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import APP_ARGS, CHANNEL, NO_CHANNEL
from arinb.ari.api.description import Operation, Parameter

SPY = Parameter(
    name="spy",
    text='what of the channel is heard: what comes from it ("in"), what goes to it ("out"), '
    "or both.",
    allowed=("none", "both", "out", "in"),
    default="none",
)
WHISPER = Parameter(
    name="whisper",
    text='what the snooping channel says to whom: to the channel ("out"), to the other side '
    '("in"), or to both.',
    allowed=("none", "both", "out", "in"),
    default="none",
)
APP = Parameter(
    name="app",
    text="the application that gets the snooping channel.",
    required=True,
    takes="Application",
)

OPERATIONS = (
    Operation(
        name="channels.list",
        nickname="list",
        method="GET",
        path="/channels",
        summary="List all channels that there are now, in an application or not.",
        returns="List[Channel]",
        statuses=(200,),
        example="ari.channels.list()",
    ),
    Operation(
        name="channels.get",
        nickname="get",
        method="GET",
        path="/channels/{channelId}",
        summary="Ask what a channel is doing.",
        parameters=(CHANNEL,),
        returns="Channel",
        statuses=(200,),
        errors={404: NO_CHANNEL},
        on_object="refresh",
        example="ari.channels.get(channel).state",
    ),
    Operation(
        name="channels.snoop",
        nickname="snoopChannel",
        method="POST",
        path="/channels/{channelId}/snoop",
        summary="Listen in on a channel, or whisper into it, by a new channel.",
        details="The new channel is in the application at once; record it, or put it into a "
        "bridge. It ends with the channel that it listens to, which need not be in an "
        "application. An id that is taken gets 500.",
        parameters=(
            CHANNEL,
            SPY,
            WHISPER,
            APP,
            APP_ARGS,
            Parameter(
                name="snoopId", text="an id of your own for the snooping channel.", since="12.2"
            ),
        ),
        returns="Channel",
        statuses=(200,),
        errors={
            400: "neither `spy` nor `whisper` is given a direction, one is not among the words it "
            "takes, or no application is named.",
            404: NO_CHANNEL,
        },
        on_object="snoop",
        example='ari.channels.snoop(channel, "hello-world", spy="both")',
    ),
    Operation(
        name="channels.snoop_with_id",
        nickname="snoopChannelWithId",
        method="POST",
        path="/channels/{channelId}/snoop/{snoopId}",
        summary="Listen in on a channel, as `snoop` does, by a channel whose id you choose.",
        parameters=(
            CHANNEL,
            Parameter(
                name="snoopId",
                text="the id that the snooping channel is to have.",
                place="path",
                required=True,
            ),
            SPY,
            WHISPER,
            APP,
            APP_ARGS,
        ),
        returns="Channel",
        statuses=(200,),
        errors={
            400: "neither `spy` nor `whisper` is given a direction, one is not among the words it "
            "takes, or no application is named.",
            404: NO_CHANNEL,
        },
        since="12.2",
        on_object="snoop_with_id",
        example='ari.channels.snoop_with_id(channel, "my-ear", "hello-world", spy="both")',
    ),
    Operation(
        name="channels.rtp_statistics",
        nickname="rtpstatistics",
        method="GET",
        path="/channels/{channelId}/rtp_statistics",
        summary="Ask how the sound of a channel travels: packets, loss, jitter, round trip.",
        details="Only channels whose sound comes over RTP have figures, such as PJSIP ones; a "
        "Local channel gets 403. It need not be in an application.",
        parameters=(CHANNEL,),
        returns="RTPstat",
        statuses=(200,),
        errors={404: "there is no such channel, or it has no figures."},
        since="13.27/16.4",
        on_object="rtp_statistics",
        example="ari.channels.rtp_statistics(channel).txcount",
    ),
)
