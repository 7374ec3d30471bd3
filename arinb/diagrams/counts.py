"""Rates: how many events came when, by type, drawn with matplotlib."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from arinb.diagrams import arguments
from arinb.diagrams.lettering import clock, counted, day, duration, printable
from arinb.diagrams.picture import not_written, shortened, written_to
from arinb.diagrams.scale import SECOND, nice
from arinb.errors import PictureError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from arinb.ari.entry import Entry

TYPES = 8  # that have a colour of their own

_BARS = 60
_LONGEST = 32  # characters of a type's name
_OTHERS = "other types"
# Told apart by brightness, too; the last is for all other types.
_COLOURS = (
    "#0b4f8a", "#e08a1e", "#2a9d4a", "#c2408a", "#56b4e9", "#7a6a12", "#8a4fbf", "#d7c34a",
    "#999999",
)  # fmt: skip
_HATCHES = (
    "",
    "///",
    "...",
    "xxx",
    "---",
    "\\\\\\",
    "ooo",
    "|||",
    "++",
)  # colour alone is not enough
_ENDINGS = (".png", ".svg", ".pdf", ".txt")


@dataclass(frozen=True, slots=True, repr=False)
class Plot:
    """How many events came when: matplotlib's figure, and the same as text.

    Fields: `title`; `figure` and `axes`, to change what is drawn; `text`, the counts by type, for
    a terminal or a screen reader: `print(plot)`.

    Example: `rates(ari.log).axes.set_yscale("log")`
    """

    title: str
    figure: Figure
    axes: Axes
    text: str

    def save(self, path: str | Path) -> Path:
        """Write the plot to a file, and return its path.

        Parameters: `path`, which ends in ".png", ".svg" or ".pdf" for the plot, or in ".txt" for
        the text.

        Raises `PictureError` for other endings, or when the file can't be written.

        Example: `rates(ari.log).save("events.png")`
        """
        path = written_to(path, _ENDINGS)
        try:
            if path.suffix.lower() == ".txt":
                path.write_text(self.text + "\n", encoding="utf-8")
            else:
                self.figure.savefig(path)
        except OSError as error:
            raise not_written(path, error) from error
        return path

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return shortened(self.text)

    def _repr_png_(self) -> bytes:
        content = BytesIO()
        self.figure.savefig(content, format="png")
        return content.getvalue()


def rates(log: Sequence[Entry], *, bars: int = _BARS) -> Plot:
    """Plot how many events came when, by type.

    Parameters: `log`, an event log or a part of it; `bars`, into how many bars its time is divided
    at most.

    Returns a `Plot`, which a notebook shows: `.axes` is matplotlib's, to change or add to.
    Raises `PictureError` when matplotlib is not installed, for what is no log, or for `bars`
    that are not from 1 to 1,000.

    Example: `rates(ari.log)`
    """
    arguments.check_log(log)
    _check_bars(bars)
    figure = _figure()
    axes = figure.add_subplot()
    times: list[int] = []
    types: list[str] = []
    for entry in log:
        if entry.kind == "event":
            times.append(entry.received)
            types.append(entry.type)
    if not times:
        axes.set_axis_off()
        sentence = "No event has come yet. As soon as some do, their number over time is here."
        axes.text(0.5, 0.5, sentence, ha="center", va="center")
        return Plot("rates of an empty log", figure, axes, sentence)
    begin, end = min(times), max(times)
    step = nice(max(end - begin, 1) / bars)
    _draw(axes, times, types, begin, step)
    title = f"{counted(len(times), 'event')}, {day(begin)}, {clock(begin)} to {clock(end)}"
    axes.set_title(title, loc="left", fontsize=10)
    return Plot(title, figure, axes, "\n".join([title, *_table(types, (end - begin) / SECOND)]))


def _check_bars(bars: object) -> None:
    if isinstance(bars, int) and not isinstance(bars, bool) and 1 <= bars <= arguments.MOST:
        return
    raise PictureError(
        f"bars={bars!r} is no number of bars",
        why=f"a plot has from 1 to {arguments.MOST:,} bars",
        next_step=f"for instance bars={_BARS}",
    )


def _figure() -> Figure:
    try:
        # Half a second, and not everybody has it. Not pyplot: that keeps every figure, and is not
        # made for the threads that a notebook's buttons run in.
        from matplotlib.figure import Figure  # noqa: PLC0415 - as above
    except ImportError as error:
        raise PictureError(
            "matplotlib is not installed",
            why="rates are plotted with it, and arinb itself does without",
            next_step='in a notebook: %pip install "arinb[plots]", then restart the kernel; in a '
            'terminal: pip install "arinb[plots]"',
        ) from error
    return Figure(figsize=(9, 3.6), layout="constrained", dpi=100)


def _draw(axes: Axes, times: list[int], types: list[str], begin: int, step: int) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as in _figure

    names = [name for name, _ in Counter(types).most_common(TYPES)]
    places = {name: place for place, name in enumerate(names)}
    last = (max(times) - begin) // step + 1
    heights = [[0] * last for _ in range(len(names) + 1)]
    for time, type_ in zip(times, types, strict=True):
        heights[places.get(type_, -1)][(time - begin) // step] += 1
    unit, divisor = _unit(step * last)
    lefts = [number * step / divisor for number in range(last)]
    bottoms = [0] * last
    looks = list(zip(_COLOURS, _HATCHES, strict=True))
    looks = [*looks[: len(names)], looks[-1]]
    for label, row, (colour, hatch) in zip([*names, _OTHERS], heights, looks, strict=True):
        if not any(row):
            continue
        axes.bar(
            lefts, row, width=step / divisor, bottom=bottoms, align="edge", color=colour,
            hatch=hatch, label=_label(label), edgecolor="white", linewidth=0.3,
        )  # fmt: skip
        bottoms = [low + high for low, high in zip(bottoms, row, strict=True)]
    axes.set_xlabel(f"time since the first event, in {unit}")
    axes.set_ylabel(f"events in {duration(step / SECOND)}")
    axes.set_xlim(0, last * step / divisor)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    # From top to bottom as the bars are.
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(
        handles[::-1],
        labels[::-1],
        loc="center left",
        bbox_to_anchor=(1.01, 0.5),
        frameon=False,
        fontsize=9,
    )


def _label(type_: str) -> str:
    """A type as a legend takes it: matplotlib reads `$` as a formula and hides a first `_`."""
    text = printable(type_, _LONGEST).encode("ascii", "backslashreplace").decode()
    text = text.replace("$", r"\$")
    return f" {text}" if text.startswith("_") else text


def _unit(span: int) -> tuple[str, int]:
    for unit, divisor in (("hours", 3600), ("minutes", 60)):
        if span > 2 * divisor * SECOND:
            return unit, divisor * SECOND
    return "seconds", SECOND


def _table(types: Sequence[str], seconds: float) -> list[str]:
    counts = Counter(types)
    rows = [("events", "a second", "type")]
    for type_, count in counts.most_common():
        each = f"{count / seconds:,.1f}" if seconds > 0.001 else ""
        rows.append((f"{count:,}", each, printable(type_, 60)))
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return [
        "  ".join([*(cell.rjust(w) for cell, w in zip(row, widths, strict=False)), row[2]])
        for row in rows
    ]
