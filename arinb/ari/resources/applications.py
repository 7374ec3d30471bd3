"""The operations of /applications: who is connected, and what each is told about."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.applications import Application
from arinb.ari.objects.perform import one, perform, several
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from arinb.ari.objects.model import Listing, Live


class Applications(Resource):
    """What ARI can be asked of applications: `ari.applications`.

    Parameters: `client`, for its requests.

    Example: `ari.applications.list()`
    """

    def list(self) -> Listing[Application]:
        """List all applications: who is connected, and what each is told about.

        (GET /applications, since Asterisk 12.0.)

        Returns a list of `Application` objects that one can act upon; a notebook shows it as a
            table.

        Example: `ari.applications.list()`
        """
        answer = perform(self._client, "applications.list")
        return several(Application, self._client, answer)

    def get(self, application: Application | str) -> Application:
        """Ask for one application: what it is told about.

        (GET /applications/{applicationName}, since Asterisk 12.0.)

        Parameters:
            application: the application, or its name.

        Returns a `Application` that one can act upon.

        Raises:
            NotFound (404): there is no application of that name: nobody is connected as it, and it
                has no subscription.

        Example: `ari.applications.get("hello-world").channel_ids`
        """
        answer = perform(self._client, "applications.get", applicationName=application)
        return one(Application, self._client, answer)

    def subscribe(
        self, application: Application | str, event_source: Live | str | Sequence[Live | str]
    ) -> Application:
        """Be told about more: events of channels, bridges, endpoints or devices.

        A channel that enters an application is subscribed to by itself, until it leaves.
        Subscriptions to channels, bridges and endpoints are counted: after two it takes two times
        `unsubscribe`. Of several, those before a wrong one stay subscribed. (POST
        /applications/{applicationName}/subscription, since Asterisk 12.0.)

        Parameters:
            application: the application, or its name.
            event_source: what to be told about: a channel, a bridge, an endpoint or a device state,
                or several as a list; as text "channel:<id>", "bridge:<id>",
                "endpoint:<technology>/<name>", "deviceState:<name>", where no id means all.

        Returns a `Application` that one can act upon.

        Raises:
            BadRequest (400): the kind before the colon is none, or nothing is named.
            NotFound (404): there is no application of that name: nobody is connected as it, and it
                has no subscription.
            Unprocessable (422): what is named does not exist.

        Example: `ari.applications.subscribe("hello-world", channel)`
        """
        answer = perform(
            self._client,
            "applications.subscribe",
            applicationName=application,
            eventSource=event_source,
        )
        return one(Application, self._client, answer)

    def unsubscribe(
        self, application: Application | str, event_source: Live | str | Sequence[Live | str]
    ) -> Application:
        """Be told no more about something.

        What was subscribed to as a whole ("channel:") ends by the name that the application shows
        for it ("channel:__AST_CHANNEL_ALL_TOPIC"); without a name it is answered with 501, except
        for "deviceState:". (DELETE /applications/{applicationName}/subscription, since Asterisk
        12.0.)

        Parameters:
            application: the application, or its name.
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

        Example: `ari.applications.unsubscribe("hello-world", channel)`
        """
        answer = perform(
            self._client,
            "applications.unsubscribe",
            applicationName=application,
            eventSource=event_source,
        )
        return one(Application, self._client, answer)

    def filter(
        self, application: Application | str, filter: Mapping[str, Any] | None = None
    ) -> Application:
        """Choose which types of events an application gets.

        What is disallowed goes before what is allowed; a list that is left out stays as it was, and
        {} lets all come again. No name of a type is checked, and the filter is forgotten with the
        application. (PUT /applications/{applicationName}/eventFilter, since Asterisk 13.26 or
        16.3.)

        Parameters:
            application: the application, or its name.
            filter: types by list: {"allowed": [{"type": "StasisStart"}], "disallowed": […]}; an
                empty list takes its own back.

        Returns a `Application` that one can act upon.

        Raises:
            BadRequest (400): it is not written like that: each entry has a "type".
            NotFound (404): there is no application of that name: nobody is connected as it, and it
                has no subscription.

        Example: `ari.applications.filter("my-app", filter={"allowed": [{"type": "Dial"}]})`
        """
        answer = perform(
            self._client, "applications.filter", applicationName=application, filter=filter
        )
        return one(Application, self._client, answer)
