"""What travels over the WebSocket, and what events hold."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from functools import cached_property

from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.model import Model


class ContactInfo(Model):
    """Where a phone registered from, and whether it can be reached there.

    Since Asterisk 13.6.
    """

    @property
    def uri(self) -> str:
        """Its address."""
        return self._text("uri")

    @property
    def contact_status(self) -> str:
        """Whether it can be reached. One of Unreachable, Reachable, Unknown, NonQualified,
        Removed.
        """
        return self._text("contact_status")

    @property
    def aor(self) -> str:
        """The address of record that it belongs to."""
        return self._text("aor")

    @property
    def roundtrip_usec(self) -> str | None:
        """The time there and back, in microseconds. It may be missing: None."""
        return self._maybe_text("roundtrip_usec")


class Peer(Model):
    """How the other end of an endpoint is doing.

    PJSIP tells only `peer_status`; IAX2 tells more, `port` and `time` as numbers.

    Since Asterisk 13.6.
    """

    @property
    def peer_status(self) -> str:
        """One of "Reachable", "Unreachable", "Registered", "Unregistered" or "Lagged"."""
        return self._text("peer_status")

    @property
    def cause(self) -> str | None:
        """Why. It may be missing: None."""
        return self._maybe_text("cause")

    @property
    def address(self) -> str | None:
        """Its address. It may be missing: None."""
        return self._maybe_text("address")

    @property
    def port(self) -> str | None:
        """Its port. It may be missing: None."""
        return self._maybe_text("port")

    @property
    def time(self) -> str | None:
        """The time that it took to answer, in milliseconds. It may be missing: None."""
        return self._maybe_text("time")


class ReferTo(Model):
    """To whom a call shall be transferred.

    Since Asterisk 20.13, 21.8 or 22.3.
    """

    @cached_property
    def requested_destination(self) -> RequiredDestination:
        """What the phone asked for."""
        return self._made(RequiredDestination, "requested_destination")

    @cached_property
    def destination_channel(self) -> Channel | None:
        """The channel that it asked for, where it is one of this Asterisk. It may be missing:
        None.
        """
        return self._maybe_made(Channel, "destination_channel")

    @cached_property
    def connected_channel(self) -> Channel | None:
        """Who is connected with that channel. It may be missing: None."""
        return self._maybe_made(Channel, "connected_channel")

    @cached_property
    def bridge(self) -> Bridge | None:
        """The bridge in which that channel is. It may be missing: None."""
        return self._maybe_made(Bridge, "bridge")


class ReferredBy(Model):
    """Who asks for a transfer.

    Since Asterisk 20.13, 21.8 or 22.3.
    """

    @cached_property
    def source_channel(self) -> Channel:
        """The channel of the phone that asks."""
        return self._made(Channel, "source_channel")

    @cached_property
    def connected_channel(self) -> Channel | None:
        """Who is connected with it. It may be missing: None."""
        return self._maybe_made(Channel, "connected_channel")

    @cached_property
    def bridge(self) -> Bridge | None:
        """The bridge in which it is. It may be missing: None."""
        return self._maybe_made(Bridge, "bridge")


class RequiredDestination(Model):
    """What a phone asked for when it asked for a transfer.

    Since Asterisk 20.13, 21.8 or 22.3.
    """

    @property
    def protocol_id(self) -> str | None:
        """For a transfer to a call that exists, that call's id in its technology. It may be
        missing: None.
        """
        return self._maybe_text("protocol_id")

    @property
    def destination(self) -> str | None:
        """The extension that was asked for. It may be missing: None."""
        return self._maybe_text("destination")

    @cached_property
    def additional_protocol_params(self) -> list[AdditionalParam]:
        """What else the technology said. It may be missing: []."""
        return self._all_made(AdditionalParam, "additional_protocol_params")


class AdditionalParam(Model):
    """A name and a value that a technology added.

    Since Asterisk 20.13, 21.8 or 22.3.
    """

    @property
    def parameter_name(self) -> str:
        """The name."""
        return self._text("parameter_name")

    @property
    def parameter_value(self) -> str:
        """The value."""
        return self._text("parameter_value")


class RESTHeader(Model):
    """A header of a request over the WebSocket.

    Since Asterisk 20.14, 21.9 or 22.4.
    """

    @property
    def name(self) -> str:
        """Its name."""
        return self._text("name")

    @property
    def value(self) -> str:
        """Its value."""
        return self._text("value")


class RESTQueryStringParameter(Model):
    """A parameter of a request over the WebSocket.

    Since Asterisk 20.14, 21.9 or 22.4.
    """

    @property
    def name(self) -> str:
        """Its name."""
        return self._text("name")

    @property
    def value(self) -> str:
        """Its value."""
        return self._text("value")


class RESTRequest(Model):
    """A request over the WebSocket, in the place of one over HTTP.

    RESTResponse answers it.

    Since Asterisk 20.14, 21.9 or 22.4.
    """

    @property
    def type(self) -> str:
        """Always "RESTRequest"."""
        return self._text("type")

    @property
    def transaction_id(self) -> str:
        """An id of your own for requests that belong together; may be left out."""
        return self._text("transaction_id")

    @property
    def request_id(self) -> str:
        """An id of your own for this one; may be left out."""
        return self._text("request_id")

    @property
    def method(self) -> str:
        """The HTTP method, such as "GET"."""
        return self._text("method")

    @property
    def uri(self) -> str:
        """The path below /ari, without a slash at its beginning; may carry a query."""
        return self._text("uri")

    @property
    def content_type(self) -> str | None:
        """The type of the body, such as application/json. It may be missing: None."""
        return self._maybe_text("content_type")

    @cached_property
    def query_strings(self) -> list[RESTQueryStringParameter]:
        """Parameters. It may be missing: []."""
        return self._all_made(RESTQueryStringParameter, "query_strings")

    @property
    def message_body(self) -> str | None:
        """The body, as text. It may be missing: None."""
        return self._maybe_text("message_body")
