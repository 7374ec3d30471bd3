"""The models of /endpoints."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="Endpoint",
        resource="endpoints",
        summary="An endpoint: a phone or a line that can be called.",
        fields=(
            Field(name="technology", type="string", text='its technology, such as "PJSIP".'),
            Field(
                name="resource", type="string", text='its name in that technology, such as "1000".'
            ),
            Field(
                name="state",
                type="string",
                text="whether it can be reached: offline if its phone has not registered.",
                required=False,
                allowed=("unknown", "offline", "online"),
            ),
            Field(
                name="channel_ids",
                type="List[string]",
                text="the ids of its channels; empty if it is in no call.",
            ),
        ),
    ),
    Model(
        name="TextMessage",
        resource="endpoints",
        summary="A text message that came outside of a call.",
        details="TextMessageReceived has it, for those who subscribed to the endpoint.",
        fields=(
            Field(
                name="from",
                type="string",
                text='who sent it, such as "Ann" <sip:1000@example.org>.',
            ),
            Field(name="to", type="string", text='to whom, such as "pjsip:support@example.org".'),
            Field(name="body", type="string", text="the text."),
            Field(
                name="variables",
                type="object",
                text="what else came with it, by name: for SIP its headers, and from where.",
                required=False,
            ),
        ),
        since="12.5",
    ),
)
