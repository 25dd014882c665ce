"""Group what was filed on each day into the bars of a chart: days, weeks or months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from core.master_data.priority import Priority

# Days that get a bar each, and that get one together with their week; of longer periods their month.
MOST_DAYS, MOST_DAYS_OF_WEEKS = 31, 140


@dataclass(frozen=True, slots=True)
class ChartBar:
    """Hold the numbers of tickets filed in a day, week or month, by priority."""

    first: date
    counts: Mapping[Priority, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def chart_bars(by_day: Mapping[tuple[date, Priority], int], first: date, last: date) -> list[ChartBar]:
    """Return the bars of a period in order, those in which nothing was filed too."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    begins = {day: _beginning(day, first, len(days)) for day in days}
    bars: dict[date, Counter[Priority]] = {beginning: Counter() for beginning in begins.values()}
    for (day, priority), count in by_day.items():
        bars[begins[day]][priority] += count
    return [ChartBar(beginning, counts) for beginning, counts in bars.items()]


def bar_label(bar: ChartBar, bars: int, days: int, language: str) -> str:
    """Return what stands under a bar: the day, or the month where each is one."""
    pattern = "LLL" if days > MOST_DAYS_OF_WEEKS and bars > 1 else "d MMM"
    return format_date(bar.first, pattern, locale=language)


def _beginning(day: date, first: date, days: int) -> date:
    if days <= MOST_DAYS:
        return day
    if days <= MOST_DAYS_OF_WEEKS:
        return day - timedelta(days=(day - first).days % 7)
    return max(day.replace(day=1), first)
