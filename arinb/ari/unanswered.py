"""What it means that a request got no answer: not sent at all, or sent with unknown outcome."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import requests
import urllib3.exceptions

from arinb.ari.entry import without_secrets
from arinb.ari.exchange import visible
from arinb.errors import (
    AriError,
    BadRequestArgument,
    NotAsterisk,
    NotSent,
    OutcomeUnknown,
    Refused,
    TlsError,
    UnknownHost,
)

if TYPE_CHECKING:
    from arinb.ari.exchange import Exchange

# What a connection may end with; requests lets some errors of urllib3 and of the system through.
FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)

# OpenSSL's names for "what came is no TLS".
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"})

# How a TLS alert begins, which is what a TLS port says to plain http.
_TLS_ALERT = "\x15\x03"


class _Told(NamedTuple):
    """What is told of a failure: the error's class and its sentences."""

    error: type[AriError]
    happened: str
    why: str
    next_step: str


def unanswered(error: Exception, exchange: Exchange, server: str) -> AriError:
    """Return the error that says why a request has no answer.

    Parameters: `error`, one of `FAILURES`; `exchange`, the request; `server`, its URL.

    Example: `raise unanswered(error, exchange, "http://127.0.0.1:8088")`
    """
    causes = list(_causes(error))
    told = (
        _no_tls(error, causes, server)
        or _no_connection(error, causes, server)
        or _no_http(causes, server)
        or _no_answer(error, causes, exchange)
    )
    return told.error(
        f"{exchange.method} {_path(exchange)} was {told.happened}",
        why=told.why,
        next_step=told.next_step,
        exchange=exchange,
    )


def broken_off(exchange: Exchange) -> OutcomeUnknown | None:
    """Return the error that an answer is which ended within its headers; None if it did not.

    Asterisk's headers always tell how long the body is.

    Parameters: `exchange`, with an answer that is no error.

    Example: `error = broken_off(exchange)`
    """
    if exchange.body or exchange.status == 204 or exchange.headers.get("Content-Length") == "0":
        return None
    return OutcomeUnknown(
        f"{exchange.method} {_path(exchange)} was answered, but the answer broke off.",
        why=f"it began with {exchange.status} {visible(exchange.reason)}, and ended before its "
        "body.",
        next_step="Ask for the state with GET, and look whether Asterisk still runs.",
        exchange=exchange,
    )


def hung_up(error: Exception) -> bool:
    """Whether the other side closed the connection without a word of an answer.

    Example: `hung_up(requests.ConnectionError(ConnectionResetError()))`
    """
    ends = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)
    return _find(list(_causes(error)), *ends) is not None


def _no_tls(error: Exception, causes: list[BaseException], server: str) -> _Told | None:
    happened = f"not sent: no trusted TLS connection to {server}."
    untrusted = _find(causes, ssl.SSLCertVerificationError)
    if isinstance(untrusted, ssl.SSLCertVerificationError):
        return _Told(
            TlsError,
            happened,
            f"its certificate is not trusted: {untrusted.verify_message}.",
            "If it is a certificate of your own, let the environment variable REQUESTS_CA_BUNDLE "
            "name its .pem file, and make a new client; use the host's name as it stands in it.",
        )
    failed = _find(causes, ssl.SSLError)
    if isinstance(failed, ssl.SSLError) and (failed.reason or "").upper() in _NO_TLS:
        return _Told(
            TlsError,
            happened,
            "what answers there speaks no TLS.",
            f"Write the URL with http://, or use the port that http.conf's tlsbindaddr names: "
            f"http{server.removeprefix('https')}",
        )
    if isinstance(error, requests.exceptions.SSLError) or _in_handshake(error, causes):
        return _Told(
            TlsError,
            happened,
            _deepest(causes),
            "Check that this port speaks https, and, if it is set, what the environment variable "
            "REQUESTS_CA_BUNDLE names.",
        )
    if not isinstance(error, requests.RequestException | urllib3.exceptions.HTTPError):
        why = f"the certificates to trust can't be read: {_deepest(causes)}"
        return _Told(
            TlsError, happened, why, "Look at the environment variable REQUESTS_CA_BUNDLE."
        )
    return None


def _in_handshake(error: Exception, causes: list[BaseException]) -> bool:
    return isinstance(error, requests.Timeout) and "handshake" in _deepest(causes)


def _no_connection(error: Exception, causes: list[BaseException], server: str) -> _Told | None:
    if isinstance(error, requests.exceptions.ProxyError):
        return _Told(
            NotSent,
            f"not sent: the proxy on the way to {server} did not let it through.",
            _deepest(causes),
            "The environment variables HTTP_PROXY and HTTPS_PROXY name the proxy; NO_PROXY names "
            "hosts that are reached without one.",
        )
    if _find(causes, urllib3.exceptions.NameResolutionError):
        return _Told(
            UnknownHost,
            f"not sent: there is no host of that name in {server}.",
            "its name can't be resolved to an address.",
            "Check the spelling of the host in the URL, and the network.",
        )
    if _find(causes, ConnectionRefusedError):
        return _Told(
            Refused,
            f"not sent: nothing listens at {server}.",
            "Asterisk is not running, its web server is off (enabled in http.conf), or it "
            "listens on another address or port.",
            "Look at http.conf, and at `http show status` on Asterisk's console.",
        )
    if _find(causes, requests.ConnectTimeout, urllib3.exceptions.NewConnectionError):
        return _Told(
            NotSent,
            f"not sent: {server} can't be reached.",
            _deepest(causes),
            "Check the address, the network, and a firewall in between.",
        )
    bad_urls = (requests.exceptions.InvalidURL, urllib3.exceptions.LocationValueError)
    if _find(causes, *bad_urls):
        return _Told(
            BadRequestArgument,
            f"not sent: {server} is no URL.",
            _deepest(causes),
            'A server is named like this: "http://pbx.example:8088".',
        )
    return None


def _no_http(causes: list[BaseException], server: str) -> _Told | None:
    """What came is no HTTP: another kind of server listens on that port."""
    strange = _find(causes, http.client.HTTPException)
    if strange is None or isinstance(
        strange, http.client.RemoteDisconnected | http.client.IncompleteRead
    ):
        return None
    said = str(strange).strip()
    if said.strip("'\"").startswith((_TLS_ALERT, ascii(_TLS_ALERT)[1:-1])):
        return _Told(
            TlsError,
            f"not sent: {server} speaks TLS only.",
            "the URL begins with http://, but the port is one for https.",
            f"Write it like this: https{server.removeprefix('http')}",
        )
    return _Told(
        NotAsterisk,
        "answered, but not by ARI: what came is no HTTP.",
        f"another kind of server listens at {server}; it said {visible(said)[:80]}",
        "Check the port: Asterisk's web server listens on the port that http.conf names, 8088 "
        "unless it says otherwise (5038 is AMI, 5060 SIP).",
    )


def _no_answer(error: Exception, causes: list[BaseException], exchange: Exchange) -> _Told:
    if isinstance(error, requests.Timeout):
        why = f"no answer came within {exchange.elapsed:.1f} s."
    else:
        why = f"the connection broke before the answer came: {_deepest(causes)}"
    done = "" if exchange.method == "GET" else " It may have been carried out all the same."
    tls = ""
    if hung_up(error) and exchange.url.startswith("http:"):
        tls = " (If this port is one for https, the URL begins with https://.)"
    return _Told(
        OutcomeUnknown,
        f"sent, but not answered.{done}",
        why,
        f"Ask for the state with GET, and look whether Asterisk still runs.{tls}",
    )


def _path(exchange: Exchange) -> str:
    return without_secrets(exchange.path.partition("?")[0])


def _deepest(causes: list[BaseException]) -> str:
    return without_secrets(visible(str(causes[-1])))[:200]


def _find(causes: list[BaseException], *kinds: type[BaseException]) -> BaseException | None:
    return next((cause for cause in causes if isinstance(cause, kinds)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what lies beneath it, from the outside in; requests wraps in several ways."""
    seen: set[int] = set()
    pending: list[BaseException] = [error]
    while pending:
        current = pending.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = [*current.args, getattr(current, "reason", None)]
        inner += [current.__cause__, current.__context__]
        pending += [e for e in inner if isinstance(e, BaseException)]
