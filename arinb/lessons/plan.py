"""What a lesson is made of: the state that it needs, and its exercises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from arinb.errors import LessonError

if TYPE_CHECKING:
    from arinb.lessons.happened import Happened
    from arinb.lessons.verdict import Verdict
    from arinb.pbx.private import PrivateAsterisk


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners give, and what the check must say about it.

    Fields: `code`, the lines that they write; `says`, a piece of the check's message.

    Example: `Mistake("phone.dial('1000')", says="still rings")`
    """

    code: str
    says: str


@dataclass(frozen=True)
class Exercise:
    """One exercise of a lesson.

    Fields: `name`, such as "answer-the-call"; `task`, what to do, in a few sentences; `check`, a
    function that looks at what `Happened` and returns `passed(…)` or `not_yet(…)`; `hints`, from a
    nudge to nearly the answer; `solution`, lines of Python that solve it, with the names that the
    lesson's first cell makes (`pbx`, `ari`, `phone` or the plan's own, `lesson`, `arinb`);
    `mistakes`, two or more typical wrong answers; `patience`, seconds in which what the learner has
    begun may still come to its end before the check says "not yet".

    Raises LessonError for hints or mistakes that are no tuples.

    Example: `Exercise("answer-the-call", "Answer it.", check, ("Look at …",), "…", (…, …))`
    """

    name: str
    task: str
    check: Callable[[Happened], Verdict]
    hints: tuple[str, ...]
    solution: str
    mistakes: tuple[Mistake, ...]
    patience: float = 3.0

    def __post_init__(self) -> None:
        _check_tuple(f"hints of {self.name}", self.hints, str)
        _check_tuple(f"mistakes of {self.name}", self.mistakes, Mistake)


def _as_it_is(_pbx: PrivateAsterisk) -> None:
    """Leave the tutorial's files as they are."""


@dataclass(frozen=True)
class Plan:
    """A lesson: the state that it needs, and its exercises.

    Fields: `name`, such as "channels"; `title`; `notebook`, its path from the notebooks' folder;
    `exercises`, in their order; `files`, configuration files by name that stand in place of the
    tutorial's, such as {"extensions.conf": "…"}; `prepare`, a function that does more to the
    private Asterisk before it starts; `app`, the application's name; `phones`, variable names and
    numbers, in the order in which `lesson.start()` returns them.

    Raises LessonError when the exercises are no tuple, or two have the same name.

    Example: `Plan("channels", "Channels", "lessons/01-channels.ipynb", (answer, …))`
    """

    name: str
    title: str
    notebook: str
    exercises: tuple[Exercise, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[PrivateAsterisk], None] = _as_it_is
    app: str = "hello-world"
    phones: Mapping[str, str] = field(default_factory=lambda: {"phone": "1000"})

    def __post_init__(self) -> None:
        _check_tuple(f"exercises of {self.name}", self.exercises, Exercise)
        names = [exercise.name for exercise in self.exercises]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise LessonError(
                f"The lesson {self.name} has two exercises named {twice[0]}.",
                next_step="Give each a name of its own.",
            )


def _check_tuple(what: str, value: object, kind: type) -> None:
    """Find the comma that is forgotten most easily: ("one") is no tuple."""
    if isinstance(value, tuple | list) and value and all(isinstance(one, kind) for one in value):
        return
    raise LessonError(
        f"The {what} are no tuple of {kind.__name__}.",
        why=f"They are: {value!r:.80}",
        next_step="Write at least one, in brackets, with a comma behind each: (one,) or (one, two)",
    )
