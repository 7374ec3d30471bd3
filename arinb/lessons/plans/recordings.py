"""Lesson 6: recordings: live and stored ones, pauses, listening to them; a voice mail."""

from __future__ import annotations

from arinb.lessons.checks.recordings import kept, left_out, voice_mail
from arinb.lessons.plan import Exercise, Mistake, Plan

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
                    'phone.dial("1000")\ncaller = ari.events.wait_for("StasisStart").channel'
                    f"{_recorded('caller', 'max_duration_seconds=3')}{END}",
                    says="your phone, which is silent",
                ),
                Mistake(
                    'phone.dial("2000"); ari.channels.list()[0].record("mine", "wav")',
                    says="after its StasisStart",
                ),
                Mistake(
                    f"{CALL}ari.bridges.create().add_channel(caller)\n"
                    'ari.events.wait_for("ChannelEnteredBridge")\n'
                    'caller.record("mine", "wav", if_exists="overwrite")\n'
                    'ari.events.wait_for("RecordingFailed")',
                    says="Record the bridge",
                ),
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
time.sleep(1.9)
recording.pause()
time.sleep(1.2)
recording.unpause()
time.sleep(0.9)
recording.stop()
{END}
""",
                    says="pause",
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
call.play("recording:mine")
ari.events.wait_for("PlaybackStarted")
phone.hangup()
ari.events.wait_for("StasisEnd")
""",
                    says="to its end",
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
