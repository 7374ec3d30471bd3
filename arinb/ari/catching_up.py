"""What is there now, asked when a lost connection is back: the log then shows where one stands."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from arinb.ari.encoding import segment
from arinb.errors import AriError

if TYPE_CHECKING:
    from arinb.ari.client import Client

# Seconds for each answer; after close() a question may be on its way for so long.
_PATIENCE = 5.0


class CatchingUp:
    """Asks for the version, the application, the channels and the bridges, in a thread of its own.

    The thread lasts for these requests only. It is not the collector's, since Asterisk drops a
    connection that nobody reads for a tenth of a second. The answers are rows of the log; so are
    failures.

    Parameters: `client`, who asks; `app`, the application's name.

    Example: `CatchingUp(client, "hello-world").begin()`
    """

    def __init__(self, client: Client, app: str) -> None:
        self._client = client
        self._app = app
        self._closed = False
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Ask, and return at once; an earlier round stops before its next question.

        Example: `catching_up.begin()`
        """
        self._thread = threading.Thread(
            target=self._ask, name=f"arinb-catching-up-{self._app}", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Ask no more; wait for the answer to a question that has been asked.

        Example: `catching_up.close()`
        """
        self._closed = True
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _ask(self) -> None:
        # Asterisk may be another one than before.
        self._client.learn_version(_PATIENCE)
        for path in (f"/applications/{segment(self._app)}", "/channels", "/bridges"):
            if self._closed or threading.current_thread() is not self._thread:
                return
            with contextlib.suppress(AriError):
                self._client.get(path, timeout=_PATIENCE)
