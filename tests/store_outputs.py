"""Run the notebooks on a real Asterisk and store what they show: `make notebooks`.

Only what a reader sees is stored: no times of execution, no state of this machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tests.notebook_files import notebook_files

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
SECONDS = 120


def store(path: Path) -> None:
    """Run one notebook from top to bottom and write it back with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": path.parent}}
    client = NotebookClient(notebook, timeout=SECONDS, resources=place)
    client.execute()
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def main(names: list[str]) -> None:
    """Store the outputs of the named notebooks, or of all."""
    paths = [Path(name) for name in names] or notebook_files()
    for path in paths:
        sys.stdout.write(f"{path.name}\n")
        sys.stdout.flush()
        store(path)


if __name__ == "__main__":
    main(sys.argv[1:])
