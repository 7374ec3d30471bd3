"""Checks of lesson 5: who was in which bridge, and when; music on hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened


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
        if stays[-1].left is not None:
            return not_yet(
                "alice left the holding bridge before any music was heard.",
                "Leave her in it, and leave the music on for a moment.",
            )
        return not_yet(
            f"alice waits in the holding bridge, and no music plays{_bobs(happened, calls)}.",
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
    if last.left is not None and last.kind == "holding":
        return not_yet(
            "alice has left the holding bridge, and is in none.",
            "Put her channel into bob's bridge.",
        )
    if last.kind == "holding" and _talked(stays, calls):
        return _talked_first()
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
    return passed("alice was on hold, and was moved to bob: now they hear each other.")


def _talked(stays: list[Stay], calls: dict[str, str]) -> bool:
    """Whether both were in one mixing bridge at the same time."""
    mixing = [stay for stay in stays if stay.kind == "mixing"]
    hers = [stay for stay in mixing if stay.channel == calls["alice"]]
    his = [stay for stay in mixing if stay.channel == calls["bob"]]
    return any(one.overlaps(other) for one in hers for other in his)


def _talked_first() -> Verdict:
    return not_yet(
        "alice and bob talked first, and then alice was put on hold.",
        "The other way round: first the holding bridge, then the mixing one.",
    )


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
    busy = [name for name in missing if happened.phones[name].state != "idle"]
    if busy:
        return not_yet(
            f"{busy[0]} is in a call, but not in your program.",
            f'Hang up, and dial 1000: {busy[0]}.hangup(), then {busy[0]}.dial("1000")',
        )
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
    add = rf"/bridges/({'|'.join(re.escape(stay.bridge) for stay in both)})/addChannel"
    muted = {}
    for each in happened.requests("POST", add):
        for channel in each.params.get("channel", "").split(","):
            muted[channel] = each.params.get("mute", "").lower() in ("true", "yes", "1")
    if muted.get(calls["alice"]) or muted.get(calls["bob"]):
        return not_yet(
            "alice and bob are in one mixing bridge, but somebody was put into it muted: what "
            "that one says is not heard.",
            "Leave mute out: bridge.add_channel([hers, his])",
        )
    return passed("alice and bob were in one mixing bridge: each hears what the other says.")


def _bobs(happened: Happened, calls: dict[str, str]) -> str:
    """A word about music that plays for bob alone."""
    stays = _stays(happened)
    bridges = {stay.bridge for stay in stays if stay.channel == calls.get("bob")}
    bridges -= {stay.bridge for stay in stays if stay.channel == calls["alice"]}
    asked = happened.requests("POST", "/bridges/[^/]+/moh")
    plays = any(each.worked and each.path.split("/")[2] in bridges for each in asked)
    return " (bob's has: this one is about alice)" if plays else ""


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
