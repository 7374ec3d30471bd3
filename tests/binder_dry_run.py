"""Do what Binder's build does, in a clean tree, as far as that goes without Docker.

Run as `python -m tests.binder_dry_run`. What git has is copied into a new folder; there a new
virtual environment gets binder/requirements.txt, binder/postBuild runs, and binder/start starts
JupyterLab long enough to answer. The packages of binder/apt.txt are not installed, as that takes
root: the Asterisk is the one that arinb finds on this machine.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from io import BytesIO
from pathlib import Path

from arinb.pbx.find import find_asterisk
from arinb.pbx.ports import free_port

REPOSITORY = Path(__file__).parent.parent
PATIENCE = 60.0  # seconds for JupyterLab to answer


def copy_tree(into: Path) -> None:
    """Write what git has of this commit, and nothing else, into a folder."""
    command = ["git", "-C", str(REPOSITORY), "archive", "HEAD"]
    archive = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(into, filter="data")


def build(tree: Path, environment: dict[str, str]) -> None:
    """Make the environment, install the requirements and run postBuild, as the build does."""
    for command in (
        [sys.executable, "-m", "venv", str(tree.parent / "env")],
        ["pip", "install", "--quiet", "-r", "binder/requirements.txt"],
        ["binder/postBuild"],
    ):
        say(" ".join(command))
        subprocess.run(command, cwd=tree, env=environment, check=True)


def start(tree: Path, environment: dict[str, str]) -> None:
    """Start a session and ask it for the first notebook."""
    port = free_port()
    command = ["binder/start", "jupyter", "lab", "--no-browser", f"--port={port}"]
    command += ["--IdentityProvider.token=", *(["--allow-root"] if os.geteuid() == 0 else [])]
    say(" ".join(command))
    session = subprocess.Popen(command, cwd=tree, env=environment)
    try:
        url = f"http://127.0.0.1:{port}/api/contents/notebooks/00-start-here.ipynb?content=0"
        _wait_for(port, session)
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            say(f"the session answers: {answer.status} {answer.read(60).decode()}…")
    finally:
        session.terminate()
        session.wait()


def _wait_for(port: int, session: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and session.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("JupyterLab did not answer")


def say(words: str) -> None:
    """Print a line at once, between those of the programs that run."""
    print(f"binder> {words}", flush=True)  # noqa: T201 - it is run by hand


def main() -> None:
    """Build and start in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="binder-") as folder:
        tree = Path(folder) / "tree"
        found = find_asterisk()
        environment = os.environ | {
            "PATH": f"{folder}/env/bin{os.pathsep}{os.environ['PATH']}",
            "ARINB_ASTERISK": str(found.root or found.path),
        }
        copy_tree(tree)
        build(tree, environment)
        start(tree, environment)
        say("all of it worked")


if __name__ == "__main__":
    main()
