"""The models of /asterisk."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="BuildInfo",
        resource="asterisk",
        summary="How this Asterisk was built.",
        fields=(
            Field(name="os", type="string", text="the system that it was built on."),
            Field(name="kernel", type="string", text="that system's kernel."),
            Field(name="options", type="string", text="the options that it was built with."),
            Field(name="machine", type="string", text="the processor that it was built for."),
            Field(name="date", type="string", text="when."),
            Field(name="user", type="string", text="by whom."),
        ),
    ),
    Model(
        name="SystemInfo",
        resource="asterisk",
        summary="Which Asterisk this is.",
        fields=(
            Field(name="version", type="string", text='its version, such as "22.10.1".'),
            Field(
                name="entity_id", type="string", text="its id, which events have as `asterisk_id`."
            ),
        ),
    ),
    Model(
        name="SetId",
        resource="asterisk",
        summary="As whom Asterisk runs.",
        fields=(
            Field(name="user", type="string", text="the user; empty where none is set."),
            Field(name="group", type="string", text="the group; empty where none is set."),
        ),
    ),
    Model(
        name="ConfigInfo",
        resource="asterisk",
        summary="What asterisk.conf says.",
        fields=(
            Field(name="name", type="string", text="the name of this Asterisk; often empty."),
            Field(name="default_language", type="string", text="the language of its sounds."),
            Field(
                name="max_channels",
                type="int",
                text="how many channels it has at most; absent where no limit is set.",
                required=False,
            ),
            Field(
                name="max_open_files",
                type="int",
                text="how many files it opens at most; absent where no limit is set.",
                required=False,
            ),
            Field(
                name="max_load",
                type="double",
                text="the load of the machine above which it takes no call; absent for none.",
                required=False,
            ),
            Field(name="setid", type="SetId", text="as whom it runs."),
        ),
    ),
    Model(
        name="StatusInfo",
        resource="asterisk",
        summary="Since when Asterisk runs.",
        fields=(
            Field(name="startup_time", type="Date", text="when it was started."),
            Field(name="last_reload_time", type="Date", text="when it last read its files."),
        ),
    ),
    Model(
        name="AsteriskInfo",
        resource="asterisk",
        summary="What Asterisk says about itself.",
        fields=(
            Field(name="build", type="BuildInfo", text="how it was built.", required=False),
            Field(name="system", type="SystemInfo", text="which Asterisk it is.", required=False),
            Field(
                name="config", type="ConfigInfo", text="what asterisk.conf says.", required=False
            ),
            Field(name="status", type="StatusInfo", text="since when it runs.", required=False),
        ),
    ),
    Model(
        name="AsteriskPing",
        resource="asterisk",
        summary="The answer to a ping.",
        fields=(
            Field(name="asterisk_id", type="string", text="the Asterisk that answers."),
            Field(name="ping", type="string", text='always "pong".'),
            Field(name="timestamp", type="string", text="when it answered."),
        ),
        since="13.25/16.2",
    ),
    Model(
        name="Variable",
        resource="asterisk",
        summary="The value of a variable.",
        fields=(Field(name="value", type="string", text="the value, a text."),),
    ),
    Model(
        name="Variables",
        resource="asterisk",
        summary="The values of several variables.",
        fields=(Field(name="variables", type="object", text="the values by name."),),
        since="20.20/22.10/23.4",
    ),
    Model(
        name="ConfigTuple",
        resource="asterisk",
        summary="One attribute of an object of the configuration.",
        fields=(
            Field(name="attribute", type="string", text="its name."),
            Field(name="value", type="string", text="its value, a text."),
        ),
        since="13.5",
    ),
)
