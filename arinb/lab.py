"""JupyterLab, opened at the first notebook."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

import zmq

from arinb.delivery import Delivery, deliver
from arinb.errors import ArinbError

FIRST = "00-start-here.ipynb"
COPY = Path("arinb-notebooks")

_PACKAGE = Path(__file__).parent


class NotebooksMissing(ArinbError):
    """The notebooks are not where they should be."""


def open_lab(folder: Path | None = None, *, browser: bool = True, port: int | None = None) -> None:
    """Become JupyterLab, opened at the first notebook; Ctrl-C ends it. It does not return.

    Parameters: `folder`, where the notebooks are or are to be copied to; None takes `notebooks`
    in this folder, or else copies into `arinb-notebooks`; `browser`, whether to open one where
    there is one; `port`, None for the first free one from 8888 on.

    Raises NotebooksMissing if there are no notebooks, or they can't be copied.

    Example: `open_lab(browser=False)`
    """
    notebooks = notebooks_folder(folder)
    command = lab_command(notebooks, browser=browser and has_browser(), port=port)
    os.execve(command[0], command, lab_environment())  # noqa: S606 - no shell is wanted


def notebooks_folder(folder: Path | None) -> Path:
    """Return the folder with the notebooks, brought up to date; a line says what came.

    What the learner has changed is never overwritten: a new version is put beside it.

    Parameters: `folder`, as in `open_lab`. Raises NotebooksMissing as `open_lab` does.

    Example: `notebooks_folder(None)`
    """
    here = Path("notebooks")
    if folder is None and (here / FIRST).is_file():
        return here
    source = next((f for f in _sources() if (f / FIRST).is_file()), None)
    target = folder or COPY
    if source is None and not (target / FIRST).is_file():
        raise NotebooksMissing(
            f"There are no notebooks in {target}, and none came with arinb.",
            next_step="Install arinb anew, or name the folder: arinb lab FOLDER.",
        )
    if source is not None and source.resolve() != target.resolve():
        delivery = _delivered(source, target)
        sys.stdout.write(f"{delivery}\n" if str(delivery) else "")
        sys.stdout.flush()  # what this process becomes does not write it
    return target


def lab_command(notebooks: Path, *, browser: bool, port: int | None) -> list[str]:
    """Return the words that start JupyterLab.

    Parameters: `notebooks`, their folder; `browser` and `port`, as in `open_lab`.

    Example: `lab_command(Path("notebooks"), browser=True, port=None)`
    """
    command = [sys.executable, "-m", "jupyterlab", str(notebooks.resolve())]
    # The address that it prints leads to the first notebook, too.
    command += [f"--LabApp.default_url=/lab/tree/{FIRST}", "--ServerApp.log_level=WARN"]
    command += [] if browser else ["--no-browser"]
    command += [] if port is None else [f"--port={port}"]
    # In a container one often is root; JupyterLab refuses that unless told.
    command += ["--allow-root"] if os.geteuid() == 0 else []
    return command + _quiet()


def _quiet() -> list[str]:
    """Settings without which JupyterLab's terminal warns whenever a notebook is opened."""
    pings = "{'ws_ping_interval': 30000, 'ws_ping_timeout': 30000}"  # milliseconds
    # Encrypted, what a kernel and the server say can't be read by others on the same machine.
    encrypted = ["--KernelManager.transport_encryption=auto"] if zmq.has("curve") else []
    return [f"--ServerApp.tornado_settings={pings}", *encrypted]


def lab_environment() -> dict[str, str]:
    """Return the environment for JupyterLab: this Python's own kernel, and no news pop-up.

    Example: `lab_environment()["JUPYTER_PREFER_ENV_PATH"]`
    """
    settings = str(_PACKAGE / "jupyter")
    paths = [settings, *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return os.environ | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
    }


def has_browser() -> bool:
    """Whether a browser can be opened on this machine's screen.

    Example: `has_browser()`
    """
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("BROWSER")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _sources() -> list[Path]:
    """Where notebooks that came with arinb may be: in the package, or beside it in a clone."""
    return [_PACKAGE / "_notebooks", _PACKAGE.parent / "notebooks"]


def _delivered(source: Path, target: Path) -> Delivery:
    try:
        return deliver(source, target)
    except OSError as error:
        why = f"{error.strerror or error}: {error.filename or target}"
        if (target / FIRST).is_file():
            return Delivery(target, trouble=why)  # what is there can be worked with
        raise NotebooksMissing(
            f"The notebooks can't be copied to {target}.",
            why=why,
            next_step="Name a folder that you may write to: arinb lab FOLDER.",
        ) from error
