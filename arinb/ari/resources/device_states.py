"""The operations of /deviceStates."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.device_states import DeviceState
from arinb.ari.objects.perform import one, perform, several
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from typing import Literal

    from arinb.ari.objects.model import Listing


class DeviceStates(Resource):
    """What ARI can be asked of device states: `ari.device_states`.

    Parameters: `client`, for its requests.

    Example: `ari.device_states.list()`
    """

    def list(self) -> Listing[DeviceState]:
        """List the devices that ARI controls, those named "Stasis:…".

        They are kept when Asterisk restarts. One whose name has a slash in it is shown without what
        stands before it, so do without slashes. (GET /deviceStates, since Asterisk 12.0.)

        Returns a list of `DeviceState` objects that one can act upon; a notebook shows it as a
            table.

        Example: `ari.device_states.list()`
        """
        answer = perform(self._client, "device_states.list")
        return several(DeviceState, self._client, answer)

    def get(self, device: DeviceState | str) -> DeviceState:
        """Ask for the state of a device, of any kind.

        A device that nobody knows has a state, too: UNKNOWN if its name begins with "Stasis:", else
        INVALID. (GET /deviceStates/{deviceName}, since Asterisk 12.0.)

        Parameters:
            device: the device, or its name, such as "PJSIP/1000" or "Stasis:lamp".

        Returns a `DeviceState` that one can act upon.

        Example: `ari.device_states.get("PJSIP/1000").state`
        """
        answer = perform(self._client, "device_states.get", deviceName=device)
        return one(DeviceState, self._client, answer)

    def update(
        self,
        device: DeviceState | str,
        device_state: Literal[
            "NOT_INUSE", "INUSE", "BUSY", "INVALID", "UNAVAILABLE", "RINGING", "RINGINUSE", "ONHOLD"
        ],
    ) -> None:
        """Set the state of a device of your own: lamps on phones can follow it.

        DeviceStateChanged follows, for those who subscribed to it, unless it was in that state
        already. A hint in the dialplan, such as exten => 500,hint,Stasis:lamp, takes it to the
        phones. (PUT /deviceStates/{deviceName}, since Asterisk 12.0.)

        Parameters:
            device: the device, or its name; only those that begin with "Stasis:" can be changed
                from outside.
            device_state: its new state; UNKNOWN can't be set, it is what a forgotten device has.

        Raises:
            NotFound (404): nothing follows "Stasis:" in the name.
            Conflict (409): the name does not begin with "Stasis:".

        Example: `ari.device_states.update("Stasis:lamp", "INUSE")`
        """
        perform(self._client, "device_states.update", deviceName=device, deviceState=device_state)

    def delete(self, device: DeviceState | str) -> None:
        """Forget a device of your own.

        Its state is UNKNOWN from then on; Asterisk 16 sends DeviceStateChanged, 22.10 does not. To
        forget one that does not exist is no error. (DELETE /deviceStates/{deviceName}, since
        Asterisk 12.0.)

        Parameters:
            device: the device, or its name; only those that begin with "Stasis:" can be changed
                from outside.

        Raises:
            NotFound (404): nothing follows "Stasis:" in the name.
            Conflict (409): the name does not begin with "Stasis:".

        Example: `ari.device_states.delete("Stasis:lamp")`
        """
        perform(self._client, "device_states.delete", deviceName=device)
