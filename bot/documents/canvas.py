"""Collect words and bars at their places in pixels, and paint them as a PNG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DPI = 100
PAPER = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class _Words:
    left: float
    top: float
    text: str
    size: int
    colour: str
    is_bold: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class _Bar:
    left: float
    top: float
    width: float
    height: float
    colour: str


class Canvas:
    """A white picture of a width in pixels, whose height is given when it is painted."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._words: list[_Words] = []
        self._bars: list[_Bar] = []

    def text(
        self,
        left: float,
        top: float,
        text: str,
        size: int,
        colour: str,
        *,
        is_bold: bool = False,
        is_right: bool = False,
    ) -> None:
        """Add a line of words of `size` pixels; with `is_right` they end at `left`."""
        self._words.append(_Words(left, top, text, size, colour, is_bold, is_right))

    def bar(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """Add a filled rectangle, unless it has no area."""
        if width > 0 and height > 0:
            self._bars.append(_Bar(left, top, width, height, colour))

    def save(self, path: Path, height: int) -> None:
        """Write the picture as a PNG of this height."""
        # Imported here, since it takes half a second and forty megabytes. No pyplot: it keeps every figure,
        # and belongs to one thread.
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties
        from matplotlib.patches import Rectangle

        figure = Figure(figsize=(self._width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, self._width)
        axes.set_ylim(height, 0)
        fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
        faces = {
            is_bold: FontProperties(fname=fonts / f"DejaVuSans{'-Bold' if is_bold else ''}.ttf")
            for is_bold in (False, True)
        }
        for bar in self._bars:
            place = (bar.left, bar.top)
            axes.add_patch(Rectangle(place, bar.width, bar.height, facecolor=bar.colour, linewidth=0))
        for one in self._words:
            axes.text(
                one.left,
                one.top,
                one.text,
                fontproperties=faces[one.is_bold],
                fontsize=one.size * 72 / DPI,
                color=one.colour,
                ha="right" if one.is_right else "left",
                va="top",
                # A dollar sign in a name must not begin a formula.
                parse_math=False,
            )
        canvas.print_png(path)  # type: ignore[no-untyped-call]
