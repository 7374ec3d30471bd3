"""The operations of /deviceStates."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

NOT_OURS = 'the name does not begin with "Stasis:".'
DEVICE_NAME = Parameter(
    name="deviceName",
    python="device",
    text='the device, or its name; only those that begin with "Stasis:" can be changed from '
    "outside.",
    place="path",
    required=True,
    takes="DeviceState",
)

OPERATIONS = (
    Operation(
        name="device_states.list",
        nickname="list",
        method="GET",
        path="/deviceStates",
        summary='List the devices that ARI controls, those named "Stasis:…".',
        details="They are kept when Asterisk restarts. One whose name has a slash in it is shown "
        "without what stands before it, so do without slashes.",
        returns="List[DeviceState]",
        statuses=(200,),
        example="ari.device_states.list()",
    ),
    Operation(
        name="device_states.get",
        nickname="get",
        method="GET",
        path="/deviceStates/{deviceName}",
        summary="Ask for the state of a device, of any kind.",
        details="A device that nobody knows has a state, too: UNKNOWN if its name begins with "
        '"Stasis:", else INVALID.',
        parameters=(
            Parameter(
                name="deviceName",
                python="device",
                text='the device, or its name, such as "PJSIP/1000" or "Stasis:lamp".',
                place="path",
                required=True,
                takes="DeviceState",
            ),
        ),
        returns="DeviceState",
        statuses=(200,),
        on_object="refresh",
        example='ari.device_states.get("PJSIP/1000").state',
    ),
    Operation(
        name="device_states.update",
        nickname="update",
        method="PUT",
        path="/deviceStates/{deviceName}",
        summary="Set the state of a device of your own: lamps on phones can follow it.",
        details="DeviceStateChanged follows, for those who subscribed to it, unless it was in that "
        "state already. A hint in the dialplan, such as exten => 500,hint,Stasis:lamp, takes it to "
        "the phones.",
        parameters=(
            DEVICE_NAME,
            Parameter(
                name="deviceState",
                text="its new state; UNKNOWN can't be set, it is what a forgotten device has.",
                required=True,
                allowed=(
                    "NOT_INUSE",
                    "INUSE",
                    "BUSY",
                    "INVALID",
                    "UNAVAILABLE",
                    "RINGING",
                    "RINGINUSE",
                    "ONHOLD",
                ),
            ),
        ),
        errors={404: 'nothing follows "Stasis:" in the name.', 409: NOT_OURS},
        on_object="update",
        example='ari.device_states.update("Stasis:lamp", "INUSE")',
    ),
    Operation(
        name="device_states.delete",
        nickname="delete",
        method="DELETE",
        path="/deviceStates/{deviceName}",
        summary="Forget a device of your own.",
        details="Its state is UNKNOWN from then on; Asterisk 16 sends DeviceStateChanged, 22.10 "
        "does not. To forget one that does not exist is no error.",
        parameters=(DEVICE_NAME,),
        errors={404: 'nothing follows "Stasis:" in the name.', 409: NOT_OURS},
        on_object="delete",
        example='ari.device_states.delete("Stasis:lamp")',
    ),
)
