"""The ladder: what is drawn between phone, Asterisk and application, and what is folded."""

from __future__ import annotations

from typing import Any

import pytest

from arinb.ari.log import EventLog
from arinb.diagrams import PictureError, ladder
from tests.diagrams.calls import TIMES, Told, channel, hello, playback, texts


def lines(picture: object) -> list[str]:
    """The ladder's lines as text, without times and gaps."""
    table = str(picture).split("\n")
    head = next(line for line in table if line.startswith("time "))
    begin = head.index("phone ↔")
    return [" ".join(line[begin:].split()) for line in table[table.index(head) + 1 :]]


def test_the_tutorials_call() -> None:
    variables = ", ".join(f"V{number}=1" for number in range(7))
    assert lines(ladder(hello())) == [
        "● connection opened http://127.0.0.1:8088/ari/events?app=hello-world",
        "→ dials 1000 → StasisStart A PJSIP/1001-00000001",
        "← POST /channels/…/play sound:hello-world A PJSIP/1001-00000001",
        "← ♪ sound:hello-world → PlaybackStarted sound:hello-world A PJSIP/1001-00000001",
        "→ 201 Created to POST /channels/…/play A PJSIP/1001-00000001",
        "→ PlaybackFinished done A PJSIP/1001-00000001",
        f"→ ChannelVarset {TIMES} 214 {variables} A PJSIP/1001-00000001",
        "→ hangs up → ChannelHangupRequest A PJSIP/1001-00000001",
        "→ StasisEnd A PJSIP/1001-00000001",
    ]


def test_the_picture_says_what_the_text_says() -> None:
    picture = ladder(hello())
    seen = texts(picture.svg)
    for text in ("phone 1001", "Asterisk", "application", "dials 1000", "StasisStart", "A"):
        assert text in seen
    assert any(text.startswith(f"ChannelVarset {TIMES} 214") for text in seen)
    assert "+1.42 s" in seen
    assert "+1.42 s" in picture.text
    assert seen[0] == picture.text.split("\n")[0] == picture.title


def test_an_answer_that_follows_stands_beside_its_request() -> None:
    log = Told()
    log.exchange("GET", "/asterisk/info?only=system", 200, "OK")
    log.exchange("POST", "/channels/12.5/play?media=sound:x", 404, "Not Found")
    row = log.request("GET", "/channels")
    log.answer(row, None, "timed out")
    assert lines(ladder(log)) == [
        "← GET /asterisk/info → 200 OK",
        "← ✗ POST /channels/…/play → 404 Not Found sound:x ? 12.5",
        "← ✗ GET /channels → no answer timed out",
    ]
    assert texts(ladder(log).svg).count("✗") == 2


def test_a_slow_answer_and_slow_repetitions_say_so() -> None:
    log = Told()
    row = log.request("GET", "/channels")
    log.now += 1_230_000_000
    log.answer(row, 200, "OK")
    log.event("ChannelDialplan", channel=channel(1), dialplan_app="Wait", dialplan_app_data="1")
    log.event("ChannelDialplan", 1, channel=channel(1), dialplan_app="Hangup")
    assert lines(ladder(log)) == [
        "← GET /channels → 200 OK after 1.24 s",
        f"→ ChannelDialplan {TIMES} 2 in 1.00 s Wait(1), Hangup() A PJSIP/1001-00000001",
    ]


def test_a_lost_connection_goes_across() -> None:
    log = Told()
    log.add("connection", type="opened")
    log.add("connection", 5, type="lost", detail="by the server")
    log.add("connection", 2.5, type="back")
    picture = ladder(log)
    lost = next(line for line in picture.text.split("\n") if "lost" in line)
    assert lost.endswith("--                ● connection lost  by the server")
    assert "+2.50 s" in picture.text
    assert picture.svg.count("l4 -5l8 10l4 -5") > 10, "a jagged line"


@pytest.mark.parametrize(
    ("type_", "fields", "deed"),
    [
        ("ChannelDtmfReceived", {"digit": "5"}, "→ presses 5"),
        ("ChannelHangupRequest", {"soft": True, "cause": 32}, "← is hung up"),
        ("ChannelHangupRequest", {"cause": 16}, "→ hangs up"),
        ("ChannelHold", {}, "→ holds the call"),
        ("ChannelUnhold", {}, "→ resumes the call"),
        ("ChannelStateChange", {}, "← is answered"),
        ("ChannelTalkingStarted", {}, "→ speaks"),
    ],
)
def test_what_a_phone_does(type_: str, fields: dict[str, Any], deed: str) -> None:
    log = Told()
    log.event(type_, channel=channel(1), **fields)
    assert lines(ladder(log))[0].startswith(f"{deed} → {type_}")
    log = Told()
    log.event(type_, channel=channel(1, name="Local/1000@default-00000000;1"), **fields)
    assert lines(ladder(log))[0].startswith(f"→ {type_}"), "no phone is at that end"


def test_keys_that_follow_each_other_are_one_line() -> None:
    log = Told()
    for digit in "12#":
        log.event("ChannelDtmfReceived", 0.2, channel=channel(1), digit=digit)
    assert lines(ladder(log)) == [
        f"→ presses 12# → ChannelDtmfReceived {TIMES} 3 in 400 ms 12# A PJSIP/1001-00000001"
    ]


def test_a_call_that_the_application_places_is_not_dialled_by_the_phone() -> None:
    log = Told()
    log.exchange("POST", "/channels?endpoint=PJSIP/1001", 200, "OK", channel(1, "Down"))
    for status in ("", "RINGING", "ANSWER"):
        log.event("Dial", peer=channel(1, "Ringing"), dialstatus=status)
    log.event("StasisStart", channel=channel(1), args=["a", "b"])
    assert lines(ladder(log)) == [
        "← POST /channels → 200 OK PJSIP/1001 A PJSIP/1001-00000001",
        "← is called → Dial A PJSIP/1001-00000001",
        "→ rings → Dial RINGING A PJSIP/1001-00000001",
        "→ answers → Dial ANSWER A PJSIP/1001-00000001",
        "→ StasisStart a, b A PJSIP/1001-00000001",
    ]
    assert lines(ladder(log, latest=1))[0].startswith("→ StasisStart"), "what was before counts"


def test_a_call_over_the_console_is_a_phones() -> None:
    log = Told()
    name = "Local/1000@default-00000000;2"
    log.event("StasisStart", channel=channel(1, name=name, dialplan={"exten": "1000"}))
    assert lines(ladder(log)) == ["→ dials 1000 → StasisStart A Local/1000@default-00000000;2"]


def test_crowds_of_several_channels_are_one_line() -> None:
    log = Told()
    for number in (1, 2, 1):
        log.event("ChannelVarset", channel=channel(number), variable="X", value="x" * 99)
    assert lines(ladder(log)) == [f"→ ChannelVarset {TIMES} 3 X A B"]


def test_lines_that_come_again_and_again_are_shown_once() -> None:
    log = Told()
    for number in range(60):
        log.exchange("POST", "/channels/1795.1/play?media=sound:menu", 201, "Created")
        log.event("PlaybackStarted", playback=playback(f"p{number}", "playing"))
        log.event("PlaybackFinished", 1.5, playback=playback(f"p{number}", "done"))
    shown = lines(ladder(log))
    assert len(shown) == 4
    assert shown[-1] == "● the 3 lines above, 59 more times in 1 min 30 s"
    assert ladder(log).title.startswith("240 entries")


def test_a_long_log_shows_its_latest_lines_and_says_so() -> None:
    log = Told()
    for number in range(500):
        log.event("StasisStart", channel=channel(number), args=[])
    picture = ladder(log)
    assert len(lines(picture)) == 200
    assert "300 earlier entries not shown" in picture.text
    assert any("300 earlier entries" in text for text in texts(picture.svg))
    assert "PJSIP/1499-" in lines(picture)[-1]
    first = ladder(log, first=3)
    assert len(lines(first)) == 3
    assert "PJSIP/1000-" in lines(first)[0]
    assert "497 later entries not shown" in first.text
    assert len(lines(ladder(log, latest=450))) == 450


def test_letters_go_on_after_z() -> None:
    log = Told()
    for number in range(28):
        log.event("StasisStart", channel=channel(number), args=[])
    shown = [line.split()[-2] for line in lines(ladder(log))]
    assert shown[24:] == ["Y", "Z", "AA", "AB"]


def test_one_channel_of_several() -> None:
    log = Told()
    for number in (1, 10, 1):
        log.event("StasisStart", channel=channel(number), args=[])
    log.exchange("POST", "/bridges/b/addChannel?channel=1795.1", 204, "No Content")
    log.exchange("GET", "/asterisk/info", 200, "OK")
    log.exchange("POST", "/channels", 200, "OK", channel(1))
    log.add("connection", type="lost")
    for picture in (ladder(log, channel="1795.1"), ladder(log, channel="PJSIP/1001-00000001")):
        assert [line.split()[2] for line in lines(picture)[1:3]] == [
            "/bridges/b/addChannel",
            "/channels",
        ]
        assert lines(picture)[0].startswith(f"→ StasisStart {TIMES} 2")
        assert "lost" in lines(picture)[-1]
        assert "1010" not in picture.text


def test_an_event_log_and_a_part_of_it() -> None:
    log = EventLog()
    row = log.record_request("GET", "/ari/asterisk/info")
    log.record_answer(row, 200, "OK", 0.01, "{}")
    log.record_event('{"type": "NewInAsterisk42<b>"}')
    assert lines(ladder(log))[-1] == "→ NewInAsterisk42<b>"
    assert lines(ladder(log[1:]))[0] == "→ 200 OK to GET /asterisk/info"


def test_an_empty_log_says_what_would_be_seen() -> None:
    picture = ladder(EventLog())
    assert "As soon as somebody dials" in picture.text
    assert "As soon as" in " ".join(texts(picture.svg))


def test_strangers_texts_are_no_markup_and_steer_nothing() -> None:
    log = Told()
    evil = channel(1, name="PJSIP/<script>alert(1)</script>\x1b[31m\u202e\ud800\ufffe-1")
    log.event("StasisStart", channel=evil, args=["&<]]>"])
    picture = ladder(log)
    assert "<script" not in picture.svg
    assert "<script" not in picture._repr_html_()
    assert "\x1b" not in picture.text
    assert "\u202e" not in picture.svg
    assert "&<]]>" in " ".join(texts(picture.svg))
    with pytest.raises(PictureError, match="no channel"):
        ladder(log, channel="PJSIP/2")
