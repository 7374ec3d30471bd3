"""The editor of one configuration file: its text, line numbers, and the findings beside."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from arinb.panels import look
from arinb.panels.conf_checking import Checking
from arinb.pbx.conf.lines import split_lines

if TYPE_CHECKING:
    from arinb.panels.conf_draft import Draft
    from arinb.pbx.conf import Finding, Findings
    from arinb.pbx.conf.findings import Severity

LINE = 20  # pixels: line numbers, text and colours agree on it
EDGE = 4  # pixels above the first line
SHORTEST = 8  # lines that a field has room for
MOST = 50  # findings that are shown
MARKS: dict[Severity, str] = {"error": "▲", "warning": "△", "note": "○"}
_COLOURS: dict[Severity, str] = {
    "error": "var(--jp-error-color1, #c62828)",
    "warning": "var(--jp-warn-color1, #b26a00)",
    "note": "var(--jp-info-color1, #0277bd)",
}
STYLE = f"""<style>
.arinb-panel .widget-tab > .lm-TabBar .lm-TabBar-tab {{ flex: 0 0 auto; max-width: none; }}
.arinb-panel .widget-tab > .lm-TabBar > .lm-TabBar-content {{ flex-wrap: wrap; }}
.arinb-table.arinb-answers th, .arinb-table.arinb-answers td, .arinb-table.arinb-answers
  td:last-child {{ white-space: normal; min-width: 0; width: auto; overflow-wrap: anywhere; }}
.arinb-conf {{ display: flex; flex-flow: row wrap; gap: 8px 12px; align-items: start;
  overflow: visible; }}
.arinb-conf > .arinb-page {{ flex: 3 1 24em; min-width: 0; display: flex; flex-flow: row nowrap;
  max-height: {22 * LINE}px; overflow: auto; margin: 0;
  border: 1px solid var(--jp-border-color1, #888); border-radius: 3px;
  background: var(--jp-layout-color1, Canvas); }}
.arinb-page:focus-within {{ outline: 2px solid var(--jp-brand-color1, Highlight);
  outline-offset: -1px; }}
.arinb-panel .arinb-page > * {{ margin: 0; }}
.arinb-panel .arinb-page > .widget-html {{ flex: none; overflow: visible; }}
.arinb-numbers {{ text-align: right; white-space: pre; padding: {EDGE}px 6px;
  user-select: none; border-right: 1px solid var(--jp-border-color2, #8888); min-width: 3.5em;
  box-sizing: border-box; color: var(--jp-ui-font-color1, inherit); }}
.arinb-numbers b {{ font-weight: 700; }}
.arinb-numbers, .arinb-panel .arinb-page textarea {{
  font-family: var(--jp-code-font-family, monospace);
  font-size: var(--jp-code-font-size, 13px); line-height: {LINE}px; }}
.arinb-page > .widget-textarea {{ flex: 1 1 auto; width: auto; height: auto; min-width: 0;
  overflow: visible; }}
.arinb-page .widget-label {{ position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }}
.arinb-panel .arinb-page textarea {{ padding: {EDGE}px 6px; border: 0; outline: 0; resize: none;
  white-space: pre; overflow: auto hidden; color: var(--jp-ui-font-color1, inherit);
  background-color: transparent; box-sizing: border-box; tab-size: 4; }}
.arinb-panel .arinb-conf > .widget-html {{ flex: 2 1 18em; margin: 0;
  max-height: {22 * LINE}px; overflow: auto; }}
.arinb-found {{ border-left: 4px solid; padding: 0 0 0 10px; margin: 0 0 10px; }}
.arinb-panel .arinb-found p, .arinb-still .arinb-found p {{ margin: 0; line-height: 1.45; }}
.arinb-panel button.arinb-goto {{ font: inherit; color: var(--jp-content-link-color, inherit);
  background: none; border: 0; padding: 0; cursor: pointer; text-decoration: underline; }}
.arinb-panel button.arinb-goto:focus-visible {{ outline: 2px solid
  var(--jp-brand-color1, Highlight); outline-offset: 2px; }}
.arinb-sheet {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>"""
# Put the cursor into the line of a finding. The script is a constant: it takes only a number.
_GO = (
    "const at=this.closest('.arinb-conf').querySelector('textarea'),"
    "lines=at.value.split('\\n'),line=Math.min(+this.dataset.line,lines.length),"
    "start=lines.slice(0,line-1).reduce((sum,one)=>sum+one.length+1,0);"
    "at.focus();at.setSelectionRange(start,start+lines[line-1].length)"
)


class ConfEditor:
    """A file's text in a field, with line numbers and findings.

    Parameters: `draft`, what is edited.

    Fields: `draft`; `checking`, which makes the findings; `field`, the text's widget; `box`, all.

    Example: `ConfEditor(Draft(pbx.conf["ari.conf"])).box`
    """

    def __init__(self, draft: Draft) -> None:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self.draft = draft
        self.checking = Checking(draft)
        self._numbers = ipywidgets.HTML()
        self._found = ipywidgets.HTML()
        self.field = _silent_textarea()(
            value=draft.typed, description=draft.name, rows=_rows(draft.typed)
        )
        self.field.observe(lambda change: setattr(draft, "typed", change["new"]), "value")
        page = ipywidgets.Box([self._numbers, self.field])
        page.add_class("arinb-page")
        self.box = ipywidgets.Box([page, self._found])
        self.box.add_class("arinb-conf")
        self._own = f"arinb-conf-{self.box.model_id}"
        self.box.add_class(self._own)

    @property
    def title(self) -> str:
        """What the file's tab says: its name, whether it is edited, what is wrong with it.

        Example: `editor.title`
        """
        findings = self.checking.findings
        errors, warnings = len(findings.errors), len(findings.warnings)
        marks = [f"{MARKS['error']} {errors}"] if errors else []
        marks += [f"{MARKS['warning']} {warnings}"] if warnings else []
        edited = ["(edited)"] if self.draft.edited else []
        return " ".join([self.draft.name, *edited, *marks])

    def bring_text(self) -> None:
        """Show the draft's text, if something else than typing has changed it.

        Example: `editor.bring_text()`
        """
        text = self.draft.next_for_field()
        if text is not None and self.field.value != text:
            self.field.value = text

    def updates(self) -> Iterator[tuple[Any, str, object]]:
        """Yield what its widgets are to show, as `PbxPanel._bring` takes it.

        Example: `panel._bring(editor.updates())`
        """
        typed = self.draft.typed
        findings = self.checking.findings
        yield self.field, "rows", _rows(typed)
        yield self._numbers, "value", self._numbered(typed, findings)
        yield self._found, "value", found_as_html(findings, settled=self.checking.current)

    def still(self) -> str:
        """Return the text and its findings as HTML for a page without widgets.

        Example: `editor.still()`
        """
        worst = _worst(self.checking.findings)
        lines = "".join(
            f"{number:>4} {MARKS[worst[number]] if number in worst else ' '} "
            f"{look.shown(line.rstrip(), 500)}\n"
            for number, line in enumerate(split_lines(self.draft.covered), start=1)
        )
        edited = " (edited, not applied)" if self.draft.edited else ""
        return (
            f'<p class="arinb-line"><strong>{escape(self.draft.name)}</strong>{edited}</p>'
            f'<pre class="arinb-sheet">{lines}</pre>'
            f"{found_as_html(self.checking.findings, settled=True, linked=False)}"
        )

    def _numbered(self, typed: str, findings: Findings) -> str:
        worst = _worst(findings)
        rows = [
            f"<b>{MARKS[worst[number]]} {number}</b>" if number in worst else str(number)
            for number in range(1, typed.count("\n") + 2)
        ]
        stripes = ",".join(
            f"linear-gradient({_tint(severity)},{_tint(severity)}) 0 "
            f"{EDGE + (number - 1) * LINE}px/100% {LINE}px no-repeat"
            for number, severity in worst.items()
        )
        style = (
            f"<style>.arinb-panel .{self._own} textarea{{background:{stripes}}}</style>"
            if stripes
            else ""
        )
        body = "\n".join(rows)
        return f'{style}<div class="arinb-numbers" aria-hidden="true">{body}</div>'


def found_as_html(findings: Findings, *, settled: bool, linked: bool = True) -> str:
    """Return findings as HTML, each with its line, what, cause and fix.

    Parameters: `findings`; `settled`, whether they are those of the text as it is now; `linked`,
    whether a line's number leads to the line.

    Example: `found_as_html(pbx.conf["http.conf"].findings, settled=True)`
    """
    summary = findings.summary() or "Nothing to complain about."
    words = summary if settled else "checking…"
    body = "".join(_finding(finding, linked=linked) for finding in findings[:MOST])
    if len(findings) > MOST:
        body += f'<p class="arinb-line">… and {len(findings) - MOST} more.</p>'
    return f'<p class="arinb-line" role="status">{escape(words)}</p>{body}'


def _finding(finding: Finding, *, linked: bool) -> str:
    line = f"line {finding.line}"
    if linked:
        line = (
            f'<button type="button" class="arinb-goto" data-line="{finding.line}" '
            f'onclick="{escape(_GO)}">{line}</button>'
        )
    what, why, fix = (look.shown(text, 2_000) for text in (finding.what, finding.why, finding.fix))
    colour = _COLOURS[finding.severity]
    return (
        f'<div class="arinb-found" style="border-color: {colour}">'
        f"<p><strong>{MARKS[finding.severity]} {finding.severity}, {line}:</strong> {what}</p>"
        f"<p><em>Why:</em> {why}</p><p><em>Fix:</em> {fix}</p></div>"
    )


def _worst(findings: Findings) -> dict[int, Severity]:
    """The worst that is found in each line."""
    lines = sorted({finding.line for finding in findings})
    return {line: findings.on_line(line)[0].severity for line in lines}


def _tint(severity: Severity) -> str:
    return f"color-mix(in srgb, {_COLOURS[severity]} 18%, transparent)"


def _rows(typed: str) -> int:
    """One line more than there is: the next one fits in before it is known here."""
    return max(SHORTEST, typed.count("\n") + 2)


def _silent_textarea() -> Any:  # noqa: ANN401 - ipywidgets has no types
    """A Textarea that does not send back to the browser each letter that was typed there."""
    import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it
    import traitlets  # noqa: PLC0415 - as above

    value = traitlets.Unicode(help="String value").tag(sync=True, echo_update=False)
    return type("Textarea", (ipywidgets.Textarea,), {"value": value})
