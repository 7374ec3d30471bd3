"""Checks of lesson 8: subscriptions, what a report tells, event filters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arinb.ari.client import segment
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened

WANTED = {"StasisStart", "StasisEnd"}


def call_elsewhere(happened: Happened) -> Verdict:
    """Whether the program heard of the end of a call that never was in its application."""
    seen = [event for event in happened.events() if "channel" in event]
    own = {_call_of(event["channel"]["name"]) for event in happened.events("StasisStart")}
    others = [event for event in seen if _call_of(event["channel"]["name"]) not in own]
    if not others:
        return _heard_of_none(happened, bool(own))
    channel = others[-1]["channel"]
    if _ends(happened, own):
        return passed(f"You heard of the end of {channel['name']}, which was never yours.")
    return not_yet(
        f"You hear of {channel['name']} (last: {others[-1]['type']}), but not yet that it ended.",
        "Let the phone hang up, and wait for ChannelDestroyed.",
    )


def dice(happened: Happened) -> Verdict:
    """Whether a report of the program tells how often the die fell, and how many sixes."""
    rolls = happened.events("ChannelVarset", variable="DIE")
    if not rolls:
        return not_yet(
            f"No roll of the die has reached your program.{_filtered(happened)}",
            "Subscribe before you dial 3000: the call is in no application. Each roll is a "
            "ChannelVarset of the variable DIE.",
        )
    channel = rolls[-1].get("channel", {}).get("id")
    values = [roll["value"] for roll in rolls if roll.get("channel", {}).get("id") == channel]
    right = {"rolls": len(values), "sixes": values.count("6")}
    reports = happened.events("ChannelUserevent", eventname="DiceReport")
    if not reports:
        return _no_report(happened, len(values))
    if early := [roll for roll in rolls if roll["time"] > reports[-1]["time"]]:
        return not_yet(
            f"Your report came before the last roll: {len(early)} came after it.",
            "Wait until the variable LEFT is 0, and report then.",
        )
    told = _told(reports[-1])
    if told == right:
        return passed(f"{right['rolls']} rolls, {right['sixes']} of them sixes: that is right.")
    return _wrong_report(happened, reports[-1], right)


def only_two_types(happened: Happened) -> Verdict:
    """Whether a call brought StasisStart and StasisEnd, and nothing else."""
    if verdict := _filter_refused(happened):
        return verdict
    events = happened.events()
    got = [event["type"] for event in events]
    start = happened.last("StasisStart")
    if start is None:
        return _no_start(happened, got)
    since = [event["type"] for event in events if event["time"] >= start["time"]]
    if more := sorted(set(since) - WANTED):
        return not_yet(
            f"The last call brought {', '.join(more)} as well.",
            "Name the types that may come, in “allowed”, before the phone dials.",
        )
    if "StasisEnd" not in since:
        return _no_end(happened)
    filters = _application(happened)
    if not filters.get("events_allowed") and not filters.get("events_disallowed"):
        return not_yet(
            "Only two events came, but no filter is set: there was nothing else to tell.",
            'Set one: ari.applications.filter(ari.app, {"allowed": [{"type": "…"}, …]})',
        )
    if not happened.requests("POST", "/(channels|bridges)/[^/]+/play(/.*)?"):
        return not_yet(
            "Only StasisStart and StasisEnd came, but nothing was played that a filter could hide.",
            'In the call, play something: start.channel.play("sound:hello-world")',
        )
    return passed("A call with a sound, and of all its events only the two that you want came.")


def _call_of(name: str) -> str:
    """A channel's name without the half of a Local channel: ;1 and ;2 are one call."""
    return re.sub(r"^(Local/.*);[12]$", r"\1", name)


def _ends(happened: Happened, own: set[str]) -> bool:
    ends = happened.events("ChannelDestroyed")
    # The end of an earlier try's call may come late: alone, without an event before it.
    seen = [event["channel"]["id"] for event in happened.events() if "channel" in event]
    others = [event["channel"] for event in ends if _call_of(event["channel"]["name"]) not in own]
    return any(seen.count(each["id"]) > 1 for each in others)


def _heard_of_none(happened: Happened, entered: bool) -> Verdict:
    if entered:
        return not_yet(
            "You heard only of a call in your own application: that one needs no subscription.",
            "Dial 2000, which leads elsewhere.",
        )
    if happened.get("/channels"):
        return not_yet(
            "There is a call on the server, and no event about it has reached your program."
            f"{_filtered(happened)}",
            "ari.channels.list() shows it; ari.applications.subscribe(ari.app, …) asks to be told.",
        )
    return not_yet(
        f"No event about any channel has reached your program.{_filtered(happened)}",
        "Have the phone dial 2000, subscribe to that channel, and only then hang up.",
    )


def _rolls_of_all_calls(happened: Happened) -> set[int]:
    """How many rolls the calls of this try had together, and those of the whole log."""
    log = [entry.data for entry in happened.ari.log if entry.type == "ChannelVarset"]
    these = happened.events("ChannelVarset", variable="DIE")
    return {len(these), sum(event.get("variable") == "DIE" for event in log)}


def _no_report(happened: Happened, count: int) -> Verdict:
    others = happened.events("ChannelUserevent")
    if others:
        return not_yet(
            f"Your event is called {others[-1]['eventname']}.", "Call it DiceReport: letters count."
        )
    return not_yet(
        f"{count} rolls came, but no event DiceReport.{_filtered(happened)}",
        'ari.events.user_event("DiceReport", ari.app, variables={"rolls": …, "sixes": …})',
    )


def _told(report: dict[str, Any]) -> dict[str, int | None]:
    """The two numbers of a report; None for what is none."""
    said = report.get("userevent", {})
    texts = {name: str(said.get(name, "")) for name in ("rolls", "sixes")}
    return {name: int(text) if text.isdecimal() else None for name, text in texts.items()}


def _wrong_report(happened: Happened, report: dict[str, Any], right: dict[str, int]) -> Verdict:
    told = _told(report)
    there = [name for name in report.get("userevent", {}) if name != "eventname"]
    for name, number in told.items():
        if number is None:
            return not_yet(
                f"Your DiceReport has no whole number called {name}."
                + (f" It has {', '.join(there)}: letters count." if there else ""),
                'Give both: variables={"rolls": …, "sixes": …}',
            )
    wrong = next(name for name in right if told[name] != right[name])
    every = len(happened.events("ChannelVarset"))
    why = ""
    if told[wrong] == every:
        why = " That is the number of all ChannelVarset events: other variables were set, too."
    elif told["rolls"] in _rolls_of_all_calls(happened):
        why = " It is the sum of all calls: take only those with event.channel == last.channel."
    elif wrong == "sixes":
        why = " The value comes as text: '6', not 6."
    return not_yet(
        f"Your report says {wrong} = {told[wrong]}, and that is not what the last call's events "
        f"say.{why}",
        "Count only the events whose variable is DIE, after the last roll, and report again.",
    )


def _filter_refused(happened: Happened) -> Verdict | None:
    path = f"/applications/{re.escape(happened.ari.app)}/eventFilter"
    asked = happened.requests("PUT", path)
    if not asked or asked[-1].worked:
        return None
    said = asked[-1].answer.get("message", "no answer")
    return not_yet(
        f"Asterisk did not take your filter ({asked[-1].status}): {said}.",
        'Give a list of types: {"allowed": [{"type": "StasisStart"}, {"type": "StasisEnd"}]}',
    )


def _no_end(happened: Happened) -> Verdict:
    seen = "The call has entered your application and not left it"
    mine = _application(happened)
    allowed, disallowed = _types(mine, "events_allowed"), _types(mine, "events_disallowed")
    if (allowed and "StasisEnd" not in allowed) or "StasisEnd" in disallowed:
        return not_yet(
            f"{seen}: your filter does not let StasisEnd through.",
            "StasisEnd has to be allowed, too.",
        )
    hidden = " (PlaybackFinished is filtered out: don't wait for it.)" if allowed else ""
    return not_yet(f"{seen}.", f"Let the phone hang up: phone.hangup(){hidden}")


def _types(application: dict[str, Any], which: str) -> set[str]:
    return {str(entry.get("type")) for entry in application.get(which, [])}


def _no_start(happened: Happened, got: list[str]) -> Verdict:
    mine = _application(happened)
    allowed = _types(mine, "events_allowed")
    if "StasisStart" in _types(mine, "events_disallowed"):
        return not_yet(
            "No StasisStart came: your filter disallows it.", "Take it out of “disallowed”."
        )
    if allowed and "StasisStart" not in allowed:
        names = ", ".join(sorted(allowed))
        return not_yet(
            f"No StasisStart came, and your filter lets only {names} through.",
            "Asterisk checks no name of a type: compare each letter with StasisStart.",
        )
    came = f" What came: {', '.join(sorted(set(got)))}." if got else ""
    return not_yet(f"No call has entered your application.{came}", "Have the phone dial 1000.")


def _application(happened: Happened) -> dict[str, Any]:
    found = happened.get(f"/applications/{segment(happened.ari.app)}")
    return found if isinstance(found, dict) else {}


def _filtered(happened: Happened) -> str:
    """A word about an event filter that is on: it may be why something did not come."""
    mine = _application(happened)
    if mine.get("events_allowed") or mine.get("events_disallowed"):
        return " (An event filter is on; ari.applications.filter(ari.app) takes it away.)"
    return ""
