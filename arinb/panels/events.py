"""The events panel, in wscat's place: what comes over the WebSocket, newest first."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.ari import payload
from arinb.ari.api import EVENTS
from arinb.ari.listing import cells
from arinb.panels import clicks, look
from arinb.panels.ari_panel import AriPanel
from arinb.panels.event_details import event_as_html
from arinb.panels.latest import Latest, Tally
from arinb.panels.parts import row

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.ari.entry import Entry

LATEST = 100  # rows that are shown
STILL = 20  # rows of a saved notebook
_KINDS = ("event", "malformed", "connection")
_HEADS = ("row", "time", "event", "channel", "details")
_NOTHING = "No event yet. As soon as somebody calls the application, its events stand here."
_HINT = "Click a row, or type its number, to see the whole event and what it means."


@dataclass(frozen=True)
class Filter:
    """What is shown: rows that have all of these in them, upper and lower case being the same.

    Fields: `type`, a part of the event's type; `channel`, of a channel's name or id; `text`, of
    the JSON. "" lets everything through.

    Example: `Filter(type="stasis").keeps(ari.log[2])`
    """

    type: str = ""
    channel: str = ""
    text: str = ""

    def keeps(self, entry: Entry) -> bool:
        """Return whether a row is shown.

        Example: `Filter(text="1000").keeps(entry)`
        """
        if entry.kind not in _KINDS or self.type.lower() not in entry.type.lower():
            return False
        if not (self.channel or self.text):
            return True
        text = f"{entry.text}{entry.detail}".lower()
        return self.text.lower() in text and (not self.channel or self._is_about(entry, text))

    def _is_about(self, entry: Entry, text: str) -> bool:
        part = self.channel.lower()
        if part not in text:
            return False
        data = entry.data
        names = [str(channel.get("name", "")) for channel in payload.channels(data)]
        return any(part in name.lower() for name in [*names, *payload.channel_ids(data)])


class EventsPanel(AriPanel):
    """The events of an application, live: filter them, pause, look into one.

    It shows the newest 100 rows that pass the filter, and counts all by their type.

    Parameters: `ari`, as `arinb.connect()` returns it.

    Example: `EventsPanel(ari)`
    """

    TITLE: ClassVar[str] = "Events"
    SCROLLS: ClassVar[bool] = True

    def __init__(self, ari: Connection) -> None:
        super().__init__(ari)
        self._tally = Tally.of(self.log)
        # Set by callbacks, one assignment each; read by the painter.
        self._filter = Filter()
        self._paused = False
        self._chosen: int | None = None
        # The painter's own.
        self._latest = Latest(self.log, self._filter.keeps, LATEST)
        self._shows = self._filter
        self._rows: dict[int, str] = {}

    def _controls(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        narrow = {"layout": {"width": "15em"}, "style": {"description_width": "initial"}}
        self._head = ipywidgets.HTML()
        type_ = ipywidgets.Combobox(
            description="Type", placeholder="all types", options=sorted(EVENTS), **narrow
        )
        channel = ipywidgets.Text(
            description="Channel", placeholder="a part of its name or id", **narrow
        )
        text = ipywidgets.Text(description="Text", placeholder="anywhere in it", **narrow)
        fields = {"type": type_, "channel": channel, "text": text}

        def narrowed(_: object) -> None:
            self._filter = Filter(**{name: field.value for name, field in fields.items()})

        for field in fields.values():
            field.observe(narrowed, "value")
        pause = ipywidgets.ToggleButton(
            description="Pause", icon="pause", tooltip="keep the rows as they are for a while",
            layout={"width": "auto"},
        )  # fmt: skip
        pause.observe(lambda change: setattr(self, "_paused", change["new"]), "value")
        return row(type_, channel, text, pause), self._head

    def _below(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self._detail = ipywidgets.HTML()
        field = clicks.row_field(lambda number: setattr(self, "_chosen", number), "click a row")
        return row(field), self._detail

    def _fingerprint(self) -> Hashable:
        asked = self._filter, self._paused, self._chosen
        return self.end(), self.log.dropped, asked, self._tally.progress, self._latest.progress

    def _html(self) -> str:
        if self._shows != self._filter:
            self._shows = self._filter
            self._latest = Latest(self.log, self._shows.keeps, LATEST)
            self._rows = {}
            self._latest.advance()
        elif not self._paused:
            self._latest.advance()
        return clicks.choosable(self._table(LATEST)) if self._latest.entries else self._empty()

    def _repaint(self) -> None:
        self._tally.advance()
        self._set(self._head, self._counts())
        self._set(self._detail, self._chosen_html())

    def _still(self) -> str:
        return self._counts() + (self._table(STILL) if self._latest.entries else self._empty())

    def _table(self, most: int) -> str:
        entries = self._latest.entries[::-1][:most]
        known = self._rows
        self._rows = {entry.row: known.get(entry.row) or _cells(entry) for entry in entries}
        body = "".join(map(self._row, self._rows.items()))
        head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
        return (
            '<table class="arinb-table" aria-label="Events, newest first">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _row(self, numbered: tuple[int, str]) -> str:
        number, cells_ = numbered
        chosen = ' aria-selected="true"' if number == self._chosen else ""
        return f'<tr data-row="{number}"{chosen}>{cells_}</tr>'

    def _empty(self) -> str:
        if self._filter == Filter():
            return look.empty(_NOTHING)
        return look.empty(
            "No row passes the filter." if self._latest.complete else "Looking further back…"
        )

    def _counts(self) -> str:
        counts = self._tally.counts
        total = self.log.dropped + len(self.log)
        parts = [
            f"{look.count(sum(counts.values()), 'event')}, newest first",
            f"{look.count(total, 'row')} in the log",
        ]
        parts += [f"{self.log.dropped:,} oldest rows dropped"] if self.log.dropped else []
        parts += [] if self._tally.complete else ["still counting"]
        parts += [f"❚❚ paused: {self._newer():,} newer rows"] if self._paused else []
        chips = " ".join(
            f"<span>{look.shown(name)} <strong>{count:,}</strong></span>"
            for name, count in list(counts.items())[:12]
        )
        return f'<p class="arinb-line">{"; ".join(parts)}</p><div class="arinb-chips">{chips}</div>'

    def _newer(self) -> int:
        return self.end() - self._latest.progress[1]

    def _chosen_html(self) -> str:
        if self._chosen is None:
            return f'<p class="arinb-line">{_HINT}</p>'
        found = self.entry(self._chosen)
        return event_as_html(found) if found is not None else look.empty(self.missing(self._chosen))


def _cells(entry: Entry) -> str:
    number, time, _, what, channel, details = map(look.shown, cells(entry))
    return "".join(f"<td>{cell}</td>" for cell in (number, time, what, channel, details))
