"""One row of the event log."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import orjson

Kind: TypeAlias = Literal["event", "malformed", "request", "answer", "connection"]

KINDS: tuple[Kind, ...] = ("event", "malformed", "request", "answer", "connection")

# Of a connection: open; broken; about to be opened again; open again; and the ends: closed from
# here, taken over by somebody else, or given up because Asterisk refuses it.
STATES = ("opened", "lost", "trying", "back", "closed", "replaced", "refused")

_LARGE = re.compile(rb"\d{19}")
_SECRET = re.compile(r"(api_key=)[^&\s#]*|(?<=://)\S+(?=@)", re.IGNORECASE)


@dataclass(slots=True, repr=False)
class Entry:
    """One row of the event log; which fields are filled depends on `kind`.

    The log makes it when it is asked for: two entries of the same row are equal, not identical.

    Fields: `kind`, one of `KINDS`; `row`, its number in the log; `received`, when it happened on
    this machine's clock (nanoseconds since 1970); `monotonic`, the same in seconds on a clock
    that nobody can set back (frames that were read at once have the same times); `raw`, the bytes
    as they came or went (events, malformed frames, the bodies of requests and answers; what is
    secret in bodies is masked); `type`, an event's type or a connection's state (one of
    `STATES`); `method` and `path` of a request and of its answer; `status` (None when no answer
    came), `reason`, `elapsed` (seconds) and `request_row` of an answer; `detail`, a sentence on a
    malformed frame or a connection change.

    Example: `[entry.type for entry in ari.log if entry.kind == "event"]`
    """

    kind: Kind
    row: int = -1
    received: int = 0
    monotonic: float = 0.0
    raw: bytes = b""
    type: str = ""
    method: str = ""
    path: str = ""
    status: int | None = None
    reason: str = ""
    elapsed: float | None = None
    request_row: int | None = None
    detail: str = ""

    @property
    def time(self) -> datetime:
        """When it happened, on this machine's clock, with this machine's time zone.

        Example: `ari.log[0].time.isoformat()`
        """
        return datetime.fromtimestamp(self.received / 1e9, UTC).astimezone()

    @property
    def text(self) -> str:
        r"""What came over the wire, as text; bytes that are not UTF-8 are shown as `\x..`.

        Example: `print(ari.log[2].text)`
        """
        return self.raw.decode("utf-8", "backslashreplace")

    @property
    def data(self) -> dict[str, Any]:
        """The JSON object that came over the wire; {} when there is none.

        It is parsed anew each time: a log of a million events keeps their bytes only.

        Example: `ari.log[2].data["channel"]["name"]`
        """
        if self.kind not in ("event", "answer") or not self.raw:
            return {}
        try:
            data = _parsed(self.raw)
        except (ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}

    def __repr__(self) -> str:
        what = self.type or f"{self.method} {self.path}".strip()
        return " ".join(f"<Entry {self.row}: {self.kind} {what}".split()) + ">"


def without_secrets(text: str) -> str:
    """Return `text` with the value of `api_key` and credentials in URLs masked.

    Example: `without_secrets("/ari/events?api_key=me:secret")`
    """
    return _SECRET.sub(lambda match: f"{match[1] or ''}…", text)


def type_of(frame: bytes) -> str:
    """Return the type of the event that a text frame holds.

    Raises `ValueError` for what is no event; its message says why.

    Example: `type_of(b'{"type": "StasisStart"}')` → `"StasisStart"`
    """
    try:
        type_ = orjson.loads(frame)["type"]
    except (ValueError, KeyError, TypeError, IndexError):
        # It is stricter than the standard library, whose word counts, and says less.
        return _type_of(frame)
    return sys.intern(type_) if type_.__class__ is str and type_ else _type_of(frame)


def _parsed(raw: bytes) -> object:
    """Parse JSON fast; what that refuses or would round (large numbers), exactly."""
    if not _LARGE.search(raw):
        with contextlib.suppress(ValueError):
            return orjson.loads(raw)
    return json.loads(raw.decode("utf-8", "backslashreplace"))


def _type_of(frame: bytes) -> str:
    try:
        text = frame.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start} is {frame[error.start]:#04x}") from error
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"JSON, but no object: {type(data).__name__}")  # noqa: TRY004 - the frame's value, not our caller's type
    type_ = data.get("type")
    if not isinstance(type_, str) or not type_:
        raise ValueError("a JSON object without a type")
    return sys.intern(type_)
