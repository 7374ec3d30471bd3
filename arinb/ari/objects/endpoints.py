"""The models of /endpoints."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.extras import EndpointExtras
from arinb.ari.objects.model import Model
from arinb.ari.objects.perform import described, perform

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar, Self


class Endpoint(EndpointExtras):
    """An endpoint: a phone or a line that can be called.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "resource"
    _scheme: ClassVar[str] = "endpoint"
    _shown: ClassVar[tuple[str, ...]] = ("technology", "resource", "state", "channel_ids")

    @property
    def technology(self) -> str:
        """Its technology, such as "PJSIP"."""
        return self._text("technology")

    @property
    def resource(self) -> str:
        """Its name in that technology, such as "1000"."""
        return self._text("resource")

    @property
    def state(self) -> str | None:
        """Whether it can be reached: offline if its phone has not registered. One of unknown,
        offline, online. It may be missing: None.
        """
        return self._maybe_text("state")

    @property
    def channel_ids(self) -> list[str]:
        """The ids of its channels; empty if it is in no call."""
        return self._items("channel_ids")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /endpoints/{tech}/{resource}), and return it.

        Raises NotFound when it is gone.

        Example: `endpoint.refresh()`
        """
        answer = perform(
            self._client, "endpoints.get", tech=self.technology, resource=self.resource
        )
        return self._renewed(described(Endpoint, answer))

    def send_message(
        self, from_: str, *, body: str | None = None, variables: Mapping[str, Any] | None = None
    ) -> None:
        """Send a text message to an endpoint (SIP: MESSAGE).

        202 says that it was sent; nothing tells whether it arrived or was read. (PUT
        /endpoints/{tech}/{resource}/sendMessage, since Asterisk 12.5.)

        Parameters:
            from_: who it is from, an address such as "sip:ann@example.org".
            body: the text; empty if it is left out.
            variables: more to send with it: for SIP, headers and their values.

        Raises:
            BadRequest (400): one of the variables is not a text.
            NotFound (404): there is no such endpoint, it can't be reached (its phone has not
                registered), or its technology sends no messages.

        Example: `endpoint.send_message("sip:ann@example.org", body="Hi")`
        """
        perform(
            self._client,
            "endpoints.send_message_to",
            tech=self.technology,
            resource=self.resource,
            body=body,
            variables=variables,
            **{"from": from_},
        )

    def refer(
        self,
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

        Example: `endpoint.refer("sip:ann@example.org", "1001")`
        """
        perform(
            self._client,
            "endpoints.refer_to",
            tech=self.technology,
            resource=self.resource,
            refer_to=refer_to,
            to_self=to_self,
            variables=variables,
            **{"from": from_},
        )


class TextMessage(Model):
    """A text message that came outside of a call.

    TextMessageReceived has it, for those who subscribed to the endpoint.

    Since Asterisk 12.5.
    """

    @property
    def from_(self) -> str:
        """Who sent it, such as "Ann" <sip:1000@example.org>."""
        return self._text("from")

    @property
    def to(self) -> str:
        """To whom, such as "pjsip:support@example.org"."""
        return self._text("to")

    @property
    def body(self) -> str:
        """The text."""
        return self._text("body")

    @property
    def variables(self) -> dict[str, Any]:
        """What else came with it, by name: for SIP its headers, and from where. It may be
        missing: {}.
        """
        return self._mapping("variables")
