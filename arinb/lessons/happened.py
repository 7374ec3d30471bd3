"""What happened since an exercise was begun: for checks, which look at nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from arinb.ari import payload
from arinb.errors import AriError
from arinb.lessons.asking import quiet_client

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.ari.entry import Entry
    from arinb.pbx.phones import Phone
    from arinb.pbx.private import PrivateAsterisk


@dataclass(frozen=True)
class Request:
    """One request that the learner's program sent, with its answer.

    Fields: `method`, such as "POST"; `path` below /ari, decoded, such as
    "/channels/1795450970.0/answer"; `params`, its parameters by name, from query and body
    alike, as text; `status` of the answer, None while there is none; `answer`, the answer's JSON,
    {} for none; `time`, seconds on the log's monotonic clock.

    Example: `happened.requests("POST", "/channels/.*/answer")[0].status`
    """

    method: str
    path: str
    params: Mapping[str, str]
    status: int | None
    answer: Mapping[str, Any]
    time: float

    @property
    def worked(self) -> bool:
        """Whether Asterisk did it: an answer below 300."""
        return self.status is not None and self.status < 300


class Happened:
    """Events and requests since the exercise was begun, and the server as it is now.

    Parameters: `since`, the program's connections, and the row of each one's log to begin at.

    Fields: `entries`, rows of the logs of all the program's connections, in the order of time;
    `pbx`, `ari` and `phones` (by the plan's names): for what only the server knows.

    Example: `happened.first("StasisStart")`
    """

    def __init__(
        self,
        since: Mapping[Connection, int],
        pbx: PrivateAsterisk,
        ari: Connection,
        phones: Mapping[str, Phone],
    ) -> None:
        # Only what is new is read: a log may be long, and a check looks many times.
        self._logs = [connection.log.since(row) for connection, row in since.items()]
        rows = [entry for log in self._logs for entry in log]
        self.entries = sorted(rows, key=lambda entry: entry.monotonic)
        self.pbx = pbx
        self.ari = ari
        self.phones = dict(phones)

    @property
    def nothing(self) -> bool:
        """Whether the program has neither asked nor been told anything since."""
        return not any(entry.kind in ("event", "request") for entry in self.entries)

    def events(self, *types: str, **fields: object) -> list[dict[str, Any]]:
        """Events as ARI sent them, in order, with `time`: seconds on the log's monotonic clock.

        Parameters: `types` that are wanted, none for all; `fields`, values that they must have; a
        double underscore goes deeper: `channel__id="1795450970.0"`, `playback__state="done"`.

        Example: `happened.events("ChannelDtmfReceived", digit="5")`
        """
        return list(self._events(types, fields))

    def first(self, *types: str, **fields: object) -> dict[str, Any] | None:
        """The first of such events, or None.

        Example: `happened.first("StasisStart")`
        """
        return next(self._events(types, fields), None)

    def last(self, *types: str, **fields: object) -> dict[str, Any] | None:
        """The last of such events, or None: what the learner tried last.

        Example: `happened.last("PlaybackFinished")`
        """
        found = self.events(*types, **fields)
        return found[-1] if found else None

    def requests(self, method: str = "", path: str = "") -> list[Request]:
        """Requests of the program in order.

        Parameters: `method`, "" for any; `path`, a regular expression that the whole path below
        /ari matches, "" for any.

        Example: `happened.requests("POST", "/channels/[^/]+/play(/.*)?")`
        """
        return [
            request
            for request in self._requests()
            if (not method or request.method == method)
            and (not path or re.fullmatch(path, request.path))
        ]

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON is what it is
        """What the server answers now, as JSON; None when it has no such thing, or no answer.

        Parameters: `path` below /ari, such as "/bridges". It is not written into the log.

        Example: `happened.get("/recordings/stored/greeting")`
        """
        client = quiet_client(self.pbx, self.ari)
        if client is None:
            return None
        try:
            return client.get(path).json()
        except AriError:
            return None
        finally:
            client.close()

    def _events(
        self, types: tuple[str, ...], fields: Mapping[str, object]
    ) -> Iterator[dict[str, Any]]:
        for entry in self.entries:
            if entry.kind == "event" and (not types or entry.type in types):
                data = entry.data
                if all(_at(data, name) == value for name, value in fields.items()):
                    yield {**data, "time": entry.monotonic}

    def _requests(self) -> list[Request]:
        found = [request for log in self._logs for request in _requests_in(log)]
        return sorted(found, key=lambda request: request.time)


def _requests_in(log: list[Entry]) -> Iterator[Request]:
    answers = {entry.request_row: entry for entry in log if entry.kind == "answer"}
    for entry in log:
        if entry.kind == "request":
            yield _request(entry, answers.get(entry.row))


def _request(entry: Entry, answer: Entry | None) -> Request:
    found = payload.params(entry.path, entry.raw)
    return Request(
        entry.method,
        unquote(entry.path.partition("?")[0]).removeprefix("/ari"),
        {name: ",".join(values) for name, values in found.items()},
        None if answer is None else answer.status,
        {} if answer is None else answer.data,
        entry.monotonic,
    )


def _at(data: object, name: str) -> object:
    for part in name.split("__"):
        data = data.get(part) if isinstance(data, dict) else None
    return data
