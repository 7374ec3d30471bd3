"""The phone panel: what a learner dials with, as something to press."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.panels import look
from arinb.panels.patient import PatientPanel
from arinb.panels.phone_card import STYLE, PhoneCard
from arinb.pbx.phones import Phone

if TYPE_CHECKING:
    from arinb.pbx.phones import Kind
    from arinb.pbx.phones.phone import PhoneHost
    from arinb.pbx.private import PrivateAsterisk

_STOPPED = (
    "Asterisk is not running, so no phone can call.\n"
    "Next: `pbx.start()` starts it; then dial, and the phone is switched on again."
)


class PhonePanel(PatientPanel):
    """Telephones: keypad, dial, hang up, what each is doing, and what it heard.

    After a restart of Asterisk a phone is taken anew when something is dialled.

    Parameters: `phones`, each one of `pbx.phone("1000")`, or the `PrivateAsterisk` itself, whose
    phones with the `numbers` are then shown, and switched on when they are needed.

    Fields: `cards`, one for each phone.

    Example: `PhonePanel(pbx.phone("1000"), pbx.phone("1001"))`
    """

    TITLE: ClassVar[str] = "Phone"

    def __init__(
        self, *phones: Phone | PrivateAsterisk, numbers: Sequence[str] = ("1000",)
    ) -> None:
        wanted = [one for phone in phones for one in _hosts(phone, numbers)]
        super().__init__(tuple(number for _, number, _ in wanted))
        self.cards = [PhoneCard(self, host, number, kind) for host, number, kind in wanted]

    def _controls(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        box = ipywidgets.Box([card.box for card in self.cards])
        box.add_class("arinb-phones")
        return ipywidgets.HTML(STYLE, layout={"display": "none"}), box

    def join(self, timeout: float = 10.0) -> bool:
        """Wait until nothing is at work any more; return whether that is so.

        Parameters: `timeout`, seconds.

        Example: `panel.join()`
        """
        deadline = time.monotonic() + timeout
        return all(card.join(max(0.0, deadline - time.monotonic())) for card in self.cards)

    def _fingerprint(self) -> Hashable:
        return tuple(card.look() for card in self.cards), self._turn

    def _html(self) -> str:
        return "" if self.cards else look.empty('No phone: give it one, as pbx.phone("1000").')

    def _repaint(self) -> None:
        self._bring(self._updates())

    def _updates(self) -> Iterator[tuple[Any, str, object]]:
        for card in self.cards:
            yield from card.updates()

    def _notice(self) -> str:
        running = all(card.handset.running for card in self.cards)
        return "" if running else look.note("over", _STOPPED, role="alert")

    def _still(self) -> str:
        cards = "".join(card.still() for card in self.cards)
        return f'{STYLE}<div class="arinb-phones">{cards}</div>{self._html()}'


def _hosts(
    phone: Phone | PrivateAsterisk, numbers: Sequence[str]
) -> list[tuple[PhoneHost, str, Kind | None]]:
    """What phones need of their Asterisk, which does not keep it alive; number; kind."""
    host: PhoneHost = phone._host  # noqa: SLF001 - the house's own: it must outlive neither
    if isinstance(phone, Phone):
        return [(host, phone.number, phone.kind)]
    return [(host, number, None) for number in numbers]
