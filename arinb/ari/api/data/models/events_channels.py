"""The events that tell of channels."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="ChannelCreated",
        resource="events",
        summary="A channel has been made.",
        details="A plain application never hears of it, not even for channels that it makes "
        "itself: its subscription begins just after. With subscribe_all it comes for all.",
        fields=(Field(name="channel", type="Channel", text="the channel."),),
        extends="Event",
    ),
    Model(
        name="ChannelDestroyed",
        resource="events",
        summary="A channel is gone.",
        details="A plain application hears of it only for channels that it made itself; with "
        "subscribe_all for all.",
        fields=(
            Field(
                name="cause",
                type="int",
                text="why, as a number of the telephone network (Q.850): 16 for a normal end.",
            ),
            Field(name="cause_txt", type="string", text="the same in words."),
            Field(
                name="tech_cause",
                type="int",
                text="why, by the technology: for SIP, the status.",
                required=False,
                since="20.17/22.7/23.1",
            ),
            Field(name="channel", type="Channel", text="the channel."),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelEnteredBridge",
        resource="events",
        summary="A channel has entered a bridge.",
        fields=(
            Field(name="bridge", type="Bridge", text="the bridge, with all that are in it now."),
            Field(name="channel", type="Channel", text="the channel.", required=False),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelLeftBridge",
        resource="events",
        summary="A channel has left a bridge.",
        fields=(
            Field(
                name="bridge", type="Bridge", text="the bridge, with those that are in it still."
            ),
            Field(name="channel", type="Channel", text="the channel."),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelStateChange",
        resource="events",
        summary="The state of a channel has changed, to Up for instance.",
        fields=(Field(name="channel", type="Channel", text="the channel, in its new state."),),
        extends="Event",
    ),
    Model(
        name="ChannelDtmfReceived",
        resource="events",
        summary="Somebody has pressed a key on their phone.",
        details="It comes when the key is released.",
        fields=(
            Field(name="digit", type="string", text="the key: 0 to 9, *, # or A to D."),
            Field(name="duration_ms", type="int", text="how long it was pressed, in milliseconds."),
            Field(name="channel", type="Channel", text="the channel."),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelDialplan",
        resource="events",
        summary="A channel has come to another step of the dialplan.",
        fields=(
            Field(name="channel", type="Channel", text="the channel."),
            Field(
                name="dialplan_app", type="string", text="the dialplan application that runs now."
            ),
            Field(
                name="dialplan_app_data", type="string", text="what stands between its parentheses."
            ),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelCallerId",
        resource="events",
        summary="A channel has learnt who is on it.",
        fields=(
            Field(
                name="caller_presentation", type="int", text="whether it may be shown, as a number."
            ),
            Field(name="caller_presentation_txt", type="string", text="the same in words."),
            Field(name="channel", type="Channel", text="the channel."),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelUserevent",
        resource="events",
        summary="Somebody has sent an event of their own: a program, or UserEvent() in the "
        "dialplan.",
        fields=(
            Field(name="eventname", type="string", text="its name."),
            Field(
                name="channel", type="Channel", text="the channel that it is about.", required=False
            ),
            Field(
                name="bridge",
                type="Bridge",
                text="the bridge that it is about.",
                required=False,
                since="12.3",
            ),
            Field(
                name="endpoint",
                type="Endpoint",
                text="the endpoint that it is about.",
                required=False,
                since="12.3",
            ),
            Field(
                name="userevent",
                type="object",
                text="what it says, by name; its `eventname` is in there, too.",
            ),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelHangupRequest",
        resource="events",
        summary="Somebody wants a channel to be hung up: the caller, or a program.",
        details="StasisEnd follows where the channel is in the application. It may come twice for "
        "one channel.",
        fields=(
            Field(
                name="cause",
                type="int",
                text="why, as a number; 32 after a request to ARI, which is a flag of "
                "Asterisk, not a cause of the network.",
                required=False,
            ),
            Field(
                name="tech_cause",
                type="int",
                text="why, by the technology: for SIP, the status.",
                required=False,
                since="20.17/22.7/23.1",
            ),
            Field(
                name="soft",
                type="boolean",
                text="whether Asterisk or a program wants it, not the caller.",
                required=False,
            ),
            Field(name="channel", type="Channel", text="the channel."),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelVarset",
        resource="events",
        summary="A variable has been set.",
        fields=(
            Field(name="variable", type="string", text="its name."),
            Field(name="value", type="string", text="its new value."),
            Field(
                name="channel",
                type="Channel",
                text="the channel whose variable it is; absent for a global one, of which only an "
                "application hears that is subscribed to all channels.",
                required=False,
            ),
        ),
        extends="Event",
    ),
    Model(
        name="ChannelHold",
        resource="events",
        summary="The phone of a channel has put its caller on hold.",
        details="The request `ari.channels.hold` does not bring it.",
        fields=(
            Field(name="channel", type="Channel", text="the channel."),
            Field(
                name="musicclass",
                type="string",
                text='the class of music that it asks for; "N/A" for none.',
                required=False,
            ),
        ),
        extends="Event",
        since="13.4",
    ),
    Model(
        name="ChannelUnhold",
        resource="events",
        summary="The phone of a channel has taken its caller off hold.",
        fields=(Field(name="channel", type="Channel", text="the channel."),),
        extends="Event",
        since="13.4",
    ),
    Model(
        name="ChannelToneDetected",
        resource="events",
        summary="A tone that the function TONE_DETECT looks for was heard.",
        fields=(Field(name="channel", type="Channel", text="the channel."),),
        extends="Event",
        since="22.0",
    ),
    Model(
        name="ChannelTalkingStarted",
        resource="events",
        summary="Somebody has begun to speak, on a channel with the function TALK_DETECT set.",
        fields=(Field(name="channel", type="Channel", text="the channel."),),
        extends="Event",
        since="12.4",
    ),
    Model(
        name="ChannelTalkingFinished",
        resource="events",
        summary="Somebody has stopped speaking, on a channel with the function TALK_DETECT set.",
        fields=(
            Field(name="channel", type="Channel", text="the channel."),
            Field(name="duration", type="int", text="how long they spoke, in milliseconds."),
        ),
        extends="Event",
        since="12.4",
    ),
    Model(
        name="ChannelConnectedLine",
        resource="events",
        summary="A channel has learnt who is on the other side.",
        fields=(Field(name="channel", type="Channel", text="the channel."),),
        extends="Event",
        since="13.1",
    ),
)
