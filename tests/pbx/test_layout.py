from __future__ import annotations

import os
import stat
import subprocess
import sys
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from arinb.errors import FolderError
from arinb.pbx.conf import ConfFolder
from arinb.pbx.layout import JUST_MADE, LEARNERS, LOCK, Layout, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arinb.pbx.find import Program


@pytest.fixture
def layout() -> Iterator[Layout]:
    made = Layout(None)
    yield made
    made.remove()


def test_a_temporary_folder_is_this_user_s_own_and_goes(program: Program) -> None:
    layout = Layout(None)
    layout.write(program, blank=False)
    assert layout.temporary
    assert stat.S_IMODE(layout.folder.stat().st_mode) == 0o700
    for path in layout.etc.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    layout.remove()
    assert not layout.folder.exists()


def test_a_new_one_holds_the_tutorial_s_call_without_findings(
    layout: Layout, program: Program
) -> None:
    layout.write(program, blank=False)
    conf = ConfFolder(layout.etc)
    assert list(conf.findings) == []
    assert conf["http.conf"].get("general", "bindaddr") == "127.0.0.1"
    assert conf["http.conf"].get("general", "bindport") == str(layout.http_port)
    assert conf["ari.conf"].get("asterisk", "password") == layout.password
    assert "Stasis(hello-world)" in conf["extensions.conf"].text


def test_a_blank_one_leaves_the_three_files_to_the_learner(
    layout: Layout, program: Program
) -> None:
    layout.write(program, blank=True)
    conf = ConfFolder(layout.etc)
    for name in LEARNERS:
        assert conf[name].text.startswith(f"; {name}")
        assert conf[name].sections == ()
    assert conf["pjsip.conf"].sections


def test_no_two_have_the_same_password_or_port() -> None:
    layouts = [Layout(None) for _ in range(5)]
    assert len({layout.password for layout in layouts}) == 5
    assert len({layout.http_port for layout in layouts}) == 5
    assert all(len(layout.password) >= 20 for layout in layouts)
    for layout in layouts:
        layout.remove()


def test_ports_do_not_run_out(program_22: Program) -> None:
    for _ in range(300):
        layout = Layout(None)
        layout._new_files(blank=False)
        layout.remove()


def test_the_installed_sounds_and_documentation_are_linked(
    layout: Layout, program: Program
) -> None:
    layout.write(program, blank=False)
    data = layout.folder / "data"
    assert (data / "documentation" / "core-en_US.xml").exists()
    assert (data / "rest-api" / "resources.json").exists()
    assert (data / "sounds" / "en" / "hello-world.gsm").exists()
    assert (layout.folder / "spool" / "recording").is_dir()


def test_there_is_music_on_hold(layout: Layout, program_22: Program) -> None:
    layout.write(program_22, blank=False)
    with wave.open(str(layout.folder / "data" / "moh" / "chords.wav")) as music:
        assert (music.getframerate(), music.getnchannels(), music.getsampwidth()) == (8000, 1, 2)
        assert music.getnframes() == 16_000


def test_a_kept_folder_keeps_what_the_learner_wrote(tmp_path: Path, program_22: Program) -> None:
    first = Layout(tmp_path / "deep" / "pbx")
    first.write(program_22, blank=False)
    mine = "[general]\nenabled = no\n"
    (first.etc / "http.conf").write_text(mine)
    (first.etc / "modules.conf").write_text("; of another Asterisk")
    first.remove()
    again = Layout(tmp_path / "deep" / "pbx")
    again.write(program_22, blank=True)
    assert (again.etc / "http.conf").read_text() == mine
    assert "Stasis" in (again.etc / "extensions.conf").read_text()
    assert "res_ari.so" in (again.etc / "modules.conf").read_text()
    again.remove()
    assert again.folder.is_dir()


def test_a_kept_folder_takes_the_data_of_the_new_program(
    tmp_path: Path, program_22: Program, program_16: Program
) -> None:
    for program in (program_16, program_22):
        Layout(tmp_path).write(program, blank=False)
        link = tmp_path / "data" / "documentation"
        assert link.resolve() == (program.data_dir / "documentation").resolve()


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("plain", True),
        ("with space", True),
        ("Würzburg 中文", True),
        ("semi;colon", False),
        ("new\nline", False),
        ("x" * 120, False),
    ],
)
def test_asterisk_is_told_a_path_that_it_can_read(tmp_path: Path, name: str, own: bool) -> None:
    base = Path("/tmp") / f"t{os.getpid()}"
    layout = Layout(base / name)
    try:
        assert layout.seen == (str(base / name) if own else "/proc/self/cwd")
    finally:
        subprocess.run(["rm", "-r", str(base)], check=True)


def test_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="Not a directory") as caught:
        Layout(tmp_path / "file" / "pbx")
    assert "a file is in its way" in caught.value.next_step


def test_a_read_only_folder(tmp_path: Path) -> None:
    where = tmp_path / "mine"
    where.mkdir(mode=0o555)
    target = Path("/proc/arinb") if os.geteuid() == 0 else where / "pbx"
    with pytest.raises(FolderError, match=str(target)):
        Layout(target)


def test_a_name_that_is_too_long_for_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="File name too long") as caught:
        Layout(tmp_path / ("x" * 300))
    assert "shorter path" in caught.value.next_step


def test_a_full_disk(tmp_path: Path, program_22: Program) -> None:
    layout = Layout(tmp_path)
    (layout.etc / "modules.conf").symlink_to("/dev/full")
    with pytest.raises(FolderError, match="No space left on device") as caught:
        layout.write(program_22, blank=False)
    assert "free some room" in caught.value.next_step


def test_a_temporary_folder_that_can_t_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(FolderError, match="gone"):
        Layout(None)


def test_two_processes_can_t_have_the_same_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from arinb.pbx.layout import Layout\n"
        "layout = Layout(Path(sys.argv[1])); layout.lock(); print('mine', flush=True)\n"
        "sys.stdin.readline()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "mine\n"
    layout = Layout(tmp_path)
    with pytest.raises(FolderError, match="another private Asterisk uses") as caught:
        layout.lock()
    assert str(holder.pid) in caught.value.why
    holder.communicate("\n")
    layout.lock()
    layout.lock()
    layout.remove()


class TestSweep:
    @pytest.fixture(autouse=True)
    def own_place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def abandoned(self, *, age: float = JUST_MADE + 5) -> Path:
        layout = Layout(None)
        layout.unlock()
        then = layout.folder.stat().st_mtime - age
        os.utime(layout.folder, (then, then))
        return layout.folder

    def test_what_a_dead_owner_left_is_removed(self) -> None:
        folder = self.abandoned()
        assert sweep() == [folder]
        assert not folder.exists()

    def test_one_in_use_stays(self) -> None:
        layout = Layout(None)
        os.utime(layout.folder, (0, 0))
        assert sweep() == []
        layout.remove()

    def test_one_that_was_just_made_stays(self) -> None:
        folder = self.abandoned(age=1)
        assert sweep() == []
        assert folder.exists()

    def test_what_is_not_ours_stays(self, tmp_path: Path) -> None:
        elsewhere = self.abandoned().rename(tmp_path / "elsewhere")
        (tmp_path / "arinb-link").symlink_to(elsewhere)
        (tmp_path / "arinb-other").mkdir()
        (tmp_path / "arinb-file").touch()
        for path in tmp_path.iterdir():
            os.utime(path, (0, 0), follow_symlinks=False)
        assert sweep() == []
        assert (elsewhere / LOCK).exists()
        assert (tmp_path / "arinb-other").exists()
