"""The model of /applications."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="Application",
        resource="applications",
        summary="A Stasis application: a program that is connected, and what it is told about.",
        fields=(
            Field(name="name", type="string", text="its name, as in Stasis(…)."),
            Field(
                name="channel_ids",
                type="List[string]",
                text="the ids of the channels that it is told about.",
            ),
            Field(
                name="bridge_ids",
                type="List[string]",
                text="the ids of the bridges that it is told about.",
            ),
            Field(
                name="endpoint_ids",
                type="List[string]",
                text="the endpoints that it is told about, as technology/name.",
            ),
            Field(
                name="device_names",
                type="List[string]",
                text="the devices whose states it is told.",
            ),
            Field(
                name="events_allowed",
                type="List[object]",
                text="the only types of events that it gets; empty for all.",
                since="13.26/16.3",
            ),
            Field(
                name="events_disallowed",
                type="List[object]",
                text="the types of events that it does not get.",
                since="13.26/16.3",
            ),
        ),
    ),
)
