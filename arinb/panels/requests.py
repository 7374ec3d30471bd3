"""The requests panel, in curl's place: each request as `curl -v` shows it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.errors import BadRequestArgument
from arinb.panels import clicks, look
from arinb.panels.action import Action
from arinb.panels.ari_panel import AriPanel
from arinb.panels.exchanges import Asked, asked_as_html, paired
from arinb.panels.latest import Latest
from arinb.panels.parts import row

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.ari.entry import Entry

LATEST = 50  # requests that are shown
STILL = 20  # of a saved notebook
_HEADS = ("row", "time", "outcome", "took", "request")
_NOTHING = "No request yet. What this connection asks of Asterisk stands here, as curl shows it."


class RequestsPanel(AriPanel):
    """The requests of a connection, live: each as `curl -v` shows it, to copy, or to do again.

    It shows the newest 50, and all of the one that is chosen: the latest one, if none is.

    Parameters: `ari`, as `arinb.connect()` returns it.

    Example: `RequestsPanel(ari)`
    """

    TITLE: ClassVar[str] = "Requests"
    SCROLLS: ClassVar[bool] = True

    def __init__(self, ari: Connection) -> None:
        super().__init__(ari)
        # Set by a callback; read by the painter.
        self._chosen: int | None = None
        # The painter's own: requests, answers and malformed frames have no type.
        self._latest = Latest(self.log, _is_asked, 2 * LATEST, types=("",))

    def _below(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self._detail = ipywidgets.HTML()
        field = clicks.row_field(lambda number: setattr(self, "_chosen", number), "the latest")
        self._action = Action(
            self, "Do it again", self._again, icon="repeat", tooltip="send this request once more"
        )
        return row(field, self._action.button), self._detail

    def _fingerprint(self) -> Hashable:
        return self.end(), self.log.dropped, self._chosen, self._latest.progress

    def _html(self) -> str:
        self._latest.advance()
        return self._table(LATEST)

    def _repaint(self) -> None:
        asked = self._asked()
        if asked is not None:
            detail = asked_as_html(asked, self.ari.client)
        elif self._chosen is None:
            detail = ""
        else:
            there = self.entry(self._chosen) is not None
            why = f"Row {self._chosen} is no request." if there else self.missing(self._chosen)
            detail = look.empty(why)
        self._set(self._detail, detail)

    def _still(self) -> str:
        return self._table(STILL)

    def _table(self, most: int) -> str:
        asked = paired(self._latest.entries)[::-1][:most]
        if not asked:
            return look.empty(_NOTHING)
        shown = self._asked()
        body = "".join(
            _row(one, chosen=shown is not None and one.row == shown.row) for one in asked
        )
        head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
        return clicks.choosable(
            '<table class="arinb-table" aria-label="Requests, newest first">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _asked(self) -> Asked | None:
        """The request that is chosen, or the latest."""
        known = paired(self._latest.entries)
        if self._chosen is None:
            return known[-1] if known else None
        for asked in known:
            if self._chosen in (asked.row, asked.answer.row if asked.answer else None):
                return asked
        entry = self.entry(self._chosen)
        return next(iter(paired([entry])), None) if entry is not None else None

    def _again(self) -> str:
        asked = self._asked()
        if asked is None:
            raise BadRequestArgument(
                "There is no request to do again.",
                why="none has been made yet, or the log has dropped it",
                next_step="make one, for instance ari.asterisk.ping()",
            )
        exchange = asked.again(self.ari.client)
        return f"Done again: {exchange.status} {exchange.reason}"


def _is_asked(entry: Entry) -> bool:
    return entry.kind in ("request", "answer")


def _row(asked: Asked, *, chosen: bool) -> str:
    tone, outcome = asked.outcome
    took = "" if asked.answer is None else f"{(asked.answer.elapsed or 0) * 1000:.0f} ms"
    request = asked.about.method + " " + asked.about.path.removeprefix("/ari")
    cells = (
        str(asked.row),
        look.clock(asked.about.time),
        f"{look.SIGNS[tone]} {outcome}",
        took,
        request,
    )
    body = "".join(f"<td>{look.shown(cell, 160)}</td>" for cell in cells)
    selected = ' aria-selected="true"' if chosen else ""
    return f'<tr data-row="{asked.row}"{selected}>{body}</tr>'
