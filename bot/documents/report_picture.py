"""Draw a report as one picture that is read on a phone: figures, the course over days, priorities, shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from babel.dates import format_date

from bot.documents.canvas import Canvas
from bot.documents.chart_bars import ChartBar, bar_label, chart_bars
from bot.documents.labels import Translate, short_name
from conversations.rendering.numbers import TENTHS, WHOLE, format_number
from conversations.rendering.screen import Note
from conversations.screens.report import PeriodStatistics, StatisticsSection, format_duration
from core.master_data.priority import Priority
from core.tickets.lifecycle import Status
from core.words import _

# Pixels.
WIDTH, MARGIN = 1080, 56
TITLE, FIGURE, WORDS, SMALL = 50, 46, 32, 26
BAR, ROW, GAP, CHART = 14, 60, 34, 180
MOST_ROWS, MOST_LABELS = 5, 6
# Characters of which a line shows as many as fit.
LONGEST = 120
INK, QUIET, COLOUR, TRACK = "#1C2733", "#66727F", "#1F6FB2", "#E8EDF3"
# As the signs of priorities in chats: red, orange, yellow, green.
PRIORITY_COLOURS = {
    Priority.EMERGENCY: "#D0342C",
    Priority.MAJOR: "#EF8A17",
    Priority.MEDIUM: "#E5C02B",
    Priority.MINOR: "#4C9F50",
}


@dataclass(frozen=True, slots=True)
class ReportTranslator:
    """Put texts, sentences with facts, and numbers into the reader's language."""

    translate: Translate
    say: Callable[[Note], str]
    language: str

    def number(self, number: float, pattern: str = WHOLE) -> str:
        """Return a number as the reader's language writes it; `pattern` as Babel takes it."""
        return format_number(number, self.language, pattern)

    def share(self, part: int, whole: int) -> str:
        """Return a part of a whole in percent: below ten with its first decimal."""
        percent = 100 * part / whole if whole else 0
        return f"{self.number(percent, TENTHS if 0 < percent < 9.95 else WHOLE)}%"  # noqa: PLR2004 - rounds to ten


def draw_report(statistics: PeriodStatistics, path: Path, words: ReportTranslator) -> None:
    """Draw the report into a PNG at `path`."""
    picture = _Picture(statistics, words)
    picture.draw()
    picture.save(path)


class _Picture:
    """One picture, filled from its top, and as high as its content."""

    def __init__(self, statistics: PeriodStatistics, words: ReportTranslator) -> None:
        self._statistics = statistics
        self._report = statistics.report
        self._words = words
        self._translate = words.translate
        self._canvas = Canvas(WIDTH)
        self._at = MARGIN

    def draw(self) -> None:
        """Lay out all parts one below the other."""
        self._add_heading()
        self._add_figures()
        if not self._report.total:
            return
        self._add_course()
        self._add_priorities()
        status, _priority, level, application, category, lpse = self._statistics.sections
        self._add_sections(status, application)
        self._add_sections(category)
        self._add_sections(lpse if len(lpse.rows) > 1 else level)

    def save(self, path: Path) -> None:
        """Write the picture."""
        self._canvas.save(path, self._at + MARGIN)

    def _add_heading(self) -> None:
        statistics = self._statistics
        self._add_text(self._translate(_("Laporan")), TITLE, is_bold=True)
        language, ends = self._words.language, (statistics.first, statistics.last)
        days = dict.fromkeys(format_date(day, "d MMM y", locale=language) for day in ends)
        places = short_name(", ".join(statistics.places), LONGEST) or self._translate(_("Seluruh LPSE"))
        self._add_text(" – ".join(days), SMALL, QUIET)
        self._add_text(places, SMALL, QUIET)

    def _counts(self) -> list[tuple[str, str]]:
        """Return the counted figures that stand alone: each a label with its value."""
        report, words, translate = self._report, self._words, self._translate
        closed = report.by_status.get(Status.CLOSED, 0)
        figures = [(translate(_("Jumlah tiket")), words.number(report.total))]
        if report.total:
            figures.append((translate(_("Selesai")), words.share(closed, report.total)))
        if report.ratings.average is not None:
            stars = f"★ {words.number(report.ratings.average, TENTHS)}"
            rating = translate(_("Penilaian"))
            figures.append((f"{rating} ({words.number(report.ratings.count)})", stars))
        return figures

    def _times(self) -> list[tuple[str, str]]:
        """Return how long it took until tickets were taken and solved, as `_counts` does."""
        report, words, translate = self._report, self._words, self._translate
        figures = list[tuple[str, str]]()
        median = translate(_("median jam kerja"))
        for label, times in ((_("Sampai diambil"), report.to_take), (_("Sampai selesai"), report.to_solve)):
            if times.median is not None:
                said = words.say(format_duration(times.median))
                figures.append((f"{translate(label)} ({median})", said))
        return figures

    def _add_figures(self) -> None:
        """Add the counted figures beside each other, then those of times, whose labels are long."""
        self._at += GAP
        for row, columns in ((self._counts(), 3), (self._times(), 2)):
            width = (WIDTH - 2 * MARGIN) // columns
            for column, (label, value) in enumerate(row):
                left, below = MARGIN + column * width, self._at + round(FIGURE * 1.3)
                room = width - GAP
                self._canvas.text(left, self._at, value, FIGURE, INK, is_bold=True, room=room, is_whole=True)
                self._canvas.text(left, below, label, SMALL, QUIET, room=width - BAR)
            if row:
                self._at += round(FIGURE * 1.3) + SMALL + GAP

    def _add_course(self) -> None:
        """Add a bar for each day, week or month, its priorities one above the other."""
        statistics = self._statistics
        bars = chart_bars(self._report.by_day, statistics.first, statistics.last)
        most = max((bar.total for bar in bars), default=0)
        if len(bars) == 1 or not most:
            return
        self._add_title(_("Tiket yang dibuat"))
        width = (WIDTH - 2 * MARGIN) / len(bars)
        floor = self._at + SMALL + 10 + CHART
        for number, bar in enumerate(bars):
            left, top = MARGIN + number * width, float(floor)
            for priority in reversed(Priority):
                height = CHART * bar.counts.get(priority, 0) / most
                top -= height
                self._canvas.bar(left + width * 0.1, top, width * 0.8, height, PRIORITY_COLOURS[priority])
        highest = max(bars, key=lambda bar: bar.total)
        self._label_highest(bars.index(highest), width, highest)
        self._canvas.bar(MARGIN, floor, WIDTH - 2 * MARGIN, 2, TRACK)
        days = (statistics.last - statistics.first).days + 1
        step = -(-len(bars) // MOST_LABELS)
        for number in range(0, len(bars), step):
            label = bar_label(bars[number], len(bars), days, self._words.language)
            self._canvas.text(MARGIN + number * width, floor + 10, label, SMALL, QUIET)
        self._at = floor + 10 + SMALL

    def _label_highest(self, number: int, width: float, bar: ChartBar) -> None:
        """Write the number of tickets above the highest bar, within the margins."""
        middle = MARGIN + (number + 0.5) * width
        is_at_end = middle > WIDTH / 2
        edge = middle + width / 2 if is_at_end else middle - width / 2
        count = self._words.number(bar.total)
        self._canvas.text(edge, self._at, count, SMALL, INK, is_bold=True, is_right=is_at_end)

    def _add_priorities(self) -> None:
        """Add one bar of all priorities in their colours, and what each colour stands for."""
        report, left = self._report, float(MARGIN)
        self._add_title(_("Prioritas"))
        for priority in Priority:
            width = (WIDTH - 2 * MARGIN) * report.by_priority.get(priority, 0) / report.total
            self._canvas.bar(left, self._at, width, 2 * BAR, PRIORITY_COLOURS[priority])
            left += width
        self._at += 2 * BAR + 18
        column = (WIDTH - 2 * MARGIN) // 4
        for number, priority in enumerate(Priority):
            count = report.by_priority.get(priority, 0)
            place = MARGIN + number * column
            self._canvas.bar(place, self._at + 4, BAR, BAR, PRIORITY_COLOURS[priority])
            self._canvas.text(place + BAR + 10, self._at, self._translate(priority.label), SMALL, INK)
            numbers = f"{self._words.number(count)} · {self._words.share(count, report.total)}"
            self._canvas.text(place + BAR + 10, self._at + 34, numbers, SMALL, QUIET)
        self._at += 34 + SMALL

    def _add_sections(self, *sections: StatisticsSection) -> None:
        """Add sections beside each other: their rows with numbers, shares and bars."""
        top, bottom = self._at, self._at
        width = (WIDTH - 2 * MARGIN - (len(sections) - 1) * MARGIN) // len(sections)
        for number, section in enumerate(sections):
            self._at = top
            self._add_section(section, MARGIN + number * (width + MARGIN), width)
            bottom = max(bottom, self._at)
        self._at = bottom

    def _add_section(self, section: StatisticsSection, left: int, width: int) -> None:
        counted = [(label, count) for label, count in section.rows if count]
        rows = [(short_name(self._translate(label), LONGEST), count) for label, count in counted]
        total = sum(count for _label, count in rows)
        if not total:
            return
        self._at += GAP
        self._canvas.text(left, self._at, self._translate(section.title), WORDS, INK, is_bold=True)
        self._at += round(WORDS * 1.4) + 8
        shown = rows if len(rows) <= MOST_ROWS else rows[: MOST_ROWS - 1]
        for label, count in shown:
            self._add_row(label, count, total, (left, width))
            below = self._at - ROW + SMALL + 10
            self._canvas.bar(left, below, width, BAR, TRACK)
            self._canvas.bar(left, below, max(width * count / total, BAR / 2), BAR, COLOUR)
        if rest := sum(count for _label, count in rows[len(shown) :]):
            # Without a bar: many small rows together would dwarf the largest.
            self._add_row(self._translate(_("Lainnya")), rest, total, (left, width), QUIET)
            self._at -= ROW - SMALL - 10

    def _add_row(self, label: str, count: int, total: int, place: tuple[int, int], colour: str = INK) -> None:
        left, width = place
        share = f"{self._words.number(count)} · {self._words.share(count, total)}"
        self._canvas.row(left, self._at, width, label, share, SMALL, colour)
        self._at += ROW

    def _add_title(self, title: str) -> None:
        self._at += GAP
        self._add_text(self._translate(title), WORDS, is_bold=True)
        self._at += 8

    def _add_text(self, text: str, size: int, colour: str = INK, *, is_bold: bool = False) -> None:
        self._canvas.text(MARGIN, self._at, text, size, colour, is_bold=is_bold, room=WIDTH - 2 * MARGIN)
        self._at += round(size * 1.4)
