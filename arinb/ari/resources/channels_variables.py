"""The operations of /channels: their variables."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import perform, value_in, values_in
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from arinb.ari.objects.channels import Channel


class ChannelsVariables(Resource):
    """A part of `ari.channels`: their variables.

    Parameters: `client`, for its requests.

    Example: `ari.channels.get_variable(channel, "CALLERID(num)")`
    """

    def get_variable(self, channel: Channel | str, variable: str) -> str:
        """Read a variable of a channel.

        A function that does not exist or can not be read here gets 500. The channel need not be in
        an application. (GET /channels/{channelId}/variable, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            variable: its name, or a dialplan function such as "CALLERID(num)"; upper and lower case
                matter.

        Returns the value, a text.

        Raises:
            BadRequest (400): no variable is named.
            NotFound (404): there is no such channel, or it has no such variable.
            Conflict (409): the channel is not in a Stasis application, says Asterisk's description;
                in fact it can be read all the same.

        Example: `ari.channels.get_variable(channel, "CALLERID(num)")`
        """
        return value_in(
            perform(self._client, "channels.get_variable", channelId=channel, variable=variable)
        )

    def set_variable(
        self,
        channel: Channel | str,
        variable: str,
        value: str | None = None,
        *,
        report_events: bool | None = None,
    ) -> None:
        """Set a variable of a channel.

        ChannelVarset follows for a variable; a function that does not exist gets 204 all the same.
        From 20.20, 22.10 and 23.4 on the answer waits for what the channel does: a playback or a
        recording. (POST /channels/{channelId}/variable, since Asterisk 12.0.)

        Parameters:
            channel: the channel, or its id.
            variable: its name, or a dialplan function such as "CALLERID(num)"; upper and lower case
                matter.
            value: its new value, a text; left out, the variable is removed.
            report_events: whether each event about the channel has it from now on, in
                `channelvars`. Asterisk takes False when it is left out. Since Asterisk 20.20, 22.10
                or 23.4.

        Raises:
            BadRequest (400): no variable is named, or it can not be set.
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.

        Example: `ari.channels.set_variable(channel, "LANG", value="en")`
        """
        perform(
            self._client,
            "channels.set_variable",
            channelId=channel,
            variable=variable,
            value=value,
            report_events=report_events,
        )

    def get_variables(
        self, channel: Channel | str, variables: str | Sequence[str]
    ) -> dict[str, Any]:
        """Read several variables of a channel at once.

        All or none: for one that is not set, the whole answer is 404. The channel need not be in an
        application. (GET /channels/{channelId}/variables, since Asterisk 20.20, 22.10 or 23.4.)

        Parameters:
            channel: the channel, or its id.
            variables: their names.

        Returns the values by name.

        Raises:
            BadRequest (400): no variable is named.
            NotFound (404): there is no such channel, or it lacks one of these variables.
            Conflict (409): the channel is not in a Stasis application, says Asterisk's description;
                in fact it can be read all the same.

        Example: `ari.channels.get_variables(channel, ["LANG", "CALLERID(num)"])`
        """
        return values_in(
            perform(self._client, "channels.get_variables", channelId=channel, variables=variables)
        )

    def set_variables(self, channel: Channel | str, variables: Mapping[str, Any]) -> None:
        """Set several variables of a channel at once.

        ChannelVarset follows for each. The answer waits for what the channel does: a playback or a
        recording. (POST /channels/{channelId}/variables, since Asterisk 20.20, 22.10 or 23.4.)

        Parameters:
            channel: the channel, or its id.
            variables: names and values; a value is a text, or {"value": …, "report_events": True}.

        Raises:
            BadRequest (400): there are no variables, or a value is no text.
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.

        Example: `ari.channels.set_variables(channel, {"LANG": "en", "VIP": "yes"})`
        """
        perform(self._client, "channels.set_variables", channelId=channel, variables=variables)
