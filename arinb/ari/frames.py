"""Frames of a WebSocket, cut from the bytes as they come, many with each read.

A busy Asterisk sends 25,000 frames a second. websocket-client makes the connection and writes; its
way of reading, two or three system calls and a dozen Python calls a frame, is what this module
replaces: one read takes all that has come, and a whole text frame costs one slice of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from websocket import ABNF

READ_AT_ONCE = 1 << 18
LARGEST = 1 << 24

_FINAL, _RESERVED, _MASKED = 0x80, 0x70, 0x80
_FINAL_TEXT = _FINAL | ABNF.OPCODE_TEXT
_CONTROL = {ABNF.OPCODE_CLOSE: "close", ABNF.OPCODE_PING: "ping", ABNF.OPCODE_PONG: "pong"}
_DATA = (ABNF.OPCODE_CONT, ABNF.OPCODE_TEXT, ABNF.OPCODE_BINARY)
_LONGEST_CONTROL = 125
# In place of a length: it stands in the next two bytes. The number after it means eight.
_TWO_BYTES = 126


class BadFrame(Exception):
    """What came is no WebSocket frame that a server may send; the message says why.

    Nothing after it can be read any more.
    """


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is not text: its `kind` is "binary", "close", "ping" or "pong".

    Example: `Message("ping", b"are you there?")`
    """

    kind: str
    payload: bytes


# Texts that follow one another, or a message of another kind.
Messages: TypeAlias = list[bytes] | Message


class Frames:
    """Cuts a stream of bytes into messages; fragments are put together.

    Parameters: `largest`, bytes; a longer message is refused instead of filling the memory.

    Example: `for messages in frames.feed(sock.recv(READ_AT_ONCE)): …`
    """

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        # The beginning of a frame, in pieces; how many bytes they are, and how many it needs.
        self._rest: list[bytes] = []
        self._have = 0
        self._need = 0
        # Of a message that is coming in fragments: its opcode and its parts so far.
        self._opcode = 0
        self._parts: list[bytes] = []
        self._length = 0

    @property
    def unfinished(self) -> int:
        """How many bytes have come of a message that is not complete.

        Example: `assert frames.unfinished == 0`
        """
        return self._have + self._length

    @property
    def remains(self) -> bytes:
        """The bytes of a message that is not complete, for the log of a connection that broke.

        Example: `log.record_malformed(frames.remains, "the connection broke in its middle")`
        """
        return b"".join(self._parts + self._rest)

    def feed(self, data: bytes) -> Iterator[Messages]:
        r"""Yield the messages that are complete with `data`, in order; after a close, nothing.

        Raises `BadFrame`, after all messages before the bad frame.

        Example: `list(Frames().feed(b"\x81\x02hi"))` → `[[b"hi"]]`
        """
        data, position = self._with_rest(data), 0
        while position < len(data):
            if not self._opcode:
                texts, position = _whole_texts(data, position, self._largest)
                if texts:
                    yield texts
            stop, wrong = self._look(data, position)
            if wrong or stop > len(data):
                self._keep(data[position:], 0 if wrong else stop - position)
                if wrong:
                    raise BadFrame(wrong)
                return
            message = self._take(data, position, stop)
            position = stop
            if message is not None:
                yield message
                if isinstance(message, Message) and message.kind == "close":
                    return

    def _with_rest(self, data: bytes) -> bytes:
        """Return what there is to look at now; b"" while a frame that has begun is not whole."""
        if not self._rest:
            return data
        self._rest.append(data)
        self._have += len(data)
        # A long frame comes in many pieces: put together once, not with each of them.
        if self._have < self._need:
            return b""
        data = b"".join(self._rest)
        self._rest, self._have = [], 0
        return data

    def _keep(self, rest: bytes, need: int) -> None:
        if rest:
            self._rest, self._have, self._need = [rest], len(rest), need

    def _look(self, data: bytes, position: int) -> tuple[int, str]:
        """Return where a frame ends, and what is wrong with it, perhaps before all of it is there.

        While its length is not there yet, the end is beyond the end of `data`.
        """
        start, length = _payload(data, position)
        if len(data) - position < 2:
            return start, ""
        return start + length, self._wrong(data[position], data[position + 1], length)

    def _wrong(self, first: int, second: int, length: int) -> str:
        opcode = first & 0x0F
        if first & _RESERVED:
            return f"a frame with reserved bits: its first byte is {first:#04x}"
        if second & _MASKED:
            return "a masked frame, which only a client may send"
        if opcode in _CONTROL:
            if not first & _FINAL or length > _LONGEST_CONTROL:
                return f"a {_CONTROL[opcode]} that is too long or in fragments"
            half = opcode == ABNF.OPCODE_CLOSE and length == 1
            return "a close with half a code" if half else ""
        if opcode not in _DATA:
            return f"a frame of the unknown kind {opcode:#x}"
        if (opcode == ABNF.OPCODE_CONT) != bool(self._opcode):
            return "fragments that do not belong together"
        if self._length + length > self._largest:
            size = f"{self._length + length:,} bytes"
            return f"a message of {size}; arinb takes up to {self._largest:,}"
        return ""

    def _take(self, data: bytes, position: int, stop: int) -> Messages | None:
        """Return the message that a good frame completes, or None."""
        first, payload = data[position], data[_payload(data, position)[0] : stop]
        opcode = first & 0x0F
        if opcode in _CONTROL:
            return Message(_CONTROL[opcode], payload)
        self._opcode = self._opcode or opcode
        if payload:
            self._parts.append(payload)
            self._length += len(payload)
        if not first & _FINAL:
            return None
        whole, opcode = b"".join(self._parts), self._opcode
        self._opcode, self._parts, self._length = 0, [], 0
        return [whole] if opcode == ABNF.OPCODE_TEXT else Message("binary", whole)


def _whole_texts(data: bytes, position: int, largest: int) -> tuple[list[bytes], int]:
    """Return the texts that stand in `data` from a position on, and the position after them.

    Those that Asterisk sends, that is: whole, and shorter than 65,536 bytes. At anything else it
    ends. This loop is where the speed comes from.
    """
    texts, end = [], len(data)
    while end - position >= 4 and data[position] == _FINAL_TEXT:
        length, start = data[position + 1], position + 2
        if length == _TWO_BYTES:
            length, start = data[position + 2] << 8 | data[position + 3], position + 4
        elif length > _TWO_BYTES:
            break
        stop = start + length
        if stop > end or length > largest:
            break
        texts.append(data[start:stop])
        position = stop
    return texts, position


def _payload(data: bytes, position: int) -> tuple[int, int]:
    """Where the payload of a frame begins, and its length; 0 while that is not there yet."""
    start = position + 2
    length = data[position + 1] & ~_MASKED if start <= len(data) else 0
    if length < _TWO_BYTES:
        return start, length
    begin, start = start, start + (2 if length == _TWO_BYTES else 8)
    return start, int.from_bytes(data[begin:start], "big") if start <= len(data) else 0
