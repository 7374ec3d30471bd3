"""The console panel: what Asterisk says, and a field for what one wants to tell it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.errors import ArinbError, CommandError
from arinb.panels import look
from arinb.panels.action import Action
from arinb.panels.console_lines import (
    LEVELS,
    STYLE,
    LatestLines,
    LineFilter,
    lines_as_html,
)
from arinb.panels.dots import passwords_of, without
from arinb.panels.entering import on_enter
from arinb.panels.panel import in_words
from arinb.panels.parts import row
from arinb.panels.pbx_panel import PbxPanel

if TYPE_CHECKING:
    from arinb.pbx.private import PrivateAsterisk

STILL = 30  # lines of a saved notebook
REMEMBERED = 50  # commands
LONGEST = 400  # lines of an answer
OFTEN = (
    "core show channels", "core show channels verbose", "dialplan show default",
    "http show status", "ari show status", "ari show apps", "ari show users",
    "pjsip show endpoints", "pjsip show contacts", "bridge show all", "core show uptime",
    "core show version", "core show applications", "core set verbose 3", "core show help",
    "module show like ari", "core show sounds",
)  # fmt: skip
_ENDS = re.compile(r"\s*(core\s+)?(stop|restart|halt|shutdown)\b", re.IGNORECASE)
_NOTHING = "No line yet. What Asterisk says stands here, as soon as it runs."


@dataclass(frozen=True)
class _Answer:
    """A command, what came of it, and whether that is an error."""

    number: int
    command: str
    text: str
    wrong: bool = False


class ConsolePanel(PbxPanel):
    """Asterisk's console, live: its lines, newest at the bottom, and a field for commands.

    It shows the latest 200 lines that pass the filter. A command that would end Asterisk is
    carried out only when that is confirmed.

    Parameters: `pbx`, a `PrivateAsterisk`.

    Fields: `commands`, those given so far, the latest last.

    Example: `ConsolePanel(pbx)`
    """

    TITLE: ClassVar[str] = "Console"
    SCROLLS: ClassVar[bool] = True

    def __init__(self, pbx: PrivateAsterisk) -> None:
        super().__init__(pbx)
        self.commands: list[str] = []
        # Set by callbacks and actions, one assignment each; read by the painter.
        self._filter = LineFilter()
        self._paused = False
        self._answer: _Answer | None = None
        self._armed = ""
        self._back = 0
        # The painter's own.
        self._latest = LatestLines(pbx.console, self._filter)
        self._passwords: list[str] = []

    def _controls(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        narrow = {"style": {"description_width": "initial"}}
        level = ipywidgets.Dropdown(
            description="Level", options=list(LEVELS.items()), layout={"width": "17em"}, **narrow
        )
        text = ipywidgets.Text(
            description="Text", placeholder="anywhere in the line", layout={"width": "17em"},
            **narrow,
        )  # fmt: skip

        def narrowed(_: object) -> None:
            self._filter = LineFilter(text.value, level.value)

        for field in (level, text):
            field.observe(narrowed, "value")
        pause = ipywidgets.ToggleButton(
            description="Pause", icon="pause", tooltip="keep the lines as they are for a while",
            layout={"width": "auto"},
        )  # fmt: skip
        pause.observe(lambda change: setattr(self, "_paused", change["new"]), "value")
        self._head = ipywidgets.HTML()
        style = ipywidgets.HTML(STYLE, layout={"display": "none"})
        return style, row(level, text, pause), self._head

    def _below(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self._field = ipywidgets.Combobox(
            description="Command", placeholder="core show channels", options=OFTEN,
            ensure_option=False, continuous_update=False,
            tooltip="a command of Asterisk's console; Enter has it carried out",
            layout={"width": "auto", "flex": "1 1 20em", "min_width": "0", "max_width": "100%"},
            style={"description_width": "initial"},
        )  # fmt: skip
        self._run = Action(
            self, "Run", self._run_typed, icon="play", tooltip="have Asterisk carry it out"
        )
        self._confirm = Action(
            self, "Yes, end Asterisk", self._run_armed, icon="power-off",
            tooltip="carry out the command that ends Asterisk and all calls",
        )  # fmt: skip
        self._confirm.button.layout.display = "none"
        on_enter(self._field, self._run.start)
        steps = [
            self._step("arrow-up", 1, "the command before", ipywidgets),
            self._step("arrow-down", -1, "the command after", ipywidgets),
        ]
        self._said = ipywidgets.HTML()
        return row(self._field, self._run.button, *steps, self._confirm.button), self._said

    def run(self, command: str) -> None:
        """Have a command carried out, and show its answer; one that ends Asterisk is asked about.

        Parameters: `command`, such as "core show channels".

        Example: `panel.run("core show channels")`
        """
        self._armed = ""
        command = command.strip()
        if not command:
            raise CommandError("There is no command.", next_step="For instance core show channels.")
        if _ENDS.match(command) and self.pbx.running:
            self._armed = command
            return
        self._carry_out(command)

    def join(self, timeout: float = 10.0) -> bool:
        """Wait until no command is at work any more; return whether that is so.

        Parameters: `timeout`, seconds.

        Example: `panel.join()`
        """
        return self._run.join(timeout) and self._confirm.join(timeout)

    def _fingerprint(self) -> Hashable:
        pbx = self._pbx()
        mark = 0 if pbx is None else pbx.console.mark
        return mark, self._filter, self._paused, self._answer, self._armed, self._turn

    def _html(self) -> str:
        latest, pbx = self._latest, self._pbx()
        if pbx is not None and latest.keep != self._filter:
            latest = self._latest = LatestLines(pbx.console, self._filter)
            latest.advance()
        elif not self._paused:
            latest.advance()
        if latest.lines:
            return lines_as_html(list(latest.lines), self._passwords)
        return look.empty(_NOTHING if self._filter == LineFilter() else "No line passes.")

    def _repaint(self) -> None:
        self._bring(self._updates())

    def _updates(self) -> Iterator[tuple[Any, str, object]]:
        yield self._head, "value", self._counts()
        yield self._said, "value", self._answer_html()
        yield self._confirm.button.layout, "display", "" if self._armed else "none"
        yield self._field, "options", (*dict.fromkeys([*self.commands[::-1], *OFTEN]),)

    def _still(self) -> str:
        lines = list(self._latest.lines)[-STILL:]
        shown = lines_as_html(lines, self._passwords) if lines else look.empty(_NOTHING)
        return STYLE + self._counts() + shown + self._answer_html()

    def _counts(self) -> str:
        latest, pbx = self._latest, self._pbx()
        total = latest.mark if pbx is None else pbx.console.mark
        parts = [f"{look.count(total, 'line')}, newest at the bottom"]
        if total > len(latest.lines):
            parts.append(f"{len(latest.lines):,} shown")
        if self._paused:
            parts.append(f"❚❚ paused: {total - latest.mark:,} newer lines")
        return f'<p class="arinb-line">{"; ".join(parts)}</p>'

    def _answer_html(self) -> str:
        if self._armed:
            words = f"“{self._armed}” ends Asterisk, and all calls with it. Press “Yes, end "
            return look.note("busy", f"{words}Asterisk” to have it carried out.", role="alert")
        answer = self._answer
        if answer is None:
            return ""
        asked = f'<p class="arinb-line"><code>*CLI&gt; {look.shown(answer.command, 300)}</code></p>'
        if answer.wrong:
            return asked + look.note("bad", answer.text, role="alert")
        if not answer.text:
            return f"{asked}<p class='arinb-line'>● Carried out; it says nothing.</p>"
        return (
            f'{asked}<pre class="arinb-answer" tabindex="0" role="region" aria-label="Answer">'
            f"{look.shown(answer.text, None)}</pre>"
        )

    def _run_typed(self) -> None:
        typed = self._field.value
        self.run(typed)
        if not self._armed and self._answer is not None and not self._answer.wrong:
            self._field.value = ""

    def _run_armed(self) -> None:
        command, self._armed = self._armed, ""
        if command:
            self._carry_out(command)
            self._field.value = ""

    def _carry_out(self, command: str) -> None:
        pbx = self.pbx
        number = self._answer.number + 1 if self._answer is not None else 1
        self.commands = [*(c for c in self.commands if c != command), command][-REMEMBERED:]
        self._back = 0
        self._passwords = passwords_of(pbx.conf)
        try:
            said = pbx.cli(command).lines
        except ArinbError as error:
            self._answer = _Answer(number, command, in_words(error), wrong=True)
            return
        lines = [without(line, self._passwords) for line in said[:LONGEST]]
        if len(said) > LONGEST:
            lines.append(f"… ({len(said) - LONGEST} lines more: pbx.cli({command!r}) has them)")
        self._answer = _Answer(number, command, "\n".join(lines))

    def _step(self, icon: str, by: int, what: str, ipywidgets: Any) -> Any:  # noqa: ANN401 - it has no types
        button = ipywidgets.Button(icon=icon, tooltip=what, layout={"width": "auto"})

        def step(_: object) -> None:
            self._back = min(max(self._back + by, 0), len(self.commands))
            self._field.value = self.commands[-self._back] if self._back else ""

        button.on_click(step)
        return button
