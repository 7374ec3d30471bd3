"""What the panels of one private Asterisk share: how to get at it, and whether it runs."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from arinb.errors import NotRunning
from arinb.panels import look
from arinb.panels.painter import painter
from arinb.panels.patient import PatientPanel

if TYPE_CHECKING:
    from arinb.pbx.private import PrivateAsterisk


class PbxPanel(PatientPanel):
    """A panel about a private Asterisk.

    It does not keep it alive: an Asterisk that no variable holds any more ends, and its panel says
    so.

    Parameters: `pbx`, a `PrivateAsterisk`.

    Example: `ConsolePanel(pbx)`
    """

    def __init__(self, pbx: PrivateAsterisk) -> None:
        super().__init__(str(pbx.folder))
        self._pbx = weakref.ref(pbx)

    @property
    def pbx(self) -> PrivateAsterisk:
        """The private Asterisk. Raises NotRunning when no variable holds it any more.

        Example: `panel.pbx.running`
        """
        pbx = self._pbx()
        if pbx is None:
            raise NotRunning(
                "This panel's Asterisk is gone.",
                why="no variable holds it any more, so it was ended.",
                next_step="Keep it: pbx = arinb.PrivateAsterisk().start(). Then run this cell "
                "again.",
            )
        return pbx

    @property
    def gone(self) -> bool:
        """Whether no variable holds its Asterisk any more.

        Example: `assert not panel.gone`
        """
        return self._pbx() is None

    def paint(self) -> None:
        """Show what has changed; it is the last time when its Asterisk is gone.

        Example: `panel.paint()`
        """
        if self.gone:
            self._parts()  # there is a page to say it on
            self.close()
            painter.remove(self)  # it may have been closed before it was first painted
        super().paint()

    def _notice(self) -> str:
        try:
            pbx = self.pbx
            return "" if pbx.running else look.note("over", why_stopped(pbx), role="alert")
        except NotRunning as error:
            return look.note("over", str(error), role="alert")


def why_stopped(pbx: PrivateAsterisk) -> str:
    """Return why a private Asterisk does not run, and what to do, or "" if it does.

    Example: `why_stopped(pbx)`
    """
    if pbx.running:
        return ""
    try:
        pbx.cli("core show uptime")
    except NotRunning as error:
        return str(error)
    return ""
