"""Lesson 3: keys that callers press: a menu, interrupting it, a timeout, wrong keys."""

from __future__ import annotations

from arinb.lessons.checks.attendant import attended
from arinb.lessons.checks.pressed import (
    AT_ONCE,
    GOODBYE,
    HELLO,
    MENU,
    SORRY,
    Call,
    Event,
    first_of,
    media_of,
    no_key,
    of_the_latest_call,
)
from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

TIME_TO_CHOOSE = 1.5  # seconds that a caller needs at least
SPOKEN = {"*": "star", "#": "pound"}  # what their sound files are called


@of_the_latest_call
def said(call: Call) -> Verdict:
    """Whether the key that was pressed was said back."""
    if not call.keys:
        return no_key(call)
    digit, since = call.keys[-1]["digit"], call.after(call.keys[-1])
    right = {f"{scheme}:{digit}" for scheme in ("digits", "number", "characters")}
    right.add(f"sound:digits/{SPOKEN.get(digit, digit)}")
    found = [each for each in since if media_of(each) in right]
    if not since:
        return not_yet(
            f"The key {digit} was pressed, and nothing was played after it.",
            "Wait for ChannelDtmfReceived, take its digit, and play that to the channel.",
        )
    if not found:
        return not_yet(
            f"The key was {digit}, and what was played after it is {media_of(*since)}.",
            'Put the digit of the event into the address of the sound: f"digits:{pressed.digit}".',
        )
    if fault := call.fault_of(found[-1]):
        return not_yet(
            f"The caller did not hear {media_of(found[-1])} to its end: it {fault}.",
            "Wait for PlaybackFinished before the call is hung up.",
        )
    return passed(f"The caller pressed {digit}, and heard {media_of(found[-1])}.")


@of_the_latest_call
def interrupted(call: Call) -> Verdict:
    """Whether a key has stopped the menu while it was played."""
    if not call.played:
        return not_yet(
            f"The call came, and no menu was played to it (keys: {call.pressed or 'none'}).",
            f'Play one that is long enough to be interrupted: channel.play("{MENU}")',
        )
    if not call.keys:
        return no_key(call)
    menu = _menu(call)
    end = call.end_of(menu)
    if end is not None and end["playback"]["state"] == "failed" and not call.over:
        return not_yet(
            f"{media_of(menu)} ended as failed: there is nothing of that name to play.",
            f'Compare the name with the task: channel.play("{MENU}")',
        )
    key = next((key for key in call.keys if key["time"] > menu["time"]), call.keys[-1])
    if (early := key["time"] < menu["time"]) or (end is not None and key["time"] > end["time"]):
        return not_yet(
            f"The key {key['digit']} was pressed {'before the beginning' if early else 'after the'}"
            f"{'' if early else ' end'} of {media_of(menu)}: there was nothing to interrupt.",
            "Play the menu, wait for PlaybackStarted, and have the phone press the key then.",
        )
    return _stopped(call, menu, end, key)


def _menu(call: Call) -> Event:
    """The menu: what had begun before a key came, whatever was played after the key."""
    before = (
        each
        for each in reversed(call.played)
        if any(key["time"] > each["time"] for key in call.keys)
    )
    return next(before, call.played[-1])


def _stopped(call: Call, menu: Event, end: Event | None, key: Event) -> Verdict:
    stop = "Keep what play() returns, and call its stop() when the digit has come."
    pressed = f"The key {key['digit']} was pressed"
    if end is None:
        return not_yet(f"{pressed}, and {media_of(menu)} plays on.", stop)
    seconds = end["time"] - key["time"]
    if call.fault_of(menu):
        who = "the caller has hung up" if call.by_caller else "the call was ended"
        return not_yet(f"{pressed}, and the menu stopped because {who}.", f"{stop} No hanging up.")
    if seconds > AT_ONCE:
        return not_yet(f"{pressed}; the menu played on for {seconds:.1f} s, to its end.", stop)
    return passed(f"{pressed}, and {seconds:.2f} s later the menu was silent.")


@of_the_latest_call
def said_goodbye(call: Call) -> Verdict:
    """Whether a caller who pressed nothing heard "Goodbye", and was hung up on."""
    if call.keys:
        return not_yet(
            f"In the latest call a key was pressed: {call.pressed}.",
            "This one is about a caller who presses none: leave send_digits out.",
        )
    farewell = first_of(GOODBYE, call.played)
    if farewell is None:
        return not_yet(
            f"No key came, and {GOODBYE} was not played (played was: {media_of(*call.played)}). "
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
WAITS_FOR_THE_APOLOGY = (
    '    ari.events.wait_for("PlaybackFinished", playback__media_uri="sound:im-sorry")\n'
)
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
        Mistake(WHILE_PLAYING.replace("vm-opts", "vm-ops"), says="sound:vm-ops ended as failed"),
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
        Mistake(
            ATTENDANT.replace(WAITS_FOR_THE_APOLOGY, ""),
            says="The key 1 came while the apology was still played",
        ),
        Mistake(f'{CALLED}phone.send_digits("1")', says="A wrong one was not tried"),
    ),
)

PLAN = Plan(
    "digits",
    "Digits: an auto attendant",
    "lessons/03-digits.ipynb",
    exercises=(say_the_digit, interrupt_the_menu, nobody_presses, auto_attendant),
)
