"""Make ticket numbers, and find them in what people type."""

from __future__ import annotations

import re
from datetime import date

from core.input.characters import plain

# T, role letter, application letter, YYMMDD, counter of four digits (five above 9999).
# Numbers of 2019 may be LC or UC, YYYYMMDD, counter of five digits.
_GAP = r"[\s.\-_/]{0,3}"
_NUMBER = re.compile(
    rf"(?<![A-Z0-9])(?:(T){_GAP}([A-Z]){_GAP}([A-Z]){_GAP}([0-9]{{6}}){_GAP}([0-9]{{4,5}})"
    rf"|([LU]C){_GAP}([0-9]{{8}}){_GAP}([0-9]{{5}}))(?![A-Z0-9])"
)
_PART = re.compile(r"(?:T[A-Z]{0,2}|[LU]C|[A-Z])?[0-9]+|T[A-Z]{2}")
_COUNTER_MAX = 99_999
_PART_MIN = 4
_PART_MAX = 15


def prefix(role_letter: str, application_letter: str) -> str:
    """Return the first three characters of a number; each prefix has a counter for each month.

    Raise ValueError unless both letters are A to Z.
    """
    if not re.fullmatch("[A-Z]{2}", role_letter + application_letter):
        raise ValueError(f"letters of a ticket number are A to Z: {role_letter!r}, {application_letter!r}")
    return f"T{role_letter}{application_letter}"


def month_key(local_date: date) -> str:
    """Return the month that a counter runs for, "2006" for June 2020, by the date at the LPSE."""
    return f"{local_date:%y%m}"


def format_number(prefix: str, local_date: date, counter: int) -> str:
    """Return the ticket number: "TPS2006150019" for prefix TPS, 15 June 2020 and counter 19.

    Above 9999 in a month, the counter has five digits: a longer number is better than no ticket. Raise
    ValueError outside of 1 to 99,999.
    """
    if not 1 <= counter <= _COUNTER_MAX:
        raise ValueError(f"a counter is 1 to {_COUNTER_MAX}, not {counter}")
    return f"{prefix}{local_date:%y%m%d}{counter:04d}"


def find_number(text: str) -> str | None:
    """Return the first ticket number in `text` ("tps 2006150019", "Tiket TPS-2006150019"), or None."""
    for found in _NUMBER.finditer(_upper(text)):
        number = "".join(part for part in found.groups() if part)
        if _is_date(found[4] or found[7]):
            return number
    return None


def number_part(text: str) -> str | None:
    """Return `text` as it would stand in a number ("2006-15" is "200615"), or None if it can't be in one."""
    part = re.sub(r"[\s.\-_/]", "", _upper(text))
    return part if _PART_MIN <= len(part) <= _PART_MAX and _PART.fullmatch(part) else None


def _upper(text: str) -> str:
    return plain(text).upper()


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:-4]) % 100 + 2000, int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        return False
    return True
