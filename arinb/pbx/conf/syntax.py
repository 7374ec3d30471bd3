"""What is wrong with a file's form, whatever it configures."""

from __future__ import annotations

from pathlib import Path

from arinb.pbx.conf.document import INCLUDES, ConfDocument, Include, Problem
from arinb.pbx.conf.findings import Finding, Severity
from arinb.pbx.conf.lines import LONGEST_LINE
from arinb.pbx.conf.values import closest, did_you_mean

_WHOLE_FILE = "Asterisk then ignores the whole file, as if it were not there."
_THIS_LINE = "Asterisk skips this line, and says so in its console."

# kind of problem: severity, what, why, fix; {detail} is a name from the line
_TEXTS: dict[str, tuple[Severity, str, str, str]] = {
    "unclosed-bracket": (
        "error",
        "The [ of this section is never closed.",
        _WHOLE_FILE,
        "Write a ] behind the section's name.",
    ),
    "unclosed-options": (
        "error",
        "The ( behind [{detail}] is never closed.",
        _WHOLE_FILE,
        "Write a ) behind the templates' names.",
    ),
    "before-section": (
        "error",
        "This line stands before the first section.",
        f"Every setting belongs to a section. {_WHOLE_FILE}",
        "Write a section's name above it, such as [general].",
    ),
    "bad-escape": (
        "error",
        "A backslash at the beginning of this line stands before nothing that it could escape.",
        _WHOLE_FILE,
        "Take the backslash out.",
    ),
    "no-section-to-add-to": (
        "error",
        "[{detail}](+) adds to a section that does not exist above.",
        _WHOLE_FILE,
        "Write [{detail}] without the (+), or move this below the section.",
    ),
    "no-equals": (
        "error",
        "There is no = in this line.",
        _THIS_LINE,
        "Write: name = value — or put a ; in front, if it is meant as a comment.",
    ),
    "no-name": ("error", "There is no name in front of the =.", _THIS_LINE, "Write: name = value"),
    "too-long": (
        "error",
        "This line is too long.",
        f"Asterisk skips lines of {LONGEST_LINE} bytes or more.",
        "Split it, for instance with name += more.",
    ),
    "open-comment": (
        "warning",
        "The block comment that begins here (;--) is never closed.",
        "Asterisk reads nothing from here to the end of the file.",
        "Close it with --; or use a ; on each line.",
    ),
    "stray-end": (
        "error",
        "The --; in this line ends a block comment that was never begun.",
        "Asterisk miscounts then, and reads nothing from the next line to the end of the file.",
        "Write --\\; if it belongs to the value; else begin the comment with ;--",
    ),
    "after-header": (
        "warning",
        "There is more text behind [{detail}].",
        "Asterisk ignores what stands behind the ] of a section's name.",
        "Put it on a line of its own.",
    ),
    "directive-without-file": (
        "error",
        "#{detail} names no file.",
        _THIS_LINE,
        'Write the file behind it: #{detail} "other.conf"',
    ),
}

# character that is hard to see: severity, what, why, fix
_ODD: dict[str, tuple[Severity, str, str, str]] = {
    "\r": (
        "error",
        "There is a carriage return in the middle of this line.",
        "Only a line feed ends a line for Asterisk: it reads all of this as one line.",
        "Save the file with Unix line ends.",
    ),
    "\0": (
        "error",
        "There is a NUL character in this line.",
        "Asterisk does not see what stands behind it in the line.",
        "Take the NUL character out; save the file as UTF-8 text.",
    ),
    "\u00a0": (
        "warning",
        "There is a no-break space in this line (shown as \\xa0).",
        "It looks like a blank, but is none for Asterisk. Text from a web page often has one.",
        "Write an ordinary space in its place.",
    ),
}


def check(name: str, document: ConfDocument, folder: Path | None = None) -> list[Finding]:
    """Findings about the form of the file `name`; `folder` is where `#include` looks for files."""
    findings = [_finding(name, document, problem) for problem in document.problems]
    for line in document.lines:
        findings += _odd_characters(name, line.number, line.raw)
    if folder is not None:
        findings += _missing_includes(name, document.includes, folder)
    return findings


def _finding(name: str, document: ConfDocument, problem: Problem) -> Finding:
    if problem.kind == "no-template":
        return _no_template(name, document, problem)
    if problem.kind == "unknown-directive":
        return _unknown_directive(name, problem)
    severity, *texts = _TEXTS[problem.kind]
    what, why, fix = (text.format(detail=problem.detail) for text in texts)
    return Finding(name, problem.line, severity, what, why, fix)


def _no_template(name: str, document: ConfDocument, problem: Problem) -> Finding:
    above = [s.name for s in document.sections if s.line < problem.line]
    guess = closest(problem.detail, above)
    what = f"There is no section or template [{problem.detail}] above this line."
    if guess is None:
        fix = "Put the template above it, with (!) behind its name, such as [basics](!)."
    else:
        what += f" Did you mean {guess}?"
        fix = f"Write ({guess}), without blanks inside the brackets."
    return Finding(name, problem.line, "error", what, _WHOLE_FILE, fix)


def _unknown_directive(name: str, problem: Problem) -> Finding:
    guess = closest(problem.detail, INCLUDES)
    return Finding(
        name,
        problem.line,
        "error",
        f"Asterisk knows no #{problem.detail}.{did_you_mean(problem.detail, INCLUDES)}",
        f"A line that begins with # is a command for the reader of this file. {_THIS_LINE}",
        f"Write #{guess}" if guess else "Begin a comment with ; and not with #.",
    )


def _odd_characters(name: str, number: int, raw: str) -> list[Finding]:
    body = raw.removesuffix("\n").removesuffix("\r")
    return [
        Finding(name, number, severity, *texts)
        for char, (severity, *texts) in _ODD.items()
        if char in body
    ]


def _missing_includes(name: str, includes: list[Include], folder: Path) -> list[Finding]:
    return [
        Finding(
            name,
            include.line,
            "error",
            f"There is no file {include.target} to include.",
            _WHOLE_FILE,
            "Correct the name, make the file, or write #tryinclude, which takes no offence.",
        )
        for include in includes
        if include.kind == "include" and not _exists(folder, include.target)
    ]


def _exists(folder: Path, target: str) -> bool:
    path = Path(target)
    if path.is_absolute():
        folder, target = Path(path.anchor), str(path.relative_to(path.anchor))
    return any(folder.glob(target))
