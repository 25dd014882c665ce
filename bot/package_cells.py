"""What people write into the cells of a spreadsheet of packages: codes, numbers, money and moments.

Every function takes the text of one cell and raises ValueError with what it should have been.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from core.errors import Refusal
from core.lpse import ZONES
from core.package_answers import FIRST_YEAR, read_hps

_MONTHS = {
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
_MOMENT = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jum['`]?at|sabtu|minggu)[,\s]+)?"
    r"(?:(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})|(?P<day>\d{1,2})[-/.\s]+(?P<month>\d{1,2}|[a-z]+)[-/.\s]+(?P<year>\d{4}))"
    r"(?:(?:\s*t\s*|[\s,]+)(?:pukul\s+|jam\s+)?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<zone>wib|wita|wit|z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_MIDNIGHT = 24
_YES = frozenset("ya y yes true benar 1 aktif".split())
_NO = frozenset("tidak t no n false salah 0 nonaktif".split())


def code(text: str) -> str:
    """A code; one that a spreadsheet took for a number loses the ".0" again."""
    return re.sub(r"^([0-9]+)[.,]0$", r"\1", text)


def whole_number(text: str) -> int:
    """A number of up to nine digits."""
    if not re.fullmatch("[0-9]{1,9}", digits := code(text)):
        raise ValueError("is no whole number, like 10")
    return int(digits)


def year(text: str) -> str:
    """One or more budget years; the first one counts."""
    found = re.match(r"([0-9]{4})(?![0-9])", text)
    if found is None or int(found[1]) < FIRST_YEAR:
        raise ValueError("is no budget year, like 2026")
    return found[1]


def money(text: str) -> str:
    """Rupiah, in Indonesian or plain writing: "1.250.000.000,50", "Rp 1250000000", "1.25 miliar"."""
    if re.fullmatch(r"0+(?:[.,]0+)?", text):
        return "0"
    try:
        return str(Decimal(read_hps(text)))
    except Refusal:
        raise ValueError("is no amount in rupiah, like 1250000000 or 1.250.000.000,50") from None


def yes_or_no(text: str) -> bool:
    """A word for yes or no."""
    word = text.lower()
    if word not in _YES | _NO:
        raise ValueError("is neither true nor false (ya, tidak)")
    return word in _YES


def moment(text: str, *, is_end: bool = False) -> str:
    """A date with or without a time, as ISO writes it; a bare date as an end means the end of that day.

    "2026-06-15T08:00", "15/06/2026 08.00", "Senin, 15 Juni 2026 pukul 08:00 WIB"; the day comes before the
    month. Without WIB, WITA or WIT it is what the clocks at the LPSE show, also where it ends in "Z".
    """
    found = _MOMENT.fullmatch(text.lower())
    try:
        if found is None:
            raise ValueError
        read = datetime.combine(_day(found), time())
        if found["hour"]:
            read += _time(found)
        elif is_end:
            read += timedelta(days=1)
        return read.isoformat() + _distance(found["zone"] or "")
    except (ValueError, OverflowError):
        raise ValueError(
            "is no date, like 2026-06-15T08:00, 15-06-2026 08:00 or 15 Juni 2026 08.00 WIB"
        ) from None


def _day(found: re.Match[str]) -> date:
    if found["iso"]:
        year, month_number, day = (int(part) for part in re.split("[-/]", found["iso"]))
        return date(year, month_number, day)
    month = found["month"]
    number = int(month) if month.isdecimal() else _MONTHS.get(month, 0)
    return date(int(found["year"]), number, int(found["day"]))


def _time(found: re.Match[str]) -> timedelta:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if (hour, minute, second) != (_MIDNIGHT, 0, 0):
        time(hour, minute, second)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _distance(zone: str) -> str:
    """As ISO writes it; none for "z", which the warehouse puts behind what local clocks show."""
    if (named := ZONES.get(zone.upper())) is not None:
        return f"+{named.utcoffset(None).seconds // 3600:02}:00"
    return "" if zone == "z" else zone
