"""Drawing SVG: shapes and real text, in the colours of the page that it stands on.

Text is set in the page's font for code: each letter is about equally wide, so that what fits here
fits everywhere. Colours of text are the theme's; the colours of shapes are seen on white and on
black alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from html import escape

from arinb.diagrams.lettering import cells, cut, cut_middle, printable

WIDTH = 900.0
SIZE = 12.0  # pixels of a letter's height
FAILED = "#c62f2f"

_LETTER = 0.605  # the width of a letter, of its height
_MARGIN = 6.0
_TEXT = "var(--jp-ui-font-color1,currentColor)"
_WEAK = "var(--jp-ui-font-color2,currentColor)"
_LINE = "var(--jp-border-color0,#888)"
# A file of its own has no page to take colours from: `:root` fits only there.
_STYLE = f"""\
svg.arinb:root{{background:#fff;color:#111}}
@media (prefers-color-scheme:dark){{svg.arinb:root{{background:#111;color:#eee}}}}
.arinb text{{font-family:var(--jp-code-font-family,ui-monospace,monospace);fill:{_TEXT};\
white-space:pre;text-rendering:geometricPrecision}}
.arinb .weak{{fill:{_WEAK}}}
.arinb .strong{{font-weight:bold}}
.arinb .on{{fill:#fff;font-weight:bold}}
.arinb .head{{stroke:{_TEXT};fill:var(--jp-layout-color2,rgba(127,127,127,.15))}}
.arinb .rule{{stroke:{_LINE};fill:none}}"""


def room_for(width: float, size: float = SIZE) -> int:
    """Return how many columns of letters fit into a width in pixels.

    Example: `room_for(360)`
    """
    return int(width / (size * _LETTER))


def width_of(text: str, size: float = SIZE) -> float:
    """Return the width of a text in pixels.

    Example: `width_of("StasisStart")`
    """
    return cells(text) * size * _LETTER


class Drawing:
    """An SVG that grows from top to bottom.

    Example: `Drawing().text(0, 20, "StasisStart", room=100)`
    """

    def __init__(self) -> None:
        self._parts: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        room: float,
        anchor: str = "start",
        look: str = "",
        size: float = SIZE,
        middle: bool = False,
    ) -> float:
        """Write a text, cut to the room there is, and return the width that it takes.

        Parameters: `x`, `y`, where it starts, or its middle or end by `anchor`; `room`, pixels;
        `look`, classes of the style: "weak", "strong", "on"; `middle`, cut it in its middle.

        Example: `drawing.text(0, 20, "StasisStart", room=100)`
        """
        shown = (cut_middle if middle else cut)(text, room_for(room, size))
        if not shown:
            return 0.0
        width = width_of(shown, size)
        # Letters of other fonts have other widths: they are set into the width meant for them.
        fixed = (
            "" if shown.isascii() else f' textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"'
        )
        classes = f' class="{look}"' if look else ""
        where = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{where}{classes}{fixed}>'
            f"{_escaped(shown)}</text>"
        )
        return width

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = "", **more: object
    ) -> None:
        """Draw a line; without a colour, in that of the theme's rules.

        Example: `drawing.line(0, 20, 100, 20, "#0969b8", stroke_width=2)`
        """
        self._shape("line", colour, {"x1": x1, "y1": y1, "x2": x2, "y2": y2} | more)

    def path(self, d: str, colour: str = "", **more: object) -> None:
        """Draw the outline of a path; without a colour, in that of the theme's rules.

        Example: `drawing.path("M0 0l5 5l5-5")`
        """
        self._shape("path", colour, {"d": d, "fill": "none"} | more)

    def rect(self, x: float, y: float, width: float, height: float, **more: object) -> None:
        """Draw a rectangle.

        Example: `drawing.rect(0, 0, 100, 20, fill="#0969b8", fill_opacity=0.25)`
        """
        self._tag("rect", {"x": x, "y": y, "width": width, "height": height} | more)

    def badge(self, x: float, y: float, letter: str, colour: str) -> float:
        """Draw a letter on a coloured ground, from `x` on and around `y`; return its width.

        Example: `drawing.badge(10, 20, "A", "#0969b8")`
        """
        width = max(16.0, width_of(letter, 11) + 6)
        self.rect(x, y - 8, width, 16, rx=8, fill=colour)
        self.text(x + width / 2, y + 4, letter, room=80, anchor="middle", look="on", size=11)
        return width

    def arrow(self, x1: float, x2: float, y: float, colour: str, *, dashed: bool = False) -> None:
        """Draw an arrow from `x1` to `x2`, at the height `y`.

        Example: `drawing.arrow(100, 300, 20, "#0969b8")`
        """
        back = -8 if x2 > x1 else 8
        dashes = {"stroke_dasharray": "5 3"} if dashed else {}
        self.line(x1, y, x2 + back, y, colour, stroke_width=1.75, **dashes)
        self._tag("path", {"d": f"M{x2:.1f} {y:.1f}l{back} -4.5v9z", "fill": colour})

    @contextmanager
    def titled(self, title: str) -> Iterator[None]:
        """Give what is drawn inside a title, which is seen when the mouse is over it.

        Example: `with drawing.titled("the whole text"): …`
        """
        self._parts.append(f"<g><title>{_escaped(title)}</title>")
        yield
        self._parts.append("</g>")

    def svg(self, height: float, title: str, description: str) -> str:
        """Return all that was drawn as one SVG element.

        Parameters: `height`, pixels; `title` and `description`, what screen readers say.

        Example: `drawing.svg(300, "A call", "15 rows")`
        """
        body = "".join(self._parts)
        name = "arinb-" + blake2b(f"{title}{body}".encode(), digest_size=6).hexdigest()
        wide, high = WIDTH + 2 * _MARGIN, height + 2 * _MARGIN
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="arinb" role="img" '
            f'aria-labelledby="{name}-t {name}-d" '
            f'viewBox="{-_MARGIN:g} {-_MARGIN:g} {wide:g} {high:g}" width="100%" '
            f'style="max-width:{wide:g}px;height:auto;display:block">'
            f'<title id="{name}-t">{_escaped(title)}</title>'
            f'<desc id="{name}-d">{_escaped(description)}</desc>'
            f"<style>{_STYLE}</style>{body}</svg>"
        )

    def _shape(self, tag: str, colour: str, attributes: dict[str, object]) -> None:
        look = {"stroke": colour} if colour else {"class": "rule"}
        self._tag(tag, look | attributes)

    def _tag(self, tag: str, attributes: dict[str, object]) -> None:
        shown = "".join(f' {_name(name)}="{_value(value)}"' for name, value in attributes.items())
        self._parts.append(f"<{tag}{shown}/>")


def _escaped(text: str) -> str:
    """A text as XML holds it, whoever wrote it."""
    return escape(text if text.isprintable() else printable(text, 10_000))


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    return (
        f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else escape(str(value))
    )
