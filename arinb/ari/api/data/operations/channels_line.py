"""The operations of /channels: hold, mute, keys."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import (
    CHANNEL,
    NO_CHANNEL,
    NOT_IN_STASIS,
    ON_ANSWERED_CHANNEL,
    WRONG_STATE,
)
from arinb.ari.api.description import Operation, Parameter

DIRECTION = Parameter(
    name="direction",
    positional=True,
    sent_anyway=True,  # Asterisk's description says so, too, but without it the answer is 400
    text='which way: what comes from the channel ("in"), what goes to it ("out"), or both.',
    allowed=("both", "in", "out"),
    default="both",
)

OPERATIONS = (
    Operation(
        name="channels.send_dtmf",
        nickname="sendDTMF",
        method="POST",
        path="/channels/{channelId}/dtmf",
        summary="Press keys for the other side to hear.",
        details="They go out of the channel, to the phone; what the phone sends arrives as "
        "ChannelDtmfReceived. The answer comes before they are sent.",
        parameters=(
            CHANNEL,
            Parameter(
                name="dtmf",
                positional=True,
                text="the keys: 0 to 9, *, #, A to D; f for a hook flash, w to wait half a second, "
                "W a second; others are left out. It can't be left out itself.",
            ),
            Parameter(
                name="before",
                text="milliseconds to wait before the first; below 0 the channel waits for ever.",
                type="int",
                default=0,
            ),
            Parameter(
                name="between",
                text="milliseconds between two; 0 is taken as 100.",
                type="int",
                default=100,
            ),
            Parameter(
                name="duration", text="milliseconds that each is pressed.", type="int", default=100
            ),
            Parameter(
                name="after", text="milliseconds to wait after the last.", type="int", default=0
            ),
        ),
        errors={400: "no keys are named.", 404: NO_CHANNEL, 409: NOT_IN_STASIS, 412: WRONG_STATE},
        errors_since={412: "14.0"},
        on_object="send_dtmf",
        example='ari.channels.send_dtmf(channel, "12#")',
    ),
    Operation(
        name="channels.mute",
        nickname="mute",
        method="POST",
        path="/channels/{channelId}/mute",
        summary="Mute a channel.",
        parameters=(CHANNEL, DIRECTION),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="mute",
        example='ari.channels.mute(channel, direction="in")',
    ),
    Operation(
        name="channels.unmute",
        nickname="unmute",
        method="DELETE",
        path="/channels/{channelId}/mute",
        summary="Let a channel be heard again.",
        parameters=(CHANNEL, DIRECTION),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="unmute",
        example='ari.channels.unmute(channel, direction="in")',
    ),
    Operation(
        name="channels.hold",
        nickname="hold",
        method="POST",
        path="/channels/{channelId}/hold",
        summary="Put the other side on hold: it is told that it waits.",
        details="A phone of PJSIP hears music on hold, unless `moh_passthrough` has it told by "
        "SIP. ChannelHold does not come: that event tells of a hold by the phone itself.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="hold",
        example="ari.channels.hold(channel)",
    ),
    Operation(
        name="channels.unhold",
        nickname="unhold",
        method="DELETE",
        path="/channels/{channelId}/hold",
        summary="Take the other side off hold.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="unhold",
        example="ari.channels.unhold(channel)",
    ),
)
