"""Where an Asterisk is and who asks: checked before anything is sent."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from arinb.errors import BadRequestArgument

# Asterisk keeps 80 bytes for a dialplan context, and names one "stasis-<application>".
LONGEST_APP = 72

# A comma ends the name in Stasis(name,argument), and separates names in a URL.
_NOT_IN_APP = frozenset(',;()"\\')

_HOST = re.compile(r"[\w.:-]+")


@dataclass(frozen=True)
class Address:
    """A server and a user of it.

    Fields: `url`, without a slash at its end and without user and password; `username`;
    `password`, which no repr shows.

    Example: `Address("http://127.0.0.1:8088", "asterisk", password)`
    """

    url: str
    username: str
    password: str = field(repr=False)

    @property
    def authorization(self) -> str:
        """The value of the header Authorization. It holds the password: never show it.

        Example: `{"Authorization": address.authorization}`
        """
        both = f"{self.username}:{self.password}".encode()
        return "Basic " + b64encode(both).decode("ascii")

    @property
    def parts(self) -> SplitResult:
        """The URL's parts.

        Example: `address.parts.port`
        """
        return urlsplit(self.url)

    @property
    def secure(self) -> bool:
        """Whether TLS is spoken there.

        Example: `Address("https://pbx.example:8089", "me", password).secure`
        """
        return self.parts.scheme == "https"

    @property
    def host(self) -> str:
        """The host's name or address.

        Example: `address.host`
        """
        return self.parts.hostname or ""

    @property
    def port(self) -> int:
        """The port; that of http or https when the URL names none.

        Example: `address.port`
        """
        return self.parts.port or (443 if self.secure else 80)

    def events_path(self, app: str, subscribe_all: bool) -> str:
        """Return the path and query of the WebSocket below `url`, without the password.

        Example: `address.events_path("hello-world", False)`
        """
        query = {"app": app} | ({"subscribeAll": "true"} if subscribe_all else {})
        return f"/ari/events?{urlencode(query)}"


def address_of(url: str, username: str | None, password: str | None) -> Address:
    """Return the address that a URL, a user and a password name.

    Parameters: `url`, such as "http://pbx.example:8088", with or without "/ari"; it may carry user
    and password ("http://user:password@host:8088"), but `username` and `password` go first.

    Raises `BadRequestArgument`; its message never shows a password.

    Example: `address_of("http://127.0.0.1:8088/ari", "asterisk", password)`
    """
    parts = _parts(url)
    username = unquote(parts.username or "") if username is None else username
    password = unquote(parts.password or "") if password is None else password
    _check_user(username, password)
    path = parts.path.rstrip("/").removesuffix("/events").removesuffix("/ari")
    host = parts.netloc.rpartition("@")[2]
    return Address(f"{parts.scheme}://{host}{path}", username, password)


def check_app(app: str) -> None:
    """Raise `BadRequestArgument` unless `app` can be the name of one application.

    Example: `check_app("hello-world")`
    """
    if not isinstance(app, str) or not app:
        why = "the name is a text that isn't empty"
    elif any(c.isspace() or not c.isprintable() or c in _NOT_IN_APP for c in app):
        why = f"a name has no space and none of {' '.join(sorted(_NOT_IN_APP))}"
    elif len(app.encode("utf-8", "replace")) > LONGEST_APP:
        why = f"Asterisk takes names of up to {LONGEST_APP} bytes"
    else:
        return
    raise BadRequestArgument(
        f"{app!r} can't be the name of an application",
        why=why,
        next_step='use the name in the dialplan\'s Stasis(…), for instance app="hello-world"',
    )


def check_timeout(timeout: float) -> None:
    """Raise `BadRequestArgument` unless `timeout` is a number of seconds above 0, and finite.

    Example: `check_timeout(10)`
    """
    if isinstance(timeout, int | float) and 0 < timeout <= threading.TIMEOUT_MAX:
        return
    raise BadRequestArgument(
        f"timeout={timeout!r} is no time to wait",
        why="a wait lasts a number of seconds above 0, and always ends",
        next_step="give it seconds, for instance timeout=10",
    )


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        port_is_right = False
    if not port_is_right:
        raise _bad_url("its port is no number from 1 to 65535, or its host is not spelt right")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _bad_url("it has to begin with http:// or https:// and a host")
    if "@" in parts.path or not _HOST.fullmatch(parts.hostname):
        raise _bad_url("in a URL, a password's / @ : ? # are written as %2F %40 %3A %3F %23")
    if parts.query or parts.fragment:
        raise _bad_url("it ends with the path: nothing after a ? or # belongs to it")
    return parts


def _bad_url(why: str) -> BadRequestArgument:
    # The URL itself may hold a password, so it is not shown.
    return BadRequestArgument(
        "That is no URL of an Asterisk",
        why=why,
        next_step='write it like this: "http://pbx.example:8088"',
    )


def _check_user(username: str, password: str) -> None:
    if not username or not password:
        missing = "username" if not username else "password"
        raise BadRequestArgument(
            f"The {missing} is missing",
            why="ARI answers nobody whom it does not know",
            next_step='give username="…" and password="…", as a section of type=user in ari.conf '
            "has them",
        )
    if ":" in username or not (username + password).isprintable():
        raise BadRequestArgument(
            "This username or password can't be sent",
            why="a username has no colon, and neither has characters that can't be printed",
            next_step="change them in ari.conf",
        )
