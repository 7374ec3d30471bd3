"""A block comment that is never closed, and so hides what stands below it in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arinb.pbx.conf import ConfFile
    from arinb.pbx.conf import Finding as InFile


def never_closed(conf: ConfFile) -> list[InFile]:
    """The finding of a block comment that hides lines to the file's end; [] where none does.

    Parameters: `conf`, the file.

    Example: `never_closed(scene.conf("extensions.conf"))`
    """
    document = conf.document
    begun = [each.line for each in document.problems if each.kind == "open-comment"]
    if not begun or not any(line.raw.strip() for line in document.lines[begun[0] :]):
        return []
    return [each for each in conf.findings.on_line(begun[0]) if each.severity == "warning"][:1]
