"""The models of /channels."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="Dialed",
        resource="channels",
        summary="A channel that was dialled; it says nothing about it.",
    ),
    Model(
        name="DialplanCEP",
        resource="channels",
        summary="Where in the dialplan a channel is: context, extension, priority.",
        fields=(
            Field(name="context", type="string", text="the context."),
            Field(name="exten", type="string", text="the extension."),
            Field(name="priority", type="long", text="the priority: the number of the step."),
            Field(
                name="app_name",
                type="string",
                text='the dialplan application that it is in, such as "Stasis".',
                since="13.27/16.4",
            ),
            Field(
                name="app_data",
                type="string",
                text="what stands between that application's parentheses.",
                since="13.27/16.4",
            ),
        ),
    ),
    Model(
        name="CallerID",
        resource="channels",
        summary="Who somebody is, by name and number; empty where nobody knows.",
        details="The other side says so itself: it may be anything.",
        fields=(
            Field(name="name", type="string", text="the name."),
            Field(name="number", type="string", text="the number."),
        ),
    ),
    Model(
        name="Channel",
        resource="channels",
        summary="A channel: one line between Asterisk and a phone, or another part of a call.",
        details="Most operations work while it is in an application: from its StasisStart to "
        "its StasisEnd.",
        fields=(
            Field(name="id", type="string", text='its id, such as "1400609726.3".'),
            Field(
                name="protocol_id",
                type="string",
                text="its id in its technology; for SIP, the Call-ID.",
                since="16.27/18.13/19.5",
            ),
            Field(
                name="name",
                type="string",
                text='its name for people, such as "PJSIP/1000-00000001".',
            ),
            Field(
                name="state",
                type="string",
                text="what it is doing: Ring is an incoming call that is not answered, Ringing an "
                "outgoing one, Down one that is not dialled yet, Up an answered one.",
                allowed=(
                    "Down",
                    "Rsrved",
                    "OffHook",
                    "Dialing",
                    "Ring",
                    "Ringing",
                    "Up",
                    "Busy",
                    "Dialing Offhook",
                    "Pre-ring",
                    "Unknown",
                ),
            ),
            Field(name="caller", type="CallerID", text="who is on this channel."),
            Field(name="connected", type="CallerID", text="who is on the other side."),
            Field(
                name="accountcode",
                type="string",
                text="the account that the call is written down to.",
            ),
            Field(name="dialplan", type="DialplanCEP", text="where in the dialplan it is."),
            Field(name="creationtime", type="Date", text="when it was made."),
            Field(
                name="language",
                type="string",
                text='the language in which it is spoken to, such as "en".',
                since="13.2",
            ),
            Field(
                name="channelvars",
                type="object",
                text="variables of it that ari.conf (`channelvars`) or a request wants to "
                "be shown.",
                required=False,
                since="14.2",
            ),
            Field(
                name="caller_rdnis",
                type="string",
                text="the number from which the call was passed on.",
                required=False,
                since="18.21/20.6/21.1",
            ),
            Field(
                name="tenantid",
                type="string",
                text="the tenant to whom it belongs, where several share a server.",
                required=False,
                since="18.25/20.10/21.5",
            ),
        ),
    ),
)
