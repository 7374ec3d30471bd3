"""Calls to the people of a lesson's dialplan: what has become of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arinb.lessons.verdict import Verdict, not_yet

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened, Request

Event = dict[str, Any]

ANNA, BEN, CARL = "2001", "2002", "2003"
NAMES = {ANNA: "Anna", BEN: "Ben", CARL: "Carl"}


class Call:
    """The latest call to one of the people, from its beginning on.

    Example: `Call(happened, ANNA).answered`
    """

    def __init__(self, happened: Happened, number: str) -> None:
        self.number = number
        self.name = NAMES[number]
        dials = [
            each
            for each in happened.events("Dial")
            if _whom(each["peer"]) == number and not each["dialstatus"]
        ]
        self.began = dials[-1]["time"] if dials else 0.0
        self.id = dials[-1]["peer"]["id"] if dials else ""
        statuses = happened.events("Dial", peer__id=self.id)
        self.status = statuses[-1]["dialstatus"] if statuses else ""
        answers = [each for each in statuses if each["dialstatus"] == "ANSWER"]
        self.answered = answers[-1]["time"] if answers else None
        self.start = happened.last("StasisStart", channel__id=self.id)
        self.end = happened.last("ChannelDestroyed", channel__id=self.id)
        if self.end is None:  # a call that was created is followed in the application only
            self.end = happened.last("StasisEnd", channel__id=self.id)

    @property
    def placed(self) -> bool:
        """Whether there was such a call.

        Example: `call.placed`
        """
        return bool(self.id)

    @property
    def created(self) -> bool:
        """Whether it came to the program before anybody was called: with create and dial.

        Example: `call.created`
        """
        if self.start is None:
            return False
        return self.answered is None or bool(self.start["time"] < self.answered)

    def over_by(self, time: float) -> bool:
        """Whether it had ended before that.

        Example: `ben.over_by(carl.began)`
        """
        return self.end is not None and bool(self.end["time"] < time)


def _whom(channel: Event) -> str:
    """The number of the person behind a channel, or ""."""
    found = re.match(r"Local/(\d+)@people-.*;1", channel["name"])
    return found[1] if found else ""


def _placing(happened: Happened) -> list[Request]:
    """The requests that place a call."""
    return happened.requests("POST", "/channels(/create|/[^/]+)?")


def not_called(happened: Happened, name: str, number: str) -> Verdict:
    """What was done instead of calling somebody.

    Example: `not_called(happened, "Ben", BEN)`
    """
    call_them = f'Call Local/{number}@people: ari.channels.originate("Local/{number}@people", …)'
    asked = _placing(happened)
    if not asked:
        return not_yet(f"{name} was not called: no call was placed.", call_them)
    latest = asked[-1]
    whom = latest.params.get("endpoint", "nobody")
    if not latest.worked:
        said = latest.answer.get("message") or latest.answer.get("error", "")
        return not_yet(
            f"Asterisk refused to call {whom}: {latest.status} {said}".strip() + ".",
            "Compare your line with the example in the lesson. " + call_them,
        )
    if f"Local/{number}@people" != whom:
        return not_yet(f"{name} was not called: the last call went to {whom}.", call_them)
    return _out_of_sight(name, latest)


def _out_of_sight(name: str, request: Request) -> Verdict:
    """Somebody was called, and the application was told nothing of it."""
    app = request.params.get("app")
    if app is None:
        where = f"{request.params.get('extension')}@{request.params.get('context', 'default')}"
        return not_yet(
            f"{name} was called for the dialplan ({where}), so your program hears nothing of it.",
            'Ask for the call yourself: app="hello-world" in place of extension and context.',
        )
    if app != "hello-world":
        return not_yet(
            f"{name} was called for an application {app!r}, which nobody is connected as.",
            'Name your own: app="hello-world".',
        )
    return not_yet(
        f"{name} was called, and Asterisk has not dialled yet.",
        "A channel that was made with create is dialled with its dial().",
    )
