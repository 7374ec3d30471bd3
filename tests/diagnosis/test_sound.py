"""The links "sound" and "playback"."""

from __future__ import annotations

from collections.abc import Callable

from arinb.ari.log import EventLog
from arinb.diagnosis.what_happened import story_of
from arinb.pbx.find import Program
from tests.diagnosis.trying import Mistake, Try, check, each, trying


def played(media: str, *, ends: bool = True, **more: str) -> Callable[[Try], None]:
    """What a learner does who plays that."""

    def do(learner: Try) -> None:
        channel = learner.call()
        learner.ask("POST", f"/channels/{channel.id}/play", media=media, **more)
        if ends:
            learner.until(lambda: learner.ari.log.tally()["PlaybackFinished"] > 0)
        elif media:
            learner.until(lambda: learner.ari.log.tally()["PlaybackStarted"] > 0)

    return do


def _first_right_then_wrong(learner: Try) -> None:
    channel = learner.call()
    learner.play(channel, "sound:hello-world")
    learner.play(channel, "sound:hello-wold")


def _in_a_body(learner: Try) -> None:
    channel = learner.call()
    learner.ask("POST", f"/channels/{channel.id}/play", json={"media": "sounds:hello-world"})


def _to_a_bridge(learner: Try) -> None:
    channel = learner.call()
    bridge = learner.ari.bridges.create()
    bridge.add_channel(channel)
    learner.ask("POST", f"/bridges/{bridge.id}/play", media="sound:hello_world")
    learner.until(lambda: learner.ari.log.tally()["PlaybackFinished"] > 0)


@each(
    Mistake("misspelt", played("sound:hello-wrld"), "sound", "hello-wrld", '"sound:hello-world"'),
    Mistake("capitals", played("sound:Hello-World"), "sound", "Hello-World", '"sound:hello-world"'),
    Mistake("blank", played("sound: hello-world"), "sound", "hello-world", '"sound:hello-world"'),
    Mistake("ending", played("sound:hello-world.wav"), "sound", ".wav", '"sound:hello-world"'),
    Mistake("folder-left-out", played("sound:7"), "sound", "sound:7", '"sound:digits/7"'),
    Mistake("nothing-like-it", played("sound:qqqqqqqqqqqq"), "sound", "qqqq", "ari.sounds.list()"),
    Mistake("soud", played("soud:hello-world", ends=False), "sound", "soud", '"sound:hello-world"'),
    Mistake("no-kind", played("hello-world", ends=False), "sound", "/play", '"sound:hello-world"'),
    Mistake("list", played("sound:hello-world,beep", ends=False), "sound", "beep", '"sound:beep"'),
    Mistake("capital-kind", played("Sound:hello-world", ends=False), "sound", "Sound", '"sound:'),
    Mistake("number", played("number:abc", ends=False), "sound", "number:abc", "characters:"),
    Mistake("recording", played("recording:mine", ends=False), "sound", "recording:mine", "record"),
    Mistake("no-media", played("", ends=False), "sound", "/play", "media="),
    Mistake("body", _in_a_body, "sound", "sounds:hello-world", '"sound:hello-world"'),
    Mistake("second", _first_right_then_wrong, "sound", "hello-wold", '"sound:hello-world"'),
    Mistake("bridge", _to_a_bridge, "sound", "/ari/bridges/", '"sound:hello-world"', kind="sip"),
    Mistake("tone", played("tone:qq"), "sound", "tone:qq", "tone:dial"),
    Mistake("tone-misspelt", played("tone:buzy"), "sound", "tone:buzy", '"tone:busy"'),
    Mistake("frequency", played("tone:!/x"), "playback", "tone:!/x", "GET /sounds"),
)  # fmt: skip
def test_it_is_found(mistake: Mistake, program_22: Program) -> None:
    check(mistake, program_22)


def test_a_later_sound_that_was_heard_clears_it(program: Program) -> None:
    with trying(program) as learner:
        channel = learner.call()
        learner.play(channel, "sound:hello-wrld")
        assert learner.diagnose().link == "sound"
        learner.play(channel, "sound:hello-world")
        diagnosis = learner.diagnose()
    assert diagnosis.ok, str(diagnosis)


def test_a_caller_who_hangs_up_in_the_middle_is_no_fault(program: Program) -> None:
    with trying(program) as learner:
        channel = learner.call()
        playback = channel.play("sound:tt-monkeys")
        learner.ari.events.wait_for("PlaybackStarted", playback=playback, timeout=5)
        during = learner.diagnose()
        learner.phone.hangup()
        learner.ari.events.wait_for("StasisEnd", timeout=5)
        learner.ask("POST", f"/channels/{channel.id}/play", media="sound:hello-world")
        after = learner.diagnose()
    assert during.ok, str(during)
    assert after.ok, str(after)


def test_a_sound_that_the_program_stops_is_no_fault(program: Program) -> None:
    with trying(program) as learner:
        playback = learner.call().play("sound:tt-monkeys")
        learner.ari.events.wait_for("PlaybackStarted", playback=playback, timeout=5)
        playback.stop()
        learner.ari.events.wait_for("PlaybackFinished", playback=playback, timeout=5)
        learner.ask("DELETE", f"/playbacks/{playback.id}")
        diagnosis = learner.diagnose()
    assert diagnosis.ok, str(diagnosis)


def test_a_program_that_plays_nothing_is_no_fault(program: Program) -> None:
    with trying(program) as learner:
        learner.call()
        during = learner.diagnose()
        learner.phone.hangup()
        after = learner.diagnose()
    assert during.ok, str(during)
    assert after.ok, str(after)


def test_the_story_begins_with_the_latest_call() -> None:
    log = EventLog()
    for path in ("/ari/channels/1.1/play?media=sound:a", "/ari/channels/1.2/play?media=sound:a,b"):
        number = path[14:17]
        log.record_event(f'{{"type": "StasisStart", "channel": {{"id": "{number}"}}}}')
        row = log.record_request("POST", path)
        log.record_answer(row, 404, "Not Found", 0.0, '{"message": "Channel not found"}')
        log.record_event(f'{{"type": "StasisEnd", "channel": {{"id": "{number}"}}}}')
    story = story_of(log)
    assert [asked.subject for asked in story.standing("channels.")] == ["1.2"]
    assert story.current[0].values("media") == ["sound:a", "b"]
    assert story.current[0].said == '404 Not Found, "Channel not found"'
