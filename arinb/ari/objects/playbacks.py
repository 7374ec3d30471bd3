"""The model of /playbacks."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.extras import PlaybackExtras
from arinb.ari.objects.perform import described, perform

if TYPE_CHECKING:
    from typing import ClassVar, Literal, Self


class Playback(PlaybackExtras):
    """Something that is played to a channel or a bridge.

    It exists from the request that began it to its PlaybackFinished.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "id"
    _shown: ClassVar[tuple[str, ...]] = ("media_uri", "state", "target_uri", "id")

    @property
    def id(self) -> str:
        """Its id."""
        return self._text("id")

    @property
    def media_uri(self) -> str:
        """What is played now, such as "sound:hello-world"."""
        return self._text("media_uri")

    @property
    def next_media_uri(self) -> str | None:
        """Of several, what comes next. Since Asterisk 14.0. It may be missing: None."""
        return self._maybe_text("next_media_uri")

    @property
    def target_uri(self) -> str:
        """To whom: "channel:" or "bridge:", and the id."""
        return self._text("target_uri")

    @property
    def language(self) -> str | None:
        """The language that was asked for, such as "en". It may be missing: None."""
        return self._maybe_text("language")

    @property
    def state(self) -> str:
        """How far it is; a paused one says `paused`, which the description leaves out. One of
        queued, playing, continuing, done, failed.
        """
        return self._text("state")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /playbacks/{playbackId}), and return it.

        Raises NotFound when it is gone.

        Example: `playback.refresh()`
        """
        answer = perform(self._client, "playbacks.get", playbackId=self)
        return self._renewed(described(Playback, answer))

    def stop(self) -> None:
        """Stop a playback.

        PlaybackFinished follows. What is spoken as numbers, digits or characters can't be stopped:
        500. (DELETE /playbacks/{playbackId}, since Asterisk 12.0.)

        Raises:
            NotFound (404): there is no playback with that id (any more): it is gone once it has
                finished.

        Example: `playback.stop()`
        """
        perform(self._client, "playbacks.stop", playbackId=self)

    def control(
        self, operation: Literal["restart", "pause", "unpause", "reverse", "forward"]
    ) -> None:
        """Pause a playback, let it go on, or move within it.

        No event tells of a pause; when it goes on, PlaybackStarted comes once more. How far forward
        and reverse go was said when it began (`skip_ms`). What is spoken as numbers, digits or
        characters can't be controlled: 500. (POST /playbacks/{playbackId}/control, since Asterisk
        12.0.)

        Parameters:
            operation: what to do.

        Raises:
            BadRequest (400): there is no such control, or none was named.
            NotFound (404): there is no playback with that id (any more): it is gone once it has
                finished.
            Conflict (409): it can't be controlled at this moment.

        Example: `playback.control("pause")`
        """
        perform(self._client, "playbacks.control", playbackId=self, operation=operation)
