"""Lesson 5: bridges: two phones that talk, music on hold, moving from one bridge to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened

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


@dataclass(frozen=True)
class Stay:
    """A channel's stay in a bridge; `left` is None while it lasts."""

    channel: str
    bridge: str
    kind: str
    entered: float
    left: float | None

    def overlaps(self, other: Stay) -> bool:
        """Whether both were in the same bridge at the same time."""
        return (
            self.bridge == other.bridge
            and (self.left is None or other.entered < self.left)
            and (other.left is None or self.entered < other.left)
        )


def two_talk(happened: Happened) -> Verdict:
    """Whether alice and bob were in a mixing bridge together."""
    calls = _calls(happened)
    if verdict := _somebody_missing(happened, calls):
        return verdict
    return _together(happened, _stays(happened), calls)


def on_hold(happened: Happened) -> Verdict:
    """Whether alice waits in a holding bridge, with music."""
    calls = _calls(happened)
    if "alice" not in calls:
        return not_yet("alice's call has not come.", 'Have her dial: alice.dial("1000")')
    stays = [stay for stay in _stays(happened) if stay.channel == calls["alice"]]
    if not stays:
        return not_yet(
            "alice's channel is in no bridge.",
            'Make one with ari.bridges.create(type="holding"), and put her channel into it.',
        )
    if stays[-1].kind != "holding":
        return not_yet(
            f"alice is in a {stays[-1].kind} bridge: that is the kind in which people talk.",
            'Make one in which they wait: ari.bridges.create(type="holding")',
        )
    if not _music(happened, stays[-1]):
        return not_yet(
            "alice waits in the holding bridge, and hears nothing: no music plays.",
            "Start the music in the bridge, and leave her a moment: bridge.start_moh()",
        )
    return passed("alice is on hold in a holding bridge, and hears the music.")


def off_hold(happened: Happened) -> Verdict:
    """Whether alice was moved from a holding bridge to bob in a mixing bridge."""
    calls = _calls(happened)
    if verdict := _somebody_missing(happened, calls):
        return verdict
    stays = _stays(happened)
    held = [each for each in stays if each.channel == calls["alice"] and each.kind == "holding"]
    if not held:
        return not_yet(
            "alice has not been on hold: she was in no holding bridge.",
            "Put alice into a holding bridge before bob calls.",
        )
    last = [each for each in stays if each.channel == calls["alice"]][-1]
    if last.kind == "holding" and any(
        each.channel == calls["bob"] and each.kind == "mixing" for each in stays
    ):
        return not_yet(
            "bob is in the mixing bridge, and alice is still on hold.",
            "Put her channel into bob's bridge, too: she leaves the other one by herself.",
        )
    verdict = _together(happened, stays, calls)
    if not verdict.passed:
        return verdict
    if last.kind == "holding":
        return not_yet(
            "alice and bob talked first, and then alice was put on hold.",
            "The other way round: first the holding bridge, then the mixing one.",
        )
    return passed("alice was on hold, and was moved to bob: now they hear each other.")


def _calls(happened: Happened) -> dict[str, str]:
    """The ids of the channels with which the phones are in the program: each one's last."""
    calls = {}
    for start in happened.events("StasisStart"):
        if name := _whose(happened, start["channel"]):
            calls[name] = start["channel"]["id"]
    return calls


def _whose(happened: Happened, channel: dict[str, Any]) -> str:
    """Which phone a channel belongs to: its name is PJSIP/1001-… or Local/1001@…"""
    for name, phone in happened.phones.items():
        if re.match(rf"\w+/{re.escape(phone.number)}[-@]", channel["name"]):
            return name
    return ""


def _stays(happened: Happened) -> list[Stay]:
    """Who was in which bridge, in the order in which they entered."""
    stays: list[Stay] = []
    for event in happened.events("ChannelEnteredBridge", "ChannelLeftBridge"):
        channel, bridge = event["channel"]["id"], event["bridge"]
        if event["type"] == "ChannelEnteredBridge":
            stays.append(Stay(channel, bridge["id"], bridge["bridge_type"], event["time"], None))
            continue
        for number, stay in enumerate(stays):
            if (stay.channel, stay.bridge, stay.left) == (channel, bridge["id"], None):
                stays[number] = Stay(channel, stay.bridge, stay.kind, stay.entered, event["time"])
    return stays


def _somebody_missing(happened: Happened, calls: dict[str, str]) -> Verdict | None:
    missing = [name for name in happened.phones if name not in calls]
    if not missing:
        return None
    dial = "; ".join(f'{name}.dial("1000")' for name in missing)
    if len(missing) == len(happened.phones):
        return not_yet("No call has come.", f"Have both phones dial: {dial}")
    there = ", ".join(calls)
    return not_yet(f"Only {there} has called, {missing[0]} has not.", f"Have it dial: {dial}")


def _together(happened: Happened, stays: list[Stay], calls: dict[str, str]) -> Verdict:
    """Whether alice and bob were in one mixing bridge at the same time."""
    hers = [stay for stay in stays if stay.channel == calls["alice"]]
    his = [stay for stay in stays if stay.channel == calls["bob"]]
    if not hers and not his:
        return _in_no_bridge(happened)
    if not hers or not his:
        there, missing = ("alice", "bob") if hers else ("bob", "alice")
        return not_yet(
            f"{there} is in a bridge, and {missing} is not: {there} is alone in it.",
            f"Put {missing}'s channel into the same bridge.",
        )
    both = [stay for stay in hers if any(stay.overlaps(other) for other in his)]
    if not both:
        return not_yet(
            "alice and bob were never in the same bridge at the same time: each was in one alone.",
            "One bridge is enough: put both channels into it.",
        )
    if all(stay.kind == "holding" for stay in both):
        return not_yet(
            "alice and bob are in the same holding bridge: there one waits, and nobody hears "
            "the others.",
            'Put them into one that mixes their voices: ari.bridges.create(type="mixing")',
        )
    return passed("alice and bob were in one mixing bridge: each hears what the other says.")


def _in_no_bridge(happened: Happened) -> Verdict:
    if happened.get("/bridges"):
        return not_yet(
            "There is a bridge, and nobody is in it.",
            "Put both channels into it: bridge.add_channel([…, …])",
        )
    return not_yet(
        "Both have called, and are in no bridge: neither hears the other.",
        "Make a bridge with ari.bridges.create(…), and put both channels into it.",
    )


def _music(happened: Happened, stay: Stay) -> bool:
    """Whether music plays: no event tells, but the request does, and so does the phone."""
    asked = happened.requests("POST", rf"/bridges/{re.escape(stay.bridge)}/moh")
    if not any(request.worked for request in asked) and happened.events("PlaybackStarted"):
        return False  # what she hears may be that
    heard = happened.phones["alice"].heard
    return heard is not None and not heard.silent


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
            ),
        ),
    ),
)
