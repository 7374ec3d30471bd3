"""The operations of /playbacks: what goes on being played."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.perform import one, perform
from arinb.ari.objects.playbacks import Playback
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from typing import Literal


class Playbacks(Resource):
    """What ARI can be asked of playbacks: `ari.playbacks`.

    Parameters: `client`, for its requests.

    Example: `ari.playbacks.get(playback).state`
    """

    def get(self, playback: Playback | str) -> Playback:
        """Ask how a playback is getting on.

        Only a playback that is queued, playing or paused can be asked for. (GET
        /playbacks/{playbackId}, since Asterisk 12.0.)

        Parameters:
            playback: the playback, or its id.

        Returns a `Playback` that one can act upon.

        Raises:
            NotFound (404): there is no playback with that id (any more): it is gone once it has
                finished.

        Example: `ari.playbacks.get(playback).state`
        """
        answer = perform(self._client, "playbacks.get", playbackId=playback)
        return one(Playback, self._client, answer)

    def stop(self, playback: Playback | str) -> None:
        """Stop a playback.

        PlaybackFinished follows. What is spoken as numbers, digits or characters can't be stopped:
        500. (DELETE /playbacks/{playbackId}, since Asterisk 12.0.)

        Parameters:
            playback: the playback, or its id.

        Raises:
            NotFound (404): there is no playback with that id (any more): it is gone once it has
                finished.

        Example: `ari.playbacks.stop(playback)`
        """
        perform(self._client, "playbacks.stop", playbackId=playback)

    def control(
        self,
        playback: Playback | str,
        operation: Literal["restart", "pause", "unpause", "reverse", "forward"],
    ) -> None:
        """Pause a playback, let it go on, or move within it.

        No event tells of a pause; when it goes on, PlaybackStarted comes once more. How far forward
        and reverse go was said when it began (`skip_ms`). What is spoken as numbers, digits or
        characters can't be controlled: 500. (POST /playbacks/{playbackId}/control, since Asterisk
        12.0.)

        Parameters:
            playback: the playback, or its id.
            operation: what to do.

        Raises:
            BadRequest (400): there is no such control, or none was named.
            NotFound (404): there is no playback with that id (any more): it is gone once it has
                finished.
            Conflict (409): it can't be controlled at this moment.

        Example: `ari.playbacks.control(playback, "pause")`
        """
        perform(self._client, "playbacks.control", playbackId=playback, operation=operation)
