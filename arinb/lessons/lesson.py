"""A lesson in a notebook: its own Asterisk, its exercises, checks, hints and solutions."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from arinb.diagnosis import diagnose
from arinb.errors import HandlerFailed, LessonError
from arinb.lessons.board import Board, renew_boards
from arinb.lessons.cards import Hint, Solution, Task
from arinb.lessons.classroom import Classroom
from arinb.lessons.finding import find_plan
from arinb.lessons.happened import Happened
from arinb.lessons.plan import Exercise, Plan
from arinb.lessons.progress_file import Progress
from arinb.lessons.verdict import Verdict, not_yet
from arinb.pbx.conf.values import did_you_mean

if TYPE_CHECKING:
    from arinb.ari.connection import Connection
    from arinb.pbx.phones import Phone
    from arinb.pbx.private import PrivateAsterisk

A_MOMENT = 0.2  # seconds to wait where nothing was tried: the first event may be on its way


class Lesson:
    """A lesson: it brings its own Asterisk up, and knows whether an exercise is done.

    Parameters: `plan`, a lesson's name such as "channels", or a `Plan` of one's own, or the path of
    a Python file with a `PLAN` in it.

    Raises LessonError when there is no such lesson.

    Example: `lesson = arinb.Lesson("channels")`
    """

    def __init__(self, plan: str | Path | Plan) -> None:
        self.plan = plan if isinstance(plan, Plan) else find_plan(plan)
        self._room: Classroom | None = None
        # By exercise: the connections' logs when it was begun, and how many rows they had.
        self._begun: dict[str, dict[Connection, int]] = {}
        self._hints: dict[str, int] = {}

    def start(self) -> tuple[PrivateAsterisk, Connection, *tuple[Phone, ...]]:
        """Start the lesson's Asterisk, connect, and return both and the phones.

        Once more, it ends what was there and begins in the same state: so a set-up that is broken
        can be had anew.

        Raises what `PrivateAsterisk`, its `start()` and `connect()` raise.

        Example: `pbx, ari, phone = lesson.start()`
        """
        with contextlib.suppress(HandlerFailed):  # it is no part of what begins now
            self.close()
        self._room = Classroom(self.plan)
        return self._room.pbx, self._room.ari, *self._room.phones.values()

    def begin(self, exercise: str) -> Task:
        """Begin an exercise, or a new try of it: what happens from now on is what is checked.

        Calls and bridges that are left from before are ended first, and handlers (`ari.on`) too.

        Parameters: `exercise`, its name. Raises LessonError when the lesson has no such exercise
        or was not started.

        Example: `lesson.begin("answer-the-call")`
        """
        chosen = self._exercise(exercise)
        room = self._running_room()
        ended = room.clear()
        self._begun[chosen.name] = {each: each.log.end for each in room.connections}
        return Task(chosen, tuple(ended))

    def check(self, exercise: str) -> Verdict:
        """Look at what happened since the exercise was begun, and say whether it is done.

        It looks at the log and at the server, so any way that leads there is right. It may be
        asked as often as one likes.

        Parameters: `exercise`, its name. Raises as `begin()` does.

        Example: `lesson.check("answer-the-call")`
        """
        chosen = self._exercise(exercise)
        room = self._running_room()
        if chosen.name not in self._begun:
            return self._not_begun(chosen)
        verdict = self._settled(chosen, room)
        if verdict.passed:
            return self._recorded(chosen, verdict)
        verdict = _with_failure(verdict, room)
        diagnosis = diagnose(room.pbx, room.current)
        return verdict if diagnosis.ok else verdict.with_diagnosis(diagnosis)

    def hint(self, exercise: str) -> Hint:
        """Return the next hint, from a nudge to nearly the answer; after the last, the last.

        Parameters: `exercise`, its name. Raises LessonError when there is no such exercise.

        Example: `lesson.hint("answer-the-call")`
        """
        chosen = self._exercise(exercise)
        number = min(self._hints.get(exercise, 0) + 1, len(chosen.hints))
        self._hints[exercise] = number
        return Hint(chosen, number)

    def solution(self, exercise: str, *, anyway: bool = False) -> Solution | Hint:
        """Return a solution, once all the hints were looked at; before that, the next hint.

        Parameters: `exercise`, its name; `anyway`, True not to be held up by hints. Raises
        LessonError when there is no such exercise.

        Example: `lesson.solution("answer-the-call")`
        """
        chosen = self._exercise(exercise)
        if anyway or self._hints.get(exercise, 0) >= len(chosen.hints):
            return Solution(chosen)
        return self.hint(exercise)

    def progress(self) -> Board:
        """Return all lessons with their exercises, passed or not yet, to look at in a notebook.

        It is brought up to date when a check passes.

        Example: `lesson.progress()`
        """
        return Board(self.plan)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The names of the lesson's exercises, in their order.

        Example: `lesson.exercises[0]`
        """
        return tuple(exercise.name for exercise in self.plan.exercises)

    @property
    def phones(self) -> dict[str, Phone]:
        """The phones of the lesson, by the plan's names; none before `start()`.

        Example: `lesson.phones["phone"].dial("1000")`
        """
        return {} if self._room is None else dict(self._room.phones)

    def close(self) -> None:
        """End the lesson's connections and its Asterisk; the logs stay. Once more does nothing.

        Example: `lesson.close()`
        """
        room, self._room, self._begun = self._room, None, {}
        if room is not None:
            room.close()

    def _exercise(self, name: str) -> Exercise:
        for exercise in self.plan.exercises:
            if exercise.name == name:
                return exercise
        raise LessonError(
            f"The lesson {self.plan.name} has no exercise {name!r}."
            f"{did_you_mean(str(name), self.exercises)}",
            why=f"It has: {', '.join(self.exercises)}.",
            next_step="Take one of these names.",
        )

    def _running_room(self) -> Classroom:
        if self._room is None or not self._room.running:
            raise LessonError(
                "The lesson's Asterisk does not run.",
                why="lesson.start() was not called, or Asterisk was stopped since.",
                next_step="Run the notebook's first code cell again: … = lesson.start()",
            )
        return self._room

    def _settled(self, exercise: Exercise, room: Classroom) -> Verdict:
        """The verdict, when what was begun has come to its end or the patience has."""
        begun = time.monotonic()
        deadline = begun + exercise.patience
        while True:
            ari = room.current
            end = ari.log.end
            happened = self._happened(exercise, room)
            verdict = _checked(exercise, happened)
            left = deadline - time.monotonic()
            if happened.nothing and room.quiet:
                left = min(left, begun + A_MOMENT - time.monotonic())
            if verdict.passed or left <= 0:
                return verdict
            if ari.log.wait(lambda _entry: True, since=end, timeout=left) is None:
                return _checked(exercise, self._happened(exercise, room))

    def _happened(self, exercise: Exercise, room: Classroom) -> Happened:
        begun = self._begun[exercise.name]
        since = {each: begun.get(each, 0) for each in room.connections}
        return Happened(since, room.pbx, room.current, room.phones)

    def _recorded(self, exercise: Exercise, verdict: Verdict) -> Verdict:
        progress = Progress.here()
        progress.record(self.plan.name, exercise.name)
        renew_boards()
        return _with_trouble(verdict, progress)

    def _not_begun(self, exercise: Exercise) -> Verdict:
        progress = Progress.here()
        when = progress.passed(self.plan.name).get(exercise.name)
        if when is not None:
            return Verdict(
                True,
                f"You passed this on {when:%d %B %Y at %H:%M}; in this session it was not tried.",
            )
        verdict = not_yet(
            f"The exercise {exercise.name} was not begun in this session.",
            f'Run its cell, the one with lesson.begin("{exercise.name}").',
        )
        return _with_trouble(verdict, progress)

    def __repr__(self) -> str:
        state = "started" if self._room is not None and self._room.running else "not started"
        return f"<Lesson {self.plan.name}: {len(self.exercises)} exercises, {state}>"


def _checked(exercise: Exercise, happened: Happened) -> Verdict:
    verdict = exercise.check(happened)
    if isinstance(verdict, Verdict):
        return verdict
    raise LessonError(
        f"The check of {exercise.name} returned no verdict.",
        why=f"It returned {verdict!r}.",
        next_step="Have it return passed(…) or not_yet(…) on each of its ways.",
    )


def _with_failure(verdict: Verdict, room: Classroom) -> Verdict:
    """A handler that has failed is most likely why: it is told, and stays to be raised."""
    failures = [each.events.failure for each in room.connections]
    failed = next((each for each in failures if each is not None), None)
    if failed is None:
        return verdict
    return replace(
        verdict,
        seen=f"{verdict.seen} {failed.what} {failed.why}",
        next_step="Correct the function, and run the cell again.",
    )


def _with_trouble(verdict: Verdict, progress: Progress) -> Verdict:
    """A trouble with the progress file is told beside the verdict, and costs nothing else."""
    if not progress.trouble:
        return verdict
    return replace(verdict, seen=f"{verdict.seen} ({progress.trouble})")
