"""The links "phone" and "channel"."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from urllib.parse import quote

import pytest

import arinb
from arinb.diagnosis.links import call
from arinb.errors import ArinbError
from arinb.pbx.find import Program
from tests.diagnosis.trying import STASIS, Mistake, Try, check, each, trying

PJSIP = "pjsip.conf"


def _originate(learner: Try, endpoint: str, **more: str) -> None:
    learner.ask("POST", "/channels", endpoint=endpoint, **({"app": "hello-world"} | more))


def _closed_phone(learner: Try) -> None:
    learner.pbx.phone("1001", kind="sip").close()
    _originate(learner, "PJSIP/1001")


def _password(learner: Try) -> None:
    assert learner.phone.alive
    assert learner.ari.state == "open"
    learner.write("password = ", "password = x", PJSIP)
    learner.dial()


def _no_aor(learner: Try) -> None:
    assert learner.phone.alive
    learner.write("aors = 1000", "aors = 1001", PJSIP)


def _not_reloaded(learner: Try) -> None:
    pjsip = learner.pbx.conf[PJSIP]
    pjsip.write(pjsip.text + "\n[2000]\ntype = endpoint\naors = 2000\n[2000]\ntype = aor\n")


def _dial_in_vain(learner: Try) -> None:
    assert learner.ari.state == "open"
    hangup = " same => n,Hangup()\n"
    learner.write(hangup, f"{hangup}exten => 2000,1,Dial(PJSIP/2001)\n")
    learner.dial("2000")
    learner.until(lambda: any("Everyone is busy" in line for line in learner.pbx.console.lines))


def _earlier_channel(learner: Try) -> None:
    first = learner.call()
    learner.play(first, "sound:hello-world")
    learner.phone.hangup()
    learner.call()
    learner.play(first, "sound:hello-world")


def _continued_nowhere(learner: Try) -> None:
    channel = learner.call()
    learner.ask("POST", f"/channels/{channel.id}/continue", context="default", extension="99")


def _moved_nowhere(learner: Try) -> None:
    channel = learner.call()
    learner.ask("POST", f"/channels/{channel.id}/move", app="voice-mail")


def _too_early(learner: Try) -> None:
    assert learner.phone.alive
    with contextlib.suppress(ArinbError):
        channel = learner.ari.channels.create("PJSIP/1000", app="hello-world")
        learner.until(lambda: learner.ari.log.tally()["StasisStart"] == 1)
        channel.play("sound:hello-world")


def _answers_for_the_other_side(learner: Try) -> None:
    assert learner.phone.alive
    with contextlib.suppress(ArinbError):
        channel = learner.ari.channels.create("PJSIP/1000", app="hello-world")
        learner.until(lambda: learner.ari.log.tally()["StasisStart"] == 1)
        channel.dial()
        learner.phone.wait_until("ringing")
        learner.until(lambda: "Ringing" in learner.ari.log[-1].text + learner.ari.log[-2].text)
        channel.answer()


def _before_it_comes(learner: Try) -> None:
    learner.write(STASIS, f" same => n,Wait(0.5)\n{STASIS}")
    assert learner.ari.state == "open"
    learner.phone.dial("1000")
    for channel in learner.ari.channels.list():
        learner.ask("POST", f"/channels/{channel.id}/moh")
    learner.until(lambda: learner.ari.log.tally()["StasisStart"] == 1)


def _nowhere_to_go(learner: Try) -> None:
    learner.ask("POST", "/channels", endpoint="Local/1000@default")


def _option(old: str, new: str) -> Callable[[Try], None]:
    def do(learner: Try) -> None:
        assert learner.phone.alive
        learner.write(old, new, PJSIP, reload=False)
        learner.pbx.restart()

    return do


def _dial_without_technology(learner: Try) -> None:
    assert learner.ari.state == "open"
    hangup = " same => n,Hangup()\n"
    learner.write(hangup, f"{hangup}exten => 2000,1,Dial(1001,10)\n")
    learner.dial("2000")
    learner.until(lambda: any("takes format" in line for line in learner.pbx.console.lines))


def _played(path: str, method: str = "POST") -> Callable[[Try], None]:
    def do(learner: Try) -> None:
        channel = learner.call()
        name = quote(channel.name, safe="")
        learner.ask(method, path.format(id=channel.id, name=name), media="sound:hello-world")

    return do


def _hung_up_first(learner: Try) -> None:
    channel = learner.call()
    channel.hangup()
    learner.until(lambda: learner.ari.log.tally()["StasisEnd"] == 1)
    learner.ask("POST", f"/channels/{channel.id}/play", media="sound:hello-world")


def _recorded_twice(learner: Try) -> None:
    channel = learner.call()
    for _ in range(2):
        learner.ask("POST", f"/channels/{channel.id}/record", name="n", format="wav")


def _rang_in_vain(learner: Try) -> None:
    assert learner.phone.alive
    learner.ari.channels.originate("PJSIP/1000", app="hello-world", timeout=1)
    learner.until(lambda: learner.ari.log.tally()["ChannelDestroyed"] == 1)


@each(
    Mistake("option-misspelt", _option("allow = ulaw", "alow = ulaw"), "phone", "pjsip.conf:18",
            "allow = ", kind="sip"),
    Mistake("value-misspelt", _option("allow = ulaw", "allow = ulow"), "phone", "pjsip.conf:18",
            "Correct", kind="sip"),
    Mistake("type-misspelt", _option("type = auth", "type = auht"), "phone", "pjsip.conf:25",
            "type = auth", kind="sip"),
    Mistake("dial-without-technology", _dial_without_technology, "phone", "extensions.conf:8",
            '"PJSIP/1001"'),
    Mistake("path-misspelt", _played("/channels/{id}/paly"), "channel", "/paly", '"play"'),
    Mistake("path-without-s", _played("/channel/{id}/play"), "channel", "/channel/", '"play"'),
    Mistake("get-for-post", _played("/channels/{id}/play", "GET"), "channel", "GET", '"play"'),
    Mistake("name-for-id", _played("/channels/{name}/play"), "channel", "/play", "channel.id"),
    Mistake("hung-up-first", _hung_up_first, "channel", "/play", "Do this first"),
    Mistake("recorded-twice", _recorded_twice, "channel", "/record", "overwrite"),
    Mistake("rang-in-vain", _rang_in_vain, "channel", "/ari/channels", "phone.answer()",
            kind="sip"),
    Mistake("not-registered", _closed_phone, "phone", "PJSIP/1001", 'pbx.phone("1001")',
            kind="sip"),
    Mistake("no-such-endpoint", lambda x: _originate(x, "PJSIP/9999"), "phone", "PJSIP/9999",
            "9999"),
    Mistake("no-technology", lambda x: _originate(x, "1000"), "phone", "1000", '"PJSIP/1000"'),
    Mistake("old-technology", lambda x: _originate(x, "IAX2/1000"), "phone", "IAX2", "PJSIP/1000"),
    Mistake("password-changed", _password, "phone", "pjsip.conf:", "phone.close()", kind="sip"),
    Mistake("aor-misspelt", _no_aor, "phone", "pjsip.conf:", "1001", kind="sip"),
    Mistake("pjsip-not-reloaded", _not_reloaded, "phone", "pjsip.conf:", "pbx.reload()"),
    Mistake("dial-in-vain", _dial_in_vain, "phone", "extensions.conf:8", 'pbx.phone("2001")',
            kind="sip"),
    Mistake("earlier-channel", _earlier_channel, "channel", "/play", "the latest StasisStart"),
    Mistake("continued-nowhere", _continued_nowhere, "channel", "/continue", "exten => 99,1"),
    Mistake("moved-nowhere", _moved_nowhere, "channel", "/move", 'app="hello-world"'),
    Mistake("too-early", _too_early, "channel", "/play", "dial", kind="sip"),
    Mistake("answers-for-others", _answers_for_the_other_side, "channel", "/answer", "rings",
            kind="sip"),
    Mistake("before-it-comes", _before_it_comes, "channel", "/moh", 'wait_for("StasisStart")',
            kind="sip"),
    Mistake("app-misspelt", lambda x: _originate(x, "Local/1000@default", app="helo-world"),
            "channel", "/ari/channels", 'app="hello-world"'),
    Mistake("local-nowhere", lambda x: _originate(x, "Local/9@default"), "channel",
            "Local/9@default", "exten => 9,1"),
    Mistake("local-no-context", lambda x: _originate(x, "Local/1000@phones"), "channel",
            "1000@phones", "context"),
    Mistake("neither-app-nor-extension", _nowhere_to_go, "channel", "/ari/channels", "app="),
)  # fmt: skip
def test_it_is_found(mistake: Mistake, program_22: Program) -> None:
    check(mistake, program_22)


def test_what_was_put_right_is_no_fault_any_more(program_22: Program) -> None:
    with trying(program_22, "sip") as learner:
        _originate(learner, "PJSIP/1001")
        assert learner.diagnose().link == "phone"
        other = learner.pbx.phone("1001", kind="sip")
        assert learner.diagnose().link != "phone"  # it is there now
        _originate(learner, "PJSIP/1001")
        other.wait_until("ringing")
        during = learner.diagnose()
        other.answer()
        learner.until(lambda: learner.ari.log.tally()["StasisStart"] == 1)
        after = learner.diagnose()
    assert during.ok, str(during)
    assert after.ok, str(after)


def test_a_mistake_of_an_earlier_call_is_forgotten(program: Program) -> None:
    with trying(program) as learner:
        learner.ask("POST", "/channels/1.1/answer")
        assert learner.diagnose().link == "channel"
        learner.call()
        assert learner.diagnose().ok


def test_hanging_up_a_call_that_is_over_is_no_fault(program: Program) -> None:
    with trying(program) as learner:
        channel = learner.call()
        learner.phone.hangup()
        learner.until(lambda: learner.ari.log.tally()["StasisEnd"] == 1)
        learner.ask("DELETE", f"/channels/{channel.id}")
        diagnosis = learner.diagnose()
    assert diagnosis.ok, str(diagnosis)


def test_what_is_out_of_a_bridge_by_itself_is_no_fault(program_22: Program) -> None:
    with trying(program_22) as learner:
        channel = learner.call()
        bridge = learner.ari.bridges.create("mixing")
        bridge.add_channel(channel)
        learner.phone.hangup()
        learner.until(lambda: learner.ari.log.tally()["StasisEnd"] == 1)
        learner.ask("POST", f"/bridges/{bridge.id}/removeChannel", channel=channel.id)
        diagnosis = learner.diagnose()
    assert diagnosis.ok, str(diagnosis)


def test_a_channel_that_was_moved_to_a_program_that_has_ended_since(program_22: Program) -> None:
    with trying(program_22) as learner:
        with arinb.connect(learner.pbx, app="other"):
            learner.call().move("other")
            learner.until(lambda: learner.ari.log.tally()["StasisEnd"] == 1)
        diagnosis = learner.diagnose()
    assert diagnosis.ok, str(diagnosis)


def test_ringing_for_long_is_told(program_22: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    with trying(program_22, "sip") as learner:
        phone = learner.phone
        _originate(learner, "PJSIP/1000")
        phone.wait_until("ringing")
        learner.until(lambda: learner.ari.log.tally()["ChannelStateChange"] > 0)
        assert learner.diagnose().ok, "it has only just begun"
        monkeypatch.setattr(call, "LONG", 0.0)
        diagnosis = learner.diagnose()
    assert diagnosis.link == "channel", str(diagnosis)
    assert "phone.answer()" in diagnosis.findings[0].fix


def test_numbers_are_taken_for_text(program_22: Program) -> None:
    with trying(program_22) as learner:
        learner.call()
        diagnosis = arinb.diagnose(learner.pbx, learner.ari, extension=1000, context=None)
    assert diagnosis.ok, str(diagnosis)


def test_phones_that_are_off_are_no_fault_after_a_call(program_22: Program) -> None:
    with trying(program_22, "sip") as learner:
        learner.play(learner.call(), "sound:hello-world")
        learner.phone.hangup()
        learner.phone.close()
        diagnosis = learner.diagnose()
    assert diagnosis.ok, str(diagnosis)


def test_a_pbx_that_was_started_again_is_healthy(program_22: Program) -> None:
    with trying(program_22, "sip") as learner:
        assert learner.phone.alive
        learner.pbx.restart()
        assert learner.ari.state == "open"
        diagnosis = learner.diagnose()
    assert diagnosis.ok, str(diagnosis)
