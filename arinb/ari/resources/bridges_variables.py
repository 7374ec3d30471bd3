"""The operations of /bridges: their variables."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import perform, value_in, values_in
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from arinb.ari.objects.bridges import Bridge


class BridgesVariables(Resource):
    """A part of `ari.bridges`: their variables.

    Parameters: `client`, for its requests.

    Example: `ari.bridges.get_variable(bridge, "TOPIC")`
    """

    def get_variable(self, bridge: Bridge | str, variable: str) -> str:
        """Read a variable of a bridge.

        A dialplan function is not read here, although Asterisk's description says so;
        `get_variables` does that. (GET /bridges/{bridgeId}/variable, since Asterisk 20.20, 22.10 or
        23.4.)

        Parameters:
            bridge: the bridge, or its id.
            variable: its name; upper and lower case matter.

        Returns the value, a text.

        Raises:
            BadRequest (400): no variable is named.
            NotFound (404): there is no such bridge, or it has no such variable.
            Conflict (409): the bridge is not ARI's: the dialplan or Asterisk itself made it.

        Example: `ari.bridges.get_variable(bridge, "TOPIC")`
        """
        return value_in(
            perform(self._client, "bridges.get_variable", bridgeId=bridge, variable=variable)
        )

    def set_variable(
        self,
        bridge: Bridge | str,
        variable: str,
        value: str | None = None,
        *,
        report_events: bool | None = None,
    ) -> None:
        """Set a variable of a bridge, or take it away.

        No event tells of it. (POST /bridges/{bridgeId}/variable, since Asterisk 20.20, 22.10 or
        23.4.)

        Parameters:
            bridge: the bridge, or its id.
            variable: its name; upper and lower case matter.
            value: its new value, a text; left out, the variable is gone.
            report_events: whether ARI shows it in `bridgevars` of the bridge, in events, too. A
                later change that does not ask for it again ends it. Asterisk takes False when it is
                left out.

        Raises:
            BadRequest (400): no variable is named.
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): the bridge is not ARI's: the dialplan or Asterisk itself made it.

        Example: `ari.bridges.set_variable(bridge, "TOPIC", value="lunch")`
        """
        perform(
            self._client,
            "bridges.set_variable",
            bridgeId=bridge,
            variable=variable,
            value=value,
            report_events=report_events,
        )

    def get_variables(self, bridge: Bridge | str, variables: str | Sequence[str]) -> dict[str, Any]:
        """Read several variables of a bridge at once.

        If one of them is missing, the answer is 404, without the others. (GET
        /bridges/{bridgeId}/variables, since Asterisk 20.20, 22.10 or 23.4.)

        Parameters:
            bridge: the bridge, or its id.
            variables: their names; dialplan functions such as "GLOBAL(COMPANY)" can be among them.

        Returns the values by name.

        Raises:
            BadRequest (400): no variable is named.
            NotFound (404): there is no such bridge, it is not ARI's, or it lacks one of these
                variables.
            Conflict (409): does not happen, though described: a bridge that is not ARI's gets 404
                here.

        Example: `ari.bridges.get_variables(bridge, ["TOPIC", "ROOM"])`
        """
        return values_in(
            perform(self._client, "bridges.get_variables", bridgeId=bridge, variables=variables)
        )

    def set_variables(self, bridge: Bridge | str, variables: Mapping[str, Any]) -> None:
        """Set several variables of a bridge at once.

        Those that are not named stay as they are. No event tells of it. (POST
        /bridges/{bridgeId}/variables, since Asterisk 20.20, 22.10 or 23.4.)

        Parameters:
            bridge: the bridge, or its id.
            variables: names and values; a value is a text, or {"value": …, "report_events": True}.

        Raises:
            BadRequest (400): there are no variables, or a value is no text.
            NotFound (404): there is no such bridge, or it is not ARI's.
            Conflict (409): does not happen, though described: a bridge that is not ARI's gets 404
                here.

        Example: `ari.bridges.set_variables(bridge, {"TOPIC": "lunch"})`
        """
        perform(self._client, "bridges.set_variables", bridgeId=bridge, variables=variables)
