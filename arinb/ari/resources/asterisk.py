"""The operations of /asterisk: the server itself, its variables and its configuration."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.asterisk import AsteriskInfo, AsteriskPing, ConfigTuple
from arinb.ari.objects.perform import one, perform, several, value_in
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Literal

    from arinb.ari.objects.model import Listing


class Configuration(Resource):
    """What ARI can be asked of asterisk config: `ari.asterisk.config`.

    Parameters: `client`, for its requests.

    Example: `ari.asterisk.config.get("res_pjsip", "endpoint", "1000")`
    """

    def get(self, config_class: str, object_type: str, id: str) -> Listing[ConfigTuple]:
        """Read one object of the configuration that can change while Asterisk runs.

        (GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}, since Asterisk 13.5.)

        Parameters:
            config_class: the kind of configuration, such as "res_pjsip".
            object_type: the type of object, such as "endpoint", "auth" or "aor".
            id: its name.

        Returns a list of `ConfigTuple` objects; a notebook shows it as a table.

        Raises:
            NotFound (404): there is no such kind, type or object.

        Example: `ari.asterisk.config.get("res_pjsip", "endpoint", "1000")`
        """
        answer = perform(
            self._client,
            "asterisk.config.get",
            configClass=config_class,
            objectType=object_type,
            id=id,
        )
        return several(ConfigTuple, self._client, answer)

    def update(
        self,
        config_class: str,
        object_type: str,
        id: str,
        fields: Mapping[str, Any] | Sequence[Mapping[str, str]] | None = None,
    ) -> Listing[ConfigTuple]:
        """Write an object of the configuration: it is made, or changed.

        sorcery.conf has to say that such objects may be written; by default they come from files,
        and it is refused with 403. (PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id},
        since Asterisk 13.5.)

        Parameters:
            config_class: the kind of configuration, such as "res_pjsip".
            object_type: the type of object, such as "endpoint", "auth" or "aor".
            id: its name.
            fields: attributes and their values: {"max_contacts": "1"}, or a list of {"attribute":
                …, "value": …}.

        Returns a list of `ConfigTuple` objects; a notebook shows it as a table.

        Raises:
            BadRequest (400): a value or an attribute is not one that this type of object takes, or
                there are no fields for an object that exists.
            Forbidden (403): objects of this type can not be written.
            NotFound (404): there is no such kind or type.

        Example: `ari.asterisk.config.update("res_pjsip", "aor", "7", fields={"max_contacts": "1"})`
        """
        answer = perform(
            self._client,
            "asterisk.config.update",
            configClass=config_class,
            objectType=object_type,
            id=id,
            fields=fields,
        )
        return several(ConfigTuple, self._client, answer)

    def delete(self, config_class: str, object_type: str, id: str) -> None:
        """Delete an object of the configuration.

        (DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}, since Asterisk 13.5.)

        Parameters:
            config_class: the kind of configuration, such as "res_pjsip".
            object_type: the type of object, such as "endpoint", "auth" or "aor".
            id: its name.

        Raises:
            Forbidden (403): objects of this type can not be written.
            NotFound (404): there is no such kind, type or object.

        Example: `ari.asterisk.config.delete("res_pjsip", "aor", "1000")`
        """
        perform(
            self._client,
            "asterisk.config.delete",
            configClass=config_class,
            objectType=object_type,
            id=id,
        )


class Asterisk(Resource):
    """What ARI can be asked of asterisk: `ari.asterisk`.

    Parameters: `client`, for its requests.

    Example: `ari.asterisk.info().system.version`
    """

    def info(
        self,
        *,
        only: Literal["build", "system", "config", "status"]
        | Sequence[Literal["build", "system", "config", "status"]]
        | None = None,
    ) -> AsteriskInfo:
        """Ask Asterisk about itself: version, build, configuration, times.

        (GET /asterisk/info, since Asterisk 12.0.)

        Parameters:
            only: the parts that are wanted; all if it is left out.

        Returns a `AsteriskInfo`.

        Example: `ari.asterisk.info().system.version`
        """
        answer = perform(self._client, "asterisk.info", only=only)
        return one(AsteriskInfo, self._client, answer)

    def ping(self) -> AsteriskPing:
        """See whether Asterisk answers.

        (GET /asterisk/ping, since Asterisk 13.25 or 16.2.)

        Returns a `AsteriskPing`.

        Example: `ari.asterisk.ping().ping`
        """
        answer = perform(self._client, "asterisk.ping")
        return one(AsteriskPing, self._client, answer)

    def get_variable(self, variable: str) -> str:
        """Read a global variable.

        One that is not set reads as an empty text, and so does a dialplan function. (GET
        /asterisk/variable, since Asterisk 12.0.)

        Parameters:
            variable: its name.

        Returns the value, a text.

        Raises:
            BadRequest (400): no variable is named.

        Example: `ari.asterisk.get_variable("TRUNK")`
        """
        return value_in(perform(self._client, "asterisk.get_variable", variable=variable))

    def set_variable(self, variable: str, value: str | None = None) -> None:
        """Set a global variable.

        Every call sees it, and it is gone when Asterisk ends. A dialplan function such as GLOBAL(x)
        is called; one that fails or is blocked is only told to the log, after 204. (POST
        /asterisk/variable, since Asterisk 12.0.)

        Parameters:
            variable: its name.
            value: its new value, a text; left out, it becomes empty.

        Raises:
            BadRequest (400): no variable is named.

        Example: `ari.asterisk.set_variable("TRUNK", value="PJSIP/provider")`
        """
        perform(self._client, "asterisk.set_variable", variable=variable, value=value)
