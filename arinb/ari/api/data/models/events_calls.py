"""The events that tell of calls and of the application."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="ApplicationMoveFailed",
        resource="events",
        summary="A channel could not be moved: nobody is connected as the other application.",
        details="The channel stays in this one; no StasisEnd comes.",
        fields=(
            Field(name="channel", type="Channel", text="the channel."),
            Field(name="destination", type="string", text="the application that it should go to."),
            Field(name="args", type="List[string]", text="the words that it should get."),
        ),
        extends="Event",
        since="13.26/16.3",
    ),
    Model(
        name="ApplicationRegistered",
        resource="events",
        summary="Asterisk has registered the application, on a connection that Asterisk itself "
        "opened.",
        details="It never comes on a WebSocket that your program opened.",
        extends="Event",
        since="20.15/21.10/22.5",
    ),
    Model(
        name="ApplicationUnregistered",
        resource="events",
        summary="Asterisk has forgotten the application, on a connection that Asterisk itself "
        "opened.",
        details="It never comes on a WebSocket that your program opened.",
        extends="Event",
        since="20.15/21.10/22.5",
    ),
    Model(
        name="ApplicationReplaced",
        resource="events",
        summary="Somebody else has connected as the same application; events go there from now on.",
        details="This connection stays open, and hears nothing more.",
        extends="Event",
    ),
    Model(
        name="BridgeBlindTransfer",
        resource="events",
        summary="A call in a bridge was transferred without asking the one it goes to.",
        fields=(
            Field(name="channel", type="Channel", text="the channel that transfers."),
            Field(
                name="replace_channel",
                type="Channel",
                text="the channel that takes its place.",
                required=False,
                since="12.6",
            ),
            Field(
                name="transferee",
                type="Channel",
                text="the one who is transferred.",
                required=False,
                since="12.5",
            ),
            Field(name="exten", type="string", text="the extension it goes to."),
            Field(name="context", type="string", text="the context of that extension."),
            Field(
                name="result",
                type="string",
                text='one of "Success", "Fail", "Invalid" or "Not Permitted".',
            ),
            Field(
                name="is_external",
                type="boolean",
                text="whether somebody outside of Asterisk asked for it.",
            ),
            Field(name="bridge", type="Bridge", text="the bridge.", required=False),
        ),
        extends="Event",
        since="12.1",
    ),
    Model(
        name="BridgeAttendedTransfer",
        resource="events",
        summary="A call was transferred after speaking with the one it goes to.",
        fields=(
            Field(
                name="transferer_first_leg",
                type="Channel",
                text="the first channel of the one who transfers.",
            ),
            Field(
                name="transferer_second_leg",
                type="Channel",
                text="the second channel of the one who transfers.",
            ),
            Field(
                name="replace_channel",
                type="Channel",
                text="the channel that takes the first one's place.",
                required=False,
                since="12.5",
            ),
            Field(
                name="transferee",
                type="Channel",
                text="the one who is transferred.",
                required=False,
                since="12.5",
            ),
            Field(
                name="transfer_target",
                type="Channel",
                text="the one to whom.",
                required=False,
                since="12.5",
            ),
            Field(
                name="result",
                type="string",
                text='one of "Success", "Fail", "Invalid" or "Not Permitted".',
            ),
            Field(
                name="is_external",
                type="boolean",
                text="whether somebody outside of Asterisk asked for it.",
            ),
            Field(
                name="transferer_first_leg_bridge",
                type="Bridge",
                text="the bridge of the first channel.",
                required=False,
            ),
            Field(
                name="transferer_second_leg_bridge",
                type="Bridge",
                text="the bridge of the second channel.",
                required=False,
            ),
            Field(
                name="destination_type",
                type="string",
                text='how the two sides were brought together: "bridge", "application", '
                '"link", "threeway" or "fail".',
            ),
            Field(
                name="destination_bridge",
                type="string",
                text="the id of the bridge that has both now.",
                required=False,
            ),
            Field(
                name="destination_application",
                type="string",
                text="the application that has them now.",
                required=False,
            ),
            Field(
                name="destination_link_first_leg",
                type="Channel",
                text="the first half of a Local channel between the two.",
                required=False,
            ),
            Field(
                name="destination_link_second_leg",
                type="Channel",
                text="the second half of a Local channel between the two.",
                required=False,
            ),
            Field(
                name="destination_threeway_channel",
                type="Channel",
                text="the channel of the one who transferred, if all three go on.",
                required=False,
            ),
            Field(
                name="destination_threeway_bridge",
                type="Bridge",
                text="the bridge in which all three go on.",
                required=False,
            ),
        ),
        extends="Event",
        since="12.1",
    ),
    Model(
        name="Dial",
        resource="events",
        summary="A call is being dialled, and how that is getting on.",
        details="It comes several times for one call; `dialstatus` is empty at first. A call that "
        "ARI originates has no `caller`.",
        fields=(
            Field(
                name="caller",
                type="Channel",
                text="who calls, where a channel does.",
                required=False,
            ),
            Field(name="peer", type="Channel", text="the channel that is called."),
            Field(
                name="forward",
                type="string",
                text="where the call is passed on to; mostly empty.",
                required=False,
            ),
            Field(
                name="forwarded",
                type="Channel",
                text="the channel to which it is passed on.",
                required=False,
            ),
            Field(name="dialstring", type="string", text="what was dialled.", required=False),
            Field(
                name="dialstatus",
                type="string",
                text='how it stands: "", "PROCEEDING", "PROGRESS", "RINGING", "ANSWER", "BUSY", '
                '"NOANSWER", "CANCEL", "CONGESTION", "CHANUNAVAIL", ….',
            ),
        ),
        extends="Event",
    ),
    Model(
        name="StasisEnd",
        resource="events",
        summary="A channel has left the application: hung up, moved, or sent on into the dialplan.",
        details="After it, requests for the channel get 409 or 404.",
        fields=(Field(name="channel", type="Channel", text="the channel."),),
        extends="Event",
    ),
    Model(
        name="StasisStart",
        resource="events",
        summary="A channel has entered the application; from now on it obeys.",
        fields=(
            Field(
                name="args",
                type="List[string]",
                text="the words after the application's name in Stasis(…).",
            ),
            Field(
                name="channel",
                type="Channel",
                text="the channel, to be answered, played to, hung up, ….",
            ),
            Field(
                name="replace_channel",
                type="Channel",
                text="the channel whose place it takes, after a transfer.",
                required=False,
                since="12.5",
            ),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelTransfer",
        resource="events",
        summary="A phone asks for a transfer that is left to ARI.",
        details='It comes for channels whose function PJSIP_TRANSFER_HANDLING is "ari-only".',
        fields=(
            Field(
                name="state",
                type="string",
                text='absent at first, then "channel_progress", "channel_answered" or '
                '"channel_declined".',
                required=False,
            ),
            Field(name="refer_to", type="ReferTo", text="to whom the call shall go."),
            Field(name="referred_by", type="ReferredBy", text="who asks."),
        ),
        extends="Event",
        since="20.13/21.8/22.3",
    ),
    Model(
        name="CallBroadcast",
        resource="events",
        summary="A call is offered to several applications; the first to claim it gets it.",
        details="Every connected application gets it, whatever it is subscribed to, unless "
        "StasisBroadcast() or its filter leaves it out. See `ari.events.claim`.",
        fields=(
            Field(name="channel", type="Channel", text="the channel that is offered."),
            Field(name="caller", type="string", text="the number that calls.", required=False),
            Field(name="called", type="string", text="the number that was called.", required=False),
        ),
        extends="Event",
        since="20.20/22.10/23.4",
    ),
    Model(
        name="CallClaimed",
        resource="events",
        summary="An application has claimed a call that was offered to several.",
        details="It comes only if the fourth argument of StasisBroadcast() in the dialplan is yes.",
        fields=(
            Field(name="channel", type="Channel", text="the channel."),
            Field(name="winner_app", type="string", text="the application that has it now."),
        ),
        extends="Event",
        since="20.20/22.10/23.4",
    ),
)
