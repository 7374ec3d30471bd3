"""The model of /mailboxes."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="Mailbox",
        resource="mailboxes",
        summary="How many messages a mailbox has.",
        fields=(
            Field(name="name", type="string", text='its name, such as "1000@default".'),
            Field(name="old_messages", type="int", text="how many have been heard."),
            Field(name="new_messages", type="int", text="how many have not."),
        ),
        since="12.1",
    ),
)
