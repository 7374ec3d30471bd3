"""What the panels of one connection share: its log, and a notice that can't be missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.panels import look
from arinb.panels.latest import end_of, read
from arinb.panels.panel import Panel

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.ari.entry import Entry

# What the states of a connection mean: how grave, and in words.
_STATES: dict[str, tuple[look.Tone, str]] = {
    "opened": ("good", "Connected"),
    "back": ("good", "Connected again"),
    "lost": ("bad", "The connection is lost"),
    "trying": ("bad", "The connection is lost; trying to connect again"),
    "replaced": ("bad", "Another program has taken this application over: no event comes here"),
    "refused": ("bad", "Asterisk refuses the connection"),
    "closed": ("over", "The connection is closed"),
}


class AriPanel(Panel):
    """A panel about one connection.

    Parameters: `ari`, as `arinb.connect()` returns it.

    Fields: `ari`; `log`, its event log.

    Example: `EventsPanel(ari)`
    """

    def __init__(self, ari: Connection) -> None:
        super().__init__((ari.url, ari.app))
        self.ari = ari
        self.log = ari.log

    def end(self) -> int:
        """Return the number that the log's next row gets: cheap, for a fingerprint.

        Example: `panel.end()`
        """
        return end_of(self.log)

    def entry(self, row: int) -> Entry | None:
        """Return a row of the log, or None when it is dropped or not there yet.

        Example: `panel.entry(17)`
        """
        if row < 0:
            return None
        found = next(iter(read(self.log, row, 1)[0]), None)
        return found if found is not None and found.row == row else None

    def missing(self, row: int) -> str:
        """Return why there is no such row.

        Example: `panel.missing(17)`
        """
        if row < self.log.dropped:
            return f"Row {row} was dropped, to keep the log's bound."
        return f"There is no row {row} yet."

    def _notice(self) -> str:
        latest = self.log.connection
        if latest is None or latest.type == "opened":
            return ""
        tone, text = connection_in_words(latest)
        # Each further attempt is another text: read out when there is a pause, not at once.
        urgent = tone == "bad" and latest.type != "trying"
        return look.note(tone, text, role="alert" if urgent else "status")


def connection_in_words(latest: Entry | None) -> tuple[look.Tone, str]:
    """Return the state of a connection as a tone and a sentence with its time and reason.

    Parameters: `latest`, the log's latest connection change, or None.

    Example: `connection_in_words(ari.log.connection)`
    """
    if latest is None:
        return "busy", "Not connected yet"
    tone, words = _STATES.get(latest.type, ("busy", f"The connection is {latest.type}"))
    if latest.type == "opened":
        return tone, f"{words} since {latest.time:%H:%M:%S}"
    reason = f": {latest.detail}" if latest.detail else "."
    return tone, f"{words} (at {latest.time:%H:%M:%S}){reason}"
