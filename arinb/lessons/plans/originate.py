"""Lesson 4: the application places the call: originate, create and dial, and who answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened, Request

Event = dict[str, Any]

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
ANNA, BEN, CARL = "2001", "2002", "2003"
NAMES = {ANNA: "Anna", BEN: "Ben", CARL: "Carl"}
HELLO = "sound:hello-world"
TOO_LONG = 6.0  # seconds for which nobody should ring Carl who was told two
TOO_SHORT = 1.0


class Call:
    """The latest call to one of the people, from its beginning on."""

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
        """Whether there was such a call."""
        return bool(self.id)

    def over_by(self, time: float) -> bool:
        """Whether it had ended before that."""
        return self.end is not None and bool(self.end["time"] < time)


def _whom(channel: Event) -> str:
    """The number of the person behind a channel, or ""."""
    found = re.match(r"Local/(\d+)@people-.*;1", channel["name"])
    return found[1] if found else ""


def _placing(happened: Happened) -> list[Request]:
    """The requests that place a call."""
    return happened.requests("POST", "/channels(/create|/[^/]+)?")


def _not_called(happened: Happened, name: str, number: str) -> Verdict:
    """What was done instead of calling somebody."""
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
        return not_yet(f"{name} was not called; {whom} was, at last.", call_them)
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


def greeted(happened: Happened) -> Verdict:
    """Whether Anna was called, greeted after she had answered, and hung up on."""
    anna = Call(happened, ANNA)
    if not anna.placed:
        return _not_called(happened, "Anna", ANNA)
    if anna.answered is None or anna.start is None:
        return not_yet(
            f"Anna was called, and did not answer: the call is {anna.status or 'not dialled'}. "
            f"{'It has ended.' if anna.end else ''}".strip(),
            "She needs a second. Wait for StasisStart before you do anything with the call.",
        )
    played = happened.events("PlaybackStarted", playback__target_uri=f"channel:{anna.id}")
    hello = next((each for each in played if each["playback"]["media_uri"] == HELLO), None)
    if hello is None:
        return not_yet(
            f"Anna answered. {_unheard(happened, anna)}", "Wait for StasisStart, then play."
        )
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


def _unheard(happened: Happened, anna: Call) -> str:
    """Why nothing was played to Anna."""
    tried = happened.requests("POST", f"/channels/{re.escape(anna.id)}/play(/.*)?")
    if not tried:
        return f"{HELLO} was not played to her."
    if tried[-1].worked:
        return f"What was played to her was {tried[-1].params.get('media')}, not {HELLO}."
    early = anna.answered is not None and tried[-1].time < anna.answered
    when = ", before she had answered" if early else ""
    said = tried[-1].answer.get("message", "")
    return f"Your request to play came{when}, and was refused: {tried[-1].status} {said}."


def hunted(happened: Happened) -> Verdict:
    """Whether Ben, Carl and Anna were called one after the other, until somebody answered."""
    ben, carl, anna = (Call(happened, number) for number in (BEN, CARL, ANNA))
    if not ben.placed:
        return _not_called(happened, "Ben", BEN)
    if ben.end is None and ben.status != "BUSY":
        return not_yet("Ben is being called.", "Wait for the end of that call.")
    if not carl.placed or carl.over_by(ben.began):
        return not_yet(
            "Ben was busy, and Carl was not called after him.",
            "A busy call ends with ChannelDestroyed, not with StasisStart: wait for either, as in "
            "the lesson, and go on to the next.",
        )
    if carl.end is None:
        return not_yet(
            f"Carl's phone still rings{', and Anna was called meanwhile' if anna.placed else ''}.",
            "Give up after two seconds: originate(…, timeout=2), and wait for the call's end.",
        )
    rang = carl.end["time"] - carl.began
    if anna.placed and anna.began < carl.end["time"] and not anna.over_by(carl.began):
        return not_yet(
            f"Anna was called while Carl's phone rang: {carl.end['time'] - anna.began:.1f} s "
            "before the end of that call.",
            "Wait for Carl's ChannelDestroyed before you call her.",
        )
    if not TOO_SHORT < rang < TOO_LONG:
        return not_yet(f"Carl's phone rang for {rang:.1f} s.", "Let it ring for two: timeout=2.")
    if not anna.placed or anna.over_by(carl.began):
        return not_yet("Carl did not answer, and Anna was not called after him.", "Call her now.")
    if anna.answered is None:
        return not_yet("Anna was called, and has not answered.", "She needs a second: wait for it.")
    return passed(f"Ben was busy, Carl's phone rang for {rang:.1f} s in vain, and Anna answered.")


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
        return _not_called(happened, "Anna", ANNA)
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
    return _together(happened, caller, anna)


def _together(happened: Happened, caller: str, anna: Call) -> Verdict:
    entered = {
        name: happened.last("ChannelEnteredBridge", channel__id=id_)
        for name, id_ in (("the caller", caller), ("Anna", anna.id))
    }
    missing = [name for name, event in entered.items() if event is None]
    if missing:
        who = "neither of them" if len(missing) == 2 else f"{missing[0]} not"
        return not_yet(
            f"Both have answered, and they can't hear each other: {who} was put into a bridge.",
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
    return passed("The caller heard it ring, Anna answered, and now they hear each other.")


# What learners write, in pieces: solutions and mistakes are made of them.
CALL_ANNA = 'call = ari.channels.originate("Local/2001@people", app="hello-world")\n'
STARTED = 'ari.events.wait_for("StasisStart", channel=call)\n'
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
