"""The course: lessons that bring their own Asterisk up, check what happened, and give hints."""

from __future__ import annotations

from arinb.lessons.board import progress
from arinb.lessons.happened import Happened, Request
from arinb.lessons.lesson import Lesson
from arinb.lessons.plan import Exercise, Mistake, Plan
from arinb.lessons.verdict import Verdict, not_yet, passed

__all__ = [
    "Exercise",
    "Happened",
    "Lesson",
    "Mistake",
    "Plan",
    "Request",
    "Verdict",
    "not_yet",
    "passed",
    "progress",
]
