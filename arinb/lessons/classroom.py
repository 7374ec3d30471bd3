"""A lesson's Asterisk, its phones, and the connections that the learner makes to it."""

from __future__ import annotations

import contextlib
import threading
import time
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from arinb.ari.client import Client, segment
from arinb.ari.connection import Connection, connect, connections
from arinb.ari.events import so_far
from arinb.errors import AriError, ArinbError, EventTimeout, HandlerFailed
from arinb.lessons.asking import quiet_client
from arinb.pbx.conf.http import http_address
from arinb.pbx.private import PrivateAsterisk

if TYPE_CHECKING:
    from arinb.lessons.plan import Plan
    from arinb.pbx.phones import Phone

CLEARING = 5.0  # seconds for the calls of an earlier try to end
CANCELLING = 1.0  # seconds for a handler that is running just now
HERE = ("127.0.0.1", "localhost", "::1")
QUIET = 0.05  # seconds without a row in the log, after which no event of theirs is on its way


class Classroom:
    """What a started lesson has: `pbx`, `phones` by their names, and the connections.

    Parameters: `plan`. Raises what `PrivateAsterisk`, its `start()` and `connect()` raise; nothing
    is left running then.

    Example: `Classroom(find_plan("channels")).close()`
    """

    def __init__(self, plan: Plan) -> None:
        self.app = plan.app
        self.pbx = PrivateAsterisk()
        self._seen: list[Connection] = []
        # When nobody holds this Asterisk any more it ends, and its connections with it.
        self._end = weakref.finalize(self.pbx, _close_soon, self._seen)
        self._end.atexit = False
        try:
            for name, text in plan.files.items():
                self.pbx.conf[name] = text
            plan.prepare(self.pbx)
            self.pbx.start()
            self.ari = connect(self.pbx, app=plan.app)
            self._seen.append(self.ari)
            self.phones: dict[str, Phone] = {
                name: self.pbx.phone(number) for name, number in plan.phones.items()
            }
        except BaseException:
            self.close()
            raise

    @property
    def running(self) -> bool:
        """Whether its Asterisk runs."""
        return self.pbx.running

    @property
    def connections(self) -> list[Connection]:
        """Its own connection, and all that the learner has made, closed ones included.

        One that nobody held any more when this was asked first is not among them.

        Example: `[each.app for each in classroom.connections]`
        """
        known = [*self._seen, *self._here(closed=True)]
        self._seen[:] = dict.fromkeys(known)
        return list(self._seen)

    @property
    def quiet(self) -> bool:
        """Whether no phone is in a call, on its way to the program or from it.

        Example: `classroom.quiet`
        """
        return all(phone.state == "idle" for phone in self.phones.values())

    @property
    def current(self) -> Connection:
        """The open connection of the lesson's application; a learner may have made a new one.

        Example: `classroom.current.log`
        """
        return next((each for each in self._open() if each.app == self.app), self.ari)

    def clear(self) -> list[str]:
        """End the calls, bridges and handlers of earlier tries: the next one begins without them.

        What can't be ended stays: the learner may have broken the set-up, which a check will say.

        Returns the names of the handlers, as `ari.on` knew them.

        Example: `classroom.clear()`
        """
        deadline = time.monotonic() + CLEARING
        ended = [name for connection in self._open() for name in _without_handlers(connection)]
        for name, phone in self.phones.items():
            with contextlib.suppress(ArinbError):  # as with calls that can't be ended
                phone.hangup()
                # A phone goes off with its Asterisk, which may have been restarted.
                self.phones[name] = self.pbx.phone(phone.number)
        client = quiet_client(self.pbx, self.ari)
        if client is not None:
            with contextlib.closing(client), contextlib.suppress(AriError):
                _end_all(client, deadline)
                _forget(client, self.app)
        self._wait_for_silence(deadline)
        for connection in self._open():
            _go_past(connection)
        return ended

    def close(self) -> None:
        """End its connections, phones and Asterisk; the logs stay. Once more does nothing.

        Example: `classroom.close()`
        """
        self._end.detach()
        with contextlib.ExitStack() as rest:
            rest.callback(self.pbx.stop)
            for connection in self.connections:
                rest.callback(connection.close)  # each, even if one has a failure to tell

    def _open(self) -> list[Connection]:
        return self._here(closed=False)

    def _here(self, *, closed: bool) -> list[Connection]:
        """The connections to this Asterisk, by http or https and by whatever name of this machine.

        A learner may write the URL by hand.
        """
        http = http_address(self.pbx.conf["http.conf"].text)
        ports = (http.port, http.tls_port)
        return [
            each
            for each in connections(closed=closed)
            if urlsplit(each.url).hostname in HERE and urlsplit(each.url).port in ports
        ]

    def _wait_for_silence(self, deadline: float) -> None:
        """Wait until the last events of what was ended have come."""
        for connection in self._open():
            end = connection.log.end
            while time.monotonic() < deadline:
                if connection.log.wait(lambda _entry: True, since=end, timeout=QUIET) is None:
                    break
                end = connection.log.end


def _without_handlers(connection: Connection) -> Iterator[str]:
    for handler in connection.events.handlers:
        with contextlib.suppress(EventTimeout):  # it is called no more after it has returned
            handler.cancel(CANCELLING)
        yield handler.name


def _go_past(connection: Connection) -> None:
    """Have the next `wait_for` begin behind the events of earlier tries."""
    with contextlib.suppress(HandlerFailed):  # what has failed before is no part of this try
        connection.events.tell_failures()
    for last in so_far.latest_events(connection.log, 1):
        with contextlib.suppress(ArinbError):  # the connection may be lost
            connection.events.wait_for(None, since=last.row, timeout=0.1)


def _end_all(client: Client, deadline: float) -> None:
    for bridge in client.get("/bridges").json():
        _delete(client, f"/bridges/{segment(bridge['id'])}")
    while (left := client.get("/channels").json()) and time.monotonic() < deadline:
        for channel in left:
            _delete(client, f"/channels/{segment(channel['id'])}")
        time.sleep(0.02)  # no event tells of channels that are in no application


def _forget(client: Client, app: str) -> None:
    """Take away the subscriptions and the event filter of an application."""
    path = f"/applications/{segment(app)}"
    told = client.get(path).json()
    kinds = {"channel": "channel_ids", "bridge": "bridge_ids", "endpoint": "endpoint_ids"}
    names = [f"{kind}:{each}" for kind, ids in kinds.items() for each in told.get(ids, [])]
    names += [f"deviceState:{each}" for each in told.get("device_names", [])]
    for name in names:
        _delete(client, f"{path}/subscription", eventSource=name)
    client.put(f"{path}/eventFilter", json={})


def _delete(client: Client, path: str, **params: str) -> None:
    with contextlib.suppress(AriError):  # it may just have ended by itself
        client.delete(path, **params)


def _close_soon(connections_: list[Connection]) -> None:
    """Close them in a thread: one's variables can go at any moment, under any lock."""

    def close() -> None:
        for connection in connections_:
            with contextlib.suppress(ArinbError):  # nobody is there any more to be told
                connection.close()

    threading.Thread(target=close, name="arinb-closing", daemon=True).start()
