"""What a picture is: an SVG, and the same as text."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from pathlib import Path

from arinb.diagrams.svg import WIDTH, Drawing, room_for
from arinb.errors import PictureError

LONGEST_REPR = 40  # lines

# A front end that does not trust a notebook takes the style away, and the SVG's shapes too: then
# what is hidden stays hidden, and the text is seen in its place.
_SEEN = (
    "<style>.arinb-svg[hidden]{display:block!important;overflow-x:auto}"
    ".arinb-svg>svg{min-width:480px}.arinb-text{display:none}</style>"
)
_ENDINGS = (".svg", ".txt")


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A picture of an event log.

    Fields: `title`, what it shows; `svg`, the picture, as text with an `<svg>` element; `text`,
    the same for a terminal or a screen reader: `print(picture)`.

    A notebook shows the SVG. A saved notebook holds the text, too.

    Example: `ladder(ari.log).save("call.svg")`
    """

    title: str
    svg: str
    text: str

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file, and return its path.

        Parameters: `path`, which ends in ".svg" for the picture or in ".txt" for the text.

        Raises `PictureError` for other endings, or when the file can't be written.

        Example: `ladder(ari.log).save("call.svg")`
        """
        path = written_to(path, _ENDINGS)
        content = self.svg if path.suffix.lower() == ".svg" else self.text
        try:
            path.write_text(content + "\n", encoding="utf-8")
        except OSError as error:
            raise not_written(path, error) from error
        return path

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return shortened(self.text)

    def _repr_html_(self) -> str:
        return (
            f'{_SEEN}<div class="arinb-svg" hidden="hidden">{self.svg}</div>'
            f'<pre class="arinb-text" style="white-space:pre;overflow-x:auto">'
            f"{escape(shortened(self.text))}</pre>"
        )


def nothing(title: str, sentence: str) -> Picture:
    """Return the picture of nothing, which says what would be there.

    Example: `nothing("ladder of an empty log", "As soon as somebody dials, …")`
    """
    drawing = Drawing()
    lines = textwrap.wrap(sentence, room_for(WIDTH - 40))
    height = 28.0 + 18 * len(lines)
    drawing.rect(0, 0, WIDTH, height, rx=6, class_="rule", stroke_dasharray="4 4")
    for number, line in enumerate(lines):
        drawing.text(20, 28 + 18 * number, line, room=WIDTH - 40)
    return Picture(title, drawing.svg(height, title, sentence), sentence)


def shortened(text: str) -> str:
    """Return a picture's text cut to a length that a saved notebook can bear.

    Example: `shortened(ladder(ari.log).text)`
    """
    lines = text.split("\n")
    if len(lines) <= LONGEST_REPR:
        return text
    more = len(lines) - LONGEST_REPR + 1
    return "\n".join([*lines[: LONGEST_REPR - 1], f"… and {more} more lines: print(…) shows all"])


def written_to(path: str | Path, endings: tuple[str, ...]) -> Path:
    """Return a path that a picture may be saved to.

    Raises `PictureError` unless its name ends in one of `endings`.

    Example: `written_to("call.svg", (".svg", ".txt"))`
    """
    kinds = " or ".join([", ".join(endings[:-1]), endings[-1]])
    if not isinstance(path, str | Path):
        raise PictureError(
            f"{type(path).__name__} is no path",
            why="a picture is saved to a file, which is given by its path",
            next_step=f'for instance save("call{endings[0]}")',
        )
    path = Path(path).expanduser()
    if path.suffix.lower() in endings:
        return path
    raise PictureError(
        f"{path.name!r} does not say what kind of file it should be",
        why=f"a picture is saved as {kinds}, by the ending of the file's name",
        next_step=f"for instance save({str(path.with_suffix(endings[0]))!r})"
        if path.name
        else f'for instance save("call{endings[0]}")',
    )


def not_written(path: Path, error: OSError) -> PictureError:
    """Return the error for a file that can't be written.

    Example: `raise not_written(path, error) from error`
    """
    return PictureError(
        f"{path} can't be written",
        why=str(error.strerror or error),
        next_step="save it to a folder that is there and that you may write to, such as your home",
    )
