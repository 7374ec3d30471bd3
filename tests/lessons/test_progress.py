"""The progress file: broken, old, newer, unreadable or full, it costs nobody their lesson."""

from __future__ import annotations

import errno
import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from arinb.lessons.progress_file import NAME, Progress

WHEN = "2026-01-02T03:04:05+00:00"


@pytest.fixture
def file(folder: Path) -> Path:
    """Where the progress is, in a folder of notebooks."""
    (folder / "00-start-here.ipynb").touch()
    return folder / NAME


def _written(file: Path, lessons: object, **more: object) -> str:
    text = json.dumps({"format": 1, "lessons": lessons, **more})
    file.write_text(text)
    return text


def test_what_is_recorded_is_found_again_with_its_first_time(file: Path) -> None:
    progress = Progress.here()
    assert progress.passed("channels") == {}
    progress.record("channels", "answer")
    first = progress.passed("channels")
    progress.record("channels", "answer")
    progress.record("sounds", "play")
    assert Progress.here().passed("channels") == first
    assert list(Progress.here().passed("sounds")) == ["play"]
    assert first["answer"].tzinfo is not None
    assert progress.trouble == ""


def test_all_notebooks_of_a_folder_share_one_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = file.parent / "lessons"
    below.mkdir()
    monkeypatch.chdir(below)
    assert Progress.here().path == file


def test_a_notebook_alone_has_it_beside_itself(folder: Path) -> None:
    assert Progress.here().path == folder / NAME


def test_in_a_folder_that_was_deleted_a_pass_is_told_as_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    progress = Progress.here()
    progress.record("channels", "answer")
    assert "can't be written" in progress.trouble
    assert progress.passed("channels") == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{ broken",
        "[]",
        "null",
        "\0" * 100,
        '{"lessons": []}',
        '{"lessons": {"channels": ["answer"]}}',
        '{"lessons": {"channels": {"answer": "yesterday"}}}',
        '{"lessons": {"channels": {"answer": 20250101}}}',
        '{"format": "x", "lessons": null}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_put_aside_and_a_new_one_begins(file: Path, text: str) -> None:
    file.write_text(text)
    progress = Progress.here()
    assert progress.passed("channels") == {}
    assert "was damaged: it is arinb-progress-unreadable.json now" in progress.trouble
    assert (file.parent / "arinb-progress-unreadable.json").read_text() == text
    progress.record("channels", "answer")
    assert "answer" in Progress.here().passed("channels")


def test_no_damaged_file_takes_the_place_of_another(file: Path) -> None:
    for text in ("first", "second", "third"):
        file.write_text(text)
        Progress.here().record("channels", "answer")
    kept = {path.read_text() for path in file.parent.glob("arinb-progress-unreadable*.json")}
    assert kept == {"first", "second", "third"}


def test_bytes_that_are_no_text_are_put_aside(file: Path) -> None:
    file.write_bytes(b"\xff\xfe{}")
    assert Progress.here().passed("channels") == {}
    assert not file.exists()


def test_an_old_file_without_a_format_is_understood(file: Path) -> None:
    file.write_text(json.dumps({"lessons": {"channels": {"answer": WHEN}}}))
    assert Progress.here().passed("channels") == {"answer": datetime.fromisoformat(WHEN)}


def test_what_a_newer_arinb_added_stays(file: Path) -> None:
    newer = {"format": 7, "badges": ["gold"], "lessons": {"channels": {"answer": WHEN}}}
    file.write_text(json.dumps(newer))
    progress = Progress.here()
    progress.record("channels", "hang-up")
    after = json.loads(file.read_text())
    assert after.pop("lessons")["channels"].keys() == {"answer", "hang-up"}
    assert after == {"format": 7, "badges": ["gold"]}
    assert progress.trouble == ""


@pytest.mark.parametrize("lessons", [["a", "list"], {"channels": {"answer": {"tries": 3}}}])
def test_a_newer_file_that_cant_be_understood_is_left_alone(file: Path, lessons: object) -> None:
    text = _written(file, lessons, format=2)
    progress = Progress.here()
    progress.record("channels", "answer")
    assert progress.passed("channels") == {}
    assert "a newer arinb" in progress.trouble
    assert file.read_text() == text
    assert [path.name for path in file.parent.glob("*.json")] == [NAME]


def test_a_file_that_may_not_be_read_is_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = _written(file, {"channels": {"answer": WHEN}})

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", refuse)
        progress = Progress.here()
        progress.record("channels", "hang-up")
    assert "can't be read" in progress.trouble
    assert "Permission denied" in progress.trouble
    assert file.read_text() == text


def test_a_full_disk_leaves_the_old_file_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = _written(file, {"channels": {"answer": WHEN}})
    real = os.fdopen

    def full(handle: int, *args: str, **how: str) -> object:
        real(handle, "w").close()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fdopen", full)
    progress = Progress.here()
    progress.record("channels", "hang-up")
    assert "No space left on device" in progress.trouble
    assert file.read_text() == text
    assert sorted(path.name for path in file.parent.iterdir()) == ["00-start-here.ipynb", NAME]


def test_a_folder_that_may_not_be_written_is_told(file: Path) -> None:
    # Nobody, not even root, may write into /proc.
    progress = Progress(Path("/proc") / NAME)
    progress.record("channels", "answer")
    assert "can't be written" in progress.trouble


def test_a_damaged_file_that_cant_be_moved_is_left(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("{ broken")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    progress = Progress.here()
    progress.record("channels", "answer")
    assert "can't be moved away" in progress.trouble
    assert file.read_text() == "{ broken"
