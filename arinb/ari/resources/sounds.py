"""The operations of /sounds."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import one, perform, several
from arinb.ari.objects.sounds import Sound
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from arinb.ari.objects.model import Listing


class Sounds(Resource):
    """What ARI can be asked of sounds: `ari.sounds`.

    Parameters: `client`, for its requests.

    Example: `ari.sounds.list(lang="en")`
    """

    def list(self, *, lang: str | None = None, format: str | None = None) -> Listing[Sound]:
        """List the sounds that Asterisk can play, all or some of them.

        If none fits, the answer is 404, which Asterisk's description leaves out. (GET /sounds,
        since Asterisk 12.0.)

        Parameters:
            lang: only those in this language, such as "en".
            format: only those in this sound format, such as "gsm"; a .wav file is "slin".

        Returns a list of `Sound` objects that one can act upon; a notebook shows it as a table.

        Example: `ari.sounds.list(lang="en")`
        """
        answer = perform(self._client, "sounds.list", lang=lang, format=format)
        return several(Sound, self._client, answer)

    def get(self, sound: Sound | str) -> Sound:
        """Ask for one sound: what is said, and in which languages and formats it is there.

        An unknown one gets 404, which Asterisk's description leaves out. (GET /sounds/{soundId},
        since Asterisk 12.0.)

        Parameters:
            sound: the sound, or its id, such as "hello-world" or "digits/1".

        Returns a `Sound` that one can act upon.

        Example: `ari.sounds.get("hello-world").formats`
        """
        answer = perform(self._client, "sounds.get", soundId=sound)
        return one(Sound, self._client, answer)
