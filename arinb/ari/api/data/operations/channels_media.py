"""The operations of /channels: what is played and recorded."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import (
    BEEP,
    CHANNEL,
    FORMAT,
    IF_EXISTS,
    MAX_DURATION_SECONDS,
    MAX_SILENCE_SECONDS,
    MEDIA,
    MOH_CLASS,
    NO_CHANNEL,
    ON_ANSWERED_CHANNEL,
    PLAYBACK_ID,
    RECORDING_NAME,
    TERMINATE_ON,
)
from arinb.ari.api.description import Operation, Parameter

LANG = Parameter(
    name="lang",
    text='the language of the sounds, such as "en"; the channel\'s own if it is left out.',
)
OFFSETMS = Parameter(
    name="offsetms",
    python="offset_ms",
    text="milliseconds to skip at the beginning of the first one.",
    type="int",
)
SKIPMS = Parameter(
    name="skipms",
    python="skip_ms",
    text="milliseconds that `forward` and `reverse` move by.",
    type="int",
    default=3000,
)

OPERATIONS = (
    Operation(
        name="channels.start_moh",
        nickname="startMoh",
        method="POST",
        path="/channels/{channelId}/moh",
        summary="Play music on hold to a channel until it is stopped.",
        details="Playing a sound, holding or bridging the channel ends it.",
        parameters=(CHANNEL, MOH_CLASS),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="start_moh",
        example="ari.channels.start_moh(channel)",
    ),
    Operation(
        name="channels.stop_moh",
        nickname="stopMoh",
        method="DELETE",
        path="/channels/{channelId}/moh",
        summary="Stop the music on hold.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="stop_moh",
        example="ari.channels.stop_moh(channel)",
    ),
    Operation(
        name="channels.start_silence",
        nickname="startSilence",
        method="POST",
        path="/channels/{channelId}/silence",
        summary="Play silence to a channel until it is stopped.",
        details="It keeps sound flowing, for phones and networks that drop calls without any.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="start_silence",
        example="ari.channels.start_silence(channel)",
    ),
    Operation(
        name="channels.stop_silence",
        nickname="stopSilence",
        method="DELETE",
        path="/channels/{channelId}/silence",
        summary="Stop the silence.",
        parameters=(CHANNEL,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="stop_silence",
        example="ari.channels.stop_silence(channel)",
    ),
    Operation(
        name="channels.play",
        nickname="play",
        method="POST",
        path="/channels/{channelId}/play",
        summary="Play sounds, tones, numbers or recordings to a channel.",
        details="It returns at once, in the state queued; PlaybackStarted and PlaybackFinished "
        "follow, after what the channel plays or records already. A sound that does not exist ends "
        "in the state failed; a recording that does not exist, or no number, starts and "
        "never finishes. No media at all gets 500.",
        parameters=(
            CHANNEL,
            MEDIA,
            LANG,
            OFFSETMS,
            SKIPMS,
            Parameter(name="playbackId", text="an id of your own for the playback.", since="12.2"),
        ),
        returns="Playback",
        statuses=(201,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        on_object="play",
        example='ari.channels.play(channel, "sound:hello-world")',
    ),
    Operation(
        name="channels.play_with_id",
        nickname="playWithId",
        method="POST",
        path="/channels/{channelId}/play/{playbackId}",
        summary="Play to a channel, as `play` does, by a playback whose id you choose.",
        details="With an id that is known before it begins, no event of it can be missed.",
        parameters=(CHANNEL, PLAYBACK_ID, MEDIA, LANG, OFFSETMS, SKIPMS),
        returns="Playback",
        statuses=(201,),
        errors=ON_ANSWERED_CHANNEL,
        errors_since={412: "14.0"},
        since="12.2",
        on_object="play_with_id",
        example='ari.channels.play_with_id(channel, "my-playback", "sound:hello-world")',
    ),
    Operation(
        name="channels.record",
        nickname="record",
        method="POST",
        path="/channels/{channelId}/record",
        summary="Record what comes from a channel.",
        details="It answers the call, and goes on until somebody stops it, the channel leaves, or "
        "a limit is reached; RecordingStarted and RecordingFinished tell, and afterwards it is a "
        "stored recording. What is played comes after it; in a bridge it fails "
        "(RecordingFailed): record the bridge, or a snooping channel.",
        parameters=(
            CHANNEL,
            RECORDING_NAME,
            FORMAT,
            MAX_DURATION_SECONDS,
            MAX_SILENCE_SECONDS,
            IF_EXISTS,
            BEEP,
            TERMINATE_ON,
        ),
        returns="LiveRecording",
        statuses=(201,),
        errors={
            400: "a number is below 0, or `if_exists` or `terminate_on` is not a word it takes.",
            404: NO_CHANNEL,
            409: (
                "the channel is not in a Stasis application, or a recording of that name "
                "exists or goes on already."
            ),
            422: "no format is named, or no module for it is loaded.",
        },
        on_object="record",
        example='ari.channels.record(channel, "greeting", "wav", beep=True)',
    ),
)
