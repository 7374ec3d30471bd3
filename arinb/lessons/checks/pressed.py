"""A call to a program that takes keys: what was pressed in it, and what was played to it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from arinb.lessons.verdict import Verdict, not_yet

if TYPE_CHECKING:
    from collections.abc import Callable

    from arinb.lessons.happened import Happened

Event = dict[str, Any]

AT_ONCE = 2.0  # seconds that a program may take to react
MENU, SORRY, HELLO, GOODBYE = (
    f"sound:{name}" for name in ("vm-opts", "im-sorry", "hello-world", "vm-goodbye")
)


class Call:
    """The latest call: what was pressed in it, and what was played to it.

    Parameters: `happened`, and `start`, the call's StasisStart.

    Example: `Call(happened, happened.last("StasisStart")).pressed`
    """

    def __init__(self, happened: Happened, start: Event) -> None:
        self.began = float(start["time"])
        about = {"channel__id": start["channel"]["id"]}
        target = {"playback__target_uri": f"channel:{start['channel']['id']}"}
        self.keys = happened.events("ChannelDtmfReceived", **about)
        self.pressed = ", ".join(key["digit"] for key in self.keys)
        self.played = happened.events("PlaybackStarted", **target)
        self.finished = happened.events("PlaybackFinished", **target)
        self.over = happened.last("StasisEnd", **about) is not None
        # A hang-up that was asked for over ARI is "soft"; the caller's own is not.
        asked = happened.first("ChannelHangupRequest", **about)
        self.by_caller = asked is not None and not asked.get("soft")

    def after(self, event: Event) -> list[Event]:
        """What began to be played after that.

        Example: `call.after(call.keys[-1])`
        """
        return [each for each in self.played if each["time"] > event["time"]]

    def end_of(self, playback: Event) -> Event | None:
        """The event with which a playback has ended.

        Example: `call.end_of(call.played[-1])`
        """
        id_ = playback["playback"]["id"]
        return next((each for each in self.finished if each["playback"]["id"] == id_), None)

    def fault_of(self, playback: Event) -> str:
        """Why it was not heard to its end, or "".

        Example: `call.fault_of(call.played[-1])`
        """
        end = self.end_of(playback)
        if end is None:
            return "is still being played"
        why = ": the call was over" if self.over else ""
        state = end["playback"]["state"]
        return "" if state == "done" else f"ended as {state!r}{why}"

    def ending(self) -> str:
        """How the call has ended, in a sentence.

        Example: `call.ending()`
        """
        if not self.over:
            return "The channel is still in your application."
        return "The caller hung up." if self.by_caller else "The call was ended without a word."


def of_the_latest_call(check: Callable[[Call], Verdict]) -> Callable[[Happened], Verdict]:
    """Make a check of the latest call into an exercise's check.

    Example: `@of_the_latest_call`
    """

    @wraps(check)
    def checked(happened: Happened) -> Verdict:
        if (start := happened.last("StasisStart")) is None:
            return not_yet("No call has come.", 'Have the phone dial: phone.dial("1000")')
        return check(Call(happened, start))

    return checked


def media_of(*events: Event) -> str:
    """What these playbacks play, or "nothing".

    Example: `media_of(*call.played)`
    """
    return ", ".join(each["playback"]["media_uri"] for each in events) or "nothing"


def first_of(media: str, events: list[Event]) -> Event | None:
    """The first of these playbacks that plays that.

    Example: `first_of("sound:im-sorry", call.played)`
    """
    return next((each for each in events if media_of(each) == media), None)


def no_key(call: Call) -> Verdict:
    """What to say of a call without a key.

    Example: `no_key(call)`
    """
    return not_yet(
        f"The call came, and no key was pressed in it (played was: {media_of(*call.played)}).",
        'Press one during the call: phone.wait_until("up"), then phone.send_digits("5"). '
        "If your cell has shown an error, read that first.",
    )
