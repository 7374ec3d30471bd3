"""The operations of /bridges: what is played and recorded."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import one, perform
from arinb.ari.objects.playbacks import Playback
from arinb.ari.objects.recordings import LiveRecording
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from arinb.ari.objects.bridges import Bridge


class BridgesMedia(Resource):
    """A part of `ari.bridges`: what is played and recorded.

    Parameters: `client`, for its requests.

    Example: `ari.bridges.start_moh(bridge)`
    """

    def start_moh(self, bridge: Bridge | str, moh_class: str | None = None) -> None:
        """Play music on hold to all in a bridge until it is stopped.

        In a mixing bridge they go on hearing each other. No event tells of it, and a class that
        does not exist is not refused. (POST /bridges/{bridgeId}/moh, since Asterisk 12.0.)

        Parameters:
            bridge: the bridge, or its id.
            moh_class: the class of music in musiconhold.conf; "default" if it is left out.

        Raises:
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): the bridge is not ARI's: the dialplan or Asterisk itself made it.

        Example: `ari.bridges.start_moh(bridge)`
        """
        perform(self._client, "bridges.start_moh", bridgeId=bridge, mohClass=moh_class)

    def stop_moh(self, bridge: Bridge | str) -> None:
        """Stop the music on hold in a bridge.

        (DELETE /bridges/{bridgeId}/moh, since Asterisk 12.0.)

        Parameters:
            bridge: the bridge, or its id.

        Raises:
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): `start_moh` has begun no music in it, or the bridge is not ARI's.

        Example: `ari.bridges.stop_moh(bridge)`
        """
        perform(self._client, "bridges.stop_moh", bridgeId=bridge)

    def play(
        self,
        bridge: Bridge | str,
        media: str | Sequence[str],
        *,
        announcer_format: str | None = None,
        lang: str | None = None,
        offset_ms: int | None = None,
        skip_ms: int | None = None,
        playback_id: str | None = None,
    ) -> Playback:
        """Play sounds, tones, numbers or recordings to all in a bridge.

        It returns at once, in the state queued; PlaybackStarted and PlaybackFinished follow, and a
        second playback waits for the end of the first. A sound that does not exist is taken, too,
        and ends in the state failed. An empty bridge is played to as well; no media at all gets
        500. (POST /bridges/{bridgeId}/play, since Asterisk 12.0.)

        Parameters:
            bridge: the bridge, or its id.
            media: what to play: "sound:hello-world", "recording:name", "number:42", "digits:123",
                "characters:abc" or "tone:ring"; several as a list, which are played one after
                another.
            announcer_format: the sound format in which Asterisk itself plays, such as "slin16"; it
                takes one that fits if it is left out. While something else is being played to the
                bridge, it counts for nothing. Since Asterisk 20.17, 22.7 or 23.1.
            lang: the language of the sounds, such as "en".
            offset_ms: milliseconds to skip at the beginning of the first one. Asterisk takes 0 when
                it is left out.
            skip_ms: milliseconds that `forward` and `reverse` move by. Asterisk takes 3000 when it
                is left out.
            playback_id: an id of your own for the playback; one in use is not refused. Since
                Asterisk 12.3.

        Returns a `Playback` that one can act upon.

        Raises:
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): the bridge is not ARI's: the dialplan or Asterisk itself made it.
            Unprocessable (422): `announcer_format` is unknown.

        Example: `ari.bridges.play(bridge, "sound:hello-world")`
        """
        answer = perform(
            self._client,
            "bridges.play",
            bridgeId=bridge,
            media=media,
            announcer_format=announcer_format,
            lang=lang,
            offsetms=offset_ms,
            skipms=skip_ms,
            playbackId=playback_id,
        )
        return one(Playback, self._client, answer)

    def play_with_id(
        self,
        bridge: Bridge | str,
        playback_id: str,
        media: str | Sequence[str],
        *,
        announcer_format: str | None = None,
        lang: str | None = None,
        offset_ms: int | None = None,
        skip_ms: int | None = None,
    ) -> Playback:
        """Play to a bridge, as `play` does, by a playback whose id you choose.

        With an id that is known before it begins, no event of it can be missed. One that is in use
        is not refused: the events of both then look alike. (POST
        /bridges/{bridgeId}/play/{playbackId}, since Asterisk 12.3.)

        Parameters:
            bridge: the bridge, or its id.
            playback_id: the id that the playback is to have.
            media: what to play: "sound:hello-world", "recording:name", "number:42", "digits:123",
                "characters:abc" or "tone:ring"; several as a list, which are played one after
                another.
            announcer_format: the sound format in which Asterisk itself plays, such as "slin16"; it
                takes one that fits if it is left out. While something else is being played to the
                bridge, it counts for nothing. Since Asterisk 20.17, 22.7 or 23.1.
            lang: the language of the sounds, such as "en".
            offset_ms: milliseconds to skip at the beginning of the first one. Asterisk takes 0 when
                it is left out.
            skip_ms: milliseconds that `forward` and `reverse` move by. Asterisk takes 3000 when it
                is left out.

        Returns a `Playback` that one can act upon.

        Raises:
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): the bridge is not ARI's: the dialplan or Asterisk itself made it.
            Unprocessable (422): `announcer_format` is unknown.

        Example: `ari.bridges.play_with_id(bridge, "my-playback", "sound:hello-world")`
        """
        answer = perform(
            self._client,
            "bridges.play_with_id",
            bridgeId=bridge,
            playbackId=playback_id,
            media=media,
            announcer_format=announcer_format,
            lang=lang,
            offsetms=offset_ms,
            skipms=skip_ms,
        )
        return one(Playback, self._client, answer)

    def record(
        self,
        bridge: Bridge | str,
        name: str,
        format: str,
        *,
        recorder_format: str | None = None,
        max_duration_seconds: int | None = None,
        max_silence_seconds: int | None = None,
        if_exists: Literal["fail", "overwrite", "append"] | None = None,
        beep: bool | None = None,
        terminate_on: Literal["none", "any", "*", "#"] | None = None,
    ) -> LiveRecording:
        """Record all that is said in a bridge, as one sound.

        It goes on until somebody stops it, a limit is reached or the bridge is destroyed;
        RecordingStarted and RecordingFinished tell. A name that leads out of the folder of
        recordings gets 500. Asterisk 22.10 crashes at a hand-made request without `format`. (POST
        /bridges/{bridgeId}/record, since Asterisk 12.0.)

        Parameters:
            bridge: the bridge, or its id.
            name: the name of the recording; it may have folders in it, "ann/1".
            format: the format of its file, such as "wav" or "gsm".
            recorder_format: the sound format in which Asterisk itself listens, such as "slin16";
                that of the file if it is left out. Since Asterisk 20.17, 22.7 or 23.1.
            max_duration_seconds: seconds after which it ends by itself; 0 for no limit. Asterisk
                takes 0 when it is left out.
            max_silence_seconds: seconds of silence after which it ends by itself; 0 for no limit.
                Asterisk takes 0 when it is left out.
            if_exists: what happens when there is a file of that name: it is refused (409),
                replaced, or made longer. One that is being recorded is always refused. Asterisk
                takes 'fail' when it is left out.
            beep: whether a beep is heard before it begins. Asterisk takes False when it is left
                out.
            terminate_on: the key that ends it: "#", "*", "any" or "none". Asterisk takes 'none'
                when it is left out.

        Returns a `LiveRecording` that one can act upon.

        Raises:
            BadRequest (400): `ifExists` or `terminateOn` is not one of the words it takes.
            NotFound (404): there is no bridge with that id (any more).
            Conflict (409): a recording of that name exists or goes on already, or the bridge is not
                ARI's.
            Unprocessable (422): no module for `format` is loaded, or `recorder_format` is unknown.

        Example: `ari.bridges.record(bridge, "meeting", "wav")`
        """
        answer = perform(
            self._client,
            "bridges.record",
            bridgeId=bridge,
            name=name,
            format=format,
            recorder_format=recorder_format,
            maxDurationSeconds=max_duration_seconds,
            maxSilenceSeconds=max_silence_seconds,
            ifExists=if_exists,
            beep=beep,
            terminateOn=terminate_on,
        )
        return one(LiveRecording, self._client, answer)
