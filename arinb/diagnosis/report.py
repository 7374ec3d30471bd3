"""What a diagnosis found: the first broken link of the chain, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["ok", "broken", "unknown", "not reached"]

_MARKS: dict[Verdict, str] = {"ok": "✓", "broken": "✗", "unknown": "?", "not reached": "·"}
_COLOURS: dict[Verdict, str] = {
    "ok": "var(--jp-success-color1, #388e3c)",
    "broken": "var(--jp-error-color1, #d32f2f)",
    "unknown": "var(--jp-warn-color1, #f57c00)",
    "not reached": "var(--jp-border-color1, #9e9e9e)",
}
_BOX = (
    "border-left: 4px solid var(--jp-error-color1, #d32f2f); margin: 4px 0; padding: 4px 10px; "
    "background: var(--jp-layout-color2, rgba(128, 128, 128, 0.12)); white-space: normal;"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Fields: `link`, the link of the chain that it breaks; `what` is wrong, in one sentence; `where`:
    a file and line ("ari.conf:3"), a URL, or a line of the program; `evidence`, how that is known:
    what was asked and what the answer was; `fix`, what to write or do instead.

    Example: `arinb.diagnose(pbx, ari).findings[0].fix`
    """

    link: str
    what: str
    where: str
    evidence: str
    fix: str

    def __str__(self) -> str:
        return (
            f"{self.what}\n  where: {self.where}\n  how it is known: {self.evidence}\n"
            f"  fix: {self.fix}"
        )

    def _repr_html_(self) -> str:
        rows = (("Where", self.where), ("How it is known", self.evidence), ("Fix", self.fix))
        told = "".join(f"<br><em>{name}:</em> {escape(value)}" for name, value in rows if value)
        return f'<div style="{_BOX}"><strong>{escape(self.what)}</strong>{told}</div>'


@dataclass(frozen=True, slots=True)
class Looked:
    """One link of the chain, and how it was found.

    Fields: `link`, its name; `question` that was asked; `verdict`: "ok", "broken", "unknown" (it
    could not be looked at: `note` says why) or "not reached" (an earlier link is broken).

    Example: `[x.link for x in arinb.diagnose(pbx).chain if x.verdict == "unknown"]`
    """

    link: str
    question: str
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """The chain from the process to the sound, link by link; it shows itself as text and HTML.

    Fields: `chain`, every link with its verdict; `findings`, what is wrong with the first broken
    one.

    Example: `print(arinb.diagnose(pbx, ari))`
    """

    chain: tuple[Looked, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether no link was found broken.

        Example: `assert arinb.diagnose(pbx, ari).ok`
        """
        return not self.findings

    @property
    def link(self) -> str | None:
        """The first broken link; None when none is.

        Example: `arinb.diagnose(pbx, ari).link` → `"dialplan"`
        """
        return self.findings[0].link if self.findings else None

    def __str__(self) -> str:
        width = max(len(looked.link) for looked in self.chain)
        lines = [
            f"{_MARKS[x.verdict]} {x.link:{width}}  {x.note or x.question}".rstrip()
            for x in self.chain
            if x.verdict != "not reached"
        ]
        later = [x.link for x in self.chain if x.verdict == "not reached"]
        if later:
            lines.append(f"{_MARKS['not reached']} not looked at: {', '.join(later)}")
        return "\n".join([*lines, "", self._conclusion(), *map(str, self.findings)])

    def __repr__(self) -> str:
        return f"<Diagnosis: {'nothing found wrong' if self.ok else f'{self.link} is broken'}>"

    def _repr_html_(self) -> str:
        links = "".join(map(_link_html, self.chain))
        boxes = "".join(finding._repr_html_() for finding in self.findings)
        return (
            f"<div><strong>{escape(self._conclusion())}</strong>{boxes}"
            f'<div style="margin-top: 6px; line-height: 1.9">{links}</div>'
            f"{self._unknown_html()}</div>"
        )

    def _unknown_html(self) -> str:
        unknown = [looked for looked in self.chain if looked.verdict == "unknown"]
        if not unknown:
            return ""
        rows = "".join(f"<li>{escape(x.link)}: {escape(x.note)}</li>" for x in unknown)
        return f"<details><summary>Not known ({len(unknown)})</summary><ul>{rows}</ul></details>"

    def _conclusion(self) -> str:
        if not self.ok:
            return f"The chain is broken at: {self.link}."
        if any(looked.verdict == "unknown" for looked in self.chain):
            return "Nothing wrong was found in what could be looked at."
        return "Every link of the chain holds."


def _link_html(looked: Looked) -> str:
    """A link as a small box; its colour has a mark beside it, for those who don't see colours."""
    title = escape(looked.note or looked.question, quote=True)
    return (
        f'<span title="{title}" style="display: inline-block; margin: 0 4px 0 0; padding: 0 6px; '
        f"line-height: 1.5; border-radius: 3px; border: 1px solid {_COLOURS[looked.verdict]}; "
        f'white-space: nowrap">{_MARKS[looked.verdict]} {escape(looked.link)}</span> '
    )
