"""Buttons in HTML: what is pressed goes into a field that nobody sees, and so to Python.

The cards are one HTML value, painted anew whenever something changes. A press must not be lost
when that happens between the mouse button's going down and up, nor the keyboard's focus: so the
panel's box, which stays, remembers both. The scripts are constants; they take from the page only
the key of a button, and Python looks whether it offers that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_PANEL = "const panel=this.closest('.arinb-panel'),button=event.target.closest('button[data-do]');"
_SEND = (
    "const field=panel.querySelector('.arinb-do input');"
    "field.value=Date.now()+' '+button.dataset.do;"
    "field.dispatchEvent(new Event('change',{bubbles:true}));"
)
_DOWN = f"{_PANEL}panel.dataset.pressed=button?button.dataset.do:''"
_UP = (
    f"{_PANEL}if(button&&button.ariaDisabled!=='true'&&panel.dataset.pressed===button.dataset.do){{{_SEND}}}"
    "panel.dataset.pressed=''"
)
# A click without a pointer is the keyboard's, or a screen reader's.
_CLICK = f"{_PANEL}if(button&&button.ariaDisabled!=='true'&&event.detail===0){{{_SEND}}}"
# Where the focus is: which button, of which card, and the how manieth there.
_FOCUS = (
    f"{_PANEL}if(button){{const card=button.closest('[data-card]');"
    "panel.dataset.focus=button.dataset.do;panel.dataset.card=card?card.dataset.card:'';"
    "panel.dataset.at=card?[...card.querySelectorAll('button')].indexOf(button):0}"
)
# When the button itself is gone a moment later, nobody has moved the focus: the painter has.
_BLUR = (
    "const panel=this.closest('.arinb-panel'),left=event.target;"
    "setTimeout(()=>{if(left.isConnected&&!document.activeElement.dataset.do)"
    "panel.dataset.focus=panel.dataset.card=''})"
)
# It is inserted anew: if the focus was in it, it is nowhere now.
_NEW = (
    "const panel=this.closest('.arinb-panel'),at=document.activeElement,kept=panel.dataset;"
    "if(kept.focus&&(!at||at===document.body||!at.isConnected)){"
    "const all=[...this.querySelectorAll('button[data-do]')];"
    "const near=all.filter(b=>b.closest('[data-card]')?.dataset.card===kept.card);"
    "const same=all.find(b=>b.dataset.do===kept.focus)||near[kept.at]||near[near.length-1];"
    "if(same)same.focus({preventScroll:true})}"
)


def pressable(html: str) -> str:
    """Return HTML whose buttons with a `data-do` can be pressed.

    Its outermost element has a CSS animation, which tells that it is there.

    Example: `pressable('<div class="arinb-cards-all">…<button data-do="hangup 1">…</div>')`
    """
    return (
        f'<div onpointerdown="{_DOWN}" onpointerup="{_UP}" onclick="{_CLICK}" '
        f'onfocusin="{_FOCUS}" onfocusout="{_BLUR}" onanimationstart="{_NEW}">{html}</div>'
    )


def press_field(pressed: Callable[[str], None]) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Return the field that presses go into.

    Parameters: `pressed`, called with the key of the button that was pressed.

    Example: `press_field(self._pressed)`
    """
    import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

    field = ipywidgets.Text(layout={"display": "none"}, continuous_update=False)
    field.add_class("arinb-do")
    # The time before the key makes each press another value.
    field.observe(lambda change: pressed(change["new"].partition(" ")[2]), "value")
    return field
