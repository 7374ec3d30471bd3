"""What all panels share. Read this first if you write one.

**A panel** is a class in a file of its own, derived from `Panel` (or from `AriPanel` in
`arinb.panels.ari_panel`, which adds `self.ari`, `self.log` and the notice of a lost connection).
Its class name ends in `Panel` (`EventsPanel`), its `TITLE` is what its tab says; `SCROLLS = True`
gives the live part a height of its own. It has:

- `super().__init__(target)` in its `__init__`: `target`, anything hashable that says what the panel
  is about. A cell that is run again replaces its panel of the same class and target.
- `_fingerprint()`: anything hashable and cheap that is different when there is something new to
  paint, such as `(self.end(), self._filter)`. It is asked four times a second, for ever.
- `_html()`: the live part as HTML. It is called by the painter's thread only when the fingerprint
  has changed, and becomes the value of one HTML widget: one message.
- `_controls()` and `_below()`: the widgets above and below the live part, each made once, when
  the panel is first shown (import ipywidgets inside of them). Put several into a `row()` of
  `arinb.panels.parts`.
- `_repaint()`: for more HTML widgets than the live one; call `self._set(widget, html)`, which sends
  only what differs. No more than one of them may change at each painting: four paintings a
  second of two messages each stay below ten messages.
- `_notice()`: a line or a box above all, "" for none. `_still()`: the HTML of a saved notebook,
  where it is to be other than `_html()`.
- A panel with nothing to show yet says so, and what to do, with `look.empty(…)`.

**Callbacks** of buttons and fields come on another thread while a cell runs. They set a field of
the panel (an assignment is atomic; more than one field: under `self._lock`) and return at once; the
painter does the rest within 0.25 s. What may take time, or go wrong, is an `Action`
(`arinb.panels.action`): it runs in a thread of its own, its button says "working…" meanwhile, and
what it returns or raises is shown below the panel. From anywhere: `self.tell("good", text)`.

**Nothing from the wire is markup**: every text goes through `look.shown()` or `look.note()`.
Colours are classes of `look.STYLE` or `var(--jp-…, fallback)`, always with a sign or a word.
Clicks in HTML: see `arinb.panels.clicks`. Nobody prints, nobody calls `display` or `Output`.

**Tests** call `panel.paint()` themselves and read `panel.live`; `panel.close()` at the end.

**In the dashboard** a panel stands when `arinb.panels.dashboard.TABS` has a line for it.
"""

from __future__ import annotations

import contextlib
import threading
from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from arinb.ari.entry import without_secrets
from arinb.errors import ArinbError
from arinb.panels import look
from arinb.panels.painter import painter
from arinb.panels.parts import Parts, replace_in_cell
from arinb.panels.stills import Still, publish

_VIEW = "application/vnd.jupyter.widget-view+json"
_CLOSED = "This panel is closed: it shows its last state. Run the cell again to open a new one."


class Panel(ABC):
    """Something to look at, live: shown in a cell, painted by the painter's thread.

    Parameters: `target`, what it is about.

    Fields: `failure`, the error of the latest painting, or None.

    Example: `EventsPanel(ari)`
    """

    TITLE: ClassVar[str] = ""
    SCROLLS: ClassVar[bool] = False

    def __init__(self, target: Hashable) -> None:
        self.target = target
        self.failure: Exception | None = None
        # Guards what callbacks, actions and the painter share; no widget is called under it.
        self._lock = threading.Lock()
        # Makes one painting follow another, and lets the closing one be the last.
        self._painting = threading.RLock()
        self._shown: Parts | None = None
        self._picture: Still | None = None
        self._painted: Hashable = None
        self._told = ""
        self._closed = False

    @abstractmethod
    def _fingerprint(self) -> Hashable:
        """What is different when there is something new to paint; cheap."""

    @abstractmethod
    def _html(self) -> str:
        """The live part as HTML, all that is from the wire escaped."""

    def _controls(self) -> Sequence[Any]:
        """The widgets above the live part."""
        return ()

    def _below(self) -> Sequence[Any]:
        """The widgets below the live part."""
        return ()

    def _repaint(self) -> None:  # noqa: B027 - most panels have one part only
        """Paint what there is beside the live part."""

    def _notice(self) -> str:
        """What stands above all, or ""."""
        return ""

    def _still(self) -> str:
        """The live part for a saved notebook."""
        return self._html()

    @property
    def closed(self) -> bool:
        """Whether it was closed: nothing paints it any more.

        Example: `assert not panel.closed`
        """
        return self._closed

    @property
    def widget(self) -> Any:  # noqa: ANN401 - ipywidgets has no types
        """The panel as a widget, to put into a box or a tab of your own; it is painted from now on.

        Example: `ipywidgets.HBox([EventsPanel(ari).widget, StatusPanel(ari).widget])`
        """
        self._open()
        return self._parts().box

    @property
    def box(self) -> Any:  # noqa: ANN401 - ipywidgets has no types
        """The same widget for a panel of panels, which paints its parts itself.

        Example: `ipywidgets.Tab([panel.box for panel in self.panels])`
        """
        return self._parts().box

    @property
    def seen(self) -> bool:
        """Whether anybody can see it, as far as is known.

        Example: `panel.seen`
        """
        return self._parts().seen

    @property
    def live(self) -> str:
        """The HTML of the live part, as it was painted last.

        Example: `"StasisStart" in panel.live`
        """
        return str(self._parts().live.value)

    def tell(self, tone: look.Tone, text: str) -> None:
        """Show a text below the panel, in place of the last one; "" shows none.

        Parameters: `tone`, "good", "busy", "bad" or "over"; `text`, which is escaped.

        Example: `panel.tell("good", "201 Created")`
        """
        role = "alert" if tone == "bad" else "status"
        self._told = look.note(tone, text, role=role) if text else ""

    def tell_error(self, error: BaseException) -> None:
        """Show what went wrong: what, why and what next, as far as the error knows.

        Example: `panel.tell_error(error)`
        """
        self.tell("bad", in_words(error))

    def paint(self) -> None:
        """Show what has changed, if anything has. The painter calls it.

        Example: `panel.paint()`
        """
        with self._painting:
            if self._closed:
                return
            self._paint()
            if self._picture is not None and self._picture.is_due(self._painted):
                self._picture.renew(self.still())

    def paint_safely(self) -> None:
        """Show what has changed; an error is kept and shown.

        Example: `panel.paint_safely()`
        """
        try:
            self.paint()
        except Exception as error:  # noqa: BLE001 - kept, and shown in the panel
            self.failed(error)

    def still(self) -> str:
        """Return its state as HTML for a page without widgets.

        Example: `panel.still()`
        """
        try:
            return self._notice() + self._still()
        except Exception as error:  # noqa: BLE001 - shown in its place
            return look.note("bad", in_words(error))

    def failed(self, error: Exception) -> None:
        """Keep an error of a painting and show it in the panel, which goes on.

        Example: `panel.failed(error)`
        """
        self.failure = error
        # The next painting is tried whatever the fingerprint says.
        self._painted = None
        with contextlib.suppress(Exception), self._painting:
            self._set(
                self._parts().notice,
                look.note("bad", f"This panel could not be painted.\n{in_words(error)}"),
            )

    def close(self) -> None:
        """End it: its last state stays to be seen, marked as closed. A second call does nothing.

        Example: `panel.close()`
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
        painter.remove(self)
        if self._shown is not None:
            self._show_closed()

    def dispose(self) -> None:
        """End it and take it off the page, with all that the front end holds of it.

        Example: `panel.dispose()`
        """
        self.close()
        if self._shown is not None:
            self._shown.close()

    def __repr__(self) -> str:
        # Constant and short: it stands in saved notebooks, which are compared.
        return f"<{type(self).__name__}>"

    def _ipython_display_(self) -> None:
        """Show it in a notebook: the widget, and a still picture for where there is none."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        publish({"text/plain": repr(self), _VIEW: view})
        with self._painting:
            self._picture = Still(self.box.model_id)
            self._picture.show(self.still())

    def _open(self) -> None:
        """Paint it for the first time, take the place of its predecessor, go on being painted."""
        replaced = replace_in_cell(self, (type(self), self.target))
        if replaced is not None:
            replaced.dispose()
        if self._closed:
            self._show_closed()
            return
        self.paint_safely()
        painter.add(self)

    def _show_closed(self) -> None:
        with self._painting:
            self._set(self._parts().notice, look.note("over", _CLOSED))
            self._parts().disable()
            if self._picture is not None:
                self._picture.renew(self.still())

    def _paint(self) -> None:
        """Bring its widgets up to date."""
        parts = self._parts()
        if not parts.seen:
            return
        fingerprint = (self._notice(), self._told, self._fingerprint())
        if fingerprint == self._painted:
            return
        notice, told, _ = fingerprint
        self._set(parts.live, self._html())
        self._set(parts.notice, notice)
        self._set(parts.told, told)
        self._repaint()
        self._painted, self.failure = fingerprint, None

    def _set(self, widget: Any, html: str) -> None:  # noqa: ANN401 - ipywidgets has no types
        """Give an HTML widget its value, if that is another one: each is a message."""
        if widget.value != html:
            widget.value = html

    def _parts(self) -> Parts:
        with self._painting:
            if self._shown is None:
                self._shown = Parts(
                    self.TITLE, self._controls(), self._below(), scrolls=self.SCROLLS
                )
            return self._shown


def in_words(error: BaseException) -> str:
    """Return an error's text for a panel: arinb's own as they are, others with their class.

    Example: `in_words(error)`
    """
    if isinstance(error, ArinbError):
        return str(error)
    return without_secrets(f"{type(error).__name__}: {error}".rstrip(": "))
