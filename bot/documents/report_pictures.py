"""Draws a report as pictures that are read on a phone: large words, bars, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.documents.labels import Translate, named
from conversations.screen import Note
from conversations.screens.report import Reported, Section, duration
from core.report import Times
from core.words import _

# Pixels.
WIDTH, MARGIN = 1080, 64
TITLE, WORDS, SMALL, GREAT = 54, 36, 30, 132
BAR, ROW, GAP = 20, 88, 52
DPI = 100
MOST_ROWS, LONGEST, PLACES = 6, 42, 46
INK, QUIET, COLOUR, TRACK, PAPER = "#1C2733", "#66727F", "#1F6FB2", "#E8EDF3", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that stands alone, under what it means."""

    title: str
    value: str
    more: str = ""


Part: TypeAlias = Fact | Section


@dataclass(frozen=True, slots=True)
class Words:
    """How things are said to the reader: a text of the catalogue, a sentence with facts, a date."""

    translate: Translate
    say: Callable[[Note], str]
    language: str

    def number(self, number: float, pattern: str = "#,##0") -> str:
        """A number as the reader writes it."""
        return format_decimal(number, pattern, locale=self.language)


def draw_report(reported: Reported, folder: Path, words: Words) -> list[Path]:
    """PNG files in `folder`, in the order in which they are read."""
    translate, say = words.translate, words.say
    status, priority, level, application, category, lpse = reported.sections
    pages: list[list[Part]] = [
        [_total(reported, words), status, *_times(reported, translate, say)],
        [application, category],
        [priority, level, *([lpse] if len(lpse.rows) > 1 else [])],
    ]
    if reported.report.ratings.count:
        pages.append([_average(reported, words), reported.stars, *(c for c in reported.chips if c.rows)])
    paths = []
    for number, parts in enumerate(pages, start=1):
        path = folder / f"laporan-{number}.png"
        _Page(reported, words).draw(parts, path)
        paths.append(path)
    return paths


def _total(reported: Reported, words: Words) -> Fact:
    return Fact(words.translate(_("Jumlah tiket")), words.number(reported.report.total))


def _average(reported: Reported, words: Words) -> Fact:
    ratings = reported.report.ratings
    counted = words.translate(_("%(count)s penilaian")) % {"count": words.number(ratings.count)}
    return Fact(
        words.translate(_("Rata-rata penilaian")), f"★ {words.number(ratings.average or 0, '0.0')}", counted
    )


def _times(reported: Reported, translate: Translate, say: Callable[[Note], str]) -> list[Fact]:
    def fact(title: str, times: Times) -> list[Fact]:
        if times.median is None or times.ninetieth is None:
            return []
        within = translate(_("90%% dalam %(time)s")) % {"time": say(duration(times.ninetieth))}
        return [Fact(translate(title), say(duration(times.median)), within)]

    report = reported.report
    taken = fact(_("Median jam kerja sampai diambil"), report.to_take)
    return taken + fact(_("Median jam kerja sampai selesai"), report.to_solve)


class _Page:
    """One picture, filled from its top; its height is what it needs."""

    def __init__(self, reported: Reported, words: Words) -> None:
        self._reported = reported
        self._words_of = words
        self._translate = words.translate
        self._marks: list[tuple[str, tuple[Any, ...]]] = []
        self._at = MARGIN

    def draw(self, parts: Sequence[Part], path: Path) -> None:
        """Lay everything out, then paint it."""
        self._head()
        for part in parts:
            self._at += GAP
            if isinstance(part, Fact):
                self._fact(part, is_great=not part.more and part is parts[0])
            else:
                self._section(part)
        self._paint(path, self._at + MARGIN)

    def _head(self) -> None:
        reported = self._reported
        self._words(self._translate(_("Laporan")), TITLE, is_bold=True)
        language, ends = self._words_of.language, (reported.first, reported.last)
        days = dict.fromkeys(format_date(day, "d MMM y", locale=language) for day in ends)
        places = named(", ".join(reported.places), PLACES) or self._translate(_("Seluruh LPSE"))
        self._words(" – ".join(days), SMALL, QUIET)
        self._words(places, SMALL, QUIET)

    def _fact(self, fact: Fact, *, is_great: bool) -> None:
        self._words(fact.title, SMALL, QUIET)
        self._words(fact.value, GREAT if is_great else TITLE, is_bold=True)
        if fact.more:
            self._words(fact.more, SMALL, QUIET)

    def _section(self, section: Section) -> None:
        self._words(self._translate(section.title), WORDS, is_bold=True)
        self._at += 12
        rows = [(named(self._translate(label), LONGEST), count) for label, count in section.rows]
        shown = rows if len(rows) <= MOST_ROWS else rows[: MOST_ROWS - 1]
        most = max((count for _label, count in shown), default=0) or 1
        for label, count in shown:
            self._row(label, count)
            self._bar(count / most)
        if rest := sum(count for _label, count in rows[len(shown) :]):
            # Without a bar: many small ones together would dwarf the largest.
            self._row(self._translate(_("Lainnya")), rest, QUIET)

    def _row(self, label: str, count: int, colour: str = INK) -> None:
        self._mark("text", MARGIN, self._at, label, SMALL, colour, False, "left")
        number = self._words_of.number(count)
        self._mark("text", WIDTH - MARGIN, self._at, number, SMALL, colour, True, "right")
        self._at += ROW

    def _bar(self, share: float) -> None:
        """Under the row that has just been written."""
        top, width = self._at - ROW + SMALL + 14, WIDTH - 2 * MARGIN
        self._mark("bar", MARGIN, top, width, TRACK)
        if share:
            self._mark("bar", MARGIN, top, max(width * share, BAR / 2), COLOUR)

    def _words(self, text: str, size: int, colour: str = INK, *, is_bold: bool = False) -> None:
        self._mark("text", MARGIN, self._at, text, size, colour, is_bold, "left")
        self._at += round(size * 1.4)

    def _mark(self, kind: str, *what: Any) -> None:
        self._marks.append((kind, what))

    def _paint(self, path: Path, height: int) -> None:
        # Half a second and forty megabytes that only who orders pictures shall pay for. No pyplot: it keeps
        # every figure, and belongs to one thread.
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
                # A name may hold a dollar sign, which is no formula.
                axes.text(left, top, text, fontproperties=faces[is_bold], fontsize=size * 72 / DPI,
                          color=colour, ha=side, va="top", parse_math=False)  # fmt: skip
        canvas.print_png(path)  # type: ignore[no-untyped-call]
