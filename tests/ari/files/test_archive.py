"""A folder of many logs: what is added, what is read again, and what others see."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from arinb.ari import files
from arinb.ari.entry import Entry
from arinb.ari.log import EventLog
from arinb.errors import DamagedLog, LogFileError, NoSuchLog, NotALog
from tests.ari.files.logs import asked, event, usual

NOON = 1_795_608_000_000_000_000  # 2026-11-25T12:00:00Z
HOUR = 3_600_000_000_000
FILES = "*/*/*.parquet"


def log_of(*rows: tuple[int, str], begin: int = 0) -> EventLog:
    """A log of events, each with hours after noon, and its application."""
    entries = [
        Entry("event", row, NOON + int(hours * HOUR), 5.0 + row, event(app=app).encode(), "X")
        for row, (hours, app) in enumerate(rows, begin)
    ]
    return EventLog.from_entries(entries)


def places(folder: Path) -> list[str]:
    return sorted({str(path.parent.relative_to(folder)) for path in folder.glob(FILES)})


def test_rows_stand_by_date_and_application(tmp_path: Path) -> None:
    log = log_of((0, "a"), (1, "b/ü ="), (12, "a"), (-13, "a"))
    files.save(log, f"{tmp_path}/")
    assert places(tmp_path) == [
        "date=2026-11-24/application=a",
        "date=2026-11-25/application=a",
        "date=2026-11-25/application=b%2Fü%20%3D",
        "date=2026-11-26/application=a",
    ]
    assert list(files.load(tmp_path)) == list(log)
    found = asked(f"SELECT date, application, row, type FROM '{tmp_path}/{FILES}' ORDER BY row")
    assert [(str(day), app, row) for day, app, row, _ in found] == [
        ("2026-11-25", "a", 0),
        ("2026-11-25", "b/ü =", 1),
        ("2026-11-26", "a", 2),
        ("2026-11-24", "a", 3),
    ]
    assert sorted(pd.read_parquet(tmp_path)["row"]) == [0, 1, 2, 3]


def test_what_is_no_event_stands_with_the_logs_application(tmp_path: Path) -> None:
    files.save(usual(), tmp_path / "archive")
    (place,) = places(tmp_path / "archive")
    assert place.endswith("/application=hello-world")
    nothing = EventLog()
    nothing.record_connection("opened")
    files.save(nothing, tmp_path / "nothing")
    (place,) = places(tmp_path / "nothing")
    assert place.endswith("/application=__HIVE_DEFAULT_PARTITION__")
    found = asked(f"SELECT application FROM '{tmp_path}/nothing/{FILES}'")
    assert found == [(None,)]
    assert list(files.load(tmp_path / "nothing", application="")) == list(nothing)


def test_a_log_that_is_saved_again_adds_only_what_is_new(tmp_path: Path) -> None:
    log = usual()
    for _ in range(2):
        files.save(log, tmp_path)
    first = {path: path.stat().st_mtime_ns for path in tmp_path.glob(FILES)}
    log.record_event(event())
    log.record_connection("closed")
    for _ in range(2):
        files.save(log, tmp_path)
    assert list(files.load(tmp_path)) == list(log)
    count = asked(f"SELECT count(*), count(DISTINCT row) FROM '{tmp_path}/{FILES}'")
    assert count == [(19, 19)]
    assert {path: path.stat().st_mtime_ns for path in first} == first


def test_a_log_that_was_loaded_is_the_same_log(tmp_path: Path) -> None:
    log = usual()
    files.save(log, tmp_path / "call.jsonl")
    files.save(log, tmp_path / "archive")
    files.save(files.load(tmp_path / "call.jsonl"), tmp_path / "archive")
    files.save(files.load(tmp_path / "archive"), tmp_path / "archive")
    assert list(files.load(tmp_path / "archive")) == list(log)


def test_a_log_with_a_bound_grows_in_the_archive_beyond_it(tmp_path: Path) -> None:
    log = EventLog(max_events=10)
    rows: list[Entry] = []
    for _ in range(6):
        rows += [log.record_event(event()) for _ in range(5)]
        files.save(log, tmp_path)
    back = files.load(tmp_path)
    assert list(back) == rows
    assert back.dropped == 0


def test_a_log_that_gets_its_application_later_is_not_doubled(tmp_path: Path) -> None:
    log = EventLog()
    log.record_connection("opened")
    files.save(log, tmp_path)
    log.record_event(event())
    files.save(log, tmp_path)
    assert list(files.load(tmp_path)) == list(log)


def test_several_logs_come_in_the_order_of_time_with_new_numbers(tmp_path: Path) -> None:
    one = log_of((0, "a"), (2, "a"), (4, "a"), begin=7)
    other = log_of((1, "b"), (3, "b"))
    late = log_of((9, "a"))
    for log in (late, one, other):
        files.save(log, tmp_path)
    back = files.load(tmp_path)
    assert [(entry.received - NOON) // HOUR for entry in back] == [0, 1, 2, 3, 4, 9]
    assert [entry.row for entry in back] == list(range(6))
    assert [entry.row for entry in files.load(tmp_path, application="b")] == [0, 1]


def test_answers_keep_to_their_requests_among_several_logs(tmp_path: Path) -> None:
    logs = [EventLog(), EventLog()]
    asked = [log.record_request("GET", f"/ari/{n}") for n, log in enumerate(logs)]
    for log, row in zip(logs, asked, strict=True):
        log.record_answer(row, 200, "OK", 0.1, "[]")
    for log in logs:
        files.save(log, tmp_path)
    back = files.load(tmp_path)
    answers = [entry for entry in back if entry.kind == "answer"]
    assert len(answers) == 2
    for answer in answers:
        assert answer.request_row is not None
        assert back[answer.request_row].path == answer.path


def test_a_part_may_be_chosen(tmp_path: Path) -> None:
    log = log_of((0, "a"), (0, "b"), (12, "a"), (12, "a"))
    files.save(log, tmp_path)
    tomorrow = files.load(tmp_path, date="2026-11-26")
    assert list(tomorrow) == list(log[2:])
    assert tomorrow.dropped == 2
    assert len(files.load(tmp_path, date=dt.date(2026, 11, 25))) == 2
    assert len(files.load(tmp_path, application="a")) == 3
    assert len(files.load(tmp_path, date="2026-11-25", application="a")) == 1
    with pytest.raises(
        NoSuchLog, match=r"(?s)date='2026-11-27' and application='c'.*25: a; .*25: b"
    ):
        files.load(tmp_path, date="2026-11-27", application="c")


def test_a_date_is_no_choice_within_a_file(tmp_path: Path) -> None:
    files.save(usual(), tmp_path / "call.jsonl")
    with pytest.raises(LogFileError, match="this is one file"):
        files.load(tmp_path / "call.jsonl", date="2026-11-25")
    with pytest.raises(NoSuchLog):
        files.load(tmp_path / "other.jsonl", application="a")


def test_programs_that_save_at_once_double_nothing(tmp_path: Path) -> None:
    log = usual()
    threads = [threading.Thread(target=files.save, args=(log, tmp_path)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(files.load(tmp_path)) == list(log)
    assert asked(f"SELECT count(*) FROM '{tmp_path}/{FILES}'") == [(17,)]


def test_who_saves_all_the_time_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: Any
) -> None:
    from arinb.ari.files import archive

    monkeypatch.setattr(archive, "_PATIENCE", 0.1)
    with archive._alone(tmp_path), pytest.raises(LogFileError, match="another program"):
        files.save(usual(), tmp_path)


def test_a_broken_file_keeps_no_log_from_being_saved_but_is_told_of_when_loading(
    tmp_path: Path,
) -> None:
    log = usual()
    files.save(log, tmp_path)
    (path,) = tmp_path.glob(FILES)
    path.write_bytes(path.read_bytes()[:-10])
    files.save(log_of((0, "a")), tmp_path)
    with pytest.raises(DamagedLog, match="cut off"):
        files.load(tmp_path)


def test_files_that_do_not_belong_there_are_told_of(tmp_path: Path) -> None:
    place = tmp_path / "date=2026-11-25" / "application=a"
    place.mkdir(parents=True)
    (place / ".x.parquet.unfinished").write_bytes(b"half")
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(NoSuchLog, match="there is no file of an archive in it"):
        files.load(tmp_path)
    files.save(usual(), place / "call.parquet")
    with pytest.raises(DamagedLog, match="file of its own"):
        files.load(tmp_path)
    (place / "call.parquet").unlink()
    pd.DataFrame({"fish": [1]}).to_parquet(place / "fish.parquet")
    with pytest.raises(NotALog, match=r"fish\.parquet"):
        files.load(tmp_path)


def test_duckdb_counts_an_archive_that_is_never_loaded(tmp_path: Path) -> None:
    for day in range(5):
        rows = [(24 * day + hour, "ab"[hour % 2]) for hour in range(10)]
        files.save(log_of(*rows), tmp_path)
    query = f"""
        SELECT date, application, count(*), min(raw->>'$.channel.state')
        FROM read_parquet('{tmp_path}/{FILES}', hive_partitioning = true)
        WHERE date BETWEEN '2026-11-26' AND '2026-11-27' AND application = 'b' GROUP BY ALL
        ORDER BY date
    """
    assert [(str(day), *rest) for day, *rest in asked(query)] == [
        ("2026-11-26", "b", 5, "Up"),
        ("2026-11-27", "b", 5, "Up"),
    ]
