"""Commands for a running Asterisk over its control socket, as `asterisk -rx` sends them.

Asking the socket directly takes 0.3 ms; `asterisk -rx` takes a hundred times as long to start.
Asterisk greets with a line `host/pid/version`, reads `cli quit after <command>` up to a NUL
byte, writes what the command says, and closes.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arinb.errors import CommandError, NotRunning
from arinb.pbx.console import plain

LONGEST_COMMAND = 496  # bytes; Asterisk closes the connection on more
LONGEST_ADDRESS = 107  # bytes of a Unix socket's path
REFUSED = re.compile(r"^No such command |^Command '.*' failed\.$", re.MULTILINE)


class CliOutput(str):
    """What a command of Asterisk's console said: text that a notebook shows as it is.

    Example: `pbx.cli("core show uptime").lines`
    """

    __slots__ = ()

    @property
    def lines(self) -> list[str]:
        """The text as lines.

        Example: `len(pbx.cli("core show applications").lines)`
        """
        return self.splitlines()

    def __repr__(self) -> str:
        return str(self)


def ask(address: Path, command: str, timeout: float) -> CliOutput:
    """Have a running Asterisk carry out one command, and return what it says.

    Parameters: `address` of the control socket; `command`, one line; `timeout` in seconds
    without a word.

    Raises CommandError when Asterisk refuses the command, does not answer, or could not take it
    as it is, and NotRunning when nobody listens at the socket.

    Example: `ask(layout.socket, "core show uptime", 5.0)`
    """
    line = f"cli quit after {_checked(command)}\0".encode()
    try:
        with _connected(address, timeout) as connection:
            connection.sendall(line)
            answer = _read_all(connection)
    except TimeoutError as error:
        raise CommandError(
            f"Asterisk did not finish {command!r} within {timeout:g} s",
            why="the command takes long, or Asterisk hangs; it may still be carried out",
            next_step="look at `pbx.console`, or give a longer `timeout=`",
        ) from error
    except OSError as error:
        raise NotRunning(
            "Asterisk does not answer on its control socket",
            why=f"{error.strerror}: {address}",
            next_step="start it: `pbx.start()`",
        ) from error
    _, _, text = answer.decode(errors="replace").partition("\n")
    said = "\n".join(plain(line) for line in text.splitlines()).strip("\n")
    if REFUSED.search(said):
        raise CommandError(
            f"Asterisk did not carry out {command!r}",
            why=said,
            next_step='`pbx.cli("core show help")` lists all commands',
        )
    return CliOutput(said)


def _checked(command: str) -> str:
    command = command.strip()
    if not command:
        raise CommandError("there is no command", next_step='try `pbx.cli("core show channels")`')
    if not command.isprintable():
        raise CommandError(
            f"{command!r} is not one line of text",
            why="Asterisk's console takes one command on one line at a time",
            next_step="call `cli()` once for each command",
        )
    if len(command.encode()) > LONGEST_COMMAND:
        raise CommandError(
            f"the command is {len(command.encode())} bytes long",
            why=f"Asterisk's console takes {LONGEST_COMMAND} bytes at most",
            next_step="write what is long into a file of `pbx.conf`, and `pbx.reload()`",
        )
    return command


@contextmanager
def _connected(address: Path, timeout: float) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        # Few may queue at Asterisk's door; only a blocking connect() waits for its turn.
        patience = struct.pack("@ll", int(timeout), int(timeout % 1 * 1e6))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, patience)
        try:
            with _short(address) as path:
                connection.connect(path)
        except BlockingIOError as error:
            raise TimeoutError from error
        connection.settimeout(timeout)
        yield connection


@contextmanager
def _short(address: Path) -> Iterator[str]:
    """Make a path fit into a socket's address, where the system can name it by its folder."""
    if len(os.fsencode(address)) <= LONGEST_ADDRESS or sys.platform != "linux":
        yield str(address)
        return
    folder = os.open(address.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{address.name}"
    finally:
        os.close(folder)


def _read_all(connection: socket.socket) -> bytes:
    pieces = []
    while piece := connection.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)
