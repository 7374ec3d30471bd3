"""The operations of /channels: the course of a call."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import (
    APP_ARGS,
    CHANNEL,
    NO_CHANNEL,
    NOT_IN_STASIS,
    ON_ANSWERED_CHANNEL,
    ON_CHANNEL,
    WRONG_STATE,
)
from arinb.ari.api.description import Operation, Parameter

SINCE_16 = (
    "timeout",
    "rejected",
    "unallocated",
    "normal_unspecified",
    "number_incomplete",
    "codec_mismatch",
    "interworking",
    "failure",
)

OPERATIONS = (
    Operation(
        name="channels.hangup",
        nickname="hangup",
        method="DELETE",
        path="/channels/{channelId}",
        summary="Hang up.",
        details="ChannelHangupRequest, StasisEnd and ChannelDestroyed follow. The cause is in the "
        "last: 32 in the first is a flag of Asterisk, no cause of the telephone network. The "
        "channel need not be in an application.",
        parameters=(
            CHANNEL,
            Parameter(
                name="reason_code",
                text='the cause as a number of the telephone network (Q.850), such as "17" '
                "for busy; give this or `reason`, not both.",
                since="17.0",
            ),
            Parameter(
                name="reason",
                positional=True,
                text='the cause as a word; "normal" if neither is given.',
                allowed=(
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
                ),
                allowed_since={
                    "no_answer": "13.3",
                    "answered_elsewhere": "15.0",
                    **dict.fromkeys(SINCE_16, "16.2"),
                },
            ),
        ),
        errors={400: "there is no such reason, or both kinds are given.", 404: NO_CHANNEL},
        on_object="hangup",
        example='ari.channels.hangup(channel, reason="busy")',
    ),
    Operation(
        name="channels.continue_in_dialplan",
        nickname="continueInDialplan",
        method="POST",
        path="/channels/{channelId}/continue",
        summary="Let the channel leave the application and go on in the dialplan.",
        details="StasisEnd follows. Without a place it goes on after the Stasis() by which it "
        "came. An extension that does not exist gets 204 all the same, and the call ends.",
        parameters=(
            CHANNEL,
            Parameter(
                name="context", text="the context to go on in; the channel's own if it is left out."
            ),
            Parameter(
                name="extension",
                text='the extension to go on in; the channel\'s own if it is left out, "s" if a '
                "context is given.",
            ),
            Parameter(
                name="priority",
                text="the priority to go on at; 1 if it is left out, the next one if nothing is "
                "given at all.",
                type="int",
            ),
            Parameter(
                name="label",
                text="the label to go on at; it goes before `priority`, and an unknown one gets "
                "404.",
                since="13.2",
            ),
        ),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="continue_in_dialplan",
        example='ari.channels.continue_in_dialplan(channel, extension="1001")',
    ),
    Operation(
        name="channels.move",
        nickname="move",
        method="POST",
        path="/channels/{channelId}/move",
        summary="Hand the channel over to another application.",
        details="It answers 204 even when nobody is connected as that application; then "
        "ApplicationMoveFailed comes. Else StasisEnd comes here, and StasisStart there.",
        parameters=(
            CHANNEL,
            Parameter(
                name="app", text="the application that gets it.", required=True, takes="Application"
            ),
            APP_ARGS,
        ),
        errors=ON_CHANNEL,
        since="13.26/16.3",
        on_object="move",
        example='ari.channels.move(channel, "voice-mail")',
    ),
    Operation(
        name="channels.redirect",
        nickname="redirect",
        method="POST",
        path="/channels/{channelId}/redirect",
        summary="Have the caller's phone call somebody else instead, where the technology can "
        "do that.",
        details="In SIP that is 302 for a call that is not answered, REFER for one that is. "
        "204 says only that it was asked for: nobody checks that the endpoint exists, and the "
        "channel stays until the phone does it.",
        parameters=(
            CHANNEL,
            Parameter(
                name="endpoint",
                text="the endpoint to call instead; it has to be of the same technology.",
                required=True,
                takes="Endpoint",
            ),
        ),
        errors={
            400: "no endpoint is named.",
            404: NO_CHANNEL,
            409: NOT_IN_STASIS,
            412: WRONG_STATE,
            422: "the endpoint is of another technology than the channel, or has no slash.",
        },
        errors_since={412: "14.0"},
        since="13.3",
        on_object="redirect",
        example='ari.channels.redirect(channel, "PJSIP/1001")',
    ),
    Operation(
        name="channels.answer",
        nickname="answer",
        method="POST",
        path="/channels/{channelId}/answer",
        summary="Answer the call.",
        details="ChannelStateChange follows, with the state Up. Answering once more does nothing.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="answer",
        example="ari.channels.answer(channel)",
    ),
    Operation(
        name="channels.ring",
        nickname="ring",
        method="POST",
        path="/channels/{channelId}/ring",
        summary="Let the caller hear that it rings.",
        details="It says so to the phone, which makes the tone itself; to an answered call "
        "Asterisk plays the tone, if indications.conf has one.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="ring",
        example="ari.channels.ring(channel)",
    ),
    Operation(
        name="channels.ring_stop",
        nickname="ringStop",
        method="DELETE",
        path="/channels/{channelId}/ring",
        summary="Stop saying that it rings.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="ring_stop",
        example="ari.channels.ring_stop(channel)",
    ),
    Operation(
        name="channels.progress",
        nickname="progress",
        method="POST",
        path="/channels/{channelId}/progress",
        summary="Say that the call makes progress, so that a sound can be heard before it is "
        "answered.",
        details="In SIP that is 183 Session Progress; play after it: early media.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        since="20.16/21.11/22.6",
        on_object="progress",
        example="ari.channels.progress(channel)",
    ),
    Operation(
        name="channels.dial",
        nickname="dial",
        method="POST",
        path="/channels/{channelId}/dial",
        summary="Dial a channel that `create` made.",
        details="Dial events tell how it goes; once it is answered its state is Up. If nobody "
        "answers in time, it is hung up.",
        parameters=(
            CHANNEL,
            Parameter(
                name="caller",
                text="the channel that calls: its caller's name and number, language and inherited "
                "variables go over to this one; an unknown one is passed over.",
                takes="Channel",
            ),
            Parameter(
                name="timeout",
                text="seconds until nobody is waited for any more; 0 for ever.",
                type="int",
                at_least=0,
                default=0,
            ),
        ),
        errors={
            404: NO_CHANNEL,
            409: "it is in no Stasis application, has been dialled already, or was not made by "
            "`create`.",
        },
        since="14.0",
        on_object="dial",
        example="ari.channels.dial(channel, timeout=30)",
    ),
    Operation(
        name="channels.transfer_progress",
        nickname="transfer_progress",
        method="POST",
        path="/channels/{channelId}/transfer_progress",
        summary="Tell a phone that asked for a transfer how the transfer is getting on.",
        details="It works for a channel whose transfers are left to ARI (the function "
        'PJSIP_TRANSFER_HANDLING is "ari-only") after its event ChannelTransfer.',
        parameters=(
            CHANNEL,
            Parameter(
                name="states",
                text='how far it is: "channel_progress", "channel_answered", '
                '"channel_unavailable" or "channel_declined".',
                required=True,
            ),
        ),
        errors={
            400: "there is no such state.",
            404: NO_CHANNEL,
            409: NOT_IN_STASIS,
            412: "the channel's state does not allow it, says Asterisk's description; in fact it "
            "is not looked at.",
        },
        since="20.13/21.8/22.3",
        on_object="transfer_progress",
        example='ari.channels.transfer_progress(channel, "channel_answered")',
    ),
)
