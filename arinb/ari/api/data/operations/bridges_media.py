"""The operations of /bridges: what is played and recorded."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import (
    BEEP,
    BRIDGE,
    FORMAT,
    MAX_DURATION_SECONDS,
    MAX_SILENCE_SECONDS,
    MEDIA,
    MOH_CLASS,
    NO_BRIDGE,
    PLAYBACK_ID,
    RECORDING_NAME,
    TERMINATE_ON,
)
from arinb.ari.api.description import Operation, Parameter

NOT_OF_STASIS = "the bridge is not ARI's: the dialplan or Asterisk itself made it."
FORMATS_SINCE = "20.17/22.7/23.1"
ANNOUNCER_FORMAT = Parameter(
    name="announcer_format",
    text='the sound format in which Asterisk itself plays, such as "slin16"; it takes one '
    "that fits if it is left out. While something else is being played to the bridge, it counts "
    "for nothing.",
    since=FORMATS_SINCE,
)
LANG = Parameter(name="lang", text='the language of the sounds, such as "en".')
OFFSETMS = Parameter(
    name="offsetms",
    python="offset_ms",
    text="milliseconds to skip at the beginning of the first one.",
    type="int",
    at_least=0,
    default=0,
)
SKIPMS = Parameter(
    name="skipms",
    python="skip_ms",
    text="milliseconds that `forward` and `reverse` move by.",
    type="int",
    at_least=0,
    default=3000,
)
ON_PLAYING = {404: NO_BRIDGE, 409: NOT_OF_STASIS, 422: "`announcer_format` is unknown."}

OPERATIONS = (
    Operation(
        name="bridges.start_moh",
        nickname="startMoh",
        method="POST",
        path="/bridges/{bridgeId}/moh",
        summary="Play music on hold to all in a bridge until it is stopped.",
        details="In a mixing bridge they go on hearing each other. No event tells of it, and a "
        "class that does not exist is not refused.",
        parameters=(BRIDGE, MOH_CLASS),
        errors={404: NO_BRIDGE, 409: NOT_OF_STASIS},
        on_object="start_moh",
        example="ari.bridges.start_moh(bridge)",
    ),
    Operation(
        name="bridges.stop_moh",
        nickname="stopMoh",
        method="DELETE",
        path="/bridges/{bridgeId}/moh",
        summary="Stop the music on hold in a bridge.",
        parameters=(BRIDGE,),
        errors={
            404: NO_BRIDGE,
            409: "`start_moh` has begun no music in it, or the bridge is not ARI's.",
        },
        on_object="stop_moh",
        example="ari.bridges.stop_moh(bridge)",
    ),
    Operation(
        name="bridges.play",
        nickname="play",
        method="POST",
        path="/bridges/{bridgeId}/play",
        summary="Play sounds, tones, numbers or recordings to all in a bridge.",
        details="It returns at once, in the state queued; PlaybackStarted and PlaybackFinished "
        "follow, and a second playback waits for the end of the first. A sound that does not exist "
        "is taken, too, and ends in the state failed. An empty bridge is played to as well; no "
        "media at all gets 500.",
        parameters=(
            BRIDGE,
            MEDIA,
            ANNOUNCER_FORMAT,
            LANG,
            OFFSETMS,
            SKIPMS,
            Parameter(
                name="playbackId",
                text="an id of your own for the playback; one in use is not refused.",
                since="12.3",
            ),
        ),
        returns="Playback",
        statuses=(201,),
        errors=ON_PLAYING,
        errors_since={422: FORMATS_SINCE},
        on_object="play",
        example='ari.bridges.play(bridge, "sound:hello-world")',
    ),
    Operation(
        name="bridges.play_with_id",
        nickname="playWithId",
        method="POST",
        path="/bridges/{bridgeId}/play/{playbackId}",
        summary="Play to a bridge, as `play` does, by a playback whose id you choose.",
        details="With an id that is known before it begins, no event of it can be missed. One that "
        "is in use is not refused: the events of both then look alike.",
        parameters=(BRIDGE, PLAYBACK_ID, MEDIA, ANNOUNCER_FORMAT, LANG, OFFSETMS, SKIPMS),
        returns="Playback",
        statuses=(201,),
        errors=ON_PLAYING,
        errors_since={422: FORMATS_SINCE},
        since="12.3",
        on_object="play_with_id",
        example='ari.bridges.play_with_id(bridge, "my-playback", "sound:hello-world")',
    ),
    Operation(
        name="bridges.record",
        nickname="record",
        method="POST",
        path="/bridges/{bridgeId}/record",
        summary="Record all that is said in a bridge, as one sound.",
        details="It goes on until somebody stops it, a limit is reached or the bridge is "
        "destroyed; RecordingStarted and RecordingFinished tell. A name that leads out of the "
        "folder of recordings gets 500. Asterisk 22.10 crashes at a hand-made request without "
        "`format`.",
        parameters=(
            BRIDGE,
            RECORDING_NAME,
            FORMAT,
            Parameter(
                name="recorder_format",
                text='the sound format in which Asterisk itself listens, such as "slin16"; '
                "that of the file if it is left out.",
                since=FORMATS_SINCE,
            ),
            MAX_DURATION_SECONDS,
            MAX_SILENCE_SECONDS,
            Parameter(
                name="ifExists",
                text="what happens when there is a file of that name: it is refused (409), "
                "replaced, or made longer. One that is being recorded is always refused.",
                allowed=("fail", "overwrite", "append"),
                default="fail",
            ),
            BEEP,
            TERMINATE_ON,
        ),
        returns="LiveRecording",
        statuses=(201,),
        errors={
            400: "`ifExists` or `terminateOn` is not one of the words it takes.",
            404: NO_BRIDGE,
            409: "a recording of that name exists or goes on already, or the bridge is not ARI's.",
            422: "no module for `format` is loaded, or `recorder_format` is unknown.",
        },
        on_object="record",
        example='ari.bridges.record(bridge, "meeting", "wav")',
    ),
)
