"""The channels and bridges panel: what is alive now, and what can be done with it."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.ari.objects.perform import perform
from arinb.panels import alive_cards, look
from arinb.panels.action import Action
from arinb.panels.alive import AliveInLog
from arinb.panels.alive_cards import Shows
from arinb.panels.ari_panel import AriPanel
from arinb.panels.parts import row
from arinb.panels.pressing import press_field, pressable

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.panels.offers import Offer

MEDIA = ("sound:hello-world", "sound:tt-monkeys", "tone:ring", "number:42", "digits:1000")
TYPES = ("mixing", "holding", "mixing,dtmf_events", "mixing,proxy_media")
_NOTHING = (
    "No channel and no bridge is alive. Call the application, or make a bridge: it gets a card "
    "here, with what can be done with it."
)
_PATIENCE = 5.0  # seconds for each of the questions at the beginning


class ChannelsAndBridgesPanel(AriPanel):
    """What is alive now, as cards: channels and bridges, with the operations that fit their state.

    It reads the log, and asks Asterisk once for what there was before. What an application does
    not hear of (channels that are in the dialplan only) is shown as it was when it was asked.

    Parameters: `ari`, as `arinb.connect()` returns it.

    Example: `ChannelsAndBridgesPanel(ari)`
    """

    TITLE: ClassVar[str] = "Channels and bridges"

    def __init__(self, ari: Connection) -> None:
        super().__init__(ari)
        # The painter's own.
        self._alive = AliveInLog(self.log)
        self._asked = False
        # What callbacks and actions share with the painter, under the lock.
        self._offers: dict[str, Offer] = {}
        self._working: dict[str, threading.Thread] = {}
        # Set by a callback; read by others.
        self._media = MEDIA[0]
        self._asking: Action | None = None

    def _controls(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        style = ipywidgets.HTML(alive_cards.STYLE, layout={"display": "none"})
        media = ipywidgets.Combobox(
            value=self._media, options=MEDIA, description="To play",
            tooltip="what the Play buttons play", layout={"width": "20em"},
        )  # fmt: skip
        media.observe(lambda change: setattr(self, "_media", change["new"]), "value")
        self._type = ipywidgets.Dropdown(
            options=TYPES, description="Bridge", tooltip="the type of a new bridge",
            layout={"width": "18em"},
        )  # fmt: skip
        self._new = Action(
            self, "New bridge", self._new_bridge, icon="plus",
            tooltip="Make a bridge of this type: POST /bridges",
        )  # fmt: skip
        self._asking = Action(
            self, "Ask again", self._ask, icon="refresh",
            tooltip="Ask Asterisk for all channels and bridges: GET /channels, GET /bridges",
        )  # fmt: skip
        pressed = press_field(self._pressed)
        return style, row(media, self._type, self._new.button, self._asking.button), pressed

    def _fingerprint(self) -> Hashable:
        state = self._alive.state
        with self._lock:
            working = tuple(self._working)
        ages = alive_cards.ages(state, self.ari.app, self._now()) if self._hears() else ()
        return self.end(), working, ages, self._hears()

    def _html(self) -> str:
        self._alive.advance()
        state, hears = self._alive.state, self._hears()
        with self._lock:
            self._offers = alive_cards.offered(state, self.ari.app) if hears else {}
            working = tuple(self._working)
        now = self._now() if hears else 0
        shows = Shows(self.ari.app, now, buttons=hears, working=working)
        return pressable(self._cards(shows))

    def _repaint(self) -> None:
        # Once, when somebody looks: what began before the application came is in no event.
        if not self._asked and self._asking is not None and self._hears():
            self._asked = True
            if not self._alive.state.asked:
                self._asking.start()

    def _still(self) -> str:
        with self._painting:
            self._alive.advance()
            return alive_cards.STYLE + self._cards(Shows(self.ari.app, buttons=False))

    def close(self) -> None:
        """End it: its last state stays to be seen, without buttons.

        Example: `panel.close()`
        """
        super().close()
        if self._shown is not None:
            with self._painting:
                self._set(self._shown.live, self._cards(Shows(self.ari.app, buttons=False)))

    def join(self, timeout: float = 10.0) -> bool:
        """Wait until no operation is at work any more; return whether that is so.

        Parameters: `timeout`, seconds.

        Example: `panel.join()`
        """
        deadline = time.monotonic() + timeout
        with self._lock:
            threads = list(self._working.values())
        for thread in threads:
            thread.join(max(deadline - time.monotonic(), 0))
        asked = self._asking is None or self._asking.join(max(deadline - time.monotonic(), 0))
        return asked and not any(thread.is_alive() for thread in threads)

    def press(self, key: str) -> bool:
        """Do what the button with this key does; return whether it is offered now.

        Parameters: `key`, such as "channels.answer 1400609726.3".

        Example: `panel.press(f"channels.answer {start.channel.id}")`
        """
        with self._lock:
            offer = self._offers.get(key)
            if offer is None or key in self._working or self._closed:
                return False
            run = functools.partial(self._run, key, offer)
            thread = threading.Thread(target=run, name="arinb-action", daemon=True)
            self._working[key] = thread
        thread.start()
        return True

    def _pressed(self, key: str) -> None:
        if not self.press(key) and not self.closed:
            self.tell("over", "That is not offered any more: its state has changed meanwhile.")

    def _run(self, key: str, offer: Offer) -> None:
        arguments = dict(offer.arguments)
        if offer.wants_media:
            arguments["media"] = self._media
        try:
            exchange = perform(self.ari.client, offer.operation, **arguments)
        except Exception as error:  # noqa: BLE001 - shown in the panel
            self.tell_error(error)
        else:
            path = exchange.path.removeprefix("/ari")
            self.tell("good", f"{exchange.status} {exchange.reason}: {exchange.method} {path}")
        finally:
            with self._lock:
                self._working.pop(key, None)

    def _new_bridge(self) -> str:
        bridge = self.ari.bridges.create(type=self._type.value)
        return f"There is a new bridge, {bridge.id}."

    def _ask(self) -> None:
        for path in ("/channels", "/bridges"):
            self.ari.client.get(path, timeout=_PATIENCE)

    def _hears(self) -> bool:
        """Whether events come."""
        latest = self.log.connection
        return latest is None or latest.type in ("opened", "back")

    def _now(self) -> int:
        return time.time_ns()

    def _cards(self, shows: Shows) -> str:
        state = self._alive.state
        missed = ""
        if self._alive.missed:
            words = "The log had dropped rows before they were read here: ask again."
            missed = look.line("busy", words)
        if not state.channels and not state.bridges:
            return missed + look.empty(_NOTHING if self._hears() else "Nothing was alive.")
        return missed + alive_cards.as_html(state, shows)
