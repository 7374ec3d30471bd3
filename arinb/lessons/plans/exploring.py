"""Lesson 8: subscriptions to what is in no application, questions to the log, event filters."""

from __future__ import annotations

from arinb.lessons.checks.exploring import call_elsewhere, dice, only_two_types
from arinb.lessons.plan import Exercise, Mistake, Plan

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
                    'ari.applications.subscribe(ari.app, "channel:"); phone.dial("3000")\n'
                    "done = lambda event: (event.variable, event.value) == ('LEFT', '0')\n"
                    'ari.events.wait_for("ChannelVarset", where=done)\n'
                    'ari.events.user_event("DiceReport", ari.app, variables={"rolls": 3})',
                    says="no whole number called sixes",
                ),
                Mistake(
                    'ari.applications.subscribe(ari.app, "channel:"); phone.dial("3000")\n'
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
                    says="does not let StasisEnd through",
                ),
                Mistake(
                    'ari.applications.filter(ari.app, {"allowed": '
                    '[{"type": "StasisStart"}, {"type": "StasisEnd"}]})\n'
                    'phone.dial("1000")\n'
                    'ari.events.wait_for("StasisStart").channel.play("sound:hello-world")',
                    says="PlaybackFinished is filtered out",
                ),
                Mistake(
                    'ari.applications.filter(ari.app, {"allowed": ["StasisStart", "StasisEnd"]})',
                    says="did not take your filter (400)",
                ),
                Mistake(
                    'ari.applications.filter(ari.app, {"disallowed": [{"type": "StasisStart"}]})\n'
                    'phone.dial("1000")',
                    says="your filter disallows it",
                ),
            ),
        ),
    ),
)
