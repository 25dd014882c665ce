"""Draw a report as pictures that are read on a phone: large words and bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from babel.dates import format_date

from bot.documents.labels import Translate, short_name
from conversations.rendering.numbers import WHOLE, format_number
from conversations.rendering.screen import Note
from conversations.screens.report import PeriodStatistics, StatisticsSection, format_duration
from core.tickets.statistics import DurationStatistics
from core.words import _

# Pixels.
WIDTH, MARGIN = 1080, 64
TITLE, WORDS, SMALL, LARGE = 54, 36, 30, 132
BAR, ROW, GAP = 20, 88, 52
DPI = 100
MOST_ROWS, LONGEST, PLACES = 6, 42, 46
INK, QUIET, COLOUR, TRACK, PAPER = "#1C2733", "#66727F", "#1F6FB2", "#E8EDF3", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class SingleFigure:
    """A number that stands alone under its title, with an optional line below."""

    title: str
    value: str
    more: str = ""


Part: TypeAlias = SingleFigure | StatisticsSection


@dataclass(frozen=True, slots=True)
class ReportTranslator:
    """Put texts, sentences with facts, and numbers into the reader's language."""

    translate: Translate
    say: Callable[[Note], str]
    language: str

    def number(self, number: float, pattern: str = WHOLE) -> str:
        """Return a number as the reader's language writes it; `pattern` as Babel takes it."""
        return format_number(number, self.language, pattern)


def draw_report(statistics: PeriodStatistics, folder: Path, words: ReportTranslator) -> list[Path]:
    """Draw PNG files into `folder`; return their paths in the order in which they are read."""
    translate, say = words.translate, words.say
    status, priority, level, application, category, lpse = statistics.sections
    pages: list[list[Part]] = [
        [_total(statistics, words), status, *_times(statistics, translate, say)],
        [application, category],
        [priority, level, *([lpse] if len(lpse.rows) > 1 else [])],
    ]
    if statistics.report.ratings.count:
        pages.append(
            [_average(statistics, words), statistics.stars, *(c for c in statistics.chips if c.rows)]
        )
    paths = []
    for number, parts in enumerate(pages, start=1):
        path = folder / f"laporan-{number}.png"
        _Page(statistics, words).draw(parts, path)
        paths.append(path)
    return paths


def _total(statistics: PeriodStatistics, words: ReportTranslator) -> SingleFigure:
    return SingleFigure(words.translate(_("Jumlah tiket")), words.number(statistics.report.total))


def _average(statistics: PeriodStatistics, words: ReportTranslator) -> SingleFigure:
    ratings = statistics.report.ratings
    counted = words.translate(_("%(count)s penilaian")) % {"count": words.number(ratings.count)}
    return SingleFigure(
        words.translate(_("Rata-rata penilaian")), f"★ {words.number(ratings.average or 0, '0.0')}", counted
    )


def _times(
    statistics: PeriodStatistics, translate: Translate, say: Callable[[Note], str]
) -> list[SingleFigure]:
    def fact(title: str, times: DurationStatistics) -> list[SingleFigure]:
        if times.median is None or times.ninetieth is None:
            return []
        within = translate(_("90%% dalam %(time)s")) % {"time": say(format_duration(times.ninetieth))}
        return [SingleFigure(translate(title), say(format_duration(times.median)), within)]

    report = statistics.report
    taken = fact(_("Median jam kerja sampai diambil"), report.to_take)
    return taken + fact(_("Median jam kerja sampai selesai"), report.to_solve)


class _Page:
    """One picture, filled from its top, and as high as its content."""

    def __init__(self, statistics: PeriodStatistics, words: ReportTranslator) -> None:
        self._statistics = statistics
        self._words = words
        self._translate = words.translate
        self._marks: list[tuple[str, tuple[Any, ...]]] = []
        self._at = MARGIN

    def draw(self, parts: Sequence[Part], path: Path) -> None:
        """Lay out the parts one below the other, then write the picture to `path`."""
        self._add_heading()
        for part in parts:
            self._at += GAP
            if isinstance(part, SingleFigure):
                self._add_figure(part, is_large=not part.more and part is parts[0])
            else:
                self._add_section(part)
        self._paint(path, self._at + MARGIN)

    def _add_heading(self) -> None:
        statistics = self._statistics
        self._add_text(self._translate(_("Laporan")), TITLE, is_bold=True)
        language, ends = self._words.language, (statistics.first, statistics.last)
        days = dict.fromkeys(format_date(day, "d MMM y", locale=language) for day in ends)
        places = short_name(", ".join(statistics.places), PLACES) or self._translate(_("Seluruh LPSE"))
        self._add_text(" – ".join(days), SMALL, QUIET)
        self._add_text(places, SMALL, QUIET)

    def _add_figure(self, fact: SingleFigure, *, is_large: bool) -> None:
        self._add_text(fact.title, SMALL, QUIET)
        self._add_text(fact.value, LARGE if is_large else TITLE, is_bold=True)
        if fact.more:
            self._add_text(fact.more, SMALL, QUIET)

    def _add_section(self, section: StatisticsSection) -> None:
        self._add_text(self._translate(section.title), WORDS, is_bold=True)
        self._at += 12
        rows = [(short_name(self._translate(label), LONGEST), count) for label, count in section.rows]
        shown = rows if len(rows) <= MOST_ROWS else rows[: MOST_ROWS - 1]
        most = max((count for _label, count in shown), default=0) or 1
        for label, count in shown:
            self._add_row(label, count)
            self._add_bar(count / most)
        if rest := sum(count for _label, count in rows[len(shown) :]):
            # Without a bar: many small rows together would dwarf the largest.
            self._add_row(self._translate(_("Lainnya")), rest, QUIET)

    def _add_row(self, label: str, count: int, colour: str = INK) -> None:
        self._add_mark("text", MARGIN, self._at, label, SMALL, colour, False, "left")
        number = self._words.number(count)
        self._add_mark("text", WIDTH - MARGIN, self._at, number, SMALL, colour, True, "right")
        self._at += ROW

    def _add_bar(self, share: float) -> None:
        """Add a bar under the row that was added last; `share` is from 0 to 1."""
        top, width = self._at - ROW + SMALL + 14, WIDTH - 2 * MARGIN
        self._add_mark("bar", MARGIN, top, width, TRACK)
        if share:
            self._add_mark("bar", MARGIN, top, max(width * share, BAR / 2), COLOUR)

    def _add_text(self, text: str, size: int, colour: str = INK, *, is_bold: bool = False) -> None:
        self._add_mark("text", MARGIN, self._at, text, size, colour, is_bold, "left")
        self._at += round(size * 1.4)

    def _add_mark(self, kind: str, *what: Any) -> None:
        self._marks.append((kind, what))

    def _paint(self, path: Path, height: int) -> None:
        # Imported here, since it takes half a second and forty megabytes. No pyplot: it keeps every figure,
        # and belongs to one thread.
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties
        from matplotlib.patches import Rectangle

        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
        faces = {
            is_bold: FontProperties(fname=fonts / f"DejaVuSans{'-Bold' if is_bold else ''}.ttf")
            for is_bold in (False, True)
        }
        for kind, what in self._marks:
            if kind == "bar":
                left, top, width, colour = what
                axes.add_patch(Rectangle((left, top), width, BAR, facecolor=colour, linewidth=0))
            else:
                left, top, text, size, colour, is_bold, side = what
                # A dollar sign in a name must not begin a formula.
                axes.text(left, top, text, fontproperties=faces[is_bold], fontsize=size * 72 / DPI,
                          color=colour, ha=side, va="top", parse_math=False)  # fmt: skip
        canvas.print_png(path)  # type: ignore[no-untyped-call]
