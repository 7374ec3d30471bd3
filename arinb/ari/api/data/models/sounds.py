"""The models of /sounds."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="FormatLangPair",
        resource="sounds",
        summary="A language and a format in which a sound is there, each pair one file.",
        fields=(
            Field(name="language", type="string", text='the language, such as "en".'),
            Field(
                name="format",
                type="string",
                text='the format, such as "gsm"; "slin" for a .wav file.',
            ),
        ),
    ),
    Model(
        name="Sound",
        resource="sounds",
        summary="A sound that Asterisk can play.",
        fields=(
            Field(
                name="id",
                type="string",
                text='its id, such as "hello-world": play it as "sound:hello-world".',
            ),
            Field(
                name="text",
                type="string",
                text="what is said, in English; only there if Asterisk has the text files of its "
                "sounds.",
                required=False,
            ),
            Field(
                name="formats",
                type="List[FormatLangPair]",
                text="in which languages and formats it is there.",
            ),
        ),
    ),
)
