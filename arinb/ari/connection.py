"""`connect()`: the client, the log, the collector and the events of one application, together."""

from __future__ import annotations

import contextlib
import itertools
import threading
import weakref
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

from arinb.ari.address import Address, address_of, check_app, check_timeout
from arinb.ari.catching_up import CatchingUp
from arinb.ari.client import Client, segment
from arinb.ari.collector import Collector
from arinb.ari.events import Events
from arinb.ari.handshake import Line, open_websocket
from arinb.ari.log import EventLog
from arinb.ari.resources import Resources
from arinb.errors import AriError, BadRequestArgument

if TYPE_CHECKING:
    from websocket import WebSocket

    from arinb.ari.exchange import Exchange


@runtime_checkable
class HasAri(Protocol):
    """Anything that knows where its ARI is and who may use it, such as a `PrivateAsterisk`.

    Example: `isinstance(pbx, HasAri)`
    """

    @property
    def url(self) -> str:
        """Where Asterisk's web server is, such as "http://127.0.0.1:8088"."""

    @property
    def username(self) -> str:
        """A user of ari.conf."""

    @property
    def password(self) -> str:
        """The user's password."""


class Connection(Resources):
    """One application of ARI: its events, its requests, and the log of both.

    Made by `connect()`. Fields: `app`, the application's name; `url`, the server's, without a
    password; `events`, to wait for; `on`, the same as `events.on`, to have functions called with
    them; `applications`, `asterisk`, `bridges`, `channels`, `device_states`, `endpoints`,
    `mailboxes`, `playbacks`, `recordings` and `sounds`, all that ARI can be asked to do; `log`,
    everything in order; `client`, for any request. `close()` it, or use it in a `with` statement.

    Example: `with connect(pbx, app="hello-world") as ari: ari.events.wait_for("StasisStart")`
    """

    def __init__(
        self, client: Client, collector: Collector, catching_up: CatchingUp, app: str, *, all_: bool
    ) -> None:
        super().__init__(client)
        self.app = app
        self.url = client.url
        self.client = client
        self.log = client.log
        self.events = Events(
            self.log, client, app, failure=lambda: collector.failure, over=lambda: collector.over
        )
        self.on = self.events.on
        self._collector = collector
        self._catching_up = catching_up
        self._subscribe_all = all_

    @property
    def state(self) -> str:
        """Where the WebSocket stands: "open", "lost", "trying", "closed", "replaced" or "refused".

        "lost" stays so with `reconnect=False`, else "trying" follows: to get it back; "replaced":
        another program has taken the application over; "refused": Asterisk does not accept it any
        more, until a person changes something. The log's last row of the connection says why.

        Example: `ari.state`
        """
        connection = self.log.connection
        state = "opened" if connection is None else connection.type
        return "open" if state in ("opened", "back") else state

    @property
    def backlog(self) -> int:
        """How many bytes have come over the WebSocket that the log does not have yet.

        Example: `ari.backlog`
        """
        return self._collector.backlog

    @property
    def version(self) -> str:
        """The version of the Asterisk on the other side, such as "22.10.1"; "" if it won't say.

        Example: `ari.version`
        """
        return self.client.version

    def request(self, method: str, path: str, **params: Any) -> Exchange:  # noqa: ANN401 - passed on
        """Send any request to ARI; the same as `client.request`, which see.

        Example: `ari.request("GET", "/asterisk/info").json()`
        """
        return self.client.request(method, path, **params)

    def close(self) -> None:
        """Close the WebSocket and end its thread; the log stays. A second call does nothing.

        Asterisk forgets the application, unless channels are still in it. Raises `HandlerFailed`
        when all is closed, if a function given to `on` has failed and nobody was told yet.

        Example: `ari.close()`
        """
        self._close_all()
        self.events.tell_failures()

    def _close_all(self) -> None:
        if self._subscribe_all and self._collector.running and self.state == "open":
            # Asterisk can freeze ARI for good when a WebSocket closes while the state of a device
            # changes: https://github.com/asterisk/asterisk/issues/2170 (met with 22.10.1).
            path = f"/applications/{segment(self.app)}/subscription"
            with contextlib.suppress(AriError):
                self.client.delete(path, eventSource="deviceState:")
        self._close("by close()")

    def _close(self, why: str) -> None:
        with _registry_lock:
            if _registry.get((self.url, self.app)) is self:
                del _registry[self.url, self.app]
        self._collector.close(why)
        self._catching_up.close()
        self.events.close()
        self.client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_all()
        if error is None:
            self.events.tell_failures()

    def __repr__(self) -> str:
        return f"<Connection {self.app} at {self.url}, {self.state}>"


# The connections that are not closed, by URL and application: a cell that is run again closes its
# earlier one, which may be open, or trying to be so again.
_registry: dict[tuple[str, str], Connection] = {}
# All that somebody still holds, closed or not, by the order in which they were made.
_made: weakref.WeakValueDictionary[int, Connection] = weakref.WeakValueDictionary()
_numbers = itertools.count()
_registry_lock = threading.Lock()


def connect(
    target: str | HasAri,
    *,
    app: str,
    username: str | None = None,
    password: str | None = None,
    subscribe_all: bool = False,
    timeout: float = 10.0,
    reconnect: bool = True,
    max_events: int | None = None,
    max_bytes: int | None = None,
) -> Connection:
    """Connect to an Asterisk as an application: what wscat does in the tutorial, and more.

    It returns when Asterisk has accepted the WebSocket `/ari/events` and knows the application, so
    a call may be made in the next line. If this program is connected to the same server with the
    same name already, that connection is closed.

    A connection that breaks later is opened again as soon as Asterisk can be reached, and the log
    says so: a row "lost", one "trying" for each attempt, one "back"; what happened in between is
    not in the log. It ends for good when somebody else takes the application over ("replaced"), or
    Asterisk does not know the user any more ("refused").

    Parameters: `target`, a URL such as "http://pbx.example:8088", or anything with `url`,
    `username` and `password`, such as a `PrivateAsterisk`; `app`, the application's name, as in
    the dialplan's Stasis(…): without spaces and commas; `username` and `password`, a user of
    ari.conf; `subscribe_all`, True to receive the events of all channels, bridges, endpoints and
    device states, not only of those in the application; `timeout`, seconds, for the connection and
    for each request; `reconnect`, False to leave a connection that breaks broken; `max_events` and
    `max_bytes`, bounds for the log: beyond them it drops its oldest rows.

    Raises `Refused`, `UnknownHost`, `TlsError`, `NotAuthenticated` (wrong user or password),
    `AriDisabled`, `NotAsterisk`, `OutcomeUnknown` (no answer in time), or `BadRequestArgument`
    when the target, the name, the password or a bound can't be right.

    Example: `ari = arinb.connect(pbx, app="hello-world")`
    """
    check_app(app)
    check_timeout(timeout)
    address = _address(target, username, password)
    log = EventLog(max_events=max_events, max_bytes=max_bytes)
    client = Client(address.url, address.username, address.password, timeout=timeout, log=log)
    catching_up = CatchingUp(client, app)

    def reopen(line: Line) -> WebSocket:
        return open_websocket(address, app, subscribe_all=subscribe_all, timeout=timeout, line=line)

    with _only_opener(address.url, app):
        websocket = reopen(Line())
        log.record_connection("opened", address.url + address.events_path(app, subscribe_all))
        collector = Collector(
            websocket,
            app,
            log,
            reopen=reopen if reconnect else None,
            when_back=catching_up.begin,
        )
        try:
            connection = Connection(client, collector, catching_up, app, all_=subscribe_all)
            with _registry_lock:
                earlier = _registry.get((connection.url, app))
                _registry[connection.url, app] = connection
                _made[next(_numbers)] = connection
            if earlier is not None:
                earlier._close("by a newer connect() to the same application")  # noqa: SLF001 - its own class's helper
            client.learn_version()
        except BaseException:
            collector.close("by an interruption")
            raise
    return connection


def connections(url: str | None = None, *, closed: bool = False) -> list[Connection]:
    """Return this program's connections, oldest first.

    Parameters: `url`, a server's, as in `Connection.url`, None for any; `closed`, True to have
    those that are closed, too, as far as the program still holds them.

    Example: `[each.app for each in connections(pbx.url)]`
    """
    with _registry_lock:
        open_ = set(_registry.values())
        made = list(_made.values())
    return [each for each in made if (closed or each in open_) and url in (None, each.url)]


@contextlib.contextmanager
def _only_opener(url: str, app: str) -> Iterator[None]:
    """Keep an earlier connection from getting its WebSocket back meanwhile.

    The two would take the application from each other.
    """
    with _registry_lock:
        earlier = _registry.get((url, app))
    with earlier._collector.kept_from_opening() if earlier else contextlib.nullcontext():  # noqa: SLF001 - its own class's helper
        yield


def _address(target: str | HasAri, username: str | None, password: str | None) -> Address:
    if isinstance(target, str):
        return address_of(target, username, password)
    if isinstance(target, HasAri):
        return address_of(target.url, username or target.username, password or target.password)
    raise BadRequestArgument(
        f"connect() can't connect to a {type(target).__name__}",
        why="a target is a URL, or an object with url, username and password",
        next_step='for instance connect(pbx, app="hello-world"), or '
        'connect("http://127.0.0.1:8088", username="…", password="…", app="hello-world")',
    )
