"""Lesson 6: recordings: live and stored ones, pauses, listening to them; a voice mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened, Request

EXTENSIONS = """\
; The dialplan: 1000 is your program, the others are voices to record.
[default]

exten => 1000,1,NoOp()
 same => n,Answer()
 same => n,Stasis(hello-world)
 same => n,Hangup()

; Somebody who says hello-world again and again.
exten => 2000,1,Answer()
 same => n(again),Playback(hello-world&hello-world&hello-world&hello-world&hello-world)
 same => n,Goto(again)

; Somebody who says it once, and presses #.
exten => 2001,1,Answer()
 same => n,Wait(1)
 same => n,Playback(hello-world)
 same => n,SendDTMF(#)
 same => n,Wait(60)

; Somebody who says it once, and is silent.
exten => 2002,1,Answer()
 same => n,Playback(hello-world&silence/10&silence/10&silence/10)
"""
ENOUGH = 2  # seconds that a kept recording has; Asterisk tells whole seconds
LEFT_OUT = 2.0  # seconds; without a pause up to 1.7 are missing: whole seconds, a beep, the end


def kept(happened: Happened) -> Verdict:
    """Whether something was recorded, stopped and kept."""
    if verdict := _not_kept(happened, "caller.record(…)"):
        return verdict
    recording = _finished(happened)["recording"]
    if recording["duration"] < ENOUGH:
        return not_yet(
            f"The recording {recording['name']!r} is kept, and lasts {recording['duration']} s "
            "(whole seconds): too short.",
            "Let it go on for at least 2 seconds: import time; time.sleep(2.5)",
        )
    return passed(
        f"The recording {recording['name']!r} is stored, and lasts {recording['duration']} s."
    )


def left_out(happened: Happened) -> Verdict:
    """Whether a part in the middle of a recording was left out."""
    if verdict := _not_kept(happened, "caller.record(…)"):
        return verdict
    end = _finished(happened)
    recording, started = end["recording"], _started(happened)
    name, duration = recording["name"], recording["duration"]
    lasted = end["time"] - started["time"]
    live = f"/recordings/live/{re.escape(name)}"
    if lasted - duration < LEFT_OUT:
        return _too_little(happened, live, f"It went on for {lasted:.1f} s, and {duration} s")
    pauses = [each for each in happened.requests(path=f"{live}/pause") if each.worked]
    if pauses and pauses[-1].method == "POST":
        return not_yet(
            f"The recording {name!r} was paused, and ended while it was paused.",
            "Go on before you stop it: recording.unpause()",
        )
    if duration < 1:
        return not_yet(
            f"Nothing is in the recording {name!r}: the channel sent no sound, or it was paused "
            "all the time.",
            'Record a voice, ari.channels.originate("Local/2000@default", app="hello-world"), and '
            "let it go on for a second before the pause.",
        )
    return passed(
        f"It went on for {lasted:.1f} s, and {duration} s are stored: a part is left out."
    )


def voice_mail(happened: Happened) -> Verdict:
    """Whether a caller was greeted, recorded after a beep until # or silence, and played to."""
    if happened.last("StasisStart") is None:
        return not_yet("No call has come.", 'Have the phone dial: phone.dial("1000")')
    start = _started(happened)
    if start and (verdict := _not_greeted(happened, start) or _endless(happened, start)):
        return verdict
    if verdict := _not_kept(happened, "call.record(…)", 'phone.send_digits("#")'):
        return verdict
    return _reviewed(happened, _finished(happened))


def _started(happened: Happened) -> dict[str, Any]:
    return happened.last("RecordingStarted") or {}


def _finished(happened: Happened) -> dict[str, Any]:
    """How the recording that began last ended; {} while it goes on."""
    name = _started(happened).get("recording", {}).get("name")
    end = happened.last("RecordingFinished", "RecordingFailed", recording__name=name)
    return end if end and end["time"] > _started(happened)["time"] else {}


def _not_kept(happened: Happened, how: str, to_end: str = "recording.stop()") -> Verdict | None:
    """What is missing until the last recording is stored."""
    start = _started(happened)
    asked = happened.requests("POST", "/(channels|bridges)/[^/]+/record")
    if asked and not asked[-1].worked and asked[-1].time > start.get("time", 0):
        return _refused(asked[-1])
    if not start:
        if happened.last("StasisStart") is None:
            return not_yet(
                "No channel has come into your program.",
                "Call a voice: caller = ari.channels.originate("
                '"Local/2000@default", app="hello-world")',
            )
        return not_yet("A channel is there, and nothing was recorded.", f"Record it: {how}")
    name, end = start["recording"]["name"], _finished(happened)
    if not end:
        return not_yet(
            f"The recording {name!r} still goes on: it is live, not stored.", f"End it: {to_end}"
        )
    if end["type"] == "RecordingFailed":
        why = end["recording"].get("cause") or "Asterisk does not say why"
        return not_yet(f"The recording {name!r} failed: {why}.", "Look at pbx.console.")
    if happened.get(f"/recordings/stored/{name}") is None:
        return not_yet(
            f"The recording {name!r} ended, and is not stored: it was cancelled or deleted.",
            "cancel() throws a recording away; stop() keeps it.",
        )
    return None


def _refused(request: Request) -> Verdict:
    why = request.answer.get("message", "")
    steps = {
        409: 'Take another name, or say if_exists="overwrite".',
        422: 'Take a format that it knows: "wav" or "gsm".',
    }
    return not_yet(
        f"Asterisk refused to record {request.params.get('name', '')!r} in the format "
        f"{request.params.get('format', '')!r} ({request.status}): {why}.",
        steps.get(request.status or 0, "Look at the answer in the log: ari.log"),
    )


def _too_little(happened: Happened, live: str, lengths: str) -> Verdict:
    if any(each.worked for each in happened.requests("POST", f"{live}/mute")):
        return not_yet(
            f"{lengths} are stored: it was muted, so silence stands where the voice was.",
            "A pause leaves the time out, too: recording.pause()",
        )
    if any(each.worked for each in happened.requests("POST", f"{live}/pause")):
        return not_yet(
            f"{lengths} are stored: the pause was too short.",
            "Wait 2.5 s between recording.pause() and recording.unpause().",
        )
    return not_yet(
        f"{lengths} are stored: nothing was left out.",
        "recording.pause(), wait a while, recording.unpause(), and only then stop it.",
    )


def _not_greeted(happened: Happened, start: dict[str, Any]) -> Verdict | None:
    # By its beginning: its end may be told at the same moment as the recording's beginning.
    before = [
        event["playback"]
        for event in happened.events(
            "PlaybackStarted", playback__target_uri=start["recording"]["target_uri"]
        )
        if event["time"] < start["time"]
        and not event["playback"]["media_uri"].endswith(("/beep", ":beep"))
    ]
    if not before:
        return not_yet(
            "The recording began, and there was no greeting before it.",
            'Play one first, and wait for its end: greeting = call.play("sound:vm-intro")',
        )
    end = happened.last("PlaybackFinished", playback__id=before[-1]["id"])
    if end and end["playback"]["state"] == "failed":
        return not_yet(
            f"The greeting {before[-1]['media_uri']} could not be played: its state is failed.",
            'Take a sound that is there, such as "sound:vm-intro".',
        )
    return None


def _endless(happened: Happened, start: dict[str, Any]) -> Verdict | None:
    """What its request lacks; one that came another way is judged by what it led to."""
    what, _, target = start["recording"]["target_uri"].partition(":")
    asked = happened.requests("POST", f"/{what}s/{target}/record")
    if not asked:
        return None
    params = asked[-1].params
    wrong = {}
    beeps = happened.events("PlaybackFinished", playback__media_uri="sound:beep")
    if params.get("beep", "").lower() not in ("true", "yes", "1") and not beeps:
        wrong["beep=True"] = "no beep says when to speak"
    if params.get("terminateOn") not in ("#", "any"):
        wrong['terminate_on="#"'] = "# does not end it"
    if params.get("maxSilenceSeconds", "0") in ("", "0"):
        wrong["max_silence_seconds=4"] = "silence does not end it"
    if not wrong:
        return None
    return not_yet(
        f"The message is recorded, but {', '.join(wrong.values())}.",
        f"Give record() also {', '.join(wrong)}.",
    )


def _reviewed(happened: Happened, end: dict[str, Any]) -> Verdict:
    recording = end["recording"]
    media = f"recording:{recording['name']}"
    playbacks = [
        event["playback"]
        for event in happened.events(
            "PlaybackStarted", "PlaybackFinished", playback__target_uri=recording["target_uri"]
        )
        if event["time"] > end["time"] and event["playback"]["media_uri"] == media
    ]
    if not playbacks:
        over = happened.last("StasisEnd")
        return not_yet(
            "The message is stored, and the caller has not heard it"
            + (": the call is over." if over and over["time"] > end["time"] else "."),
            f'Play it to the caller before the call ends: call.play("{media}")',
        )
    state = playbacks[-1]["state"]
    if state != "done" and recording["duration"]:
        return not_yet(
            f"The message was not played to its end: the playback's state is {state}.",
            "Wait for PlaybackFinished before you end the call.",
        )
    return passed("Greeting, beep, message, review: that is a voice mail.")


CALL = """
caller = ari.channels.originate("Local/2000@default", app="hello-world")
ari.events.wait_for("StasisStart", channel=caller)
"""
GREET = """
phone.dial("1000")
call = ari.events.wait_for("StasisStart").channel
greeting = call.play("sound:hello-world")
ari.events.wait_for("PlaybackFinished", playback=greeting)
"""
END = 'ari.events.wait_for("RecordingFinished", recording=recording)'
ENDS = 'terminate_on="#", max_silence_seconds=4'
ALL = f"beep=True, {ENDS}"


def _recorded(who: str, wishes: str) -> str:
    """Lines that begin a recording, and wait until it has begun."""
    return f"""
recording = {who}.record("mine", "wav", if_exists="overwrite", {wishes})
ari.events.wait_for("RecordingStarted", recording=recording)
"""


PLAN = Plan(
    "recordings",
    "Recordings",
    "lessons/06-recordings.ipynb",
    files={"extensions.conf": EXTENSIONS},
    exercises=(
        Exercise(
            "keep-a-recording",
            "Call the voice at number 2000, record at least 2 seconds of it, and keep it.",
            kept,
            hints=(
                "It goes on until something ends it. Of two methods that do, one keeps it.",
                "Wait for RecordingStarted, then two and a half seconds, then stop it.",
                'recording = caller.record("mine", "wav"), and after a while recording.stop()',
            ),
            solution=f"""{CALL}
recording = caller.record("mine", "wav", if_exists="overwrite", max_duration_seconds=3)
ari.events.wait_for("RecordingFinished", recording=recording)
""",
            mistakes=(
                Mistake(f'{CALL}caller.record("mine", "wav")', says="still goes on"),
                Mistake(f"{CALL}{_recorded('caller', '')}recording.cancel()", says="is not stored"),
                Mistake(f'{CALL}caller.record("mine", "mp3")', says="the format 'mp3'"),
                Mistake(
                    f"{CALL}{_recorded('caller', 'max_duration_seconds=1')}{END}\n"
                    'caller.record("mine", "wav")',
                    says="already exists",
                ),
            ),
        ),
        Exercise(
            "leave-a-part-out",
            "Call number 2000 and record it. In the middle, leave out at least two and a half "
            "seconds; then let it go on for a second, and keep it.",
            left_out,
            hints=(
                "Of pause and mute, one makes the recording shorter.",
                "No event tells of a pause. Wait with import time; time.sleep(2.5).",
                "After RecordingStarted: 1.2 s, pause(), 2.5 s, unpause(), 1 s, stop()",
            ),
            solution=f"""
import time
{CALL}
recording = caller.record("two-parts", "wav", if_exists="overwrite")
ari.events.wait_for("RecordingStarted", recording=recording)
time.sleep(1.2)
recording.pause()
time.sleep(2.5)
recording.unpause()
time.sleep(1)
recording.stop()
ari.events.wait_for("RecordingFinished", recording=recording)
""",
            mistakes=(
                Mistake(
                    f"{CALL}{_recorded('caller', 'max_duration_seconds=3')}{END}",
                    says="nothing was left out",
                ),
                Mistake(
                    f"""{CALL}{_recorded("caller", "max_duration_seconds=3")}
recording.mute()
{END}
""",
                    says="it was muted",
                ),
                Mistake(
                    f"""
import time
{CALL}{_recorded("caller", "")}
time.sleep(1.2)
recording.pause()
time.sleep(2.5)
recording.stop()
{END}
""",
                    says="ended while it was paused",
                ),
            ),
        ),
        Exercise(
            "voice-mail",
            "Be a voice mail. The phone dials 1000; play a greeting; beep; record until the "
            "caller presses # or is silent for 4 seconds; keep the message, and play it to the "
            "caller for review.",
            voice_mail,
            hints=(
                "Step by step: wait for PlaybackFinished, and later for RecordingFinished.",
                "record() takes beep, terminate_on, max_silence_seconds and if_exists.",
                'phone.send_digits("#") ends it; then call.play("recording:voice-mail")',
            ),
            solution="""
phone.dial("1000")
call = ari.events.wait_for("StasisStart").channel
greeting = call.play("sound:vm-intro")
ari.events.wait_for("PlaybackFinished", playback=greeting)
message = call.record(
    "voice-mail", "wav", beep=True, terminate_on="#", max_silence_seconds=4, if_exists="overwrite"
)
ari.events.wait_for("RecordingStarted", recording=message)
phone.send_digits("#")
ari.events.wait_for("RecordingFinished", recording=message)
review = call.play("recording:voice-mail")
ari.events.wait_for("PlaybackFinished", playback=review)
""",
            mistakes=(
                Mistake(
                    f"""
phone.dial("1000")
call = ari.events.wait_for("StasisStart").channel{_recorded("call", ALL)}""",
                    says="no greeting before it",
                ),
                Mistake(f"{GREET}{_recorded('call', ENDS)}", says="no beep"),
                Mistake(
                    f"{GREET}{_recorded('call', 'beep=True')}",
                    says="# does not end it, silence does not end it",
                ),
                Mistake(
                    f"""{GREET}{_recorded("call", ALL)}
phone.send_digits("#")
{END}
phone.hangup()
ari.events.wait_for("StasisEnd")
""",
                    says="the call is over",
                ),
            ),
        ),
    ),
)
