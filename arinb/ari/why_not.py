"""Why an awaited event did not come, as far as the log shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from arinb.ari import listing, payload
from arinb.ari.api.catalogue import OPERATIONS
from arinb.ari.event_types import EVENT_TYPES

if TYPE_CHECKING:
    from arinb.ari.awaited import Awaited
    from arinb.ari.entry import Entry

LATEST = 5

# Channel events after which Asterisk tells the application nothing more about that channel.
_ENDS = ("ChannelHangupRequest", "StasisEnd", "ChannelDestroyed")

MEDIA = OPERATIONS["channels.play"].parameter("media").schemes

# Changes of the connection that explain why nothing came.
_BREAKS = ("lost", "replaced", "closed")

# Asterisk 22 begins to play these, too, and then says nothing more.
_NEVER_ENDS = (
    "; if there is no such recording, or it is no number, Asterisk never says that it has ended"
)

Reason = tuple[str, str]


def why_not(wanted: Awaited, entries: Sequence[Entry], begin: int, app: str) -> Reason:
    """Return why an event did not come, and what to do next: two sentences, never empty.

    Parameters: `wanted`, what was waited for; `entries`, the whole log; `begin`, the row that the
    wait began at; `app`, the application's name.

    Example: `why, next_step = why_not(wanted, ari.log[:], 0, "hello-world")`
    """
    events = [entry for entry in entries if entry.kind == "event"]
    for look in _LOOKS:
        reason = look(wanted, events, begin, app)
        if reason is not None:
            return reason
    return (
        "the log does not show why",
        "look at Asterisk's console, and at the whole log: ari.log.to_dataframe()",
    )


def arrived(entries: Sequence[Entry], begin: int) -> list[str]:
    r"""Return what came from row `begin` on, as lines: counts by type, then the latest rows.

    Parameters: `entries`, the whole log.

    Example: `print("\n".join(arrived(ari.log[:], 0)))`
    """
    came = [e for e in entries[begin:] if e.kind in ("event", "malformed") or e.type in _BREAKS]
    if not came:
        return ["nothing" if begin == 0 else f"nothing since row {begin}"]
    counts = Counter(listing.what(entry) for entry in came)
    summary = ", ".join(f"{count} {type_}" for type_, count in counts.most_common())
    return [f"{summary} (since row {begin})", *map(listing.one_line, came[-LATEST:])]


def _came_before(wanted: Awaited, events: list[Entry], begin: int, _app: str) -> Reason | None:
    earlier = [entry for entry in events[::-1] if entry.row < begin and wanted.matches(entry)]
    if not earlier or wanted.narrowed or not wanted.types:
        return None
    row = earlier[0].row
    return (
        f"it came at row {row}, before your last wait, which looked as far as row {begin - 1}",
        f"wait_for(…, since={row}) begins there, since=0 at the beginning",
    )


def _refused_by_where(wanted: Awaited, events: list[Entry], begin: int, _app: str) -> Reason | None:
    count = sum(entry.row >= begin and wanted.matches(entry) for entry in events)
    if not count:
        return None
    return (
        f"{count} such events came, but your where=… was false for each of them",
        "try where=… on one of them: ari.events.last",
    )


def _unknown_type(wanted: Awaited, events: list[Entry], _begin: int, _app: str) -> Reason | None:
    seen = {entry.type for entry in events}
    unknown = [name for name in wanted.types if name not in EVENT_TYPES and name not in seen]
    if not unknown:
        return None
    return (
        f"arinb knows no event of type {' or '.join(unknown)}, and none has ever arrived",
        "arinb.ari.event_types.EVENT_TYPES lists the known ones",
    )


def _nobody_entered(wanted: Awaited, events: list[Entry], _begin: int, app: str) -> Reason | None:
    if any(entry.type == "StasisStart" for entry in events):
        return None
    if wanted.types and not any(_is_about_calls(name) for name in wanted.types):
        return None
    next_step = (
        f"dial an extension that runs Stasis({app}), the very same name as in connect(…); "
        "Asterisk's console shows which lines of the dialplan a call runs"
    )
    return f"no channel has entered the application {app!r} since connect()", next_step


def _playback_failed(wanted: Awaited, events: list[Entry], _begin: int, _app: str) -> Reason | None:
    for entry in events[::-1]:
        playback = payload.playback(entry.data) if entry.type == "PlaybackFinished" else None
        if playback is None or wanted.playback not in (None, playback["id"]):
            continue
        if playback.get("state") == "failed" and _is_about_playback(wanted):
            uri = listing.printable(str(playback.get("media_uri")))
            return (
                f"the playback of {uri} failed (PlaybackFinished at row {entry.row})",
                "is there such a sound, in the channel's language? GET /ari/sounds lists them",
            )
    return None


def _unknown_media(wanted: Awaited, events: list[Entry], _begin: int, _app: str) -> Reason | None:
    if "PlaybackFinished" not in wanted.types:
        return None
    for entry in events[::-1]:
        playback = payload.playback(entry.data) if entry.type == "PlaybackStarted" else None
        if playback is None or wanted.playback not in (None, playback["id"]):
            continue
        uri = str(playback.get("media_uri"))
        if uri.partition(":")[0] not in MEDIA:
            why = (
                f"Asterisk knows no such kind of media as {listing.printable(uri)}: it says that "
                "the playback began, plays nothing, and never says that it ended"
            )
            return why, f"write what to play with its kind before it: {', '.join(MEDIA)}"
    return None


def _hung_up(wanted: Awaited, events: list[Entry], _begin: int, _app: str) -> Reason | None:
    channel = wanted.channel or _channel_of_playback(wanted.playback, events)
    starts = [e.row for e in events if e.type == "StasisStart" and _is_about(e, channel)]
    last_start = max(starts, default=0)
    ends = [
        entry
        for entry in events
        if entry.type in _ENDS and entry.row > last_start and _is_about(entry, channel)
    ]
    if not ends:
        return None
    end = ends[0]
    name = (payload.channel(end.data) or {}).get("name", "the channel")
    return (
        f"the call had ended: {end.type} of {listing.printable(str(name))} at row {end.row}",
        "make a new call, and keep the caller on the line until the event has come",
    )


def _still_playing(wanted: Awaited, events: list[Entry], _begin: int, _app: str) -> Reason | None:
    if "PlaybackFinished" not in wanted.types:
        return None
    finished = {_playback_id(entry) for entry in events if entry.type == "PlaybackFinished"}
    for entry in events:
        id_ = _playback_id(entry) if entry.type == "PlaybackStarted" else None
        if id_ and id_ not in finished and wanted.playback in (None, id_):
            uri = str((payload.playback(entry.data) or {}).get("media_uri"))
            return (
                f"the playback began at row {entry.row} and has not ended yet"
                + (_NEVER_ENDS if uri.startswith(("recording:", "number:")) else ""),
                "give it more time (timeout=…), or stop it: playback.stop()",
            )
    return None


def _still_up(wanted: Awaited, events: list[Entry], _begin: int, _app: str) -> Reason | None:
    if not wanted.types or any(type_ not in _ENDS for type_ in wanted.types):
        return None
    for entry in events[::-1]:
        if entry.type == "StasisStart" and _is_about(entry, wanted.channel):
            return (
                f"the channel that came at row {entry.row} is still there: nobody has hung up",
                "hang up the phone, or the channel: channel.hangup()",
            )
    return None


def _other_subject(wanted: Awaited, events: list[Entry], _begin: int, _app: str) -> Reason | None:
    others = [entry for entry in events if entry.type in wanted.types]
    if not others or wanted.channel is wanted.playback is None:
        return None
    subject = "channel" if wanted.playback is None else "playback"
    return (
        f"{' or '.join(wanted.types)} came {len(others)} times, but never for this {subject}",
        "compare its id with those in ari.log.to_dataframe(): was it of an earlier call?",
    )


# The first that has something to say, says it.
_LOOKS: tuple[Callable[[Awaited, list[Entry], int, str], Reason | None], ...] = (
    _refused_by_where,
    _came_before,
    _unknown_type,
    _nobody_entered,
    _playback_failed,
    _unknown_media,
    _hung_up,
    _still_playing,
    _still_up,
    _other_subject,
)


def _is_about(entry: Entry, channel: str | None) -> bool:
    return channel is None or channel in payload.channel_ids(entry.data)


def _is_about_calls(type_: str) -> bool:
    return type_.startswith(("Channel", "Stasis", "Playback", "Recording"))


def _is_about_playback(wanted: Awaited) -> bool:
    return wanted.playback is not None or any(t.startswith("Playback") for t in wanted.types)


def _playback_id(entry: Entry) -> str | None:
    playback = payload.playback(entry.data)
    return None if playback is None else playback["id"]


def _channel_of_playback(playback: str | None, events: list[Entry]) -> str | None:
    for entry in events:
        found = payload.playback(entry.data) if entry.type.startswith("Playback") else None
        if found is not None and found["id"] == playback:
            return next(payload.target_channel(found), None)
    return None
