"""The operations of /endpoints: phones and lines."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.endpoints import Endpoint
from arinb.ari.objects.perform import one, perform, several
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from arinb.ari.objects.model import Listing


class Endpoints(Resource):
    """What ARI can be asked of endpoints: `ari.endpoints`.

    Parameters: `client`, for its requests.

    Example: `ari.endpoints.list()`
    """

    def list(self) -> Listing[Endpoint]:
        """List all endpoints: phones and lines that can be called.

        Those of pjsip.conf, above all, registered or not. Local channels have no endpoint. (GET
        /endpoints, since Asterisk 12.0.)

        Returns a list of `Endpoint` objects that one can act upon; a notebook shows it as a table.

        Example: `ari.endpoints.list()`
        """
        answer = perform(self._client, "endpoints.list")
        return several(Endpoint, self._client, answer)

    def send_message(
        self,
        to: str,
        from_: str,
        *,
        body: str | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        """Send a text message to an address (SIP: MESSAGE).

        202 says that it was sent; nothing tells whether it arrived or was read. (PUT
        /endpoints/sendMessage, since Asterisk 12.5.)

        Parameters:
            to: who gets it: "pjsip:", with small letters, and an endpoint, "pjsip:1000"; or an
                address by way of an endpoint, "pjsip:1000/sip:ann@example.org".
            from_: who it is from, an address such as "sip:ann@example.org".
            body: the text; empty if it is left out.
            variables: more to send with it: for SIP, headers and their values.

        Raises:
            BadRequest (400): `to` is missing, or one of the variables is not a text.
            NotFound (404): there is no such endpoint, it can't be reached (its phone has not
                registered), or its technology sends no messages.

        Example: `ari.endpoints.send_message("pjsip:1000", "sip:ann@example.org", body="Hello")`
        """
        perform(
            self._client,
            "endpoints.send_message",
            to=to,
            body=body,
            variables=variables,
            **{"from": from_},
        )

    def refer(
        self,
        to: str,
        from_: str,
        refer_to: str,
        *,
        to_self: bool | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        """Ask an address to call somebody else, outside of any call (SIP: REFER).

        202 says that it was sent; nothing tells whether the other side does it. (POST
        /endpoints/refer, since Asterisk 18.20 or 20.5.)

        Parameters:
            to: who gets it: "pjsip:", with small letters, and an endpoint, "pjsip:1000"; or an
                address by way of an endpoint, "pjsip:1000/sip:ann@example.org".
            from_: who it is from, an address such as "sip:ann@example.org".
            refer_to: whom it is to call: an address, "sip:ann@example.org", or an endpoint without
                its technology, "1001".
            to_self: if `refer_to` is an endpoint, whether the call goes to Asterisk itself, rather
                than past it to the address at which that endpoint has registered. Asterisk takes
                False when it is left out.
            variables: more to send with it: headers and their values. One called "display_name" is
                no header but the name that is shown of `refer_to`.

        Raises:
            BadRequest (400): `to` is missing, or one of the variables is not a text.
            NotFound (404): there is no such endpoint, or it or the one of `refer_to` can't be
                reached (its phone has not registered).

        Example: `ari.endpoints.refer("pjsip:1000", "sip:ann@example.org", "1001")`
        """
        perform(
            self._client,
            "endpoints.refer",
            to=to,
            refer_to=refer_to,
            to_self=to_self,
            variables=variables,
            **{"from": from_},
        )

    def list_by_tech(self, tech: str) -> Listing[Endpoint]:
        """List the endpoints of one technology.

        Upper and lower case matter here: "pjsip" gets 404. (GET /endpoints/{tech}, since Asterisk
        12.0.)

        Parameters:
            tech: the technology, such as "PJSIP".

        Returns a list of `Endpoint` objects that one can act upon; a notebook shows it as a table.

        Raises:
            NotFound (404): the technology is not loaded, or has no endpoints.

        Example: `ari.endpoints.list_by_tech("PJSIP")`
        """
        answer = perform(self._client, "endpoints.list_by_tech", tech=tech)
        return several(Endpoint, self._client, answer)

    def get(self, tech: str, resource: str) -> Endpoint:
        """Ask for one endpoint: whether it can be reached, and its channels.

        (GET /endpoints/{tech}/{resource}, since Asterisk 12.0.)

        Parameters:
            tech: the technology, such as "PJSIP".
            resource: the endpoint's name in that technology, such as "1000".

        Returns a `Endpoint` that one can act upon.

        Raises:
            BadRequest (400): does not happen, though described.
            NotFound (404): there is no such endpoint.

        Example: `ari.endpoints.get("PJSIP", "1000").state`
        """
        answer = perform(self._client, "endpoints.get", tech=tech, resource=resource)
        return one(Endpoint, self._client, answer)

    def send_message_to(
        self,
        tech: str,
        resource: str,
        from_: str,
        *,
        body: str | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        """Send a text message to an endpoint (SIP: MESSAGE).

        202 says that it was sent; nothing tells whether it arrived or was read. (PUT
        /endpoints/{tech}/{resource}/sendMessage, since Asterisk 12.5.)

        Parameters:
            tech: the technology, such as "PJSIP".
            resource: the endpoint's name in that technology, such as "1000".
            from_: who it is from, an address such as "sip:ann@example.org".
            body: the text; empty if it is left out.
            variables: more to send with it: for SIP, headers and their values.

        Raises:
            BadRequest (400): one of the variables is not a text.
            NotFound (404): there is no such endpoint, it can't be reached (its phone has not
                registered), or its technology sends no messages.

        Example: `ari.endpoints.send_message_to("PJSIP", "1000", "sip:ann@example.org", body="Hi")`
        """
        perform(
            self._client,
            "endpoints.send_message_to",
            tech=tech,
            resource=resource,
            body=body,
            variables=variables,
            **{"from": from_},
        )

    def refer_to(
        self,
        tech: str,
        resource: str,
        from_: str,
        refer_to: str,
        *,
        to_self: bool | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        """Ask an endpoint to call somebody else, outside of any call (SIP: REFER).

        202 says that it was sent; nothing tells whether the other side does it. (POST
        /endpoints/{tech}/{resource}/refer, since Asterisk 18.20 or 20.5.)

        Parameters:
            tech: the technology, such as "PJSIP".
            resource: the endpoint's name in that technology, such as "1000".
            from_: who it is from, an address such as "sip:ann@example.org".
            refer_to: whom it is to call: an address, "sip:ann@example.org", or an endpoint without
                its technology, "1001".
            to_self: if `refer_to` is an endpoint, whether the call goes to Asterisk itself, rather
                than past it to the address at which that endpoint has registered. Asterisk takes
                False when it is left out.
            variables: more to send with it: headers and their values. One called "display_name" is
                no header but the name that is shown of `refer_to`.

        Raises:
            BadRequest (400): one of the variables is not a text.
            NotFound (404): there is no such endpoint, or it or the one of `refer_to` can't be
                reached (its phone has not registered).

        Example: `ari.endpoints.refer_to("PJSIP", "1000", "sip:ann@example.org", "1001")`
        """
        perform(
            self._client,
            "endpoints.refer_to",
            tech=tech,
            resource=resource,
            refer_to=refer_to,
            to_self=to_self,
            variables=variables,
            **{"from": from_},
        )
