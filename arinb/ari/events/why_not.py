"""Why an awaited event did not come, as far as the log shows it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from arinb.ari import listing, payload
from arinb.ari.api.catalogue import OPERATIONS
from arinb.ari.event_types import EVENT_TYPES
from arinb.ari.events import fields
from arinb.ari.events.gaps import gaps

if TYPE_CHECKING:
    from arinb.ari.entry import Entry
    from arinb.ari.events.case import Case, Reason
    from arinb.ari.log import EventLog

LATEST = 5
_VALUES = 3  # so many different values of a field are named

# Channel events after which Asterisk tells the application nothing more about that channel.
_ENDS = ("ChannelHangupRequest", "StasisEnd", "ChannelDestroyed")

MEDIA = OPERATIONS["channels.play"].parameter("media").schemes

# Asterisk 22 begins to play these, too, and then says nothing more.
_NEVER_ENDS = (
    "; if there is no such recording, or it is no number, Asterisk never says that it has ended"
)
_UNKNOWN = (
    "the log does not show why",
    "look at Asterisk's console, and at the whole log: ari.log.to_dataframe()",
)


def why_not(case: Case) -> Reason:
    """Return why an event did not come, and what to do next: two sentences, never empty.

    What the wait could not see (a connection that was down, rows that were dropped) comes first.

    Example: `why, next_step = why_not(Case(wanted, ari.log, 0, "hello-world"))`
    """
    reasons = list(gaps(case))
    for look in _LOOKS:
        if (reason := look(case)) is not None:
            reasons.append(reason)
            break
    whys, steps = zip(*(reasons or [_UNKNOWN]), strict=True)
    return "; ".join(whys), steps[-1]


def arrived(log: EventLog, begin: int) -> list[str]:
    r"""Return what came from row `begin` on, as lines: counts by type, then the latest rows.

    Example: `print("\n".join(arrived(ari.log, 0)))`
    """
    counts: Counter[str] = Counter()
    latest: deque[Entry] = deque(maxlen=LATEST)

    def count(entry: Entry) -> bool:
        changes = entry.kind == "connection" and entry.type != "opened"
        if changes or entry.kind in ("event", "malformed"):
            counts[listing.what(entry)] += 1
            latest.append(entry)
        return False  # to be shown the next one, too

    begin = max(begin, log.dropped)
    log.wait(count, since=begin, timeout=0)
    if not counts:
        return ["nothing" if begin == 0 else f"nothing since row {begin}"]
    summary = ", ".join(f"{number} {name}" for name, number in counts.most_common())
    return [f"{summary} (since row {begin})", *map(listing.one_line, latest)]


def _refused_by_where(case: Case) -> Reason | None:
    if case.wanted.where is None:
        return None
    count = sum(map(case.wanted.matches, case.events(*case.wanted.types, since=case.begin)))
    if not count:
        return None
    return (
        f"{count} such events came, but your where=… was false for each of them",
        "try where=… on one of them: ari.events.last",
    )


def _other_fields(case: Case) -> Reason | None:
    """Such events came, and about the right thing, but with other values in their fields."""
    wanted = case.wanted
    if not wanted.fields:
        return None
    events = [entry.data for entry in case.events(*wanted.types, since=case.begin)]
    events = [data for data in events if wanted.is_about(data)]
    for name, value in wanted.fields.items():
        values = [fields.value_at(data, name) for data in events]
        seen = list(dict.fromkeys(repr(each) for each in values if each is not fields.ABSENT))
        if seen and not any(fields.is_same(each, value) for each in values):
            some = ", ".join(map(listing.printable, seen[:_VALUES]))
            more = ", …" if len(seen) > _VALUES else ""
            return (
                f"{len(events)} such events came, but with {name} {some}{more}",
                "wait for one of these values, or look where the right one should come from",
            )
    return None


def _came_before(case: Case) -> Reason | None:
    wanted = case.wanted
    if case.way != "wait_for" or wanted.where is not None or not wanted.types:
        return None
    row = _latest_before(case)
    if row is None:
        return None
    return (
        f"it came at row {row}, before your last wait, which looked as far as row {case.begin - 1}",
        f"wait_for(…, since={row}) begins there, since=0 at the beginning",
    )


def _came_before_the_block(case: Case) -> Reason | None:
    if case.way != "expect" or case.wanted.where is not None or not case.wanted.types:
        return None
    row = _latest_before(case)
    if row is None:
        return None
    return (
        f"the last such event came at row {row}, but expect() looked from row {case.begin} on",
        "what brings the event about has to stand inside of the block: with …expect(…): …",
    )


def _latest_before(case: Case) -> int | None:
    for entry in reversed(case.events(*case.wanted.types, before=case.begin)):
        if case.wanted.matches(entry):
            return None if _is_of_a_call_that_is_over(case, entry) else entry.row
    return None


def _is_of_a_call_that_is_over(case: Case, start: Entry) -> bool:
    """Whether it is the beginning of a call whose end came before the wait, too."""
    if start.type != "StasisStart":
        return False
    ends = case.events("StasisEnd", since=start.row, before=case.begin)
    return any(_is_about(end, next(payload.channel_ids(start.data), None)) for end in ends)


def _unknown_type(case: Case) -> Reason | None:
    names = [name for name in case.wanted.types if name not in EVENT_TYPES]
    unknown = [name for name in names if not case.events(name)]
    if not unknown:
        return None
    return (
        f"arinb knows no event of type {' or '.join(unknown)}, and none has ever arrived",
        "arinb.ari.event_types.EVENT_TYPES lists the known ones",
    )


def _filtered(case: Case) -> Reason | None:
    """The program has asked Asterisk not to send such events."""
    asked = case.granted("PUT", f"applications/{case.app}/eventFilter")
    if asked is None or not case.wanted.types:
        return None
    allowed, disallowed = (payload.filtered(asked.raw, name) for name in ("allowed", "disallowed"))
    comes = [x for x in case.wanted.types if x not in disallowed and (x in allowed or not allowed)]
    if comes:
        return None
    return (
        f"the event filter that was set at row {asked.row} lets no {_types(case)} through",
        "ari.applications.filter(ari.app), without more, takes it away",
    )


def _subscribed(case: Case) -> Reason | None:
    """The program follows calls that need not enter it."""
    asked = case.granted("POST", f"applications/{case.app}/subscription")
    if asked is None or any(name.startswith("Stasis") for name in case.wanted.types):
        return None
    if not case.wanted.types or case.events(*case.wanted.types, since=asked.row):
        return None
    return (
        f"no {_types(case)} has come since your program subscribed, at row {asked.row}",
        "has it happened (has the caller hung up)? ari.applications.get(ari.app) has the list",
    )


def _no_new_call(case: Case) -> Reason | None:
    """All calls that came before are over, and a new one is waited for."""
    before = case.events("StasisStart", before=case.begin)
    if case.wanted.types != ("StasisStart",) or case.wanted.subjects or not before:
        return None
    if not _is_of_a_call_that_is_over(case, before[-1]):
        return None
    return (
        f"no call has come since row {case.begin}; the one of row {before[-1].row} is over",
        f"dial first, and wait then; wait_for(…, since={before[-1].row}) has the earlier call",
    )


def _nobody_entered(case: Case) -> Reason | None:
    # Of a log that has dropped rows nobody can say that.
    if case.log.dropped or case.events("StasisStart"):
        return None
    if case.wanted.types and not any(_is_about_calls(name) for name in case.wanted.types):
        return None
    next_step = (
        f"dial an extension that runs Stasis({case.app}), the very same name as in connect(…); "
        "Asterisk's console shows which lines of the dialplan a call runs"
    )
    return f"no channel has entered the application {case.app!r} since connect()", next_step


def _playback_failed(case: Case) -> Reason | None:
    if not _is_about_playback(case):
        return None
    # One that nobody named, and that failed before the wait, explains nothing.
    since = 0 if "playback" in case.wanted.subjects else case.begin
    for entry in reversed(case.events("PlaybackFinished", since=since)):
        playback = _playback(case, entry)
        if playback is not None and playback.get("state") == "failed":
            uri = listing.printable(str(playback.get("media_uri")))
            return (
                f"the playback of {uri} failed (PlaybackFinished at row {entry.row})",
                "is there such a sound, in the channel's language? GET /ari/sounds lists them",
            )
    return None


def _unknown_media(case: Case) -> Reason | None:
    if "PlaybackFinished" not in case.wanted.types:
        return None
    for entry in reversed(case.events("PlaybackStarted")):
        playback = _playback(case, entry)
        uri = str(playback.get("media_uri")) if playback is not None else ""
        if playback is not None and uri.partition(":")[0] not in MEDIA:
            why = (
                f"Asterisk knows no such kind of media as {listing.printable(uri)}: it says that "
                "the playback began, plays nothing, and never says that it ended"
            )
            return why, f"write what to play with its kind before it: {', '.join(MEDIA)}"
    return None


def _hung_up(case: Case) -> Reason | None:
    channel = case.wanted.subjects.get("channel") or _channel_of_playback(case)
    starts = [entry.row for entry in case.events("StasisStart") if _is_about(entry, channel)]
    last_start = max(starts, default=0)
    for end in case.events(*_ENDS, since=last_start + 1):
        if _is_about(end, channel):
            name = (payload.channel(end.data) or {}).get("name", "the channel")
            who = listing.printable(str(name))
            return (
                f"the call had ended: {end.type} of {who} at row {end.row}",
                "make a new call, and keep the caller on the line until the event has come",
            )
    return None


def _still_playing(case: Case) -> Reason | None:
    if "PlaybackFinished" not in case.wanted.types:
        return None
    finished = [_playback(case, entry) for entry in case.events("PlaybackFinished")]
    ids = {playback["id"] for playback in finished if playback is not None}
    for entry in case.events("PlaybackStarted"):
        playback = _playback(case, entry)
        if playback is not None and playback["id"] not in ids:
            uri = str(playback.get("media_uri"))
            return (
                f"the playback began at row {entry.row} and has not ended yet"
                + (_NEVER_ENDS if uri.startswith(("recording:", "number:")) else ""),
                "give it more time (timeout=…), or stop it: playback.stop()",
            )
    return None


def _still_up(case: Case) -> Reason | None:
    if not case.wanted.types or any(type_ not in _ENDS for type_ in case.wanted.types):
        return None
    for entry in reversed(case.events("StasisStart")):
        if _is_about(entry, case.wanted.subjects.get("channel")):
            return (
                f"the channel that came at row {entry.row} is still there: nobody has hung up",
                "hang up the phone, or the channel: channel.hangup()",
            )
    return None


def _other_subject(case: Case) -> Reason | None:
    wanted = case.wanted
    others = case.events(*wanted.types) if wanted.types and wanted.subjects else []
    if not others:
        return None
    kinds = " and ".join(wanted.subjects)
    return (
        f"{_types(case)} came {len(others)} times, but never for this {kinds}",
        "compare its id with those in ari.log.to_dataframe(): was it of an earlier call?",
    )


# The first that has something to say, says it.
_LOOKS: tuple[Callable[[Case], Reason | None], ...] = (
    _refused_by_where,
    _other_fields,
    _came_before,
    _unknown_type,
    _filtered,
    _subscribed,
    _no_new_call,
    _nobody_entered,
    _playback_failed,
    _unknown_media,
    _hung_up,
    _still_playing,
    _still_up,
    _came_before_the_block,
    _other_subject,
)


def _types(case: Case) -> str:
    return " or ".join(case.wanted.types)


def _is_about(entry: Entry, channel: str | None) -> bool:
    return channel is None or channel in payload.channel_ids(entry.data)


def _is_about_calls(type_: str) -> bool:
    return type_.startswith(("Channel", "Stasis", "Playback", "Recording"))


def _is_about_playback(case: Case) -> bool:
    types = case.wanted.types
    return "playback" in case.wanted.subjects or any(t.startswith("Playback") for t in types)


def _playback(case: Case, entry: Entry) -> payload.Json | None:
    """The playback that an event is about, if it is one that the wait is about."""
    found = payload.playback(entry.data)
    wanted = case.wanted.subjects.get("playback")
    return found if found is not None and wanted in (None, found["id"]) else None


def _channel_of_playback(case: Case) -> str | None:
    """The channel that the awaited playback plays to."""
    if "playback" not in case.wanted.subjects:
        return None
    for entry in case.events("PlaybackStarted", "PlaybackContinuing", "PlaybackFinished"):
        if (found := _playback(case, entry)) is not None:
            return next(payload.target_channel(found), None)
    return None
