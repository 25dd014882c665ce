"""Parse the cells of a spreadsheet of packages: codes, numbers, money and times.

Every function takes the text of one cell and raises ValueError with what it should have been.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from core.errors import Refusal
from core.input.characters import plain
from core.input.dates import MONTHS
from core.input.spreadsheet import whole_number as whole_number_text
from core.organisation.lpse import ZONES
from core.packages.manual import FIRST_YEAR, read_hps

_MOMENT = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jum['`]?at|sabtu|minggu)[,\s]+)?"
    r"(?:(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})"
    r"|(?P<day>\d{1,2})[-/.\s]+(?:(?P<month>\d{1,2}|[a-z]+)[-/.\s]+(?P<year>\d{4})"
    r"|(?P<word>[a-z]+)[-/.\s]+(?P<short_year>\d{2})))"
    r"(?:(?:\s*t\s*|[\s,]+)(?:pukul\s+|jam\s+)?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap]\.?m\.?))?(?:\s*(?P<zone>wib|wita|wit|z|[+-]\d{2}:?\d{2}))?)?",
    re.ASCII,
)
# 24:00 means the end of a day.
_END_OF_DAY_HOUR, _NOON, _MINUTES = 24, 12, 60
# No place is farther from UTC.
_FARTHEST = timedelta(hours=14)
# Excel serial dates of the years 2000 to 2099: days since its epoch, with a fraction for the time.
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]{1,15})?")
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_051
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - the zone is added with the LPSE
# A large amount as Excel shows it in a narrow column.
_SCIENTIFIC = re.compile(r"([0-9]+(?:[.,][0-9]+)?)[eE]\+?([0-9]{1,2})")
_BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
# Characters.
_LONGEST, _LONGEST_AMOUNT = 200, 40
_YES = frozenset("ya y yes true benar 1 aktif".split())
_NO = frozenset("tidak t no n false salah 0 nonaktif".split())


def code(text: str) -> str:
    """Return a code, without the ".0" of a spreadsheet that took it for a number."""
    return whole_number_text(_plain(text))


def whole_number(text: str) -> int:
    """Parse a number of up to nine digits."""
    if not re.fullmatch("[0-9]{1,9}", digits := code(text)):
        raise ValueError("is no whole number, like 10")
    return int(digits)


def year(text: str) -> str:
    """Return the first of one or more budget years."""
    found = re.match(r"([0-9]{4})(?![0-9])", _plain(text))
    if found is None or int(found[1]) < FIRST_YEAR:
        raise ValueError("is no budget year, like 2026")
    return found[1]


def money(text: str) -> str:
    """Parse rupiah in Indonesian or plain writing: "1.250.000.000,50", "1 250 000", 1.25 miliar, 1,25E+09."""
    text = _plain(text)
    if (found := _SCIENTIFIC.fullmatch(text)) and len(text) <= _LONGEST_AMOUNT:
        amount = Decimal(found[1].replace(",", ".")).scaleb(int(found[2]))
        text = format(amount, "f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        text = text.replace(".", ",")
    text = _BETWEEN_THOUSANDS.sub("", text)
    if re.fullmatch(r"0+(?:[.,]0+)?", text):
        return "0"
    try:
        return str(Decimal(read_hps(text)))
    except Refusal:
        raise ValueError("is no amount in rupiah, like 1250000000 or 1.250.000.000,50") from None


def yes_or_no(text: str) -> bool:
    """Parse a word for yes or no, in Indonesian or English."""
    word = _plain(text).lower()
    if word not in _YES | _NO:
        raise ValueError("is neither true nor false (ya, tidak)")
    return word in _YES


def moment(text: str, *, is_end: bool = False) -> str:
    """Return a date, with or without a time, in ISO form; a bare date as an end means the end of that day.

    Accepts "2026-06-15T08:00", "15/06/2026 08.00", "Senin, 15 Juni 2026 pukul 08:00 WIB", "15-Jun-26 8:00 AM"
    and Excel's serial date; the day is before the month. A time may end in WIB, WITA, WIT or an offset
    ±hh:mm. Otherwise it is in the zone of the LPSE, also where it ends in "Z".
    """
    text = _plain(text)
    found = _MOMENT.fullmatch(text.lower())
    try:
        if _SERIAL.fullmatch(text):
            return _counted(text, is_end=is_end)
        if found is None:
            raise ValueError
        read = datetime.combine(_day(found), time())
        if found["hour"]:
            read += _time(found)
        elif is_end:
            read += timedelta(days=1)
        return read.isoformat() + _offset(found["zone"] or "")
    except (ValueError, OverflowError):
        raise ValueError(
            "is no date, like 2026-06-15T08:00, 15-06-2026 08:00 or 15 Juni 2026 08.00 WIB"
        ) from None


def _plain(text: str) -> str:
    """Return the text as it is read; a longer one than any code, number or time is returned unread."""
    return plain(text).strip() if len(text) <= _LONGEST else text


def _day(found: re.Match[str]) -> date:
    if found["iso"]:
        year, month_number, day = (int(part) for part in re.split("[-/]", found["iso"]))
        return date(year, month_number, day)
    month = found["month"] or found["word"]
    number = int(month) if month.isdecimal() else MONTHS.get(month, 0)
    year = int(found["year"] or f"20{found['short_year']}")
    return date(year, number, int(found["day"]))


def _counted(text: str, *, is_end: bool) -> str:
    """Return an Excel serial date in ISO form; raise ValueError outside the years 2000 to 2099."""
    days = float(text.replace(",", "."))
    if not _FIRST_SERIAL <= days < _LAST_SERIAL:
        raise ValueError
    if is_end and days.is_integer():
        days += 1
    # To the second, since a time is a fraction that can't be written out.
    return (_EXCEL_EPOCH + timedelta(seconds=round(days * 86_400))).isoformat()


def _time(found: re.Match[str]) -> timedelta:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if half := found["half"]:
        if not 1 <= hour <= _NOON:
            raise ValueError
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    if (hour, minute, second) != (_END_OF_DAY_HOUR, 0, 0):
        time(hour, minute, second)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(zone: str) -> str:
    """Return the UTC offset in ISO form; empty for "z", which the warehouse appends to local times.

    Raise ValueError for one that no clock of the world has.
    """
    if (named := ZONES.get(zone.upper())) is not None:
        return f"+{named.utcoffset(None).seconds // 3600:02}:00"
    if zone in {"", "z"}:
        return ""
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if minutes >= _MINUTES or timedelta(hours=hours, minutes=minutes) > _FARTHEST:
        raise ValueError
    return zone
