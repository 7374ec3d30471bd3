"""The operations of /recordings: those that go on, and those that are kept."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import one, perform, several
from arinb.ari.objects.recordings import LiveRecording, StoredRecording
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from arinb.ari.objects.model import Listing


class StoredRecordings(Resource):
    """What ARI can be asked of recordings stored: `ari.recordings.stored`.

    Parameters: `client`, for its requests.

    Example: `ari.recordings.stored.list()`
    """

    def list(self) -> Listing[StoredRecording]:
        """List the recordings that are kept, of all applications.

        They are the sound files in Asterisk's folder of recordings and below it; one that still
        goes on is among them. If the folder is missing, the answer is 500. (GET /recordings/stored,
        since Asterisk 12.0.)

        Returns a list of `StoredRecording` objects that one can act upon; a notebook shows it as a
            table.

        Example: `ari.recordings.stored.list()`
        """
        answer = perform(self._client, "recordings.stored.list")
        return several(StoredRecording, self._client, answer)

    def get(self, recording: StoredRecording | str) -> StoredRecording:
        """Ask for one stored recording.

        Its name is without the ending of its file; one in a folder has it in its name, such as
        "ann/1". (GET /recordings/stored/{recordingName}, since Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Returns a `StoredRecording` that one can act upon.

        Raises:
            NotFound (404): there is no stored recording of that name.

        Example: `ari.recordings.stored.get("greeting").format`
        """
        answer = perform(self._client, "recordings.stored.get", recordingName=recording)
        return one(StoredRecording, self._client, answer)

    def delete(self, recording: StoredRecording | str) -> None:
        """Delete a stored recording, its file included.

        No event tells of it. (DELETE /recordings/stored/{recordingName}, since Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Raises:
            NotFound (404): there is no stored recording of that name.

        Example: `ari.recordings.stored.delete("greeting")`
        """
        perform(self._client, "recordings.stored.delete", recordingName=recording)

    def file(self, recording: StoredRecording | str) -> bytes:
        """Fetch the sound of a stored recording, as its file has it.

        The header Content-Type says what it is, such as audio/wav. (GET
        /recordings/stored/{recordingName}/file, since Asterisk 14.0.)

        Parameters:
            recording: the recording, or its name.

        Returns the file's bytes.

        Raises:
            Forbidden (403): the file can not be opened: Asterisk may not read it.
            NotFound (404): there is no stored recording of that name.

        Example: `ari.recordings.stored.file("greeting")`
        """
        return perform(self._client, "recordings.stored.file", recordingName=recording).body

    def copy(
        self, recording: StoredRecording | str, destination_recording_name: str
    ) -> StoredRecording:
        """Copy a stored recording.

        The answer is 200, not 201. No name gets 400, one that leads out of the folder of recordings
        gets 403, which Asterisk's description leaves out. (POST
        /recordings/stored/{recordingName}/copy, since Asterisk 12.5.)

        Parameters:
            recording: the recording, or its name.
            destination_recording_name: the name of the copy, which may have folders in it; what
                follows its last dot is left out, since the format stays the same.

        Returns a `StoredRecording` that one can act upon.

        Raises:
            NotFound (404): there is no stored recording of that name.
            Conflict (409): there is a recording of the new name already.

        Example: `ari.recordings.stored.copy("greeting", "greeting-2")`
        """
        answer = perform(
            self._client,
            "recordings.stored.copy",
            recordingName=recording,
            destinationRecordingName=destination_recording_name,
        )
        return one(StoredRecording, self._client, answer)


class LiveRecordings(Resource):
    """What ARI can be asked of recordings live: `ari.recordings.live`.

    Parameters: `client`, for its requests.

    Example: `ari.recordings.live.get("greeting").state`
    """

    def get(self, recording: LiveRecording | str) -> LiveRecording:
        """Ask how a recording that goes on is getting on.

        Once it has ended, only the stored recording can be asked for. (GET
        /recordings/live/{recordingName}, since Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Returns a `LiveRecording` that one can act upon.

        Raises:
            NotFound (404): no recording of that name goes on.

        Example: `ari.recordings.live.get("greeting").state`
        """
        answer = perform(self._client, "recordings.live.get", recordingName=recording)
        return one(LiveRecording, self._client, answer)

    def cancel(self, recording: LiveRecording | str) -> None:
        """End a recording and throw it away.

        RecordingFinished follows, and its state is done, as if it were kept. One that still waits
        for its beginning can't be taken back: the answer is 204, but it begins all the same, and
        until then a second try gets 409. (DELETE /recordings/live/{recordingName}, since Asterisk
        12.0.)

        Parameters:
            recording: the recording, or its name.

        Raises:
            NotFound (404): no recording of that name goes on.

        Example: `ari.recordings.live.cancel("greeting")`
        """
        perform(self._client, "recordings.live.cancel", recordingName=recording)

    def stop(self, recording: LiveRecording | str) -> None:
        """End a recording and keep it.

        RecordingFinished follows; then it is a stored recording. One that still waits for its
        beginning can't be stopped: the answer is 204, but it begins all the same, and until then a
        second try gets 409. (POST /recordings/live/{recordingName}/stop, since Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Raises:
            NotFound (404): no recording of that name goes on.

        Example: `ari.recordings.live.stop("greeting")`
        """
        perform(self._client, "recordings.live.stop", recordingName=recording)

    def pause(self, recording: LiveRecording | str) -> None:
        """Pause a recording: what is said meanwhile is left out.

        Silence does not count towards its limit meanwhile. No event tells of it; its state becomes
        paused. To pause it twice is no error. (POST /recordings/live/{recordingName}/pause, since
        Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `ari.recordings.live.pause("greeting")`
        """
        perform(self._client, "recordings.live.pause", recordingName=recording)

    def unpause(self, recording: LiveRecording | str) -> None:
        """Go on with a paused recording.

        No event tells of it. One that is not paused goes on, and that is no error. (DELETE
        /recordings/live/{recordingName}/pause, since Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `ari.recordings.live.unpause("greeting")`
        """
        perform(self._client, "recordings.live.unpause", recordingName=recording)

    def mute(self, recording: LiveRecording | str) -> None:
        """Record silence in the place of what is said.

        Unlike a pause it keeps the length of the call. Silence counts towards its limit no longer.
        Neither an event nor its state tells of it. (POST /recordings/live/{recordingName}/mute,
        since Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `ari.recordings.live.mute("greeting")`
        """
        perform(self._client, "recordings.live.mute", recordingName=recording)

    def unmute(self, recording: LiveRecording | str) -> None:
        """Record again what is said.

        Neither an event nor its state tells of it. (DELETE /recordings/live/{recordingName}/mute,
        since Asterisk 12.0.)

        Parameters:
            recording: the recording, or its name.

        Raises:
            NotFound (404): no recording of that name goes on.
            Conflict (409): it waits for its beginning, or is just being ended.

        Example: `ari.recordings.live.unmute("greeting")`
        """
        perform(self._client, "recordings.live.unmute", recordingName=recording)
