"""The status panel: which server, which application, and how much comes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar

from arinb.panels import look
from arinb.panels.ari_panel import AriPanel, connection_in_words
from arinb.panels.latest import Tally

if TYPE_CHECKING:
    from arinb.ari.connection import Connection


class StatusPanel(AriPanel):
    """Server, version, application, connection, rate and the size of the log, live.

    Parameters: `ari`, as `arinb.connect()` returns it.

    Example: `StatusPanel(ari)`
    """

    TITLE: ClassVar[str] = "Status"

    def __init__(self, ari: Connection) -> None:
        super().__init__(ari)
        self._tally = Tally.of(ari.log)

    def _fingerprint(self) -> Hashable:
        return self.end(), self.log.dropped, self._rate(), self.ari.version, self._backlog()

    def _html(self) -> str:
        tone, connection = connection_in_words(self.log.connection)
        rows = {
            "Server": self.ari.url,
            "Asterisk": self.ari.version or "does not say its version",
            "Application": self.ari.app,
            "Connection": f"{look.SIGNS[tone]} {connection}",
            "Rate": f"{self._rate()} rows a second",
            **self._waiting(),
            "Log": self._size(),
        }
        body = "".join(
            f'<tr><th scope="row">{name}</th><td>{look.shown(value, 300)}</td></tr>'
            for name, value in rows.items()
        )
        return f'<table class="arinb-table" aria-label="Status"><tbody>{body}</tbody></table>'

    def _rate(self) -> str:
        rate = self._tally.rate
        return f"{rate:.1f}" if 0 < rate < 9.5 else f"{rate:,.0f}"

    def _backlog(self) -> int | None:
        backlog = getattr(self.ari, "backlog", None)
        return backlog if isinstance(backlog, int) else None

    def _waiting(self) -> dict[str, str]:
        backlog = self._backlog()
        return {} if backlog is None else {"Backlog": f"{backlog:,} events not written down yet"}

    def _size(self) -> str:
        kept, dropped = len(self.log), self.log.dropped
        words = look.count(kept, "row")
        return f"{words}, {dropped:,} older ones dropped" if dropped else words
