"""One phone of the phone panel: its keys, its buttons, its state, and what it heard."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from arinb.errors import ArinbError
from arinb.panels import look
from arinb.panels.action import Action
from arinb.panels.entering import on_enter
from arinb.panels.handset import Handset
from arinb.panels.panel import in_words
from arinb.panels.parts import row
from arinb.pbx.sound import Sound

if TYPE_CHECKING:
    from arinb.panels.handset import Condition
    from arinb.panels.panel import Panel
    from arinb.pbx.phones import Kind
    from arinb.pbx.phones.phone import PhoneHost

KEYS = "123456789*0#"
LONGEST = 30  # seconds of what it heard that are in the page, and in a saved notebook
_NAMES = {"*": "star", "#": "hash"}
_KINDS = {"sip": "a SIP phone", "local": "inside Asterisk"}
_TONES: dict[Condition, look.Tone] = {
    "idle": "over", "calling": "busy", "ringing": "busy", "up": "good", "off": "over",
}  # fmt: skip
STYLE = """<style>
.arinb-phones { display: flex; flex-flow: row wrap; gap: 12px; align-items: start; }
.arinb-phone { flex: 0 1 19em; min-width: min(15em, 100%); padding: 8px 10px; margin: 0;
  border: 1px solid var(--jp-border-color1, #888); border-radius: 6px; box-sizing: border-box;
  overflow: visible; }
.arinb-phone > * { margin: 2px 0; }
.arinb-phone .arinb-keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px;
  overflow: visible; }
.arinb-panel .arinb-keys .jupyter-button { width: auto; margin: 0; height: 34px; font-weight: 600;
  font-size: 15px; line-height: 34px; }
.arinb-phone .widget-text { width: auto; margin: 0; flex: 1 1 6em; min-width: 0; }
.arinb-phone .widget-text .widget-label { width: auto; }
.arinb-phone .widget-text input { min-width: 0; font-family: var(--jp-code-font-family,
  monospace); }
.arinb-phone .arinb-controls > .jupyter-button { flex: 1 0 auto; margin: 0; }
.arinb-heard audio { width: 100%; min-width: 0; display: block; margin: 4px 0; }
</style>"""


class PhoneCard:
    """A phone's widgets, in a box.

    Parameters: `panel`, whose it is; `host`, what phones need of their Asterisk; `number`; `kind`,
    as `pbx.phone()` takes it.

    Fields: `handset`, the phone; `number_field`, where one types what to dial; `box`, all of it.

    Example: `PhoneCard(self, host, "1000", None).box`
    """

    def __init__(self, panel: Panel, host: PhoneHost, number: str, kind: Kind | None) -> None:
        self.handset = Handset(host, number, kind, self._failed)
        self._panel = panel
        # Set by actions and callbacks, one assignment each; read by the painter.
        self._said = ""
        self._sound: Sound | None = None
        self._sounds = 0
        self._listened: Condition = "off"

    @functools.cached_property
    def box(self) -> Any:  # noqa: ANN401 - ipywidgets has no types
        """All of it, made when it is first asked for."""
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self._head, self._heard, self._words = (ipywidgets.HTML() for _ in range(3))
        self.number_field = ipywidgets.Text(
            value="1000", description="Number", continuous_update=False,
            tooltip=f"what phone {self.handset.number} dials; Enter dials it",
            style={"description_width": "initial"},
        )  # fmt: skip
        act = functools.partial(Action, self._panel)
        self.dial = act("Dial", self._do(self._dial), icon="phone", tooltip="dial the number")
        self.hang_up = act(
            "Hang up", self._do(self.handset.hang_up), icon="times", tooltip="end the call"
        )
        self.answer = act(
            "Answer", self._do(self.handset.answer), icon="bell", tooltip="take the call"
        )
        self.listen = act(
            "Listen", self._do(self._listen), icon="volume-up",
            tooltip="what it has heard so far in this call, or in the last one",
        )  # fmt: skip
        self.switch_on = act(
            "Switch on", self._do(self._switch_on), icon="power-off",
            tooltip="register the phone with Asterisk, so that it can be called",
        )  # fmt: skip
        on_enter(self.number_field, self.dial.start)
        keys = ipywidgets.Box([self._key(key, ipywidgets) for key in KEYS])
        keys.add_class("arinb-keys")
        buttons = (a.button for a in (self.answer, self.hang_up, self.listen, self.switch_on))
        box = ipywidgets.VBox(
            [
                self._head,
                row(self.number_field, self.dial.button),
                keys,
                row(*buttons),
                self._heard,
                self._words,
            ]
        )
        box.add_class("arinb-phone")
        return box

    def look(self) -> object:
        """Look after the phone; return what is different when there is something new to paint.

        Example: `card.look()`
        """
        handset = self.handset
        handset.look()
        condition = handset.condition
        ended = self._listened == "up" and condition in ("idle", "off")
        self._listened = condition
        if ended:
            self.listen.start()
        seconds = handset.seconds if condition in ("up", "calling", "ringing") else 0
        return condition, seconds, handset.keys, handset.dialled, self._said, self._sounds

    def updates(self) -> Iterator[tuple[Any, str, object]]:
        """Yield what its widgets are to show.

        Example: `panel._bring(card.updates())`
        """
        condition = self.handset.condition
        yield self._head, "value", self.head()
        yield self._words, "value", self._said
        for action, wanted in (
            (self.answer, condition == "ringing"), (self.switch_on, condition == "off"),
        ):  # fmt: skip
            yield action.button.layout, "display", "" if wanted else "none"
        yield self._heard, "value", self._heard_html(self._sound)

    def head(self) -> str:
        """Return what the phone is and does, as HTML.

        Example: `card.head()`
        """
        handset = self.handset
        kind = _KINDS.get(handset.kind or "", "off")
        tone = _TONES[handset.condition]
        return (
            f'<p class="arinb-line"><strong>Phone {escape(handset.number)}</strong>, {kind}</p>'
            f'<p class="arinb-line" role="status">{look.SIGNS[tone]} '
            f"{look.shown(self._state_in_words(), 200)}</p>"
        )

    def still(self) -> str:
        """Return it as HTML for a page without widgets.

        Example: `card.still()`
        """
        return (
            f'<div class="arinb-phone">{self.head()}{self._heard_html(self._sound)}{self._said}'
            "</div>"
        )

    def join(self, timeout: float = 10.0) -> bool:
        """Wait until nothing of it is at work; return whether that is so.

        Parameters: `timeout`, seconds.

        Example: `card.join()`
        """
        deadline = time.monotonic() + timeout
        self.handset.join(timeout)
        actions = (self.dial, self.hang_up, self.answer, self.listen, self.switch_on)
        return all(action.join(max(0.0, deadline - time.monotonic())) for action in actions)

    def press(self, key: str) -> None:
        """Press a key: during a call it is sent, before one it goes into the number.

        Parameters: `key`, of "123456789*0#".

        Example: `card.press("#")`
        """
        condition = self.handset.condition
        if condition == "up":
            self.handset.press(key)
        elif condition in ("idle", "off"):
            self.number_field.value += key
        else:
            words = "Keys are sent during a call; this one has not been answered yet."
            self._said = look.note("busy", words)

    def _key(self, key: str, ipywidgets: Any) -> Any:  # noqa: ANN401 - it has no types
        name = _NAMES.get(key, key)
        button = ipywidgets.Button(description=key, tooltip=f"key {name}")
        button.on_click(lambda _: self.press(key))
        return button

    def _do(self, what: Callable[[], None]) -> Callable[[], None]:
        """An action whose outcome stands in this card, not below all of them."""

        def do() -> None:
            self._said = ""
            try:
                what()
            except ArinbError as error:
                self._failed(error)

        return do

    def _failed(self, error: ArinbError) -> None:
        self._said = look.note("bad", in_words(error), role="alert")

    def _dial(self) -> None:
        self._sound = None
        self._sounds += 1
        self.handset.dial(self.number_field.value.strip())

    def _switch_on(self) -> None:
        self.handset.switched_on()

    def _listen(self) -> None:
        phone = self.handset.phone
        sound = None if phone is None else phone.heard
        if sound is None:
            self._said = look.note("busy", "It has heard nothing yet: dial first.")
        self._sound = sound
        self._sounds += 1

    def _state_in_words(self) -> str:
        handset = self.handset
        minutes, seconds = divmod(handset.seconds, 60)
        who = f" {handset.dialled}" if handset.dialled else ""
        keys = f", keys sent: {handset.keys}" if handset.keys else ""
        return {
            "up": f"up: {who.strip() or 'called'} for {minutes}:{seconds:02d}{keys}",
            "calling": f"calling{who}…",
            "ringing": "ringing: somebody calls it",
            "idle": "idle",
            "off": "off: dial, or switch it on to be called"
            if handset.running
            else "off: its Asterisk is not running",
        }[handset.condition]

    def _heard_html(self, sound: Sound | None) -> str:
        if sound is None:
            return ""
        return heard_html(self.handset.number, sound)


@functools.lru_cache(maxsize=8)
def heard_html(number: str, sound: Sound) -> str:
    """Return a player for what a phone heard, the last 30 s of it.

    Example: `heard_html("1000", phone.heard)`
    """
    most = LONGEST * sound.rate
    left_out = sound.duration - LONGEST
    if left_out > 0:
        sound = Sound(sound.samples[-most:], sound.rate)
    more = (
        f'<p class="arinb-line">The first {left_out:.0f} s are left out: phone.heard has them.</p>'
        if left_out > 0
        else ""
    )
    title = f"What phone {escape(number)} heard"
    return (
        f'<div class="arinb-heard" role="group" aria-label="{title}">'
        f'<p class="arinb-line">{title}:</p>{sound._repr_html_()}{more}</div>'
    )
