"""What objects can do or say beyond what ARI's description has of them."""

from __future__ import annotations

from arinb.ari.objects.model import Live, Model
from arinb.ari.objects.perform import perform


class CallerIDExtras(Model):
    """A caller's name and number as people write them: "Ann <1000>"."""

    def __str__(self) -> str:
        name, number = self._text("name"), self._text("number")
        return f"{name} <{number}>" if name and number else name or number


class EndpointExtras(Live):
    """An endpoint is known by two words: its technology, and its name there."""

    @property
    def _key(self) -> str:
        return f"{self._text('technology')}/{self._text('resource')}"


class PlaybackExtras(Live):
    """The controls of a playback, each with its own name."""

    def pause(self) -> None:
        """Pause it (POST /playbacks/{playbackId}/control); no event tells of it.

        Raises NotFound (404) once it has finished.

        Example: `playback.pause()`
        """
        perform(self._client, "playbacks.control", playbackId=self, operation="pause")

    def unpause(self) -> None:
        """Go on after a pause; PlaybackStarted comes once more.

        Raises NotFound (404) once it has finished.

        Example: `playback.unpause()`
        """
        perform(self._client, "playbacks.control", playbackId=self, operation="unpause")
