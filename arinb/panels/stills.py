"""Still pictures: what a saved notebook shows of a panel, where there is no kernel.

A saved notebook keeps a widget's name, but mostly not its state: JupyterLab then says "Error
displaying widget". So a panel is two outputs, the widget and a still picture of it, of which
a style sheet hides the one that is not wanted. Where there are no styles (an untrusted notebook, a
code host's page) there are no widgets either, and the still picture is seen.
"""

from __future__ import annotations

import time
import uuid
from typing import Any

from arinb.panels import look

QUIET = 0.6  # seconds without a change, after which a new still picture is sent
BUSY = 10.0  # seconds after which it is sent while changes go on

# The widget of this panel is on the page: no still picture. It is not: no place for it.
_ONE_OF_TWO = (
    "<style>body:has(.arinb-live-{id}) .arinb-still-{id}{{display:none}}\n"
    ".jp-OutputArea-child:not(:has(.arinb-panel)):has(+ .jp-OutputArea-child .arinb-still-{id})"
    "{{display:none}}</style>"
)


class Still:
    """The still picture of a panel in one output of a notebook, renewed now and then.

    Parameters: `number`, the id of the panel's widget, by which both outputs know each other.

    Example: `Still(box.model_id).show(panel.still())`
    """

    def __init__(self, number: str) -> None:
        self._number = number
        self._display = uuid.uuid4().hex
        self._seen: object = None
        self._changed = self._sent = time.monotonic()
        self._stale = False

    def show(self, html: str) -> None:
        """Show it, as an output of the running cell.

        Parameters: `html`, the picture.

        Example: `still.show(panel.still())`
        """
        self._publish(html, update=False)

    def renew(self, html: str) -> None:
        """Show another picture in the place of the earlier one, wherever that is.

        Example: `still.renew(panel.still())`
        """
        self._publish(html, update=True)

    def is_due(self, state: object) -> bool:
        """Return whether it is time to renew it: a change has come, and then no more for a while.

        Parameters: `state`, what differs after a change.

        Example: `still.is_due(panel.fingerprint)`
        """
        now = time.monotonic()
        if state != self._seen:
            self._stale = self._stale or self._seen is not None
            self._seen, self._changed = state, now
        return self._stale and (now - self._changed >= QUIET or now - self._sent >= BUSY)

    def _publish(self, html: str, *, update: bool) -> None:
        self._stale, self._sent = False, time.monotonic()
        picture = (
            f"{look.STYLE}{_ONE_OF_TWO.format(id=self._number)}"
            f'<div class="arinb-still arinb-still-{self._number}">{html}</div><!-- /still -->'
        )
        publish({"text/html": picture}, self._display, update=update)


def publish(data: dict[str, object], display: str | None = None, *, update: bool = False) -> None:
    """Show something as an output of the running cell, or in the place of an earlier output.

    Parameters: `data`, by MIME type; `display`, the output's id, so that it can be updated;
    `update`, whether it takes the place of the earlier output with that id.

    Example: `publish({"text/plain": "<EventsPanel>"})`
    """
    from IPython import display as ipython  # noqa: PLC0415 - only notebooks need it

    show: Any = ipython.publish_display_data
    show(data, transient={"display_id": display} if display else {}, update=update)
