"""What `%load_ext arinb` adds to a notebook: `%diagnose`."""

from __future__ import annotations

import shlex
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from IPython.core.error import UsageError

from arinb.ari.connection import Connection
from arinb.diagnosis import Diagnosis, diagnose
from arinb.errors import ArinbError
from arinb.pbx.private import PrivateAsterisk

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

KEYS = ("url", "username", "password", "app", "extension", "context", "origin")

Thing = TypeVar("Thing")


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Add the magics to a notebook; `%load_ext arinb` calls it.

    Parameters: `ipython`, the notebook's shell.

    Example: `%load_ext arinb`
    """

    def magic(line: str) -> Diagnosis:
        """Say why nothing happens: `%diagnose`, or with what it is about, as words.

        Without words it looks at the newest PrivateAsterisk and the newest connection among your
        variables. Words are names of variables, and settings as `arinb.diagnose` has them:

            %diagnose
            %diagnose pbx ari
            %diagnose extension=2000
            %diagnose origin=http://localhost:8000
            %diagnose url=http://pbx.example:8088 username=asterisk password={password}

        With a `url` it looks at that server, and at those variables only that are named.
        A variable in { } stands for its value, so that no password is written into a notebook.
        """
        return run(line, ipython.user_ns)

    ipython.magics_manager.register_function(magic, magic_kind="line", magic_name="diagnose")


def run(line: str, variables: dict[str, Any]) -> Diagnosis:
    """Do what `%diagnose` does.

    Parameters: `line`, its words; `variables`, the notebook's, by name.

    Raises IPython's UsageError when there is nothing to diagnose, or a word can't be understood.

    Example: `run("extension=2000", {"pbx": pbx}).link`
    """
    names, settings = _words(line)
    things: list[PrivateAsterisk | Connection | None]
    if names or "url" in settings:
        things = [_named(name, variables) for name in names]
    else:
        things = [_newest(PrivateAsterisk, variables), _newest(Connection, variables)]
    pbx = next((thing for thing in things if isinstance(thing, PrivateAsterisk)), None)
    ari = next((thing for thing in things if isinstance(thing, Connection)), None)
    if pbx is None and ari is None and "url" not in settings:
        raise UsageError(
            "There is nothing to diagnose: none of your variables is a PrivateAsterisk or a "
            "connection.\nMake one, such as pbx = arinb.PrivateAsterisk().start(), or name a "
            "server: %diagnose url=http://…"
        )
    try:
        return diagnose(pbx, ari, **settings)
    except ArinbError as error:
        raise UsageError(str(error)) from error


def _words(line: str) -> tuple[list[str], dict[str, Any]]:
    """The line's names of variables, and its settings."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError("A quotation mark is not closed in this line.") from error
    names: list[str] = []
    settings: dict[str, Any] = {}
    for word in words:
        if word.startswith("=") or (word in KEYS and "=" in line):
            raise UsageError("Write no blanks around =, such as %diagnose extension=1000")
        key, equals, value = word.partition("=")
        if not equals:
            names += filter(None, word.split(","))
        elif key in KEYS:
            settings[key] = value
        else:
            begun = [each for each in KEYS if key and each.startswith(key)]
            meant = begun or get_close_matches(key, KEYS, n=1)
            raise UsageError(
                f"%diagnose has no setting {key!r}."
                + (f" Did you mean {meant[0]!r}?" if meant else "")
                + f"\nIts settings are {', '.join(KEYS)}."
            )
    return names, settings


def _named(name: str, variables: dict[str, Any]) -> PrivateAsterisk | Connection:
    if name not in variables:
        raise UsageError(f"There is no variable {name!r}. Run the cell that makes it first.")
    thing = variables[name]
    if isinstance(thing, PrivateAsterisk | Connection):
        return thing
    raise UsageError(
        f"{name!r} is of type {type(thing).__name__}, which can't be diagnosed.\n"
        "Name a PrivateAsterisk or what connect() returned, such as %diagnose pbx ari"
    )


def _newest(kind: type[Thing], variables: dict[str, Any]) -> Thing | None:
    """The newest variable of a kind; else what a cell showed, which IPython keeps as `_1`, `_2`."""
    found = [(not name.startswith("_"), value) for name, value in variables.items()
             if isinstance(value, kind)]  # fmt: skip
    own = [value for mine, value in found if mine]
    shown = [value for mine, value in found if not mine]
    return (shown + own)[-1] if found else None
