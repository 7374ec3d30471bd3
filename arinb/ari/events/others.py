"""The events that tell of bridges, playbacks, recordings, devices and endpoints."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from functools import cached_property

from arinb.ari.events.event import Event
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.device_states import DeviceState
from arinb.ari.objects.endpoints import Endpoint, TextMessage
from arinb.ari.objects.messages import ContactInfo, Peer
from arinb.ari.objects.playbacks import Playback
from arinb.ari.objects.recordings import LiveRecording


class DeviceStateChanged(Event):
    """The state of a device has changed.

    It comes for devices that the application subscribed to.

    Since Asterisk 12.0. Example: `ari.events.wait_for("DeviceStateChanged")`
    """

    @cached_property
    def device_state(self) -> DeviceState:
        """The device, with its new state."""
        return self._made(DeviceState, "device_state")


class PlaybackStarted(Event):
    """A playback has begun, or goes on after a pause.

    Since Asterisk 12.0. Example: `ari.events.wait_for("PlaybackStarted")`
    """

    @cached_property
    def playback(self) -> Playback:
        """The playback."""
        return self._made(Playback, "playback")


class PlaybackContinuing(Event):
    """Of several sounds, the next one begins.

    Since Asterisk 14.0. Example: `ari.events.wait_for("PlaybackContinuing")`
    """

    @cached_property
    def playback(self) -> Playback:
        """The playback, with what is next."""
        return self._made(Playback, "playback")


class PlaybackFinished(Event):
    """A playback has ended.

    It comes as well when nothing could be played: look at the playback's state, done or failed. For
    media of an unknown kind (not sound:, tone:, …) it never comes.

    Since Asterisk 12.0. Example: `ari.events.wait_for("PlaybackFinished")`
    """

    @cached_property
    def playback(self) -> Playback:
        """The playback, in its last state."""
        return self._made(Playback, "playback")


class RecordingStarted(Event):
    """A recording has begun.

    Since Asterisk 12.0. Example: `ari.events.wait_for("RecordingStarted")`
    """

    @cached_property
    def recording(self) -> LiveRecording:
        """The recording."""
        return self._made(LiveRecording, "recording")


class RecordingFinished(Event):
    """A recording has ended.

    It is stored then. It comes for one that was cancelled as well, which is not.

    Since Asterisk 12.0. Example: `ari.events.wait_for("RecordingFinished")`
    """

    @cached_property
    def recording(self) -> LiveRecording:
        """The recording, with its length."""
        return self._made(LiveRecording, "recording")


class RecordingFailed(Event):
    """A recording has failed.

    Since Asterisk 12.0. Example: `ari.events.wait_for("RecordingFailed")`
    """

    @cached_property
    def recording(self) -> LiveRecording:
        """The recording, with the cause."""
        return self._made(LiveRecording, "recording")


class BridgeCreated(Event):
    """A bridge has been made.

    A plain application does not hear of it, not even for bridges that it makes itself; with
    subscribe_all it comes for all.

    Since Asterisk 12.0. Example: `ari.events.wait_for("BridgeCreated")`
    """

    @cached_property
    def bridge(self) -> Bridge:
        """The bridge."""
        return self._made(Bridge, "bridge")


class BridgeDestroyed(Event):
    """A bridge has been ended.

    An application that only had channels in it does not hear of it: its subscription ends as they
    leave.

    Since Asterisk 12.0. Example: `ari.events.wait_for("BridgeDestroyed")`
    """

    @cached_property
    def bridge(self) -> Bridge:
        """The bridge, as it was last."""
        return self._made(Bridge, "bridge")


class BridgeMerged(Event):
    """Two bridges have become one.

    Since Asterisk 12.0. Example: `ari.events.wait_for("BridgeMerged")`
    """

    @cached_property
    def bridge(self) -> Bridge:
        """The bridge that has all now."""
        return self._made(Bridge, "bridge")

    @cached_property
    def bridge_from(self) -> Bridge:
        """The bridge that is gone."""
        return self._made(Bridge, "bridge_from")


class BridgeVideoSourceChanged(Event):
    """Another channel's video is shown in a bridge.

    Since Asterisk 13.13 or 14.2. Example: `ari.events.wait_for("BridgeVideoSourceChanged")`
    """

    @cached_property
    def bridge(self) -> Bridge:
        """The bridge."""
        return self._made(Bridge, "bridge")

    @property
    def old_video_source_id(self) -> str | None:
        """The id of the channel whose video was shown. It may be missing: None."""
        return self._maybe_text("old_video_source_id")


class ContactStatusChange(Event):
    """Whether a registered phone can be reached has changed.

    Since Asterisk 13.6. Example: `ari.events.wait_for("ContactStatusChange")`
    """

    @cached_property
    def endpoint(self) -> Endpoint:
        """The endpoint that it belongs to."""
        return self._made(Endpoint, "endpoint")

    @cached_property
    def contact_info(self) -> ContactInfo:
        """Where it is, and its status."""
        return self._made(ContactInfo, "contact_info")


class PeerStatusChange(Event):
    """How the other end of an endpoint is doing has changed.

    Since Asterisk 13.6. Example: `ari.events.wait_for("PeerStatusChange")`
    """

    @cached_property
    def endpoint(self) -> Endpoint:
        """The endpoint."""
        return self._made(Endpoint, "endpoint")

    @cached_property
    def peer(self) -> Peer:
        """Its status."""
        return self._made(Peer, "peer")


class EndpointStateChange(Event):
    """Whether an endpoint can be reached has changed.

    Since Asterisk 12.0. Example: `ari.events.wait_for("EndpointStateChange")`
    """

    @cached_property
    def endpoint(self) -> Endpoint:
        """The endpoint, with its new state."""
        return self._made(Endpoint, "endpoint")


class TextMessageReceived(Event):
    """A text message has arrived.

    Since Asterisk 12.5. Example: `ari.events.wait_for("TextMessageReceived")`
    """

    @cached_property
    def message(self) -> TextMessage:
        """The message."""
        return self._made(TextMessage, "message")

    @cached_property
    def endpoint(self) -> Endpoint | None:
        """The endpoint that it came from. It may be missing: None."""
        return self._maybe_made(Endpoint, "endpoint")


class RESTResponse(Event):
    """The answer to a request that was sent over the WebSocket.

    Since Asterisk 20.14, 21.9 or 22.4. Example: `ari.events.wait_for("RESTResponse")`
    """

    @property
    def transaction_id(self) -> str:
        """The id that the request had for several; empty for none."""
        return self._text("transaction_id")

    @property
    def request_id(self) -> str:
        """The id that the request had; empty for none."""
        return self._text("request_id")

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self._number("status_code")

    @property
    def reason_phrase(self) -> str:
        """The status in words."""
        return self._text("reason_phrase")

    @property
    def uri(self) -> str:
        """The path that was asked for, without a slash at its beginning."""
        return self._text("uri")

    @property
    def content_type(self) -> str | None:
        """The type of the body. It may be missing: None."""
        return self._maybe_text("content_type")

    @property
    def message_body(self) -> str | None:
        """The body, as text. It may be missing: None."""
        return self._maybe_text("message_body")
