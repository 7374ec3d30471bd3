"""Where a lesson's plan is: one that came with arinb, or a teacher's own file."""

from __future__ import annotations

import importlib
import pkgutil
import runpy
from pathlib import Path

from arinb.errors import LessonError
from arinb.lessons import plans
from arinb.lessons.plan import Plan
from arinb.pbx.conf.values import did_you_mean


def plan_names() -> list[str]:
    """The names of the lessons that come with arinb, in alphabetical order.

    Example: `plan_names()`
    """
    return sorted(module.name for module in pkgutil.iter_modules(plans.__path__))


def all_plans() -> list[Plan]:
    """The lessons that come with arinb, in the order of their notebooks.

    Example: `[plan.title for plan in all_plans()]`
    """
    return sorted(map(find_plan, plan_names()), key=lambda plan: plan.notebook)


def find_plan(name: str | Path) -> Plan:
    """Return a lesson's plan.

    Parameters: `name`, as in `plan_names()`, or the path of a Python file that has a `PLAN`.

    Raises LessonError when there is none.

    Example: `find_plan("channels").exercises`
    """
    if str(name).endswith(".py"):
        return _from_file(Path(name).expanduser())
    if name not in plan_names():
        raise LessonError(
            f"There is no lesson {str(name)!r}.{did_you_mean(str(name), plan_names())}",
            why=f"The lessons are: {', '.join(plan_names())}.",
            next_step="Take one of these, or give the path of a Python file with a PLAN in it.",
        )
    plan: Plan = importlib.import_module(f"arinb.lessons.plans.{name}").PLAN
    return plan


def _from_file(path: Path) -> Plan:
    if not path.is_file():
        raise LessonError(
            f"There is no file {path}.",
            next_step="Give the path of the lesson's checks, from this notebook's folder.",
        )
    plan = runpy.run_path(str(path)).get("PLAN")
    if isinstance(plan, Plan):
        return plan
    raise LessonError(
        f"{path} holds no lesson.",
        why="A lesson's file has a variable PLAN, which is an arinb.lessons.Plan.",
        next_step="Write one; arinb/lessons/plans/channels.py is an example.",
    )
