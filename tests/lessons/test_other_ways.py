"""Other right ways than the stored solutions, each of which has to pass."""

from __future__ import annotations

import pytest

import arinb
from arinb.lessons import Lesson

RECORD = """
caller = ari.channels.originate("Local/2000@default", app="hello-world")
ari.events.wait_for("StasisStart", channel=caller)
"""
FOLDER_KEPT = f"""{RECORD}
recording = caller.record("ann/first", "wav", if_exists="overwrite", max_duration_seconds=3)
ari.events.wait_for("RecordingFinished", recording=recording)
"""
STOPPED_BY_KEY = """
@ari.on("ChannelDtmfReceived", digit="#")
def stop(event):
    message.stop()

phone.dial("1000")
call = ari.events.wait_for("StasisStart").channel
bridge = ari.bridges.create()
bridge.add_channel(call)
greeting = bridge.play("sound:vm-intro")
ari.events.wait_for("PlaybackFinished", playback=greeting)
bridge.remove_channel(call)
ari.events.wait_for("ChannelLeftBridge")
tone = call.play("tone:1004/250,0/50")
tone_ends = ari.events.wait_for("PlaybackStarted", playback=tone)
tone.stop()
ari.events.wait_for("PlaybackFinished", playback=tone)
message = call.record("ways/msg", "wav", max_silence_seconds=4, if_exists="overwrite")
ari.events.wait_for("RecordingStarted", recording=message)
phone.send_digits("#")
ari.events.wait_for("RecordingFinished", recording=message)
review = call.play("recording:ways/msg")
ari.events.wait_for("PlaybackFinished", playback=review)
"""
HASH = """
import secrets

password = secrets.token_hex(16)
made = pbx.cli(f"ari mkpasswd {password}").split("password = ")[1].strip()
ari_conf = pbx.conf["ari.conf"]
ari_conf.set("NAME", "type", "user")
ari_conf.set("NAME", "read_only", "yes")
ari_conf.set("NAME", "password_format", "crypt")
ari_conf.set("NAME", "password", made)
pbx.reload()
"""
NIGHT = HASH.replace("NAME", "night") + (
    'with arinb.connect(pbx.url, username="night", password=password, app="night-desk") as night:\n'
    "    lesson.night = night\n"
)
DASHBOARD = HASH.replace("NAME", "dashboard") + (
    'lesson.look = arinb.connect(pbx.url, username="dashboard", password=password, app="look")\n'
)
PLAYED_TO_A_BRIDGE = """
ari.applications.filter(ari.app, {"allowed": [{"type": "StasisStart"}, {"type": "StasisEnd"}]})
phone.dial("1000")
channel = ari.events.wait_for("StasisStart").channel
bridge = ari.bridges.create()
bridge.add_channel(channel)
bridge.play("sound:hello-world")
phone.hangup()
ari.events.wait_for("StasisEnd")
"""
CALLED = 'phone.dial("1000")\nchannel = ari.events.wait_for("StasisStart").channel\n'
CHARACTERS = f"""{CALLED}channel.answer()
channel.play(["sound:vm-youhave", "characters:3", "sound:vm-messages"])
"""
DIGIT_SAID = f"""{CALLED}phone.wait_until("up")
menu = channel.play("sound:vm-opts")
ari.events.wait_for("PlaybackStarted")
phone.send_digits("2")
ari.events.wait_for("ChannelDtmfReceived")
menu.stop()
said = channel.play("digits:2")
ari.events.wait_for("PlaybackFinished", playback=said)
"""
WAYS = [
    ("sounds", "count-the-messages", CHARACTERS),
    ("digits", "interrupt-the-menu", DIGIT_SAID),
    ("recordings", "keep-a-recording", FOLDER_KEPT),
    ("recordings", "voice-mail", STOPPED_BY_KEY),
    ("users", "hash-only", NIGHT),
    ("users", "dashboard-user", DASHBOARD),
    ("exploring", "only-two-types", PLAYED_TO_A_BRIDGE),
]


@pytest.mark.parametrize(("plan", "exercise", "way"), WAYS)
def test_another_right_way_passes(
    classroom: tuple[Lesson, dict[str, object]], plan: str, exercise: str, way: str
) -> None:
    lesson, names = classroom
    lesson.begin(exercise)
    exec(way, dict(names))
    verdict = lesson.check(exercise)
    assert verdict.passed, verdict


@pytest.mark.parametrize("plan", ["bridges"])
def test_the_error_of_a_handler_is_told_once_and_not_in_the_next_try(
    classroom: tuple[Lesson, dict[str, object]], plan: str
) -> None:
    lesson, names = classroom
    code = """
@ari.on("StasisStart")
def put(event):
    bridgee.add_channel(event.channel)

alice.dial("1000")
bob.dial("1000")
"""
    lesson.begin("let-two-talk")
    exec(code, dict(names))
    verdict = lesson.check("let-two-talk")
    assert "NameError: name 'bridgee' is not defined" in verdict.seen
    assert verdict.next_step.startswith("Correct the function")
    assert "NameError" in lesson.check("let-two-talk").seen, "the check took it from the program"
    lesson.begin("let-two-talk")
    assert "NameError" not in lesson.check("let-two-talk").seen


@pytest.mark.parametrize("plan", ["exploring"])
def test_a_try_begins_without_the_subscriptions_and_the_filter_of_the_one_before(
    classroom: tuple[Lesson, dict[str, object]], plan: str
) -> None:
    lesson, names = classroom
    ari = names["ari"]
    assert isinstance(ari, arinb.Connection)
    for source in ("channel:", "bridge:", "endpoint:PJSIP", "deviceState:Stasis:lamp"):
        ari.applications.subscribe(ari.app, source)
    ari.applications.filter(ari.app, {"disallowed": [{"type": "Dial"}]})
    lesson.begin("call-elsewhere")
    told = ari.request("GET", f"/applications/{ari.app}").json()
    kinds = ("channel_ids", "bridge_ids", "endpoint_ids", "device_names")
    assert [told[kind] for kind in kinds] == [[], [], [], []]
    assert not told["events_disallowed"]


@pytest.mark.parametrize("plan", ["users"])
def test_a_dashboard_that_took_the_programs_own_section_is_told(
    classroom: tuple[Lesson, dict[str, object]], plan: str
) -> None:
    lesson, names = classroom
    lesson.begin("dashboard-user")
    renamed = """
import secrets

ari_conf = pbx.conf["ari.conf"]
pbx.conf["ari.conf"] = ari_conf.text.replace("[asterisk]", "[dashboard]")
ari_conf = pbx.conf["ari.conf"]
ari_conf.set("dashboard", "read_only", "yes")
ari_conf.set("dashboard", "password", secrets.token_hex(16))
pbx.reload()
"""
    exec(renamed, dict(names))
    verdict = lesson.check("dashboard-user")
    assert not verdict.passed
    assert "own user asterisk is no longer known" in verdict.seen


@pytest.mark.parametrize("plan", ["users"])
def test_a_misspelt_option_that_leaves_a_user_out_is_named(
    classroom: tuple[Lesson, dict[str, object]], plan: str
) -> None:
    lesson, names = classroom
    lesson.begin("dashboard-user")
    code = DASHBOARD.replace("read_only", "readonly").replace("password_format", "read_only")
    exec(code.replace('"crypt"', '"yes"').partition("lesson.look")[0], dict(names))
    verdict = lesson.check("dashboard-user")
    assert "no option readonly" in verdict.seen
    assert 'remove("dashboard", "readonly")' in verdict.next_step
