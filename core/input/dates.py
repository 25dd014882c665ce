"""Read a day as people write it: in numbers or with the month's name, alone or before a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from core.input.characters import plain

# Names of months in Indonesian and English, with usual abbreviations and older spellings.
MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}
# Days of the week with their abbreviations. The date counts, also where the two don't agree.
WEEKDAY = (
    r"(?:(?:hari\s+)?(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|sen|sel|rab|kam|jum|sab|min"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)[.,\s]+)?"
)
_TIME = (
    r"(?:(?:\s*t\s*|,\s*|\s+)(?:(?:pukul|jam|pkl)\.?\s*)?"
    r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?\s*(?:wib|wita|wit|z)?)?"
)
_BETWEEN = r"(?:\s*[-/.,]\s*|\s+)"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(
    rf"{WEEKDAY}(?:tanggal\s+|tgl\.?\s+)?([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}}|[a-z]{{3,9}}){_BETWEEN}"
    rf"([0-9]{{4}}|'?[0-9]{{2}}){_TIME}"
)
# Characters; no day is written longer.
_LONGEST = 100


def read_written_day(text: str) -> date:
    """Return the day in the text; a time behind it is passed over. Raise ValueError if it is none.

    The day is before the month ("6/7/26" is in July), unless the year of four digits comes first. A year of
    two digits is of this century.
    """
    word = plain(text[:_LONGEST]).strip().rstrip(".").casefold()
    if found := _YEAR_FIRST.fullmatch(word):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(word):
        month = int(found[2]) if found[2].isdecimal() else MONTHS.get(found[2], 0)
        year = found[3].removeprefix("'")
        return date(int(year) + (2000 if len(year) == len("26") else 0), month, int(found[1]))
    raise ValueError("is no day, like 6 Juni 2026")
