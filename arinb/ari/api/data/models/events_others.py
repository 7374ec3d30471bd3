"""The events that tell of bridges, playbacks, recordings, devices and endpoints."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="DeviceStateChanged",
        resource="events",
        summary="The state of a device has changed.",
        details="It comes for devices that the application subscribed to.",
        fields=(
            Field(name="device_state", type="DeviceState", text="the device, with its new state."),
        ),
        extends="Event",
    ),
    Model(
        name="PlaybackStarted",
        resource="events",
        summary="A playback has begun, or goes on after a pause.",
        fields=(Field(name="playback", type="Playback", text="the playback."),),
        extends="Event",
    ),
    Model(
        name="PlaybackContinuing",
        resource="events",
        summary="Of several sounds, the next one begins.",
        fields=(Field(name="playback", type="Playback", text="the playback, with what is next."),),
        extends="Event",
        since="14.0",
    ),
    Model(
        name="PlaybackFinished",
        resource="events",
        summary="A playback has ended.",
        details="It comes as well when nothing could be played: look at the playback's state, "
        "done or failed. For media of an unknown kind (not sound:, tone:, …) it never comes.",
        fields=(Field(name="playback", type="Playback", text="the playback, in its last state."),),
        extends="Event",
    ),
    Model(
        name="RecordingStarted",
        resource="events",
        summary="A recording has begun.",
        fields=(Field(name="recording", type="LiveRecording", text="the recording."),),
        extends="Event",
    ),
    Model(
        name="RecordingFinished",
        resource="events",
        summary="A recording has ended.",
        details="It is stored then. It comes for one that was cancelled as well, which is not.",
        fields=(
            Field(name="recording", type="LiveRecording", text="the recording, with its length."),
        ),
        extends="Event",
    ),
    Model(
        name="RecordingFailed",
        resource="events",
        summary="A recording has failed.",
        fields=(
            Field(name="recording", type="LiveRecording", text="the recording, with the cause."),
        ),
        extends="Event",
    ),
    Model(
        name="BridgeCreated",
        resource="events",
        summary="A bridge has been made.",
        details="A plain application does not hear of it, not even for bridges that it makes "
        "itself; with subscribe_all it comes for all.",
        fields=(Field(name="bridge", type="Bridge", text="the bridge."),),
        extends="Event",
    ),
    Model(
        name="BridgeDestroyed",
        resource="events",
        summary="A bridge has been ended.",
        details="An application that only had channels in it does not hear of it: its subscription "
        "ends as they leave.",
        fields=(Field(name="bridge", type="Bridge", text="the bridge, as it was last."),),
        extends="Event",
    ),
    Model(
        name="BridgeMerged",
        resource="events",
        summary="Two bridges have become one.",
        fields=(
            Field(name="bridge", type="Bridge", text="the bridge that has all now."),
            Field(name="bridge_from", type="Bridge", text="the bridge that is gone."),
        ),
        extends="Event",
    ),
    Model(
        name="BridgeVideoSourceChanged",
        resource="events",
        summary="Another channel's video is shown in a bridge.",
        fields=(
            Field(name="bridge", type="Bridge", text="the bridge."),
            Field(
                name="old_video_source_id",
                type="string",
                text="the id of the channel whose video was shown.",
                required=False,
            ),
        ),
        extends="Event",
        since="13.13/14.2",
    ),
    Model(
        name="ContactStatusChange",
        resource="events",
        summary="Whether a registered phone can be reached has changed.",
        fields=(
            Field(name="endpoint", type="Endpoint", text="the endpoint that it belongs to."),
            Field(name="contact_info", type="ContactInfo", text="where it is, and its status."),
        ),
        extends="Event",
        since="13.6",
    ),
    Model(
        name="PeerStatusChange",
        resource="events",
        summary="How the other end of an endpoint is doing has changed.",
        fields=(
            Field(name="endpoint", type="Endpoint", text="the endpoint."),
            Field(name="peer", type="Peer", text="its status."),
        ),
        extends="Event",
        since="13.6",
    ),
    Model(
        name="EndpointStateChange",
        resource="events",
        summary="Whether an endpoint can be reached has changed.",
        fields=(Field(name="endpoint", type="Endpoint", text="the endpoint, with its new state."),),
        extends="Event",
    ),
    Model(
        name="TextMessageReceived",
        resource="events",
        summary="A text message has arrived.",
        fields=(
            Field(name="message", type="TextMessage", text="the message."),
            Field(
                name="endpoint",
                type="Endpoint",
                text="the endpoint that it came from.",
                required=False,
            ),
        ),
        extends="Event",
        since="12.5",
    ),
    Model(
        name="RESTResponse",
        resource="events",
        summary="The answer to a request that was sent over the WebSocket.",
        fields=(
            Field(
                name="transaction_id",
                type="string",
                text="the id that the request had for several; empty for none.",
            ),
            Field(
                name="request_id",
                type="string",
                text="the id that the request had; empty for none.",
            ),
            Field(name="status_code", type="int", text="the HTTP status."),
            Field(name="reason_phrase", type="string", text="the status in words."),
            Field(
                name="uri",
                type="string",
                text="the path that was asked for, without a slash at its beginning.",
            ),
            Field(name="content_type", type="string", text="the type of the body.", required=False),
            Field(name="message_body", type="string", text="the body, as text.", required=False),
        ),
        extends="Event",
        since="20.14/21.9/22.4",
    ),
)
