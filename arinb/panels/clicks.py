"""Clicks on HTML: a row that is clicked writes its number into a field beside it.

The rows of a table are one HTML value; a widget of its own for each would be a thousand messages.
So the field is what counts: it can be typed into, too, and reached with the keyboard. Where
scripts are not allowed (a saved page, an untrusted notebook) rows can't be clicked, and that is
all. The scripts are constants, and take from the page only a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

# Of what is clicked, the nearest row; of its panel, the field; the event that ipywidgets awaits.
_CHOOSE = (
    "const row=event.target.closest('[data-row]');"
    "const field=row&&row.closest('.arinb-panel').querySelector('.arinb-row input');"
    "if(field&&String(getSelection())===''){field.value=row.dataset.row;"
    "field.dispatchEvent(new Event('change',{bubbles:true}))}"
)
_COPY = (
    "const text=this.previousElementSibling.textContent,button=this;"
    "navigator.clipboard.writeText(text).then(()=>{button.textContent='✓ copied'},"
    "()=>{button.textContent='select it and press Ctrl+C'})"
)


def choosable(table: str) -> str:
    """Return a table whose rows have a `data-row`, as one whose rows can be clicked.

    Example: `choosable('<table>…<tr data-row="17">…</table>')`
    """
    return f'<div onclick="{_CHOOSE}">{table}</div>'


def row_field(chosen: Callable[[int | None], None], placeholder: str) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Return the field that a click writes a row's number into.

    Parameters: `chosen`, called with the number, or with None when there is none in the field;
    `placeholder`, what it says then.

    Example: `clicks.row_field(self._choose, "click a row")`
    """
    import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

    field = ipywidgets.Text(
        description="Row",
        placeholder=placeholder,
        tooltip="the number of a row: click one, or type it",
        layout={"width": "12em"},
        style={"description_width": "initial"},
    )
    field.add_class("arinb-row")

    def changed(change: Mapping[str, str]) -> None:
        text = change["new"].strip()
        chosen(int(text) if text.isdecimal() else None)

    field.observe(changed, "value")
    return field


def copyable(text: str) -> str:
    """Return a text, already escaped, as a line of code with a button that copies it.

    Example: `copyable(escape(exchange.curl))`
    """
    sign = '<i class="fa fa-copy" aria-hidden="true"></i>'
    button = f'<button type="button" class="jupyter-button" onclick="{_COPY}">{sign} copy</button>'
    return f'<div class="arinb-copy"><code>{text}</code>{button}</div>'
