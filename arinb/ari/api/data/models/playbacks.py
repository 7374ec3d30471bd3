"""The model of /playbacks."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="Playback",
        resource="playbacks",
        summary="Something that is played to a channel or a bridge.",
        details="It exists from the request that began it to its PlaybackFinished.",
        fields=(
            Field(name="id", type="string", text="its id."),
            Field(
                name="media_uri",
                type="string",
                text='what is played now, such as "sound:hello-world".',
            ),
            Field(
                name="next_media_uri",
                type="string",
                text="of several, what comes next.",
                required=False,
                since="14.0",
            ),
            Field(
                name="target_uri",
                type="string",
                text='to whom: "channel:" or "bridge:", and the id.',
            ),
            Field(
                name="language",
                type="string",
                text='the language that was asked for, such as "en".',
                required=False,
            ),
            Field(
                name="state",
                type="string",
                text="how far it is; a paused one says `paused`, which the description leaves out.",
                allowed=("queued", "playing", "continuing", "done", "failed"),
            ),
        ),
    ),
)
