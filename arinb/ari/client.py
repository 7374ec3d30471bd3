"""Requests to ARI over HTTP, one after another, each written into the log."""

from __future__ import annotations

import ipaddress
import os
import time
from typing import Any

import requests
from requests.auth import HTTPBasicAuth

from arinb.ari.address import Address, address_of, check_timeout
from arinb.ari.crashes import check_survives
from arinb.ari.encoding import body, check_line, checked_method, segment, target
from arinb.ari.exchange import Exchange
from arinb.ari.explain import answer_error
from arinb.ari.log import EventLog
from arinb.ari.unanswered import FAILURES, broken_off, hung_up, unanswered
from arinb.errors import AriError
from arinb.versions import version_in

__all__ = ["Client", "segment"]

_JSON = {"Content-Type": "application/json"}


class Client:
    """Sends requests to the Asterisk REST Interface, over connections that stay open.

    Parameters: `url`, Asterisk's web server, such as "http://pbx.example:8088"; `username` and
    `password`, a user of ari.conf; `timeout`, seconds to wait for an answer; `log`, the
    `EventLog` to write into, or None for one of its own. Raises BadRequestArgument for a URL, a
    user or a timeout that can't be right. Several threads may use it. `version` is the server's,
    once somebody has asked for it (`learn_version()`).

    Example: `Client(pbx.url, pbx.username, pbx.password).get("/asterisk/info")`
    """

    def __init__(
        self,
        url: str,
        username: str | None = None,
        password: str | None = None,
        *,
        timeout: float = 10.0,
        log: EventLog | None = None,
    ) -> None:
        address = address_of(url, username, password)
        self.url = address.url
        self.username = address.username
        self._password = address.password
        self.log = EventLog() if log is None else log
        check_timeout(timeout)
        self.timeout = timeout
        # Of the server, as soon as somebody has asked: see learn_version().
        self.version = ""
        self._session = _session(address)
        # Proxies and certificates that the environment names: looked up once, not for each request.
        self._way = self._session.merge_environment_settings(self.url, {}, None, None, None)
        self._secret = address.authorization.removeprefix("Basic ").encode()

    def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        timeout: float | None = None,
        **params: Any,  # noqa: ANN401 - whatever an operation takes
    ) -> Exchange:
        """Send one request and return it with its answer.

        Parameters: `method`, such as "POST"; `path`, such as "/channels", with or without the
        "/ari" at its beginning (what stands in it for an id or a name goes through `segment`);
        `json`, a body (at most 40,960 bytes as JSON); `timeout`, seconds without a sign of the
        server, in place of the client's; all others are the operation's parameters by ARI's own
        names: a list is sent with commas, True and False as true and false, None not at all. ARI's
        own `timeout`, of a dialled call, goes into the path: "/channels?timeout=30".

        Raises an `AnswerError` by status (NotFound, Conflict, …); `NotSent` when the request
        never arrived; `OutcomeUnknown` when no answer came; `NotAsterisk`.

        Example: `client.request("POST", f"/channels/{id}/play", media="sound:hello-world")`
        """
        method, written, content = checked_method(method), target(path, params), body(json)
        check_survives(method, written, content)
        return self.send(method, written, content, timeout=timeout)

    def send(
        self, method: str, target: str, body: bytes = b"", *, timeout: float | None = None
    ) -> Exchange:
        """Send one request that is written already; `request()` writes it first.

        Parameters: `method` in capitals; `target`, path and query as they go over the wire;
        `body`, JSON; `timeout`, as `request()` takes it. Raises what `request()` raises.

        Example: `client.send("GET", "/ari/channels")`
        """
        if timeout is not None:
            check_timeout(timeout)
        check_line(method, target)
        exchange = Exchange(method, self.url + target, self.username, sent=body)
        row = self.log.record_request(exchange.method, exchange.path, body)
        try:
            self._send(exchange, timeout or self.timeout)
        except FAILURES as error:
            raised = unanswered(error, exchange, self.url)
            self.log.record_answer(row, None, raised.what, exchange.elapsed)
            raise raised from None
        except KeyboardInterrupt:
            self.log.record_answer(row, None, "interrupted", exchange.elapsed)
            raise
        self.log.record_answer(
            row, exchange.status, exchange.reason, exchange.elapsed, exchange.body
        )
        failed = answer_error(exchange) or broken_off(exchange)
        if failed is not None:
            raise failed
        return exchange

    def learn_version(self, timeout: float | None = None) -> str:
        """Ask Asterisk for its version, keep it in `version`, and return it.

        Parameters: `timeout`, as `request()` takes it. Returns "" when it does not say, because its
        module for that is not loaded or the user may not ask.

        Example: `client.learn_version()` → `"22.10.1"`
        """
        try:
            answer = self.send("GET", "/ari/asterisk/info?only=system", timeout=timeout).json()
            self.version = version_in(answer["system"]["version"])
        except (AriError, KeyError, TypeError, ValueError, RecursionError):
            self.version = ""
        return self.version

    def get(self, path: str, **params: Any) -> Exchange:  # noqa: ANN401 - passed on
        """Ask for something: `request("GET", …)`.

        Example: `client.get("/channels").json()`
        """
        return self.request("GET", path, **params)

    def post(self, path: str, **params: Any) -> Exchange:  # noqa: ANN401 - passed on
        """Make or do something: `request("POST", …)`.

        Example: `client.post(f"/channels/{id}/answer")`
        """
        return self.request("POST", path, **params)

    def put(self, path: str, **params: Any) -> Exchange:  # noqa: ANN401 - passed on
        """Set something: `request("PUT", …)`.

        Example: `client.put("/deviceStates/Stasis:lamp", deviceState="INUSE")`
        """
        return self.request("PUT", path, **params)

    def delete(self, path: str, **params: Any) -> Exchange:  # noqa: ANN401 - passed on
        """End something: `request("DELETE", …)`.

        Example: `client.delete(f"/channels/{id}")`
        """
        return self.request("DELETE", path, **params)

    def close(self) -> None:
        """Close the open connections; a later request opens new ones.

        Example: `client.close()`
        """
        self._session.close()

    @property
    def password(self) -> str:
        """The password that it sends; it stands in no repr and in no log.

        Example: `arinb.Client(ari.url, ari.client.username, ari.client.password)`
        """
        return self._password

    def __repr__(self) -> str:
        return f"<Client {self.username} at {self.url}>"

    def _send(self, exchange: Exchange, timeout: float) -> None:
        began = time.perf_counter()
        try:
            answer = self._answer(exchange, timeout)
        except requests.ConnectionError as error:
            # Asterisk closes a connection that was idle for 15 s, perhaps just as it is used again.
            # To ask once more does no harm; to do something once more might.
            if exchange.method != "GET" or not hung_up(error):
                raise
            answer = self._answer(exchange, timeout)
        finally:
            exchange.elapsed = time.perf_counter() - began
        exchange.status = answer.status_code
        exchange.reason = answer.reason or ""
        exchange.headers = answer.headers
        # Some servers, made for trying things out, send back what they were sent.
        exchange.body = answer.content.replace(self._secret, b"***")

    def _answer(self, exchange: Exchange, timeout: float) -> requests.Response:
        # Prepared here: session.request() would merge settings that are always the same.
        session, request = self._session, requests.PreparedRequest()
        request.prepare(
            exchange.method,
            exchange.url,
            headers={**session.headers, **_JSON} if exchange.sent else session.headers,
            data=exchange.sent or None,
            auth=session.auth,
            cookies=session.cookies,
        )
        return session.send(request, timeout=timeout, **self._way)


class _Session(requests.Session):
    """A session that takes the password to no other place than the one it was given for."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Say that no answer is a redirection."""


def _session(address: Address) -> requests.Session:
    session = _Session()
    session.auth = HTTPBasicAuth(address.username.encode(), address.password.encode())
    session.headers["Accept"] = "application/json, */*"
    # A proxy that the environment names can't reach this machine's own loopback.
    session.trust_env = not _is_loopback(address.host)
    # Without trust_env, requests would not look at this variable either.
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
    return session


def _is_loopback(host: str) -> bool:
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return ip.is_loopback or ip.is_unspecified
