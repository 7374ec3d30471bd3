"""Lesson 8: subscriptions to what is in no application, questions to the log, event filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arinb.ari.client import segment
from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened

EXTENSIONS = """\
; The dialplan: only 1000 leads into the program.
[default]

exten => 1000,1,Stasis(hello-world)
 same => n,Hangup()

; A call that has nothing to do with the program.
exten => 2000,1,Answer()
 same => n,Wait(60)
 same => n,Hangup()

; A die is rolled, and nobody has said how often.
exten => 3000,1,Answer()
 same => n,Set(LEFT=${RAND(20,40)})
 same => n,While($[${LEFT} > 0])
 same => n,Set(DIE=${RAND(1,6)})
 same => n,Set(LEFT=$[${LEFT} - 1])
 same => n,EndWhile()
 same => n,Wait(60)
 same => n,Hangup()
"""
PATIENCE = 1.0  # seconds: what is not sent by then was not subscribed to, or is filtered out
WANTED = {"StasisStart", "StasisEnd"}


def call_elsewhere(happened: Happened) -> Verdict:
    """Whether the program heard of the end of a call that never was in its application."""
    entered = {event["channel"]["id"] for event in happened.events("StasisStart")}
    seen = [event for event in happened.events() if "channel" in event]
    others = [event for event in seen if event["channel"]["id"] not in entered]
    if not others:
        return _heard_of_none(happened, bool(entered))
    channel = others[-1]["channel"]
    if _ends(happened, entered):
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
    told = _told(reports[-1])
    if told == right:
        return passed(f"{right['rolls']} rolls, {right['sixes']} of them sixes: that is right.")
    return _wrong_report(happened, told, right)


def only_two_types(happened: Happened) -> Verdict:
    """Whether a call brought StasisStart and StasisEnd, and nothing else."""
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
        return not_yet(
            f"The call has entered your application and not left it.{_filtered(happened)}",
            "Let the phone hang up. If it has: StasisEnd has to be allowed, too.",
        )
    filters = _application(happened)
    if not filters.get("events_allowed") and not filters.get("events_disallowed"):
        return not_yet(
            "Only two events came, but no filter is set: there was nothing else to tell.",
            'Set one: ari.applications.filter(ari.app, {"allowed": [{"type": "…"}, …]})',
        )
    if not happened.requests("POST", "/channels/[^/]+/play(/.*)?"):
        return not_yet(
            "Only StasisStart and StasisEnd came, but nothing was played that a filter could hide.",
            'In the call, play something: start.channel.play("sound:hello-world")',
        )
    return passed("A call with a sound, and of all its events only the two that you want came.")


def _ends(happened: Happened, entered: set[str]) -> bool:
    ends = happened.events("ChannelDestroyed")
    # The end of an earlier try's call may come late: alone, without an event before it.
    seen = [event["channel"]["id"] for event in happened.events() if "channel" in event]
    ids = [event["channel"]["id"] for event in ends]
    return any(each not in entered and seen.count(each) > 1 for each in ids)


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


def _wrong_report(
    happened: Happened, told: dict[str, int | None], right: dict[str, int]
) -> Verdict:
    for name, number in told.items():
        if number is None:
            return not_yet(
                f"Your DiceReport has no whole number called {name}.",
                'Give both: variables={"rolls": …, "sixes": …}',
            )
    wrong = next(name for name in right if told[name] != right[name])
    every = len(happened.events("ChannelVarset"))
    why = ""
    if told[wrong] == every:
        why = " That is the number of all ChannelVarset events: other variables were set, too."
    elif wrong == "sixes":
        why = " The value comes as text: '6', not 6."
    return not_yet(
        f"Your report says {wrong} = {told[wrong]}, and that is not what the last call's events "
        f"say.{why}",
        "Count only the events whose variable is DIE, after the last roll, and report again.",
    )


def _no_start(happened: Happened, got: list[str]) -> Verdict:
    allowed = {entry.get("type") for entry in _application(happened).get("events_allowed", [])}
    if allowed and "StasisStart" not in allowed:
        names = ", ".join(sorted(map(str, allowed)))
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


PLAN = Plan(
    "exploring",
    "Exploring: hear, filter and count what happens",
    "lessons/08-exploring.ipynb",
    files={"extensions.conf": EXTENSIONS},
    exercises=(
        Exercise(
            "call-elsewhere",
            "Have the phone dial 2000, a call that has nothing to do with your program, and hear "
            "by an event that it has ended.",
            call_elsewhere,
            patience=PATIENCE,
            hints=(
                "Events of a call in no application come only to who has subscribed to it.",
                "ari.channels.list() shows all channels of the server, while the call lasts.",
                (
                    "ari.applications.subscribe(ari.app, ari.channels.list()), then phone.hangup() "
                    'and ari.events.wait_for("ChannelDestroyed").'
                ),
            ),
            solution="""
phone.dial("2000")
ari.applications.subscribe(ari.app, ari.channels.list())
phone.hangup()
ari.events.wait_for("ChannelDestroyed")
""",
            mistakes=(
                Mistake('phone.dial("2000")', says="no event about it has reached"),
                Mistake('phone.dial("2000"); phone.hangup()', says="No event about any channel"),
                Mistake(
                    'phone.dial("1000"); ari.events.wait_for("StasisStart"); phone.hangup()\n'
                    'ari.events.wait_for("StasisEnd")',
                    says="only of a call in your own application",
                ),
                Mistake(
                    'phone.dial("2000")\n'
                    "channel = ari.channels.list()[0]\n"
                    "ari.applications.subscribe(ari.app, channel)\n"
                    'channel.set_variable("COLOUR", "blue")\n'
                    'ari.events.wait_for("ChannelVarset")',
                    says="not yet that it ended",
                ),
            ),
        ),
        Exercise(
            "dice",
            "Who dials 3000 has Asterisk roll a die, some twenty to forty times; each roll sets "
            "the variable DIE. Let the log tell you how many rolls there were, and how many sixes. "
            "Then send your application the event DiceReport, with the variables rolls and sixes.",
            dice,
            patience=PATIENCE,
            hints=(
                (
                    "A variable that is set is told by the event ChannelVarset, if you are "
                    'subscribed. "channel:" means all channels, also those to come.'
                ),
                (
                    "The last roll is over when the variable LEFT is 0. event.variable and "
                    "event.value say what was set; the value is text."
                ),
                (
                    "The column raw of ari.log.to_dataframe() has each event's JSON: "
                    "pd.DataFrame(map(json.loads, rows[“raw”])) is a table with the columns "
                    "variable and value."
                ),
            ),
            solution="""
import json
import pandas as pd

ari.applications.subscribe(ari.app, "channel:")
phone.dial("3000")
last = ari.events.wait_for(
    "ChannelVarset", where=lambda event: (event.variable, event.value) == ("LEFT", "0")
)
log = ari.log.to_dataframe()
call = log[(log["type"] == "ChannelVarset") & (log["channel_id"] == last.channel.id)]
sets = pd.DataFrame(map(json.loads, call["raw"]))
values = sets[sets["variable"] == "DIE"]["value"]
numbers = {"rolls": len(values), "sixes": int((values == "6").sum())}
ari.events.user_event("DiceReport", ari.app, variables=numbers)
""",
            mistakes=(
                Mistake('phone.dial("3000")', says="No roll of the die has reached"),
                Mistake(
                    'ari.applications.subscribe(ari.app, "channel:")\n'
                    'phone.dial("3000")\n'
                    "done = lambda event: (event.variable, event.value) == ('LEFT', '0')\n"
                    'ari.events.wait_for("ChannelVarset", where=done)\n'
                    'ari.events.user_event("diceReport", ari.app)',
                    says="Your event is called diceReport",
                ),
                Mistake(
                    'phone.dial("3000")\n'
                    "done = lambda event: (event.variable, event.value) == ('LEFT', '0')\n"
                    'ari.events.wait_for("ChannelVarset", where=done)\n'
                    'ari.events.user_event("DiceReport", ari.app, variables={"rolls": 3})',
                    says="no whole number called sixes",
                ),
                Mistake(
                    'phone.dial("3000")\n'
                    "done = lambda event: (event.variable, event.value) == ('LEFT', '0')\n"
                    'last = ari.events.wait_for("ChannelVarset", where=done)\n'
                    'mine = [e for e in ari.events.of_type("ChannelVarset") '
                    "if e.channel == last.channel]\n"
                    'numbers = {"rolls": len(mine), "sixes": 0}\n'
                    'ari.events.user_event("DiceReport", ari.app, variables=numbers)',
                    says="Your report says rolls =",
                ),
            ),
        ),
        Exercise(
            "only-two-types",
            "Your program only counts calls: it needs StasisStart and StasisEnd, and no other "
            "event. Have Asterisk send nothing else. Then make a call to 1000, play a sound in it, "
            "and hang up.",
            only_two_types,
            patience=PATIENCE,
            hints=(
                "What is not sent needs no reading: a filter of the application does that.",
                "A filter has “allowed” and “disallowed”; each is a list of {“type”: …}.",
                (
                    'ari.applications.filter(ari.app, {"allowed": [{"type": "StasisStart"}, …]}), '
                    "and then the call. PlaybackFinished no longer comes, so don't wait for it."
                ),
            ),
            solution="""
ari.applications.filter(
    ari.app, {"allowed": [{"type": "StasisStart"}, {"type": "StasisEnd"}]}
)
phone.dial("1000")
start = ari.events.wait_for("StasisStart")
start.channel.play("sound:hello-world")
phone.hangup()
ari.events.wait_for("StasisEnd")
""",
            mistakes=(
                Mistake(
                    'ari.applications.filter(ari.app, {"allowed": [{"type": "StasisBegin"}]})\n'
                    'phone.dial("1000")',
                    says="lets only StasisBegin through",
                ),
                Mistake(
                    "ari.applications.filter(ari.app)\n"
                    'phone.dial("1000")\n'
                    'start = ari.events.wait_for("StasisStart")\n'
                    'playback = start.channel.play("sound:hello-world")\n'
                    'ari.events.wait_for("PlaybackFinished", playback=playback)\n'
                    "phone.hangup()\n"
                    'ari.events.wait_for("StasisEnd")',
                    says="PlaybackFinished",
                ),
                Mistake(
                    'ari.applications.filter(ari.app, {"allowed": [{"type": "StasisStart"}]})\n'
                    'phone.dial("1000")\n'
                    'start = ari.events.wait_for("StasisStart")\n'
                    'start.channel.play("sound:hello-world")\n'
                    "phone.hangup()",
                    says="StasisEnd has to be allowed",
                ),
            ),
        ),
    ),
)
