"""Read the facts of a package that could not be looked up and is filled in by hand ("Isi Manual")."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from core.errors import Refusal
from core.input.characters import plain

# Kinds of procurement as SPSE names them; "Jasa Konsultansi Badan Usaha" is an older name still used by v4.3.
PROCUREMENT_CATEGORIES = (
    "Pengadaan Barang",
    "Pekerjaan Konstruksi",
    "Jasa Konsultansi Badan Usaha",
    "Jasa Konsultansi Badan Usaha Konstruksi",
    "Jasa Konsultansi Badan Usaha Non Konstruksi",
    "Jasa Konsultansi Perorangan Konstruksi",
    "Jasa Konsultansi Perorangan Non Konstruksi",
    "Jasa Lainnya",
    "Pekerjaan Konstruksi Terintegrasi",
)

# Electronic procurement in Indonesia began in 2008.
FIRST_YEAR = 2008
# Rupiah. More than the whole state budget, so a larger number is a typing mistake.
HPS_MAX = Decimal(10) ** 16

_LONGEST = 100
# Digits in a group of thousands.
_THOUSANDS = 3
_BUILD = re.compile(
    r"(?:SPSE)?\s*(?:V\s*)?4\s*\.\s*([0-9]{1,2})\s*(?:\.\s*)?U\s*([0-9]{4})([0-9]{2})([0-9]{2})"
    r"\s*(?:(?:-\s*)?(CA))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:(?:T\.?A|TAHUN|ANGGARAN)[\s.:]*)*([0-9]{4})", re.IGNORECASE)
_HPS = re.compile(
    r"(?:HPS[\s.:]*+)?(?:RP|IDR)?[\s.:]*([0-9][0-9.,]*?)(?:[.,]?\s*-+)?\s*+([A-Z]*?)\.?\s*(?:RUPIAH)?",
    re.IGNORECASE,
)
# Thousands that are parted by blanks: "1 250 000".
_BLANKS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_UNITS = {
    "": Decimal(1),
    **dict.fromkeys(("rb", "ribu"), Decimal(10) ** 3),
    **dict.fromkeys(("jt", "juta"), Decimal(10) ** 6),
    **dict.fromkeys(("m", "miliar", "milyar"), Decimal(10) ** 9),
    **dict.fromkeys(("t", "triliun", "trilyun"), Decimal(10) ** 12),
}


def read_build(text: str) -> str:
    """Return the SPSE build as "SPSE v4.3u20190904", or with "-CA"; refuse `spse_build` for other texts."""
    found = _BUILD.fullmatch(_plain(text))
    if found is None:
        raise Refusal("spse_build", text=text)
    minor, year, month, day, variant = found.groups()
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        raise Refusal("spse_build", text=text) from None
    return f"SPSE v4.{int(minor)}u{year}{month}{day}{'-CA' if variant else ''}"


def read_year(text: str, now: datetime) -> int:
    """Return the budget year, 2008 up to the year after `now`; refuse `budget_year` for other texts."""
    found = _YEAR.fullmatch(_plain(text))
    latest = now.year + 1
    if found is None or not FIRST_YEAR <= int(found[1]) <= latest:
        raise Refusal("budget_year", text=text, earliest=FIRST_YEAR, latest=latest)
    return int(found[1])


def read_hps(text: str) -> Decimal:
    """Return the buyer's estimate in rupiah and cents; refuse `hps` where it is unclear or can't be.

    Reads "Rp 1.250.000.000,50", "1 250 000 000" and "1,25 miliar". Indonesian writing comes first: dots for
    thousands, a comma before decimals. The other way round is understood where only one reading is possible.
    """
    found = _HPS.fullmatch(_BLANKS.sub(lambda group: group[0].replace(" ", ""), _plain(text)))
    unit = _UNITS.get(found[2].lower()) if found else None
    number = _number(found[1], has_unit=bool(found[2])) if found else None
    if unit is None or number is None or not 0 < (amount := number * unit) < HPS_MAX:
        raise Refusal("hps", text=text)
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not rounded:
        raise Refusal("hps", text=text)
    return rounded


def _number(written: str, *, has_unit: bool) -> Decimal | None:
    """Return the number that is written with dots and commas; None where it is unclear."""
    dots, commas = written.count("."), written.count(",")
    if dots and commas:
        # The one that stands last separates the decimals.
        mark = max(".,", key=written.rindex)
    elif dots + commas == 1:
        mark = "." if dots else ","
        if len(written.partition(mark)[2]) == _THOUSANDS:
            if mark == "," and not has_unit:
                return None  # "1,250" may be 1250 or 1.25
            mark = "" if mark == "." else mark
    else:
        mark = ""
    whole, _, decimals = written.rpartition(mark) if mark else (written, "", "")
    grouped = re.fullmatch(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+", whole)
    if grouped is None or (mark and not re.fullmatch("[0-9]+", decimals)):
        return None
    return Decimal(f"{re.sub('[.,]', '', whole)}.{decimals or 0}")


def _plain(text: str) -> str:
    return plain(text).strip() if len(text) <= _LONGEST else ""
