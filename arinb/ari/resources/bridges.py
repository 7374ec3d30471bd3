"""The operations of /bridges: making and ending them."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.perform import one, perform, several
from arinb.ari.resources.bridges_media import BridgesMedia
from arinb.ari.resources.bridges_members import BridgesMembers
from arinb.ari.resources.bridges_variables import BridgesVariables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from arinb.ari.objects.model import Listing


class Bridges(BridgesMedia, BridgesMembers, BridgesVariables):
    """What ARI can be asked of bridges: `ari.bridges`.

    Parameters: `client`, for its requests.

    Example: `ari.bridges.list()`
    """

    def list(self) -> Listing[Bridge]:
        """List all bridges that there are now.

        Those of the dialplan are among them; their `bridge_class` is not "stasis", and ARI can only
        look at them. (GET /bridges, since Asterisk 12.0.)

        Returns a list of `Bridge` objects that one can act upon; a notebook shows it as a table.

        Example: `ari.bridges.list()`
        """
        answer = perform(self._client, "bridges.list")
        return several(Bridge, self._client, answer)

    def create(
        self,
        type: str | None = None,
        *,
        bridge_id: str | None = None,
        name: str | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> Bridge:
        """Make a bridge, in which channels hear each other (mixing) or wait (holding).

        It is there until it is destroyed, with or without channels. The answer is 200, not 201.
        BridgeCreated follows only for an application that gets everything (`subscribe_all`). (POST
        /bridges, since Asterisk 12.0.)

        Parameters:
            type: what it is for, several words separated by commas: "mixing", where all hear each
                other, or "holding", where they wait; one of these always, else the answer is 500.
                "mixing" can go with "dtmf_events" or "proxy_media" (sound and keys pass through
                Asterisk), "video_sfu" (everybody gets everybody's video), "video_single" (all see
                one) and "sdp_label" (video says whose it is). "mixing" if it is left out.
            bridge_id: an id of your own for it; Asterisk makes one if it is left out. Since
                Asterisk 12.2.
            name: a name for people; it need not be unique.
            variables: variables of the bridge to set: names and values; {"value": …,
                "report_events": True} has one shown in `bridgevars`. Asterisk's description puts
                them under the key "variables" of the body, but 22.10 answers 400 to that and makes
                the bridge all the same: here they are the body itself. One that is called type,
                name or bridgeId counts as that parameter, too. Since Asterisk 20.20, 22.10 or 23.4.

        Returns a `Bridge` that one can act upon.

        Raises:
            Conflict (409): a bridge with that id exists already.

        Example: `ari.bridges.create(type="mixing", name="conference")`
        """
        answer = perform(
            self._client,
            "bridges.create",
            type=type,
            bridgeId=bridge_id,
            name=name,
            variables=variables,
        )
        return one(Bridge, self._client, answer)

    def create_with_id(
        self,
        bridge_id: str,
        type: str | None = None,
        *,
        name: str | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> Bridge:
        """Make a bridge, as `create` does, with an id that you choose.

        Where an id in use is not yet refused with 409, Asterisk 16 answers 200 without a body and
        changes nothing, or 500 if the name is another one. (POST /bridges/{bridgeId}, since
        Asterisk 12.2.)

        Parameters:
            bridge_id: the id that it is to have.
            type: what it is for, several words separated by commas: "mixing", where all hear each
                other, or "holding", where they wait; one of these always, else the answer is 500.
                "mixing" can go with "dtmf_events" or "proxy_media" (sound and keys pass through
                Asterisk), "video_sfu" (everybody gets everybody's video), "video_single" (all see
                one) and "sdp_label" (video says whose it is). "mixing" if it is left out.
            name: a name for people; it need not be unique.
            variables: variables of the bridge to set: names and values; {"value": …,
                "report_events": True} has one shown in `bridgevars`. Since Asterisk 20.20, 22.10 or
                23.4.

        Returns a `Bridge` that one can act upon.

        Raises:
            Conflict (409): a bridge with that id exists already.

        Example: `ari.bridges.create_with_id("my-bridge", type="mixing")`
        """
        answer = perform(
            self._client,
            "bridges.create_with_id",
            type=type,
            bridgeId=bridge_id,
            name=name,
            variables=variables,
        )
        return one(Bridge, self._client, answer)

    def get(self, bridge: Bridge | str) -> Bridge:
        """Ask what a bridge is like, and who is in it.

        Any bridge can be asked for, those of the dialplan, too. (GET /bridges/{bridgeId}, since
        Asterisk 12.0.)

        Parameters:
            bridge: the bridge, or its id.

        Returns a `Bridge` that one can act upon.

        Raises:
            NotFound (404): there is no bridge with that id (any more).

        Example: `ari.bridges.get(bridge).channels`
        """
        answer = perform(self._client, "bridges.get", bridgeId=bridge)
        return one(Bridge, self._client, answer)

    def destroy(self, bridge: Bridge | str) -> None:
        """End a bridge; the channels in it stay in the application.

        ChannelLeftBridge follows for each of them. BridgeDestroyed follows for an application that
        has subscribed to the bridge; one that hears of it only by its channels hears no more once
        the last has left. A bridge that is not ARI's gets 409. (DELETE /bridges/{bridgeId}, since
        Asterisk 12.0.)

        Parameters:
            bridge: the bridge, or its id.

        Raises:
            NotFound (404): there is no bridge with that id (any more).

        Example: `ari.bridges.destroy(bridge)`
        """
        perform(self._client, "bridges.destroy", bridgeId=bridge)
