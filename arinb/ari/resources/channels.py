"""Channels: one line each between Asterisk and somebody (ARI's resource /channels)."""

from __future__ import annotations

import builtins
import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, get_args

from arinb.ari.client import Client, segment
from arinb.ari.resources.live import Live, all_described, described
from arinb.ari.resources.playbacks import Playback
from arinb.errors import BadRequestArgument, InvalidState

if TYPE_CHECKING:
    from arinb.ari.exchange import Exchange

HangupReason: TypeAlias = Literal[
    "normal",
    "busy",
    "congestion",
    "no_answer",
    "timeout",
    "rejected",
    "unallocated",
    "normal_unspecified",
    "number_incomplete",
    "codec_mismatch",
    "interworking",
    "failure",
    "answered_elsewhere",
]


class Channel(Live):
    """A channel: one line between Asterisk and a phone, or another part of a call.

    It comes from an event (`start.channel`) or from `ari.channels`. Its methods work while the
    channel is in your application: between StasisStart and StasisEnd. They raise NotFound once it
    has gone, Conflict when it is not in an application, InvalidState while it is not answered.

    Example: `start.channel.play("sound:hello-world")`
    """

    _shown: ClassVar[tuple[str, ...]] = ("name", "state")
    _collection: ClassVar[str] = "channels"

    @property
    def name(self) -> str:
        """The name for people, such as "PJSIP/1000-00000001".

        Example: `start.channel.name`
        """
        return str(self.raw.get("name", ""))

    @property
    def caller(self) -> str:
        """Who calls, as the caller's side says: name, number, or both.

        Example: `start.channel.caller`
        """
        caller = self.raw.get("caller") or {}
        name, number = caller.get("name", ""), caller.get("number", "")
        return f"{name} <{number}>" if name and number else name or number

    def play(
        self,
        media: str | Sequence[str],
        *,
        lang: str | None = None,
        offset_ms: int | None = None,
        skip_ms: int | None = None,
        playback_id: str | None = None,
    ) -> Playback:
        """Play something to the channel (POST /channels/{id}/play).

        It returns at once with the playback in the state "queued"; the events PlaybackStarted and
        PlaybackFinished tell what becomes of it. A sound that does not exist is accepted too, and
        ends in the state "failed".

        Parameters: `media`, what to play: "sound:hello-world", "tone:ring", "digits:123",
        "number:42", "recording:name", …, or a list of such; `lang`, a language such as "en";
        `offset_ms`, where to begin, in milliseconds; `skip_ms`, the step for forward and reverse,
        in milliseconds (3,000 unless given); `playback_id`, an id of your own.

        Example: `playback = channel.play("sound:hello-world")`
        """
        exchange = self._do(
            "play",
            media=media,
            lang=lang,
            offsetms=offset_ms,
            skipms=skip_ms,
            playbackId=playback_id,
        )
        return Playback(self._client, described(exchange))

    def answer(self) -> None:
        """Answer the call (POST /channels/{id}/answer).

        Example: `channel.answer()`
        """
        self._do("answer")

    def ring(self) -> None:
        """Tell the caller that it rings (POST /channels/{id}/ring).

        Example: `channel.ring()`
        """
        self._do("ring")

    def hangup(self, reason: HangupReason | None = None) -> None:
        """Hang up (DELETE /channels/{id}); StasisEnd follows.

        Parameters: `reason`, what the other side is told: "normal" (unless given), "busy",
        "congestion", "no_answer", or another one of `HangupReason`.

        Example: `channel.hangup(reason="busy")`
        """
        _check_reason(reason)
        self._client.delete(self._path(), reason=reason)

    def _do(self, action: str, **params: Any) -> Exchange:  # noqa: ANN401 - passed on
        try:
            return self._client.post(self._path(action), **params)
        except InvalidState as error:
            error.why = f"{error.why} When ARI last described it, it was {self.state}."
            raise


def _check_reason(reason: str | None) -> None:
    known = get_args(HangupReason)
    if reason is None or reason in known:
        return
    close = difflib.get_close_matches(str(reason), known, n=1)
    raise BadRequestArgument(
        f"{reason!r} is no reason to hang up.",
        why=f"ARI knows these: {', '.join(known)}.",
        next_step=f"Did you mean {close[0]!r}?" if close else "Choose one of them, or none.",
    )


class Channels:
    """All channels of the server (ARI's resource /channels).

    Parameters: `client`, for its requests.

    Example: `ari.channels.list()`
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> builtins.list[Channel]:
        """Return all channels that there are now, in your application or not (GET /channels).

        Example: `[channel.name for channel in ari.channels.list()]`
        """
        exchange = self._client.get("/channels")
        return [Channel(self._client, raw) for raw in all_described(exchange)]

    def get(self, channel_id: str) -> Channel:
        """Return one channel (GET /channels/{id}). Raises NotFound when there is none.

        Example: `ari.channels.get("1400609726.3").state`
        """
        exchange = self._client.get(f"/channels/{segment(channel_id)}")
        return Channel(self._client, described(exchange))
