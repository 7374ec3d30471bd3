"""Asking the lesson's Asterisk without a trace in the learner's log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.client import Client
from arinb.errors import AriError, NotAuthenticated

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.pbx.private import PrivateAsterisk


def quiet_client(pbx: PrivateAsterisk, ari: Connection) -> Client | None:
    """Return a client with a log of its own; None when Asterisk can't be asked now.

    The learner may have changed ari.conf, so it asks as the connection's user first, and then as
    the file's. Close it afterwards.

    Parameters: `pbx` and `ari`, the lesson's.

    Example: `quiet_client(pbx, ari)`
    """
    known = (ari.client.username, ari.client.password)
    for username, password in dict.fromkeys([known, (pbx.username, pbx.password)]):
        try:
            client = Client(pbx.url, username, password)
        except AriError:
            return None  # http.conf has no address that makes sense
        try:
            client.get("/applications")
        except NotAuthenticated:
            client.close()
        except AriError:
            client.close()
            return None
        else:
            return client
    return None
