"""Tests that are the steps of one walk through a notebook come in their order."""

from __future__ import annotations

from collections.abc import Hashable

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the steps of a walk, which a module with `STEPS = True` is, in order again.

    The walks themselves, and all other tests, stay in the random order that they have.
    """
    by_module: dict[object, list[int]] = {}
    for place, item in enumerate(items):
        module = getattr(item, "module", None)
        if getattr(module, "STEPS", False):
            by_module.setdefault(module, []).append(place)
    for places in by_module.values():
        steps = sorted((items[place] for place in places), key=_step)
        for place, item in zip(places, steps, strict=True):
            items[place] = item


def _step(item: pytest.Item) -> tuple[Hashable, ...]:
    theme = item.callspec.params.get("lab", "")  # type: ignore[attr-defined]
    return str(theme), item.reportinfo()[1] or 0
