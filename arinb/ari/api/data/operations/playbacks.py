"""The operations of /playbacks: what goes on being played."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import NO_PLAYBACK, PLAYBACK
from arinb.ari.api.description import Operation, Parameter

OPERATIONS = (
    Operation(
        name="playbacks.get",
        nickname="get",
        method="GET",
        path="/playbacks/{playbackId}",
        summary="Ask how a playback is getting on.",
        details="Only a playback that is queued, playing or paused can be asked for.",
        parameters=(PLAYBACK,),
        returns="Playback",
        statuses=(200,),
        errors={404: NO_PLAYBACK},
        on_object="refresh",
        example="ari.playbacks.get(playback).state",
    ),
    Operation(
        name="playbacks.stop",
        nickname="stop",
        method="DELETE",
        path="/playbacks/{playbackId}",
        summary="Stop a playback.",
        details="PlaybackFinished follows. What is spoken as numbers, digits or characters "
        "can't be stopped: 500.",
        parameters=(PLAYBACK,),
        errors={404: NO_PLAYBACK},
        on_object="stop",
        example="ari.playbacks.stop(playback)",
    ),
    Operation(
        name="playbacks.control",
        nickname="control",
        method="POST",
        path="/playbacks/{playbackId}/control",
        summary="Pause a playback, let it go on, or move within it.",
        details="No event tells of a pause; when it goes on, PlaybackStarted comes once more. "
        "How far forward and reverse go was said when it began (`skip_ms`). What is spoken as "
        "numbers, digits or characters can't be controlled: 500.",
        parameters=(
            PLAYBACK,
            Parameter(
                name="operation",
                text="what to do.",
                required=True,
                allowed=("restart", "pause", "unpause", "reverse", "forward"),
            ),
        ),
        errors={
            400: "there is no such control, or none was named.",
            404: NO_PLAYBACK,
            409: "it can't be controlled at this moment.",
        },
        on_object="control",
        example='ari.playbacks.control(playback, "pause")',
    ),
)
