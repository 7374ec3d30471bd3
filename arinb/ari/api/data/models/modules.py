"""The models of /asterisk/modules and /asterisk/logging."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="Module",
        resource="asterisk",
        summary="A module of Asterisk: a part that can be loaded, such as a codec.",
        fields=(
            Field(name="name", type="string", text='its file, such as "res_ari.so".'),
            Field(name="description", type="string", text="what it brings."),
            Field(name="use_count", type="int", text="how often it is in use now."),
            Field(
                name="status", type="string", text='whether it runs: "Running" or "Not Running".'
            ),
            Field(
                name="support_level",
                type="string",
                text='who looks after it: "core", "extended", ….',
            ),
        ),
        since="13.5",
    ),
    Model(
        name="LogChannel",
        resource="asterisk",
        summary="A log that Asterisk writes.",
        fields=(
            Field(
                name="channel",
                type="string",
                text='the path of its file, "syslog.<facility>", or empty for the console.',
            ),
            Field(name="type", type="string", text='what it is: "File", "Console", "Syslog".'),
            Field(
                name="status", type="string", text='whether it is written: "Enabled" or "Disabled".'
            ),
            Field(
                name="configuration",
                type="string",
                text="the levels that it holds, in capitals, separated by blanks.",
            ),
        ),
        since="13.6",
    ),
)
