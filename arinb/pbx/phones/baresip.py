"""The SIP phone program baresip: its files, its process, and the line to it (module ctrl_tcp)."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from arinb.errors import PhoneError
from arinb.pbx import guard
from arinb.pbx.console import plain

if TYPE_CHECKING:
    from arinb.pbx.find import Baresip

Message: TypeAlias = dict[str, Any]

# baresip ends a call when its sound source ends, so the silence that it says is long: an hour, for
# which it takes 58 MB of memory. The file is sparse: it takes no room on the disk.
SILENCE = 3600  # seconds
RATE = 8000  # samples per second
PATIENCE = 5.0  # seconds for baresip to start, or to answer
RETRY = 0.01  # seconds between two tries to connect
LAST_WORDS = 5  # lines that an error shows
LONGEST_LOG = 50  # lines of its output that are kept

# All paths are relative to the phone's folder, where baresip runs: it takes none with a blank.
CONFIG = """\
poll_method epoll
sip_listen 127.0.0.1:0
sip_transports udp
net_interface 127.0.0.1
audio_source aufile,silence.wav
audio_player aufile,/dev/null
audio_alert aufile,/dev/null
ausrc_srate {rate}
auplay_srate {rate}
ausrc_channels 1
auplay_channels 1
snd_path .
call_max_calls 1
statmode_default off
ctrl_tcp_listen 127.0.0.1:{port}
module_path modules
module g711.so
module aufile.so
module sndfile.so
module uuid.so
module account.so
module_app menu.so
module_app ctrl_tcp.so
"""


class BaresipProcess:
    """One running baresip, without an account yet, ended by a guard when this process dies.

    Parameters: `baresip`, the program; `folder`, its own; `port`, a free TCP port for the line to
    it; `on_event`, called in the reading thread with each event.

    Raises PhoneError if it does not come up.

    Example: `BaresipProcess(find_baresip(), folder, port, print)`
    """

    def __init__(
        self,
        baresip: Baresip,
        folder: Path,
        port: int,
        on_event: Callable[[Message], None],
    ) -> None:
        self.folder = folder
        self._on_event = on_event
        # Guards the answers below, and is notified of each one and of the line's end.
        self._changed = threading.Condition()
        self._answers: dict[str, Message] = {}
        self._gone = False
        self._tokens = 0
        self._log: deque[str] = deque(maxlen=LONGEST_LOG)
        self._line: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        _write_files(baresip, folder, port)
        self._guard = self._launch(baresip)
        try:
            assert self._guard.stdout is not None  # noqa: S101 - said by stdout=PIPE
            self._start(self._keep_log, self._guard.stdout)
            self._line = self._connect(port)
            self._start(self._read, self._line)
        except BaseException:
            self.close(at_once=True)
            raise

    @property
    def alive(self) -> bool:
        """Whether it runs and listens."""
        return self._guard.poll() is None and not self._gone

    def command(self, name: str, params: str = "") -> Message:
        """Have baresip do something, and return its answer.

        Parameters: `name` of the command, such as "dial"; `params`, its text.

        Raises PhoneError when baresip is gone.

        Example: `baresip.command("dial", "1000")`
        """
        with self._changed:
            self._tokens += 1
            token = str(self._tokens)
        message = {"command": name, "params": params, "token": token}
        if self._line is None:
            raise self._is_gone()
        try:
            self._line.sendall(netstring(json.dumps(message).encode()))
        except OSError as error:
            raise self._is_gone() from error
        with self._changed:
            self._changed.wait_for(lambda: token in self._answers or self._gone, PATIENCE)
            answer = self._answers.pop(token, None)
        if answer is None:
            raise self._is_gone()
        return answer

    def close(self, *, at_once: bool = False) -> None:
        """End it and return when it is gone; a second call does nothing.

        Parameters: `at_once`, whether to leave it no time to take leave of its Asterisk.
        """
        assert self._guard.stdin is not None  # noqa: S101 - said by stdin=PIPE
        with contextlib.suppress(BrokenPipeError, ValueError), self._guard.stdin as told:
            told.write(guard.KILL if at_once else guard.STOP)
        try:
            self._guard.wait(guard.GRACE + 1)
        except subprocess.TimeoutExpired:
            self._guard.kill()
            self._guard.wait()
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)  # ends the reading thread's recv()
        for thread in self._threads:
            thread.join(PATIENCE)
        if self._line is not None:
            self._line.close()

    def _launch(self, baresip: Baresip) -> subprocess.Popen[bytes]:
        command = [
            sys.executable, "-I", "-S", guard.__file__, str(os.getpid()), "",
            *baresip.argv, "-f", ".",
        ]  # fmt: skip
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            start_new_session=True,
        )

    def _start(self, target: Callable[[Any], None], stream: object) -> None:
        name = f"arinb-phone-{self.folder.name}-{len(self._threads)}"
        thread = threading.Thread(target=target, args=(stream,), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _connect(self, port: int) -> socket.socket:
        """Connect to it; nothing tells when it listens, so that is tried until it does."""
        deadline = time.monotonic() + PATIENCE
        while self._guard.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(ConnectionRefusedError):
                return socket.create_connection(("127.0.0.1", port))
            time.sleep(RETRY)
        self.close(at_once=True)
        raise PhoneError(
            "The SIP phone program baresip did not start.",
            why=self._last_words(),
            next_step='Use the handset inside Asterisk: pbx.phone(kind="local").',
        )

    def _last_words(self) -> str:
        lines = list(self._log)[-LAST_WORDS:]
        return "\n      ".join(["it said:", *lines]) if lines else "it said nothing."

    def _is_gone(self) -> PhoneError:
        return PhoneError(
            "The SIP phone program baresip has ended or does not answer.",
            why=self._last_words(),
            next_step=f'Take the phone anew: phone = pbx.phone("{self.folder.name}").',
        )

    def _keep_log(self, output: IO[bytes]) -> None:
        with output:
            for raw in output:
                if line := plain(raw.decode(errors="replace")).strip():
                    self._log.append(line)

    def _read(self, line: socket.socket) -> None:
        try:
            for message in messages(line):
                if message.get("response"):
                    with self._changed:
                        self._answers[str(message.get("token"))] = message
                        self._changed.notify_all()
                else:
                    self._on_event(message)
        finally:
            with self._changed:
                self._gone = True
                self._changed.notify_all()
            self._on_event({"type": "EXIT"})


def netstring(data: bytes) -> bytes:
    """Return data as a netstring, the form that ctrl_tcp speaks.

    Parameters: `data`, any bytes.

    Example: `netstring(b"hello") == b"5:hello,"`
    """
    return b"%d:%s," % (len(data), data)


def messages(line: socket.socket) -> Iterator[Message]:
    """Yield the messages that come over the line until it ends.

    Parameters: `line`, connected to ctrl_tcp.

    Example: `for message in messages(line): …`
    """
    buffer = b""
    while True:
        length, colon, rest = buffer.partition(b":")
        if colon and len(rest) > int(length):
            buffer = rest[int(length) + 1 :]
            yield json.loads(rest[: int(length)])
            continue
        try:
            more = line.recv(65536)
        except OSError:
            return
        if not more:
            return
        buffer += more


def _write_files(baresip: Baresip, folder: Path, port: int) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "config").write_text(CONFIG.format(rate=RATE, port=port))
    modules = folder / "modules"
    modules.unlink(missing_ok=True)
    modules.symlink_to(baresip.module_dir)
    for name in ("accounts", "contacts"):
        (folder / name).write_text("# None: arinb tells baresip its account when it runs.\n")
    _write_silence(folder / "silence.wav")


def _write_silence(path: Path) -> None:
    length = SILENCE * RATE * 2
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
    header = b"WAVE" + form + struct.pack("<4sI", b"data", length)
    path.write_bytes(struct.pack("<4sI", b"RIFF", len(header) + length) + header)
    os.truncate(path, 8 + len(header) + length)
