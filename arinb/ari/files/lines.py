"""A row of the log as a line of JSON, and back, byte for byte.

```
{"row":1,"received":1795450970822000000,"monotonic":52.5,"kind":"event","type":"StasisStart","event":{…}}
```

A field that has nothing to say is left out. The last field is what came over the wire, and there
is at most one of these:

| field | what it holds |
|---|---|
| `event` | an event's JSON, verbatim: between `"event":` and the line's last brace, as it came |
| `body` | the JSON of an answer, in the same way |
| `text` | what is no JSON, or has line breaks in other places, as a JSON text |
| `base64` | what is not even UTF-8 |

With `"indent":2` before it, the JSON came with line breaks and that indentation, as Asterisk sends
it with `pretty = yes`.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import orjson

from arinb.ari.entry import KINDS, Entry

if TYPE_CHECKING:
    from arinb.ari.entry import Kind

_VERBATIM = {"event": "event", "answer": "body"}
_MARKS = {name: f',"{name}":'.encode() for name in _VERBATIM.values()}
_NUMBERS = ("status", "elapsed", "request_row")
_TEXTS = ("type", "method", "path", "reason", "detail")
_SPACE = b" \t\r\n"
_INDENT, _INDENTED = 2, orjson.OPT_INDENT_2
# JSON with so many brackets may be nearly as deep as readers take; it is as long as that at least.
_DEEP = 500
_LONG = 2 * _DEEP


def line_of(entry: Entry) -> bytes:
    """Return a row as a line, with its line break.

    Example: `line_of(ari.log[0])`
    """
    fields = _fields(entry)
    raw, name = entry.raw, _VERBATIM.get(entry.kind, "")
    if name and b"\n" in raw and (flat := _without_indent(raw)):
        fields["indent"], raw = _INDENT, flat
    if name and raw and b"\n" not in raw:
        line = b"%b%b%b}\n" % (_json(fields)[:-1], _MARKS[name], raw)
        if _is_embedded(raw, line):
            return line
    fields.pop("indent", None)
    return _json(fields | _escaped(entry.raw)) + b"\n"


def _fields(entry: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "row": entry.row,
        "received": entry.received,
        "monotonic": entry.monotonic,
        "kind": entry.kind,
    }
    if entry.kind == "event":
        fields["type"] = entry.type
        return fields
    for name in (*_TEXTS, *_NUMBERS):
        value = getattr(entry, name)
        if value is not None and value != "":
            fields[name] = value
    return fields


def entry_of(line: bytes) -> Entry:
    """Return the row that a line holds; fields that nobody knows do not count.

    Raises `ValueError`, whose message says what is wrong with it.

    Example: `entry_of(b'{"row":0,"received":1,"monotonic":0.5,"kind":"connection"}').kind`
    """
    try:
        fields = orjson.loads(line)
    except ValueError:
        fields = _loads(line)
    if not isinstance(fields, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - the line's value, not our caller's type
    try:
        kind, row = fields["kind"], fields["row"]
        received, monotonic = fields["received"], fields["monotonic"]
    except KeyError as error:
        raise ValueError(f"it has no {error}") from None
    if monotonic.__class__ is int:
        # Other programs write 5 for 5.0.
        monotonic = float(monotonic)
    numbers = row.__class__ is int and received.__class__ is int and monotonic.__class__ is float
    if kind not in KINDS or not numbers or row < 0:
        raise ValueError("its kind, row, received or monotonic can't be right")
    raw = _raw(line, fields, kind)
    if kind == "event":
        return Entry("event", row, received, monotonic, raw, _text(fields, "type"))
    return _other(kind, fields, raw)


def _other(kind: Kind, fields: dict[str, Any], raw: bytes) -> Entry:
    entry = Entry(kind, fields["row"], fields["received"], float(fields["monotonic"]), raw)
    for name in _TEXTS:
        setattr(entry, name, _text(fields, name))
    for name in _NUMBERS:
        setattr(entry, name, _number(fields, name))
    return entry


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if value.__class__ is not str:
        raise ValueError(f"its {name} is no text")
    return str(value)


def _number(fields: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - int or float
    value = fields.get(name)
    if value is None or value.__class__ is int:
        return value if value is None or name != "elapsed" else float(value)
    if value.__class__ is not float or name != "elapsed":
        raise ValueError(f"its {name} is no number as it should be")
    return value


def _json(fields: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(fields)
    except TypeError:
        # Half a surrogate pair, out of the escapes of JSON.
        return json.dumps(fields, separators=(",", ":")).encode()


def _loads(line: bytes) -> Any:  # noqa: ANN401 - JSON is what it is
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None


def _without_indent(raw: bytes) -> bytes:
    """JSON on one line, if all that it has lost is the indentation; else nothing."""
    try:
        data = orjson.loads(raw)
    except ValueError:
        return b""
    return orjson.dumps(data) if orjson.dumps(data, option=_INDENTED) == raw else b""


def _is_embedded(raw: bytes, line: bytes) -> bool:
    """Whether `raw` is JSON, any reader can read the line, and ours finds the same bytes again."""
    if raw[0] in _SPACE or raw[-1] in _SPACE or b"\r" in raw:
        return False
    try:
        orjson.loads(raw)
        if len(raw) > _LONG and raw.count(b"[") + raw.count(b"{") > _DEEP:
            # The line is one step deeper than the JSON in it.
            orjson.loads(line)
    except ValueError:
        return False
    return True


def _escaped(raw: bytes) -> dict[str, str]:
    if not raw:
        return {}
    try:
        return {"text": raw.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(raw).decode()}


def _raw(line: bytes, fields: dict[str, Any], kind: Kind) -> bytes:
    name = _VERBATIM.get(kind, "")
    if name in fields:
        raw = _verbatim(line, fields, name)
        return raw if fields.get("indent") is None else _with_indent(raw, fields["indent"])
    if "text" in fields:
        return _text(fields, "text").encode()
    if "base64" in fields:
        return base64.b64decode(_text(fields, "base64"), validate=True)
    return b""


def _with_indent(raw: bytes, indent: object) -> bytes:
    if indent != _INDENT:
        raise ValueError(f"its indent is not {_INDENT}")
    return orjson.dumps(orjson.loads(raw), option=_INDENTED)


def _verbatim(line: bytes, fields: dict[str, Any], name: str) -> bytes:
    """What stands behind a name, as it stands there."""
    mark = _MARKS[name]
    at = line.find(mark)
    # As arinb writes it: the last of the fields, and the first that is no text or number.
    if at > 0 and next(reversed(fields)) == name and line.count(b"{", 0, at) == 1:
        return line[at + len(mark) : line.rindex(b"}")]
    return _searched(line.decode(), name).encode()


def _searched(line: str, name: str) -> str:
    """The same for a line that some other program has written: field by field."""
    decoder = json.JSONDecoder()
    at, found = line.index("{") + 1, ""
    while True:
        key, at = decoder.raw_decode(line, _after(line, at, " \t\r\n,"))
        begin = _after(line, at, " \t\r\n:")
        _, at = decoder.raw_decode(line, begin)
        if key == name:
            found = line[begin:at]
        if line[_after(line, at, " \t\r\n")] == "}":
            return found


def _after(line: str, at: int, skipped: str) -> int:
    while line[at] in skipped:
        at += 1
    return at
