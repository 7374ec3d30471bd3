"""What `make test` gets before the tests run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import Chromium, find_chromium
from tests.needs import needs


def set_up(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the set-up on a machine without any package manager and with an empty home folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ARINB_", "XDG_", "CI"))}
    env = {**kept, "HOME": str(home), "PATH": str(home), **variables}
    return subprocess.run(
        [sys.executable, "-m", "tests.setup"],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[1],
    )


def test_what_can_not_be_had_is_told_and_gone_past(tmp_path: Path) -> None:
    done = set_up(tmp_path, ARINB_ASTERISK="/nowhere", ARINB_CHROMIUM="/nowhere")
    assert (done.returncode, done.stderr) == (0, "")
    assert "/nowhere (from ARINB_ASTERISK) is no Asterisk" in done.stdout
    for name in ("Asterisk", "Asterisk 16", "SIP phone", "Chromium"):
        assert f"{name}: not there" in done.stdout


def test_in_ci_nothing_may_lack(tmp_path: Path) -> None:
    assert set_up(tmp_path, CI="1", ARINB_ASTERISK="/nowhere").returncode == 1


@pytest.fixture(scope="module")
def chromium() -> Chromium:
    found = find_chromium()
    needs(found is not None, "a Chromium, as `make test` gets it on Debian")
    assert found is not None
    return found


@pytest.mark.browser
def test_chromium_draws_text(chromium: Chromium, tmp_path: Path) -> None:
    """A page with text is another picture than one without: there are fonts."""
    pictures = []
    for text in ("Hello, world", ""):
        picture = tmp_path / f"picture{len(text)}.png"
        words = [
            *("--headless", f"--user-data-dir={tmp_path / 'profile'}", "--window-size=400,200"),
            *(f"--screenshot={picture}", f"data:text/html,<h1>{text}</h1>"),
        ]
        subprocess.run(
            [chromium.executable, *chromium.args, *words],
            env=chromium.env,
            check=True,
            capture_output=True,
            timeout=60,
        )
        pictures.append(picture.read_bytes())
    assert len(pictures[0]) > len(pictures[1]) + 500
