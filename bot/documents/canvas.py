"""Collect words and bars at their places in pixels, and paint them as a PNG."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path

DPI = 100
PAPER = "#FFFFFF"
# Pixels at least between a label and the value at its right.
BETWEEN = 16


@dataclass(frozen=True, slots=True)
class _Words:
    left: float
    top: float
    text: str
    size: int
    colour: str
    is_bold: bool
    is_right: bool
    room: float = inf
    is_whole: bool = False
    # Words at the right end of the line, which are never cut.
    beside: _Words | None = None


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
        room: float = inf,
        is_whole: bool = False,
    ) -> None:
        """Add a line of words of `size` pixels; with `is_right` they end at `left`.

        What is wider than `room` pixels is cut, and ends in an ellipsis; with `is_whole` it is set smaller
        instead.
        """
        self._words.append(_Words(left, top, text, size, colour, is_bold, is_right, room, is_whole))

    def row(
        self, left: float, top: float, width: float, label: str, value: str, size: int, colour: str
    ) -> None:
        """Add a label at the left and a value in bold at the right; a label too long beside it is cut."""
        ending = _Words(left + width, top, value, size, colour, is_bold=True, is_right=True)
        label_words = _Words(
            left, top, label, size, colour, is_bold=False, is_right=False, room=width, beside=ending
        )
        self._words += (label_words, ending)

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
        renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]

        def width_of(words: _Words, text: str) -> float:
            face = faces[words.is_bold].copy()
            face.set_size(words.size * 72 / DPI)
            return float(renderer.get_text_width_height_descent(text, face, ismath=False)[0])

        for one in self._words:
            room = one.room - (width_of(one.beside, one.beside.text) + BETWEEN if one.beside else 0)
            smaller = min(1.0, room / width_of(one, one.text)) if one.is_whole else 1.0
            axes.text(
                one.left,
                one.top,
                one.text if one.is_whole else cut_to_fit(one.text, room, partial(width_of, one)),
                fontproperties=faces[one.is_bold],
                fontsize=one.size * 72 / DPI * smaller,
                color=one.colour,
                ha="right" if one.is_right else "left",
                va="top",
                # A dollar sign in a name must not begin a formula.
                parse_math=False,
            )
        canvas.print_png(path)  # type: ignore[no-untyped-call]


def cut_to_fit(text: str, room: float, width_of: Callable[[str], float]) -> str:
    """Return a text, or the most characters of it that fit `room` with an ellipsis behind them.

    `width_of` measures a text, in the unit of `room`.
    """
    if room == inf or width_of(text) <= room:
        return text
    too_long = bisect_left(range(len(text)), True, key=lambda most: width_of(_cut(text, most)) > room)
    return _cut(text, max(too_long - 1, 0))


def _cut(text: str, most: int) -> str:
    return f"{text[:most].rstrip()}…"
