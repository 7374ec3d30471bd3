"""How a request is written: method, path, parameters and body, checked before they are sent."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from numbers import Real
from typing import Any
from urllib.parse import quote, unquote_plus
from uuid import UUID

from arinb.errors import BadRequestArgument

# The longest body that Asterisk reads (main/http.c).
MAX_BODY = 40_960

# The longest first line of a request that Asterisk reads: method, target, "HTTP/1.1", line break.
MAX_LINE = 4_095

_METHODS = ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH")

_IN_A_PATH = "/:@&'()*+,;=~%"
_IN_A_QUERY = "/:@,"

_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def segment(name: str) -> str:
    """Return an id or a name as one segment of a path, whatever characters it has.

    Raises BadRequestArgument for "", "." and "..", which no path can hold as a name.

    Example: `client.get(f"/endpoints/PJSIP/{segment(name)}")`
    """
    if name in ("", ".", ".."):
        raise BadRequestArgument(
            f"{name!r} can't be an id or a name in a path.",
            why="it would lead to another place than the one that is meant.",
            next_step="Check where the id or name came from.",
        )
    return quoted(name, "")


def target(path: str, params: Mapping[str, Any]) -> str:
    """Return path and query of a request, from "/ari" on, with everything quoted.

    Parameters: `path`, with or without "/ari" at its beginning, perhaps with a query; `params`,
    the parameters by name: texts, numbers, True, False, None (left out), or lists of these.

    Raises BadRequestArgument for what a path or a query can't hold.

    Example: `target("/channels", {"endpoint": "PJSIP/1000"})`
    """
    path, _, query = path.strip().partition("?")
    if not (path + query).isprintable() or "://" in path:
        raise BadRequestArgument(
            f"{path!r} can't be a path.",
            why="a path has no host before it, and no line break or other character that can't be "
            "printed in it.",
            next_step='Write it like this: "/channels"; an id in it goes through segment().',
        )
    path = "/" + quoted(_STRAY_PERCENT.sub("%25", path), _IN_A_PATH).lstrip("/")
    if not f"{path}/".startswith("/ari/"):
        path = f"/ari{path}"
    pairs = [quoted(_STRAY_PERCENT.sub("%25", query), _IN_A_QUERY + "&=+%")] if query else []
    _check_once(query, params)
    pairs += [
        f"{quoted(name, '')}={quoted(_text_of(name, value), _IN_A_QUERY)}"
        for name, value in params.items()
        if value is not None
    ]
    return path + (f"?{'&'.join(pairs)}" if pairs else "")


def checked_method(method: str) -> str:
    """Return the HTTP method in capitals. Raises BadRequestArgument if it is none.

    Example: `checked_method("get")`
    """
    if method.upper() in _METHODS:
        return method.upper()
    raise BadRequestArgument(
        f"{method!r} is no HTTP method.",
        why="ARI answers to GET, POST, PUT and DELETE.",
        next_step='Write it like this: request("GET", "/channels").',
    )


def check_line(method: str, target: str) -> None:
    """Raise BadRequestArgument if method and target are more than Asterisk reads in one line.

    Example: `check_line("GET", "/ari/channels")`
    """
    length = line_length(method, target)
    if length > MAX_LINE:
        raise BadRequestArgument(
            f"The request's first line has {length:,} bytes.",
            why=f"Asterisk reads {MAX_LINE:,} at most, and would answer 400 without a reason.",
            next_step='Send the long values in the body: json={"name": "value"}.',
        )


def line_length(method: str, target: str) -> int:
    """Return how many bytes the first line of a request has.

    Example: `line_length("GET", "/ari/channels")`
    """
    return len(method) + len(target) + len("  HTTP/1.1\r\n")


def body(data: object) -> bytes:
    """Return the body of a request as JSON; b"" for None.

    Raises BadRequestArgument for what is no JSON, and for more than Asterisk takes.

    Example: `body({"variables": {"LANG": "en"}})`
    """
    if data is None:
        return b""
    try:
        written = json.dumps(data, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRequestArgument(
            "The body can't be written as JSON.",
            why=f"{error}.",
            next_step="Use dicts, lists, texts, numbers, True, False and None only.",
        ) from error
    if len(written) > MAX_BODY:
        raise BadRequestArgument(
            f"The body has {len(written):,} bytes.",
            why=f"Asterisk takes no body over {MAX_BODY:,} bytes.",
            next_step="Send less at a time.",
        )
    return written


def _check_once(query: str, params: Mapping[str, Any]) -> None:
    """Refuse a name that stands twice: of a repeated parameter, Asterisk takes the last only."""
    names = [unquote_plus(pair.partition("=")[0]) for pair in query.split("&") if pair]
    names += [name for name, value in params.items() if value is not None]
    for name, count in Counter(names).items():
        if count > 1:
            raise BadRequestArgument(
                f"{name}= stands {count} times in this request.",
                why="Asterisk takes only the last one; several values of one parameter are "
                "separated by commas.",
                next_step=f'Write it once, with commas: {name}="a,b" or {name}=["a", "b"].',
            )


def quoted(text: str, safe: str) -> str:
    """Return a text as it stands in a URL. Raises BadRequestArgument for half a character.

    Parameters: `safe`, the characters that stay as they are.

    Example: `quoted("a b", "/:")` → `"a%20b"`
    """
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError:
        raise BadRequestArgument(
            f"{text!r} can't be sent.",
            why="it holds half of a character (a lone surrogate).",
            next_step="Check where it came from.",
        ) from None


def _text_of(name: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return ",".join(_items(name, value))
    text = _text(value)
    if text is None:
        raise BadRequestArgument(
            f"{name}= can't be sent.",
            why="a parameter is a text, a number, True, False or a list of these, and no "
            f"{type(value).__name__}.",
            next_step=f'If ARI takes it in the body, write json={{"{name}": …}}.',
        )
    return text


def _items(name: str, values: Sequence[object]) -> Iterator[str]:
    for value in values:
        text = _text(value)
        if text is None or "," in text:
            raise BadRequestArgument(
                f"{name}= can't be sent.",
                why=f"its items are joined with commas, and {value!r} would not come out as one.",
                next_step=f'Send it in the body: json={{"{name}": […]}}.',
            )
        yield text


def _text(value: object) -> str | None:
    """The value as ARI reads it; None if it can't be a parameter."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | Real | UUID) else None
