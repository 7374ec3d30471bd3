"""The operations of /bridges: their variables."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import BRIDGE, NO_BRIDGE, VARIABLES_TO_SET
from arinb.ari.api.description import Operation, Parameter

NOT_OF_STASIS = "the bridge is not ARI's: the dialplan or Asterisk itself made it."
NOT_OF_STASIS_404 = "does not happen, though described: a bridge that is not ARI's gets 404 here."
VARIABLE = Parameter(name="variable", text="its name; upper and lower case matter.", required=True)

OPERATIONS = (
    Operation(
        name="bridges.get_variable",
        nickname="getBridgeVar",
        method="GET",
        path="/bridges/{bridgeId}/variable",
        summary="Read a variable of a bridge.",
        details="A dialplan function is not read here, although Asterisk's description says so; "
        "`get_variables` does that.",
        parameters=(BRIDGE, VARIABLE),
        returns="Variable",
        statuses=(200,),
        errors={
            400: "no variable is named.",
            404: "there is no such bridge, or it has no such variable.",
            409: NOT_OF_STASIS,
        },
        since="20.20/22.10/23.4",
        on_object="get_variable",
        example='ari.bridges.get_variable(bridge, "TOPIC")',
    ),
    Operation(
        name="bridges.set_variable",
        nickname="setBridgeVar",
        method="POST",
        path="/bridges/{bridgeId}/variable",
        summary="Set a variable of a bridge, or take it away.",
        details="No event tells of it.",
        parameters=(
            BRIDGE,
            VARIABLE,
            Parameter(
                name="value",
                positional=True,
                text="its new value, a text; left out, the variable is gone.",
            ),
            Parameter(
                name="report_events",
                text="whether ARI shows it in `bridgevars` of the bridge, in events, too. A later "
                "change that does not ask for it again ends it.",
                type="boolean",
                default=False,
            ),
        ),
        errors={400: "no variable is named.", 404: NO_BRIDGE, 409: NOT_OF_STASIS},
        since="20.20/22.10/23.4",
        on_object="set_variable",
        example='ari.bridges.set_variable(bridge, "TOPIC", value="lunch")',
    ),
    Operation(
        name="bridges.get_variables",
        nickname="getBridgeVars",
        method="GET",
        path="/bridges/{bridgeId}/variables",
        summary="Read several variables of a bridge at once.",
        details="If one of them is missing, the answer is 404, without the others.",
        parameters=(
            BRIDGE,
            Parameter(
                name="variables",
                text='their names; dialplan functions such as "GLOBAL(COMPANY)" can be among them.',
                required=True,
                many=True,
            ),
        ),
        returns="Variables",
        statuses=(200,),
        errors={
            400: "no variable is named.",
            404: "there is no such bridge, it is not ARI's, or it lacks one of these variables.",
            409: NOT_OF_STASIS_404,
        },
        since="20.20/22.10/23.4",
        on_object="get_variables",
        example='ari.bridges.get_variables(bridge, ["TOPIC", "ROOM"])',
    ),
    Operation(
        name="bridges.set_variables",
        nickname="setBridgeVars",
        method="POST",
        path="/bridges/{bridgeId}/variables",
        summary="Set several variables of a bridge at once.",
        details="Those that are not named stay as they are. No event tells of it.",
        parameters=(BRIDGE, VARIABLES_TO_SET),
        errors={
            400: "there are no variables, or a value is no text.",
            404: "there is no such bridge, or it is not ARI's.",
            409: NOT_OF_STASIS_404,
        },
        since="20.20/22.10/23.4",
        on_object="set_variables",
        example='ari.bridges.set_variables(bridge, {"TOPIC": "lunch"})',
    ),
)
