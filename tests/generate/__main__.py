"""Write the generated files anew: `make generate`, or `python -m tests.generate`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.generate.files import all_files

ROOM = Path(__file__).parent.parent.parent / "arinb" / "ari"


def generated() -> dict[Path, str]:
    """The text of every generated file, as ruff formats it, by its path below `arinb/ari`."""
    return {Path(path): formatted(text, path.name) for path, text in all_files()}


def formatted(text: str, name: str) -> str:
    """Python as ruff sorts its imports and formats it."""
    for command in (["check", "--select", "I,TC", "--fix", "--quiet"], ["format", "--quiet"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(ROOM / name), "-"],
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.stderr:
            raise ValueError(f"{name}: {done.stderr}\n{text}")
        text = done.stdout
    return text


def main() -> None:
    """Write every file."""
    for path, text in generated().items():
        (ROOM / path).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path}: {len(text.splitlines())} lines\n")


if __name__ == "__main__":
    main()
