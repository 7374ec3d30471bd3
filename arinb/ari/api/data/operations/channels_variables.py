"""The operations of /channels: their variables."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import (
    CHANNEL,
    NO_CHANNEL,
    NOT_IN_STASIS,
    VARIABLE_NAMES,
    VARIABLES_TO_SET,
)
from arinb.ari.api.description import Operation, Parameter

READ_OUTSIDE = (
    "the channel is not in a Stasis application, says Asterisk's description; in fact it can be "
    "read all the same."
)

VARIABLE = Parameter(
    name="variable",
    text='its name, or a dialplan function such as "CALLERID(num)"; upper and lower case matter.',
    required=True,
)

OPERATIONS = (
    Operation(
        name="channels.get_variable",
        nickname="getChannelVar",
        method="GET",
        path="/channels/{channelId}/variable",
        summary="Read a variable of a channel.",
        details="A function that does not exist or can not be read here gets 500. The channel need "
        "not be in an application.",
        parameters=(CHANNEL, VARIABLE),
        returns="Variable",
        statuses=(200,),
        errors={
            400: "no variable is named.",
            404: "there is no such channel, or it has no such variable.",
            409: READ_OUTSIDE,
        },
        on_object="get_variable",
        example='ari.channels.get_variable(channel, "CALLERID(num)")',
    ),
    Operation(
        name="channels.set_variable",
        nickname="setChannelVar",
        method="POST",
        path="/channels/{channelId}/variable",
        summary="Set a variable of a channel.",
        details="ChannelVarset follows for a variable; a function that does not exist gets 204 all "
        "the same. From 20.20, 22.10 and 23.4 on the answer waits for what the channel does: a "
        "playback or a recording.",
        parameters=(
            CHANNEL,
            VARIABLE,
            Parameter(
                name="value",
                positional=True,
                text="its new value, a text; left out, the variable is removed.",
            ),
            Parameter(
                name="report_events",
                text="whether each event about the channel has it from now on, in `channelvars`.",
                type="boolean",
                default=False,
                since="20.20/22.10/23.4",
            ),
        ),
        errors={
            400: "no variable is named, or it can not be set.",
            404: NO_CHANNEL,
            409: NOT_IN_STASIS,
        },
        on_object="set_variable",
        example='ari.channels.set_variable(channel, "LANG", value="en")',
    ),
    Operation(
        name="channels.get_variables",
        nickname="getChannelVars",
        method="GET",
        path="/channels/{channelId}/variables",
        summary="Read several variables of a channel at once.",
        details="All or none: for one that is not set, the whole answer is 404. The channel need "
        "not be in an application.",
        parameters=(CHANNEL, VARIABLE_NAMES),
        returns="Variables",
        statuses=(200,),
        errors={
            400: "no variable is named.",
            404: "there is no such channel, or it lacks one of these variables.",
            409: READ_OUTSIDE,
        },
        since="20.20/22.10/23.4",
        on_object="get_variables",
        example='ari.channels.get_variables(channel, ["LANG", "CALLERID(num)"])',
    ),
    Operation(
        name="channels.set_variables",
        nickname="setChannelVars",
        method="POST",
        path="/channels/{channelId}/variables",
        summary="Set several variables of a channel at once.",
        details="ChannelVarset follows for each. The answer waits for what the channel does: a "
        "playback or a recording.",
        parameters=(CHANNEL, VARIABLES_TO_SET),
        errors={
            400: "there are no variables, or a value is no text.",
            404: NO_CHANNEL,
            409: NOT_IN_STASIS,
        },
        since="20.20/22.10/23.4",
        on_object="set_variables",
        example='ari.channels.set_variables(channel, {"LANG": "en", "VIP": "yes"})',
    ),
)
