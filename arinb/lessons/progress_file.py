"""What has been passed so far, in one small file in the learner's folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from arinb.whole_file import replacing

FIRST_NOTEBOOK = "00-start-here.ipynb"
NAME = "arinb-progress.json"
FORMAT = 1


@dataclass
class Progress:
    """The file with the exercises that were passed, by lesson.

    Parameters: `path` of the file; it need not exist. A file that can't be read costs nothing: a
    damaged one is put aside under another name, one that a newer arinb wrote is left as it is, and
    `trouble` says so.

    Example: `Progress.here().passed("channels")`
    """

    path: Path
    trouble: str = ""

    @classmethod
    def here(cls) -> Progress:
        """The progress of the folder of notebooks in which this program runs.

        Example: `Progress.here().path`
        """
        try:
            here = Path.cwd()
        except OSError:
            return cls(Path(NAME))  # the folder was deleted: there is nowhere to write
        for folder in (here, *here.parents):
            if (folder / FIRST_NOTEBOOK).is_file():
                return cls(folder / NAME)
        return cls(here / NAME)

    def passed(self, lesson: str) -> dict[str, datetime]:
        """When each exercise of a lesson was passed first; those that were not are not in it.

        Parameters: `lesson`, a plan's name.

        Example: `Progress.here().passed("channels")["answer-the-call"]`
        """
        found = (self._read() or {}).get("lessons", {}).get(lesson, {})
        return {exercise: datetime.fromisoformat(when) for exercise, when in found.items()}

    def record(self, lesson: str, exercise: str) -> None:
        """Write down that an exercise was passed now, if it was not before.

        What else is in the file stays. When it can't be written, `trouble` says so, and nothing
        else happens.

        Example: `Progress.here().record("channels", "answer-the-call")`
        """
        data = self._read()
        if data is None:
            return  # there is something that can't be read, and must not be lost
        passed = data.setdefault("lessons", {}).setdefault(lesson, {})
        if exercise in passed:
            return
        passed[exercise] = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        try:
            with replacing(self.path) as file:
                file.write((json.dumps({"format": FORMAT, **data}, indent=1) + "\n").encode())
        except OSError as error:
            self._tell("Your progress can't be written", error)

    def _read(self) -> dict[str, Any] | None:
        """All that is in the file; {} for none, None for what is to be left as it is."""
        try:
            return _checked(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._tell("Your progress can't be read", error)
        except _NewerError:
            self.trouble = (
                f"Your progress was written by a newer arinb, which {self.path.name} is left to: "
                f"this one neither reads nor changes it."
            )
        except (ValueError, RecursionError):
            return self._put_aside()
        return None

    def _put_aside(self) -> dict[str, Any] | None:
        aside = self.path.with_name(f"{self.path.stem}-unreadable.json")
        number = 2
        while aside.exists():
            aside = self.path.with_name(f"{self.path.stem}-unreadable-{number}.json")
            number += 1
        try:
            self.path.replace(aside)
        except OSError as error:
            self._tell("Your progress is damaged, and can't be moved away", error)
            return None
        self.trouble = f"{self.path.name} was damaged: it is {aside.name} now, a new one began."
        return {}

    def _tell(self, what: str, error: OSError) -> None:
        self.trouble = f"{what} ({self.path}): {error.strerror or error}."


class _NewerError(Exception):
    """The file is in a format that a newer arinb has made."""


def _checked(text: str) -> dict[str, Any]:
    """What is in the file's text; ValueError for what no version of arinb wrote."""
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - a damaged file, as with bad JSON
    try:
        _check_lessons(data.get("lessons"))
    except ValueError:
        if isinstance(data.get("format"), int) and data["format"] > FORMAT:
            raise _NewerError from None
        raise
    return data


def _check_lessons(lessons: object) -> None:
    exercises = list(lessons.values()) if isinstance(lessons, dict) else [None]
    times = [when for each in exercises if isinstance(each, dict) for when in each.values()]
    if not all(isinstance(each, dict) for each in exercises):
        raise ValueError("no lessons with exercises in it")
    if not all(isinstance(when, str) and datetime.fromisoformat(when) for when in times):
        raise ValueError("an exercise without its time")
