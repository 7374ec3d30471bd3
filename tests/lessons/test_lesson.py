"""A lesson: begun, checked, checked again, broken, restarted, left."""

from __future__ import annotations

import dataclasses
import gc
import threading
from pathlib import Path

import psutil
import pytest

import arinb
from arinb.ari.connection import connections
from arinb.ari.events.calls import StasisStart
from arinb.errors import HandlerFailed, LessonError
from arinb.lessons import Happened, Lesson, Verdict, passed
from arinb.lessons.cards import Hint, Solution
from arinb.pbx.ports import free_port
from tests.ari.peer import certificate
from tests.lessons.conftest import EXTENSIONS, PLAN, exercise


def asterisks() -> set[int]:
    """The Asterisks of this process that run, by their numbers; other tests may share one."""
    children = psutil.Process().children(recursive=True)
    return {each.pid for each in children if "asterisk" in " ".join(each.cmdline())}


def solve(ari: arinb.Connection, lesson: Lesson) -> None:
    since = ari.log.end
    lesson.phones["phone"].dial("1000")
    ari.log.wait(lambda entry: entry.type == "StasisStart", since=since, timeout=5)
    channel = ari.log.since(since)
    started = next(entry for entry in channel if entry.type == "StasisStart")
    ari.request("POST", f"/channels/{started.data['channel']['id']}/answer")


def test_a_lesson_has_a_state_a_verdict_and_an_end(lesson: Lesson) -> None:
    assert repr(lesson) == "<Lesson trial: 2 exercises, not started>"
    pbx, ari, *phones = lesson.start()
    assert repr(lesson) == "<Lesson trial: 2 exercises, started>"
    assert list(lesson.phones) == ["phone"]
    assert list(lesson.phones.values()) == phones
    assert pbx.conf["extensions.conf"].text == EXTENSIONS
    assert "Answer <the> call." in repr(lesson.begin("answer"))
    assert not lesson.check("answer").passed
    solve(ari, lesson)
    assert lesson.check("answer").passed
    lesson.close()
    lesson.close()
    assert not pbx.running
    assert ari.state == "closed"
    assert lesson.phones == {}
    assert len(ari.log) > 5, "its log stays"


def test_a_check_can_be_repeated_in_any_order_and_a_new_try_begins_empty(lesson: Lesson) -> None:
    _, ari, *_ = lesson.start()
    lesson.begin("again")
    lesson.begin("answer")
    solve(ari, lesson)
    for name in ("answer", "again", "answer"):
        assert lesson.check(name).passed
    lesson.begin("answer")
    assert ari.request("GET", "/channels").json() == []
    assert "No call has come" in lesson.check("answer").seen
    assert lesson.check("again").passed, "the other exercise was begun before the call"


def test_what_the_try_before_left_is_ended_quietly_and_not_seen(lesson: Lesson) -> None:
    _, ari, *_ = lesson.start()
    lesson.begin("answer")
    solve(ari, lesson)
    ari.request("POST", "/bridges")
    rows = ari.log.end
    lesson.begin("answer")
    assert ari.request("GET", "/bridges").json() == []
    asked = [entry.path for entry in ari.log.since(rows) if entry.kind == "request"]
    assert asked == ["/ari/bridges"], "the lesson's own requests are in the learner's log"
    happened: list[Happened] = []

    def looked(now: Happened) -> Verdict:
        happened.append(now)
        return passed("Looked.")

    look = exercise("look", check=looked)
    lesson.plan = dataclasses.replace(PLAN, exercises=(look,))
    lesson.begin("look")
    lesson.check("look")
    assert happened[0].nothing
    assert happened[0].events() == []


def test_a_check_before_the_beginning_says_which_cell_to_run(lesson: Lesson) -> None:
    lesson.start()
    verdict = lesson.check("answer")
    assert not verdict.passed
    assert "was not begun" in verdict.seen
    assert 'lesson.begin("answer")' in verdict.next_step


def test_before_the_start_it_says_so(lesson: Lesson) -> None:
    for method in (lesson.begin, lesson.check):
        with pytest.raises(LessonError, match="does not run") as error:
            method("answer")
        assert "lesson.start()" in str(error.value)
    assert isinstance(lesson.hint("answer"), Hint), "a hint needs no Asterisk"


def test_a_stopped_asterisk_is_told_and_a_start_brings_a_new_one(lesson: Lesson) -> None:
    pbx, *_ = lesson.start()
    lesson.begin("answer")
    pbx.stop()
    with pytest.raises(LessonError, match="Asterisk was stopped since"):
        lesson.check("answer")
    again, ari, *_ = lesson.start()
    assert again is not pbx
    assert "not begun" in lesson.check("answer").seen
    lesson.begin("answer")
    solve(ari, lesson)
    assert lesson.check("answer").passed


def test_an_asterisk_that_was_restarted_is_checked_as_before(lesson: Lesson) -> None:
    pbx, ari, *_ = lesson.start()
    lesson.begin("answer")
    pbx.restart()
    assert ari.log.wait(lambda entry: entry.type == "back", timeout=10)
    lesson.begin("answer")
    solve(ari, lesson)
    assert lesson.check("answer").passed


def test_a_misspelt_exercise_is_guessed(lesson: Lesson) -> None:
    for method in (lesson.begin, lesson.check, lesson.hint, lesson.solution):
        with pytest.raises(LessonError, match=r"no exercise 'anser'. Did you mean answer\?"):
            method("anser")
    with pytest.raises(LessonError, match="It has: answer, again"):
        lesson.hint(5)  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_learner_who_connects_anew_is_still_seen(lesson: Lesson, host: str) -> None:
    pbx, ari, *_ = lesson.start()
    lesson.begin("answer")
    ari.close()
    url = pbx.url.replace("127.0.0.1", host)
    mine = arinb.connect(url, app="hello-world", username=pbx.username, password=pbx.password)
    solve(mine, lesson)
    assert lesson.check("answer").passed
    other = arinb.connect(pbx, app="other")
    lesson.begin("again")
    solve(mine, lesson)
    assert lesson.check("again").passed
    lesson.close()
    assert {mine.state, other.state} == {"closed"}


def test_a_connection_that_was_opened_and_closed_again_is_seen(lesson: Lesson) -> None:
    pbx, ari, *_ = lesson.start()
    lesson.begin("answer")
    ari.close()
    with arinb.connect(pbx, app="hello-world") as mine:
        solve(mine, lesson)
        mine.events.wait_for("ChannelStateChange", timeout=5)
    assert lesson.check("answer").passed


def test_a_connection_over_tls_is_seen(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    pbx, *_ = lesson.start()
    _, file = certificate(pbx.folder)
    key = file.with_name("key.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
    port, http_conf = free_port("tcp"), pbx.conf["http.conf"]
    http_conf.set("general", "tlsenable", "yes")
    http_conf.set("general", "tlsbindaddr", f"127.0.0.1:{port}")
    http_conf.set("general", "tlscertfile", str(file))
    http_conf.set("general", "tlsprivatekey", str(key))
    pbx.reload()
    lesson.begin("answer")
    url = f"https://127.0.0.1:{port}"
    mine = arinb.connect(url, app="hello-world", username=pbx.username, password=pbx.password)
    solve(mine, lesson)
    assert lesson.check("answer").passed
    lesson.close()
    assert mine.state == "closed"


def test_handlers_of_earlier_tries_are_ended_and_named(lesson: Lesson) -> None:
    _, ari, *_ = lesson.start()

    @ari.on("StasisStart")
    def too_eager(start: StasisStart) -> None:
        start.channel.answer()

    assert [handler.name for handler in ari.events.handlers] == ["too_eager"]
    for shown in (repr(task := lesson.begin("answer")), task._repr_html_()):
        assert "called no more: too_eager." in shown
    assert ari.events.handlers == ()
    lesson.phones["phone"].dial("1000")
    assert "still rings" in lesson.check("answer").seen
    assert "called no more" not in repr(lesson.begin("answer"))


def test_a_connection_that_was_closed_is_explained(lesson: Lesson) -> None:
    _, ari, *_ = lesson.start()
    lesson.begin("answer")
    ari.close()
    verdict = lesson.check("answer")
    assert not verdict.passed
    assert "No call has come" in verdict.seen
    lesson.begin("answer")


def test_a_check_waits_for_what_is_on_its_way(lesson: Lesson) -> None:
    _, ari, *_ = lesson.start()
    lesson.begin("answer")
    ari.on("StasisStart", lambda start: start.channel.answer())
    lesson.phones["phone"].dial("1000")
    assert lesson.check("answer").passed


def test_without_a_try_the_check_does_not_wait(lesson: Lesson) -> None:
    lesson.plan = dataclasses.replace(PLAN, exercises=(exercise(patience=200.0),))
    lesson.start()
    lesson.begin("answer")
    assert not lesson.check("answer").passed  # the test's own timeout would end it


def test_a_broken_set_up_is_diagnosed(lesson: Lesson) -> None:
    pbx, *_ = lesson.start()
    lesson.begin("answer")
    pbx.conf["ari.conf"].set("general", "enabled", "no")
    pbx.reload()
    lesson.begin("answer")
    verdict = lesson.check("answer")
    assert not verdict.passed
    assert verdict.diagnosis is not None
    assert "ari.conf" in str(verdict)


def test_other_users_in_ari_conf_dont_keep_a_try_from_beginning_empty(lesson: Lesson) -> None:
    pbx, ari, *_ = lesson.start()
    lesson.begin("answer")
    solve(ari, lesson)
    old = pbx.username
    pbx.conf["ari.conf"] = (
        "[general]\nenabled = yes\n\n[me]\ntype = user\npassword = mine\npassword_format = plain\n"
    )
    pbx.reload()
    assert pbx.username != old
    lesson.begin("answer")
    assert "0 active channels" in str(pbx.cli("core show channels"))


def test_hints_come_in_stages_and_the_solution_last(lesson: Lesson) -> None:
    texts = [repr(lesson.hint("answer")) for _ in range(4)]
    assert [text.split(":")[0] for text in texts] == [
        "Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3",
    ]  # fmt: skip
    assert isinstance(lesson.solution("answer"), Solution)
    assert isinstance(lesson.solution("again"), Hint), "its hints were not looked at"
    assert "Hint 2" in repr(lesson.solution("again"))
    assert isinstance(lesson.solution("again", anyway=True), Solution)


def test_a_solution_that_is_asked_for_often_enough_comes(lesson: Lesson) -> None:
    kinds = [type(lesson.solution("answer")).__name__ for _ in range(4)]
    assert kinds == ["Hint", "Hint", "Hint", "Solution"]


def test_a_check_without_a_verdict_is_the_teachers_mistake(lesson: Lesson) -> None:
    nothing = exercise(check=lambda _happened: None)
    lesson.plan = dataclasses.replace(PLAN, exercises=(nothing,))
    lesson.start()
    lesson.begin("answer")
    with pytest.raises(LessonError, match="returned no verdict"):
        lesson.check("answer")


def test_a_pass_of_an_earlier_day_is_remembered(lesson: Lesson) -> None:
    _, ari, *_ = lesson.start()
    lesson.begin("answer")
    solve(ari, lesson)
    lesson.check("answer")
    other = Lesson(PLAN)
    other.start()
    verdict = other.check("answer")
    other.close()
    assert verdict.passed
    assert "You passed this on" in verdict.seen


def test_a_trouble_with_the_progress_file_costs_no_pass(lesson: Lesson, machine: Path) -> None:
    (machine / "arinb-progress.json").write_text("{ broken")
    _, ari, *_ = lesson.start()
    assert "was damaged" in lesson.check("answer").seen
    (machine / "arinb-progress.json").mkdir()
    lesson.begin("answer")
    solve(ari, lesson)
    verdict = lesson.check("answer")
    assert verdict.passed
    assert "can't be read" in verdict.seen


@pytest.mark.parametrize(
    "wrong",
    [
        {"files": {"ari.conf": "[general]\nenabled = no\n", "extensions.conf": EXTENSIONS}},
        {"phones": {"phone": "no number"}},
    ],
    ids=["no ARI", "no such phone"],
)
def test_a_start_that_fails_half_way_leaves_nothing(
    machine: Path, wrong: dict[str, dict[str, str]]
) -> None:
    before = asterisks()
    trial = Lesson(dataclasses.replace(PLAN, **wrong))  # type: ignore[arg-type]
    with pytest.raises(arinb.ArinbError):
        trial.start()
    assert asterisks() == before, "while the lesson is still held"
    assert "not started" in repr(trial)


def test_a_lesson_that_nobody_holds_leaves_nothing(machine: Path) -> None:
    before = asterisks()
    trial = Lesson(PLAN)
    trial.start()
    assert asterisks() > before
    trial.begin("answer")
    trial.check("answer")
    del trial
    gc.collect()
    assert asterisks() == before  # and no thread of its connection: see tests/conftest.py


def test_its_asterisk_lives_as_long_as_a_learner_holds_it(machine: Path) -> None:
    before = asterisks()
    pbx, ari, *_ = Lesson(PLAN).start()
    gc.collect()
    assert pbx.running
    assert ari.request("GET", "/channels").json() == []
    url = pbx.url
    del pbx, _
    gc.collect()
    assert asterisks() == before
    assert ari.log.wait(lambda entry: entry.type == "closed", timeout=5)
    assert connections(url) == []


def call_a_handler_that_fails(ari: arinb.Connection, lesson: Lesson) -> None:
    ran = threading.Event()

    def fail(start: object) -> None:
        ran.set()
        raise ValueError("not what was wanted")

    ari.on("StasisStart", fail)
    lesson.phones["phone"].dial("1000")
    assert ran.wait(5)


def test_a_failed_handler_is_told_at_the_end_and_all_is_closed(lesson: Lesson) -> None:
    pbx, ari, *_ = lesson.start()
    call_a_handler_that_fails(ari, lesson)
    with pytest.raises(HandlerFailed, match="fail failed with StasisStart"):
        lesson.close()
    assert not pbx.running


def test_a_failed_handler_does_not_keep_a_lesson_from_beginning_anew(lesson: Lesson) -> None:
    _, ari, *_ = lesson.start()
    call_a_handler_that_fails(ari, lesson)
    pbx, *_ = lesson.start()
    assert pbx.running


def test_a_verdict_of_a_check_is_shown_escaped(lesson: Lesson) -> None:
    evil = exercise(check=lambda _happened: Verdict(False, "<b>seen</b>", "<i>next</i>"))
    lesson.plan = dataclasses.replace(PLAN, exercises=(evil,))
    lesson.start()
    lesson.begin("answer")
    html = lesson.check("answer")._repr_html_()
    assert "<b>" not in html
    assert "&lt;i&gt;next" in html
