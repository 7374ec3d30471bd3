"""Lesson 5: bridges: two phones that talk, music on hold, moving from one bridge to another."""

from __future__ import annotations

from arinb.lessons.checks.bridges import off_hold, on_hold, two_talk
from arinb.lessons.plan import Exercise, Mistake, Plan

EXTENSIONS = """\
; The dialplan: 1000 is your program, 2000 is a voice.
[default]

exten => 1000,1,NoOp()
 same => n,Answer()
 same => n,Stasis(hello-world)
 same => n,Hangup()

; Somebody who says hello-world again and again.
exten => 2000,1,Answer()
 same => n(again),Playback(hello-world&hello-world&hello-world&hello-world&hello-world)
 same => n,Goto(again)
"""

PLAN = Plan(
    "bridges",
    "Bridges",
    "lessons/05-bridges.ipynb",
    files={"extensions.conf": EXTENSIONS},
    phones={"alice": "1001", "bob": "1002"},
    exercises=(
        Exercise(
            "let-two-talk",
            "Have alice and bob dial 1000, and put them together, so that they hear each other.",
            two_talk,
            hints=(
                "Channels in one bridge hear each other. In which of its two kinds does one talk?",
                "Each call brings a StasisStart with its channel: keep both channels.",
                'bridge = ari.bridges.create(type="mixing"), then bridge.add_channel([hers, his])',
            ),
            solution="""
alice.dial("1000")
hers = ari.events.wait_for("StasisStart").channel
bob.dial("1000")
his = ari.events.wait_for("StasisStart").channel
bridge = ari.bridges.create(type="mixing")
bridge.add_channel([hers, his])
""",
            mistakes=(
                Mistake(
                    """
alice.dial("1000")
hers = ari.events.wait_for("StasisStart").channel
bridge = ari.bridges.create(type="mixing")
bridge.add_channel(hers)
bob.dial("1000")
his = ari.events.wait_for("StasisStart").channel
""",
                    says="alice is alone in it",
                ),
                Mistake(
                    """
for phone in (alice, bob):
    phone.dial("1000")
    channel = ari.events.wait_for("StasisStart").channel
    ari.bridges.create(type="mixing").add_channel(channel)
""",
                    says="never in the same bridge",
                ),
                Mistake(
                    """
bridge = ari.bridges.create(type="holding")
for phone in (alice, bob):
    phone.dial("1000")
    bridge.add_channel(ari.events.wait_for("StasisStart").channel)
""",
                    says="same holding bridge",
                ),
                Mistake(
                    """
bridge = ari.bridges.create()
for phone in (alice, bob):
    phone.dial("1000")
    channel = ari.events.wait_for("StasisStart").channel
""",
                    says="nobody is in it",
                ),
                Mistake(
                    """
bridge = ari.bridges.create()
for phone in (alice, bob):
    phone.dial("1000")
    bridge.add_channel(ari.events.wait_for("StasisStart").channel, mute=True)
""",
                    says="was put into it muted",
                ),
                Mistake(
                    'alice.dial("1000"); ari.events.wait_for("StasisStart"); bob.dial("2000")',
                    says="bob is in a call, but not in your program",
                ),
            ),
        ),
        Exercise(
            "put-on-hold",
            "Have alice dial 1000, and put her on hold: she waits in a bridge, with music.",
            on_hold,
            hints=(
                "There is a kind of bridge that is made for waiting.",
                "The bridge itself is silent. Which of its methods starts music on hold (MOH)?",
                "Make a bridge of type holding, bridge.add_channel(channel), bridge.start_moh()",
            ),
            solution="""
alice.dial("1000")
channel = ari.events.wait_for("StasisStart").channel
bridge = ari.bridges.create(type="holding")
bridge.add_channel(channel)
bridge.start_moh()
""",
            mistakes=(
                Mistake(
                    """
alice.dial("1000")
channel = ari.events.wait_for("StasisStart").channel
ari.bridges.create(type="holding").add_channel(channel)
""",
                    says="no music plays",
                ),
                Mistake(
                    """
alice.dial("1000")
ari.events.wait_for("StasisStart").channel.start_moh()
""",
                    says="in no bridge",
                ),
                Mistake(
                    """
alice.dial("1000")
bridge = ari.bridges.create()
bridge.add_channel(ari.events.wait_for("StasisStart").channel)
bridge.start_moh()
""",
                    says="in a mixing bridge",
                ),
            ),
        ),
        Exercise(
            "take-off-hold",
            "alice dials 1000 and waits on hold. Then bob dials 1000: move alice out of the "
            "holding bridge, and let the two talk.",
            off_hold,
            hints=(
                "You need two bridges: one of each kind.",
                "A channel is in one bridge at a time: what if you put it into a second one?",
                "Put alice into a holding bridge; later talk.add_channel([hers, his])",
            ),
            solution="""
alice.dial("1000")
hers = ari.events.wait_for("StasisStart").channel
hold = ari.bridges.create(type="holding")
hold.add_channel(hers)
hold.start_moh()
bob.dial("1000")
his = ari.events.wait_for("StasisStart").channel
talk = ari.bridges.create(type="mixing")
talk.add_channel([hers, his])
""",
            mistakes=(
                Mistake(
                    """
hold, talk = ari.bridges.create(type="holding"), ari.bridges.create()
alice.dial("1000")
hold.add_channel(ari.events.wait_for("StasisStart").channel)
bob.dial("1000")
talk.add_channel(ari.events.wait_for("StasisStart").channel)
""",
                    says="alice is still on hold",
                ),
                Mistake(
                    """
hold = ari.bridges.create(type="holding")
for phone in (alice, bob):
    phone.dial("1000")
    hold.add_channel(ari.events.wait_for("StasisStart").channel)
""",
                    says="same holding bridge",
                ),
                Mistake(
                    """
talk = ari.bridges.create()
for phone in (alice, bob):
    phone.dial("1000")
    talk.add_channel(ari.events.wait_for("StasisStart").channel)
""",
                    says="has not been on hold",
                ),
                Mistake(
                    """
hold, talk = ari.bridges.create(type="holding"), ari.bridges.create()
alice.dial("1000")
hers = ari.events.wait_for("StasisStart").channel
bob.dial("1000")
his = ari.events.wait_for("StasisStart").channel
hold.add_channel(hers)
hold.remove_channel(hers)
talk.add_channel(his)
""",
                    says="has left the holding bridge, and is in none",
                ),
                Mistake(
                    """
hold, talk = ari.bridges.create(type="holding"), ari.bridges.create()
for phone in (alice, bob):
    phone.dial("1000")
    channel = ari.events.wait_for("StasisStart").channel
    talk.add_channel(channel)
    hers = channel if phone is alice else hers
hold.add_channel(hers)
""",
                    says="talked first",
                ),
            ),
        ),
    ),
)
