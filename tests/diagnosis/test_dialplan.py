"""The links "dialplan", "extension" and "Stasis()"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from arinb.diagnosis.dialled import read_calls
from arinb.diagnosis.plan import Plan, RunningStep
from arinb.diagnosis.scene import Scene
from arinb.pbx.find import Program
from tests.diagnosis.trying import FILE, STASIS, Mistake, Try, check, each, trying


def wrote(old: str, new: str, *, dial: str = "1000", reload: bool = True) -> Callable[[Try], None]:
    """What a learner does who writes something else into extensions.conf, and dials."""

    def do(learner: Try) -> None:
        assert learner.ari.state == "open"
        learner.write(old, new, reload=reload)
        if dial:
            learner.dial(dial)

    return do


def added(text: str, dial: str = "1000") -> Callable[[Try], None]:
    """What a learner does who writes more below the extension."""
    last = " same => n,Hangup()\n"
    return wrote(last, last + text, dial=dial)


def _missing_at_start(learner: Try) -> None:
    file = learner.pbx.conf[FILE]
    text = file.text
    file.path.unlink()
    learner.pbx.restart()
    file.write(text)


def _twice(learner: Try) -> None:
    """A fault, put right, and another one."""
    assert learner.ari.state == "open"
    learner.write("Stasis(", "Statis(")
    learner.dial()
    learner.write("Statis(", "Stasis(")
    learner.dial("1001")


ANSWR = (" same => n,Answer()", " same => n,Answr()")
NEVER = "exten => 2000,1,Answer()\n same => n,Goto(5)\n same => 4,Stasis(hello-world)\n"
OTHER = "[sales]\nexten => 2000,1,Answer()\n same => n,Stasis(hello-world)\n"
AFTER_ECHO = "exten => 2000,1,Answer()\n same => n,Busy()\n same => n,Stasis(hello-world)\n"


@each(
    Mistake("missing-at-start", _missing_at_start, "dialplan", FILE, "pbx.restart()"),
    Mistake("not-reloaded", wrote("Stasis(hello-world)", "Stasis(hello-world,a)", reload=False),
            "dialplan", "extensions.conf:6", "pbx.reload()"),
    Mistake("line-taken-away", wrote(STASIS, "", reload=False, dial=""),
            "dialplan", FILE, "pbx.reload()"),
    Mistake("general-only", wrote("[default]", "[general]", dial=""), "dialplan", FILE,
            "[default]"),
    Mistake("answr", wrote(*ANSWR), "extension", "extensions.conf:5", "Answer()"),
    Mistake("answr-not-dialled", wrote(*ANSWR, dial=""), "extension", "extensions.conf:5",
            "Answer()"),
    Mistake("first-is-unknown", wrote("NoOp()", "NoOpp()"), "extension", "extensions.conf:4",
            "NoOp()"),
    Mistake("other-context", added(OTHER), "extension", "extensions.conf:9", "include => sales",
            extension="2000"),
    Mistake("pattern-too-short", wrote("1000,1", "_1XX,1"), "extension", "extensions.conf:4",
            "exten => _1XXX,1,NoOp()", extension="1000"),
    Mistake("pattern-too-long", wrote("1000,1", "_1XXXX,1"), "extension", "extensions.conf:4",
            "exten => _1XXX,1,NoOp()"),
    Mistake("sip-wrong-number", wrote("1000,1", "1001,1"), "extension", FILE, "Dial 1001",
            kind="sip"),
    Mistake("sip-not-first", wrote("1000,1,", "1000,3,"), "extension", "extensions.conf:4",
            "exten => 1000,1,NoOp()", kind="sip"),
    Mistake("same-first", wrote("exten => 1000,1,NoOp()", "same => 1,NoOp()"), "extension",
            "extensions.conf:4", "exten =>", extension="1000"),
    Mistake("nothing-like-it", wrote("; The dialplan", "; The  dialplan", dial=""), "extension",
            "extensions.conf:2", "exten => 77,1", extension="77"),
    Mistake("twice", _twice, "extension", FILE, "1001", extension="1001"),
    Mistake("close-name", wrote("Stasis(hello-world)", "Stasis(hello-wrold)"), "Stasis()",
            "extensions.conf:6", "Stasis(hello-world)"),
    Mistake("close-name-not-dialled", wrote("Stasis(hello-world)", "Stasis(hello-wrold)", dial=""),
            "Stasis()", "extensions.conf:6", "Stasis(hello-world)"),
    Mistake("quite-another-name", wrote("Stasis(hello-world)", "Stasis(tea)"), "Stasis()",
            "extensions.conf:6", 'app="tea"'),
    Mistake("blank-before", wrote("Stasis(hello-world)", "Stasis( hello-world)"), "Stasis()",
            "extensions.conf:6", "Stasis(hello-world)"),
    Mistake("bar-for-comma", wrote("Stasis(hello-world)", "Stasis(hello-world|x)"), "Stasis()",
            "extensions.conf:6", "Stasis(hello-world)"),
    Mistake("arguments-kept", wrote("Stasis(hello-world)", "Stasis(helo-world,a,b)"), "Stasis()",
            "extensions.conf:6", "Stasis(hello-world,a,b)"),
    Mistake("no-brackets", wrote("Stasis(hello-world)", "Stasis"), "Stasis()",
            "extensions.conf:6", "Stasis(hello-world)"),
    Mistake("variable", wrote("Stasis(hello-world)", "Stasis(${NAME})"), "Stasis()",
            "extensions.conf:6", "Stasis(hello-world)"),
    Mistake("stasis-and-more", wrote("Stasis(", "Staasis("), "Stasis()", "extensions.conf:6",
            "Stasis(hello-world)"),
    Mistake("goto-over-it", added(NEVER, dial="2000"), "Stasis()", "extensions.conf:9",
            "Stasis(hello-world) has the priority 4", extension="2000"),
    Mistake("after-busy", added(AFTER_ECHO, dial="2000"), "Stasis()", "extensions.conf:10",
            "before Busy()", extension="2000"),
    Mistake("none-at-all", wrote(STASIS, ""), "Stasis()", FILE, "Stasis(hello-world)"),
    Mistake("line-skipped", wrote(" same => n,Stasis", " sme => n,Stasis"), "Stasis()",
            "extensions.conf:6", "same"),
    Mistake("only-the-pbx-knows", wrote("Stasis(hello-world)", "Stasis(hello_world)"), "Stasis()",
            "extensions.conf:6", "Stasis(hello-world)"),
)  # fmt: skip
def test_it_is_found(mistake: Mistake, program_22: Program) -> None:
    check(mistake, program_22)


HEALTHY = {
    "another number": ("", "\nexten => 2000,1,Echo()\n", "2000"),
    "a pattern": ("1000,1", "_[12]XXX,1", "1717"),
    "an include": ("[default]", "[default]\ninclude => more\n[more]", "1000"),
    "a label": ("n,Answer", "n(pick),Answer", "1000"),
    "arguments": ("Stasis(hello-world)", "Stasis(hello-world,a, b)", "1000"),
    "quotes": ("Stasis(hello-world)", 'Stasis("hello-world")', "1000"),
    "a goto": (
        "Stasis(hello-world)",
        "Goto(there,1)\nexten => there,1,Stasis(hello-world)",
        "1000",
    ),
    "a condition": ("n,Answer()", "n,GotoIf($[1 > 0]?9)\n same => 9,Answer()", "1000"),
    "a goto to a label": (
        "n,Answer()",
        "n,Goto(in)\n same => n,Hangup()\n same => n(in),Answer()",
        "1000",
    ),
    "a goto to what only the call knows": (
        "Stasis(hello-world)",
        "Goto(x${EXTEN},1)\nexten => x1000,1,Stasis(hello-world)",
        "1000",
    ),
    "one step within another": ("Stasis(hello-world)", "TryExec(Stasis(hello-world))", "1000"),
    "a caller who hangs up before it": ("n,Answer()", "n,Answer()\n same => n,Wait(9)", "1000"),
    "another number with a condition": (
        "",
        "\nexten => 2000,1,GotoIf($[1=1]?out)\n same => n(out),Hangup()\n",
        "2000",
    ),
    "a variable": ("n,Answer()", "n,Set(APP=hello-world)\n same => n,Answer()", "1000"),
    "a misspelt step that nobody comes to": ("n,Hangup()", "n,Hangp()", "1000"),
    "an escaped semicolon": ("NoOp()", r"NoOp(a\;b, 'c' \"d\" ${EXTEN:1})", "1000"),
    "capitals": ("Answer()", "ANSWER()", "1000"),
}


@pytest.mark.parametrize("name", HEALTHY)
def test_what_works_is_not_complained_about(name: str, program: Program) -> None:
    old, new, number = HEALTHY[name]
    with trying(program) as learner:
        assert learner.ari.state == "open"
        if old:
            learner.write(old, new)
        else:
            learner.write(" same => n,Hangup()\n", f" same => n,Hangup()\n{new}")
        before = learner.diagnose()
        learner.dial(number)
        during = learner.diagnose()
        learner.phone.hangup()
        after = learner.diagnose()
    assert before.ok, str(before)
    assert during.ok, str(during)
    assert after.ok, str(after)


@pytest.mark.parametrize("old", ["1000", "2000"])
def test_a_handset_inside_asterisk_dials_in_vain(old: str, program_22: Program) -> None:
    with trying(program_22) as learner:
        assert learner.ari.state == "open"
        learner.dial()
        learner.phone.hangup()
        if old == "1000":
            learner.write("1000,1", "1001,1")
        learner.dial(old)
        assert learner.phone.dialled == old
        diagnosis = learner.diagnose()
        assert diagnosis.link == "extension", str(diagnosis)
        assert f"no extension {old}" in diagnosis.findings[0].what
        learner.dial("1001" if old == "1000" else "1000")
        after = learner.diagnose()
        assert after.ok, str(after)


def test_only_the_first_of_lines_that_count_on_is_the_cause(program_22: Program) -> None:
    with trying(program_22) as learner:
        assert learner.ari.state == "open"
        learner.write("1000,1,", "1000,n,")
        learner.dial()
        found = learner.diagnose().findings
    assert [(finding.where, finding.link) for finding in found] == [
        ("extensions.conf:4", "extension")
    ]


def test_a_program_that_calls_out_needs_no_extension_of_its_own(program_22: Program) -> None:
    with trying(program_22, app="dialler") as learner:
        assert learner.ari.state == "open"
        assert learner.diagnose().ok


def test_a_wrong_number_is_forgotten_with_the_next_call(program_22: Program) -> None:
    with trying(program_22, "sip") as learner:
        assert learner.ari.state == "open"
        learner.dial("7777")
        assert learner.diagnose().link == "extension"
        learner.dial()
        assert learner.diagnose().ok


def test_a_call_is_read_from_the_console() -> None:
    call = read_calls([
        '    -- Executing [5@arinb-phone:2] Goto("Local/5@arinb-phone-1;2", "default,1,1") in …',
        '    -- Executing [1@default:1] NoOp("Local/5@arinb-phone-1;2", "") in new stack',
        '    -- Executing [h@default:1] NoOp("Local/5@arinb-phone-1;2", "") in new stack',
    ])  # fmt: skip
    assert call is not None
    assert (call.extension, call.context, call.phone, call.refused) == ("1", "default", "5", False)
    assert read_calls(["    -- Called 1000"]) is None


def test_a_way_that_turns_in_circles_ends() -> None:
    steps = [
        RunningStep("c", "_1", 1, "NoOp", ""),
        RunningStep("c", "_1", 2, "Goto", "1"),
    ]
    scene = Scene(None, None, "", "", "")
    way = Plan(scene, contexts=["c"], steps=steps).way("_1", "c")
    assert [step.application for step in way.steps] == ["NoOp", "Goto"]
    assert way.stasis == []
