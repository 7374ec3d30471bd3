"""The model of /deviceStates."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="DeviceState",
        resource="deviceStates",
        summary="The state of a device: whether a phone is in use, or a lamp of your own lit.",
        fields=(
            Field(
                name="name", type="string", text='its name, such as "PJSIP/1000" or "Stasis:lamp".'
            ),
            Field(
                name="state",
                type="string",
                text="its state: UNKNOWN if nobody has set it, INVALID if there is no such device, "
                "UNAVAILABLE if its phone has not registered.",
                allowed=(
                    "UNKNOWN",
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
    ),
)
