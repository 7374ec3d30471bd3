"""What an error answer means: the class, the likely cause and the next step, in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arinb.ari.api.catalogue import operation_at, operations_of
from arinb.ari.entry import without_secrets
from arinb.ari.exchange import visible
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


@dataclass(frozen=True)
class Explanation:
    """Why an answer came out as it did, and what to do next."""

    why: str
    next_step: str


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
        return _MISTAKEN_ID
    if message.startswith("Bridge with id "):
        return _BRIDGE_TAKEN
    by_message = _BY_MESSAGE.get(message)
    if by_message:
        return by_message
    if class_ is MethodNotAllowed:
        return _wrong_method(exchange)
    if class_ is NotFound:
        return _not_found(exchange, message)
    if exchange.status == 426:
        return _ONLY_WEBSOCKET
    described = _described(exchange) if class_ in (Conflict, Forbidden) else None
    return described or _BY_CLASS.get(class_, _UNKNOWN)


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


# Asterisk remembers the number of an error before this one, and takes it for this one's.
_MISTAKEN_ID = Explanation(
    "no id was asked for, so this is not about ids: Asterisk could not make the channel, most "
    "often because the endpoint's technology (the part before the first /, such as PJSIP) is "
    "misspelt or its module is not loaded.",
    "Ask which technologies there are: `core show channeltypes` on Asterisk's console.",
)

_BRIDGE_TAKEN = Explanation(
    "that id is taken: such a bridge exists already.",
    "Choose another id, or take that bridge: ari.bridges.get(…).",
)

_NAMED = re.compile(r"(Recording|Endpoint|Sound) not found")

_ONLY_WEBSOCKET = Explanation(
    "events come over a WebSocket only, and a request is none.",
    'Use connect(…, app="…"): it opens the WebSocket.',
)

_UNKNOWN = Explanation(
    "arinb does not know this answer.", "Asterisk's console may say more about it."
)

_BY_CLASS: dict[type[AnswerError], Explanation] = {
    AriDisabled: Explanation(
        "Asterisk's web server is there, but ARI is not: it is switched off in ari.conf, a "
        "misspelt name in ari.conf's [general] switches it off silently, its modules are not "
        "loaded, or http.conf sets a prefix that the URL lacks.",
        "Look at [general] in ari.conf: enabled = yes, and no other misspelt name; then reload.",
    ),
    NotAuthenticated: Explanation(
        "Asterisk does not know this user, or the password is another one.",
        "Look at the user's section in ari.conf: its name, type = user, and the password (a ; in "
        "it begins a remark unless it is written \\;). After a change, reload.",
    ),
    Forbidden: Explanation(
        "this user may not do that: it is read-only, or an access list keeps this address out.",
        "Look at read_only, permit and deny in the user's section of ari.conf.",
    ),
    BadRequest: Explanation(
        "a parameter is missing, or its value is not one that Asterisk takes.",
        "Compare the parameters with the operation's description.",
    ),
    Conflict: Explanation(
        "the object is there, but not in a place where this can be done.",
        "Ask ARI for its state first, with GET.",
    ),
    InvalidState: Explanation(
        "the channel's state does not allow this now; most often it has not been answered yet.",
        "Answer it first (channel.answer()), or wait until its state is Up.",
    ),
    BodyTooLarge: Explanation("Asterisk takes no body over 40,960 bytes.", "Send less at a time."),
    Unprocessable: Explanation(
        "the request is well-formed, but Asterisk can't do it with these values.",
        "Check that what the parameters name exists and is part of your application.",
    ),
    ServerError: Explanation(
        "Asterisk tried and failed.", "Asterisk's console tells more: look at its last lines."
    ),
}

_BY_MESSAGE: dict[str, Explanation] = {
    "Channel not in Stasis application": Explanation(
        "the channel exists, but it is not (or no longer) in an application: only Stasis() in the "
        "dialplan, or an originate with an app, hands it over.",
        "Act on a channel between its StasisStart and its StasisEnd.",
    ),
    "Write access denied": Explanation(
        "this user is read-only: it may look (GET), but change nothing.",
        "Use another user, or set read_only = no in its section of ari.conf, and reload.",
    ),
    "Access denied by ACL": Explanation(
        "an access list (permit, deny, acl) keeps your address out.",
        "Look at permit and deny in the user's section of ari.conf.",
    ),
    "Channel not found": Explanation(
        "there is no channel with that id (any more): every call has new ids, and a channel is "
        "gone once its caller has hung up.",
        "GET /channels asks for what is there now; ari.log shows what happened.",
    ),
    "Playback not found": Explanation(
        "there is no playback with that id (any more): every call has new ids, and a playback is "
        "gone once it has finished.",
        "GET /playbacks/… asks for what is there now; ari.log shows what happened.",
    ),
    "Bridge not found": Explanation(
        "there is no bridge with that id (any more): it is gone once somebody has destroyed it.",
        "GET /bridges asks for what is there now; ari.log shows what happened.",
    ),
    "Application not found": Explanation(
        "there is no application of that name: one exists as long as a program is connected "
        "with it, or channels are still in it.",
        'Connect first: connect(…, app="…"); GET /applications asks for those that there are.',
    ),
    "Provided variable was not found": Explanation(
        "the channel has no variable of that name; upper and lower case matter.",
        "Set it in the dialplan with Set(NAME=value), or with POST to the same path.",
    ),
    "Unable to read provided function": Explanation(
        "the dialplan has no function of that name, or it can't be read here.",
        "Ask which there are: `core show functions` on Asterisk's console.",
    ),
    "Error parsing request body": Explanation(
        "the body is no JSON.", "Give json=…: arinb writes it as JSON."
    ),
    "Invalid endpoint specified": Explanation(
        "an endpoint is written technology/name, such as PJSIP/1000 or Local/1000@default.",
        "Ask which there are: GET /endpoints.",
    ),
    "Application or extension must be specified": Explanation(
        "Asterisk must know what to do with the new channel once it is answered.",
        'Name an application (app="hello-world"), or a place in the dialplan (extension="1000", '
        'context="default", priority=1).',
    ),
    "Channel with given unique ID already exists": Explanation(
        "that id is taken by a channel that still exists.",
        "Choose another channelId, or leave it out: Asterisk makes one.",
    ),
    "Uncontrolled device specified": Explanation(
        "only devices whose names begin with Stasis: can be set from outside.",
        'Use such a name, for instance "Stasis:lamp".',
    ),
    "specified format is unknown on this system": Explanation(
        "no module for this sound format is loaded, or the format is missing.",
        'Give one that is there, such as format="wav"; `core show file formats` lists them.',
    ),
    "Allocation failed": Explanation(
        "Asterisk could not make the channel; most often the endpoint's technology (the part "
        "before the first /, such as PJSIP) is misspelt or its module is not loaded.",
        "Ask which technologies there are: `core show channeltypes` on Asterisk's console.",
    ),
    "Failed to queue media for playback": Explanation(
        "no media was named.", 'Say what to play: media="sound:hello-world".'
    ),
    "Unsupported channel type": Explanation(
        "the channel's sound does not come over RTP, as that of a Local channel.",
        "Ask for the figures of a channel whose name begins with PJSIP/.",
    ),
    "Direction must be specified for at least spy or whisper": Explanation(
        "nothing is to be heard, and nothing to be said.",
        'Give spy="both", "in" or "out", or whisper= with one of these.',
    ),
    "Supplying a bridge type when updating a bridge is not allowed.": Explanation(
        "a bridge with that id exists already; this Asterisk would change its name, but its type "
        "stays.",
        "Choose another id, or leave the type out.",
    ),
    "Only string values in the 'variables' object allowed": Explanation(
        'a variable\'s value has to be a text; this Asterisk does not take {"value": …} either: '
        "report_events came with 20.20, 22.10 or 23.4.",
        "Write each value as a text.",
    ),
    "Asterisk not booted": Explanation(
        "Asterisk is still starting.", "Wait a second, and send the request again."
    ),
}
