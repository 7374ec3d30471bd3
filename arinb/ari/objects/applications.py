"""The model of /applications."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import described, one, perform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, ClassVar, Self


class Application(Live):
    """A Stasis application: a program that is connected, and what it is told about.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "name"
    _shown: ClassVar[tuple[str, ...]] = (
        "name",
        "channel_ids",
        "bridge_ids",
        "endpoint_ids",
        "device_names",
    )

    @property
    def name(self) -> str:
        """Its name, as in Stasis(…)."""
        return self._text("name")

    @property
    def channel_ids(self) -> list[str]:
        """The ids of the channels that it is told about."""
        return self._items("channel_ids")

    @property
    def bridge_ids(self) -> list[str]:
        """The ids of the bridges that it is told about."""
        return self._items("bridge_ids")

    @property
    def endpoint_ids(self) -> list[str]:
        """The endpoints that it is told about, as technology/name."""
        return self._items("endpoint_ids")

    @property
    def device_names(self) -> list[str]:
        """The devices whose states it is told."""
        return self._items("device_names")

    @property
    def events_allowed(self) -> list[dict[str, Any]]:
        """The only types of events that it gets; empty for all. Since Asterisk 13.26 or 16.3."""
        return self._items("events_allowed")

    @property
    def events_disallowed(self) -> list[dict[str, Any]]:
        """The types of events that it does not get. Since Asterisk 13.26 or 16.3."""
        return self._items("events_disallowed")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /applications/{applicationName}), and return it.

        Raises NotFound when it is gone.

        Example: `application.refresh()`
        """
        answer = perform(self._client, "applications.get", applicationName=self)
        return self._renewed(described(Application, answer))

    def subscribe(self, event_source: Live | str | Sequence[Live | str]) -> Application:
        """Be told about more: events of channels, bridges, endpoints or devices.

        A channel that enters an application is subscribed to by itself, until it leaves.
        Subscriptions to channels, bridges and endpoints are counted: after two it takes two times
        `unsubscribe`. Of several, those before a wrong one stay subscribed. (POST
        /applications/{applicationName}/subscription, since Asterisk 12.0.)

        Parameters:
            event_source: what to be told about: a channel, a bridge, an endpoint or a device state,
                or several as a list; as text "channel:<id>", "bridge:<id>",
                "endpoint:<technology>/<name>", "deviceState:<name>", where no id means all.

        Returns a `Application` that one can act upon.

        Raises:
            BadRequest (400): the kind before the colon is none, or nothing is named.
            NotFound (404): there is no application of that name: nobody is connected as it, and it
                has no subscription.
            Unprocessable (422): what is named does not exist.

        Example: `application.subscribe(channel)`
        """
        answer = perform(
            self._client, "applications.subscribe", applicationName=self, eventSource=event_source
        )
        return one(Application, self._client, answer)

    def unsubscribe(self, event_source: Live | str | Sequence[Live | str]) -> Application:
        """Be told no more about something.

        What was subscribed to as a whole ("channel:") ends by the name that the application shows
        for it ("channel:__AST_CHANNEL_ALL_TOPIC"); without a name it is answered with 501, except
        for "deviceState:". (DELETE /applications/{applicationName}/subscription, since Asterisk
        12.0.)

        Parameters:
            event_source: what not to be told about any more: a channel, a bridge, an endpoint or a
                device state, or several as a list; as text "channel:<id>", "bridge:<id>",
                "endpoint:<technology>/<name>", "deviceState:<name>".

        Returns a `Application` that one can act upon.

        Raises:
            BadRequest (400): the kind before the colon is none, or nothing is named.
            NotFound (404): there is no application of that name: nobody is connected as it, and it
                has no subscription.
            Conflict (409): described by Asterisk, but not sent: 422 comes instead.
            Unprocessable (422): the application is not subscribed to what is named.

        Example: `application.unsubscribe(channel)`
        """
        answer = perform(
            self._client, "applications.unsubscribe", applicationName=self, eventSource=event_source
        )
        return one(Application, self._client, answer)

    def filter(self, filter: Mapping[str, Any] | None = None) -> Application:
        """Choose which types of events an application gets.

        What is disallowed goes before what is allowed; a list that is left out stays as it was, and
        {} lets all come again. No name of a type is checked, and the filter is forgotten with the
        application. (PUT /applications/{applicationName}/eventFilter, since Asterisk 13.26 or
        16.3.)

        Parameters:
            filter: types by list: {"allowed": [{"type": "StasisStart"}], "disallowed": […]}; an
                empty list takes its own back.

        Returns a `Application` that one can act upon.

        Raises:
            BadRequest (400): it is not written like that: each entry has a "type".
            NotFound (404): there is no application of that name: nobody is connected as it, and it
                has no subscription.

        Example: `application.filter(filter={"allowed": [{"type": "Dial"}]})`
        """
        answer = perform(self._client, "applications.filter", applicationName=self, filter=filter)
        return one(Application, self._client, answer)
