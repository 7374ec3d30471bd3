"""Playbacks: sounds that are being played (ARI's resource /playbacks)."""

from __future__ import annotations

from typing import ClassVar

from arinb.ari.client import Client, segment
from arinb.ari.exchange import visible
from arinb.ari.resources.live import Live, described


class Playback(Live):
    """A sound that is played to a channel or a bridge.

    Its state is "queued", "playing", "paused", "continuing" (with the next of a list), "done" or
    "failed". Its methods raise NotFound once it has finished.

    Example: `channel.play("sound:hello-world").state`
    """

    _shown: ClassVar[tuple[str, ...]] = ("media_uri", "state", "target_uri")
    _collection: ClassVar[str] = "playbacks"

    @property
    def media_uri(self) -> str:
        """What is played, such as "sound:hello-world".

        Example: `playback.media_uri`
        """
        return str(self.raw.get("media_uri", ""))

    @property
    def target_uri(self) -> str:
        """To whom, such as "channel:1400609726.3".

        Example: `playback.target_uri`
        """
        return str(self.raw.get("target_uri", ""))

    def __repr__(self) -> str:
        return visible(f"<Playback {self.media_uri} {self.state}>")

    def stop(self) -> None:
        """Stop it (DELETE /playbacks/{id}); PlaybackFinished follows.

        Example: `playback.stop()`
        """
        self._client.delete(self._path())

    def pause(self) -> None:
        """Pause it (POST /playbacks/{id}/control); no event tells of it.

        Example: `playback.pause()`
        """
        self._control("pause")

    def unpause(self) -> None:
        """Go on after a pause; PlaybackStarted comes once more.

        Example: `playback.unpause()`
        """
        self._control("unpause")

    def _control(self, operation: str) -> None:
        self._client.post(self._path("control"), operation=operation)


class Playbacks:
    """The playbacks of the server (ARI's resource /playbacks); it can't list them.

    Parameters: `client`, for its requests.

    Example: `ari.playbacks.get(playback.id)`
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, playback_id: str) -> Playback:
        """Return one playback (GET /playbacks/{id}). Raises NotFound once it has finished.

        Example: `ari.playbacks.get(playback.id).state`
        """
        exchange = self._client.get(f"/playbacks/{segment(playback_id)}")
        return Playback(self._client, described(exchange))
