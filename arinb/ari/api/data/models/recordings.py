"""The models of /recordings."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="StoredRecording",
        resource="recordings",
        summary="A recording that is kept: a sound file in Asterisk's folder of recordings.",
        details='It can be played as "recording:" and its name.',
        fields=(
            Field(
                name="name", type="string", text='its name, perhaps with folders in it: "ann/1".'
            ),
            Field(name="format", type="string", text='the format of its file, such as "wav".'),
        ),
    ),
    Model(
        name="LiveRecording",
        resource="recordings",
        summary="A recording that goes on.",
        details="It exists from the request that began it to its RecordingFinished or "
        "RecordingFailed; what it leaves is a stored recording of the same name.",
        fields=(
            Field(
                name="name",
                type="string",
                text="its name, and that of its file, without the ending.",
            ),
            Field(name="format", type="string", text='the format of its file, such as "wav".'),
            Field(
                name="target_uri",
                type="string",
                text='what is recorded: "channel:" or "bridge:", and the id.',
                since="12.2",
            ),
            Field(
                name="state",
                type="string",
                text="how far it is; the last event of one that was canceled says done all the "
                "same.",
                allowed=("queued", "recording", "paused", "done", "failed", "canceled"),
            ),
            Field(
                name="duration",
                type="int",
                text="how long it is, in whole seconds; known at its end.",
                required=False,
                since="12.5",
            ),
            Field(
                name="talking_duration",
                type="int",
                text="how much of it was spoken, in seconds; known at its end, and only if silence "
                "had a limit.",
                required=False,
                since="12.5",
            ),
            Field(
                name="silence_duration",
                type="int",
                text="how much of it was silence, in seconds; known at its end, and only if "
                "silence had a limit.",
                required=False,
                since="12.5",
            ),
            Field(
                name="cause",
                type="string",
                text="why it failed; only RecordingFailed has it.",
                required=False,
            ),
        ),
    ),
)
