"""How notebooks come into the learner's folder: their work is never overwritten."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from arinb import delivery, lab
from arinb.delivery import MANIFEST, deliver

FIRST, LESSON = "00-start-here.ipynb", "lessons/01-channels.ipynb"


class Course:
    """The notebooks as they come with arinb, and the learner's folder."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        self.mine = folder / "mine"
        self.release("one")

    def release(self, version: str, *names: str) -> None:
        for name in names or (FIRST, LESSON):
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name}, version {version}")

    def deliver(self) -> delivery.Delivery:
        return deliver(self.source, self.mine)

    def files(self) -> dict[str, str]:
        """All that a learner sees in their folder, by name."""
        return {
            path.relative_to(self.mine).as_posix(): path.read_text()
            for path in self.mine.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def test_what_is_missing_comes_and_then_there_is_nothing_to_say(course: Course) -> None:
    first = course.deliver()
    assert first.new == [FIRST, LESSON]
    assert str(first) == f"Notebooks in {course.mine}: 2 new"
    assert course.files() == {
        FIRST: f"{FIRST}, version one",
        LESSON: f"{LESSON}, version one",
    }
    before = (course.mine / MANIFEST).stat()
    assert str(course.deliver()) == ""
    assert (course.mine / MANIFEST).stat() == before, "nothing is written for nothing"


def test_a_notebook_that_nobody_touched_gives_way_to_its_new_version(course: Course) -> None:
    course.deliver()
    course.release("two", LESSON)
    again = course.deliver()
    assert (again.new, again.replaced, again.beside) == ([], [LESSON], [])
    assert course.files() == {FIRST: f"{FIRST}, version one", LESSON: f"{LESSON}, version two"}
    assert "1 replaced by a new version" in str(again)


def test_beside_work_the_new_version_is_put_once(course: Course) -> None:
    course.deliver()
    (course.mine / LESSON).write_text("my work")
    assert str(course.deliver()) == "", "there is no new version"
    course.release("two", LESSON)
    again = course.deliver()
    beside = "lessons/01-channels.new.ipynb"
    assert again.beside == [beside]
    assert f"beside your own work: {beside}" in str(again)
    assert course.files()[LESSON] == "my work"
    assert course.files()[beside] == f"{LESSON}, version two"
    assert str(course.deliver()) == ""
    (course.mine / beside).unlink()
    assert str(course.deliver()) == ""
    assert beside not in course.files(), "the learner did not want it"


def test_the_next_version_takes_the_place_of_the_untouched_one_beside(course: Course) -> None:
    course.deliver()
    (course.mine / LESSON).write_text("my work")
    for version in ("two", "three"):
        course.release(version, LESSON)
        course.deliver()
    assert course.files() == {
        FIRST: f"{FIRST}, version one",
        LESSON: "my work",
        "lessons/01-channels.new.ipynb": f"{LESSON}, version three",
    }


def test_work_in_the_version_beside_stays_too(course: Course) -> None:
    course.deliver()
    beside = course.mine / "lessons/01-channels.new.ipynb"
    (course.mine / LESSON).write_text("my work")
    course.release("two", LESSON)
    course.deliver()
    beside.write_text("my work in two")
    course.release("three", LESSON)
    assert course.deliver().beside == ["lessons/01-channels.new-2.ipynb"]
    course.release("four", LESSON)
    assert course.deliver().beside == ["lessons/01-channels.new-2.ipynb"]
    assert course.files() == {
        FIRST: f"{FIRST}, version one",
        LESSON: "my work",
        "lessons/01-channels.new.ipynb": "my work in two",
        "lessons/01-channels.new-2.ipynb": f"{LESSON}, version four",
    }


def test_who_takes_the_new_version_over_is_up_to_date_from_then_on(course: Course) -> None:
    course.deliver()
    (course.mine / LESSON).write_text("my work")
    course.release("two", LESSON)
    course.deliver()
    (course.mine / "lessons/01-channels.new.ipynb").replace(course.mine / LESSON)
    assert str(course.deliver()) == ""
    course.release("three", LESSON)
    assert course.deliver().replaced == [LESSON]


def test_a_notebook_that_was_deleted_comes_again(course: Course) -> None:
    course.deliver()
    (course.mine / LESSON).unlink()
    assert course.deliver().new == [LESSON]


def test_a_folder_of_before_there_was_a_manifest_keeps_all_that_differs(course: Course) -> None:
    course.deliver()
    (course.mine / MANIFEST).unlink()
    (course.mine / FIRST).write_text("version zero, or work: who knows")
    again = course.deliver()
    assert (again.replaced, again.beside) == ([], ["00-start-here.new.ipynb"])
    assert course.files()[FIRST].startswith("version zero")
    course.release("two")
    assert course.deliver().replaced == [LESSON], "it was the same, so it is known again"


@pytest.mark.parametrize("text", ["", "{ broken", "[]", '{"delivered": 5}', "[" * 100_000])
def test_a_damaged_manifest_costs_no_work(course: Course, text: str) -> None:
    course.deliver()
    (course.mine / LESSON).write_text("my work")
    (course.mine / MANIFEST).write_text(text)
    course.release("two", LESSON)
    assert course.deliver().replaced == []
    assert course.files()[LESSON] == "my work"
    assert json.loads((course.mine / MANIFEST).read_text())["delivered"].keys() == {FIRST}


def test_what_a_newer_arinb_noted_stays(course: Course) -> None:
    course.deliver()
    path = course.mine / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 9, "more": [1]}))
    course.release("two")
    course.deliver()
    notes = json.loads(path.read_text())
    assert (notes["format"], notes["more"]) == (9, [1])


def test_other_files_are_left_alone_and_hidden_ones_stay_behind(course: Course) -> None:
    course.deliver()
    (course.mine / "arinb-progress.json").write_text("{}")
    (course.mine / "mine.ipynb").write_text("my own")
    for name in (".ipynb_checkpoints/a.ipynb", ".hidden.ipynb", "notes.txt"):
        path = course.source / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    course.release("two")
    course.deliver()
    assert course.files().keys() == {FIRST, LESSON, "arinb-progress.json", "mine.ipynb"}
    assert course.files()["arinb-progress.json"] == "{}"


def test_something_else_of_that_name_is_not_touched(course: Course) -> None:
    course.mine.mkdir()
    (course.mine / FIRST).mkdir()
    (course.mine / "lessons").mkdir()
    (course.mine / LESSON).symlink_to("nowhere.ipynb")
    course.deliver()
    assert (course.mine / FIRST).is_dir()
    assert (course.mine / LESSON).is_symlink()
    assert len(course.files()) == 2, "both stand beside"


def test_a_full_disk_leaves_each_file_whole(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.deliver()
    course.release("two")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            course.deliver()
    assert course.files() == {FIRST: f"{FIRST}, version one", LESSON: f"{LESSON}, version one"}
    assert course.deliver().replaced == [FIRST, LESSON]


def test_with_a_full_disk_what_is_there_is_opened_all_the_same(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "_sources", lambda: [course.source])
    lab.notebooks_folder(course.mine)
    assert capsys.readouterr().out == f"Notebooks in {course.mine}: 2 new\n"
    course.release("two")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert lab.notebooks_folder(course.mine) == course.mine
    told = capsys.readouterr().out
    assert "not brought up to date: No space left on device" in told
    assert told.count("\n") == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from arinb import delivery

left = [int(sys.argv[3])]
real = Path.replace

def replace(self, target):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return real(self, target)

Path.replace = replace
delivery.deliver(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_kill_leaves_no_half_file_and_the_next_time_finishes(course: Course, writes: int) -> None:
    course.deliver()
    course.release("two")
    words = [sys.executable, "-c", KILLED, str(course.source), str(course.mine), str(writes)]
    done = subprocess.run(words, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    seen = {name: text for name, text in course.files().items() if not name.endswith("part")}
    seen = {name: text for name, text in seen.items() if not Path(name).name.startswith(".")}
    assert set(seen.values()) <= {f"{n}, version {v}" for n in seen for v in ("one", "two")}
    assert seen.keys() == {FIRST, LESSON}
    course.deliver()
    assert course.files() == {FIRST: f"{FIRST}, version two", LESSON: f"{LESSON}, version two"}
    assert str(course.deliver()) == ""


def test_a_learner_may_write_what_was_delivered_read_only(course: Course) -> None:
    (course.source / FIRST).chmod(0o444)
    course.deliver()
    assert (course.mine / FIRST).stat().st_mode & 0o200


def test_many_files_are_told_in_one_short_line(course: Course) -> None:
    names = [f"{number:02}.ipynb" for number in range(10)]
    course.release("one", *names)
    course.deliver()
    for name in names:
        (course.mine / name).write_text("work")
    course.release("two", *names)
    line = str(course.deliver())
    assert line.endswith("00.new.ipynb, 01.new.ipynb, 02.new.ipynb and 7 more")
    assert "\n" not in line


def test_a_folder_that_may_not_be_written_is_opened_as_it_is(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "_sources", lambda: [course.source])
    lab.notebooks_folder(course.mine)
    course.release("two")

    def refuse(*_words: object) -> None:  # root may write everywhere: there no folder refuses
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("os.fsync", refuse)
    assert lab.notebooks_folder(course.mine) == course.mine
    assert "not brought up to date: Permission denied" in capsys.readouterr().out
