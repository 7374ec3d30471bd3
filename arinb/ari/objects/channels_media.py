"""What objects can do: what is played and recorded."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import one, perform
from arinb.ari.objects.playbacks import Playback
from arinb.ari.objects.recordings import LiveRecording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal


class ChannelMedia(Live):
    """A part of what a `Channel` can do: what is played and recorded."""

    def start_moh(self, moh_class: str | None = None) -> None:
        """Play music on hold to a channel until it is stopped.

        Playing a sound, holding or bridging the channel ends it. (POST /channels/{channelId}/moh,
        since Asterisk 12.0.)

        Parameters:
            moh_class: the class of music in musiconhold.conf; "default" if it is left out.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `channel.start_moh()`
        """
        perform(self._client, "channels.start_moh", channelId=self, mohClass=moh_class)

    def stop_moh(self) -> None:
        """Stop the music on hold.

        (DELETE /channels/{channelId}/moh, since Asterisk 12.0.)

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `channel.stop_moh()`
        """
        perform(self._client, "channels.stop_moh", channelId=self)

    def start_silence(self) -> None:
        """Play silence to a channel until it is stopped.

        It keeps sound flowing, for phones and networks that drop calls without any. (POST
        /channels/{channelId}/silence, since Asterisk 12.0.)

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `channel.start_silence()`
        """
        perform(self._client, "channels.start_silence", channelId=self)

    def stop_silence(self) -> None:
        """Stop the silence.

        (DELETE /channels/{channelId}/silence, since Asterisk 12.0.)

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `channel.stop_silence()`
        """
        perform(self._client, "channels.stop_silence", channelId=self)

    def play(
        self,
        media: str | Sequence[str],
        *,
        lang: str | None = None,
        offset_ms: int | None = None,
        skip_ms: int | None = None,
        playback_id: str | None = None,
    ) -> Playback:
        """Play sounds, tones, numbers or recordings to a channel.

        It returns at once, in the state queued; PlaybackStarted and PlaybackFinished follow, after
        what the channel plays or records already. A sound that does not exist ends in the state
        failed; a recording that does not exist, or no number, starts and never finishes. No media
        at all gets 500. (POST /channels/{channelId}/play, since Asterisk 12.0.)

        Parameters:
            media: what to play: "sound:hello-world", "recording:name", "number:42", "digits:123",
                "characters:abc" or "tone:ring"; several as a list, which are played one after
                another.
            lang: the language of the sounds, such as "en"; the channel's own if it is left out.
            offset_ms: milliseconds to skip at the beginning of the first one.
            skip_ms: milliseconds that `forward` and `reverse` move by. Asterisk takes 3000 when it
                is left out.
            playback_id: an id of your own for the playback. Since Asterisk 12.2.

        Returns a `Playback` that one can act upon.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `channel.play("sound:hello-world")`
        """
        answer = perform(
            self._client,
            "channels.play",
            channelId=self,
            media=media,
            lang=lang,
            offsetms=offset_ms,
            skipms=skip_ms,
            playbackId=playback_id,
        )
        return one(Playback, self._client, answer)

    def play_with_id(
        self,
        playback_id: str,
        media: str | Sequence[str],
        *,
        lang: str | None = None,
        offset_ms: int | None = None,
        skip_ms: int | None = None,
    ) -> Playback:
        """Play to a channel, as `play` does, by a playback whose id you choose.

        With an id that is known before it begins, no event of it can be missed. (POST
        /channels/{channelId}/play/{playbackId}, since Asterisk 12.2.)

        Parameters:
            playback_id: the id that the playback is to have.
            media: what to play: "sound:hello-world", "recording:name", "number:42", "digits:123",
                "characters:abc" or "tone:ring"; several as a list, which are played one after
                another.
            lang: the language of the sounds, such as "en"; the channel's own if it is left out.
            offset_ms: milliseconds to skip at the beginning of the first one.
            skip_ms: milliseconds that `forward` and `reverse` move by. Asterisk takes 3000 when it
                is left out.

        Returns a `Playback` that one can act upon.

        Raises:
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not (or no longer) in a Stasis application.
            InvalidState (412): the channel's state does not allow it: it is Down, Reserved or still
                ringing.

        Example: `channel.play_with_id("my-playback", "sound:hello-world")`
        """
        answer = perform(
            self._client,
            "channels.play_with_id",
            channelId=self,
            playbackId=playback_id,
            media=media,
            lang=lang,
            offsetms=offset_ms,
            skipms=skip_ms,
        )
        return one(Playback, self._client, answer)

    def record(
        self,
        name: str,
        format: str,
        *,
        max_duration_seconds: int | None = None,
        max_silence_seconds: int | None = None,
        if_exists: Literal["fail", "overwrite", "append"] | None = None,
        beep: bool | None = None,
        terminate_on: Literal["none", "any", "*", "#"] | None = None,
    ) -> LiveRecording:
        """Record what comes from a channel.

        It answers the call, and goes on until somebody stops it, the channel leaves, or a limit is
        reached; RecordingStarted and RecordingFinished tell, and afterwards it is a stored
        recording. What is played comes after it; in a bridge it fails (RecordingFailed): record the
        bridge, or a snooping channel. (POST /channels/{channelId}/record, since Asterisk 12.0.)

        Parameters:
            name: the name of the recording; it may have folders in it, "ann/1".
            format: the format of its file, such as "wav" or "gsm".
            max_duration_seconds: seconds after which it ends by itself; 0 for no limit. Asterisk
                takes 0 when it is left out.
            max_silence_seconds: seconds of silence after which it ends by itself; 0 for no limit.
                Asterisk takes 0 when it is left out.
            if_exists: what happens when there is a stored recording of that name. Asterisk takes
                'fail' when it is left out.
            beep: whether a beep is heard before it begins. Asterisk takes False when it is left
                out.
            terminate_on: the key that ends it: "#", "*", "any" or "none". Asterisk takes 'none'
                when it is left out.

        Returns a `LiveRecording` that one can act upon.

        Raises:
            BadRequest (400): a number is below 0, or `if_exists` or `terminate_on` is not a word it
                takes.
            NotFound (404): there is no channel with that id (any more).
            Conflict (409): the channel is not in a Stasis application, or a recording of that name
                exists or goes on already.
            Unprocessable (422): no format is named, or no module for it is loaded.

        Example: `channel.record("greeting", "wav", beep=True)`
        """
        answer = perform(
            self._client,
            "channels.record",
            channelId=self,
            name=name,
            format=format,
            maxDurationSeconds=max_duration_seconds,
            maxSilenceSeconds=max_silence_seconds,
            ifExists=if_exists,
            beep=beep,
            terminateOn=terminate_on,
        )
        return one(LiveRecording, self._client, answer)
