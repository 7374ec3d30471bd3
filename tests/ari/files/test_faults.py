"""What can go wrong between a log and a disk: the old file stays, and the error says why."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from arinb.ari import files
from arinb.ari.entry import Entry
from arinb.ari.files.kept import Kept
from arinb.ari.files.saving import saving
from arinb.ari.log import EventLog
from arinb.errors import LogFileError, NoRoom, NoSuchLog
from tests.ari.files.logs import FORMATS, event, usual

ALL = [*FORMATS, ""]
MANY = f"""
import sys, threading
from arinb.ari import files
from arinb.ari.log import EventLog
log = EventLog()
for number in range(int(sys.argv[2])):
    log.record_event({event()!r}.replace("000", str(hash(number)) * 20))
"""
# Before a command: takes away what root may do, so that it is refused like anybody else.
RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


def run(
    code: str, *words: object, before: str = "", without: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    program = f"{before}\n{MANY}\n{textwrap.dedent(code)}"
    drop = without if os.geteuid() == 0 else ()
    command: list[str] = [*drop, sys.executable, "-c", program, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def everything_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("ending", ALL)
def test_a_file_that_may_not_grow_leaves_the_old_one_whole(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"call{ending}"
    files.save(usual(), path)
    before = everything_in(tmp_path)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    done = run(
        """
        try:
            files.save(log, sys.argv[1])
        except Exception as error:
            print(type(error).__name__, error, sep="\\n")
        print([thread.name for thread in threading.enumerate()])
        """,
        path,
        20_000,
        before=limit,
    )
    told = done.stdout
    assert told.startswith("NoRoom\nThe log was not saved to"), told + done.stderr
    assert "This system let the file grow to" in told
    assert "Next: Raise that limit" in told
    assert "['MainThread']" in told
    assert everything_in(tmp_path) == before
    assert len(files.load(path)) == 17


@pytest.mark.parametrize("ending", ALL)
def test_a_full_disk_leaves_the_old_file_whole(ending: str, tmp_path: Path) -> None:
    """On a real one: a file system in memory of 300 kB, in a name space of its own."""
    mounted: tuple[str, ...] = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-ec")
    script = 'mount -t tmpfs -o size=300k none "$0"; exec "$@"'
    trial = [*mounted, script, str(tmp_path), "true"]
    if subprocess.run(trial, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a small disk (see the test with a limit)")
    code = f"""
{MANY}
import shutil
from pathlib import Path
folder = Path(sys.argv[1]).parent
files.save(EventLog.from_entries(log[:3]), sys.argv[1])
before = sorted(map(str, folder.rglob("*")))
try:
    files.save(log, sys.argv[1])
except Exception as error:
    print(type(error).__name__, error, sep="\\n")
assert sorted(map(str, folder.rglob("*"))) == before, sorted(folder.rglob("*"))
assert len(files.load(sys.argv[1])) == 3
assert shutil.disk_usage(folder).free > 100_000
"""
    python = [sys.executable, "-c", code, f"{tmp_path}/call{ending}", "20000"]
    done = subprocess.run(
        [*mounted, script, str(tmp_path), *python],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("NoRoom\n"), done.stdout
    assert "No space left on device" in done.stdout
    assert "bytes are free there" in done.stdout
    assert "still in memory" in done.stdout


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("ending", FORMATS)
def test_a_kill_or_an_interrupt_leaves_the_old_file_whole(
    ending: str, how: signal.Signals, tmp_path: Path
) -> None:
    path = tmp_path / f"call{ending}"
    files.save(usual(), path)
    code = f"{MANY}\nprint('now', flush=True)\nwhile True: files.save(log, sys.argv[1])"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path), "30000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        deadline = time.monotonic() + 20
        while not list(tmp_path.glob(".*.unfinished")) and time.monotonic() < deadline:
            time.sleep(0.001)
        process.send_signal(how)
    assert len(files.load(path)) in (17, 30_000)
    left = [name for name in everything_in(tmp_path) if name != path.name]
    if how is signal.SIGINT:
        assert left == []
    assert all(name.startswith(f".{path.name}.") for name in left)
    assert all(name.endswith(".unfinished") for name in left)


@pytest.mark.parametrize("ending", ALL)
def test_an_error_while_rows_are_written_leaves_nothing(
    ending: str, tmp_path: Path, monkeypatch: Any
) -> None:
    path = tmp_path / f"call{ending}"
    files.save(usual(), path)
    before = everything_in(tmp_path)

    def broken(self: Kept, row: int = 0, count: int = 3) -> Any:
        if row:
            raise KeyboardInterrupt
        return columns(self, row, count)

    def interrupted(self: Kept) -> Any:
        yield list(usual())[:3]
        broken(self, 3)

    columns = Kept.columns
    monkeypatch.setattr("arinb.ari.files.block.ROWS", 3)
    monkeypatch.setattr(Kept, "columns", broken)
    monkeypatch.setattr(Kept, "__iter__", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.save(usual(), path)
    monkeypatch.undo()
    assert everything_in(tmp_path) == before
    assert len(files.load(path)) == 17


def test_rows_that_are_dropped_meanwhile_are_not_missed(tmp_path: Path, monkeypatch: Any) -> None:
    from arinb.ari.files import kept

    monkeypatch.setattr(kept, "_PART", 10)
    log = EventLog(max_events=10_000)
    for _ in range(10_000):
        log.record_event('{"type":"A"}')
    seen: list[Entry] = []

    def save(rows: kept.Kept) -> None:
        seen.clear()
        for part in rows:
            seen.extend(part)
            if rows.first == 0:
                for _ in range(1000):
                    log.record_event('{"type":"A"}')

    kept.with_kept(log, save)
    assert len(seen) == 10_000
    assert [entry.row for entry in seen] == list(range(seen[0].row, seen[0].row + 10_000))


@pytest.mark.parametrize("ending", [".jsonl", ".parquet", ""])
def test_a_log_that_drops_rows_all_the_time_is_saved_without_gaps(
    ending: str, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("arinb.ari.files.block.ROWS", 100)
    log, over = EventLog(max_events=3000), threading.Event()
    frames = [event(number=number).encode() for number in range(100)]

    def write() -> None:
        while not over.wait(0.001):
            log.record_events(frames)

    for _ in range(40):
        log.record_events(frames)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        files.save(log, tmp_path / f"call{ending}")
    finally:
        over.set()
        writer.join()
    loaded = files.load(tmp_path / f"call{ending}")
    assert len(loaded) == 3000
    assert [entry.row for entry in loaded] == list(range(loaded.dropped, loaded.dropped + 3000))
    assert loaded.dropped >= 1000
    assert loaded[0].data["number"] == 0


@pytest.mark.parametrize("ending", FORMATS)
def test_a_folder_that_is_not_there_is_told_of(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "no" / f"call{ending}"
    with pytest.raises(LogFileError, match=r"(?s)there is no folder .*mkdir"):
        files.save(usual(), path)
    with pytest.raises(NoSuchLog, match="there is no such file or folder"):
        files.load(path)
    with pytest.raises(FileNotFoundError):
        files.load(path)


def test_a_file_in_the_way_of_a_folder_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("hello")
    with pytest.raises(LogFileError, match="not saved"):
        files.save(usual(), f"{tmp_path}/file/")
    with pytest.raises(LogFileError, match="not saved"):
        files.save(usual(), tmp_path / "file" / "call.jsonl")
    assert (tmp_path / "file").read_text() == "hello"


@pytest.mark.parametrize("path", ["/dev/full", "/dev/null"])
def test_a_device_is_never_replaced(path: str) -> None:
    with pytest.raises(LogFileError, match="no ordinary file"), saving(Path(path)) as file:
        file.write(b"x")
    assert stat.S_ISCHR(Path(path).stat().st_mode)


@pytest.mark.parametrize("name", ["call.csv", "call.json", "call.pickle", "call.gz"])
def test_other_endings_are_refused_before_anything_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(LogFileError, match=r"\.jsonl, \.jsonl\.gz, \.parquet, and folders"):
        files.save(usual(), tmp_path / name)
    assert everything_in(tmp_path) == []


def test_an_ending_in_capitals_counts(tmp_path: Path) -> None:
    files.save(usual(), tmp_path / "CALL.JSONL")
    assert len(files.load(tmp_path / "CALL.JSONL")) == 17


def test_a_link_stays_one_and_who_may_read_stays_so(tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    files.save(usual(), real)
    mask = os.umask(0o022)
    os.umask(mask)
    assert stat.S_IMODE(real.stat().st_mode) == 0o666 & ~mask
    real.chmod(0o640)
    link.symlink_to(real)
    files.save(usual(), link)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.parametrize("ending", ALL)
def test_a_folder_without_permission_is_told_of(ending: str, tmp_path: Path) -> None:
    code = """
    from pathlib import Path
    path, folder = Path(sys.argv[1]), Path(sys.argv[1]).parent
    try:
        files.save(log, path)
    except Exception as error:
        print(type(error).__name__, error, sep="\\n")
    folder.chmod(0o000)
    try:
        files.load(path)
    except Exception as error:
        print(type(error).__name__, error, sep="\\n")
    """
    tmp_path.chmod(0o500)
    done = run(code, tmp_path / f"call{ending}", 3, without=RIGHTS)
    tmp_path.chmod(0o700)
    saved, loaded = done.stdout.split("No log was loaded")
    assert saved.startswith("LogFileError\nThe log was not saved to"), done.stdout + done.stderr
    for told in (saved, loaded):
        assert "Why:  Permission denied" in told
        assert "Next: " in told


def test_a_file_without_permission_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    files.save(usual(), path)
    path.chmod(0o400)
    code = "files.save(log, sys.argv[1])"
    done = run(code, path, 3, without=RIGHTS)
    assert "LogFileError: The log was not saved" in done.stderr
    assert "write-protected" in done.stderr
    assert len(files.load(path)) == 17
    path.chmod(0o000)
    done = run("files.load(sys.argv[1])", path, 3, without=RIGHTS)
    assert "LogFileError: No log was loaded" in done.stderr
    assert "Permission denied" in done.stderr


def test_the_errors_of_a_full_disk_are_of_the_tree() -> None:
    assert issubclass(NoRoom, LogFileError)
