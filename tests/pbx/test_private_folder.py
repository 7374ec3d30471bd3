"""The folder of a private Asterisk, and what the object says of itself."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import arinb
from arinb.errors import ConfError, FolderError
from arinb.pbx.private import PrivateAsterisk
from tests.pbx.ask import ping

if TYPE_CHECKING:
    from arinb.pbx.find import Program


class TestFolder:
    def test_a_temporary_one_goes(self, program_22: Program) -> None:
        with PrivateAsterisk(program=program_22) as pbx:
            folder = pbx.folder
            assert folder.is_dir()
        assert not folder.exists()
        assert not pbx.running

    def test_it_goes_with_the_last_variable(self, program_22: Program) -> None:
        pbx = PrivateAsterisk(program=program_22).start()
        first = pbx.folder
        pbx = PrivateAsterisk(program=program_22).start()
        assert not first.exists()
        second = pbx.folder
        del pbx
        gc.collect()
        assert not second.exists()

    def test_a_kept_one_is_used_again(self, program: Program, tmp_path: Path) -> None:
        with PrivateAsterisk(tmp_path / "pbx", program=program) as pbx:
            password = pbx.password
            pbx.conf["extensions.conf"] = "[default]\nexten => 5,1,Answer()\n"
        with PrivateAsterisk(tmp_path / "pbx", program=program) as pbx:
            assert pbx.password == password
            assert "Answer" in pbx.cli("dialplan show 5@default")
            assert ping(pbx) == 200

    def test_a_cell_that_runs_again_takes_over(self, program_22: Program, tmp_path: Path) -> None:
        first = PrivateAsterisk(tmp_path, program=program_22).start()
        with PrivateAsterisk(tmp_path, program=program_22) as second:
            assert not first.running
            assert ping(second) == 200
            with pytest.raises(FolderError, match="another private Asterisk uses"):
                first.start()

    def test_another_process_has_it(self, program_22: Program, tmp_path: Path) -> None:
        from tests.pbx.owner import owner

        code = f"pbx = arinb.PrivateAsterisk({str(tmp_path)!r}, program=program).start(); tell(pbx)"
        with owner(program_22, code + "\nsys.stdin.readline()") as other:
            with pytest.raises(FolderError, match=f"process {other.process.pid} holds it"):
                PrivateAsterisk(tmp_path, program=program_22).start()
            other.process.communicate("\n")
        with PrivateAsterisk(tmp_path, program=program_22) as pbx:
            assert ping(pbx) == 200

    @pytest.mark.parametrize(
        "name",
        ["with space", "Würzburg 中文", "semi;colon", "[brackets] #x", "new\nline", "x" * 140],
    )
    def test_odd_paths(self, program: Program, tmp_path: Path, name: str) -> None:
        with PrivateAsterisk(tmp_path / name, program=program) as pbx:
            assert ping(pbx) == 200
            pbx.conf["extensions.conf"] = "[default]\nexten => 5,1,Answer()\n"
            pbx.reload()
            assert "Answer" in pbx.cli("dialplan show 5@default")
            mark = pbx.console.mark
            pbx.cli("channel originate Local/5@default application Playback hello-world")
            pbx.console.wait_for("Playing 'hello-world.gsm'", timeout=5, since=mark)

    @pytest.mark.parametrize("place", ["tmp with space", "tmp Würzburg", "t" * 120])
    def test_odd_environments(self, program_22: Program, tmp_path: Path, place: str) -> None:
        (tmp_path / place).mkdir()
        environment = {**os.environ, "TMPDIR": str(tmp_path / place)}
        environment.pop("HOME", None)
        code = (
            "import sys, pathlib, arinb\n"
            "from arinb.pbx.find import program_at\n"
            "program = program_at(pathlib.Path(sys.argv[1]), 'test')\n"
            "with arinb.PrivateAsterisk(program=program) as pbx:\n"
            "    print(pbx.folder, pbx.cli('core show uptime'))\n"
        )
        where = str(program_22.root or program_22.argv[-1])
        done = subprocess.run(
            [sys.executable, "-W", "error", "-X", "utf8", "-c", code, where],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(str(tmp_path / place))
        assert list((tmp_path / place).iterdir()) == []

    def test_a_folder_that_can_t_be_made(self, program_22: Program, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(FolderError, match="a file is in its way"):
            PrivateAsterisk(tmp_path / "file", program=program_22)

    def test_a_full_disk_leaves_nothing_behind(self, program_22: Program, tmp_path: Path) -> None:
        (tmp_path / "etc").mkdir()
        (tmp_path / "etc" / "asterisk.conf").symlink_to("/dev/full")
        with pytest.raises(FolderError, match="No space left"):
            PrivateAsterisk(tmp_path, program=program_22)


class TestWhatItSaysOfItself:
    def test_url_user_and_password_are_those_of_the_files(self, program_22: Program) -> None:
        pbx = PrivateAsterisk(program=program_22)
        assert pbx.url == f"http://127.0.0.1:{pbx.http_port}"
        assert pbx.username == "asterisk"
        assert pbx.password == pbx.conf["ari.conf"].get("asterisk", "password")
        pbx.conf["ari.conf"] = "[general]\n[bob]\ntype=user\npassword=one two\n"
        assert (pbx.username, pbx.password) == ("bob", "one two")
        pbx.conf["http.conf"] = "[general]\nenabled=yes\nbindaddr=0.0.0.0\nprefix=x\n"
        assert pbx.url == "http://127.0.0.1:8088/x"

    def test_a_blank_one_proposes(self, program_22: Program) -> None:
        pbx = PrivateAsterisk(program=program_22, blank=True)
        assert pbx.url == f"http://127.0.0.1:{pbx.http_port}"
        assert pbx.username == "asterisk"
        assert len(pbx.password) >= 20
        pbx.conf["ari.conf"] = f"[general]\n[me]\ntype=user\npassword={pbx.password}\n"
        assert pbx.conf["ari.conf"].get("me", "password") == pbx.password
        pbx.conf["http.conf"] = "[general]\nbindaddr=127.0.0.1\nbindport=9999\n"
        assert pbx.url == "http://127.0.0.1:9999"

    def test_a_crypt_password_is_not_in_the_file(self, program_22: Program) -> None:
        pbx = PrivateAsterisk(program=program_22)
        proposed = pbx.password
        pbx.conf["ari.conf"] = "[a]\ntype=user\npassword=$6$abc\npassword_format=crypt\n"
        assert (pbx.username, pbx.password) == ("a", proposed)

    def test_files_that_were_removed(self, program_22: Program) -> None:
        pbx = PrivateAsterisk(program=program_22)
        for name in ("http.conf", "ari.conf", "pjsip.conf"):
            (pbx.folder / "etc" / name).unlink()
        assert pbx.username == "asterisk"
        assert pbx.url == f"http://127.0.0.1:{pbx.http_port}"
        assert "stopped" in pbx._repr_html_()
        with pytest.raises(ConfError):
            _ = pbx.sip_port

    def test_repr(self, pbx: PrivateAsterisk) -> None:
        version = pbx.program.version
        assert repr(pbx) == f"<PrivateAsterisk {version}, running, {pbx.url}>"
        pbx.stop()
        assert repr(pbx) == f"<PrivateAsterisk {version}, stopped, {pbx.url}>"

    def test_a_notebook_shows_a_card(self, program_22: Program, tmp_path: Path) -> None:
        pbx = PrivateAsterisk(tmp_path / "<b>&", program=program_22)
        pbx.conf["http.conf"] = "[genral]\nenabled=yes\n"
        card = pbx._repr_html_()
        assert f"Asterisk {program_22.version}, stopped" in card
        assert "&lt;b&gt;&amp;" in card
        assert "<b>" not in card
        assert "<code>http.conf</code>: 1 finding<" in card
        assert "<code>ari.conf</code>: nothing found wrong" in card
        assert "acl.conf" not in card
        assert "kept" in card
        assert pbx.password not in card

    def test_the_password_shows_nowhere(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        shown = [repr(stopped), stopped._repr_html_(), str(stopped.console), repr(stopped.conf)]
        shown += [str(vars(stopped)), stopped.conf["ari.conf"]._repr_html_()]
        assert not [text for text in shown if stopped.password in text]

    def test_it_is_what_arinb_exports(self) -> None:
        assert arinb.PrivateAsterisk is PrivateAsterisk
