"""What an error answer means: the class, the likely cause and the next step, in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from arinb.ari.api.catalogue import operation_at, operations_of
from arinb.ari.entry import without_secrets
from arinb.ari.exchange import visible
from arinb.ari.explanations import (
    BY_CLASS,
    BY_MESSAGE,
    BY_PATTERN,
    MISTAKEN_ID,
    ONLY_WEBSOCKET,
    UNKNOWN,
    Explanation,
)
from arinb.errors import (
    AnswerError,
    AriDisabled,
    AriError,
    BadRequest,
    BodyTooLarge,
    Conflict,
    Forbidden,
    InvalidState,
    MethodNotAllowed,
    NotAsterisk,
    NotAuthenticated,
    NotFound,
    ReadOnlyUser,
    ServerError,
    Unprocessable,
)
from arinb.versions import in_words

if TYPE_CHECKING:
    from arinb.ari.exchange import Exchange

CLASSES: dict[int, type[AnswerError]] = {
    400: BadRequest,
    401: NotAuthenticated,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    409: Conflict,
    412: InvalidState,
    413: BodyTooLarge,
    422: Unprocessable,
}


# How the error pages of Asterisk's web server begin; Apache's lack the carriage return.
_ASTERISKS_PAGE = b'<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\r\n<html><head>\r\n'

_LONGEST_MESSAGE = 300

_NAMED = re.compile(r"(Recording|Endpoint|Sound) not found")


def answer_error(exchange: Exchange) -> AriError | None:
    """Return the error that an answer means, or None if it is a good answer.

    Parameters: `exchange`, with its answer.

    Example: `error = answer_error(exchange)`
    """
    status = exchange.status or 0
    if 300 <= status < 400:
        return _redirected(exchange)
    if _is_strange(exchange, status):
        return _stranger(exchange)
    if status < 300:
        return None
    message = _message(exchange)
    class_ = _class(exchange, status, message)
    explanation = _explanation(exchange, class_, message)
    said = f', "{message}"' if message else ""
    return class_(
        f"{_request(exchange)} was refused: {status} {visible(exchange.reason)}{said}.",
        why=explanation.why,
        next_step=explanation.next_step,
        exchange=exchange,
        status=status,
        message=message,
    )


def _class(exchange: Exchange, status: int, message: str) -> type[AnswerError]:
    if status == 404 and _is_html(exchange):
        return AriDisabled
    if message == "Write access denied":
        return ReadOnlyUser
    return CLASSES.get(status, ServerError if 500 <= status < 600 else AnswerError)


def _request(exchange: Exchange) -> str:
    return f"{exchange.method} {_path(exchange)}"


def _path(exchange: Exchange) -> str:
    return without_secrets(exchange.path.partition("?")[0])


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((v for k, v in headers.items() if k.lower() == name), "")


def _is_html(exchange: Exchange) -> bool:
    return "html" in _header(exchange.headers, "content-type")


def _is_strange(exchange: Exchange, status: int) -> bool:
    """Whether something other than ARI must have sent the answer.

    The header Server says nothing for sure: http.conf's `servername` may name it otherwise or hide
    it, and a proxy in between puts its own name there.
    """
    server = _header(exchange.headers, "server")
    if server.startswith("Asterisk"):
        return False
    if not exchange.body:
        return status >= 400 and bool(server)
    if status >= 400:
        return not (_message(exchange) or exchange.body.startswith(_ASTERISKS_PAGE))
    kind = _header(exchange.headers, "content-type").partition("/")[0]
    return kind != "audio" and not _is_json(exchange.body)


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _stranger(exchange: Exchange) -> NotAsterisk:
    server = _header(exchange.headers, "server")
    reason = visible(exchange.reason)
    return NotAsterisk(
        f"{_request(exchange)} was answered, but not by ARI: {exchange.status} {reason}.",
        why=f"the server calls itself {server!r}."
        if server
        else "the answer is not what ARI would send.",
        next_step="Check host and port of the URL: Asterisk's web server listens on the port that "
        "http.conf names, 8088 unless it says otherwise.",
        exchange=exchange,
    )


def _redirected(exchange: Exchange) -> NotAsterisk:
    place = without_secrets(visible(_header(exchange.headers, "location"))) or "another place"
    reason = visible(exchange.reason)
    return NotAsterisk(
        f"{_request(exchange)} was answered, but not by ARI: {exchange.status} {reason}.",
        why=f"the server sends you on to {place}, and arinb takes your password nowhere but where "
        "you said.",
        next_step="If that is your Asterisk, use its address as the URL (http:// or https://, "
        "host, port and prefix).",
        exchange=exchange,
    )


def _message(exchange: Exchange) -> str:
    """Asterisk's own words, under `message` or, from some operations, `error`."""
    try:
        data = json.loads(exchange.body)
    except (ValueError, RecursionError):
        return ""
    said = (data.get("message") or data.get("error")) if isinstance(data, dict) else None
    return visible(said)[:_LONGEST_MESSAGE] if isinstance(said, str) else ""


def _explanation(exchange: Exchange, class_: type[AnswerError], message: str) -> Explanation:
    if message == "Channel with given unique ID already exists" and not _names_an_id(exchange):
        return MISTAKEN_ID
    by_message = BY_MESSAGE.get(message) or _by_pattern(message)
    if by_message:
        return by_message
    if class_ is MethodNotAllowed:
        return _wrong_method(exchange)
    if class_ is NotFound:
        return _not_found(exchange, message)
    if exchange.status == 426:
        return ONLY_WEBSOCKET
    described = _described(exchange) if class_ in (Conflict, Forbidden) else None
    return described or BY_CLASS.get(class_, UNKNOWN)


def _by_pattern(message: str) -> Explanation | None:
    """What a message says that has a name or an id in it."""
    found = (said for words, said in BY_PATTERN.items() if re.match(words, message))
    return next(found, None)


def _described(exchange: Exchange) -> Explanation | None:
    """What ARI's description says of this status of this operation, if it says something."""
    operation = operation_at(exchange.method, exchange.path)
    why = operation.errors.get(exchange.status or 0) if operation else None
    if operation is None or why is None:
        return None
    return Explanation(why, f'`arinb.api.operation("{operation.name}")` tells all about it.')


def _wrong_method(exchange: Exchange) -> Explanation:
    allowed = visible(_header(exchange.headers, "allow")) or "others"
    return Explanation(
        f"this path exists, but not with {exchange.method}; it takes {allowed}.",
        "Use one of those methods.",
    )


def _not_found(exchange: Exchange, message: str) -> Explanation:
    if message.startswith("ARI URLs do not end with a slash"):
        return Explanation("the path ends with a slash.", "Leave the slash at the end out.")
    if kind := _NAMED.match(message):
        return Explanation(
            f"there is no {kind[1].lower()} of that name.", "Check how the name is spelt."
        )
    known = operations_of(exchange.path)
    if known and message == "Resource not found":
        return Explanation(
            f"this is how {known[0].name} is asked for, but this Asterisk does not serve it: the "
            f"module for it ({known[0].module}) is not loaded, or it is older than "
            f"{in_words(known[0].since)}.",
            f"On Asterisk's console: `module show like {known[0].module}`, then `module load "
            f"{known[0].module}`; if there is no such file, this build of Asterisk lacks it.",
        )
    if message != "Resource not found" and (described := _described(exchange)):
        return described
    return Explanation(
        f"ARI has no {_path(exchange)}: it is misspelt, or came with a later version.",
        "Check the spelling (names are case-sensitive, and what stands for an id must be one); "
        "`arinb.api.operations()` lists all that there is.",
    )


def _names_an_id(exchange: Exchange) -> bool:
    """Whether a request for a new channel says which id it is to have."""
    path, _, query = exchange.path.partition("?")
    in_path = path.count("/") > 2 and not path.endswith(("/create", "/externalMedia"))
    return in_path or "hannelId=" in query or b'hannelId"' in exchange.sent
