"""The models of /recordings."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import described, one, perform

if TYPE_CHECKING:
    from typing import ClassVar, Self


class StoredRecording(Live):
    """A recording that is kept: a sound file in Asterisk's folder of recordings.

    It can be played as "recording:" and its name.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "name"
    _shown: ClassVar[tuple[str, ...]] = ("name", "format")

    @property
    def name(self) -> str:
        """Its name, perhaps with folders in it: "ann/1"."""
        return self._text("name")

    @property
    def format(self) -> str:
        """The format of its file, such as "wav"."""
        return self._text("format")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /recordings/stored/{recordingName}), and return it.

        Raises NotFound when it is gone.

        Example: `stored_recording.refresh()`
        """
        answer = perform(self._client, "recordings.stored.get", recordingName=self)
        return self._renewed(described(StoredRecording, answer))

    def delete(self) -> None:
        """Delete a stored recording, its file included.

        No event tells of it. (DELETE /recordings/stored/{recordingName}, since Asterisk 12.0.)

        Raises:
            NotFound (404): there is no stored recording of that name.

        Example: `stored_recording.delete()`
        """
        perform(self._client, "recordings.stored.delete", recordingName=self)

    def file(self) -> bytes:
        """Fetch the sound of a stored recording, as its file has it.

        The header Content-Type says what it is, such as audio/wav. (GET
        /recordings/stored/{recordingName}/file, since Asterisk 14.0.)

        Returns the file's bytes.

        Raises:
            Forbidden (403): the file can not be opened: Asterisk may not read it.
            NotFound (404): there is no stored recording of that name.

        Example: `stored_recording.file()`
        """
        return perform(self._client, "recordings.stored.file", recordingName=self).body

    def copy(self, destination_recording_name: str) -> StoredRecording:
        """Copy a stored recording.

        The answer is 200, not 201. No name gets 400, one that leads out of the folder of recordings
        gets 403, which Asterisk's description leaves out. (POST
        /recordings/stored/{recordingName}/copy, since Asterisk 12.5.)

        Parameters:
            destination_recording_name: the name of the copy, which may have folders in it; what
                follows its last dot is left out, since the format stays the same.

        Returns a `StoredRecording` that one can act upon.

        Raises:
            NotFound (404): there is no stored recording of that name.
            Conflict (409): there is a recording of the new name already.

        Example: `stored_recording.copy("greeting-2")`
        """
        answer = perform(
            self._client,
            "recordings.stored.copy",
            recordingName=self,
            destinationRecordingName=destination_recording_name,
        )
        return one(StoredRecording, self._client, answer)


class LiveRecording(Live):
    """A recording that goes on.

    It exists from the request that began it to its RecordingFinished or RecordingFailed; what it
    leaves is a stored recording of the same name.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "name"
    _shown: ClassVar[tuple[str, ...]] = ("name", "state", "format", "target_uri")

    @property
    def name(self) -> str:
        """Its name, and that of its file, without the ending."""
        return self._text("name")

    @property
    def format(self) -> str:
        """The format of its file, such as "wav"."""
        return self._text("format")

    @property
    def target_uri(self) -> str:
        """What is recorded: "channel:" or "bridge:", and the id. Since Asterisk 12.2."""
        return self._text("target_uri")

    @property
    def state(self) -> str:
        """How far it is; the last event of one that was canceled says done all the same. One of
        queued, recording, paused, done, failed, canceled.
        """
        return self._text("state")

    @property
    def duration(self) -> int | None:
        """How long it is, in whole seconds; known at its end. Since Asterisk 12.5. It may be
        missing: None.
        """
        return self._maybe_number("duration")

    @property
    def talking_duration(self) -> int | None:
        """How much of it was spoken, in seconds; known at its end, and only if silence had a
        limit. Since Asterisk 12.5. It may be missing: None.
        """
        return self._maybe_number("talking_duration")

    @property
    def silence_duration(self) -> int | None:
        """How much of it was silence, in seconds; known at its end, and only if silence had a
        limit. Since Asterisk 12.5. It may be missing: None.
        """
        return self._maybe_number("silence_duration")

    @property
    def cause(self) -> str | None:
        """Why it failed; only RecordingFailed has it. It may be missing: None."""
        return self._maybe_text("cause")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /recordings/live/{recordingName}), and return it.

        Raises NotFound when it is gone.

        Example: `live_recording.refresh()`
        """
        answer = perform(self._client, "recordings.live.get", recordingName=self)
        return self._renewed(described(LiveRecording, answer))

    def cancel(self) -> None:
        """End a recording and throw it away.

        RecordingFinished follows, and its state is done, as if it were kept. One that still waits
        for its beginning can't be taken back: the answer is 204, but it begins all the same, and
        until then a second try gets 409. (DELETE /recordings/live/{recordingName}, since Asterisk
        12.0.)

        Raises:
            NotFound (404): no recording of that name goes on.

        Example: `live_recording.cancel()`
        """
        perform(self._client, "recordings.live.cancel", recordingName=self)

    def stop(self) -> None:
        """End a recording and keep it.

        RecordingFinished follows; then it is a stored recording. One that still waits for its
        beginning can't be stopped: the answer is 204, but it begins all the same, and until then a
        second try gets 409. (POST /recordings/live/{recordingName}/stop, since Asterisk 12.0.)

        Raises:
            NotFound (404): no recording of that name goes on.

        Example: `live_recording.stop()`
        """
        perform(self._client, "recordings.live.stop", recordingName=self)

    def pause(self) -> None:
        """Pause a recording: what is said meanwhile is left out.

        Silence does not count towards its limit meanwhile. No event tells of it; its state becomes
        paused. To pause it twice is no error. (POST /recordings/live/{recordingName}/pause, since
        Asterisk 12.0.)

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `live_recording.pause()`
        """
        perform(self._client, "recordings.live.pause", recordingName=self)

    def unpause(self) -> None:
        """Go on with a paused recording.

        No event tells of it. One that is not paused goes on, and that is no error. (DELETE
        /recordings/live/{recordingName}/pause, since Asterisk 12.0.)

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `live_recording.unpause()`
        """
        perform(self._client, "recordings.live.unpause", recordingName=self)

    def mute(self) -> None:
        """Record silence in the place of what is said.

        Unlike a pause it keeps the length of the call. Silence counts towards its limit no longer.
        Neither an event nor its state tells of it. (POST /recordings/live/{recordingName}/mute,
        since Asterisk 12.0.)

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `live_recording.mute()`
        """
        perform(self._client, "recordings.live.mute", recordingName=self)

    def unmute(self) -> None:
        """Record again what is said.

        Neither an event nor its state tells of it. (DELETE /recordings/live/{recordingName}/mute,
        since Asterisk 12.0.)

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `live_recording.unmute()`
        """
        perform(self._client, "recordings.live.unmute", recordingName=self)
