"""Lesson 3: keys that callers press: a menu, interrupting it, a timeout, wrong keys."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from collections.abc import Callable

    from arinb.lessons.happened import Happened

Event = dict[str, Any]

AT_ONCE = 2.0  # seconds that a program may take to react
TIME_TO_CHOOSE = 1.5  # seconds that a caller needs at least
MENU, SORRY, HELLO, GOODBYE = (
    f"sound:{name}" for name in ("vm-opts", "im-sorry", "hello-world", "vm-goodbye")
)
SPOKEN = {"*": "star", "#": "pound"}  # what their sound files are called


class Call:
    """The latest call: what was pressed in it, and what was played to it."""

    def __init__(self, happened: Happened, start: Event) -> None:
        self.began = float(start["time"])
        about = {"channel__id": start["channel"]["id"]}
        target = {"playback__target_uri": f"channel:{start['channel']['id']}"}
        self.keys = happened.events("ChannelDtmfReceived", **about)
        self.pressed = ", ".join(key["digit"] for key in self.keys)
        self.played = happened.events("PlaybackStarted", **target)
        self.finished = happened.events("PlaybackFinished", **target)
        self.over = happened.last("StasisEnd", **about) is not None
        # A hang-up that was asked for over ARI is "soft"; the caller's own is not.
        asked = happened.first("ChannelHangupRequest", **about)
        self.by_caller = asked is not None and not asked.get("soft")

    def after(self, event: Event) -> list[Event]:
        """What began to be played after that."""
        return [each for each in self.played if each["time"] > event["time"]]

    def end_of(self, playback: Event) -> Event | None:
        """The event with which a playback has ended."""
        id_ = playback["playback"]["id"]
        return next((each for each in self.finished if each["playback"]["id"] == id_), None)

    def fault_of(self, playback: Event) -> str:
        """Why it was not heard to its end, or ""."""
        end = self.end_of(playback)
        if end is None:
            return "is still being played"
        why = ": the call was over" if self.over else ""
        state = end["playback"]["state"]
        return "" if state == "done" else f"ended as {state!r}{why}"

    def ending(self) -> str:
        """How the call has ended, in a sentence."""
        if not self.over:
            return "The channel is still in your application."
        return "The caller hung up." if self.by_caller else "The call was ended without a word."


def _of_the_latest_call(check: Callable[[Call], Verdict]) -> Callable[[Happened], Verdict]:
    @wraps(check)
    def checked(happened: Happened) -> Verdict:
        if (start := happened.last("StasisStart")) is None:
            return not_yet("No call has come.", 'Have the phone dial: phone.dial("1000")')
        return check(Call(happened, start))

    return checked


def _media(*events: Event) -> str:
    return ", ".join(each["playback"]["media_uri"] for each in events) or "nothing"


def _first(media: str, events: list[Event]) -> Event | None:
    return next((each for each in events if _media(each) == media), None)


def _no_key(call: Call) -> Verdict:
    return not_yet(
        f"The call came, and no key was pressed in it (played was: {_media(*call.played)}).",
        'Press one during the call: phone.wait_until("up"), then phone.send_digits("5"). '
        "If your cell has shown an error, read that first.",
    )


@_of_the_latest_call
def said(call: Call) -> Verdict:
    """Whether the key that was pressed was said back."""
    if not call.keys:
        return _no_key(call)
    digit, since = call.keys[-1]["digit"], call.after(call.keys[-1])
    right = {f"{scheme}:{digit}" for scheme in ("digits", "number", "characters")}
    right.add(f"sound:digits/{SPOKEN.get(digit, digit)}")
    found = [each for each in since if _media(each) in right]
    if not since:
        return not_yet(
            f"The key {digit} was pressed, and nothing was played after it.",
            "Wait for ChannelDtmfReceived, take its digit, and play that to the channel.",
        )
    if not found:
        return not_yet(
            f"The key was {digit}, and what was played after it is {_media(*since)}.",
            'Put the digit of the event into the address of the sound: f"digits:{pressed.digit}".',
        )
    if fault := call.fault_of(found[-1]):
        return not_yet(
            f"The caller did not hear {_media(found[-1])} to its end: it {fault}.",
            "Wait for PlaybackFinished before the call is hung up.",
        )
    return passed(f"The caller pressed {digit}, and heard {_media(found[-1])}.")


@_of_the_latest_call
def interrupted(call: Call) -> Verdict:
    """Whether a key has stopped the menu while it was played."""
    if not call.played:
        return not_yet(
            f"The call came, and no menu was played to it (keys: {call.pressed or 'none'}).",
            f'Play one that is long enough to be interrupted: channel.play("{MENU}")',
        )
    if not call.keys:
        return _no_key(call)
    menu = call.played[-1]
    end = call.end_of(menu)
    key = next((key for key in call.keys if key["time"] > menu["time"]), call.keys[-1])
    if (early := key["time"] < menu["time"]) or (end is not None and key["time"] > end["time"]):
        return not_yet(
            f"The key {key['digit']} was pressed {'before the beginning' if early else 'after the'}"
            f"{'' if early else ' end'} of {_media(menu)}: there was nothing to interrupt.",
            "Play the menu, wait for PlaybackStarted, and have the phone press the key then.",
        )
    return _stopped(call, menu, end, key)


def _stopped(call: Call, menu: Event, end: Event | None, key: Event) -> Verdict:
    stop = "Keep what play() returns, and call its stop() when the digit has come."
    pressed = f"The key {key['digit']} was pressed"
    if end is None:
        return not_yet(f"{pressed}, and {_media(menu)} plays on.", stop)
    seconds = end["time"] - key["time"]
    if call.fault_of(menu):
        who = "the caller has hung up" if call.by_caller else "the call was ended"
        return not_yet(f"{pressed}, and the menu stopped because {who}.", f"{stop} No hanging up.")
    if seconds > AT_ONCE:
        return not_yet(f"{pressed}; the menu played on for {seconds:.1f} s, to its end.", stop)
    return passed(f"{pressed}, and {seconds:.2f} s later the menu was silent.")


@_of_the_latest_call
def said_goodbye(call: Call) -> Verdict:
    """Whether a caller who pressed nothing heard "Goodbye", and was hung up on."""
    if call.keys:
        return not_yet(
            f"In the latest call a key was pressed: {call.pressed}.",
            "This one is about a caller who presses none: leave send_digits out.",
        )
    farewell = _first(GOODBYE, call.played)
    if farewell is None:
        return not_yet(
            f"No key came, and {GOODBYE} was not played (played was: {_media(*call.played)}). "
            f"{call.ending()}",
            "wait_for raises EventTimeout when nothing comes: put it into try:, and say goodbye "
            "below except arinb.errors.EventTimeout:.",
        )
    waited = farewell["time"] - call.began
    if waited < TIME_TO_CHOOSE:
        return not_yet(
            f"Goodbye was said {waited:.1f} s after the call had come: no time to press a key.",
            'Wait for a key first: ari.events.wait_for("ChannelDtmfReceived", timeout=2)',
        )
    if fault := call.fault_of(farewell):
        seen = f"The caller did not hear Goodbye to its end: it {fault}."
        return not_yet(seen, "Wait for PlaybackFinished before you hang up.")
    if not call.over or call.by_caller:
        return not_yet(f"Goodbye was said. {call.ending()}", "Hang up yourself: channel.hangup()")
    return passed(f"For {waited:.1f} s no key came; the caller heard Goodbye, and was hung up on.")


@_of_the_latest_call
def attended(call: Call) -> Verdict:
    """Whether an attendant took a wrong key, asked again, took the right one, and hung up."""
    if not call.keys:
        return _no_key(call)
    wrong = next((key for key in call.keys if key["digit"] == "9"), None)
    if wrong is None:
        return not_yet(
            f"The keys in the latest call were: {call.pressed}. A wrong one was not tried.",
            'Press the wrong key first: phone.send_digits("9"), and 1 after the apology.',
        )
    if not call.played:
        return not_yet(
            f"The keys {call.pressed} were pressed, and your program played nothing.",
            'Does anybody call your function? ari.on("StasisStart", attend)',
        )
    sorry = _first(SORRY, call.after(wrong))
    if sorry is None:
        return not_yet(
            f"After the key 9 came {_media(*call.after(wrong))}, not {SORRY}. {call.ending()}",
            "Only 1 is a right key. For any other, play the apology, and go on with the call.",
        )
    if (late := sorry["time"] - wrong["time"]) > AT_ONCE:
        return not_yet(
            f"The apology came only {late:.1f} s after the key 9: the menu was played on.",
            "Stop the menu as soon as a digit has come: menu.stop()",
        )
    return _asked_again(call, sorry)


def _asked_again(call: Call, sorry: Event) -> Verdict:
    since = call.after(sorry)
    later = [key for key in call.keys if key["digit"] == "1" and key["time"] > sorry["time"]]
    if _first(MENU, since) is None:
        return not_yet(
            f"After the apology came {_media(*since)}: the menu {MENU} was not played again. "
            f"{call.ending()}",
            "Put menu, waiting and answer into a loop that ends with the right key.",
        )
    if not later:
        return not_yet(
            f"The key 1 was not pressed after the apology (keys: {call.pressed}).",
            f'Wait for the end of {SORRY}, then phone.send_digits("1").',
        )
    hello = _first(HELLO, call.after(later[0]))
    if hello is None:
        return not_yet(
            f"After the key 1 came {_media(*call.after(later[0]))}, not {HELLO}.",
            f"When the digit is 1, play {HELLO}.",
        )
    if (fault := call.fault_of(hello)) or not call.over or call.by_caller:
        return not_yet(
            f"{HELLO} {fault or 'was heard to its end'}. {call.ending()}",
            "Wait for PlaybackFinished, then channel.hangup().",
        )
    return passed("A wrong key, an apology, the menu again, the right key, and a good end.")


# What learners write, in pieces: solutions and mistakes are made of them.
CALLED = """
phone.dial("1000")
start = ari.events.wait_for("StasisStart")
phone.wait_until("up")
channel = start.channel
"""
KEY = f'{CALLED}phone.send_digits("7")\n'
DIGIT = 'ari.events.wait_for("ChannelDtmfReceived")\n'
BEGUN = 'ari.events.wait_for("PlaybackStarted")\n'
PLAY = 'menu = channel.play("sound:vm-opts")\n'
WHILE_PLAYING = f'{CALLED}{PLAY}{BEGUN}phone.send_digits("2")\n'
STOPPED = f'{CALLED}{PLAY}phone.send_digits("9")\n{DIGIT}menu.stop()\n'
NOBODY = f"""{CALLED}
try:
    ari.events.wait_for("ChannelDtmfReceived", channel=channel, timeout=2)
except arinb.errors.EventTimeout:
    goodbye = channel.play("sound:vm-goodbye")
"""
TO_THE_END = 'ari.events.wait_for("PlaybackFinished", playback=goodbye)\n'
ATTENDANT = """
def attend(start):
    digit = ""
    while digit != "1":
        menu = start.channel.play("sound:vm-opts")
        digit = ari.events.wait_for("ChannelDtmfReceived", channel=start.channel).digit
        menu.stop()
        said = start.channel.play("sound:hello-world" if digit == "1" else "sound:im-sorry")
        ari.events.wait_for("PlaybackFinished", playback=said)
    start.channel.hangup()
with ari.on("StasisStart", attend):
    phone.dial("1000").wait_until("up")
    ari.events.wait_for("PlaybackStarted")
    phone.send_digits("9")
    ari.events.wait_for("PlaybackFinished", playback__media_uri="sound:im-sorry")
    phone.send_digits("1")
"""
APOLOGY = """
goodbye = channel.play("sound:im-sorry")
ari.events.wait_for("PlaybackFinished", playback=goodbye)
phone.send_digits("1")
"""

say_the_digit = Exercise(
    "say-the-digit",
    "Take a call. When the caller presses a key, whichever it is, say that key to them.",
    said,
    hints=(
        "The event ChannelDtmfReceived has the key as its digit.",
        'Sounds that begin with "digits:" are spoken digits: "digits:5" says five.',
        """pressed = ari.events.wait_for("ChannelDtmfReceived", channel=channel), then
channel.play(f"digits:{pressed.digit}")""",
    ),
    solution=f"""{KEY}
pressed = ari.events.wait_for("ChannelDtmfReceived", channel=channel)
said = channel.play(f"digits:{{pressed.digit}}")
ari.events.wait_for("PlaybackFinished", playback=said)
""",
    mistakes=(
        Mistake(f'{CALLED}channel.play("digits:5")', says="no key was pressed"),
        Mistake(f'{KEY}{DIGIT}channel.play("digits:1")', says="The key was 7, and what was played"),
        Mistake(f"{KEY}{DIGIT}", says="nothing was played after it"),
        Mistake(
            f'{KEY}{DIGIT}channel.play("digits:7")\n{BEGUN}channel.hangup()',
            says="did not hear digits:7 to its end",
        ),
    ),
)
interrupt_the_menu = Exercise(
    "interrupt-the-menu",
    f"Play the menu {MENU}. As soon as the caller presses a key, stop it, so that the caller need "
    "not hear all of it. The call goes on.",
    interrupted,
    hints=(
        "play() returns a playback: an object that can be stopped.",
        "Wait for PlaybackStarted, have the phone press a key, wait for the digit.",
        'menu = channel.play("sound:vm-opts") … then menu.stop()',
    ),
    solution=f"{WHILE_PLAYING}{DIGIT}menu.stop()\n",
    mistakes=(
        Mistake(WHILE_PLAYING, says="plays on"),
        Mistake(
            f'{WHILE_PLAYING}ari.events.wait_for("PlaybackFinished")',
            says="the menu played on for",
        ),
        Mistake(
            f"{WHILE_PLAYING}{DIGIT}channel.hangup()",
            says="stopped because the call was ended",
        ),
        Mistake(f"{KEY}{DIGIT}{PLAY}{BEGUN}menu.stop()", says="nothing to interrupt"),
    ),
)
nobody_presses = Exercise(
    "nobody-presses",
    "Take a call whose caller presses nothing. Wait two seconds for a key; when none has come, "
    f"play {GOODBYE} to its end, and hang up.",
    said_goodbye,
    hints=(
        "wait_for takes a timeout in seconds. What does it do when the time is over?",
        "It raises arinb.errors.EventTimeout. With try: and except, your program goes on.",
        """try: ari.events.wait_for("ChannelDtmfReceived", timeout=2), and below
except arinb.errors.EventTimeout: play, wait for PlaybackFinished, hang up.""",
    ),
    solution=f"{NOBODY}    {TO_THE_END}    channel.hangup()\n",
    mistakes=(
        Mistake(
            f'{CALLED}ari.events.wait_for("ChannelDtmfReceived", timeout=2)',
            says="sound:vm-goodbye was not played",
        ),
        Mistake(
            f'{CALLED}goodbye = channel.play("sound:vm-goodbye")\n{TO_THE_END}channel.hangup()',
            says="no time to press a key",
        ),
        Mistake(f"{NOBODY}    {BEGUN}    channel.hangup()\n", says="did not hear Goodbye"),
        Mistake(f"{NOBODY}    {TO_THE_END}", says="still in your application"),
    ),
)
auto_attendant = Exercise(
    "auto-attendant",
    f"Write an auto attendant. It plays the menu {MENU}, which a key interrupts. For the key 1 it "
    f"plays {HELLO} to its end and hangs up. For any other key it plays {SORRY}, and the menu "
    "again. Try it with a caller who presses 9, hears the apology, and then presses 1.",
    attended,
    hints=(
        """Write a function attend(start), and give it to ari.on("StasisStart", attend): then it
is called for each call, while your cell dials and presses the keys.""",
        """In it: while digit != "1": play the menu, wait for a digit, stop the menu, play the
answer, wait for its end. After the loop, hang up.""",
        """with ari.on("StasisStart", attend): dial, wait for PlaybackStarted, press 9, wait for
PlaybackFinished with playback__media_uri="sound:im-sorry", press 1.""",
    ),
    solution=ATTENDANT,
    mistakes=(
        Mistake(
            f'def attend(start): start.channel.play("sound:vm-opts")\n{KEY}'
            'phone.send_digits("9")\nphone.send_digits("1")',
            says="your program played nothing",
        ),
        Mistake(
            f'{STOPPED}channel.play("sound:hello-world")',
            says="After the key 9 came sound:hello-world, not sound:im-sorry",
        ),
        Mistake(
            f"{STOPPED}channel.hangup()",
            says="came nothing, not sound:im-sorry. The call was ended",
        ),
        Mistake(f"{STOPPED}{APOLOGY}", says="was not played again"),
        Mistake(f'{CALLED}phone.send_digits("1")', says="A wrong one was not tried"),
    ),
)

PLAN = Plan(
    "digits",
    "Digits: an auto attendant",
    "lessons/03-digits.ipynb",
    exercises=(say_the_digit, interrupt_the_menu, nobody_presses, auto_attendant),
)
