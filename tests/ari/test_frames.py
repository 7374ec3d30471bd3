"""Frames: any messages, however the stream is cut; and whatever else may come."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari.frames import BadFrame, Frames, Message
from tests.ari.ws_peer import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, frame

# A message as a test tells of it: its kind and its payload.
Told: TypeAlias = tuple[str, bytes]

OPCODES = {"text": TEXT, "binary": BINARY, "ping": PING, "pong": PONG}
EVENT = b'{"type":"StasisStart"}'


def fed(frames: Frames, *pieces: bytes) -> list[Told]:
    """Feed pieces, and tell what comes of them."""
    told = []
    for piece in pieces:
        for messages in frames.feed(piece):
            if isinstance(messages, Message):
                told.append((messages.kind, messages.payload))
            else:
                assert messages
                told += [("text", text) for text in messages]
    return told


def fed_garbage(frames: Frames, *pieces: bytes) -> tuple[list[Told], str]:
    """The same for what may be no frames at all; and what is wrong with it, if anything is."""
    told: list[Told] = []
    try:
        for piece in pieces:
            for messages in frames.feed(piece):
                if isinstance(messages, Message):
                    told.append((messages.kind, messages.payload))
                else:
                    told += [("text", text) for text in messages]
    except BadFrame as error:
        return told, str(error)
    return told, ""


def pieces_of(stream: bytes, cuts: list[int]) -> list[bytes]:
    """A stream, cut at some places."""
    places = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})
    return [stream[begin:end] for begin, end in pairwise(places)]


lengths = st.one_of(
    st.integers(0, 130), st.sampled_from([125, 126, 127, 65_535, 65_536]), st.integers(0, 70_000)
)
controls = st.tuples(st.sampled_from(["ping", "pong"]), st.binary(max_size=125))


@st.composite
def written(draw: st.DrawFn) -> tuple[bytes, list[Told]]:
    """A stream of whole and of fragmented messages with others in between, and what is in it."""
    stream, told = b"", []
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["text", "binary", "control"]))
        if kind == "control":
            kind, payload = draw(controls)
            stream += frame(payload, OPCODES[kind])
            told.append((kind, payload))
            continue
        payload = bytes([draw(st.integers(0, 255))]) * draw(lengths)
        parts = pieces_of(payload, draw(st.lists(st.integers(0, 70_000), max_size=3))) or [b""]
        for number, part in enumerate(parts):
            opcode = CONTINUATION if number else OPCODES[kind]
            last = number == len(parts) - 1
            stream += frame(part, opcode, fin=last)
            if not last and draw(st.booleans()):
                between = draw(controls)
                stream += frame(between[1], OPCODES[between[0]])
                told.append(between)
        told.append((kind, payload))
    return stream, told


cuts = st.lists(st.integers(0, 1 << 20), max_size=12)


@given(written(), cuts)
def test_any_messages_come_out_however_the_stream_is_cut(
    stream_and_told: tuple[bytes, list[Told]], cuts: list[int]
) -> None:
    stream, told = stream_and_told
    frames = Frames()
    assert fed(frames, *pieces_of(stream, cuts)) == told
    assert (frames.unfinished, frames.remains) == (0, b"")


@given(st.binary(max_size=300), cuts)
def test_garbage_is_the_same_garbage_however_it_is_cut(garbage: bytes, cuts: list[int]) -> None:
    whole = fed_garbage(Frames(largest=100), garbage)
    in_pieces = Frames(largest=100)
    assert fed_garbage(in_pieces, *pieces_of(garbage, cuts)) == whole
    assert in_pieces.unfinished == len(in_pieces.remains) <= len(garbage)


@given(written(), st.binary(min_size=1, max_size=20), cuts)
def test_what_came_before_garbage_comes_out(
    stream_and_told: tuple[bytes, list[Told]], garbage: bytes, cuts: list[int]
) -> None:
    stream, told = stream_and_told
    came, _ = fed_garbage(Frames(), *pieces_of(stream + garbage, cuts))
    assert came[: len(told)] == told


def test_every_single_byte_alone() -> None:
    stream = frame(EVENT) + frame(b"x" * 200) + frame(b"?", PING) + frame(b"y" * 65_536)
    one_by_one = [stream[at : at + 1] for at in range(len(stream))]
    assert fed(Frames(), *one_by_one) == fed(Frames(), stream)


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 1_000_000])
def test_each_way_to_write_a_length(length: int) -> None:
    payload = b"x" * length
    assert fed(Frames(), frame(payload) + frame(EVENT)) == [("text", payload), ("text", EVENT)]


def test_a_length_may_take_more_bytes_than_it_needs() -> None:
    short = b"\x81\x7e\0\x02hi" + b"\x81\x7f\0\0\0\0\0\0\0\x02hi"
    assert fed(Frames(), short) == [("text", b"hi"), ("text", b"hi")]


def test_texts_that_come_together_stay_together() -> None:
    batches = list(Frames().feed(frame(EVENT) * 3 + frame(b"", PING) + frame(EVENT) * 2))
    assert batches == [[EVENT] * 3, Message("ping", b""), [EVENT] * 2]


def test_after_a_close_nothing_counts() -> None:
    frames = Frames()
    assert fed(frames, frame(b"\x03\xe8", CLOSE) + b"garbage") == [("close", b"\x03\xe8")]
    assert frames.unfinished == 0


def test_a_close_amid_fragments_leaves_them() -> None:
    frames = Frames()
    stream = frame(b"half", TEXT, fin=False) + frame(b"", CLOSE)
    assert fed(frames, stream) == [("close", b"")]
    assert (frames.unfinished, frames.remains) == (4, b"half")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (b"HTTP/1.1 500 Oops\r\n\r\n", "reserved bits: its first byte is 0x48"),
        (b"\xc1\x02hi", "reserved bits"),
        (b"\x81\x82abcdhi", "masked"),
        (b"\x81\xfe\0\x02", "masked"),
        (b"\x81\xff\0\0\0\0\0\0\0\x02", "masked"),
        (b"\x83\x00", "unknown kind 0x3"),
        (b"\x8b\x00", "unknown kind 0xb"),
        (b"\x80\x01x", "do not belong together"),
        (b"\x01\x01x\x81\x01x", "do not belong together"),
        (b"\x01\x01x\x82\x01x", "do not belong together"),
        (b"\x09\x00", "ping that is too long or in fragments"),
        (b"\x8a\x7e\x00\x7e", "pong that is too long"),
        (b"\x88\x7e\x01\x00", "close that is too long"),
        (b"\x88\x01\x03", "half a code"),
        (b"\x81\x7f\0\0\0\0\x01\0\0\x01", "16,777,217 bytes; arinb takes up to 16,777,216"),
        (b"\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", "18,446,744,073,709,551,615 bytes"),
    ],
)
def test_a_bad_frame_is_known_as_soon_as_its_head_is_there(wrong: bytes, words: str) -> None:
    frames = Frames()
    told, why = fed_garbage(frames, frame(EVENT) + wrong)
    assert told == [("text", EVENT)]
    assert words in why
    assert frames.remains
    # Nothing after it can be read any more.
    assert fed_garbage(frames, frame(EVENT)) == ([], why)


def test_fragments_together_may_not_be_too_long_either() -> None:
    part = frame(b"x" * 60, CONTINUATION, fin=False)
    told, why = fed_garbage(Frames(largest=100), frame(b"x", TEXT, fin=False) + part + part)
    assert (told, "121 bytes" in why) == ([], True)


def test_fragments_of_nothing_take_no_memory() -> None:
    frames = Frames()
    fed(frames, frame(b"", TEXT, fin=False), frame(b"", CONTINUATION, fin=False) * 10_000)
    assert frames._parts == []
    assert fed(frames, frame(EVENT, CONTINUATION)) == [("text", EVENT)]


def test_a_long_message_in_small_pieces_takes_no_longer_for_it() -> None:
    stream = frame(b"x" * 8_000_000)
    begin = time.perf_counter()
    pieces = [stream[at : at + 1400] for at in range(0, len(stream), 1400)]
    assert len(fed(Frames(), *pieces)) == 1
    # Put together anew with each piece, this takes half a minute.
    assert time.perf_counter() - begin < 10
