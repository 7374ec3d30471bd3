"""The operations of /recordings: those that go on, and those that are kept."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

NOT_STORED = "there is no stored recording of that name."
NOT_LIVE = "no recording of that name goes on."
NOT_GOING_ON = "it waits for its beginning, or is just being ended."
STORED = Parameter(
    name="recordingName",
    python="recording",
    text="the recording, or its name.",
    place="path",
    required=True,
    takes="StoredRecording",
)
LIVE = Parameter(
    name="recordingName",
    python="recording",
    text="the recording, or its name.",
    place="path",
    required=True,
    takes="LiveRecording",
)

OPERATIONS = (
    Operation(
        name="recordings.stored.list",
        nickname="listStored",
        method="GET",
        path="/recordings/stored",
        summary="List the recordings that are kept, of all applications.",
        details="They are the sound files in Asterisk's folder of recordings and below it; one "
        "that still goes on is among them. If the folder is missing, the answer is 500.",
        returns="List[StoredRecording]",
        statuses=(200,),
        example="ari.recordings.stored.list()",
    ),
    Operation(
        name="recordings.stored.get",
        nickname="getStored",
        method="GET",
        path="/recordings/stored/{recordingName}",
        summary="Ask for one stored recording.",
        details="Its name is without the ending of its file; one in a folder has it in its name, "
        'such as "ann/1".',
        parameters=(STORED,),
        returns="StoredRecording",
        statuses=(200,),
        errors={404: NOT_STORED},
        on_object="refresh",
        example='ari.recordings.stored.get("greeting").format',
    ),
    Operation(
        name="recordings.stored.delete",
        nickname="deleteStored",
        method="DELETE",
        path="/recordings/stored/{recordingName}",
        summary="Delete a stored recording, its file included.",
        details="No event tells of it.",
        parameters=(STORED,),
        errors={404: NOT_STORED},
        on_object="delete",
        example='ari.recordings.stored.delete("greeting")',
    ),
    Operation(
        name="recordings.stored.file",
        nickname="getStoredFile",
        method="GET",
        path="/recordings/stored/{recordingName}/file",
        summary="Fetch the sound of a stored recording, as its file has it.",
        details="The header Content-Type says what it is, such as audio/wav.",
        parameters=(STORED,),
        returns="binary",
        statuses=(200,),
        errors={403: "the file can not be opened: Asterisk may not read it.", 404: NOT_STORED},
        since="14.0",
        on_object="file",
        example='ari.recordings.stored.file("greeting")',
    ),
    Operation(
        name="recordings.stored.copy",
        nickname="copyStored",
        method="POST",
        path="/recordings/stored/{recordingName}/copy",
        summary="Copy a stored recording.",
        details="The answer is 200, not 201. No name gets 400, one that leads out of the folder "
        "of recordings gets 403, which Asterisk's description leaves out.",
        parameters=(
            STORED,
            Parameter(
                name="destinationRecordingName",
                text="the name of the copy, which may have folders in it; what follows its last "
                "dot is left out, since the format stays the same.",
                required=True,
            ),
        ),
        returns="StoredRecording",
        statuses=(200,),
        errors={404: NOT_STORED, 409: "there is a recording of the new name already."},
        since="12.5",
        on_object="copy",
        example='ari.recordings.stored.copy("greeting", "greeting-2")',
    ),
    Operation(
        name="recordings.live.get",
        nickname="getLive",
        method="GET",
        path="/recordings/live/{recordingName}",
        summary="Ask how a recording that goes on is getting on.",
        details="Once it has ended, only the stored recording can be asked for.",
        parameters=(LIVE,),
        returns="LiveRecording",
        statuses=(200,),
        errors={404: NOT_LIVE},
        on_object="refresh",
        example='ari.recordings.live.get("greeting").state',
    ),
    Operation(
        name="recordings.live.cancel",
        nickname="cancel",
        method="DELETE",
        path="/recordings/live/{recordingName}",
        summary="End a recording and throw it away.",
        details="RecordingFinished follows, and its state is done, as if it were kept. One that "
        "still waits for its beginning can't be taken back: the answer is 204, but it begins all "
        "the same, and until then a second try gets 409.",
        parameters=(LIVE,),
        errors={404: NOT_LIVE},
        on_object="cancel",
        example='ari.recordings.live.cancel("greeting")',
    ),
    Operation(
        name="recordings.live.stop",
        nickname="stop",
        method="POST",
        path="/recordings/live/{recordingName}/stop",
        summary="End a recording and keep it.",
        details="RecordingFinished follows; then it is a stored recording. One that still waits "
        "for its beginning can't be stopped: the answer is 204, but it begins all the same, and "
        "until then a second try gets 409.",
        parameters=(LIVE,),
        errors={404: NOT_LIVE},
        on_object="stop",
        example='ari.recordings.live.stop("greeting")',
    ),
    Operation(
        name="recordings.live.pause",
        nickname="pause",
        method="POST",
        path="/recordings/live/{recordingName}/pause",
        summary="Pause a recording: what is said meanwhile is left out.",
        details="Silence does not count towards its limit meanwhile. No event tells of it; its "
        "state becomes paused. To pause it twice is no error.",
        parameters=(LIVE,),
        errors={404: NOT_LIVE, 409: NOT_GOING_ON},
        on_object="pause",
        example='ari.recordings.live.pause("greeting")',
    ),
    Operation(
        name="recordings.live.unpause",
        nickname="unpause",
        method="DELETE",
        path="/recordings/live/{recordingName}/pause",
        summary="Go on with a paused recording.",
        details="No event tells of it. One that is not paused goes on, and that is no error.",
        parameters=(LIVE,),
        errors={404: NOT_LIVE, 409: NOT_GOING_ON},
        on_object="unpause",
        example='ari.recordings.live.unpause("greeting")',
    ),
    Operation(
        name="recordings.live.mute",
        nickname="mute",
        method="POST",
        path="/recordings/live/{recordingName}/mute",
        summary="Record silence in the place of what is said.",
        details="Unlike a pause it keeps the length of the call. Silence counts towards its "
        "limit no longer. Neither an event nor its state tells of it.",
        parameters=(LIVE,),
        errors={404: NOT_LIVE, 409: NOT_GOING_ON},
        on_object="mute",
        example='ari.recordings.live.mute("greeting")',
    ),
    Operation(
        name="recordings.live.unmute",
        nickname="unmute",
        method="DELETE",
        path="/recordings/live/{recordingName}/mute",
        summary="Record again what is said.",
        details="Neither an event nor its state tells of it.",
        parameters=(LIVE,),
        errors={404: NOT_LIVE, 409: NOT_GOING_ON},
        on_object="unmute",
        example='ari.recordings.live.unmute("greeting")',
    ),
)
