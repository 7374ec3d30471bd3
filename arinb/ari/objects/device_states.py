"""The model of /deviceStates."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import described, perform

if TYPE_CHECKING:
    from typing import ClassVar, Literal, Self


class DeviceState(Live):
    """The state of a device: whether a phone is in use, or a lamp of your own lit.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "name"
    _scheme: ClassVar[str] = "deviceState"
    _shown: ClassVar[tuple[str, ...]] = ("name", "state")

    @property
    def name(self) -> str:
        """Its name, such as "PJSIP/1000" or "Stasis:lamp"."""
        return self._text("name")

    @property
    def state(self) -> str:
        """Its state: UNKNOWN if nobody has set it, INVALID if there is no such device,
        UNAVAILABLE if its phone has not registered. One of UNKNOWN, NOT_INUSE, INUSE, BUSY,
        INVALID, UNAVAILABLE, RINGING, RINGINUSE, ONHOLD.
        """
        return self._text("state")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /deviceStates/{deviceName}), and return it.

        Raises NotFound when it is gone.

        Example: `device_state.refresh()`
        """
        answer = perform(self._client, "device_states.get", deviceName=self)
        return self._renewed(described(DeviceState, answer))

    def update(
        self,
        device_state: Literal[
            "NOT_INUSE", "INUSE", "BUSY", "INVALID", "UNAVAILABLE", "RINGING", "RINGINUSE", "ONHOLD"
        ],
    ) -> None:
        """Set the state of a device of your own: lamps on phones can follow it.

        DeviceStateChanged follows, for those who subscribed to it, unless it was in that state
        already. A hint in the dialplan, such as exten => 500,hint,Stasis:lamp, takes it to the
        phones. (PUT /deviceStates/{deviceName}, since Asterisk 12.0.)

        Parameters:
            device_state: its new state; UNKNOWN can't be set, it is what a forgotten device has.

        Raises:
            NotFound (404): nothing follows "Stasis:" in the name.
            Conflict (409): the name does not begin with "Stasis:".

        Example: `device_state.update("INUSE")`
        """
        perform(self._client, "device_states.update", deviceName=self, deviceState=device_state)

    def delete(self) -> None:
        """Forget a device of your own.

        Its state is UNKNOWN from then on; Asterisk 16 sends DeviceStateChanged, 22.10 does not. To
        forget one that does not exist is no error. (DELETE /deviceStates/{deviceName}, since
        Asterisk 12.0.)

        Raises:
            NotFound (404): nothing follows "Stasis:" in the name.
            Conflict (409): the name does not begin with "Stasis:".

        Example: `device_state.delete()`
        """
        perform(self._client, "device_states.delete", deviceName=self)
