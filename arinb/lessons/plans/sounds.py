"""Lesson 2: tones and sounds, several in a row, before answering, and under control."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened

EXTENSIONS = """\
; The dialplan: each call goes to the program before it is answered.
[default]

exten => 1000,1,Stasis(hello-world)
 same => n,Hangup()
"""

NO_CALL = not_yet("No call has come.", 'Have the phone dial: phone.dial("1000")')
NOTHING = not_yet(
    "The call came, and nothing was played to the caller.",
    "The event brought the channel along: channel.play(…)",
)
UNANSWERED = not_yet(
    "All was played as it should be, and the call was never answered.",
    "Answer first, and play then: channel.answer()",
)
HELLO = "sound:hello-world"
TONES = ("ring", "busy", "dial", "congestion")
THREE = ("number:3", "digits:3", "characters:3", "sound:digits/3")
SENTENCE = ("sound:vm-youhave", THREE[0], "sound:vm-messages")


def counted(happened: Happened) -> Verdict:
    """Whether "you have three messages" was the last that the last caller heard."""
    begun = _begun(happened)
    if isinstance(begun, Verdict):
        return begun
    call, started = begun
    parts = _parts(started)
    if tuple(THREE[0] if part in THREE else part for part in parts)[-3:] != SENTENCE:
        return not_yet(
            f"What the caller got was: {', '.join(parts)}.",
            f"It should be {', '.join(SENTENCE)}: play takes a list, and keeps its order.",
        )
    if _finished(happened, call, started[-1]["playback"]["id"]) is None:
        return not_yet(
            "The sentence was begun, and it has not come to its end yet.",
            'Wait for it, before you hang up: ari.events.wait_for("PlaybackFinished")',
        )
    if _up(happened, call) is None:
        return UNANSWERED
    return passed(f"The caller heard: {', '.join(parts)}.")


def greeted_first(happened: Happened) -> Verdict:
    """Whether the last caller heard the greeting to its end, and was answered only then."""
    begun = _begun(happened)
    if isinstance(begun, Verdict):
        return begun
    call, started = begun
    up = _up(happened, call)
    hello = next((e for e in started if e["playback"]["media_uri"] == HELLO), None)
    if hello is None:
        return not_yet(
            f"What the caller got was: {', '.join(_parts(started))}.", f'Play "{HELLO}".'
        )
    if up is not None and up["time"] < hello["time"]:
        return not_yet(
            "The call was answered first, and the greeting was played after that.",
            "Change the order: play while the state is still Ring, and answer then.",
        )
    if _finished(happened, call, hello["playback"]["id"]) is None:
        return not_yet("The greeting still plays.", "Let it come to its end, and answer then.")
    if stopped := _stopped(happened, hello):
        return stopped
    if up is None:
        return not_yet(
            "The caller heard the greeting, and the call was not answered after it.",
            "One thing is left to do, while the caller still waits: channel.answer()",
        )
    return passed("The caller heard the greeting while it still rang, and then you answered.")


def tone_then_greeting(happened: Happened) -> Verdict:
    """Whether the last caller heard a tone that was stopped, and then the greeting."""
    begun = _begun(happened)
    if isinstance(begun, Verdict):
        return begun
    call, started = begun
    tone = next((e for e in started if e["playback"]["media_uri"].startswith("tone:")), None)
    if tone is None:
        return not_yet(
            f"What the caller got was: {', '.join(_parts(started))}. There is no tone in it.",
            'Begin with a tone: channel.play("tone:ring")',
        )
    end = _finished(happened, call, tone["playback"]["id"])
    if end is None:
        return _tone_goes_on(happened, call, tone)
    hello = [e for e in started if e["playback"]["media_uri"] == HELLO and e["time"] >= end["time"]]
    if not hello:
        return not_yet(
            "The tone was played and stopped, and after it came no greeting.",
            f'Play "{HELLO}" when the tone has ended, and before anybody hangs up.',
        )
    if _finished(happened, call, hello[-1]["playback"]["id"]) is None:
        return not_yet(
            "The greeting was begun, and it has not come to its end yet.",
            'Wait for it: ari.events.wait_for("PlaybackFinished", playback=…)',
        )
    if stopped := _stopped(happened, hello[-1]):
        return stopped
    if _up(happened, call) is None:
        return UNANSWERED
    lasted = (end["time"] - tone["time"]) * 1000
    return passed(f"The caller heard {lasted:.0f} ms of the tone, and then the greeting.")


def _begun(happened: Happened) -> Verdict | tuple[dict[str, Any], list[dict[str, Any]]]:
    """The last call and what began to play in it; or what is amiss with every such exercise."""
    call = happened.last("StasisStart")
    if call is None:
        return NO_CALL
    started = _of_the_call("PlaybackStarted", happened, call)
    if not started:
        return NOTHING
    failed = _failed(happened, call)
    return (call, started) if failed is None else failed


def _tone_goes_on(happened: Happened, call: dict[str, Any], tone: dict[str, Any]) -> Verdict:
    uri = tone["playback"]["media_uri"]
    asked = happened.requests("POST", f"/channels/{call['channel']['id']}/play(/.*)?")
    heard = [
        each["playback"]["media_uri"] for each in _of_the_call("PlaybackStarted", happened, call)
    ]
    if HELLO not in heard and any(HELLO in each.params.get("media", "") for each in asked):
        return not_yet(
            f"{uri} still plays, and the greeting waits behind it: a tone has no end of its own.",
            "Keep the playback that play gives you, and end it with its method stop().",
        )
    return not_yet(f"{uri} still plays.", "Stop it, and then play the greeting.")


def _up(happened: Happened, call: dict[str, Any]) -> dict[str, Any] | None:
    channel = call["channel"]["id"]
    return happened.first("ChannelStateChange", channel__id=channel, channel__state="Up")


def _of_the_call(type_: str, happened: Happened, call: dict[str, Any]) -> list[dict[str, Any]]:
    return happened.events(type_, playback__target_uri=f"channel:{call['channel']['id']}")


def _finished(happened: Happened, call: dict[str, Any], playback: str) -> dict[str, Any] | None:
    found = _of_the_call("PlaybackFinished", happened, call)
    return next((event for event in found if event["playback"]["id"] == playback), None)


def _stopped(happened: Happened, started: dict[str, Any]) -> Verdict | None:
    """What to say of a playback that the program itself has stopped."""
    playback = started["playback"]
    asked = happened.requests("DELETE", f"/playbacks/{re.escape(playback['id'])}")
    stop = next((each for each in asked if each.worked), None)
    if stop is None:
        return None
    heard = max(stop.time - started["time"], 0.0)
    return not_yet(
        f"{playback['media_uri']} was not heard to its end: you stopped it after {heard:.1f} s.",
        'Let it end by itself, and wait for that: ari.events.wait_for("PlaybackFinished")',
    )


def _failed(happened: Happened, call: dict[str, Any]) -> Verdict | None:
    """What to say when the last playback that came to an end could not be played."""
    ended = _of_the_call("PlaybackFinished", happened, call)
    if not ended or ended[-1]["playback"]["state"] != "failed":
        return None
    uri = ended[-1]["playback"]["media_uri"]
    over = happened.first("ChannelHangupRequest", "StasisEnd", channel__id=call["channel"]["id"])
    if over is not None and over["time"] <= ended[-1]["time"]:
        return not_yet(
            f"{uri} was cut short: the call was over.",
            "Wait for PlaybackFinished before anybody hangs up.",
        )
    scheme, _, name = uri.partition(":")
    if scheme == "tone":
        return not_yet(f"There is no tone {name}.", f"Try one of these: {', '.join(TONES)}.")
    return not_yet(
        f"{uri} ended as failed: there is nothing of that name to play.",
        f'Look the name up: ari.sounds.get("{name}"), or ari.sounds.list()',
    )


def _parts(started: list[dict[str, Any]]) -> list[str]:
    """What was played, in order; one that went on after a pause is told only once."""
    parts = [(event["playback"]["id"], event["playback"]["media_uri"]) for event in started]
    return [part[1] for n, part in enumerate(parts) if n == 0 or part != parts[n - 1]]


_CALL = 'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
_UP = f"{_CALL}channel.answer()\n"

PLAN = Plan(
    "sounds",
    "Tones and sounds",
    "lessons/02-sounds.ipynb",
    files={"extensions.conf": EXTENSIONS},
    exercises=(
        Exercise(
            "count-the-messages",
            "Have the phone dial 1000, answer, and tell the caller: you have three messages. The "
            "words are the sounds vm-youhave and vm-messages; between them comes the number 3.",
            counted,
            hints=(
                "A number is no sound file: it has a scheme of its own, as in the table above.",
                "channel.play(…) takes a list of media, which it plays in their order.",
                'channel.play(["sound:vm-youhave", "number:3", "sound:vm-messages"])',
            ),
            solution=f"""
{_UP}playback = channel.play(["sound:vm-youhave", "number:3", "sound:vm-messages"])
ari.events.wait_for("PlaybackFinished", playback=playback)
""",
            patience=4,
            mistakes=(
                Mistake(_UP, says="nothing was played"),
                Mistake(
                    f'{_CALL}channel.play(["sound:vm-youhave", "digits:3", "sound:vm-messages"])',
                    says="never answered",
                ),
                Mistake(
                    f'{_UP}channel.play("sound:three-messages")',
                    says="sound:three-messages ended as failed",
                ),
                Mistake(
                    f'{_UP}channel.play(["sound:vm-youhave", "sound:vm-messages", "number:3"])',
                    says="sound:vm-youhave, sound:vm-messages, number:3",
                ),
                Mistake(
                    f'{_UP}channel.play(["sound:vm-youhave", "number:3", "sound:vm-messages"])\n'
                    "channel.hangup()",
                    says="was cut short: the call was over",
                ),
                Mistake(
                    f'{_UP}channel.play("sound:vm-youhave")\nchannel.play("number:3")',
                    says="sound:vm-youhave, number:3",
                ),
            ),
        ),
        Exercise(
            "greet-before-answering",
            "Have the phone dial 1000. Let the caller hear hello-world while the call is not yet "
            "answered; answer it when the greeting has come to its end.",
            greeted_first,
            hints=(
                "The requests are those that you know. Only their order is another.",
                "Wait for PlaybackFinished between playing and answering.",
                'playback = channel.play("sound:hello-world"), wait for its end, channel.answer()',
            ),
            solution=f"""
{_CALL}playback = channel.play("sound:hello-world")
ari.events.wait_for("PlaybackFinished", playback=playback)
channel.answer()
""",
            mistakes=(
                Mistake(
                    f'{_UP}channel.play("sound:hello-world")',
                    says="answered first",
                ),
                Mistake(f'{_CALL}channel.play("sound:hello-world")', says="not answered after it"),
                Mistake(
                    f'{_CALL}channel.play("sound:hello")\nchannel.answer()',
                    says="What the caller got was: sound:hello.",
                ),
                Mistake(
                    f'{_CALL}hello = channel.play("sound:hello-world")\nhello.stop()\n'
                    "channel.answer()",
                    says="you stopped it after 0.",
                ),
            ),
        ),
        Exercise(
            "tone-then-greeting",
            "Have the phone dial 1000, and answer. Let the caller hear tone:ring for a moment, end "
            "the tone, and then play hello-world to its end.",
            tone_then_greeting,
            hints=(
                "A tone goes on until somebody stops it. What is played later waits until then.",
                "play gives you a playback; that object has a method that ends it.",
                'tone = channel.play("tone:ring"), wait for its PlaybackStarted, tone.stop()',
            ),
            solution=f"""
{_UP}tone = channel.play("tone:ring")
ari.events.wait_for("PlaybackStarted", playback=tone)
tone.stop()
greeting = channel.play("sound:hello-world")
ari.events.wait_for("PlaybackFinished", playback=greeting)
""",
            mistakes=(
                Mistake(
                    f'{_UP}channel.play("tone:ring")\nchannel.play("sound:hello-world")',
                    says="waits behind it",
                ),
                Mistake(
                    f'{_UP}channel.play(["tone:ring", "sound:hello-world"])',
                    says="waits behind it",
                ),
                Mistake(
                    f'{_UP}channel.play("sound:hello-world")',
                    says="There is no tone in it",
                ),
                Mistake(
                    f'{_UP}ari.events.wait_for("PlaybackFinished", '
                    'playback=channel.play("tone:rign"))',
                    says="There is no tone rign",
                ),
                Mistake(
                    f'{_UP}playback = channel.play("sound:hello-world")\n'
                    'tone = channel.play("tone:ring")\n'
                    'ari.events.wait_for("PlaybackStarted", playback=tone)\ntone.stop()',
                    says="after it came no greeting",
                ),
            ),
        ),
    ),
)
