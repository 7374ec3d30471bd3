"""Lesson 4: the application places the call: originate, create and dial, and who answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from arinb.lessons.checks.people import ANNA, BEN, CARL, Call, not_called
from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened

EXTENSIONS = """\
; Calls to 1000 go to the program, before they are answered. 3000 is an announcement.
[default]

exten => 1000,1,Stasis(hello-world)
 same => n,Hangup()

exten => 3000,1,Answer()
 same => n,Playback(hello-world)
 same => n,Hangup()

; People who can be called. Anna answers after a second, Ben is busy, Carl does not answer.
[people]

exten => 2001,1,Ringing()
 same => n,Wait(1)
 same => n,Answer()
 same => n,Playback(hello-world)
 same => n,Wait(60)

exten => 2002,1,Busy(1)

exten => 2003,1,Ringing()
 same => n,Wait(60)
"""
HELLO = "sound:hello-world"
DIAL_ANSWER = (
    "With create, StasisStart comes before anybody is called. Wait for her answer: "
    'ari.events.wait_for("Dial", dialstatus="ANSWER")'
)
TOO_LONG = 6.0  # seconds for which nobody should ring Carl who was told two
TOO_SHORT = 1.0


def greeted(happened: Happened) -> Verdict:
    """Whether Anna was called, greeted after she had answered, and hung up on."""
    anna = Call(happened, ANNA)
    if not anna.placed:
        return not_called(happened, "Anna", ANNA)
    if anna.answered is None or anna.start is None:
        return not_yet(
            f"Anna was called, and did not answer: the call is {anna.status or 'not dialled'}. "
            f"{'It has ended.' if anna.end else ''}".strip(),
            DIAL_ANSWER
            if anna.created
            else "She needs a second. Wait for StasisStart before you do anything with the call.",
        )
    played = happened.events("PlaybackStarted", playback__target_uri=f"channel:{anna.id}")
    hellos = [each for each in played if each["playback"]["media_uri"] == HELLO]
    hello = next((each for each in hellos if each["time"] >= anna.answered), None)
    if hello is None:
        return _unheard(happened, anna, early=bool(hellos))
    done = happened.last("PlaybackFinished", playback__id=hello["playback"]["id"])
    if done is None or done["playback"]["state"] != "done":
        return not_yet(
            f"Anna did not hear {HELLO} to its end: the call was over."
            if anna.end
            else f"{HELLO} is still being played.",
            "Wait for PlaybackFinished, then hang up.",
        )
    if anna.end is None:
        return not_yet("Anna heard it, and is still on the line.", "Hang up: call.hangup()")
    return passed("Anna was called, answered, heard hello-world, and was hung up on.")


def _unheard(happened: Happened, anna: Call, *, early: bool) -> Verdict:
    """Why Anna did not hear the greeting; early: it was played before she had answered."""
    tried = happened.requests("POST", f"/channels/{re.escape(anna.id)}/play(/.*)?")
    early = early or bool(tried and anna.answered and tried[-1].time < anna.answered)
    wait = DIAL_ANSWER if anna.created else "Wait for StasisStart, then play."
    play = f'Play it to her: call.play("{HELLO}")'
    if not tried and not early:
        return not_yet(f"Anna answered. {HELLO} was not played to her.", play)
    if tried and not tried[-1].worked:
        when = ", before she had answered" if early else ""
        refused = f"{tried[-1].status} {tried[-1].answer.get('message', '')}"
        return not_yet(
            f"Anna answered. Your request to play came{when}, and was refused: {refused}.",
            wait if early else play,
        )
    media = tried[-1].params.get("media") if tried else HELLO
    if early:
        return not_yet(f"Anna answered. {media} was played before that: she heard nothing.", wait)
    if media == HELLO:
        return not_yet(f"Anna answered. {HELLO} has not begun yet.", "Wait for PlaybackFinished.")
    return not_yet(f"Anna answered. What was played to her was {media}, not {HELLO}.", play)


def hunted(happened: Happened) -> Verdict:
    """Whether Ben, Carl and Anna were called one after the other, until somebody answered."""
    ben, carl, anna = (Call(happened, number) for number in (BEN, CARL, ANNA))
    if not ben.placed:
        return not_called(happened, "Ben", BEN)
    if ben.end is None and ben.status != "BUSY":
        return not_yet("Ben is being called.", "Wait for the end of that call.")
    if not carl.placed or carl.over_by(ben.began):
        return not_yet(
            "Carl was called before Ben, and not after him."
            if carl.placed
            else "Ben was busy, and Carl was not called after him.",
            "A busy call ends with ChannelDestroyed, not with StasisStart: wait for either of that "
            "call (channel=call), as in the lesson, and go on to the next.",
        )
    if wrong := _wrong_order(ben, carl, anna):
        return wrong
    if carl.end is None:
        return not_yet(
            f"Carl's phone still rings{', and Anna was called meanwhile' if anna.placed else ''}.",
            "Give up after two seconds: originate(…, timeout=2), and wait for the end of that "
            "call: channel=call.",
        )
    rang = carl.end["time"] - carl.began
    if anna.placed and anna.began < carl.end["time"] and not anna.over_by(carl.began):
        return not_yet(
            f"Anna was called while Carl's phone rang: {carl.end['time'] - anna.began:.1f} s "
            "before the end of that call.",
            "Wait for the ChannelDestroyed of that call before you call her: channel=call.",
        )
    if not TOO_SHORT < rang < TOO_LONG:
        return not_yet(f"Carl's phone rang for {rang:.1f} s.", "Let it ring for two: timeout=2.")
    if not anna.placed or anna.over_by(carl.began):
        return not_yet("Carl did not answer, and Anna was not called after him.", "Call her now.")
    if anna.answered is None:
        return not_yet("Anna was called, and has not answered.", "She needs a second: wait for it.")
    return passed(f"Ben was busy, Carl's phone rang for {rang:.1f} s in vain, and Anna answered.")


def _wrong_order(*calls: Call) -> Verdict | None:
    """What to say when one was called before those who come first, and that call went on."""
    for n, first in enumerate(calls):
        for later in calls[n + 1 :]:
            if later.placed and later.began < first.began and not later.over_by(first.began):
                return not_yet(
                    f"{later.name} was called before {first.name}.",
                    "Call Ben first, then Carl, then Anna. Wait for the end of each call before "
                    "the next: channel=call.",
                )
    return None


def connected(happened: Happened) -> Verdict:
    """Whether a caller and Anna were put together, and the caller answered only then."""
    came = [
        each for each in happened.events("StasisStart") if "@people" not in each["channel"]["name"]
    ]
    if not came:
        return not_yet("No caller has come.", 'Have the phone dial: phone.dial("1000")')
    caller = came[-1]["channel"]["id"]
    anna = Call(happened, ANNA)
    if not anna.placed:
        return not_called(happened, "Anna", ANNA)
    if anna.began < came[-1]["time"]:
        return not_yet(
            "Anna was called before the caller had come.",
            "Have the phone dial first. When the caller has come, call Anna.",
        )
    if anna.answered is None:
        return not_yet(
            "The caller came, Anna was called, and has not answered.",
            'Wait for it: ari.events.wait_for("Dial", dialstatus="ANSWER").',
        )
    up = happened.first("ChannelStateChange", channel__id=caller, channel__state="Up")
    if up is None:
        return not_yet("Anna answered; the caller is not answered.", "Answer the caller now.")
    if up["time"] < anna.answered:
        return not_yet(
            f"The caller was answered {anna.answered - up['time']:.1f} s before Anna: until then "
            "they paid for silence.",
            "Let the caller hear it ring, with ring(), and answer when Anna has.",
        )
    heard = _heard_while_waiting(happened, caller, up["time"])
    if not heard and _asked(happened, caller, "answer", up["time"]):
        return not_yet(
            "The caller heard nothing while Anna's phone rang.",
            "Ask for ringing as soon as the caller has come: caller.ring()",
        )
    return _together(happened, caller, anna, rang=heard == "ring")


def _heard_while_waiting(happened: Happened, caller: str, until: float) -> str:
    """What the program let a caller hear before the answer, or ""; curl's requests are unseen."""
    return next(
        (way for way in ("ring", "play", "moh") if _asked(happened, caller, way, until)), ""
    )


def _asked(happened: Happened, channel: str, what: str, until: float) -> bool:
    asked = happened.requests("POST", f"/channels/{re.escape(channel)}/{what}(/.*)?")
    return any(each.worked and each.time < until for each in asked)


def _together(happened: Happened, caller: str, anna: Call, *, rang: bool) -> Verdict:
    entered = {
        name: happened.last("ChannelEnteredBridge", channel__id=id_)
        for name, id_ in (("the caller", caller), ("Anna", anna.id))
    }
    missing = [name for name, event in entered.items() if event is None]
    if missing:
        who = "neither of them was" if len(missing) == 2 else f"{missing[0]} was not"
        return not_yet(
            f"Both have answered, and they can't hear each other: {who} put into a bridge.",
            'bridge = ari.bridges.create(type="mixing"), and bridge.add_channel for both.',
        )
    bridges = [event["bridge"] for event in entered.values() if event is not None]
    if bridges[0]["id"] != bridges[1]["id"]:
        return not_yet("They are in two different bridges.", "Put both into the same one.")
    if bridges[0]["bridge_type"] != "mixing":
        return not_yet(
            f"Both are in a bridge of the type {bridges[0]['bridge_type']}, which mixes no sound.",
            'Make it with type="mixing".',
        )
    heard = "The caller heard it ring, " if rang else ""
    return passed(f"{heard}Anna answered, and now they hear each other.")


# What learners write, in pieces: solutions and mistakes are made of them.
CALL_ANNA = 'call = ari.channels.originate("Local/2001@people", app="hello-world")\n'
STARTED = 'ari.events.wait_for("StasisStart", channel=call)\n'
CREATED = f"{CALL_ANNA.replace('originate', 'create')}{STARTED}"
ANSWERED = 'ari.events.wait_for("Dial", dialstatus="ANSWER")\n'
PLAY = 'hello = call.play("sound:hello-world")\n'
PLAYED = 'ari.events.wait_for("PlaybackFinished", playback=hello)\n'
HUNT = """
for number in ("2002", "2003", "2001"):
    call = ari.channels.originate(f"Local/{number}@people", app="hello-world", timeout=2)
    end = ari.events.wait_for(["StasisStart", "ChannelDestroyed"], channel=call)
    if end.type == "StasisStart":
        break
"""
CALLED = """
phone.dial("1000")
caller = ari.events.wait_for("StasisStart").channel
caller.ring()
"""
DIALLED = """
anna = ari.channels.create("Local/2001@people", app="hello-world")
ari.events.wait_for("StasisStart", channel=anna)
anna.dial(caller=caller, timeout=5)
ari.events.wait_for("Dial", dialstatus="ANSWER")
"""
BRIDGED = """
bridge = ari.bridges.create(type="mixing")
bridge.add_channel(caller)
bridge.add_channel(anna)
"""

PLAN = Plan(
    "originate",
    "Placing calls",
    "lessons/04-originate.ipynb",
    files={"extensions.conf": EXTENSIONS},
    exercises=(
        Exercise(
            "greet-anna",
            "Call Anna (Local/2001@people). When she has answered, play sound:hello-world to its "
            "end, and hang up.",
            greeted,
            hints=(
                (
                    "originate() returns at once, while it still rings. Which event says that "
                    "she is on the line?"
                ),
                "With app=…, StasisStart comes when she has answered. Then you can play.",
                (
                    'call = ari.channels.originate("Local/2001@people", app="hello-world"), wait '
                    "for StasisStart, call.play(…), wait for PlaybackFinished, call.hangup()"
                ),
            ),
            solution=f"{CALL_ANNA}{STARTED}{PLAY}{PLAYED}call.hangup()\n",
            mistakes=(
                Mistake(f"{CALL_ANNA}{PLAY}", says="before she had answered, and was refused"),
                Mistake(
                    'ari.channels.originate("Local/2001@people", extension="3000")',
                    says="was called for the dialplan (3000@default)",
                ),
                Mistake(
                    'ari.channels.originate("Local/2001@people", app="hello-word")',
                    says="'hello-word', which nobody is connected as",
                ),
                Mistake('ari.channels.originate("Anna", app="hello-world")', says="refused"),
                Mistake(f"{CALL_ANNA}{STARTED}", says="hello-world was not played to her"),
                Mistake(f"{CREATED}call.dial()\n{PLAY}{ANSWERED}", says="With create, StasisStart"),
                Mistake(f"{CALL_ANNA}{STARTED}{PLAY}{PLAYED}", says="still on the line"),
                Mistake(f"{CALL_ANNA}{STARTED}{PLAY}call.hangup()", says="to its end"),
            ),
            patience=4.0,
        ),
        Exercise(
            "try-the-next",
            "Call Ben (2002). He is busy: call Carl (2003) as soon as you know. He doesn't answer: "
            "give up after two seconds, and call Anna (2001). Never call two of them at once.",
            hunted,
            hints=(
                "How does the lesson find out what has become of a call, whatever it is?",
                "wait_for takes a list: the first of StasisStart and ChannelDestroyed tells.",
                (
                    'for number in ("2002", "2003", "2001"): originate with timeout=2, wait for '
                    "either event of that channel, and break when its type is StasisStart."
                ),
            ),
            solution=HUNT,
            mistakes=(
                Mistake(CALL_ANNA, says="Ben was not called"),
                Mistake(
                    'ben = ari.channels.originate("Local/2002@people", app="hello-world")\n'
                    'ari.events.wait_for("StasisStart", channel=ben, timeout=1)',
                    says="Carl was not called after him",
                ),
                Mistake(
                    HUNT.replace(", timeout=2", "").replace("l)\n", "l, timeout=3)\n"),
                    says="Carl's phone still rings",
                ),
                Mistake(
                    'for number in ("2002", "2003", "2001"):\n    ari.channels.originate('
                    'f"Local/{number}@people", app="hello-world", timeout=2)\n',
                    says="Anna was called while Carl's phone rang",
                ),
                Mistake(HUNT.replace(', "2001"', ""), says="Anna was not called after him"),
                Mistake(
                    HUNT.replace('"2002", "2003", "2001"', '"2001", "2002", "2003"').replace(
                        "break", "pass"
                    ),
                    says="Anna was called before Ben",
                ),
            ),
            patience=4.0,
        ),
        Exercise(
            "connect-them",
            "Have the phone dial 1000. Let the caller hear it ring while you call Anna. When she "
            "has answered, answer the caller, and put both into one mixing bridge.",
            connected,
            hints=(
                "caller.ring() comes first, caller.answer() only when Anna has answered.",
                'Anna: create, wait for StasisStart, dial, wait for the Dial event "ANSWER".',
                (
                    'bridge = ari.bridges.create(type="mixing"); bridge.add_channel(caller); '
                    "bridge.add_channel(anna)"
                ),
            ),
            solution=f"{CALLED}{DIALLED}caller.answer()\n{BRIDGED}",
            mistakes=(
                Mistake(CALLED, says="Anna was not called"),
                Mistake(
                    f"{CALLED.replace('caller.ring()', '')}{DIALLED}caller.answer()\n{BRIDGED}",
                    says="The caller heard nothing while Anna's phone rang",
                ),
                Mistake(
                    f"{DIALLED.replace('caller=caller, ', '')}{CALLED}caller.answer()\n{BRIDGED}",
                    says="Anna was called before the caller had come",
                ),
                Mistake(
                    f"{CALLED}{DIALLED}caller.answer()\n"
                    f"{BRIDGED.replace('bridge.add_channel(anna)', '')}",
                    says="Anna was not put into a bridge",
                ),
                Mistake(
                    f"{CALLED}caller.answer()\n{DIALLED}{BRIDGED}",
                    says="s before Anna",
                ),
                Mistake(f"{CALLED}{DIALLED}{BRIDGED}", says="the caller is not answered"),
                Mistake(
                    f"{CALLED}{DIALLED}caller.answer()\n",
                    says="neither of them was put into a bridge",
                ),
                Mistake(
                    f"{CALLED}{DIALLED}caller.answer()\n{BRIDGED.replace('mixing', 'holding')}",
                    says="which mixes no sound",
                ),
            ),
        ),
    ),
)
