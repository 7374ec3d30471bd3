"""The operations of /sounds."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

OPERATIONS = (
    Operation(
        name="sounds.list",
        nickname="list",
        method="GET",
        path="/sounds",
        summary="List the sounds that Asterisk can play, all or some of them.",
        details="If none fits, the answer is 404, which Asterisk's description leaves out.",
        parameters=(
            Parameter(name="lang", text='only those in this language, such as "en".'),
            Parameter(
                name="format",
                text='only those in this sound format, such as "gsm"; a .wav file is "slin".',
            ),
        ),
        returns="List[Sound]",
        statuses=(200,),
        example='ari.sounds.list(lang="en")',
    ),
    Operation(
        name="sounds.get",
        nickname="get",
        method="GET",
        path="/sounds/{soundId}",
        summary="Ask for one sound: what is said, and in which languages and formats it is there.",
        details="An unknown one gets 404, which Asterisk's description leaves out.",
        parameters=(
            Parameter(
                name="soundId",
                python="sound",
                text='the sound, or its id, such as "hello-world" or "digits/1".',
                place="path",
                required=True,
                takes="Sound",
            ),
        ),
        returns="Sound",
        statuses=(200,),
        on_object="refresh",
        example='ari.sounds.get("hello-world").formats',
    ),
)
