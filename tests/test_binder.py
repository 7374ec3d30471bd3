"""The folder for Binder, read with the code that builds from it."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parent.parent
# In a Python of its own: importing repo2docker warns of its own dependencies.
READ = """
import json
from repo2docker.buildpacks import PythonBuildPack
from repo2docker.app import Repo2Docker
pack = PythonBuildPack(Repo2Docker().base_image)
pack.platform = "linux/amd64"
detected = pack.detect()
scripts = pack.get_assemble_scripts() + pack.get_preassemble_scripts()
print(json.dumps({
    "detected": bool(detected),
    "folder": pack.binder_dir,
    "python": pack.python_version,
    "scripts": [script for _, script in scripts],
    "after": pack.get_post_build_scripts(),
    "start": pack.get_start_script(),
    "dockerfile": pack.render({}),
}))
"""


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READ],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    built: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return built


def test_it_is_a_python_project_with_a_folder_for_binder(read: dict[str, Any]) -> None:
    assert read["detected"]
    assert read["folder"] == "binder"


def test_the_python_is_one_that_arinb_runs_on(read: dict[str, Any]) -> None:
    assert tuple(map(int, read["python"].split("."))) >= (3, 11)


def test_asterisk_is_installed_as_ubuntus_package(read: dict[str, Any]) -> None:
    scripts = "\n".join(read["scripts"])
    assert re.search(r"apt-get.* install .*\n?.*\basterisk\b", scripts)
    assert "asterisk-core-sounds-en-gsm" in scripts


def test_arinb_itself_is_installed(read: dict[str, Any]) -> None:
    assert '-r "binder/requirements.txt"' in "\n".join(read["scripts"])
    assert (REPOSITORY / "binder/requirements.txt").read_text().split() == ["-e", ".[notebooks]"]


def test_what_runs_after_the_build_and_before_a_session(read: dict[str, Any]) -> None:
    assert read["after"] == ["binder/postBuild"]
    assert read["start"] == "${REPO_DIR}/binder/start"
    for name in ("postBuild", "start"):
        path = REPOSITORY / "binder" / name
        assert path.stat().st_mode & stat.S_IXUSR
        assert subprocess.run(["sh", "-n", path], check=False).returncode == 0


def test_the_dockerfile_has_it_all(read: dict[str, Any]) -> None:
    for part in ("asterisk", "binder/postBuild", "binder/start"):
        assert part in read["dockerfile"]


def test_start_hands_over_and_chooses_the_handset() -> None:
    done = subprocess.run(
        [REPOSITORY / "binder/start", "sh", "-c", 'echo "$ARINB_PHONE $0 $*"', "a b", "c"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "local a b c\n"


def test_the_badge_opens_a_notebook_that_is_there() -> None:
    readme = (REPOSITORY / "README.md").read_text()
    found = re.search(r"mybinder\.org/v2/gh/\S+\?urlpath=lab/tree/([^)\s]+)", readme)
    assert found
    assert (REPOSITORY / found[1]).is_file()
