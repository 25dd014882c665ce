"""Read quantities as people type them: a number, and perhaps the unit behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.errors import Refusal
from core.input.characters import plain
from core.words import _


class Unit(StrEnum):
    """Units in which a number may be kept."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MEGABYTES = "megabytes"
    YES_OR_NO = "yes_or_no"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def sizes(self) -> Mapping[str, Fraction]:
        """Return how much of this unit each word that people may write is."""
        return _SIZES[self]

    @property
    def examples(self) -> str:
        """Return what people may write, as a label."""
        return _EXAMPLES[self]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was typed, with the word behind it in lower case, "" for none."""

    number: Fraction
    word: str = ""


_LABELS = {
    Unit.HOURS: _("jam"),
    Unit.DAYS: _("hari"),
    Unit.WORKING_DAYS: _("hari kerja"),
    Unit.MEGABYTES: _("MB"),
    Unit.YES_OR_NO: _("(1 = ya, 0 = tidak)"),
}
_EXAMPLES = {
    Unit.HOURS: _("24, 24 jam, 2 hari"),
    Unit.DAYS: _("14, 14 hari, 2 minggu"),
    Unit.WORKING_DAYS: _("3, 3 hari kerja, 1 minggu (5 hari kerja)"),
    Unit.MEGABYTES: _("500, 500 MB, 1 GB"),
    Unit.YES_OR_NO: _("1 untuk ya, 0 untuk tidak"),
}
_MINUTE = ("menit", "mnt", "minute", "minutes", "min", "mins")
_HOUR = ("jam", "j", "hour", "hours", "h", "hrs")
_DAY = ("hari", "hr", "day", "days", "d")
_WEEK = ("minggu", "mgg", "pekan", "week", "weeks", "w")
_WORKING_DAY = ("hari kerja", "hk", "working day", "working days", "business day", "business days")
_KILOBYTE = ("kb", "kilobyte", "kilobytes")
_MEGABYTE = ("mb", "megabyte", "megabytes", "mega", "mib", "m")
_GIGABYTE = ("gb", "gigabyte", "gigabytes", "giga", "gib", "g")
_TERABYTE = ("tb", "terabyte", "terabytes", "tera")


def _sizes(*groups: tuple[tuple[str, ...], Fraction]) -> dict[str, Fraction]:
    return {word: size for words, size in groups for word in words}


# A working week has five days. Hours are no part of a working day: offices differ in how many they are open.
_SIZES: Mapping[Unit, Mapping[str, Fraction]] = {
    Unit.HOURS: _sizes(
        (_MINUTE, Fraction(1, 60)), (_HOUR, Fraction(1)), (_DAY, Fraction(24)), (_WEEK, Fraction(168))
    ),
    Unit.DAYS: _sizes(
        (_MINUTE, Fraction(1, 1440)), (_HOUR, Fraction(1, 24)), (_DAY, Fraction(1)), (_WEEK, Fraction(7))
    ),
    Unit.WORKING_DAYS: _sizes((_WORKING_DAY, Fraction(1)), (_DAY, Fraction(1)), (_WEEK, Fraction(5))),
    Unit.MEGABYTES: _sizes(
        (_KILOBYTE, Fraction(1, 1024)),
        (_MEGABYTE, Fraction(1)),
        (_GIGABYTE, Fraction(1024)),
        (_TERABYTE, Fraction(1024 * 1024)),
    ),
    Unit.YES_OR_NO: {},
}
# Digits in groups of three, by a point, a comma or a space; or digits with one or two decimals.
_GROUPED = r"[1-9][0-9]{0,2}(?:[., ][0-9]{3}){1,2}"
_DECIMAL = r"[0-9]{1,7}(?:[.,][0-9]{1,2})?"
_QUANTITY = re.compile(rf"({_GROUPED}|{_DECIMAL})(?![0-9.,]*[0-9])\s*([a-z][a-z .]{{0,29}})?\.?")


def read_quantity(text: str) -> Quantity:
    """Return the number in the text and the word behind it; refuse `number` for other texts.

    "1.000" and "1,000" are a thousand, "1,5" and "1.5" one and a half.
    """
    found = _QUANTITY.fullmatch(" ".join(plain(text).casefold().split()))
    if found is None:
        raise Refusal("number")
    number, word = found[1], (found[2] or "").strip()
    if re.fullmatch(_GROUPED, number):
        return Quantity(Fraction(re.sub("[., ]", "", number)), word)
    return Quantity(Fraction(number.replace(",", ".")), word)


def in_unit(quantity: Quantity, unit: Unit) -> int:
    """Return the quantity as a whole number of `unit`, which is meant where no word was typed.

    Refuse `quantity_unit` for words that can't be counted in it, and `quantity_not_whole`.
    """
    size = unit.sizes.get(quantity.word) if quantity.word else Fraction(1)
    if size is None:
        raise Refusal("quantity_unit", word=quantity.word, unit=unit)
    counted = quantity.number * size
    if counted.denominator != 1:
        raise Refusal("quantity_not_whole", unit=unit)
    return int(counted)
