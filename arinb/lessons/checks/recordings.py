"""Checks of lesson 6: what was recorded, left out and kept; a voice mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arinb.ari.client import segment
from arinb.lessons.verdict import Verdict, not_yet, passed

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened, Request

PAUSE = 2.3  # seconds; the task says 2.5, and a wait is never exact
ENOUGH = 2  # seconds that a kept recording has; Asterisk tells whole seconds
LEFT_OUT = 2.0  # seconds; without a pause up to 1.7 are missing: whole seconds, a beep, the end


def kept(happened: Happened) -> Verdict:
    """Whether something was recorded, stopped and kept."""
    if verdict := _not_kept(happened, "caller.record(…)"):
        return verdict
    recording = _finished(happened)["recording"]
    if _is_phone(happened, recording["target_uri"].partition(":")[2]):
        return not_yet(
            "That was your phone, which is silent.",
            'Call the voice: ari.channels.originate("Local/2000@default", app="hello-world")',
        )
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
    paused = _paused(pauses)
    if pauses and pauses[-1].method == "DELETE" and paused < PAUSE:
        return not_yet(
            f"Your pause lasted {paused:.1f} s.",
            "Wait 2.5 s between recording.pause() and recording.unpause().",
        )
    if pauses and pauses[-1].method == "POST":
        return not_yet(
            f"The recording {name!r} was paused, and ended while it was paused.",
            "Go on before you stop it: recording.unpause()",
        )
    if duration < 1:
        return not_yet(
            f"Less than a whole second is in the recording {name!r}: it was stopped at once, the "
            "channel sent no sound, or it was paused all the time.",
            'Record a voice, ari.channels.originate("Local/2000@default", app="hello-world"), and '
            "let it go on for a second before the pause, and after it.",
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


def _is_phone(happened: Happened, channel: str) -> bool:
    """Whether a channel is one of the lesson's own phones: PJSIP/1000-… or Local/1000@…"""
    start = happened.last("StasisStart", channel__id=channel)
    name = start["channel"]["name"] if start else ""
    return any(
        re.match(rf"\w+/{re.escape(phone.number)}[-@]", name) for phone in happened.phones.values()
    )


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
        if failed := happened.last("RecordingFailed"):
            return _failed(failed)
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
        return _failed(end)
    if happened.get(f"/recordings/stored/{segment(name)}") is None:
        return not_yet(
            f"The recording {name!r} ended, and is not stored: it was cancelled or deleted.",
            "cancel() throws a recording away; stop() keeps it.",
        )
    return None


def _failed(end: dict[str, Any]) -> Verdict:
    why = end["recording"].get("cause") or "Asterisk does not say why"
    return not_yet(
        f"The recording {end['recording']['name']!r} failed: {why}.",
        "Record the bridge: bridge.record(…)" if "in bridge" in why else "Look at pbx.console.",
    )


def _refused(request: Request) -> Verdict:
    why = request.answer.get("message", "")
    if "Stasis" in why:
        return not_yet(
            f"Asterisk refused to record ({request.status}): {why}.",
            "Record the channel that originate(…, app=…) brings, after its StasisStart.",
        )
    steps = {
        404: "The caller has hung up: have it dial again, and keep it on the line.",
        409: 'Take another name, or say if_exists="overwrite".',
        422: 'Take a format that it knows: "wav" or "gsm".',
    }
    return not_yet(
        f"Asterisk refused to record {request.params.get('name', '')!r} in the format "
        f"{request.params.get('format', '')!r} ({request.status}): {why}.",
        steps.get(request.status or 0, "Look at the answer in the log: ari.log"),
    )


def _paused(requests: list[Request]) -> float:
    """Seconds between pauses and their ends."""
    total, since = 0.0, None
    for each in requests:
        if each.method == "POST":
            since = each.time if since is None else since
        elif since is not None:
            total, since = total + each.time - since, None
    return total


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
    targets = _targets(happened, start["recording"]["target_uri"])
    before = [
        event["playback"]
        for event in happened.events("PlaybackStarted")
        if event["time"] < start["time"]
        and event["playback"]["target_uri"] in targets
        and not event["playback"]["media_uri"].endswith(("/beep", ":beep"))
        and not event["playback"]["media_uri"].startswith("tone:")
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


def _targets(happened: Happened, target: str) -> set[str]:
    """What a caller hears playbacks of: the channel, and the bridges in which it was."""
    channel = target.partition(":")[2]
    entered = happened.events("ChannelEnteredBridge", channel__id=channel)
    return {target, *(f"bridge:{event['bridge']['id']}" for event in entered)}


def _endless(happened: Happened, start: dict[str, Any]) -> Verdict | None:
    """What its request lacks; one that came another way is judged by what it led to."""
    what, _, target = start["recording"]["target_uri"].partition(":")
    asked = happened.requests("POST", f"/{what}s/{target}/record")
    if not asked:
        return None
    params = asked[-1].params
    wrong = {}
    played = [event["playback"]["media_uri"] for event in happened.events("PlaybackFinished")]
    beeps = any(each == "sound:beep" or each.startswith("tone:") for each in played)
    if params.get("beep", "").lower() not in ("true", "yes", "1") and not beeps:
        wrong["beep=True"] = "no beep says when to speak"
    if params.get("terminateOn") not in ("#", "any") and not _stopped_by_key(happened, start):
        wrong['terminate_on="#"'] = "# does not end it"
    if params.get("maxSilenceSeconds", "0") in ("", "0"):
        wrong["max_silence_seconds=4"] = "silence does not end it"
    if not wrong:
        return None
    return not_yet(
        f"The message is recorded, but {', '.join(wrong.values())}.",
        f"Give record() also {', '.join(wrong)}.",
    )


def _stopped_by_key(happened: Happened, start: dict[str, Any]) -> bool:
    """Whether the program itself stopped the recording when the caller pressed #."""
    live = f"/recordings/live/{re.escape(start['recording']['name'])}"
    keys = [
        event["time"]
        for event in happened.events("ChannelDtmfReceived", digit="#")
        if event["time"] > start["time"]
    ]
    stops = happened.requests("POST", f"{live}/stop")
    return bool(keys) and any(each.worked and each.time > keys[0] for each in stops)


def _reviewed(happened: Happened, end: dict[str, Any]) -> Verdict:
    recording = end["recording"]
    media = f"recording:{recording['name']}"
    playbacks = [
        event["playback"]
        for event in happened.events("PlaybackStarted", "PlaybackFinished")
        if event["time"] > end["time"]
        and event["playback"]["media_uri"] == media
        and event["playback"]["target_uri"] in _targets(happened, recording["target_uri"])
    ]
    if not playbacks:
        over = happened.last("StasisEnd")
        return not_yet(
            "The message is stored, and the caller has not heard it"
            + (": the call is over." if over and over["time"] > end["time"] else "."),
            f'Play it to the caller before the call ends: call.play("{media}")',
        )
    state = playbacks[-1]["state"]
    if state == "done" and _hung_up_meanwhile(happened, recording["target_uri"], playbacks[-1]):
        return not_yet(
            "The call ended before the message was played to its end.",
            "Wait for PlaybackFinished before the phone hangs up.",
        )
    if state != "done" and recording["duration"]:
        return not_yet(
            f"The message was not played to its end: the playback's state is {state}.",
            "Wait for PlaybackFinished before you end the call.",
        )
    return passed("Greeting, beep, message, review: that is a voice mail.")


def _hung_up_meanwhile(happened: Happened, target: str, playback: dict[str, Any]) -> bool:
    """Whether the caller was gone when a playback ended: its state is "done" then, too."""
    done = happened.last("PlaybackFinished", playback__id=playback["id"])
    over = happened.first("ChannelHangupRequest", "StasisEnd", channel__id=target.partition(":")[2])
    return bool(done and over and over["time"] < done["time"])
