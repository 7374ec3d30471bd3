"""Which notebooks there are."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
FOLDER = REPOSITORY / "notebooks"


def notebook_files() -> list[Path]:
    """The notebooks, in order, without the copies that JupyterLab keeps in folders of its own."""
    found = (path.relative_to(FOLDER) for path in FOLDER.rglob("*.ipynb"))
    shown = (path for path in found if not any(part.startswith(".") for part in path.parts))
    return [FOLDER / path for path in sorted(shown, key=lambda path: (len(path.parts), path))]
