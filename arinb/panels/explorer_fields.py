"""The explorer's form: a field for each parameter of an operation, by its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from arinb.panels import look
from arinb.panels.explorer_values import Raw, arguments_of, mistake
from arinb.versions import in_words, knows

if TYPE_CHECKING:
    from arinb.ari.api.description import Operation, Parameter
    from arinb.panels.explorer_choices import Choices

STYLE = """<style>
.arinb-form { display: grid; gap: 6px 16px; margin: 4px 0; width: 100%; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(22em, 100%), 1fr)); }
.arinb-form > .arinb-field { min-width: 0; overflow: visible; }
.arinb-field > .jupyter-widgets:not(.widget-html) { display: flex; flex-flow: column;
  align-items: stretch; width: auto; height: auto; margin: 0; overflow: visible; }
.arinb-panel .arinb-field .widget-label { width: auto; max-width: 100%; text-align: left;
  justify-content: start; font-family: var(--jp-code-font-family, monospace); height: auto;
  line-height: 1.6; margin: 0; overflow-wrap: anywhere; white-space: normal; }
.arinb-panel .arinb-field input, .arinb-panel .arinb-field select,
.arinb-panel .arinb-field textarea { width: 100%; box-sizing: border-box; flex: none; }
.arinb-panel .arinb-field select, .arinb-panel .arinb-field input { min-height: 28px; }
.arinb-panel .arinb-field textarea { min-height: 5em; }
.arinb-hint { font-size: 92%; line-height: 1.35; }
.arinb-mistake { font-weight: 700; border-left: 3px solid var(--jp-error-color1, #c62828);
  padding-left: 6px; margin: 2px 0; }
</style>"""
_REMEMBERED = 5_000  # choices of a field that were there once
_LEFT_OUT = "(left out)"
_UNITS = {
    "Seconds": "seconds", "offsetms": "milliseconds", "skipms": "milliseconds",
    "before": "milliseconds", "between": "milliseconds", "duration": "milliseconds",
    "after": "milliseconds", "timeout": "seconds",
}  # fmt: skip


class Field:
    """A parameter's field: what is written or chosen, what it means, and what is wrong with it.

    Parameters: `operation` and its `parameter`; `version`, of the server, "" if nobody knows;
    `choices`, to choose from; `changed`, called whenever somebody changes it.

    Fields: `parameter`; `widget`, the field; `note`, the text below it; `box`, with both.

    Example: `Field(operation, operation.parameters[0], "22.10.1", {}, lambda: None).raw`
    """

    def __init__(
        self,
        operation: Operation,
        parameter: Parameter,
        version: str,
        choices: Choices,
        changed: Callable[[], None],
    ) -> None:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self.parameter = parameter
        self._operation = operation
        self._too_old = bool(version) and not knows(version, parameter.since)
        self._version = version
        self._choices = choices
        # What any choice meant that this field has offered: one may still stand in it, or be
        # chosen from a list that is a moment old.
        self._meant = dict(choices)
        self.widget = self._made(ipywidgets)
        self.widget.disabled = self._too_old
        self.widget.observe(lambda _: changed(), "value")
        self.note = ipywidgets.HTML(self.hint(missing=False))
        self.box = ipywidgets.VBox([self.widget, self.note])
        self.box.add_class("arinb-field")

    @property
    def raw(self) -> Raw:
        """What the field holds.

        Example: `field.raw`
        """
        value: Raw = self.widget.value
        if isinstance(value, str) and value in self._meant:
            found = self._meant[value]
            # One of several that has a comma in it is one all the same.
            return (found,) if self.parameter.many and not self.parameter.schemes else found
        return value

    @property
    def needed(self) -> bool:
        """Whether it can't be left out.

        Example: `field.needed`
        """
        since = self.parameter.optional_since
        too_early = bool(since and self._version) and not knows(self._version, since)
        return too_early or self.parameter.required or self.parameter.place == "path"

    def offer(self, choices: Choices) -> bool:
        """Let others be chosen from; return whether they are others.

        Example: `field.offer(choices.of(field.parameter))`
        """
        if choices == self._choices or not hasattr(self.widget, "ensure_option"):
            return False
        self._choices = choices
        self._meant.update(choices)
        for oldest in list(self._meant)[: max(len(self._meant) - _REMEMBERED, 0)]:
            del self._meant[oldest]
        self.widget.options = tuple(choices)
        return True

    def hint(self, *, missing: bool) -> str:
        """Return what the parameter means, and what is wrong with it, as HTML.

        Parameters: `missing`, whether to say so of one that is empty and can't be.

        Example: `field.hint(missing=True)`
        """
        missing = missing and self.needed
        wrong = mistake(self._operation, self.parameter, self.raw, missing=missing)
        mark = ""
        if wrong:
            mark = f'<div class="arinb-mistake" role="alert">▲ {look.shown(wrong, 400)}</div>'
        return f'{mark}<div class="arinb-hint">{look.shown(self._meaning(), None)}</div>'

    def _meaning(self) -> str:
        parameter = self.parameter
        text = parameter.text[:1].upper() + parameter.text[1:]
        words = [text]
        if parameter.many:
            how = "chosen with Ctrl" if parameter.allowed else "separated by commas"
            words.append(f"Several are {how}.")
        if parameter.type in ("object", "containers"):
            words.append("Write JSON" + ("." if parameter.type == "object" else ", or NAME=value."))
        if parameter.default is not None:
            words.append(f"Default: {parameter.default}.")
        if self._too_old:
            since = in_words(parameter.since)
            words.append(f"Needs Asterisk {since}; this is {self._version}.")
        return " ".join(words)

    def _label(self) -> str:
        unit = next((u for n, u in _UNITS.items() if self.parameter.name.endswith(n)), "")
        number = self.parameter.type in ("int", "long")
        about = [unit] if unit and number else []
        about += ["required"] if self.needed else []
        return " ".join(
            [self.parameter.name_in_python, *([f"({', '.join(about)})"] if about else [])]
        )

    def _made(self, ipywidgets: Any) -> Any:  # noqa: ANN401 - ipywidgets has no types
        parameter, label = self.parameter, {"description": self._label()}
        if parameter.many and parameter.allowed:
            rows = len(parameter.allowed)
            return ipywidgets.SelectMultiple(options=parameter.allowed, rows=rows, **label)
        if parameter.allowed or parameter.type == "boolean":
            return ipywidgets.Dropdown(options=_options(parameter), **label)
        if parameter.type in ("object", "containers"):
            example = '{"LANG": "en"}'
            return ipywidgets.Textarea(placeholder=example, continuous_update=False, **label)
        if parameter.type in ("int", "long"):
            return ipywidgets.Text(placeholder="a whole number", continuous_update=False, **label)
        return ipywidgets.Combobox(
            options=tuple(self._choices), placeholder=_placeholder(parameter), **label
        )


class Form:
    """The fields of an operation.

    Parameters: as those of `Field`; `choose`, returns what a parameter can be chosen from.

    Fields: `operation`; `fields`; `box`, the widget.

    Example: `Form(operation, "22.10.1", choices.of, lambda: None).arguments()`
    """

    def __init__(
        self,
        operation: Operation,
        version: str,
        choose: Callable[[Parameter], Choices],
        changed: Callable[[], None],
    ) -> None:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self.operation = operation
        self.fields = [
            Field(operation, parameter, version, choose(parameter), changed)
            for parameter in _in_order(operation)
        ]
        self.box = ipywidgets.Box([field.box for field in self.fields])
        self.box.add_class("arinb-form")

    def arguments(self) -> dict[str, object]:
        """Return what is filled in as arguments, by ARI's names.

        Raises BadRequestArgument for what is no good, or is missing.

        Example: `form.arguments()`
        """
        return arguments_of(self.operation, {f.parameter.name: f.raw for f in self.fields})

    def close(self) -> None:
        """Take it off the page, and out of the front end's memory.

        Example: `form.close()`
        """
        for field in self.fields:
            for widget in (field.widget, field.note, field.box):
                widget.close()
        self.box.close()


def _in_order(operation: Operation) -> list[Parameter]:
    """Those that can't be left out first."""
    return sorted(operation.parameters, key=lambda p: not (p.required or p.place == "path"))


def _options(parameter: Parameter) -> list[tuple[str, Raw]]:
    options: list[tuple[str, Raw]] = [(value, value) for value in parameter.allowed]
    if parameter.type == "boolean":
        options = [("yes: True", True), ("no: False", False)]
    needed = parameter.required or parameter.place == "path"
    return [("(choose one)" if needed else _LEFT_OUT, None), *options]


def _placeholder(parameter: Parameter) -> str:
    if parameter.takes and parameter.takes != "source":
        return f"a {parameter.takes}'s id or name"
    if parameter.schemes:
        return f"{parameter.schemes[0]}:…"
    return "" if parameter.required or parameter.place == "path" else _LEFT_OUT
