"""Progress bars for the long steps of an installation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm.auto import tqdm


class Progress:
    """The bars of one installation, one a phase; without `shown` it is silent.

    Example: `Progress(shown=True)`
    """

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown

    @contextmanager
    def phase(
        self, name: str, *, total: int | None = None, unit: str = ""
    ) -> Iterator[Callable[[float], None]]:
        """Show a bar for one phase; what it yields sets how far the phase has got.

        Parameters: `name` of the phase, such as "Downloading"; `total`, how far it goes, None
        where nobody knows; `unit` in which that is counted, "B" for bytes.

        Example: `with progress.phase("Unpacking", total=175) as reach: reach(1)`
        """
        layout = "{desc}: {elapsed}" if total is None else None
        with tqdm(
            desc=name,
            total=total,
            unit=unit,
            unit_scale=unit == "B",
            bar_format=layout,
            disable=not self._shown,
        ) as bar:

            def reach(position: float) -> None:
                bar.update(max(0, int(position) - bar.n))

            yield reach
            if total is not None:
                reach(total)
