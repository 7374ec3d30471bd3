"""Whatever a log holds comes back exactly, from every format."""

from __future__ import annotations

import gzip
import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings

from arinb.ari import files
from arinb.ari.entry import Entry
from arinb.ari.log import EventLog
from arinb.errors import NotALog
from tests.ari.files.logs import FORMATS, any_log, usual


@pytest.mark.parametrize("ending", [*FORMATS, ""])
def test_a_log_comes_back_as_it_was(ending: str, tmp_path: Path) -> None:
    log, path = usual(), tmp_path / f"call{ending}"
    files.save(log, path)
    back = files.load(path)
    assert list(back) == list(log)
    assert back.dropped == 0
    assert back.connection == log.connection


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_log_comes_back(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"call{ending}"
    files.save(EventLog(), path)
    assert list(files.load(path)) == []


@pytest.mark.parametrize("ending", [*FORMATS, ""])
def test_a_log_that_has_dropped_rows_keeps_its_numbers(ending: str, tmp_path: Path) -> None:
    log, path = EventLog(max_events=5), tmp_path / f"call{ending}"
    for _ in range(12):
        log.record_event('{"type":"A"}')
    files.save(log, path)
    back = files.load(path)
    assert (back.dropped, back[0].row, len(back)) == (7, 7, 5)
    assert list(back) == list(log)


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=150, deadline=None)
@given(log=any_log())
def test_any_log_comes_back(ending: str, log: EventLog) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"call{ending}"
        files.save(log, path)
        assert list(files.load(path)) == list(log)


@settings(max_examples=60, deadline=None)
@given(log=any_log())
def test_any_log_comes_back_from_an_archive(log: EventLog) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            files.save(log, f"{folder}/")
        if len(log):
            assert list(files.load(folder)) == list(log)


def loaded_or_none(path: Path) -> list[Entry] | None:
    """The rows of a file, None where not even its first line is whole."""
    try:
        return list(files.load(path))
    except NotALog as error:
        return None if "its first line" in error.why else []


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_a_file_that_is_cut_anywhere_gives_its_first_rows_or_an_error(
    ending: str, tmp_path: Path
) -> None:
    log, path, cut = usual(), tmp_path / f"call{ending}", tmp_path / f"cut{ending}"
    files.save(log, path)
    whole = path.read_bytes()
    rows = list(log)
    for length in range(len(whole)):
        cut.write_bytes(whole[:length])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            loaded = loaded_or_none(cut)
        if loaded is None:
            continue
        assert loaded == rows[: len(loaded)]
        if len(loaded) == len(rows):
            assert not caught
            continue
        (warning,) = caught
        told = warning.message
        assert isinstance(told, files.TruncatedLog)
        assert (told.rows, told.expected, told.line) == (len(loaded), 17, len(loaded) + 2)
        assert f"breaks off in line {told.line}: {told.rows} of 17 rows" in str(told)


def test_gzip_files_are_plain_gzip(tmp_path: Path) -> None:
    log = usual()
    files.save(log, tmp_path / "call.jsonl")
    files.save(log, tmp_path / "call.jsonl.gz")
    plain = (tmp_path / "call.jsonl").read_bytes().splitlines()[1:]
    assert gzip.decompress((tmp_path / "call.jsonl.gz").read_bytes()).splitlines()[1:] == plain


@pytest.mark.parametrize("ending", FORMATS)
def test_the_content_counts_and_not_the_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"call{ending}"
    files.save(usual(), path)
    renamed = path.rename(tmp_path / "call.bak")
    assert len(files.load(renamed)) == 17


def test_the_warning_of_a_file_that_is_cut_points_to_who_loaded_it(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    usual().save(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.warns(files.TruncatedLog, match=r"of 17 rows were loaded") as caught:
        EventLog.load(path)
    assert caught[0].filename == __file__
