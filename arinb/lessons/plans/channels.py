"""Lesson 1: a channel's states, answering and ringing, hang-up causes, variables."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from arinb.errors import ConsoleTimeout, NotRunning
from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened

EXTENSIONS = """\
; The dialplan: each call goes to the program before it is answered.
[default]

exten => 1000,1,Stasis(hello-world)
 same => n,GotoIf($["${DEPARTMENT}" = ""]?end)
 same => n,Stasis(hello-world,${DEPARTMENT})
 same => n(end),Hangup()

; When a call is over, the dialplan comes here.
exten => h,1,NoOp(hang-up cause ${HANGUPCAUSE})
"""

NO_CALL = not_yet("No call has come.", 'Have the phone dial: phone.dial("1000")')
BUSY = 17
CAUSES = {  # Asterisk 22 says 0 where 16 said 127
    0: "none given: the phone hung up",
    1: "no such number",
    16: "normal",
    BUSY: "busy",
    19: "no answer",
    21: "rejected",
    34: "congestion",
    127: "none given: the phone hung up",
}
CONSOLE = 1.0  # seconds: the console may tell of a call's end a little later than the events


def answered(happened: Happened) -> Verdict:
    """Whether the last call that came was answered by the program."""
    start = happened.last("StasisStart")
    if start is None:
        return NO_CALL
    channel = start["channel"]["id"]
    up = _up(happened, channel)
    if up is not None:
        waited = up["time"] - start["time"]
        return passed(f"The channel is Up: the call was answered {waited:.1f} s after it had come.")
    if happened.first("StasisEnd", channel__id=channel) is not None:
        return not_yet(
            "The call came and ended, and nobody answered it.",
            "Dial once more, and answer before anybody hangs up.",
        )
    refused = [r for r in happened.requests("POST", "/channels/.*/answer") if not r.worked]
    if refused:
        return not_yet(
            f"The request to answer was refused, with {refused[-1].status}.",
            "Take the channel of the latest StasisStart: each call has a new id.",
        )
    if happened.requests("POST", f"/channels/{channel}/ring"):
        return not_yet(
            "The caller is told that it rings, and nobody answered it: the state is still Ring.",
            "Ringing is not answering. Ask for that, too: channel.answer()",
        )
    return not_yet(
        "The call came, and nobody answered it: its state is still Ring.",
        "The event brought the channel along. Ask for it: channel.answer()",
    )


def turned_down(happened: Happened) -> Verdict:
    """Whether the last call that came was turned down as busy, without being answered."""
    start = happened.last("StasisStart")
    if start is None:
        return NO_CALL
    channel = start["channel"]
    if _up(happened, channel["id"]) is not None:
        return not_yet(
            "The call was answered first. Then nobody is told that you are busy.",
            "Hang up while the state is Ring, without channel.answer().",
        )
    if happened.first("StasisEnd", channel__id=channel["id"]) is None:
        return not_yet(
            "The call came, and it still waits: nobody has turned it down.",
            "Hang up, and give the reason: channel.hangup(reason=…)",
        )
    cause = _cause(happened, channel)
    if cause != BUSY:
        return not_yet(
            f"The call ended with cause {cause} ({CAUSES.get(cause, 'another')}), "
            f"where {BUSY} (busy) was wanted.",
            "The program hangs up, and says why: look at the parameter reason of hangup.",
        )
    return passed(
        "The call ended unanswered, with cause 17: the caller was told that you are busy."
    )


def passed_on(happened: Happened) -> Verdict:
    """Whether the last call went back into the dialplan and came again, for the sales team."""
    call = happened.last("StasisStart", args=[])
    if call is None:
        return NO_CALL
    channel = call["channel"]["id"]
    later = [e for e in happened.events(channel__id=channel) if e["time"] >= call["time"]]
    again = [e["args"] for e in later if e["type"] == "StasisStart" and e["args"]]
    if ["sales"] in again:
        return passed('The call came back to your program, with args ["sales"].')
    if again:
        return not_yet(
            f"The call came back, but for {again[-1][0]!r}.",
            'Set DEPARTMENT to "sales": small letters, nothing else.',
        )
    varsets = [e for e in later if e["type"] == "ChannelVarset"]
    ours = [e for e in varsets if e["variable"].upper() == "DEPARTMENT"]
    was_set = (
        f"{ours[-1]['variable']} is {ours[-1]['value']!r}" if ours else "DEPARTMENT is not set"
    )
    if not any(e["type"] == "StasisEnd" for e in later):
        return not_yet(
            f"{was_set}, and the call is still in your program.",
            "Give it back once the variable is set: channel.continue_in_dialplan()"
            if ours
            else 'Set the variable: channel.set_variable("DEPARTMENT", …)',
        )
    if any(e["type"] == "ChannelHangupRequest" for e in later):
        return not_yet(
            "The call was hung up, so it never went back into the dialplan.",
            "Don't hang up: channel.continue_in_dialplan() gives the call back.",
        )
    return not_yet(
        f"The call went back into the dialplan, and {was_set}: so line 2 went to the end.",
        "Set DEPARTMENT, in capital letters, before you give the call back.",
    )


def _up(happened: Happened, channel: str) -> dict[str, Any] | None:
    return happened.first("ChannelStateChange", channel__id=channel, channel__state="Up")


def _cause(happened: Happened, channel: dict[str, Any]) -> int:
    """The hang-up cause: whoever hung up, the dialplan's extension h writes it on the console."""
    pattern = rf'\[h@default:1\] .*\("{re.escape(channel["name"])}", "hang-up cause (\d+)"'
    with contextlib.suppress(ConsoleTimeout, NotRunning):
        line = happened.pbx.console.wait_for(pattern, timeout=CONSOLE, since=0)
        found = re.search(pattern, line)
        if found:
            return int(found[1])
    asked = happened.requests("DELETE", f"/channels/{channel['id']}")
    return BUSY if any(each.params.get("reason") == "busy" for each in asked) else 0


PLAN = Plan(
    "channels",
    "Channels",
    "lessons/01-channels.ipynb",
    files={"extensions.conf": EXTENSIONS},
    exercises=(
        Exercise(
            "answer-the-call",
            "Have the phone dial 1000, and answer the call from your program.",
            answered,
            hints=(
                "The phone dials with phone.dial(…); the event StasisStart brings the channel.",
                "The object start.channel has a method for each thing that one can do with it.",
                'start = ari.events.wait_for("StasisStart"), then start.channel.answer()',
            ),
            solution="""
phone.dial("1000")
start = ari.events.wait_for("StasisStart")
start.channel.answer()
""",
            mistakes=(
                Mistake('phone.dial("1000")', says="nobody answered it"),
                Mistake('ari.events.wait_for("StasisStart", timeout=0.1)', says="No call has come"),
                Mistake(
                    'phone.dial("1000")\nari.events.wait_for("StasisStart").channel.ring()',
                    says="told that it rings",
                ),
                Mistake(
                    'phone.dial("1000")\nari.channels.answer("1234.5")',
                    says="refused, with 404",
                ),
            ),
        ),
        Exercise(
            "turn-it-down",
            "Have the phone dial 1000, and turn the call down as busy: don't answer it, and let "
            "the caller be told that you are busy.",
            turned_down,
            hints=(
                "Hanging up is one request. It can say why.",
                "The table of reasons in this lesson has the word for cause 17.",
                'channel.hangup(reason="busy"), without channel.answer() before it.',
            ),
            solution="""
phone.dial("1000")
channel = ari.events.wait_for("StasisStart").channel
channel.hangup(reason="busy")
ari.events.wait_for("StasisEnd", channel=channel)
""",
            mistakes=(
                Mistake('phone.dial("1000")', says="still waits"),
                Mistake(
                    'phone.dial("1000")\nari.events.wait_for("StasisStart").channel.hangup()',
                    says="cause 16 (normal)",
                ),
                Mistake(
                    'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
                    'channel.answer()\nchannel.hangup(reason="busy")',
                    says="answered first",
                ),
                Mistake(
                    'phone.dial("1000")\nari.events.wait_for("StasisStart")\nphone.hangup()',
                    says="the phone hung up",
                ),
            ),
        ),
        Exercise(
            "pass-it-on",
            "Have the phone dial 1000. Write the word sales into the channel's variable "
            "DEPARTMENT, and give the call back to the dialplan: it will bring the call to your "
            "program again, with sales among the event's args.",
            passed_on,
            hints=(
                "Two requests are needed, in this order: set a variable, go on in the dialplan.",
                "channel.set_variable(…, …) takes a name and a value; capital letters count.",
                'channel.set_variable("DEPARTMENT", "sales"), then channel.continue_in_dialplan()',
            ),
            solution="""
phone.dial("1000")
channel = ari.events.wait_for("StasisStart").channel
channel.set_variable("DEPARTMENT", "sales")
channel.continue_in_dialplan()
ari.events.wait_for("StasisStart", channel=channel).args
""",
            mistakes=(
                Mistake(
                    'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
                    'channel.set_variable("DEPARTMENT", "sales")',
                    says="still in your program",
                ),
                Mistake(
                    'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
                    'channel.set_variable("department", "sales")\nchannel.continue_in_dialplan()',
                    says="department is 'sales'",
                ),
                Mistake(
                    'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
                    'channel.set_variable("DEPARTMENT", "Sales")\nchannel.continue_in_dialplan()',
                    says="for 'Sales'",
                ),
                Mistake(
                    'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
                    'channel.set_variable("DEPARTMENT", "sales")\nchannel.hangup()',
                    says="hung up",
                ),
            ),
        ),
    ),
)
